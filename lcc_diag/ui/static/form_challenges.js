/* Writing the challenges down, and – at the end – seeing them on the canvas with the group's own placement. */

const NEW_CHALLENGE = "new-challenge";

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

function focusKey(form, key) {
  const node = [...form.root.querySelectorAll("[data-key]")].find((candidate) => candidate.dataset.key === key);
  node?.focus();
}

/* --- writing --------------------------------------------------------------------------------------------------- */

function challengesPart(form, scope, section) {
  const shown = () => JSON.stringify([challengesNow(form).map(({ id, statement }) => [id, statement]), form.editing, form.removing]);
  return [
    region(scope, {}, shown, (inner) => [challengeList(form, inner, section)]),
    region(scope, {}, () => String(isFull(form, section)), (inner) => (isFull(form, section)
      ? [element(inner, "p", { class: "lcc-hint", text: () => phrase(form, "challenges_full", { maximum: section.maximum }) })]
      : [newChallenge(form, inner, section)])),
    suggestions(form, scope, section),
  ];
}

const isFull = (form, section) => challengesNow(form).length >= section.maximum;

function challengeList(form, scope, section) {
  return element(scope, "ol", { class: "lcc-challenges" },
    ...challengesNow(form).map((challenge) => element(scope, "li", {}, ...challengeRow(form, scope, section, challenge))));
}

function challengeRow(form, scope, section, challenge) {
  if (form.editing === challenge.id && challenge.id) return editRow(form, scope, section, challenge);
  const statement = element(scope, "p", { class: "lcc-statement", text: challenge.statement });
  if (!challenge.id) return [statement, element(scope, "span", { class: "lcc-hint", text: () => phrase(form, "saving") })];
  if (form.removing === challenge.id) return [statement, removeRow(form, scope, challenge)];
  return [statement,
    element(scope, "div", { class: "lcc-row" },
      button(scope, "lcc-plain", () => phrase(form, "change"), () => beginEditing(form, challenge),
        { "aria-label": () => `${phrase(form, "change")}: ${challenge.statement}`, "data-key": `edit:${challenge.id}` }),
      button(scope, "lcc-plain", () => phrase(form, "remove"), () => askToRemove(form, challenge),
        { "aria-label": () => `${phrase(form, "remove")}: ${challenge.statement}`, "data-key": `remove:${challenge.id}` })),
    problemText(form, scope, `statement:${challenge.id}`)];
}

function beginEditing(form, challenge) {
  Object.assign(form, { editing: challenge.id, removing: null });
  form.refresh();
  focusKey(form, `statement:${challenge.id}`);
}

function askToRemove(form, challenge) {
  Object.assign(form, { editing: null, removing: challenge.id });
  form.refresh();
  focusKey(form, `keep:${challenge.id}`);
}

function removeRow(form, scope, challenge) {
  const close = (key) => { form.removing = null; form.refresh(); focusKey(form, key); };
  const remove = () => {
    form.state.outbox.send({ type: "challenge_remove", id: challenge.id }, `statement:${challenge.id}`);
    form.changed();
    close(NEW_CHALLENGE);
    form.announce(phrase(form, "removed"));
  };
  return element(scope, "div", { class: "lcc-confirm" },
    element(scope, "p", { text: () => phrase(form, "remove_sure") }),
    element(scope, "div", { class: "lcc-row" },
      button(scope, "", () => phrase(form, "remove_keep"), () => close(`remove:${challenge.id}`),
        { "data-key": `keep:${challenge.id}` }),
      button(scope, "lcc-danger", () => phrase(form, "remove_yes"), remove, { "data-key": `remove!:${challenge.id}` })));
}

function editRow(form, scope, section, challenge) {
  const key = `statement:${challenge.id}`;
  const close = () => { form.editing = null; form.refresh(); focusKey(form, `edit:${challenge.id}`); };
  const keep = () => {
    const statement = checkStatement(form, section, key, input.value);
    if (statement === null) return input.focus();
    form.state.keepDraft(key, null);
    if (statement !== challenge.statement) sendChange(form, challenge.id, { statement }, key);
    return close();
  };
  const cancel = () => { form.state.keepDraft(key, null); form.state.problems.delete(key); close(); };
  const input = statementInput(form, scope, key, challenge.statement, keep, { "aria-label": () => phrase(form, "change") });
  return [input,
    characterCounter(form, scope, input, section.max_length),
    problemText(form, scope, key),
    element(scope, "div", { class: "lcc-row" },
      button(scope, "", () => phrase(form, "keep_change"), keep, { "data-key": `save:${challenge.id}` }),
      button(scope, "lcc-plain", () => phrase(form, "cancel"), cancel, { "data-key": `cancel:${challenge.id}` }))];
}

