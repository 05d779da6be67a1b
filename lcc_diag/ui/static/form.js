/* The form: one section per screen, one question per screen on a phone. Every change is saved at once.

   mountForm knows nothing of notebooks: on a phone the same module runs with a transport that posts to the server.
   transport = {send(message), onMessage(callback), and optionally onAnswers, onSpec, onPlace, onLanguage (callbacks with
   the new value), place(sectionId) and language(code), which are told about changes here, isPreparing(): true as long as
   nobody can answer yet, and unsay(message): it is not to be sent any more if it has not been}.
   head: a place in the page's own head for the overview's button and how long it takes; questions are then set tight. */

const NARROW = 600;
const WIDE = 880;
let formCount = 0;

export function mountForm({ el, spec, answers = {}, language = "de", storageKey = spec.id, place = {}, transport, head = null }) {
  const form = Object.assign(createForm({ el, spec, answers, language, storageKey, transport }), { head });
  form.place = firstPlace(form, place);
  form.root = element(form.scope, "div", { class: head ? "lcc-form lcc-tight" : "lcc-form" });
  el.append(form.root);
  measure(form);
  form.scope.bind(() => { form.root.lang = form.state.language; });
  form.root.append(...formBody(form));
  const stop = listen(form);
  remember(form, "replace");
  form.state.outbox.resend();
  return {
    close() { writeAll(form); stop(); form.state.outbox.close(); form.root.remove(); head?.replaceChildren(); },
    isWaiting: () => form.isWaiting(),
    open: () => form.state.spec.sections.flatMap((section) => openQuestions(form, section)).length,
    showOpen: () => showOpen(form),
  };
}

function createForm({ el, spec, answers, language, storageKey, transport }) {
  const page = document.documentElement;
  const onPage = "lccPage" in page.dataset;
  const state = createState({ spec, answers, language: onPage ? page.lang || language : language, storageKey });
  const form = {
    el, transport, state, onPage, scope: createScope(), uid: `lcc-form-${(formCount += 1)}`,
    places: openDrawer(`${storageKey}:${spec.id}:place`),
    width: "wide", overviewOpen: false, editing: null, removing: null, tableOpen: false,
    everSaved: false, notice: null, undoable: 0, advancing: false, leaving: null,
  };
  state.outbox = createOutbox({
    storageKey, transport,
    onSaved: (entry, message) => saved(form, entry, message),
    onRefused: (entry, message) => refused(form, entry, message),
    onDropped: () => notice(form, "undo_failed"),
    onConnection: (now) => connectionChanged(form, now),
  });
  state.outbox.discard((message) => message.type === "challenge_add"
    && challengeSection(form)?.challenges.some(({ statement }) => statement === message.statement));
  return Object.assign(form, formActions(form));
}

function formActions(form) {
  return {
    refresh: () => form.scope.refresh(),
    changed() { form.notice = null; form.refresh(); },
    announce: (text) => announce(form, text),
    screens: () => screensOf(form),
    screen: () => screensOf(form)[form.position()],
    position: () => positionOf(form, form.place),
    isLast: () => form.position() === screensOf(form).length - 1,
    isWaiting: () => !form.state.outbox.isEmpty(),
    show: (place, mode = "push") => show(form, place, mode),
    step: (direction) => step(form, direction),
    next: () => next(form),
    undo: () => undo(form),
    leaveLater: (address) => leaveLater(form, address),
    chooseLanguage: (language) => document.dispatchEvent(new CustomEvent("lcc:language", { detail: language })),
    setLanguage(language) { form.state.language = language; form.refresh(); },
  };
}

function formBody(form) {
  const { scope } = form;
  form.speaker = element(scope, "p", { class: "lcc-unseen", role: "status" });
  return [
    formBar(form, scope),
    region(scope, { class: () => screenClass(form) }, () => screenShape(form), (inner) => screenContent(form, inner)),
    formFoot(form, scope),
    form.speaker,
  ];
}

const screenClass = (form) => `lcc-screen${form.screen().index === null ? "" : " lcc-asked"}`;

