/* A phone in a workshop. What it shows follows from three things: the room (what everybody sees), `me` (who joined here, kept
   in this browser) and `own` (what is asked of me, and what I said). Every change ends in refresh(). */

const PHONE_PACE = 3_000; // milliseconds between two looks at mere counts
const PHONE_SPREAD = 300; // milliseconds over which a room full of phones asks for what is new
const STILL_TYPING = 10_000; // milliseconds without a key after which a text counts as finished
const OWN_AGAIN = 2_000;
const OFFLINE_GRACE = 1_500;
const BACK_SHOWN = 6_000; // milliseconds for which it is said that the line is there again

const SCREENS = {
  unknown: unknownScreen, join: joinScreen, locked: lockedScreen, stranger: strangerScreen, left: leftScreen, loading: loadingScreen,
  wait: waitScreen, form: formScreen, done: doneScreen, idle: idleScreen, sealed: sealedScreen,
  results: resultScreen, decide: decideScreen, close: closeScreen,
};
const ASKED_IN = ["write", "answer", "predict"];

class Phone {
  constructor(place, { workshop, room }) {
    this.base = pageBase;
    this.address = `${this.base}w/${workshop}`;
    this.key = `lcc-w-${workshop}`;
    Object.assign(this, { place, room, own: null, left: false, note: null, late: 0, cameLate: false, menu: false, looking: null, offline: false, back: null, gone: false });
    Object.assign(this, { rests: new Map(), clock: 0, shown: null, joining: null, joinProblem: null, times: [] });
    this.meDrawer = openDrawer(this.key);
    this.joinDrawer = openDrawer(`${this.key}:joining`);
    this.doneDrawer = openDrawer(`${this.key}:done`);
    this.me = this.meDrawer.read(null);
  }

  start() {
    this.scope = createScope();
    this.build();
    this.live = new Live(this.address, {
      pace: PHONE_PACE, spread: PHONE_SPREAD,
      told: {
        room: (room, now) => this.receive(room, now), line: (state) => this.lineChanged(state), gone: () => this.roomGone(),
        counts: () => this.room?.phase === "join",
      },
    });
    this.listen();
    this.refresh();
    this.live.start();
    this.fetchOwn();
    this.joinAgain();
  }

  /* What a page said that was closed before it was answered. */
  joinAgain() {
    const said = this.joinDrawer.read(null);
    if (said && this.room && !this.me && !this.joining) join(this, said);
  }

  build() {
    this.notes = element(this.scope, "div", { class: "phone-notes" },
      noteText(this.scope, () => this.offlineText(), "phone-offline"), noteText(this.scope, () => this.backText(), "phone-back"), this.goOnNote());
    this.stage = element(this.scope, "main", { id: "phone-stage", class: "phone-stage" });
    this.speaker = element(this.scope, "p", { class: "phone-unseen", role: "status" });
    this.place.replaceChildren(headPart(this, this.scope), this.notes, this.phaseBar(), this.stage, this.speaker);
    this.place.className = "phone";
  }