/* One sentence: Enter keeps it. */
function statementInput(form, scope, key, text, keep, properties) {
  const input = element(scope, "textarea", {
    class: "lcc-text", rows: 2, "data-key": key, autocomplete: "off", ...properties,
    "aria-describedby": `${inputName(form, key)}-problem`, "aria-invalid": () => (form.state.problems.has(key) ? "true" : null),
    oninput: () => { form.state.keepDraft(key, input.value); form.refresh(); },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      input.blur();
      keep();
    },
  });
  scope.bind(() => {
    if (document.activeElement !== input || !input.value) input.value = form.state.drafts[key] ?? text;
  });
  return input;
}

/* The sentence on one line, or null with a message beside the field. */
function checkStatement(form, section, key, text) {
  const statement = oneLine(text);
  const over = [...statement].length - section.max_length;
  const problem = statement ? over > 0 && phraseInAll(form, "characters_over", { count: over }) : phraseInAll(form, "challenge_empty");
  if (!problem) {
    form.state.problems.delete(key);
    return statement;
  }
  form.state.problems.set(key, problem);
  form.announce(say(form, problem));
  form.refresh();
  return null;
}

function newChallenge(form, scope, section) {
  const id = inputName(form, NEW_CHALLENGE);
  const add = () => addFromField(form, section) && focusKey(form, NEW_CHALLENGE);
  const label = () => phrase(form, challengesNow(form).length ? "challenge_next" : "challenge_first",
    { number: challengesNow(form).length + 1, maximum: section.maximum });
  const input = statementInput(form, scope, NEW_CHALLENGE, "", add, { id });
  return element(scope, "div", { class: "lcc-question lcc-new-challenge" },
    element(scope, "label", { class: "lcc-legend", htmlFor: id, text: label }),
    element(scope, "p", { class: "lcc-hint", text: () => say(form, section.hint) }),
    input,
    characterCounter(form, scope, input, section.max_length),
    problemText(form, scope, NEW_CHALLENGE),
    button(scope, "", () => phrase(form, "challenge_add"), add, { "data-key": "add-challenge" }));
}

/* Adds what stands in the field; false if it cannot be added (a message says why). */
function addFromField(form, section) {
  const statement = checkStatement(form, section, NEW_CHALLENGE, form.state.drafts[NEW_CHALLENGE] ?? "");
  if (statement === null) {
    focusKey(form, NEW_CHALLENGE);
    return false;
  }
  clearField(form);
  addChallenge(form, statement, null);
  return true;
}

function clearField(form) {
  form.state.keepDraft(NEW_CHALLENGE, null);
  const input = [...form.root.querySelectorAll("textarea")].find((node) => node.dataset.key === NEW_CHALLENGE);
  if (input) input.value = "";
}

function addChallenge(form, statement, topic) {
  form.state.outbox.send({ type: "challenge_add", statement, topic }, NEW_CHALLENGE);
  form.changed();
  form.announce(phrase(form, "added"));
}

function suggestions(form, scope, section) {
  const written = () => challengesNow(form).map(({ statement }) => statement);
  const used = (suggestion) => Object.values(suggestion.text).some((text) => written().includes(text));
  const entry = (suggestion) => element(scope, "li", {},
    button(scope, "lcc-suggestion", () => say(form, suggestion.text),
      () => addChallenge(form, say(form, suggestion.text), suggestion.topic ?? null),
      { "data-key": `suggestion:${suggestion.id}`, disabled: () => used(suggestion) || isFull(form, section) }));
  return element(scope, "details", { class: "lcc-suggestions" },
    element(scope, "summary", { text: () => phrase(form, "suggestions") }),
    element(scope, "p", { class: "lcc-hint", text: () => phrase(form, "suggestions_hint") }),
    element(scope, "ul", {}, ...section.suggestions.map(entry)));
}

/* --- the canvas ------------------------------------------------------------------------------------------------ */

function canvasPart(form, scope, section) {
  const points = () => section.points.map((point) => ({ ...point, placement: challengeNow(form, point.challenge).placement ?? null }));
  const state = () => JSON.stringify([points(), form.state.language, form.width]);
  const picture = region(scope, { class: "lcc-canvas-place" }, state, () => [canvasPicture(form, section, points())]);
  const cards = section.points.map((point) => placementCard(form, scope, section, point));
  const table = region(scope, {}, state, (inner) => [canvasTable(form, inner, section, points())]);
  if (!section.points.length) return [element(scope, "p", { text: () => phrase(form, "no_challenges") })];
  const list = element(scope, "ol", { class: "lcc-placements" }, ...cards);
  return [
    element(scope, "div", { class: "lcc-canvas-layout" }, picture, list),
    table,
    element(scope, "p", { class: "lcc-attribution", text: () => say(form, section.attribution) }),
  ];
}

function callName(form, section, call) {
  return call ? say(form, section.calls[call].name) : phrase(form, "not_yet");
}

function callSentence(form, section, call) {
  return call ? say(form, section.calls[call].sentence) : phrase(form, "not_enough");
}