/* What the screen is built from; parts that look after their own changes are left out. */
function screenShape(form) {
  const { section, index } = form.screen();
  const { challenges, ...rest } = section;
  const points = section.points?.map(({ support, ...point }) => point);
  return JSON.stringify([index, form.width, { ...rest, points }]);
}

function screenContent(form, scope) {
  const screen = form.screen();
  const parts = { questions: questionsPart, challenges: challengesPart, canvas: canvasPart, entries: entriesPart };
  const given = screen.section.kind === "questions" ? screen : screen.section;
  return [...sectionHead(form, scope, screen), ...parts[screen.section.kind](form, scope, given)];
}

function announce(form, text) {
  form.speaker.textContent = "";
  requestAnimationFrame(() => { form.speaker.textContent = text; });
}

/* --- screens and places: {section: id, index: question on that screen} ------------------------------------------- */

function screensOf(form) {
  return form.state.spec.sections.flatMap((section) => (form.width === "narrow" && section.kind === "questions"
    ? section.questions.map((question, index) => ({ section, index })).filter(({ index }) => isAsked(form, section.questions[index]))
    : [{ section, index: null }]));
}

function isAsked(form, question) {
  return !question.only_if || Boolean(challengeNow(form, question.challenge)[question.only_if]);
}

const placeOf = ({ section, index }) => ({ section: section.id, index: index ?? 0 });

/* The screen of a place; if its section has gone, the one that took its position. */
function positionOf(form, place) {
  const screens = screensOf(form);
  const exact = screens.findIndex(({ section, index }) => section.id === place.section && (index === null || index >= place.index));
  const near = exact >= 0 ? exact : screens.findLastIndex(({ section }) => section.id === place.section);
  return near >= 0 ? near : Math.min(Math.max(form.lastPosition ?? 0, 0), screens.length - 1);
}

function placeName(form) {
  const { section, index } = form.place;
  return form.width === "narrow" && index ? `${section}.${index + 1}` : section;
}

/* A name from the address, the memory or a link: a section, a group of sections, or the last part of an item's id. */
function findPlace(form, name) {
  const { sections } = form.state.spec;
  const [, id, number] = String(name ?? "").match(/^(.*?)(?:\.(\d+))?$/);
  const section = sections.find((one) => one.id === id) ?? sections.find((one) => one.group?.id === id);
  if (section) return { section: section.id, index: number ? Number(number) - 1 : 0 };
  for (const one of sections) {
    const index = (one.questions ?? []).findIndex(({ item }) => item?.split(".")[1] === id);
    if (index >= 0) return { section: one.id, index };
  }
  return null;
}

const addressName = () => decodeURIComponent(location.hash.slice(1));

function firstPlace(form, place) {
  const names = [form.onPage ? addressName() : null, form.places.read(null), place?.section];
  return names.filter(Boolean).map((name) => findPlace(form, name)).find(Boolean) ?? findPlace(form, form.state.spec.sections[0].id);
}

function remember(form, mode) {
  form.lastPosition = form.position();
  const name = placeName(form);
  form.places.write(name);
  form.transport.place?.(form.place.section);
  if (!form.onPage || mode === "keep" || addressName() === name) return;
  history[mode === "push" ? "pushState" : "replaceState"](history.state, "", `${location.search}#${encodeURIComponent(name)}`);
}

/* --- moving ---------------------------------------------------------------------------------------------------- */

function show(form, place, mode) {
  writeAll(form);
  if (form.root.contains(document.activeElement)) document.activeElement.blur();
  Object.assign(form, { place, editing: null, removing: null, advancing: false });
  remember(form, mode);
  form.refresh();
  const top = form.head ?? form.root;
  if (top.getBoundingClientRect().top < 0) top.scrollIntoView({ block: "start" });
  form.root.querySelector("h2")?.focus({ preventScroll: true });
}

function step(form, direction) {
  const target = screensOf(form)[form.position() + direction];
  if (target) show(form, placeOf(target), "push");
}

/* What is written as a new challenge but not yet added counts as added; its questions come with the kernel's answer. */
function next(form) {
  const { section } = form.screen();
  if (section.kind === "challenges") {
    if (oneLine(form.state.drafts[NEW_CHALLENGE] ?? "") && !addFromField(form, section)) return;
    form.advancing = hasPending(form) && !form.state.outbox.isLost();
    if (form.advancing) return;
  }
  form.step(1);
}

