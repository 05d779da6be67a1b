/* Joining: a role, for leaders whether they may be shown, a code of one's own if one likes. What was said once is said again
   until it is answered, with the same name, so that nobody joins twice. */

const JOIN_AGAIN = 2_000; // milliseconds
const LEADERS = ["md", "leader"];
const OWN_CODE = "own_code";

function joinScreen(phone, scope) {
  const said = phone.joining ?? {};
  const draft = phone.draft ??= { role: said.role ?? null, named: Boolean(said.named), own_code: said.own_code ?? "" };
  const consent = element(scope, "div", { class: "phone-consent", hidden: () => !mayBeNamed(phone, draft) }, consentField(phone, scope, draft));
  return element(scope, "form", { class: "phone-join", novalidate: "", onsubmit: (event) => { event.preventDefault(); submit(phone, draft); } },
    element(scope, "h1", { tabindex: "-1", text: () => phoneWord("join_title") }),
    noteText(scope, () => (phone.note ? phoneSay(phone.note) : "")),
    element(scope, "p", { text: () => phoneWord("join_intro") }),
    roleField(phone, scope, draft),
    consent,
    ownCodeField(phone, scope, draft),
    dataNote(phone, scope),
    problemNote(scope, () => phone.joinProblem && phone.joinProblem.field !== OWN_CODE && phoneSay(phone.joinProblem.text)),
    button(scope, "phone-first", () => phoneWord(phone.joining ? "joining" : "join"), () => {}, { type: "submit", "data-act": "join", "aria-disabled": () => (phone.joining ? "true" : null) }),
    element(scope, "p", { class: "phone-quiet", role: "status", text: () => waitText(phone) }));
}

/* Why it takes so long: nobody answers, or the server says when to ask again. */
function waitText(phone) {
  const { failed } = phone.joining ?? {};
  return failed ? phoneSay(failed.message) || phoneWord("join_waits") : "";
}

const mayBeNamed = (phone, { role }) => phone.room.named_leaders && LEADERS.includes(role);

function roleField(phone, scope, draft) {
  const choice = ({ id, text }) => element(scope, "label", { class: "phone-option" },
    element(scope, "input", {
      type: "radio", name: "role", value: id, "data-key": `role=${id}`, checked: () => draft.role === id,
      onchange: () => { draft.role = id; phone.joinProblem = null; phone.refresh(); },
    }), element(scope, "span", { text: () => phoneSay(text) }));
  return element(scope, "fieldset", { class: "phone-field" },
    element(scope, "legend", { text: () => phoneWord("role_legend") }),
    ...phone.room.roles.map(choice));
}

function consentField(phone, scope, draft) {
  return element(scope, "div", { class: "phone-field" },
    element(scope, "label", { class: "phone-option" },
      element(scope, "input", {
        type: "checkbox", name: "named", "data-key": "named", "aria-describedby": "phone-consent", checked: () => draft.named,
        onchange: ({ target }) => { draft.named = target.checked; },
      }), element(scope, "span", { text: () => phoneWord("consent_label") })),
    element(scope, "p", { id: "phone-consent", class: "phone-hint", text: () => phoneWord("consent_text") }));
}

function ownCodeField(phone, scope, draft) {
  const problem = () => (phone.joinProblem?.field === OWN_CODE ? phoneSay(phone.joinProblem.text) : "");
  const fold = element(scope, "details", { class: "phone-field", open: Boolean(draft.own_code) },
    element(scope, "summary", { text: () => phoneWord("own_code_label") }),
    element(scope, "label", { class: "phone-unseen", htmlFor: "phone-own-code", text: () => phoneWord("own_code_label") }),
    element(scope, "p", { id: "phone-own-hint", class: "phone-hint", text: () => phoneWord("own_code_hint") }),
    element(scope, "input", {
      id: "phone-own-code", class: "phone-line", type: "text", maxlength: 8, autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
      "data-key": OWN_CODE, "aria-describedby": "phone-own-hint phone-own-problem", "aria-invalid": () => (problem() ? "true" : null), value: draft.own_code,
      oninput: ({ target }) => { draft.own_code = target.value; },
    }),
    problemNote(scope, problem, "phone-own-problem"));
  scope.bind(() => { if (problem()) fold.open = true; });
  return fold;
}

function dataNote(phone, scope) {
  const line = (key) => element(scope, "li", { text: () => phoneWord(key, { minimum: phone.room.min_group }) });
  return element(scope, "div", { class: "phone-data" },
    element(scope, "h2", { text: () => phoneWord("data_title") }),
    element(scope, "ul", {}, ...["data_1", "data_2", phone.room.named_leaders ? "data_3_named" : "data_3", "data_4"].map(line)),
    privacyLink(phone, scope));
}

function privacyLink(phone, scope) {
  return element(scope, "p", {}, element(scope, "a", { href: () => `${phone.address}/privacy?lang=${pageRoot.lang}`, target: "_blank", text: () => phoneWord("privacy") }));
}

/* --- saying it --------------------------------------------------------------------------------------------------------- */

function submit(phone, draft) {
  if (phone.joining || phone.me) return;
  if (!draft.role) {
    phone.joinProblem = { text: wordInBoth("role_missing") };
    phone.refresh();
    document.querySelector("input[name=role]")?.focus();
    return;
  }
  const named = draft.named && mayBeNamed(phone, draft);
  phone.joinProblem = null;
  phone.note = null;
  join(phone, { role: draft.role, named, own_code: draft.own_code.trim(), message: newSeq() });
}

const wordInBoth = (key) => Object.fromEntries(PAGE_LANGUAGES.map((code) => [code, PHONE_WORDS[code][key]]));

/* Also goes on with what a page said that was closed before it was answered. */
async function join(phone, said) {
  phone.joining = said;
  phone.joinDrawer.write(said);
  phone.refresh();
  const { failed, ...body } = said;
  const response = await askServer(`${phone.address}/join`, { method: "POST", body });
  if (phone.joining !== said) return;
  if (isAway(response)) {
    said.failed = response ? await contentOf(response) : {};
    phone.refresh();
    setTimeout(() => phone.joining === said && join(phone, said), JOIN_AGAIN);
    return;
  }
  phone.joinDrawer.write(null);
  phone.joining = null;
  const answer = await contentOf(response);
  if (response.ok && answer.secret) phone.joined({ ...answer, role: said.role, named: said.named });
  else joinRefused(phone, answer);
}

function joinRefused(phone, { code = "", message }) {
  phone.joinProblem = { field: code.startsWith(OWN_CODE) ? OWN_CODE : null, text: message ?? wordInBoth("unknown_text") };
  phone.refresh();
  phone.live.look();
  if (phone.joinProblem.field) document.getElementById("phone-own-code")?.focus();
}
