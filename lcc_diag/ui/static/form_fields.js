/* One question in its forms: choice, flag, text, number, date, time – and the evidence that backs an answer. */

const TYPING_PAUSE = 800; // milliseconds without a key until a text is saved
const COUNTER_FROM = 0.8; // share of the limit from which the remaining characters are shown

function questionField(form, scope, question) {
  const field = { choice: choiceField, flag: flagField, select: selectField };
  return (field[question.kind] ?? writtenField)(form, scope, question);
}

const inputName = (form, key) => `${form.uid}-${key}`;

function problemText(form, scope, key) {
  const text = () => say(form, form.state.problems.get(key));
  return element(scope, "p", { class: "lcc-problem", id: `${inputName(form, key)}-problem`, text, hidden: () => !text() });
}

/* A remark is on what is stored: it says nothing beside a problem with what is in the field now. */
function remarkText(form, scope, key) {
  const isStored = () => !form.state.problems.has(key.replace(/#$/, ""));
  const text = () => (isStored() ? say(form, form.state.remarks.get(key)) : "");
  return element(scope, "p", { class: "lcc-remark", id: `${inputName(form, key)}-remark`, text, hidden: () => !text() });
}

function hintText(form, scope, question) {
  if (!question.hint) return null;
  const id = `${inputName(form, keyOf(question))}-hint`;
  return element(scope, "p", { class: "lcc-hint", id, text: () => say(form, question.hint) });
}

function describedBy(form, key, ...parts) {
  return parts.map((part) => `${inputName(form, key)}-${part}`).join(" ");
}

/* --- choice ---------------------------------------------------------------------------------------------------- */

function choiceField(form, scope, question) {
  const key = keyOf(question);
  const described = describedBy(form, key, ...(question.hint ? ["hint"] : []), "remark", "problem");
  return element(scope, "fieldset", { class: `lcc-question${question.scale ? " lcc-scale" : ""}`, "aria-describedby": described },
    element(scope, "legend", { text: () => say(form, question.text) }),
    hintText(form, scope, question),
    element(scope, "div", { class: "lcc-options" }, ...question.options.map((option) => radio(form, scope, question, option))),
    remarkText(form, scope, key),
    problemText(form, scope, key),
    question.evidence ? evidenceField(form, scope, question) : null,
  );
}

function radio(form, scope, question, option) {
  const key = keyOf(question);
  return optionLabel(form, scope, {
    type: "radio", name: inputName(form, key), "data-key": `${key}=${option.value}`,
    text: option.text, mark: option.mark, apart: option.apart,
    checked: () => answerOf(form, question).value === option.value,
    onchange: () => sendAnswer(form, question, option.value, answerOf(form, question).evidence),
  });
}

function optionLabel(form, scope, { text, mark, apart, ...input }) {
  return element(scope, "label", { class: `lcc-option${apart ? " lcc-apart" : ""}` },
    element(scope, "input", { ...input, value: input["data-key"] }),
    mark ? element(scope, "span", { class: "lcc-mark", text: mark }) : null,
    element(scope, "span", { text: () => say(form, text) }),
  );
}

/* --- flag: yes or no about a challenge ------------------------------------------------------------------------- */

function flagField(form, scope, question) {
  const key = `${question.field}@${question.challenge}`;
  const current = () => Boolean(challengeNow(form, question.challenge)[question.field]);
  const hidden = () => Boolean(question.only_if) && !challengeNow(form, question.challenge)[question.only_if];
  const option = (value) => optionLabel(form, scope, {
    type: "radio", name: inputName(form, key), "data-key": `${key}=${value}`, text: phraseInAll(form, value ? "yes" : "no"),
    checked: () => current() === value,
    onchange: () => sendChange(form, question.challenge, { [question.field]: value }, key),
  });
  return element(scope, "fieldset", { class: "lcc-question lcc-flag", hidden },
    element(scope, "legend", { text: () => say(form, question.text) }),
    hintText(form, scope, { ...question, item: key, challenge: null }),
    element(scope, "div", { class: "lcc-options" }, option(false), option(true)),
    problemText(form, scope, key),
  );
}

/* --- text, number, date ---------------------------------------------------------------------------------------- */

function writtenField(form, scope, question) {
  const key = keyOf(question);
  const id = inputName(form, key);
  const save = (value) => sendAnswer(form, question, value, answerOf(form, question).evidence);
  const stored = () => (answerOf(form, question).value === "dk" && question.kind !== "text" ? null : answerOf(form, question).value);
  const parts = ["problem", ...(question.hint ? ["hint"] : [])];
  const described = `${describedBy(form, key + VALUE, "remark")} ${describedBy(form, key, ...parts)}`;
  const input = textInput(form, scope, { ...question, key, id, stored, save, described });
  const written = [
    hintText(form, scope, question),
    element(scope, "div", { class: "lcc-with-unit" }, input, unitText(form, scope, question)),
    characterCounter(form, scope, input, question.max_length),
    remarkText(form, scope, key + VALUE),
    problemText(form, scope, key),
  ];
  if (!question.options) {
    return element(scope, "div", { class: "lcc-question" },
      element(scope, "label", { class: "lcc-legend", htmlFor: id, text: () => say(form, question.text) }), ...written);
  }
  return element(scope, "fieldset", { class: "lcc-question" },
    element(scope, "legend", {}, element(scope, "label", { htmlFor: id, text: () => say(form, question.text) })),
    ...written,
    element(scope, "div", { class: "lcc-options" }, ...question.options.map((option) => radio(form, scope, question, option))));
}

function unitText(form, scope, { unit }) {
  return unit ? element(scope, "span", { class: "lcc-unit", text: () => say(form, unit) }) : null;
}

/* A field to type in. `stored()` is what is known, `save(value)` keeps a new value (null: emptied).
   What cannot be kept stays in the field, with a message beside it. */
function textInput(form, scope, options) {
  const { key, id, kind, multiline, described } = options;
  const properties = {
    id, "data-key": key, "aria-describedby": described, autocomplete: "off",
    "aria-invalid": () => (form.state.problems.has(key) ? "true" : null),
    class: multiline ? "lcc-text" : `lcc-line lcc-line-${kind}`,
  };
  const one = { type: ["date", "time"].includes(kind) ? kind : "text", inputmode: kind === "number" ? "decimal" : null };
  const input = multiline
    ? element(scope, "textarea", { ...properties, rows: options.rows ?? 4 })
    : element(scope, "input", { ...properties, ...one });
  scope.bind(() => {
    if (document.activeElement !== input && !isHalf(input)) input.value = form.state.drafts[key] ?? shownValue(form, options);
  });
  const write = () => writeField(form, input, options);
  saveWhenPaused(form, input, key, write);
  // Left over from before a reload: say again why it is not saved, or save it now.
  if (key in form.state.drafts && !form.state.problems.has(key)) queueMicrotask(write);
  return input;
}

function saveWhenPaused(form, input, key, save) {
  let timer = null;
  function write() {
    clearTimeout(timer);
    form.state.unwritten.delete(key);
    if (save() === UNFINISHED) form.state.unwritten.set(key, write); // it is written once the field is left
  }
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, TYPING_PAUSE);
    form.state.unwritten.set(key, write);
    form.state.keepDraft(key, isHalf(input) ? null : input.value);
    form.refresh();
  });
  input.addEventListener("blur", () => form.state.unwritten.has(key) && write());
}

