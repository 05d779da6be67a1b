/* Paper sheets: one after the other, one sign per question, without taking the hands off the number keys. */

const OWN_CODE = "sheet-own-code";

function paperPart(desk, scope) {
  const details = fold(scope, () => desk.say("sheets_title"), "lcc-card lcc-sheets");
  details.append(
    element(scope, "p", { text: () => desk.say("sheets_lead") }),
    element(scope, "p", { class: "lcc-hint", hidden: () => desk.current().phase === "predict" || !desk.current().phases.includes("predict"), text: () => desk.say("sheets_leaders") }),
    labelled(desk, scope, () => desk.say("sheet_role"), roleSelect(desk, scope)),
    region(scope, {}, () => JSON.stringify([desk.sheetRole, desk.sheetItems, desk.ui.sheets]), (inner) => [sheetRow(desk, inner)]),
    act(desk, scope, "sheet-undo", () => desk.say("sheet_undo"), () => desk.send({ type: "sheet_undo" }), { kind: "plain", hidden: () => !desk.ui.sheets, off: () => desk.isBusy("sheet_undo") }));
  details.addEventListener("toggle", () => { if (details.open && !desk.sheetItems) askItems(desk); });
  return details;
}

function roleSelect(desk, scope) {
  const names = () => desk.get("setup").roles.filter(({ id }) => desk.current().roles.includes(id));
  desk.sheetRole ??= names().at(-1)?.id;
  const select = element(scope, "select", { "data-key": "sheet-role", onchange: () => { desk.sheetRole = select.value; askItems(desk); } },
    ...names().map(({ id, text }) => element(scope, "option", { value: id, text: () => desk.t(text) })));
  select.value = desk.sheetRole;
  return select;
}

function askItems(desk) {
  desk.ask({ type: "sheet_items", workshop: desk.current().number, role: desk.sheetRole });
}

function receiveItems(desk, { role, items }) {
  if (role !== desk.sheetRole) return;
  desk.sheetItems = items;
  desk.refresh();
}

function sheetRow(desk, scope) {
  if (!desk.sheetItems) return null;
  const problem = element(scope, "p", { class: "lcc-problem-text", role: "alert" });
  const fields = desk.sheetItems.map((item) => signField(desk, scope, item));
  const save = () => saveSheet(desk, fields);
  fields.forEach((field, index) => watchSign(desk, field, fields, index, problem, save));
  return element(scope, "div", { role: "group", "aria-label": () => desk.say("sheet_number", { number: desk.ui.sheets + 1 }) },
    element(scope, "h4", { text: () => desk.say("sheet_number", { number: desk.ui.sheets + 1 }) }),
    labelled(desk, scope, () => desk.say("sheet_own_code"), draftField(desk, scope, OWN_CODE, "input", () => "", {
      type: "text", maxlength: 6, autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
    })),
    element(scope, "div", { class: "lcc-signs" }, ...fields.map(({ label }) => label)),
    problem,
    act(desk, scope, "sheet-save", () => desk.say("sheet_save"), save, { off: () => desk.isBusy("sheet") }));
}

function signField(desk, scope, item) {
  const key = `sheet-${item.code}`;
  const input = draftField(desk, scope, key, "input", () => "", {
    type: "text", maxlength: item.text ? 1000 : 1, autocomplete: "off", autocapitalize: "none", spellcheck: item.text ? null : "false",
  });
  const label = element(scope, "label", { class: item.text ? "lcc-wide" : "" }, element(scope, "span", { text: item.code }), input);
  return { item, input, label, key };
}

function watchSign(desk, { item, input }, fields, index, problem, save) {
  const go = (step) => fields[index + step]?.input.focus();
  const fits = () => item.text || !input.value || item.signs.includes(input.value.toLowerCase());
  input.addEventListener("input", () => {
    input.setAttribute("aria-invalid", String(!fits()));
    problem.textContent = fits() ? "" : desk.say("sheet_sign", { sign: input.value, code: item.code });
    if (!fits()) input.select();
    else if (input.value && !item.text) go(1);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (index === fields.length - 1) save();
      else go(1);
    } else if (event.key === "Backspace" && !input.value) go(-1);
  });
}

function saveSheet(desk, fields) {
  if (desk.isBusy("sheet")) return;
  const wrong = fields.find(({ input }) => input.getAttribute("aria-invalid") === "true");
  if (wrong) return wrong.input.focus();
  const typed = Object.fromEntries(fields.filter(({ input }) => input.value).map(({ item, input }) => [item.code, input.value]));
  desk.send({ type: "sheet", role: desk.sheetRole, typed, own_code: desk.drafts.get(OWN_CODE) ?? "" });
}

function sheetSaved(desk) {
  [OWN_CODE, ...(desk.sheetItems ?? []).map(({ code }) => `sheet-${code}`)].forEach((key) => desk.drafts.delete(key));
  document.activeElement?.blur?.(); // a row that is typed in is not built anew
  desk.ui.sheets += 1;
  desk.note(() => desk.say("sheet_saved", { number: desk.ui.sheets }));
  desk.root.querySelector(".lcc-signs input")?.focus();
}

function sheetTakenBack(desk) {
  desk.ui.sheets -= 1;
  desk.note(() => desk.say("sheet_taken_back"));
}
