/* The page to type a workshop's code on. */

const CODE_LENGTH = 6;

class CodePage {
  constructor(place) {
    Object.assign(this, { place, scope: createScope(), problem: null, busy: false });
    this.input = this.codeField();
    this.build();
  }

  build() {
    const { scope } = this;
    const text = (tag, key, properties = {}) => element(scope, tag, { ...properties, text: () => phoneWord(key) });
    this.place.className = "phone";
    this.place.replaceChildren(
      element(scope, "header", { class: "phone-head" }, element(scope, "div", { class: "phone-head-row" },
        text("p", "brand", { class: "phone-brand" }), languageButtons(scope))),
      element(scope, "main", { class: "phone-stage" },
        element(scope, "form", { class: "phone-card", novalidate: "", onsubmit: (event) => this.find(event) },
          text("h1", "code_title"), text("p", "code_text"), text("label", "code_label", { class: "phone-label", htmlFor: "phone-code" }),
          this.input,
          element(scope, "p", { class: "phone-problem", id: "phone-code-problem", role: "alert", text: () => this.problem?.() ?? "", hidden: () => !this.problem }),
          button(scope, "phone-first", () => phoneWord("code_open"), () => {}, { type: "submit", "data-act": "open" }))));
    document.addEventListener("lcc:language", () => scope.refresh());
    this.input.focus();
  }

  codeField() {
    return element(this.scope, "input", {
      id: "phone-code", class: "phone-line phone-code", type: "text", maxlength: 12, autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
      "aria-describedby": "phone-code-problem", "aria-invalid": () => (this.problem ? "true" : null), oninput: () => this.say(null),
    });
  }

  say(problem) {
    this.problem = problem;
    this.scope.refresh();
    if (problem) this.input.focus();
  }

  async find(event) {
    event.preventDefault();
    const code = this.input.value.toUpperCase().replace(/[^A-Z0-9]/g, "");
    if (this.busy) return;
    if (code.length !== CODE_LENGTH) return void this.say(() => phoneWord("code_short"));
    this.busy = true;
    const response = await askServer(`${pageBase}workshops/find`, { method: "POST", body: { code } });
    const { address, message } = response ? await contentOf(response) : {};
    this.busy = false;
    if (response?.ok && address) location.assign(pageBase + address);
    else this.say(() => phoneSay(message) || phoneWord(response?.status === 404 ? "code_unknown" : "code_failed"));
  }
}

pageRoot.lang = firstLanguage();
document.title = phoneWord("brand");
new CodePage(document.getElementById("lcc-app"));
