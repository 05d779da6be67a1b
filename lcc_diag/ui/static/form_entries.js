/* Entries: what may be filled in and may stay empty. Rows of one kind appear as they are needed, each with its fields. */

function entriesPart(form, scope, section) {
  const rows = new Map();
  const parts = [];
  for (const question of section.questions) {
    if (!question.row) parts.push(questionField(form, scope, question));
    else if (rows.has(question.row.of)) rows.get(question.row.of).push(question);
    else parts.push(rowsPlace(scope, rows, question));
  }
  rows.forEach((questions, name) => rowsIn(form, scope, parts.find(({ dataset }) => dataset.rows === name), questions));
  return [...(section.suggestions?.length ? [suggestedEntries(form, scope, section)] : []), element(scope, "div", { class: "lcc-entries" }, ...parts)];
}

function rowsPlace(scope, rows, question) {
  rows.set(question.row.of, [question]);
  return element(scope, "div", { class: "lcc-rows", "data-rows": question.row.of });
}

/* One empty row more than is filled. */
function rowsIn(form, scope, place, questions) {
  const shown = () => questions.findLastIndex((question) => hasText(form, question)) + 1;
  place.append(...questions.map((question, index) => entryRow(form, scope, question, () => index > shown())));
}

const hasText = (form, question) => Boolean((form.state.drafts[keyOf(question)] ?? answerOf(form, question).value ?? "").trim());

function entryRow(form, scope, question, hidden) {
  const name = () => `${say(form, question.row.name)} ${question.row.number}`;
  const remove = button(scope, "lcc-plain", () => phrase(form, "remove"), () => removeEntry(form, question),
    { hidden: () => !hasText(form, question), "aria-label": () => `${name()}: ${phrase(form, "remove")}` });
  const fields = (question.fields ?? []).map((field) => evidenceInput(form, scope, question, field, false));
  return element(scope, "fieldset", { class: `lcc-entry-row${fields.length === 1 ? " lcc-pair" : ""}`, hidden },
    element(scope, "legend", { text: name }),
    writtenField(form, scope, question),
    fields.length ? element(scope, "fieldset", { class: "lcc-evidence-grid", disabled: () => !hasText(form, question) }, ...fields) : null,
    remove);
}

function removeEntry(form, question) {
  form.state.keepDraft(keyOf(question), null);
  sendAnswer(form, question, null, {});
  form.root.querySelector("h2")?.focus({ preventScroll: true });
}

/* --- suggestions ------------------------------------------------------------------------------------------------ */

function suggestedEntries(form, scope, { suggestions, questions }) {
  const rows = questions.filter(({ row }) => row);
  return element(scope, "details", { class: "lcc-suggestions", open: !rows.some((row) => hasText(form, row)) },
    element(scope, "summary", { text: () => phrase(form, "entry_suggestions") }),
    element(scope, "ul", {}, ...suggestions.map((suggestion) => element(scope, "li", {}, suggestedEntry(form, scope, suggestion, rows)))));
}

function suggestedEntry(form, scope, { text, label }, rows) {
  const isTaken = () => rows.some((row) => Object.values(text).includes(answerOf(form, row).value));
  const free = () => rows.find((row) => !hasText(form, row));
  return element(scope, "button", {
    type: "button", class: "lcc-button lcc-suggestion", disabled: () => isTaken() || !free(),
    onclick: () => takeSuggestion(form, free(), say(form, text)),
  }, element(scope, "span", {},
    element(scope, "span", { class: "lcc-suggestion-label", text: () => `${say(form, label)}: ` }),
    element(scope, "span", { text: () => say(form, text) })));
}

function takeSuggestion(form, row, text) {
  sendAnswer(form, row, text, {});
  const key = `${keyOf(row)}#${row.fields?.[0]?.field}`;
  [...form.root.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === key)?.focus();
}

/* --- choosing from a list --------------------------------------------------------------------------------------- */

function selectField(form, scope, question) {
  const key = keyOf(question);
  const id = inputName(form, key);
  const stored = () => answerOf(form, question).value;
  const save = (value) => sendAnswer(form, question, value, {});
  const described = describedBy(form, key, ...(question.hint ? ["hint"] : []), "problem");
  return element(scope, "div", { class: "lcc-question" },
    element(scope, "label", { class: "lcc-legend", htmlFor: id, text: () => say(form, question.text) }),
    hintText(form, scope, question),
    choiceSelect(form, scope, { key, id, stored, save, described, choices: question.choices }),
    problemText(form, scope, key));
}
