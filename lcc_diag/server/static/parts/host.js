/* The page around a chapter without a notebook's front end: shows the widgets at once, as the server knows them, connects
   them with their kernel when it is there, and looks after the line between the two. */

const TEXT = {
  lost: {
    de: "Die Verbindung ist unterbrochen. Ihre Eingaben bleiben in diesem Browser; die Seite verbindet sich von selbst wieder.",
    en: "The connection is interrupted. Your entries stay in this browser; the page reconnects by itself.",
  },
  gone: {
    de: "Diese Seite hat ihre Verbindung verloren. Ihre Eingaben sind in diesem Browser aufgehoben. Bitte laden Sie die Seite neu.",
    en: "This page has lost its connection. Your entries are kept in this browser. Please load the page again.",
  },
  taken: {
    de: "Dieses Kapitel ist inzwischen in einem anderen Fenster geöffnet. Was dort gespeichert wird, gilt auch hier.",
    en: "This chapter has been opened in another window by now. What is saved there counts here too.",
  },
  returned: {
    de: "Die Verbindung war unterbrochen; die Seite hat sich neu geladen. Alles Gespeicherte ist da.",
    en: "The connection was interrupted; the page has loaded itself again. Everything saved is here.",
  },
};
const BUTTON = {
  gone: { de: "Neu laden", en: "Load again" },
  taken: { de: "Hier weiterarbeiten", en: "Go on here" },
};
const GRACE = 800; // milliseconds until a line that is cut is worth a word
const RELOAD_PAUSE = 60_000; // milliseconds until the page may reload by itself again
const SLEEP = 75_000; // milliseconds without a tick: hidden pages tick once a minute, in a sleeping machine nothing does
const LONG_UNSEEN = 60_000; // milliseconds after which the server is asked whether the session is still there
const TICK = 5_000;
const LATE = 60_000; // milliseconds after which a chapter that has not started is not expected any more
const RETRY = 10_000; // milliseconds between two looks whether there is room
const NOTE_TIME = 10_000; // milliseconds for which it is said that the page came back

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/* --- what the page says about its line -------------------------------------------------------------------------- */

const notes = { shown: null, timer: null };

function showNote(kind) {
  clearTimeout(notes.timer);
  notes.shown = kind;
  drawNote();
}

function drawNote() {
  const place = document.querySelector(".lcc-connection");
  const { shown } = notes;
  place.hidden = !shown;
  if (!shown) return place.replaceChildren();
  const parts = [Object.assign(document.createElement("span"), { textContent: TEXT[shown][page.lang] })];
  if (BUTTON[shown]) {
    const press = { type: "button", textContent: BUTTON[shown][page.lang], onclick: reload };
    parts.push(" ", Object.assign(document.createElement("button"), press));
  }
  return place.replaceChildren(...parts);
}

/* --- loading again ------------------------------------------------------------------------------------------------ */

function reload() {
  const { key } = document.activeElement?.dataset ?? {};
  sessionStorage.setItem("lcc-returned", JSON.stringify({ at: Date.now(), key: key ?? null }));
  document.dispatchEvent(new CustomEvent("lcc:leaving"));
  location.reload();
}

/* By itself, but neither again and again nor behind the reader's back: a hidden page needs no kernel. */
function reloadWhenSeen() {
  if (document.hidden) return document.addEventListener("visibilitychange", reloadWhenSeen, { once: true });
  const { at = 0 } = JSON.parse(sessionStorage.getItem("lcc-reloaded") ?? "{}");
  const left = at + RELOAD_PAUSE - Date.now();
  if (left > 0) {
    showNote("gone");
    return setTimeout(reloadWhenSeen, left);
  }
  sessionStorage.setItem("lcc-reloaded", JSON.stringify({ at: Date.now() }));
  return reload();
}

