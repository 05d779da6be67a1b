/* What the pages of a workshop share: the data they came with, their language, what they say in it. */

const pageRoot = document.documentElement;
const pageBase = document.body.dataset.lccBase;
const PAGE_LANGUAGES = ["de", "en"];
const languageDrawer = openDrawer("lcc-language");

function pageData() {
  return JSON.parse(document.getElementById("lcc-data")?.textContent ?? "{}");
}

/* What was chosen here before, else what the address says, else what the phone speaks. */
function firstLanguage() {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  const asked = new URLSearchParams(location.search).get("lang");
  const known = [languageDrawer.read(null), asked, ...spoken, pageRoot.lang].filter((code) => PAGE_LANGUAGES.includes(code));
  return known[0] ?? PAGE_LANGUAGES[0];
}

function speakLanguage(code) {
  pageRoot.lang = code;
  document.title = phoneWord("brand");
  document.dispatchEvent(new CustomEvent("lcc:language", { detail: code }));
}

function chooseLanguage(code) {
  languageDrawer.write(code);
  speakLanguage(code);
}

function phoneWord(key, values = {}) {
  return fill(PHONE_WORDS[pageRoot.lang][key], values, pageRoot.lang);
}

const phoneCounted = (key, count) => phoneWord(`${key}_${count === 1 ? "one" : "many"}`, { count });

/* A text in both languages, in the one on screen. */
const phoneSay = (text) => (text ? text[pageRoot.lang] ?? text.de ?? "" : "");

function languageButtons(scope) {
  const choice = (code, name) => button(scope, "phone-plain", name, () => chooseLanguage(code),
    { lang: code, "aria-pressed": () => String(pageRoot.lang === code) });
  return element(scope, "div", { class: "phone-languages", role: "group", "aria-label": "Sprache / Language" },
    choice("de", "Deutsch"), choice("en", "English"));
}

/* --- asking the server ----------------------------------------------------------------------------------------------- */

const ANSWER_PATIENCE = 10_000; // milliseconds

/* The response, or null if nobody answers. Whatever is said goes as JSON, with the participant's secret in a header. */
async function askServer(address, { method = "GET", body, secret = null, headers = {} } = {}) {
  const given = { ...headers, ...(body ? { "Content-Type": "application/json" } : {}), ...(secret ? { "X-Participant": secret } : {}) };
  const options = { method, headers: given, cache: "no-store", signal: AbortSignal.timeout(ANSWER_PATIENCE) };
  try {
    return await fetch(address, body ? { ...options, body: JSON.stringify(body) } : options);
  } catch {
    return null;
  }
}

/* Its content, or {} if that is no JSON: a proxy may have answered. */
async function contentOf(response) {
  try { return await response.json(); } catch { return {}; }
}

const isAway = (response) => !response || response.status === 429 || response.status >= 500;
/* Only our own server's word that this participant is unknown; a proxy may refuse for reasons of its own. */
const isStranger = (response) => response.status === 401;
const isElsewhere = (response) => [403, 404].includes(response.status);

/* --- small things ------------------------------------------------------------------------------------------------------- */

function announceText(speaker, text) {
  speaker.textContent = "";
  requestAnimationFrame(() => { speaker.textContent = text; });
}

function storageWorks() {
  try {
    localStorage.setItem("lcc-probe", "1");
    localStorage.removeItem("lcc-probe");
    return true;
  } catch {
    return false;
  }
}

/* Everything kept under names that begin so. */
function forgetDrawers(prefix) {
  [...unkept.keys()].filter((name) => name.startsWith(prefix)).forEach((name) => unkept.delete(name));
  try {
    Object.keys(localStorage).filter((name) => name.startsWith(prefix)).forEach((name) => localStorage.removeItem(name));
  } catch { /* nothing is kept here */ }
}
