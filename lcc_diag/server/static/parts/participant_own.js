/* What is one's own: the answers as a file, the dot on the wall, leaving. The menu in the head holds all of it.

   While questions are on screen the head is one line: the form's overview, the time, the menu; the languages wait in it. */

function headPart(phone, scope) {
  const toggle = button(scope, "phone-plain phone-menu-button", () => phoneWord("menu"), () => phone.openMenu(!phone.menu),
    { "aria-expanded": () => String(phone.menu), "aria-controls": "phone-menu", hidden: () => !phone.me || Boolean(phone.room?.deleted) });
  phone.formHead = element(scope, "div", { class: "phone-form-head", hidden: () => !phone.isAsking() });
  return element(scope, "header", { class: "phone-head" },
    element(scope, "div", { class: "phone-head-row" },
      element(scope, "p", { class: "phone-brand", text: () => phoneWord("brand"), hidden: () => phone.isAsking() }),
      element(scope, "div", { hidden: () => phone.isAsking() }, languageButtons(scope)),
      phone.formHead, element(scope, "p", { class: "phone-head-time", hidden: () => !phone.isAsking() }, timePart(phone, scope)), toggle),
    region(scope, { id: "phone-menu", class: "phone-menu", hidden: () => !phone.menu }, () => String(phone.menu && phone.me?.participant),
      (inner) => (phone.menu && phone.me ? menuParts(phone, inner) : [])));
}

/* How long the room still has. It stands in two places, one of which is seen. */
function timePart(phone, scope) {
  const time = element(scope, "span", { class: "phone-time", role: "timer" });
  phone.times.push(time);
  return time;
}

function menuParts(phone, scope) {
  const role = phone.room.roles.find(({ id }) => id === phone.me.role);
  return [
    element(scope, "h2", { tabindex: "-1", text: () => phoneWord("menu_title") }),
    element(scope, "p", { text: () => phoneWord("you_are", { role: phoneSay(role?.text) }) }),
    element(scope, "div", { class: "phone-menu-languages", hidden: () => !phone.isAsking() }, languageButtons(scope)),
    dotField(phone, scope),
    downloadButton(phone, scope, ""),
    privacyLink(phone, scope),
    leavePart(phone, scope),
    button(scope, "phone-plain", () => phoneWord("close"), () => phone.openMenu(false)),
  ];
}

/* --- the dot ------------------------------------------------------------------------------------------------------------ */

function dotField(phone, scope) {
  if (!mayBeNamed(phone, phone.me)) return null;
  let problem = false;
  const change = async ({ target }) => {
    const named = target.checked;
    const response = await phone.ask("named", { method: "POST", body: { named } });
    problem = !response?.ok;
    if (!problem) phone.know({ ...phone.me, named });
    phone.refresh();
  };
  return element(scope, "div", { class: "phone-field" },
    element(scope, "label", { class: "phone-option" },
      element(scope, "input", { type: "checkbox", "data-key": "dot", checked: () => Boolean(phone.me?.named), onchange: change }),
      element(scope, "span", { text: () => phoneWord("dot_shown") })),
    problemNote(scope, () => problem && phoneWord("dot_failed")));
}

/* --- the file ----------------------------------------------------------------------------------------------------------- */

function downloadButton(phone, scope, name) {
  let failed = false;
  const fetchFile = async () => {
    const response = await phone.ask(`own.html?lang=${pageRoot.lang}`);
    failed = !response?.ok;
    if (!failed) save(await response.blob());
    phone.refresh();
  };
  return element(scope, "div", {},
    button(scope, name, () => phoneWord("own_download"), fetchFile, { "data-act": "own" }),
    problemNote(scope, () => failed && phoneWord("own_failed")));
}

function save(blob) {
  const href = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href, download: phoneWord("own_file") });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/* --- leaving ------------------------------------------------------------------------------------------------------------ */

function leavePart(phone, scope) {
  const part = { sure: false, failed: false };
  const ask = (sure) => {
    part.sure = sure;
    part.failed = false;
    phone.refresh();
    place.querySelector(sure ? "[data-act=leave-yes]" : "[data-act=leave]")?.focus();
  };
  const leave = async () => {
    const response = await phone.ask("leave", { method: "POST", body: {} });
    if (response && (response.ok || isStranger(response))) return phone.hasLeft();
    part.failed = true;
    return phone.refresh();
  };
  const place = element(scope, "div", { class: "phone-leave" },
    button(scope, "phone-danger", () => phoneWord("leave"), () => ask(true), { hidden: () => part.sure, "data-act": "leave" }),
    element(scope, "div", { class: "phone-sure", hidden: () => !part.sure },
      element(scope, "p", { text: () => phoneWord("leave_sure") }),
      problemNote(scope, () => part.failed && phoneWord("leave_failed")),
      button(scope, "phone-danger", () => phoneWord("leave_yes"), leave, { "data-act": "leave-yes" }),
      button(scope, "phone-plain", () => phoneWord("cancel"), () => ask(false))));
  return place;
}