function canvasPicture(form, section, points) {
  const host = document.createElement("div");
  const places = points.map(({ number, call }) => `${number}: ${callName(form, section, call)}`).join("; ");
  const draw = () => drawCanvas(host, {
    domains: section.domains, points, language: form.state.language, words: section.words,
    label: `${phrase(form, "canvas_label")} ${places}`,
  });
  draw();
  requestAnimationFrame(draw); // the width is known only once the picture is on the page
  return host;
}

function placementCard(form, scope, section, point) {
  const key = `placement:${point.challenge}`;
  const placement = () => challengeNow(form, point.challenge).placement ?? null;
  return element(scope, "li", { class: "lcc-card" },
    element(scope, "p", { class: "lcc-statement", text: point.statement }),
    element(scope, "p", { class: "lcc-call" },
      element(scope, "strong", { text: () => callName(form, section, point.call) }),
      element(scope, "span", { text: () => ` – ${callSentence(form, section, point.call)}` })),
    placementSelect(form, scope, section, point, placement, key),
    region(scope, {}, () => String(Boolean(placement())),
      (inner) => (placement() ? placementReason(form, inner, point, placement) : [])));
}

function placementSelect(form, scope, section, point, placement, key) {
  const id = inputName(form, key);
  const reason = `reason:${point.challenge}`;
  // The reason stays when the placement is taken back and chosen again.
  const save = (domain) => {
    const text = placement()?.reason || form.state.drafts[reason] || "";
    if (!domain && text) form.state.keepDraft(reason, text);
    sendChange(form, point.challenge, { placement: domain ? { domain, reason: text } : null }, key);
  };
  const explained = (name, short) => Object.fromEntries(Object.keys(name).map((language) => [language, `${name[language]} – ${short[language]}`]));
  const choices = section.domains.map(({ id, name, short }) => ({ value: id, text: explained(name, short) }));
  return element(scope, "div", { class: "lcc-placement" },
    element(scope, "label", { htmlFor: id },
      element(scope, "span", { text: () => phrase(form, "placement") }), pointName(form, scope, point)),
    choiceSelect(form, scope, {
      key, id, choices, save, stored: () => placement()?.domain ?? null, empty: "placement_none", described: `${id}-problem`,
    }),
    problemText(form, scope, key));
}

function placementReason(form, scope, point, placement) {
  const key = `reason:${point.challenge}`;
  const id = inputName(form, key);
  const save = (reason) => sendChange(form, point.challenge, { placement: { ...placement(), reason: reason ?? "" } }, key);
  const input = textInput(form, scope, {
    key, id, save, kind: "text", multiline: true, rows: 2, max_length: point.reason_max_length ?? null,
    stored: () => placement()?.reason || null, described: `${id}-problem`,
  });
  const text = element(scope, "span", { text: () => phrase(form, "placement_reason") });
  const label = element(scope, "label", { class: "lcc-small-label", htmlFor: id }, text, pointName(form, scope, point));
  return [label, input, problemText(form, scope, key)];
}

/* For those who hear the labels one by one: which challenge a field belongs to. */
function pointName(form, scope, { number }) {
  return element(scope, "span", { class: "lcc-unseen", text: () => ` – ${phrase(form, "challenge_group", { number })}` });
}

function canvasTable(form, scope, section, points) {
  const cell = (tag, text, properties = {}) => element(scope, tag, { text, ...properties });
  const columns = ["number", "challenge", "computed", "support", "placement"];
  const head = columns.map((name) => cell("th", () => phrase(form, `table_${name}`), { scope: "col" }));
  const names = Object.fromEntries(section.domains.map(({ id, name }) => [id, name]));
  const placed = ({ placement }) => [say(form, names[placement?.domain]) || "–", placement?.reason].filter(Boolean).join(": ");
  const rows = points.map((point) => element(scope, "tr", {},
    cell("td", String(point.number)),
    cell("th", point.statement, { scope: "row" }),
    cell("td", () => callName(form, section, point.call)),
    cell("td", () => supportText(form, names, point.support)),
    cell("td", () => placed(point))));
  const table = element(scope, "table", {},
    element(scope, "thead", {}, element(scope, "tr", {}, ...head)), element(scope, "tbody", {}, ...rows));
  const title = () => phrase(form, "as_table");
  const remember = (event) => { form.tableOpen = event.target.open; };
  return element(scope, "details", { class: "lcc-table", open: form.tableOpen, ontoggle: remember },
    element(scope, "summary", { text: title }),
    element(scope, "div", { class: "lcc-scroll", tabindex: "0", role: "region", "aria-label": title }, table));
}

/* "Komplex 0,71; Kompliziert 0,20": how far the answers support each domain, strongest first; below 0.05 left out. */
function supportText(form, names, support) {
  const shares = Object.entries(support ?? {}).filter(([, share]) => share >= 0.05).sort((one, other) => other[1] - one[1]);
  const number = (share) => share.toLocaleString(form.state.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return shares.map(([domain, share]) => `${say(form, names[domain])} ${number(share)}`).join("; ") || "–";
}
