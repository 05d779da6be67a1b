/* The screens of a phone. Each is built once and follows the language and the room by its scope. */

function noteText(scope, text, name = "phone-note") {
  return element(scope, "p", { class: name, role: "status", text, hidden: () => !text() });
}

function problemNote(scope, text, id = null) {
  return element(scope, "p", { class: "phone-problem", id: id ?? "", role: "alert", text: () => text() || "", hidden: () => !text() });
}

function plainScreen(scope, title, text, ...more) {
  return element(scope, "div", { class: "phone-card" },
    element(scope, "h1", { tabindex: "-1", text: () => phoneWord(title) }),
    text && element(scope, "p", { text: typeof text === "function" ? text : () => phoneWord(text) }),
    ...more);
}

function unknownScreen(phone, scope) {
  return plainScreen(scope, "unknown_title", "unknown_text",
    element(scope, "a", { class: "lcc-button phone-first", href: `${phone.base}join`, text: () => phoneWord("type_code") }));
}

const lockedScreen = (phone, scope) => plainScreen(scope, "locked_title", "locked_text");
const loadingScreen = (phone, scope) => plainScreen(scope, "loading", null);
const strangerScreen = (phone, scope) => plainScreen(scope, "close_title", "close_stranger");

function leftScreen(phone, scope) {
  const again = button(scope, "", () => phoneWord("join_again"), () => { phone.left = false; phone.refresh(); }, { hidden: () => phone.room.closed || phone.room.locked });
  return plainScreen(scope, "left_title", "left_text", again);
}

function waitScreen(phone, scope) {
  const count = () => phone.room.counts.joined;
  return plainScreen(scope, "wait_title", "wait_text",
    element(scope, "p", { class: "phone-quiet", text: () => phoneCounted("here", count()), hidden: () => count() < 1 || phone.room.phase !== "join" }),
    noteText(scope, () => (storageWorks() ? "" : phoneWord("no_memory"))));
}

const sealedScreen = (phone, scope) => plainScreen(scope, "wait_sealed_title", "wait_sealed_text", restNote(phone, scope));

/* Nothing is asked of this role just now; what was answered before may still be changed. */
function idleScreen(phone, scope) {
  return plainScreen(scope, "wait_predict_title", "wait_predict_text", ...earlierButtons(phone, scope));
}

function doneScreen(phone, scope) {
  const open = () => openCount(phone);
  return plainScreen(scope, "done_title", () => (open() ? phoneCounted("done_open", open()) : phoneWord("done_text")),
    restNote(phone, scope),
    element(scope, "p", { text: () => phoneWord("done_text"), hidden: () => !open() }),
    button(scope, "phone-first", () => phoneWord("to_open"), () => phone.look(phone.own.form.id, true), { hidden: () => !open() }),
    lookButton(phone, scope, phone.own.form),
    ...earlierButtons(phone, scope));
}

function formScreen(phone, scope) {
  const spec = phone.formSpec();
  const isEarlier = spec.id !== phone.own.form.id;
  const leave = () => { phone.looking = null; phone.refresh(); };
  return element(scope, "div", { class: "phone-form" },
    element(scope, "h1", { class: "phone-unseen", text: () => phoneSay(spec.name) }),
    isEarlier ? button(scope, "phone-plain", () => phoneWord("back_to_waiting"), leave) : null,
    element(scope, "div", { class: "phone-form-place" }));
}

function restNote(phone, scope) {
  return noteText(scope, () => (phone.isUnsent() ? phoneWord("done_waiting") : ""));
}

function lookButton(phone, scope, form) {
  return button(scope, "", () => phoneWord("look_again", { name: phoneSay(form.name) }), () => phone.look(form.id), { "data-form": form.id });
}

const earlierButtons = (phone, scope) => (phone.own?.form?.earlier ?? []).map((form) => lookButton(phone, scope, form));

/* How many questions of the phase are open, by what the server knows and what still waits here. */
function openCount(phone) {
  const { form, answers } = phone.own;
  const unsent = openDrawer(`${roundKey(phone, phone.own.round)}:outbox`).read([]).map(({ message }) => message);
  const known = (question) => {
    const key = keyOf(question);
    const said = unsent.filter((message) => keyOf(message) === key).at(-1);
    return (said ? said.value : answers[key]?.value ?? null) !== null;
  };
  return form.sections.flatMap(({ questions }) => questions).filter((question) => !known(question)).length;
}

/* --- after the reveal -------------------------------------------------------------------------------------------------- */

function lateNotes(phone, scope) {
  return [
    noteText(scope, () => (phone.late ? phoneCounted("late", phone.late) : "")),
    noteText(scope, () => (phone.cameLate ? phoneWord("late_join") : "")),
  ];
}

function resultScreen(phone, scope) {
  const talking = () => phone.room.phase === "talk";
  const place = element(scope, "div", {});
  phone.openRoom(place);
  return element(scope, "div", {},
    element(scope, "h1", { tabindex: "-1", text: () => phoneWord(talking() ? "talk_title" : "result_title") }),
    element(scope, "p", { text: () => phoneWord("talk_text"), hidden: () => !talking() }),
    ...lateNotes(phone, scope), place);
}

function decideScreen(phone, scope) {
  return element(scope, "div", {},
    element(scope, "h1", { tabindex: "-1", text: () => phoneWord("decide_title") }),
    agreedPart(phone, scope), resultFold(phone, scope));
}

/* The steps as they are entered. */
function agreedPart(phone, scope) {
  const view = () => ({ room: phone.room, language: pageRoot.lang });
  const shape = () => JSON.stringify([phone.room.steps, phone.room.next_meeting_text, pageRoot.lang]);
  return region(scope, { class: "room phone-agreed", role: "status" }, shape, () => [
    roomStepList(view()),
    phone.room.next_meeting_text && roomNode("p", { class: "room-meeting", text: roomWord(view(), "screen_meeting", { day: phoneSay(phone.room.next_meeting_text) }) }),
    !phone.room.steps.length && !phone.room.closed && roomNode("p", { text: phoneWord("decide_none") })]);
}

function resultFold(phone, scope) {
  if (!phone.room.results) return null;
  const place = element(scope, "div", {});
  phone.openRoom(place);
  return element(scope, "details", { class: "phone-field" }, element(scope, "summary", { text: () => phoneWord("see_result") }), place);
}

function closeScreen(phone, scope) {
  const text = () => phoneWord(phone.room.deleted ? "close_deleted" : "close_text");
  const own = (...parts) => element(scope, "div", { hidden: () => phone.room.deleted }, ...parts);
  return element(scope, "div", {},
    element(scope, "h1", { tabindex: "-1", text: () => phoneWord("close_title") }),
    element(scope, "p", { text }),
    ...lateNotes(phone, scope),
    own(downloadButton(phone, scope, "phone-first")),
    agreedPart(phone, scope), resultFold(phone, scope),
    own(leavePart(phone, scope)));
}
