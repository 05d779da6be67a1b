// The panel of a case. On the start page: begin, resume, open a file, see the example. On a chapter: code, file, delete.
const MAX_FILE_BYTES = 5_000_000;
const PATIENCE = 15_000; // milliseconds without an answer until we say so; a locked database takes up to five seconds
const DELETED = "lcc-deleted"; // tells the start page what happened before it

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const onPage = () => Boolean(document.documentElement.dataset.lccPage);
const isForgetful = () => "lccFragile" in document.documentElement.dataset; // this server forgets what it stores
const tell = (event) => document.dispatchEvent(new CustomEvent(event));

function leaveFor(address) {
  tell("lcc:leaving");
  location.assign(address);
}

function chapterAddress(chapter, token) {
  const query = new URLSearchParams({ case: token, lang: document.documentElement.lang });
  return `${chapter}.ipynb?${query}`;
}

function saveFile(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export default {
  render({ model, el }) {
    el.classList.add("lcc-case");
    let busy = false;
    let message = null; // {text: () => string, kind}: what the last action led to, in the language now on screen
    let waiting = null;
    let confirming = false;
    const typed = { organisation: "", role: "md", code: "" }; // survives a change of language
    const language = () => model.get("language");
    const say = (key, values = {}) =>
      Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), model.get("phrases")[language()][key]);

    function send(content, buffers) {
      if (busy) return;
      busy = true;
      message = null;
      draw();
      bePatient(content);
      try { model.send(content, undefined, buffers); } catch { noAnswer(content); }
    }

    // On our own page a click may come before the kernel; it is carried out once the kernel is there.
    const bePatient = (content) => { waiting = setTimeout(() => (model.preparing ? bePatient : noAnswer)(content), PATIENCE); };

    function noAnswer(content) {
      model.unsay?.(content);
      show(() => say("no_answer"), "problem");
    }

    function show(text, kind = "note") {
      clearTimeout(waiting);
      busy = false;
      message = { text, kind };
      draw();
    }

    function field(label, input, hint) {
      return element("label", { class: "lcc-field" }, element("span", {}, label), input, hint ? element("small", {}, hint) : null);
    }

    function button(key, action, kind = "second") {
      return element("button", { type: "button", class: `lcc-button lcc-${kind}`, onclick: action, "data-action": key }, say(key));
    }

    function submitButton(key, kind = "second") {
      return element("button", { type: "submit", class: `lcc-button lcc-${kind}` }, say(key));
    }

    function card(title, text, ...children) {
      return element("section", { class: "lcc-card" }, element("h2", {}, say(title)), element("p", {}, say(text)), ...children);
    }

    function form(content, ...children) {
      const submit = (event) => {
        event.preventDefault();
        if (!busy) send(content());
      };
      return element("form", { onsubmit: submit }, ...children);
    }

    function input(name, attributes) {
      const node = element("input", { name, ...attributes, oninput: () => (typed[name] = node.value) });
      node.value = typed[name];
      return node;
    }

    function roleSelect() {
      const options = ["md", "leader"].map((role) => element("option", { value: role, selected: typed.role === role }, say(`role_${role}`)));
      const node = element("select", { name: "role", onchange: () => (typed.role = node.value) }, ...options);
      return node;
    }

    function beginCard() {
      return card("begin_title", "begin_text",
        form(() => ({ type: "create", organisation: typed.organisation, role: typed.role }),
          field(say("organisation"), input("organisation", { type: "text", autocomplete: "organization", maxlength: 200 })),
          field(say("role"), roleSelect()),
          submitButton("begin_button", "first")));
    }

    function resumeCard() {
      return card("resume_title", "resume_text",
        form(() => ({ type: "resume", code: typed.code }),
          field(say("code"), input("code", { type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", required: true, maxlength: 40 }), say("code_example")),
          submitButton("resume_button")));
    }

    // What the browser has kept for the deleted case goes too.
    function forget() {
      const token = new URLSearchParams(location.search).get("case");
      const kept = Object.keys(localStorage).filter((key) => token && key.startsWith(`lcc-${token}`));
      kept.forEach((key) => localStorage.removeItem(key));
    }

    async function readFile(event) {
      const file = event.target.files[0];
      if (!file) return;
      if (file.size > MAX_FILE_BYTES) return show(() => say("file_too_large"), "problem");
      send({ type: "open" }, [await file.arrayBuffer()]);
    }

    function fileCard() {
      // The browser's own file button speaks the browser's language, so the label carries the words.
      const picker = element("input", { type: "file", class: "lcc-unseen", accept: ".json,application/json", onchange: readFile });
      return card("file_title", "file_text", element("label", { class: "lcc-button lcc-second" }, picker, say("file_button")));
    }

    function exampleCard() {
      return card("example_title", "example_text", button("example_button", () => send({ type: "example" })));
    }

    // Where the server forgets, the file is the way back, so it comes before the code.
    const waysIn = () => (isForgetful() ? [beginCard(), fileCard(), exampleCard(), resumeCard()] : [beginCard(), exampleCard(), resumeCard(), fileCard()]);

    function forgetfulNote(key) {
      return isForgetful() ? element("p", { class: "lcc-banner" }, say(key)) : null;
    }

    function startPage() {
      return [forgetfulNote("forgets_start"), element("div", { class: "lcc-cards" }, ...waysIn())].filter(Boolean);
    }

    function openPage() {
      const link = (key, chapter, kind) =>
        element("a", { class: `lcc-button lcc-${kind}`, href: `${chapter}.ipynb${location.search}` }, say(key));
      const links = onPage() ? element("p", { class: "lcc-row" }, link("continue_button", "01_cynefin", "first"), link("result_button", "04_result", "second")) : null;
      return [element("section", { class: "lcc-card" }, element("h2", {}, say("open_title")), element("p", {}, say("open_text")), links), bar(),
        element("div", { class: "lcc-cards" }, ...waysIn())];
    }

    async function copyAddress() {
      await navigator.clipboard.writeText(location.href);
      show(() => say("copied"));
    }

    function deletion() {
      if (!confirming) {
        return button("delete_button", () => {
          confirming = true;
          draw();
          el.querySelector(".lcc-confirm p").focus();
        });
      }
      const keep = () => {
        confirming = false;
        draw();
        el.querySelector('[data-action="delete_button"]').focus();
      };
      return element("div", { class: "lcc-confirm", role: "group" },
        element("p", { tabindex: "-1" }, say("delete_question")),
        element("p", { class: "lcc-row" }, button("delete_confirm", () => send({ type: "delete" }), "danger"), button("delete_cancel", keep)));
    }

    const download = (kind) => button("download_button", () => send({ type: "download" }), kind);

    // In JupyterLab a link; elsewhere the name of the file.
    function notebook(chapter) {
      const link = notebookLink(model, chapter);
      return element(link ? "a" : "b", link ?? {}, fileOf(chapter));
    }

    function bar() {
      const code = element("strong", { class: "lcc-code" }, model.get("case").code);
      return element("section", { class: "lcc-bar" },
        element("h2", {}, `${say("case_title")} `, code),
        onPage() ? element("p", {}, say("case_text")) : element("p", {}, `${say("case_text_notebook")} `, notebook("00_start")),
        forgetfulNote("forgets"),
        element("div", { class: "lcc-row" },
          isForgetful() ? download("first") : null,
          onPage() && navigator.clipboard ? button("copy_button", copyAddress) : null,
          isForgetful() ? null : download("second"),
          deletion()));
    }

    function banner() {
      const own = onPage() ? element("a", { href: `00_start.ipynb?lang=${language()}` }, say("example_own")) : null;
      return element("p", { class: "lcc-banner" }, `${say("example_banner")} `, own);
    }

    function notice() {
      return element("div", { class: "lcc-card" }, onPage() ? element("p", {}, element("a", { class: "lcc-button lcc-first", href: `00_start.ipynb?lang=${language()}` }, say("to_start"))) : null);
    }

    function status() {
      const problem = model.get("problem")[language()];
      const text = busy ? say("busy") : (message?.text() ?? problem);
      const isProblem = !busy && (message ? message.kind === "problem" : Boolean(problem));
      return element("div", { class: isProblem ? "lcc-status lcc-problem" : "lcc-status", role: isProblem ? "alert" : "status" }, text ?? "");
    }

    function ownSwitch() {
      const buttons = [["de", "Deutsch"], ["en", "English"]].map(([code, name]) =>
        element("button", { type: "button", class: "lcc-plain", lang: code, "aria-pressed": String(code === language()), onclick: () => setLanguage(code) }, name));
      return element("p", { class: "lcc-row" }, ...buttons);
    }

    function draw() {
      const parts = { start: startPage, open: openPage, bar: () => [bar()], banner: () => [banner()], none: () => [notice()] }[model.get("mode")]();
      el.lang = language();
      el.replaceChildren(...(onPage() || ["bar", "banner"].includes(model.get("mode")) ? [] : [ownSwitch()]), status(), ...parts);
    }

    function setLanguage(code) {
      if (code === language()) return;
      model.set("language", code);
      model.save_changes();
      draw();
    }

    const received = {
      opened({ token, chapter, code }) {
        if (onPage()) return leaveFor(chapterAddress(chapter, token));
        show(() => say("next_notebook", { code, notebook: `${chapter}.ipynb`, call: `chapter("${chapter.slice(3)}", "${code}")` }));
      },
      problem: ({ message: sentence }) => show(() => sentence[language()], "problem"),
      file({ name, content }) {
        saveFile(name, content);
        tell("lcc:kept");
        show(() => say("downloaded", { name }));
      },
      deleted() {
        confirming = false;
        forget();
        tell("lcc:kept"); // there is nothing left to keep
        if (!onPage()) return show(() => say("deleted"));
        sessionStorage.setItem(DELETED, "true");
        leaveFor(`00_start.ipynb?lang=${language()}`);
      },
    };

    const onMessage = (content) => received[content.type]?.(content);
    const onLanguage = (event) => setLanguage(event.detail);
    model.on("msg:custom", onMessage);
    model.on("change:mode change:case change:problem change:language", draw);
    document.addEventListener("lcc:language", onLanguage);
    if (onPage()) setLanguage(document.documentElement.lang);
    if (model.get("mode") === "start" && sessionStorage.getItem(DELETED)) {
      sessionStorage.removeItem(DELETED);
      message = { text: () => say("deleted"), kind: "note" };
    }
    draw();
    return () => document.removeEventListener("lcc:language", onLanguage);
  },
};
