/* After the reveal: the room's own placement, parts of a challenge and rating them again, what was written down. */

const PARTS = 3;

function talkPart(desk, scope) {
  const shape = () => JSON.stringify([desk.get("challenges"), desk.current().rated, desk.get("room").results?.slides.map(({ id, discuss }) => [id, discuss])]);
  return element(scope, "div", {},
    region(scope, {}, shape, (inner) => [
      ...desk.get("challenges").filter(({ rated }) => rated).map((challenge) => challengeCard(desk, inner, challenge)),
      againCard(desk, inner)]),
    region(scope, {}, () => JSON.stringify([desk.get("texts"), desk.current().shown_texts, desk.get("challenges").map(({ id, statement, asked }) => [id, statement, asked])]), (inner) => [desk.current().parts === "pulse" ? null : textsCard(desk, inner)]),
    undoPart(desk, scope));
}

function undoPart(desk, scope) {
  return element(scope, "p", { class: "lcc-row" },
    act(desk, scope, "undo", () => desk.say("undo"), () => desk.send({ type: "undo" }), { kind: "plain", off: () => desk.isBusy("undo") }));
}

/* --- one challenge -------------------------------------------------------------------------------------------------------- */

function challengeCard(desk, scope, challenge) {
  return card(scope, () => challenge.statement, "lcc-challenge",
    discussPart(desk, scope, challenge),
    element(scope, "h4", { text: () => desk.say("placement_title") }),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say("placement_lead") }),
    ...placementFields(desk, scope, challenge),
    keptOpen(desk, `parts-${challenge.id}`, fold(scope, () => desk.say("parts_title"), "lcc-fold", ...partsFields(desk, scope, challenge))));
}

/* A fold that is built anew stays as it was. */
function keptOpen(desk, key, details) {
  desk.opened ??= new Set();
  details.open = desk.opened.has(key);
  details.addEventListener("toggle", () => desk.opened[details.open ? "add" : "delete"](key));
  return details;
}

/* The two questions that divide the room most: what the talk begins with. */
function discussPart(desk, scope, { id }) {
  const slide = desk.get("room").results?.slides.find((one) => one.kind === "challenge" && one.id === id);
  return region(scope, { class: "room room-desk" }, () => desk.language(), () => [
    slide ? roomDiscuss({ language: desk.language(), size: "desk", own: null }, slide) : null]);
}

function placementFields(desk, scope, { id, placement }) {
  const keys = { domain: `domain-${id}`, reason: `reason-${id}` };
  const domain = draftField(desk, scope, keys.domain, "select", () => placement?.domain, { onchange: () => desk.drafts.set(keys.domain, domain.value) });
  domain.append(element(scope, "option", { value: "", text: () => desk.say("placement_none") }),
    ...desk.get("guide").domains.map(({ id: name, name: text, short }) => element(scope, "option", { value: name, text: () => `${desk.t(text)} – ${desk.t(short)}` })));
  domain.value = desk.drafts.get(keys.domain) ?? placement?.domain ?? "";
  const gloss = () => desk.t(desk.get("guide").domains.find(({ id: name }) => name === domain.value)?.gloss);
  const reason = draftField(desk, scope, keys.reason, "textarea", () => placement?.reason, { rows: 2, maxlength: 300 });
  domain.addEventListener("change", desk.refresh);
  const save = () => desk.send({ type: "placement", id, domain: domain.value, reason: reason.value.trim() });
  return [
    labelled(desk, scope, () => desk.say("placement_domain"), domain),
    element(scope, "p", { class: "lcc-hint", role: "status", text: gloss }),
    labelled(desk, scope, () => desk.say("placement_reason"), reason),
    act(desk, scope, `place-${id}`, () => desk.say("placement_save"), save, { off: () => desk.isBusy("placement") })];
}

const partsOf = (desk, id) => desk.get("challenges").filter(({ part_of: whole }) => whole === id);