const hasPending = (form) => challengesNow(form).some(({ id }) => !id);

function advanceIfReady(form) {
  if (form.advancing && !hasPending(form)) form.step(1);
}

/* The first question that is still open. */
function showOpen(form) {
  for (const section of form.state.spec.sections) {
    const [first] = openQuestions(form, section);
    if (first) return show(form, { section: section.id, index: section.questions.indexOf(first) }, "push");
  }
}

/* --- what the kernel says -------------------------------------------------------------------------------------- */

function saved(form, { message }, { remark }) {
  form.everSaved = true;
  document.dispatchEvent(new CustomEvent("lcc:entered"));
  if (message.type === "answer") confirmAnswer(form, message, remark);
  if (message.type === "undo") undone(form, remark);
  else form.undoable += 1;
  form.refresh();
  leaveWhenSaved(form);
}

function confirmAnswer(form, message, remark) {
  const { confirmed, remarks } = form.state;
  const key = keyOf(message);
  if (message.value === null) delete confirmed[key];
  else confirmed[key] = { value: message.value, evidence: message.evidence, ...withChange(confirmed[key], message) };
  if (remark) remarks.set(key, remark);
  else remarks.delete(key);
  if (remark) announce(form, say(form, remark));
}

/* What is known by now may come from another browser: of a changed field of evidence only that field is new. */
function withChange(known, { changed, evidence }) {
  if (!changed || !known) return {};
  const { [changed]: _, ...others } = known.evidence;
  return { value: known.value, evidence: changed in evidence ? { ...others, [changed]: evidence[changed] } : others };
}

/* The message stands beside the field, and what was typed stays in it. */
function refused(form, { message, origin }, { message: reason }) {
  form.leaving = null;
  form.advancing = false;
  form.state.problems.set(origin, reason);
  const typed = refusedText(form, message, origin);
  const text = typeof typed === "number" ? numberText(form, typed) : typed;
  if (typeof text === "string" && !(origin in form.state.drafts)) form.state.keepDraft(origin, text);
  announce(form, say(form, reason));
  form.refresh();
}

function refusedText(form, message, origin) {
  if (message.type === "challenge_add" || message.type === "challenge_change") return message.statement ?? message.placement?.reason;
  if (message.type !== "answer") return null;
  const [key, field] = origin.split("#");
  if (field) return message.evidence[field];
  const question = questionOf(form, key)?.question;
  const chosen = question?.options?.some(({ value }) => value === message.value);
  return chosen ? null : message.value;
}

function connectionChanged(form, now) {
  if (now === "lost") Object.assign(form, { leaving: null });
  if (now === "lost" && form.advancing) form.step(1);
  form.refresh();
}

function notice(form, key) {
  form.notice = key;
  form.refresh();
}

function receiveAnswers(form, answers) {
  form.state.confirmed = { ...answers };
  form.told = remarksIn(answers);
  showRemarks(form);
}

/* A colleague may have settled some. New ones wait as long as something is pressed: they would move it away. */
function showRemarks(form) {
  if (pressed === null) form.state.remarks = form.told;
  else setTimeout(() => showRemarks(form), LET_GO);
  form.refresh();
}

function receiveSpec(form, spec) {
  form.state.spec = spec;
  form.refresh();
  advanceIfReady(form);
}

/* --- undo ------------------------------------------------------------------------------------------------------ */

function undo(form) {
  writeAll(form);
  form.before = { answers: form.state.confirmed, challenges: JSON.stringify(challengesNow(form)) };
  form.undoable -= 1;
  form.state.outbox.send({ type: "undo" }, "undo", false);
  form.refresh();
}