/* Part of a date or a time is there; its value is empty until all of it is. */
const isHalf = (input) => input.validity.badInput;
const UNFINISHED = "unfinished";

/* What cannot be a value yet may become one while somebody is in the field; once they have left it is said. */
function writeField(form, input, options) {
  const { key, stored, save } = options;
  const { value, problem, unfinished } = isHalf(input) ? halfValue(form, options) : readValue(form, input.value, options);
  if (unfinished && document.activeElement === input) return UNFINISHED;
  if (problem) {
    form.state.problems.set(key, problem);
    form.announce(say(form, problem));
    form.refresh();
    return null;
  }
  form.state.keepDraft(key, null);
  form.state.problems.delete(key);
  if (value !== stored()) save(value);
  form.refresh();
  return null;
}

function shownValue(form, { kind, stored }) {
  const value = stored();
  if (value === null || value === undefined) return "";
  return kind === "number" && typeof value === "number" ? numberText(form, value) : String(value);
}

function numberText(form, number) {
  return number.toLocaleString(form.state.language, { maximumFractionDigits: 10 });
}

function readValue(form, text, options) {
  if (!text.trim()) return { value: null };
  if (options.kind === "number") return readNumber(form, text, options);
  if (options.kind === "date") return readDate(form, text, options);
  const over = [...text].length - (options.max_length ?? Infinity);
  return over > 0 ? { problem: phraseInAll(form, "characters_over", { count: over }) } : { value: text };
}