function partsFields(desk, scope, { id }) {
  const { decompose, max_length: most } = desk.get("guide");
  const keys = Array.from({ length: PARTS }, (_, index) => `part-${id}-${index}`);
  const save = () => {
    const statements = keys.map((key) => (desk.drafts.get(key) ?? "").trim()).filter(Boolean);
    if (statements.length) desk.send({ type: "parts", id, statements });
  };
  return [
    desk.get("challenges").length < desk.get("setup").statement.most ? null
      : element(scope, "p", { class: "lcc-banner", text: () => desk.say("parts_full", { most: desk.get("setup").statement.most }) }),
    element(scope, "p", { text: () => desk.say("parts_lead") }),
    element(scope, "ul", { class: "lcc-prompts" }, ...decompose.map((prompt) => element(scope, "li", { text: () => desk.t(prompt) }))),
    ...partsOf(desk, id).map((part) => element(scope, "p", { class: "lcc-part" }, element(scope, "span", { text: part.statement }),
      part.rated ? null : act(desk, scope, `remove-${part.id}`, () => desk.say("part_remove"), () => desk.send({ type: "part_remove", id: part.id }), { kind: "plain", "aria-label": () => `${desk.say("part_remove")}: ${part.statement}` }))),
    ...keys.map((key, index) => labelled(desk, scope, () => desk.say("part_label", { number: index + 1 }),
      draftField(desk, scope, key, "input", () => "", { type: "text", maxlength: most }))),
    act(desk, scope, `parts-${id}`, () => desk.say("parts_save"), save, { off: () => desk.isBusy("parts") })];
}

function partsSaved(desk, { id }) {
  for (let index = 0; index < PARTS; index += 1) desk.drafts.delete(`part-${id}-${index}`);
  desk.note(() => desk.say("parts_saved"));
}

/* --- rating again ---------------------------------------------------------------------------------------------------------- */

function againCard(desk, scope) {
  const all = desk.get("challenges");
  const parts = all.filter(({ part_of: whole, rated }) => !rated && all.some(({ id, asked }) => asked && id === whole)); // of this workshop
  if (!parts.length) return null;
  desk.again ??= new Map();
  const chosen = () => parts.map(({ id }) => id).filter((id) => desk.again.get(id) ?? true);
  const begin = () => move(desk, { type: "again", challenges: chosen(), round: desk.current().round });
  return card(scope, () => desk.say("again_title"), "lcc-again",
    element(scope, "p", { text: () => desk.say("again_lead") }),
    ...parts.map(({ id, statement }) => choice(desk, scope, "checkbox", "again", id, () => statement, {
      checked: () => chosen().includes(id),
      onchange: ({ checked }) => { desk.again.set(id, checked); desk.refresh(); },
    })),
    act(desk, scope, "again", () => desk.say("again_button"), begin, { off: () => !chosen().length || isMoving(desk) }));
}

/* [[statement, texts], …]: which challenge they belong to is said where several were asked about. */
function textsByChallenge(desk, texts) {
  const asked = desk.get("challenges").filter((one) => one.asked);
  if (asked.length < 2) return [["", texts]];
  const groups = asked.map(({ id, statement }) => [statement, texts.filter(({ challenge }) => challenge === id)]);
  const others = texts.filter(({ challenge }) => !asked.some(({ id }) => id === challenge)); // of a challenge taken out since
  return [...groups, ["", others]].filter(([, about]) => about.length);
}

/* --- what was written: closed until somebody opens it, since the screen may be on the wall ----------------------------------- */

function textsCard(desk, scope) {
  const texts = desk.get("texts");
  const shown = new Set(desk.current().shown_texts);
  const item = ({ id, text }) => element(scope, "li", {},
    element(scope, "blockquote", { class: "lcc-keep", text }),
    act(desk, scope, `text-${id}`, () => desk.say(shown.has(id) ? "text_hide" : "text_show"), () => desk.send({ type: "text", id, shown: !shown.has(id) }), { off: () => desk.isBusy("text") }),
    shown.has(id) ? element(scope, "small", { text: () => desk.say("text_shown") }) : null);
  return card(scope, () => desk.say("texts_title"), "lcc-texts",
    element(scope, "p", { text: () => desk.say(texts.length ? "texts_lead" : "texts_none") }),
    texts.length ? keptOpen(desk, "texts", fold(scope, () => desk.say("read_aloud"), "lcc-fold", ...textsByChallenge(desk, texts).flatMap(([statement, about]) => [
      statement ? element(scope, "h4", { text: statement }) : null, element(scope, "ul", {}, ...about.map(item))]))) : null);
}
