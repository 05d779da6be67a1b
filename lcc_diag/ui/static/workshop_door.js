/* The way in: code, QR and link for the phones; the wall; the door; the documents on paper. */

const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/;

/* Where our pages lie as this browser knows them; in JupyterLab its own settings say where the server begins. */
function ownBase(desk) {
  if (desk.onPage) return new URL(".", location.href).href;
  const config = document.getElementById("jupyter-config-data")?.textContent;
  const { baseUrl = "/" } = config ? JSON.parse(config) : {};
  return new URL(`${baseUrl}lcc/`, location.href).href;
}

function baseOf(desk) {
  const own = ownBase(desk);
  const typed = openDrawer("lcc-workshop-base").read(null);
  return typed && isLoopback(own) ? typed : own;
}

function isLoopback(address) {
  try { return LOOPBACK.test(new URL(address).hostname); } catch { return true; }
}

/* Where the code is typed, as people read it aloud. */
const shortAddress = (desk) => (baseOf(desk) + desk.current().links.join).replace(/^https?:\/\//, "");

function tellAddress(desk) {
  if (desk.current().number) desk.ask({ type: "address", base: baseOf(desk) });
}

function doorContent(desk, scope) {
  return [
    element(scope, "p", { text: () => desk.say("door_lead", { address: shortAddress(desk) }) }),
    element(scope, "p", { class: "lcc-code lcc-keep", text: desk.current().code }),
    region(scope, { class: "lcc-qr" }, () => desk.language() + desk.ui.rows.join(""), () => [desk.ui.rows.length ? roomQr({ language: desk.language() }, desk.ui.rows) : null]),
    element(scope, "p", { class: "lcc-link lcc-keep", hidden: () => !desk.ui.link }, element(scope, "a", { href: () => desk.ui.link, target: "_blank", rel: "noopener", text: () => desk.ui.link ?? "", "data-key": "link" })),
    region(scope, {}, () => String(isLoopback(baseOf(desk))), (inner) => [isLoopback(baseOf(desk)) ? unreachable(desk, inner) : null]),
    element(scope, "p", { class: "lcc-row" },
      act(desk, scope, "copy", () => desk.say("copy_link"), () => copyLink(desk), { hidden: () => !navigator.clipboard }),
      act(desk, scope, "lock", () => desk.say(desk.get("room").locked ? "door_unlock" : "door_lock"),
        () => desk.send({ type: "lock", locked: !desk.get("room").locked }), { off: () => desk.isBusy("lock") })),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say(desk.get("room").locked ? "door_locked" : "door_open") }),
  ];
}

async function copyLink(desk) {
  await navigator.clipboard.writeText(baseOf(desk) + desk.current().links.room);
  desk.note(() => desk.say("copied"));
}

/* Opened at an address that only this computer knows. */
function unreachable(desk, scope) {
  const drawer = openDrawer("lcc-workshop-base");
  const field = draftField(desk, scope, "base", "input", () => drawer.read(""), {
    type: "url", placeholder: () => desk.say("base_example"),
    onchange: () => {
      const typed = field.value.trim();
      drawer.write(/^https?:\/\/\S+$/.test(typed) ? `${typed.replace(/\/*$/, "")}/` : null);
      tellAddress(desk);
      desk.refresh();
    },
  });
  return element(scope, "div", { class: "lcc-banner" },
    element(scope, "p", {}, element(scope, "strong", { text: () => desk.say("loopback_title") })),
    element(scope, "p", { text: () => desk.say("loopback_text") }),
    element(scope, "p", {}, element(scope, "code", { class: "lcc-keep", text: "lcc-diag serve --host 0.0.0.0" })),
    labelled(desk, scope, () => desk.say("base_label"), field, () => desk.say("base_hint")));
}

/* --- the screens everybody sees ---------------------------------------------------------------------------------------- */

function screensPart(desk, scope) {
  const wall = () => ownBase(desk) + desk.current().links.wall;
  return card(scope, () => desk.say("screens_title"), "lcc-screens",
    act(desk, scope, "beamer", () => desk.say("beamer_open"), () => openBeamer(desk)),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say("beamer_hint") }),
    element(scope, "a", { class: "lcc-button lcc-second", href: wall, target: "_blank", rel: "noopener", text: () => desk.say("wall_open"), "data-key": "wall" }),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say("wall_hint") }));
}

/* --- documents: a click asks the kernel, the file comes back as bytes ---------------------------------------------------- */

const DOCUMENT_PATIENCE = 60_000; // milliseconds without a file until we say that nothing came

/* Those that are of use now: a form nobody can enter any more is not. */
function documentsPart(desk, scope) {
  return card(scope, () => desk.say("papers_title"), "lcc-papers",
    region(scope, {}, () => String(desk.current().papers), (inner) => desk.current().papers.map((kind) => documentButton(desk, inner, kind))));
}

function documentButton(desk, scope, kind) {
  const making = () => desk.making?.kind === kind;
  return act(desk, scope, `document-${kind}`, () => desk.say(making() ? "document_making" : `document_${kind}`), () => askDocument(desk, kind), { off: () => Boolean(desk.making) });
}

function askDocument(desk, kind) {
  const timer = setTimeout(() => documentDone(desk, () => desk.say("no_answer"), true), DOCUMENT_PATIENCE);
  desk.making = { kind, timer };
  desk.ui.problem = null;
  desk.ask({ type: "document", kind, workshop: desk.current().number, language: desk.language() });
  desk.refresh();
}

function documentDone(desk, text, wrong = false) {
  clearTimeout(desk.making?.timer);
  desk.making = null;
  if (wrong) desk.ui.problem = text;
  else desk.note(text);
  desk.refresh();
}

function receiveDocument(desk, { begun, name, mime, message }, buffers) {
  if (begun) return;
  if (message) return documentDone(desk, () => desk.t(message), true);
  saveBytes(name, mime, buffers[0]);
  return documentDone(desk, () => desk.say("document_saved", { name }));
}
