/* What all parts of the facilitator's page share: the state of the widget, words, messages to the kernel, drafts. */

const KEEP = new Set(["challenge_add", "placement", "parts", "part_remove", "answer", "sheet"]); // entries; the rest are acts of a moment
const SLOW = 1000; // milliseconds after which we say that something is under way
const NOTE_TIME = 6000; // milliseconds for which it is said that something worked

function createDesk(model, root) {
  const page = document.documentElement;
  const scope = createScope();
  const desk = {
    model, root, scope, onPage: "lccPage" in page.dataset,
    drafts: new Map(), // what was typed and not sent yet, by key
    ui: { confirm: null, preparing: false, beamer: null, problem: null, note: null, slow: false, link: null, rows: [], sheets: 0 },
    offset: 0, // milliseconds between the kernel's clock and this one
    get: (name) => model.get(name),
    current: () => model.get("current"),
    running: () => Boolean(desk.current().number) && desk.current().phase !== "close",
    language: () => model.get("language"),
    t: (text) => text?.[model.get("language")] ?? "",
    say: (key, values = {}) => filled(model.get("phrases")[model.get("language")][key] ?? key, values),
    refresh: () => scope.refresh(),
    now: () => Date.now() + desk.offset,
    isBusy: (...types) => desk.outbox.messages().some(({ type }) => types.includes(type)),
    ask: (content) => { try { model.send(content); } catch { /* the line is cut; what matters is asked again */ } },
    send: (message) => send(desk, message),
    announce: (text) => announceTo(desk, text),
    note: (text) => showNote(desk, text),
  };
  return desk;
}

const filled = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);

function send(desk, message) {
  Object.assign(desk.ui, { problem: null, note: null });
  const { number } = desk.current();
  desk.outbox.send({ ...(number ? { workshop: number } : {}), ...message }, message.type, KEEP.has(message.type));
  if (KEEP.has(message.type)) document.dispatchEvent(new CustomEvent("lcc:entered"));
  setTimeout(() => {
    desk.ui.slow = !desk.outbox.isEmpty();
    desk.refresh();
  }, SLOW);
  desk.refresh();
}

function announceTo(desk, text) {
  const speaker = desk.ui.beamer?.speaker ?? desk.speaker;
  speaker.textContent = "";
  requestAnimationFrame(() => { speaker.textContent = text; });
}

function showNote(desk, text) {
  clearTimeout(desk.noteTimer);
  desk.ui.note = text;
  desk.noteTimer = setTimeout(() => { desk.ui.note = null; desk.refresh(); }, NOTE_TIME);
  desk.refresh();
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

const scriptOf = (desk, id) => desk.get("guide").phases.find((phase) => phase.id === id);
const titleOf = (desk, id) => desk.t(scriptOf(desk, id)?.title);

function dayText(desk, iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(year, month - 1, day).toLocaleDateString(desk.language() === "en" ? "en-GB" : "de", { day: "numeric", month: "long", year: "numeric" });
}

/* --- building blocks ------------------------------------------------------------------------------------------------ */

/* A button that may have to wait keeps the focus: it is marked as disabled and does nothing. */
function act(desk, scope, key, text, onclick, { kind = "second", off = () => false, ...more } = {}) {
  return button(scope, `lcc-${kind}`, text, () => { if (!off()) onclick(); }, {
    "data-key": key, "aria-disabled": () => (off() ? "true" : null), ...more,
  });
}

function labelled(desk, scope, text, input, hint) {
  const id = `lcc-hint-${(labelled.count = (labelled.count ?? 0) + 1)}`;
  if (hint) input.setAttribute("aria-describedby", id);
  return element(scope, "label", { class: "lcc-field" },
    element(scope, "span", { text }), input, hint ? element(scope, "small", { id, text: hint }) : null);
}

/* A field whose text survives everything but being sent. `initial`: what is stored. */
function draftField(desk, scope, key, tag, initial, properties = {}) {
  const read = () => desk.drafts.get(key) ?? initial() ?? "";
  const field = element(scope, tag, { "data-key": key, oninput: () => desk.drafts.set(key, field.value), ...properties });
  scope.bind(() => { if (document.activeElement !== field && field.value !== read()) field.value = read(); });
  return field;
}

function choice(desk, scope, type, name, value, text, { checked, onchange, hint }) {
  const input = element(scope, "input", { type, name, value, checked, onchange: () => onchange(input), "data-key": `${name}=${value}` });
  return element(scope, "label", { class: "lcc-choice" }, input,
    element(scope, "span", {}, element(scope, "b", { text }), hint ? element(scope, "small", { text: hint }) : null));
}

function group(scope, legend, ...children) {
  return element(scope, "fieldset", {}, element(scope, "legend", { text: legend }), ...children);
}

/* A group that stands on its own. */
function panel(scope, legend, ...children) {
  const made = group(scope, legend, ...children);
  made.classList.add("lcc-panel");
  return made;
}

function card(scope, title, className, ...children) {
  return element(scope, "section", { class: `lcc-card ${className}` }, element(scope, "h3", { text: title }), ...children);
}

function fold(scope, title, className, ...children) {
  return element(scope, "details", { class: className }, element(scope, "summary", { text: title }), ...children);
}

function saveBytes(name, mime, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  document.body.append(link); // Firefox follows only links that are on the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
