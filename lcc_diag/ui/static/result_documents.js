/* The documents of a result: one button each. A click asks the kernel; the file comes back as bytes and is saved through
   a link of this page. What is under way and what came of it is kept beside the page, so that a new view shows it too. */

const BEGIN_PATIENCE = 8_000; // milliseconds without a sign that a document is begun until the connection is called lost
const DOCUMENT_PATIENCE = 120_000; // milliseconds until we say that nothing has arrived; a first PDF on a small host takes long

function documentsPart(page, part) {
  return sectionOf("documents", part.title,
    paragraph(part.lead, "lcc-lead"),
    statusNote(part.status), page.link(part.link, page.labels.enter_there),
    node("ul", { class: "lcc-documents-list" }, part.kinds.map((kind) => documentItem(page, kind))));
}

function documentItem(page, kind) {
  const state = page.documents.get(kind.id) ?? { busy: false };
  page.documents.set(kind.id, state);
  state.button = node("button", {
    type: "button", class: "lcc-get", text: kind.words.create, "data-key": `document-${kind.id}`,
    "aria-describedby": `lcc-document-${kind.id}`, onclick: () => fetchDocument(page, kind.id),
  });
  state.note = node("p", { class: "lcc-document-note", role: "status" });
  const item = node("li", {},
    node("div", { id: `lcc-document-${kind.id}` }, node("strong", { text: kind.name }), node("p", { text: kind.text }),
      kind.missing ? node("p", { class: "lcc-missing", text: kind.missing }) : null),
    node("div", { class: "lcc-document-action" }, state.button, state.note));
  showDocument(page, kind.id);
  return item;
}

/* A button that waits keeps the focus: it is marked as disabled and does nothing. */
function showDocument(page, id) {
  const state = page.documents.get(id);
  const part = page.view.documents;
  const kind = part.kinds.find((entry) => entry.id === id);
  state.button.setAttribute("aria-disabled", String(state.busy));
  state.note.textContent = state.busy ? kind.words.creating : (state.told?.(part, kind) ?? "");
  state.note.classList.toggle("lcc-failed", Boolean(state.wrong) && !state.busy);
}

function fetchDocument(page, id) {
  const state = page.documents.get(id);
  if (state.busy) return;
  Object.assign(state, { busy: true, begun: false });
  showDocument(page, id);
  awaitBeginning(page, id, Date.now() + DOCUMENT_PATIENCE);
  try {
    page.send({ type: "document", kind: id, language: page.view.language });
  } catch {
    documentDone(page, id, unreachable, true);
  }
}

const noAnswer = (_, kind) => kind.words.no_answer;
const unreachable = (_, kind) => kind.words.unreachable;

/* The kernel does one thing after the other: while it is at work on something else, its silence means nothing. */
function awaitBeginning(page, id, end) {
  const state = page.documents.get(id);
  const atWork = () => page.asked || [...page.documents.values()].some(({ busy, begun }) => busy && begun);
  state.timer = setTimeout(() => {
    if (atWork() && Date.now() < end) awaitBeginning(page, id, end);
    else documentDone(page, id, unreachable, true);
  }, BEGIN_PATIENCE);
}

/* Also when it had been given up. */
function documentBegun(page, id) {
  const state = page.documents.get(id);
  clearTimeout(state.timer);
  const timer = setTimeout(() => documentDone(page, id, noAnswer, true), DOCUMENT_PATIENCE);
  Object.assign(state, { busy: true, begun: true, timer });
  showDocument(page, id);
}

function documentDone(page, id, told, wrong = false) {
  const state = page.documents.get(id);
  clearTimeout(state.timer);
  Object.assign(state, { busy: false, begun: false, told, wrong });
  showDocument(page, id);
}

function receiveDocument(page, { kind: id, name, mime, message, begun }, buffers) {
  if (!page.documents.has(id)) return;
  if (begun) {
    documentBegun(page, id);
    return;
  }
  if (message) {
    documentDone(page, id, () => message[page.view.language], true);
    return;
  }
  saveBytes(name, mime, buffers[0]);
  if (id === "json") document.dispatchEvent(new CustomEvent("lcc:kept")); // the whole case
  documentDone(page, id, ({ words }) => `${words.saved} ${name}`);
}

function saveBytes(name, mime, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = node("a", { href: address, download: name });
  document.body.append(link); // Firefox follows only links that are on the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