/* Shows what has been taken back: goes to its screen unless it is there already. A remark: nothing was. */
function undone(form, remark) {
  if (remark) return notice(form, "undo_elsewhere");
  const { answers, challenges } = form.before;
  const now = form.state.confirmed;
  const said = (answer) => JSON.stringify(answer && [answer.value, answer.evidence]);
  const key = Object.keys({ ...answers, ...now }).find((name) => said(answers[name]) !== said(now[name]));
  if (key && !now[key]?.remark) form.state.remarks.delete(key);
  notice(form, "undone");
  const place = key ? placeOfAnswer(form, key) : challenges !== JSON.stringify(challengesNow(form)) ? placeOfChallenges(form) : null;
  if (place && positionOf(form, place) !== form.position()) show(form, place, "push");
}

function placeOfAnswer(form, key) {
  const found = questionOf(form, key);
  return found && { section: found.section.id, index: found.index };
}

function placeOfChallenges(form) {
  const here = form.screen().section;
  const owns = here.kind !== "questions" || here.questions.some(({ kind }) => kind === "flag");
  return owns ? null : { section: challengeSection(form).id, index: 0 };
}

/* --- outside --------------------------------------------------------------------------------------------------- */

function measure(form) {
  const width = form.root.clientWidth || window.innerWidth;
  form.width = width <= NARROW ? "narrow" : width < WIDE ? "middle" : "wide";
  form.root.dataset.width = form.width;
}

function listen(form) {
  const control = new AbortController();
  const { signal } = control;
  const observer = new ResizeObserver(() => {
    const before = form.width;
    measure(form);
    if (before !== form.width) form.refresh();
    form.lookBelow?.();
  });
  observer.observe(form.root);
  const speak = ({ detail }) => { form.setLanguage(detail); form.transport.language?.(detail); };
  document.addEventListener("lcc:language", speak, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && writeAll(form), { signal });
  window.addEventListener("pagehide", () => writeAll(form), { signal });
  window.addEventListener("popstate", () => followAddress(form), { signal });
  document.addEventListener("click", (event) => linkFollowed(form, event), { signal });
  window.addEventListener("scroll", () => form.lookBelow?.(), { signal, passive: true });
  [form.root, form.head].forEach((part) => part?.addEventListener("keydown", (event) => keyPressed(form, event), { signal }));
  form.transport.onAnswers?.((answers) => receiveAnswers(form, answers));
  form.transport.onSpec?.((spec) => receiveSpec(form, spec));
  form.transport.onLanguage?.((language) => form.setLanguage(language));
  form.transport.onPlace?.(({ section }) => sentTo(form, section));
  return () => { control.abort(); observer.disconnect(); };
}

function sentTo(form, section) {
  const place = section && section !== form.place.section ? findPlace(form, section) : null;
  if (place) show(form, place, "push");
}

function followAddress(form) {
  const place = form.onPage ? findPlace(form, addressName()) : null;
  if (place && positionOf(form, place) !== form.position()) show(form, place, "keep");
}

/* --- as a widget ------------------------------------------------------------------------------------------------ */

function widgetTransport(model) {
  const subscriptions = [];
  const on = (event, callback) => { model.on(event, callback); subscriptions.push([event, callback]); };
  const changed = (name) => (callback) => on(`change:${name}`, () => callback(model.get(name)));
  const tell = (name, value) => { model.set(name, value); model.save_changes(); };
  return {
    send: (message) => model.send(message),
    unsay: (message) => model.unsay?.(message),
    isPreparing: () => Boolean(model.preparing), // our own page shows the form before its kernel is there
    onMessage: (callback) => on("msg:custom", callback),
    onAnswers: changed("answers"),
    onSpec: changed("spec"),
    onPlace: changed("place"),
    onLanguage: changed("language"),
    place: (section) => model.get("place")?.section !== section && tell("place", { section }),
    language: (language) => model.get("language") !== language && tell("language", language),
    notebook: (chapter) => notebookLink(model, chapter),
    close: () => subscriptions.forEach(([event, callback]) => model.off(event, callback)),
  };
}

export default {
  render({ model, el }) {
    const transport = widgetTransport(model);
    const form = mountForm({
      el, spec: model.get("spec"), answers: model.get("answers"), language: model.get("language"),
      storageKey: model.get("storage_key"), place: model.get("place"), transport,
    });
    return () => { form.close(); transport.close(); };
  },
};