const YEARS = [2000, 2100]; // others are slips, and count as not entered

/* While 2031 is typed the year is 2, 20 and 203. */
function readDate(form, text, options) {
  const year = Number(text.split("-")[0]);
  if (year >= YEARS[0] && year <= YEARS[1]) return { value: text };
  const [first, last] = YEARS.map(String);
  return { problem: notTaken(form, "date_year", options, { first, last }), unfinished: year < 1000 };
}

const halfValue = (form, options) => ({ problem: notTaken(form, "value_half", options), unfinished: true });

/* Why it is not saved, and what is. */
function notTaken(form, key, { kind, stored }, values = {}) {
  const known = stored();
  const why = phraseInAll(form, key, values);
  if (!known) return why;
  const still = phraseInAll(form, "value_before", { value: kind === "date" ? new Date(`${known}T00:00:00Z`) : known });
  return Object.fromEntries(Object.entries(why).map(([language, text]) => [language, `${text} ${still[language]}`]));
}

/* "4.000" is four thousand in German and four in English; a lone comma or point before other digits is decimal. */
function parseNumber(text, language) {
  const [group, decimal] = language === "de" ? [".", ","] : [",", "."];
  const plain = text.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  const grouped = new RegExp(`^[-−]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
  const english = (grouped.test(plain) ? plain.replaceAll(group, "") : plain).replace(",", ".").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(english) ? Number(english) : null;
}

/* Other ways to write the first word of a unit; "/week" or "per week" after it is kept apart. */
const SAME_UNIT = [
  ["€", "eur", "euro", "euros"],
  ["%", "prozent", "percent"],
  ["h", "std", "std.", "stunde", "stunden", "hour", "hours"],
  ["min", "min.", "minute", "minuten", "minutes"],
];

/* The unit stands beside the field and may be typed with the number; another unit is no number here. */
function withoutUnit(text, unit) {
  const plain = text.trim();
  const [, before, trailing] = plain.match(/^(.*\d)\s*(\D+)$/) ?? [];
  if (before && isUnit(trailing, unit)) return before;
  const [, leading, after] = plain.match(/^([^\d\s−-]+)\s*(\S.*)$/) ?? [];
  return leading && isUnit(leading, unit) ? after : plain;
}

function isUnit(typed, unit) {
  const [word, rest] = unitParts(typed);
  return Object.values(unit ?? {}).map(unitParts).some(([own, ownRest]) => {
    const same = own === word || SAME_UNIT.some((words) => words.includes(own) && words.includes(word));
    return same && (rest === "" || rest === ownRest);
  });
}

const unitParts = (unit) => unit.trim().toLowerCase().match(/^([^\s/]*)\s*(.*)$/).slice(1);

function readNumber(form, text, { minimum, maximum, whole, unit }) {
  const value = parseNumber(withoutUnit(text, unit), form.state.language);
  if (value === null) return { problem: phraseInAll(form, "number_invalid") };
  if (whole && !Number.isInteger(value)) return { problem: phraseInAll(form, "number_whole") };
  if (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)) return { problem: rangeProblem(form, minimum, maximum) };
  return { value };
}

function rangeProblem(form, minimum, maximum) {
  const known = [minimum, maximum].map((limit) => limit !== null && limit !== undefined);
  const key = known[0] && known[1] ? "number_range" : known[0] ? "number_from" : "number_to";
  return phraseInAll(form, key, { minimum, maximum });
}

function characterCounter(form, scope, input, limit) {
  if (!limit) return null;
  const left = () => limit - [...input.value].length;
  return element(scope, "p", {
    class: () => `lcc-counter${left() < 0 ? " lcc-over" : ""}`,
    hidden: () => left() > limit * (1 - COUNTER_FROM),
    text: () => phrase(form, left() < 0 ? "characters_too_many" : "characters_left", { count: Math.abs(left()) }),
  });
}

/* --- evidence -------------------------------------------------------------------------------------------------- */

/* Only levels carry evidence. What the chosen level needs stands open, the rest in a fold. */
function evidenceField(form, scope, question) {
  const level = () => answerOf(form, question).value;
  return region(scope, { class: "lcc-evidence-place" }, () => String(level()), (inner) => {
    if (typeof level() !== "number") return [];
    const needed = question.evidence.filter((field) => (field.needed_for ?? []).some((need) => need <= level()));
    const others = question.evidence.filter((field) => !needed.includes(field));
    const inputs = (fields, mark) => fields.map((field) => evidenceInput(form, inner, question, field, mark));
    return [element(inner, "fieldset", { class: "lcc-evidence" },
      element(inner, "legend", { text: () => phrase(form, "evidence") }),
      needed.length ? element(inner, "p", { class: "lcc-hint", text: () => phrase(form, "evidence_why") }) : null,
      needed.length ? element(inner, "div", { class: "lcc-evidence-grid" }, ...inputs(needed, true)) : null,
      others.length ? evidenceFold(form, inner, question, others, inputs(others, false)) : null)];
  });
}

function evidenceFold(form, scope, question, fields, inputs) {
  const { evidence } = answerOf(form, question);
  return element(scope, "details", { open: fields.some(({ field }) => field in evidence) },
    element(scope, "summary", { text: () => phrase(form, "evidence_more") }),
    element(scope, "div", { class: "lcc-evidence-grid" }, ...inputs));
}

function evidenceInput(form, scope, question, field, needed) {
  const key = `${keyOf(question)}#${field.field}`;
  const id = inputName(form, key);
  const stored = () => answerOf(form, question).evidence[field.field] ?? null;
  const save = (value) => saveEvidence(form, question, field.field, value, key);
  const described = describedBy(form, key, "remark", "problem");
  const options = { ...field, key, id, stored, save, described, max_length: field.max_length ?? null };
  const input = field.kind === "choice" ? choiceSelect(form, scope, options) : textInput(form, scope, options);
  return element(scope, "div", { class: `lcc-evidence-input lcc-kind-${field.kind}` },
    element(scope, "label", { htmlFor: id }, element(scope, "span", { text: () => say(form, field.label) }),
      needed ? element(scope, "span", { class: "lcc-needed", text: () => phrase(form, "evidence_needed") }) : null),
    element(scope, "div", { class: "lcc-with-unit" }, input, unitText(form, scope, field)),
    characterCounter(form, scope, input, options.max_length),
    remarkText(form, scope, key),
    problemText(form, scope, key));
}

function saveEvidence(form, question, field, value, key) {
  form.state.unwritten.get(keyOf(question))?.(); // evidence belongs to an answer: keep first what is being typed there
  const { value: level, evidence } = answerOf(form, question);
  const next = { ...evidence, [field]: value };
  if (value === null) delete next[field];
  sendAnswer(form, question, level, next, key, field);
}

function choiceSelect(form, scope, { key, id, stored, save, described, choices, empty = "choose" }) {
  const option = (value, text) => element(scope, "option", { value, text });
  const onchange = () => save(select.value || null);
  const select = element(scope, "select", { id, "data-key": key, "aria-describedby": described, onchange },
    option("", () => phrase(form, empty)),
    ...choices.map((choice) => option(choice.value, () => say(form, choice.text))));
  scope.bind(() => { select.value = stored() ?? ""; });
  return select;
}
