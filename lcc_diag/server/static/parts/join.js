/* The page to type a workshop's code on. */

const CODE_LENGTH = 6;

function codePage(place) {
  const scope = createScope();
  const page = { problem: null, busy: false };
  const show = () => scope.refresh();
  const input = element(scope, "input", {
    id: "phone-code", class: "phone-line phone-code", type: "text", maxlength: 12, autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
    "aria-describedby": "phone-code-problem", "aria-invalid": () => (page.problem ? "true" : null), oninput: () => { page.problem = null; show(); },
  });
  const find = async (event) => {
    event.preventDefault();
    const code = input.value.toUpperCase().replace(/[^A-Z0-9]/g, "");
    if (page.busy) return;
    if (code.length !== CODE_LENGTH) return refuse("code_short");
    page.busy = true;
    show();
    const response = await askServer(`${pageBase}workshops/find`, { method: "POST", body: { code } });
    const answer = response ? await contentOf(response) : {};
    page.busy = false;
    if (response?.ok && answer.address) return location.assign(pageBase + answer.address);
    return refuse(response?.status === 404 ? "code_unknown" : "code_failed", answer.message);
  };
  const refuse = (key, message) => {
    page.problem = () => (message ? phoneSay(message) : phoneWord(key));
    show();
    input.focus();
  };
  place.className = "phone";
  place.replaceChildren(
    element(scope, "header", { class: "phone-head" }, element(scope, "div", { class: "phone-head-row" },
      element(scope, "p", { class: "phone-brand", text: () => phoneWord("brand") }), languageButtons(scope))),
    element(scope, "main", { class: "phone-stage" }, element(scope, "form", { class: "phone-card", novalidate: "", onsubmit: find },
      element(scope, "h1", { text: () => phoneWord("code_title") }),
      element(scope, "p", { text: () => phoneWord("code_text") }),
      element(scope, "label", { class: "phone-label", htmlFor: "phone-code", text: () => phoneWord("code_label") }),
      input,
      element(scope, "p", { class: "phone-problem", id: "phone-code-problem", role: "alert", text: () => page.problem?.() ?? "", hidden: () => !page.problem }),
      button(scope, "phone-first", () => phoneWord("code_open"), () => {}, { type: "submit", "data-act": "open" }))));
  document.addEventListener("lcc:language", show);
  input.focus();
}

pageRoot.lang = firstLanguage();
document.title = phoneWord("brand");
codePage(document.getElementById("lcc-app"));
