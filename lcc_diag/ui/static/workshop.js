/* The facilitator's page: sets a workshop up, leads through it, ends it. The kernel computes; this only shows and asks. */

const TICK = 250; // milliseconds between two looks at the clock
const POLL = 1500; // milliseconds between two looks into the room from a notebook: only our own page is told of changes
const SAVED = {
  challenge_add: (desk, message) => challengeAdded(desk, message),
  placement: (desk, { id }) => {
    desk.drafts.delete(`domain-${id}`);
    desk.drafts.delete(`reason-${id}`);
    desk.note(() => desk.say("placement_saved"));
  },
  parts: (desk, message) => partsSaved(desk, message),
  answer: (desk, message) => answerSaved(desk, message),
  sheet: (desk) => sheetSaved(desk),
  sheet_undo: (desk) => sheetTakenBack(desk),
  undo: (desk, _, remark) => desk.note(() => (remark ? desk.t(remark) : desk.say("undone"))),
};
const RECEIVED = {
  address(desk, { link, rows }) { Object.assign(desk.ui, { link, rows }); desk.refresh(); },
  clock(desk, { now }) { desk.offset = Date.parse(now) - Date.now(); desk.refresh(); },
  sheet_items: (desk, message) => receiveItems(desk, message),
  earlier: (desk, message) => showEarlier(desk, message),
  document: (desk, message, buffers) => receiveDocument(desk, message, buffers),
};

function connect(desk) {
  const { model } = desk;
  const listeners = [];
  desk.outbox = createOutbox({
    storageKey: model.get("storage_key"),
    transport: {
      send: (message) => model.send(message),
      onMessage: (callback) => listeners.push(callback),
      isPreparing: () => model.preparing ?? false,
      unsay: (message) => model.unsay?.(message),
    },
    onSaved: (entry, { remark }) => { calm(desk); SAVED[entry.message.type]?.(desk, entry.message, remark); desk.refresh(); },
    onRefused: (_, { message }) => { calm(desk); desk.ui.problem = () => desk.t(message); desk.refresh(); },
    onDropped: () => { desk.ui.problem = () => desk.say("no_answer"); desk.refresh(); },
    onConnection: () => desk.refresh(),
  });
  const receive = (content, buffers) => {
    RECEIVED[content.type]?.(desk, content, buffers);
    listeners.forEach((callback) => callback(content));
  };
  const changed = () => phaseMayHaveChanged(desk);
  model.on("msg:custom", receive);
  model.on("change", changed);
  return () => { model.off("msg:custom", receive); model.off("change", changed); };
}

function calm(desk) {
  desk.ui.slow = !desk.outbox.isEmpty();
}

/* Whoever leads is taken to the new phase's heading; whoever types elsewhere is only told. */
function phaseMayHaveChanged(desk) {
  const place = JSON.stringify([desk.current().number, desk.current().phase, desk.current().round]);
  const before = desk.place;
  desk.place = place;
  desk.refresh();
  if (before === undefined || before === place) return;
  Object.assign(desk.ui, { confirm: null, problem: null });
  desk.sheetItems = null;
  if (desk.root.querySelector(".lcc-sheets[open]")) askItems(desk);
  tellAddress(desk);
  desk.tellWalls?.({ act: "where" });
  if (before && JSON.parse(before)[0] !== desk.current().number) desk.ui.preparing = false;
  desk.refresh();
  if (!desk.current().number) return;
  desk.announce(desk.say("moved", { title: titleOf(desk, desk.current().phase) }));
  const { number, phase } = desk.current(); // the buttons that open and end it may stand far below
  if (!desk.ui.beamer && (phase === "close" || JSON.parse(before)[0] !== number)) desk.root.scrollIntoView({ block: "start" });
  const free = !desk.ui.beamer && !isTyping(document.activeElement) && desk.root.contains(document.activeElement);
  if (free) desk.root.querySelector('[data-key="title"]')?.focus({ preventScroll: true });
}

/* --- the parts of the page --------------------------------------------------------------------------------------------- */

function mode(desk) {
  const { number, phase } = desk.current();
  if (!number || (phase === "close" && desk.ui.preparing)) return "setup";
  return phase === "close" ? "close" : "run";
}

function content(desk, scope) {
  const parts = { setup: setupPart, close: closePart, run: runPart }[mode(desk)];
  return parts(desk, scope);
}

/* What to say and to do stands first; the room looks at the result on the wall. */
function runPart(desk, scope) {
  return [
    leadPart(desk, scope),
    element(scope, "div", { class: "lcc-columns" },
      element(scope, "div", {}, scriptPart(desk, scope, () => !isTalking(desk)), workPart(desk, scope)),
      element(scope, "div", {}, scriptPart(desk, scope, () => isTalking(desk)), waysPart(desk, scope), documentsPart(desk, scope), keysPart(desk, scope))),
    resultsPlace(desk, scope),
    endEarly(desk, scope),
  ];
}

