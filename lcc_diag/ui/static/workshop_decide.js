/* Before everybody leaves: steps with a person and a date, the next meeting. The same answers as in the chapter "Agree". */

function decidePart(desk, scope) {
  const shape = () => JSON.stringify(desk.get("plan").items); // fields stay: somebody is in one of them, or on the way to the next
  return element(scope, "div", {},
    region(scope, {}, shape, (inner) => [stepsCard(desk, inner)]),
    element(scope, "div", {}, fold(scope, () => desk.say("execution_title"), "lcc-card lcc-fold",
      element(scope, "ul", {}, ...desk.get("guide").execution.map((question) => element(scope, "li", { text: () => desk.t(question) }))))),
    undoPart(desk, scope));
}

const stepItems = (desk) => desk.get("plan").items.filter((item) => item.startsWith("plan.step"));

/* How many rows are on screen: steps there are, an empty one more, and those asked for. */
function stepRows(desk) {
  const items = stepItems(desk);
  const used = items.findLastIndex((item) => desk.get("plan").answers[item]) + 1;
  return Math.min(items.length, Math.max(used + 1, desk.ui.stepRows ?? 1));
}

function stepsCard(desk, scope) {
  const { step, review } = desk.get("plan");
  const items = stepItems(desk);
  const more = () => { desk.ui.stepRows = stepRows(desk) + 1; desk.refresh(); };
  return card(scope, () => desk.say("steps_title"), "lcc-steps-card",
    element(scope, "p", { class: "lcc-hint", text: () => desk.t(step.hint) }),
    hasEarlier(desk) ? element(scope, "p", { class: "lcc-banner", text: () => desk.say("steps_earlier") }) : null,
    ...items.map((item, index) => element(scope, "div", { hidden: () => index >= stepRows(desk) }, stepRow(desk, scope, item, index + 1))),
    act(desk, scope, "more-steps", () => desk.say("step_more"), more, { hidden: () => stepRows(desk) === items.length }),
    labelled(desk, scope, () => desk.t(review.question), reviewField(desk, scope), () => desk.t(review.hint)),
    dateRemark(desk, scope, "plan.review", ""),
    wallPlace(desk, scope, "plan.review"));
}

function stepRow(desk, scope, item, number) {
  const { step, max_length: most } = desk.get("plan");
  const stored = () => desk.get("plan").answers[item];
  const field = (name, tag, properties) => draftField(desk, scope, `${item}-${name}`, tag,
    () => (name === "deed" ? stored()?.value : stored()?.evidence[name]), { maxlength: most, onchange: () => sendStep(desk, item, name), ...properties });
  const due = field("due", "input", { type: "date", maxlength: null, onchange: null, onblur: () => sendStep(desk, item, "due") });
  return group(scope, () => `${desk.t(step.short)} ${number}`,
    labelled(desk, scope, () => desk.t(step.question), field("deed", "textarea", { rows: 2 })),
    labelled(desk, scope, () => desk.t(step.fields.person), field("person", "input", { type: "text" })),
    labelled(desk, scope, () => desk.t(step.fields.due), due),
    dateRemark(desk, scope, item, "due"),
    wallPlace(desk, scope, item));
}

/* A calm word on a date that is hardly meant; it waits until no button is pressed, which it could move. */
function dateRemark(desk, scope, item, field) {
  let shown = null;
  const remark = () => (pressed === null ? shown = desk.get("plan").remarks[item]?.[field] : shown);
  return element(scope, "p", { class: "lcc-remark", role: "status", hidden: () => !remark(), text: () => desk.t(remark()) });
}

/* What was entered elsewhere, perhaps by somebody alone, stays off the wall until it is confirmed here. */
const isOnWall = (desk, item) => desk.current().on_wall.includes(item);
const hasEarlier = (desk) => Object.keys(desk.get("plan").answers).some((item) => !isOnWall(desk, item));

/* It keeps its place while nothing is entered: what is stored when somebody presses a button must not move that button. */
function wallPlace(desk, scope, item) {
  const shown = () => isOnWall(desk, item);
  return element(scope, "div", { class: () => `lcc-row lcc-on-wall${desk.get("plan").answers[item] ? "" : " lcc-empty"}` },
    element(scope, "span", { class: "lcc-hint", text: () => desk.say(shown() ? "step_on_wall" : "step_earlier") }),
    act(desk, scope, `wall-${item}`, () => desk.say(shown() ? "text_hide" : "text_show"), () => desk.send({ type: "step", item, shown: !shown() }), { kind: "plain", off: () => desk.isBusy("step") }));
}

/* A step is its deed; person and date wait for it. */
function sendStep(desk, item, name) {
  const stored = desk.get("plan").answers[item];
  const typed = (part, known) => (desk.drafts.get(`${item}-${part}`) ?? known ?? "").trim();
  const value = typed("deed", stored?.value);
  const evidence = { person: typed("person", stored?.evidence.person), due: typed("due", stored?.evidence.due) };
  if (!desk.drafts.has(`${item}-${name}`)) return;
  if (!value && !stored) return desk.note(() => desk.say("step_first"));
  desk.send({ type: "answer", item, value: value || null, evidence, ...(name === "deed" || !stored ? {} : { changed: name }) });
}

function reviewField(desk, scope) {
  const item = "plan.review";
  const send = () => {
    if (desk.drafts.has(item)) desk.send({ type: "answer", item, value: desk.drafts.get(item) || null, evidence: {} });
  };
  return draftField(desk, scope, item, "input", () => desk.get("plan").answers[item]?.value, { type: "date", onblur: send });
}

/* What is stored now shows itself; later changes to the same field stay drafts. */
function answerSaved(desk, { item, value, evidence }) {
  const sent = { [item]: value, [`${item}-deed`]: value, [`${item}-person`]: evidence.person, [`${item}-due`]: evidence.due };
  for (const [key, text] of Object.entries(sent)) {
    if ((desk.drafts.get(key) ?? "").trim() === (text ?? "")) desk.drafts.delete(key);
  }
  desk.note(() => desk.say("saved"));
}
