/* Keys to lead by. They never act while somebody types or where a key has a meaning of its own, and can be switched off. */

const KEYS = [["→", "keys_next"], ["←", "keys_back"], ["keys_space", "keys_timer"], ["B", "keys_beamer"], ["keys_pages", "keys_slides"], ["?", "keys_help"]];
const ON_ITS_OWN = "button, a[href], summary, input, select, textarea, [contenteditable]"; // takes the space bar itself
const TYPED_IN = "input, select, textarea, [contenteditable]"; // takes arrows and letters itself

const keysDrawer = () => openDrawer("lcc-workshop-keys");
const areKeysOn = () => keysDrawer().read(true) === true;

function keysPart(desk, scope) {
  const name = (key) => (key.startsWith("keys_") ? desk.say(key) : key);
  const details = fold(scope, () => desk.say("keys_title"), "lcc-fold lcc-keys",
    element(scope, "p", { text: () => desk.say("keys_lead") }),
    element(scope, "dl", {}, ...KEYS.flatMap(([key, text]) => [
      element(scope, "dt", {}, element(scope, "kbd", { text: () => name(key) })), element(scope, "dd", { text: () => desk.say(text) })])),
    choice(desk, scope, "checkbox", "keys", "on", () => desk.say("keys_on"), {
      checked: areKeysOn, onchange: ({ checked }) => { keysDrawer().write(checked); desk.refresh(); },
    }));
  desk.keysHelp = details;
  return details;
}

function watchKeys(desk) {
  const place = desk.onPage ? document : desk.root; // a notebook has keys of its own
  const listen = (event) => keyPressed(desk, event);
  place.addEventListener("keydown", listen);
  return () => place.removeEventListener("keydown", listen);
}

function keyPressed(desk, event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.repeat && !event.defaultPrevented;
  if (!plain || !areKeysOn() || !desk.running()) return;
  const act = keyAct(desk, event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function keyAct(desk, { key, target }) {
  const within = (selector) => Boolean(target.closest?.(selector));
  if (within(TYPED_IN)) return null;
  if (key === " ") return within(ON_ITS_OWN) ? null : () => toggleTimer(desk);
  if (key.startsWith("Page")) return canTurn(desk) ? () => turnPage(desk, key === "PageDown" ? 1 : -1) : null; // also a remote control's
  return {
    ArrowRight: () => goOn(desk),
    ArrowLeft: () => (desk.ui.confirm ? stopAsking(desk) : goBack(desk)),
    b: () => (desk.ui.beamer ? closeBeamer(desk) : openBeamer(desk)),
    "?": () => showKeys(desk),
  }[key.length === 1 ? key.toLowerCase() : key];
}

function showKeys(desk) {
  closeBeamer(desk);
  desk.keysHelp.open = !desk.keysHelp.open;
  desk.keysHelp.querySelector("summary").focus();
}