/* Then there is much to do beside the script. */
const isTalking = (desk) => ["talk", "decide"].includes(desk.current().phase);

/* How people get in, and what all see; after the reveal it is the other way round. */
function waysPart(desk, scope) {
  return region(scope, {}, () => String(desk.current().revealed), (inner) => (desk.current().revealed
    ? [screensPart(desk, inner), fold(inner, () => desk.say("door_title"), "lcc-card lcc-fold", ...doorContent(desk, inner))]
    : [card(inner, () => desk.say("door_title"), "lcc-door", ...doorContent(desk, inner)), screensPart(desk, inner)]));
}

/* What there is to do in the phase, beside leading through it. */
function workPart(desk, scope) {
  const kind = () => {
    const { phase, can_take_paper: paper, revealed } = desk.current();
    if (paper) return "paper";
    return revealed && ["talk", "decide"].includes(phase) ? phase : "";
  };
  const builders = { paper: paperPart, talk: talkPart, decide: decidePart };
  return region(scope, { class: "lcc-work" }, () => `${kind()} ${desk.current().round}`, (inner) => [builders[kind()]?.(desk, inner)]);
}

function resultsPlace(desk, scope) {
  const shown = () => Boolean(desk.get("room").results);
  return region(scope, {}, () => String(shown()), (inner) => [shown() ? resultsPart(desk, inner) : null]);
}

function resultsPart(desk, scope) {
  const stage = element(scope, "div", { class: "lcc-results" });
  desk.results?.close();
  let language = desk.language();
  const shown = mountRoom(stage, { language, size: "desk" });
  desk.results = shown;
  scope.bind(() => {
    if (!desk.get("room").phase) return;
    if (language !== desk.language()) shown.setLanguage(language = desk.language());
    shown.update(desk.get("room"), desk.now());
  });
  const place = fold(scope, () => desk.say("results_title"), "lcc-card lcc-result-fold", stage);
  scope.bind(() => {
    if (desk.resultsOf === desk.current().phase) return;
    desk.resultsOf = desk.current().phase;
    place.open = desk.resultsOf === "reveal"; // later there is more to do than to look, and the wall shows it
  });
  return place;
}

function statusPart(desk, scope) {
  const waiting = () => (desk.outbox.isLost() ? desk.t(desk.outbox.reason()) || desk.say("waiting") : null);
  return [
    element(scope, "div", { class: "lcc-status lcc-problem", role: "alert", text: () => desk.ui.problem?.() ?? waiting() ?? "" }),
    element(scope, "div", { class: "lcc-status", role: "status", text: () => (desk.ui.slow && !waiting() ? desk.say("busy") : desk.ui.note?.() ?? "") }),
  ];
}

function ownSwitch(desk, scope) {
  if (desk.onPage) return null;
  return element(scope, "p", { class: "lcc-row" }, ...[["de", "Deutsch"], ["en", "English"]].map(([code, name]) =>
    element(scope, "button", { type: "button", class: "lcc-plain", lang: code, "aria-pressed": () => String(code === desk.language()), onclick: () => setPageLanguage(desk, code), text: name })));
}

function setPageLanguage(desk, code) {
  if (code === desk.language()) return;
  desk.model.set("language", code);
  desk.model.save_changes();
  desk.refresh();
}

export default {
  render({ model, el }) {
    el.classList.add("lcc-workshop");
    const desk = createDesk(model, el);
    if (desk.onPage && document.documentElement.lang !== model.get("language")) setPageLanguage(desk, document.documentElement.lang);
    const disconnect = connect(desk);
    desk.speaker = element(desk.scope, "p", { class: "lcc-unseen", role: "status" });
    desk.scope.bind(() => { el.lang = desk.language(); });
    el.append(...[ownSwitch(desk, desk.scope), ...statusPart(desk, desk.scope),
      region(desk.scope, {}, () => `${mode(desk)} ${desk.current().number}`, (inner) => content(desk, inner)), desk.speaker].filter(Boolean));
    desk.scope.bind(() => updateBeamer(desk));
    const onLanguage = ({ detail }) => setPageLanguage(desk, detail);
    document.addEventListener("lcc:language", onLanguage);
    const stopKeys = watchKeys(desk);
    const leaveWalls = watchWalls(desk);
    const clock = setInterval(() => { if (desk.get("room").timer?.ends) desk.refresh(); }, TICK);
    const look = () => { if (!desk.onPage && desk.running() && !document.hidden) desk.ask({ type: "refresh" }); };
    const looking = setInterval(look, POLL);
    phaseMayHaveChanged(desk);
    desk.ask({ type: "clock" });
    tellAddress(desk);
    desk.outbox.resend();
    return () => {
      clearInterval(clock);
      clearInterval(looking);
      document.removeEventListener("lcc:language", onLanguage);
      stopKeys();
      leaveWalls();
      disconnect();
      closeBeamer(desk);
      desk.results?.close();
      desk.outbox.close();
    };
  },
};