  listen() {
    document.addEventListener("lcc:language", () => { this.roomView?.setLanguage(pageRoot.lang); this.refresh(); });
    document.addEventListener("lcc:finished", () => this.finish());
    document.addEventListener("visibilitychange", () => document.hidden || this.fetchOwn());
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.menu && this.openMenu(false));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.fetchOwn());
    window.addEventListener("storage", (event) => this.storageChanged(event));
    window.addEventListener("popstate", () => this.screen() === "done" && this.look(this.own.form.id));
    this.stage.addEventListener("focusout", () => setTimeout(() => this.interrupted && this.refresh()));
    this.stage.addEventListener("input", () => this.interrupted && this.interrupt());
    setInterval(() => this.tick(), 500);
  }

  /* --- what is known ---------------------------------------------------------------------------------------------- */

  ask(name, options = {}) {
    return askServer(`${this.address}/${name}`, { ...options, secret: this.me?.secret });
  }

  receive(room, now) {
    this.room = room;
    this.clock = now - Date.now();
    if (this.me && !this.isCurrent()) this.fetchOwn();
    this.joinAgain();
    this.refresh();
  }

  roomGone() {
    Object.assign(this, { room: null, gone: true });
    this.refresh();
  }

  /* Whether what is known to be asked belongs to where the room is. */
  isCurrent() {
    return this.own !== null && this.own.phase === this.room.phase && this.own.round === this.room.round;
  }

  async fetchOwn() {
    if (!this.me || !this.room || this.room.deleted) return undefined;
    clearTimeout(this.ownTimer);
    const { me } = this;
    const response = await this.ask("own");
    if (this.me !== me) return undefined;
    if (isAway(response) || isElsewhere(response)) {
      this.ownTimer = setTimeout(() => this.isCurrent() || this.fetchOwn(), OWN_AGAIN);
      return undefined;
    }
    if (isStranger(response)) return this.forgotten();
    const own = await contentOf(response);
    if (!own.answers) return undefined;
    this.own = { ...own, round: own.round ?? this.room.round };
    if (!this.isCurrent()) this.live.lookSoon(PHONE_SPREAD); // the room has moved on meanwhile
    this.transport?.answers(own.answers);
    this.roomView?.setOwn(own.answers);
    return this.refresh();
  }

  /* An answer is stored: from now on it is what is known. */
  said(round, message) {
    if (!this.own || this.own.round !== round) return;
    const { [keyOf(message)]: _, ...others } = this.own.answers;
    this.own.answers = message.value === null ? others : { ...others, [keyOf(message)]: { value: message.value, evidence: {} } };
  }

  know(me) {
    this.me = me;
    this.meDrawer.write(me);
  }

  joined(me) {
    this.know(me);
    this.cameLate = this.room.phase !== "join" && !ASKED_IN.includes(this.room.phase) && !this.room.closed;
    Object.assign(this, { draft: null, left: false, note: null });
    this.fetchOwn();
    this.refresh();
  }

  /* The workshop does not know this phone any more: its data were deleted, here or there. */
  forgotten() {
    if (!this.me) return true;
    this.know(null);
    Object.assign(this, { own: null, menu: false, note: wordInBoth("forgotten") });
    this.refresh();
    return true;
  }

  hasLeft() {
    closeRests(this);
    this.clearScreen(); // says its last word before everything is forgotten
    this.me = null;
    forgetDrawers(this.key);
    Object.assign(this, { own: null, menu: false, left: true, late: 0, looking: null, draft: null });
    this.refresh();
  }

  /* Another tab of this browser: joined, left, or saved an answer. */
  storageChanged({ key, newValue }) {
    if (key === null || key === this.key) {
      const me = this.meDrawer.read(null);
      if (me?.secret === this.me?.secret) return;
      if (me) return this.joined(me);
      this.hasLeft();
    } else if (key.startsWith(`${this.key}:`) && key.endsWith(":outbox") && newValue === null) {
      clearTimeout(this.ownTimer);
      this.ownTimer = setTimeout(() => this.fetchOwn(), PHONE_SPREAD);
    }
  }

  /* A question is on screen: the head is one line, so that the answers fit below it. */
  isAsking() {
    return Boolean(this.shown?.startsWith("form"));
  }

  isUnsent() {
    return Boolean(this.room) && hasUnsent(this, this.room.round);
  }

  /* --- what is shown ------------------------------------------------------------------------------------------------ */

  screen() {
    const { room, own } = this;
    if (!room) return this.gone ? "unknown" : "loading";
    if (!this.me) return this.left ? "left" : room.closed ? "stranger" : room.locked && !this.joining ? "locked" : "join";
    if (room.closed) return "close";
    if (room.phase === "decide") return "decide";
    if (room.phase === "join") return "wait";
    if (!ASKED_IN.includes(room.phase) || room.sealed) return room.results ? "results" : "sealed";
    if (!this.isCurrent()) return "loading";
    return this.askingScreen(own.form);
  }

  askingScreen(form) {
    if (!form) return "sealed";
    if (this.looking) return "form";
    if (!form.sections.length) return form.earlier.length ? "idle" : "wait";
    return this.isDone() ? "done" : "form";
  }

  /* The form on screen: that of the phase, or an earlier one that is looked at again. */
  formSpec() {
    const { form } = this.own;
    const earlier = this.looking && form.earlier.find(({ id }) => id === this.looking);
    return earlier ? { ...form, ...earlier } : form;
  }

  doneName() {
    return `${this.room.round}:${this.room.phase}`;
  }

  isDone() {
    return this.doneDrawer.read([]).includes(this.doneName());
  }

  finish() {
    if (this.formSpec().id === this.own.form.id) this.doneDrawer.write([...new Set([...this.doneDrawer.read([]), this.doneName()])]);
    this.looking = null;
    this.refresh();
  }

  /* Back into a form; `open`: to its first open question. */
  look(id, open = false) {
    this.looking = id;
    this.refresh();
    if (open) this.form?.showOpen();
  }

  refresh() {
    this.scope.refresh();
    this.followPhase();
    const screen = this.screen();
    if (screen === "loading" && this.shown !== null) return undefined; // what stands here may stay that moment
    const wanted = screen === "form" ? `form:${this.own.round}:${this.formSpec().id}` : screen;
    if (wanted !== this.shown) return this.isWriting() ? this.interrupt() : this.change(screen, wanted);
    this.screenScope?.refresh();
    this.updateRoom();
    if (this.room && this.me && screen !== "form" && !this.form) sendRest(this);
    return undefined;
  }

  /* A new phase shows its own form, whatever was being looked at. */
  followPhase() {
    const phase = this.room && `${this.room.round}:${this.room.phase}`;
    if (phase !== this.phase) this.looking = null;
    this.phase = phase;
  }

  change(screen, wanted) {
    const first = this.shown === null;
    this.interrupted = false;
    clearTimeout(this.typingTimer);
    this.clearScreen();
    if (ASKED_IN.includes(this.room?.phase) && screen !== "form") clearPlace();
    this.shown = wanted;
    this.screenScope = createScope();
    this.stage.replaceChildren(SCREENS[screen](this, this.screenScope));
    if (screen === "form") this.openForm();
    this.afterChange(first);
    this.refresh();
  }

  afterChange(first) {
    const heading = this.stage.querySelector("h1:not(.phone-unseen), h2");
    if (first) return;
    window.scrollTo(0, 0);
    if (!this.menu) heading?.focus({ preventScroll: true });
    announceText(this.speaker, heading?.textContent ?? "");
  }

  clearScreen() {
    this.form?.close();
    this.roomView?.close();
    Object.assign(this, { form: null, transport: null, roomView: null, shown: null });
    this.stage.replaceChildren();
  }

  /* The room goes on while somebody writes: the text is finished first, or left for a while. */
  isWriting() {
    const field = document.activeElement;
    return isTyping(field) && this.stage.contains(field) && Boolean(this.form) && !this.goingOn;
  }

  interrupt() {
    if (!this.interrupted) announceText(this.speaker, `${phoneWord("go_on_title")} ${phoneWord("go_on_text")}`);
    this.interrupted = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.goOn(), STILL_TYPING);
    this.scope.refresh();
  }

  goOn() {
    this.goingOn = true;
    this.refresh();
    this.goingOn = false;
  }

  goOnNote() {
    return element(this.scope, "div", { class: "phone-go-on", hidden: () => !this.interrupted },
      element(this.scope, "p", {}, element(this.scope, "strong", { text: () => `${phoneWord("go_on_title")} ` }),
        element(this.scope, "span", { text: () => phoneWord("go_on_text") })),
      button(this.scope, "phone-first", () => phoneWord("go_on"), () => this.goOn()));
  }

  /* It measures itself, so it comes once its place is on the page. */
  openForm() {
    const { round, answers } = this.own;
    this.rests.get(round)?.close();
    this.rests.delete(round);
    this.transport = phoneTransport(this, round);
    this.form = mountForm({
      el: this.stage.querySelector(".phone-form-place"), spec: this.formSpec(), answers, language: pageRoot.lang,
      storageKey: roundKey(this, round), transport: this.transport, head: this.formHead,
    });
  }

  openMenu(open) {
    this.menu = open;
    this.scope.refresh();
    if (open) document.querySelector("#phone-menu h2")?.focus();
    else document.querySelector(".phone-menu-button")?.focus();
  }

  openRoom(place) {
    this.roomView = mountRoom(place, { language: pageRoot.lang, size: "phone", own: this.own?.answers ?? null });
  }

  updateRoom() {
    if (this.room?.results) this.roomView?.update(this.room, Date.now() + this.clock);
  }

  /* --- line and time -------------------------------------------------------------------------------------------------- */

  lineChanged(state) {
    clearTimeout(this.offlineTimer);
    if (state === "lost") this.offlineTimer = setTimeout(() => this.tellLine(true), OFFLINE_GRACE);
    else this.tellLine(false);
    if (state === "open" && this.me && this.room && !this.isCurrent()) this.fetchOwn();
  }

  tellLine(offline) {
    const back = this.offline && !offline;
    clearTimeout(this.backTimer);
    this.back = back ? { unsent: this.isUnsent() } : null;
    if (back) this.backTimer = setTimeout(() => { this.back = null; this.refresh(); }, BACK_SHOWN);
    this.offline = offline;
    this.place.classList.toggle("phone-is-offline", offline);
    this.refresh();
  }

  /* That answers have arrived is said of those that waited, once none waits any more. */
  backText() {
    if (!this.back) return "";
    return phoneWord(this.isUnsent() ? "back_sending" : this.back.unsent ? "back_sent" : "back");
  }

  offlineText() {
    if (!this.offline) return "";
    return phoneWord(this.isAsking() || this.isUnsent() ? "offline" : "offline_quiet");
  }

  phaseBar() {
    const phase = () => this.room?.phases.find(({ id }) => id === this.room.phase);
    const hidden = () => !this.me || !this.room || !phase() || this.room.closed || this.isAsking();
    return element(this.scope, "p", { class: "phone-phase", hidden }, element(this.scope, "span", { text: () => phoneSay(phase()?.title) }), timePart(this, this.scope));
  }

  tick() {
    const seconds = this.room && roomSeconds(this.room, Date.now() + this.clock);
    const text = seconds === null || seconds === undefined ? "" : this.timeWord(seconds);
    this.times.filter((time) => time.textContent !== text).forEach((time) => { time.textContent = text; });
    if (this.back) this.scope.refresh();
  }

  timeWord(seconds) {
    if (!this.room.timer.ends) return phoneWord("time_stopped", { time: roomClock(seconds) });
    return seconds ? phoneWord("time_left", { time: roomClock(seconds) }) : phoneWord("time_over");
  }
}

/* The place in a form that is closed means nothing any more. */
function clearPlace() {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
}

pageRoot.lang = firstLanguage();
pageRoot.dataset.lccPage = "participant"; // the form is on a page of ours: it follows its language and address
document.title = phoneWord("brand");
const phone = new Phone(document.getElementById("lcc-app"), pageData());
phone.start();