/* After such a reload: say so, and put the cursor where it was. */
function comeBack() {
  const { key } = JSON.parse(sessionStorage.getItem("lcc-returned") ?? "{}");
  if (key === undefined) return;
  sessionStorage.removeItem("lcc-returned");
  showNote("returned");
  notes.timer = setTimeout(() => notes.shown === "returned" && showNote(null), NOTE_TIME);
  const field = [...document.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === key);
  field?.focus({ preventScroll: true });
  if (field?.value && field.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
}

/* --- parts of the page that arrive one after the other ----------------------------------------------------------- */

const isParsed = () => document.readyState !== "loading";
const dataIn = (element) => element && JSON.parse(element.textContent);

/* The data of a script of that id; null if the page ends without it. It is complete once something follows it. */
function arrival(id) {
  const found = () => {
    const element = document.getElementById(id);
    return element && (element.nextSibling || isParsed()) ? element : null;
  };
  return new Promise((resolve) => {
    const look = () => {
      if (!found() && !isParsed()) return;
      observer.disconnect();
      document.removeEventListener("readystatechange", look);
      resolve(dataIn(found()));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("readystatechange", look);
    look();
  });
}

/* --- the chapter -------------------------------------------------------------------------------------------------- */

async function showChapter(host) {
  const base = new URL(".", location.href).pathname;
  const line = new Line(base, (state) => lineChanged(line, stage, state), (message, buffers) => stage.receive(message, buffers));
  const stage = new Stage(host, line);
  if ("lccFragile" in page.dataset) keepInMind(base);
  const still = dataIn(document.getElementById("lcc-still"));
  const drawn = still && stage.show(still).then(ready);
  watchStart(line);
  const about = await arrival("lcc-page");
  if (about) line.open(about.session);
  const live = await arrival("lcc-widgets");
  if (!live) return notMade(line);
  if (!stage.connect(live)) await stage.show(live).then(() => stage.connect(live));
  await drawn;
  ready();
  page.dataset.lccConnected = "true";
  lookAfter(line);
}

function ready() {
  if (page.dataset.lccReady) return;
  document.querySelector(".lcc-loading")?.remove();
  if (!window.scrollY) showPlace(); // who reads already stays there
  page.dataset.lccReady = "true";
  comeBack();
}

/* A browser does not say when a page has broken off half-way, so the server is asked whether it is still there. */
async function watchStart(line) {
  const late = Date.now() + LATE;
  let away = false;
  for (await pause(TICK); line.isNew(); await pause(TICK)) {
    const answers = await line.isAnswering();
    if (!line.isNew()) return;
    if (away && answers) return reloadWhenSeen();
    away = !answers;
    if (away) showNote("lost");
    else if (Date.now() > late) showNote("gone");
  }
}

/* The page broke off: the server went away, or the chapter failed (and says so itself). */
async function notMade(line) {
  document.querySelector(".lcc-loading")?.remove();
  if (document.querySelector(".lcc-failed")) return line.check(); // its kernel may have died
  line.close();
  showNote("lost");
  while (!(await line.isServing())) await pause(TICK);
  reloadWhenSeen();
}

function lineChanged(line, stage, state) {
  const before = line.state;
  page.dataset.lccLine = state;
  if (state === "open") {
    if (notes.shown !== "returned") showNote(null);
    if (before !== "lost") return;
    document.dispatchEvent(new CustomEvent("lcc:connected"));
    stage.catchUp();
  } else if (state === "lost" && before !== "lost") {
    clearTimeout(notes.timer);
    notes.timer = setTimeout(() => line.state === "lost" && showNote("lost"), navigator.onLine ? GRACE : 0);
  } else if (state === "taken") showNote("taken");
  else if (state === "gone") reloadWhenSeen();
}

/* --- for hours ------------------------------------------------------------------------------------------------------ */

function lookAfter(line) {
  let [ticked, seen] = [Date.now(), Date.now()];
  const wake = () => {
    const now = Date.now();
    if (now - ticked > SLEEP) line.renew(); // the server hung up meanwhile: nobody answered its pings
    else if (!document.hidden && now - seen > LONG_UNSEEN) line.check();
    ticked = now;
    if (document.hidden) return;
    seen = now;
    line.hurry();
  };
  setInterval(wake, TICK);
  window.addEventListener("pagehide", () => line.close()); // after the form has said its last word
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  document.addEventListener("lcc:connection", ({ detail }) => formWaits(line, detail.state === "lost"));
}

/* The line looks open and still a form hears nothing. */
function formWaits(line, lost) {
  if (line.state !== "open") return;
  if (lost || notes.shown === "lost") showNote(lost ? "lost" : null);
  if (lost) line.check();
}

/* --- all sessions are taken ------------------------------------------------------------------------------------------ */

function waitForRoom({ dataset }) {
  const look = async () => {
    const answer = await fetch(dataset.lccWaiting, { cache: "no-store" }).catch(() => null);
    const { sessions = 0, limit = 0 } = answer?.ok ? await answer.json() : {};
    if (sessions < limit) location.reload();
    else setTimeout(look, RETRY);
  };
  setTimeout(look, RETRY);
}

speak();
document.addEventListener("lcc:language", () => notes.shown && drawNote());
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
const chapter = document.getElementById("lcc-stage");
const queue = document.querySelector("[data-lcc-waiting]");
// A script that did not come leaves a page with nothing to fill in: it is loaded again.
if (chapter) showChapter(chapter).catch((error) => { console.error(error); reloadWhenSeen(); });
if (queue) waitForRoom(queue);
