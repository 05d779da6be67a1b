/* The parts around the questions: bar with overview and progress, heading of a section, foot with buttons and status. */

function formBar(form, scope) {
  const overview = element(scope, "nav", {
    class: "lcc-overview", id: `${form.uid}-overview`, hidden: () => !form.overviewOpen, "aria-label": () => phrase(form, "overview"),
  }, region(scope, {}, () => overviewShape(form), (inner) => [overviewList(form, inner)]));
  const toggle = button(scope, "lcc-plain lcc-toggle", () => phrase(form, "overview"), () => {
    form.overviewOpen = !form.overviewOpen;
    form.refresh();
  }, { "aria-expanded": () => String(form.overviewOpen), "aria-controls": `${form.uid}-overview` });
  const row = form.head ?? element(scope, "div", { class: "lcc-head-row" });
  row.append(toggle, element(scope, "p", { class: "lcc-step", text: () => stepText(form) }));
  if (!form.onPage) row.append(languageSwitch(form, scope));
  form.toggle = toggle;
  return element(scope, "div", { class: "lcc-head" }, form.head ? null : row, progressBar(form, scope), overview);
}

/* A notebook around the form takes single keys for its commands (arrows leave the cell, "d d" deletes it). */
function keyPressed(form, event) {
  if (event.key === "Escape") closeOverview(form);
  if (!form.onPage && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

function closeOverview(form) {
  if (!form.overviewOpen) return;
  form.overviewOpen = false;
  form.refresh();
  form.toggle.focus();
}

function stepText(form) {
  const { sections } = form.state.spec;
  const { total, minutes } = progressOf(form);
  const number = sections.findIndex(({ id }) => id === form.place.section) + 1;
  const time = minutes === 0 ? "minutes_none" : minutes === 1 ? "minutes_one" : "minutes_many";
  const left = total ? phrase(form, time, { minutes }) : null;
  const step = form.width === "narrow" && left ? null : phrase(form, "step", { number, total: sections.length });
  return [step, left].filter(Boolean).join(" · ");
}

function progressBar(form, scope) {
  const bar = element(scope, "progress", { "aria-label": () => phrase(form, "progress"), hidden: () => progressOf(form).total === 0 });
  scope.bind(() => {
    const { total, done } = progressOf(form);
    bar.max = Math.max(total, 1);
    bar.value = done;
    bar.setAttribute("aria-valuetext", phrase(form, "progress_of", { done, total }));
  });
  return bar;
}

function languageSwitch(form, scope) {
  const choice = (language, name) => button(scope, "lcc-plain", name, () => form.chooseLanguage(language),
    { lang: language, "aria-pressed": () => String(form.state.language === language) });
  return element(scope, "div", { class: "lcc-languages", role: "group", "aria-label": "Sprache / Language" },
    choice("de", "Deutsch"), choice("en", "English"));
}

/* --- overview -------------------------------------------------------------------------------------------------- */

function overviewShape(form) {
  return JSON.stringify(form.state.spec.sections.map(({ id, title, group }) => [id, title, group]));
}

function overviewList(form, scope) {
  const groups = [];
  for (const section of form.state.spec.sections) {
    const last = groups.at(-1);
    if (section.group && last?.group?.id === section.group.id) last.sections.push(section);
    else groups.push({ group: section.group ?? null, sections: [section] });
  }
  return element(scope, "ol", {}, ...groups.map(({ group, sections }) => element(scope, "li", {},
    group ? element(scope, "p", { class: "lcc-overview-group", text: () => groupText(form, group) }) : null,
    group ? element(scope, "ol", {}, ...sections.map((section) => element(scope, "li", {}, overviewEntry(form, scope, section))))
      : overviewEntry(form, scope, sections[0]))));
}

function groupText(form, group) {
  return [say(form, group.title), group.note].filter(Boolean).join(": ");
}

function overviewEntry(form, scope, section) {
  const now = () => form.state.spec.sections.find(({ id }) => id === section.id) ?? section;
  return element(scope, "button", {
    type: "button", class: "lcc-jump", "data-key": `jump:${section.id}`,
    "aria-current": () => (form.place.section === section.id ? "step" : null),
    onclick: () => { form.overviewOpen = false; form.show({ section: section.id, index: 0 }); },
  }, element(scope, "span", { text: () => say(form, section.title) }),
  element(scope, "span", { class: () => `lcc-done${isDone(form, now()) ? " lcc-complete" : ""}`, text: () => doneText(form, now()) }));
}

function isDone(form, section) {
  if (section.kind === "challenges") return challengesNow(form).length > 0;
  if (section.kind === "entries") return enteredIn(form, section) > 0;
  return section.kind === "questions" && openQuestions(form, section).length === 0;
}

function doneText(form, section) {
  if (section.kind === "challenges") return phrase(form, "written", { count: challengesNow(form).length, maximum: section.maximum });
  if (section.kind === "entries") return phrase(form, "entered", { count: enteredIn(form, section) });
  if (section.kind !== "questions") return "";
  const total = section.questions.filter(counts).length;
  return phrase(form, "answered", { done: total - openQuestions(form, section).length, total });
}

const enteredIn = (form, { questions }) => questions.filter((question) => answerOf(form, question).value !== null).length;

/* --- a section ------------------------------------------------------------------------------------------------- */

function sectionHead(form, scope, { section, index }) {
  const position = index === null || section.questions.length < 2 ? null
    : () => phrase(form, "question_of", { number: index + 1, total: section.questions.length });
  const heading = element(scope, "h2", { tabindex: "-1" }, element(scope, "span", { text: () => say(form, section.title) }),
    position && element(scope, "span", { class: "lcc-position", text: position }));
  const eyebrow = section.group ? element(scope, "p", { class: "lcc-eyebrow", text: () => say(form, section.group.title) }) : null;
  const introduced = section.intro && !index;
  const folded = introduced && isTight(form);
  return [
    ...(folded ? tightHead(form, scope, section, [eyebrow, heading].filter(Boolean)) : [eyebrow, heading]),
    section.aside ? asidePart(form, scope, section) : null,
    introduced && !folded ? element(scope, "p", { class: "lcc-intro", text: () => say(form, section.intro) }) : null,
    section.background && !index ? backgroundPart(form, scope, section.background) : null,
    section.lead ? element(scope, "p", { class: "lcc-lead", text: () => say(form, section.lead) }) : null,
  ];
}

/* Something to read beside the questions, folded away. */
function backgroundPart(form, scope, { title, entries }) {
  return element(scope, "details", { class: "lcc-background" },
    element(scope, "summary", { text: () => say(form, title) }),
    element(scope, "dl", {}, ...entries.flatMap(({ name, text }) => [
      element(scope, "dt", { text: () => say(form, name) }), element(scope, "dd", { text: () => say(form, text) })])));
}

function questionsPart(form, scope, { section, index }) {
  const questions = index === null ? section.questions : [section.questions[index]];
  const matrix = form.width === "wide" && questions.length > 1 && questions.every(({ scale }) => scale);
  const columns = form.width === "wide" && questions.length > 1 && questions.every(isCompact);
  return [element(scope, "div", { class: matrix ? "lcc-matrix" : columns ? "lcc-columns" : "lcc-list" },
    matrix ? scaleHead(form, scope, questions[0]) : null,
    ...questions.map((question) => questionField(form, scope, question)))];
}

const isCompact = ({ kind, scale, evidence, options }) => kind === "choice" && !scale && !evidence && options.length <= 5;

/* The labels of the scale once above all rows; each radio also carries its own label for those who do not see it. */
function scaleHead(form, scope, { options }) {
  const label = ({ apart, text }) => element(scope, "span", { class: apart ? "lcc-apart" : "", text: () => say(form, text) });
  return element(scope, "div", { class: "lcc-scale-head", "aria-hidden": "true" }, element(scope, "span"), ...options.map(label));
}

/* --- foot ------------------------------------------------------------------------------------------------------ */

function formFoot(form, scope) {
  return element(scope, "div", { class: "lcc-foot" },
    lostNote(form, scope),
    element(scope, "div", { class: "lcc-foot-row lcc-moves" },
      belowNote(form, scope),
      button(scope, "", () => phrase(form, "back"), () => form.step(-1), { disabled: () => form.position() === 0 }),
      element(scope, "p", { class: "lcc-open", text: () => openText(form) }),
      button(scope, "lcc-first", () => phrase(form, "next"), () => form.next(), { hidden: () => form.isLast() }),
      finishPart(form, scope)),
    element(scope, "div", { class: "lcc-foot-row lcc-quiet" },
      savedNote(form, scope),
      form.state.spec.undo === false ? null : undoButton(form, scope)),
    element(scope, "p", { class: "lcc-status-line", text: () => say(form, form.state.spec.status) }));
}

function undoButton(form, scope) {
  return button(scope, "lcc-plain", () => phrase(form, "undo"), () => form.undo(),
    { disabled: () => form.undoable === 0 || form.state.outbox.isLost() });
}

function savedNote(form, scope) {
  const className = () => `lcc-saved${form.isWaiting() ? " lcc-waiting" : ""}`;
  return element(scope, "p", { class: className, role: "status", text: () => savedText(form) });
}

function lostNote(form, scope) {
  const { outbox } = form.state;
  const why = () => (outbox.reason() ? `${say(form, outbox.reason())} ${phrase(form, "sent_again")}` : phrase(form, "lost"));
  const text = () => (outbox.isLost() ? why() : "");
  return element(scope, "p", { class: "lcc-lost", role: "status", text, hidden: () => !outbox.isLost() });
}

function openText(form) {
  const { section, index } = form.screen();
  const open = openQuestions(form, index === null ? section : { questions: [section.questions[index]] }).length;
  return open && index === null ? phrase(form, "open", { count: open }) : "";
}

function savedText(form) {
  if (form.state.outbox.isLost()) return "";
  if (form.notice) return phrase(form, form.notice);
  if (form.state.problems.size || form.state.unwritten.size) return ""; // something is not saved, its field says what
  if (form.isLast() && !form.isWaiting() && isAnythingSaved(form)) return phrase(form, "all_saved");
  return form.everSaved ? phrase(form, "saved") : "";
}

/* On this page or before it was opened. */
function isAnythingSaved(form) {
  return form.everSaved || challengesNow(form).length > 0
    || form.state.spec.sections.some((section) => section.questions && enteredIn(form, section) > 0);
}

/* spec.finish: nothing, a text (a page around the form decides what follows), or a text with the next part's address. */
function finishPart(form, scope) {
  const { finish } = form.state.spec;
  if (!finish) return null;
  return finish.href ? finishLink(form, scope) : finishButton(form, scope);
}

function finishButton(form, scope) {
  return button(scope, "lcc-first", () => say(form, form.state.spec.finish.text), () => finish(form), { hidden: () => !form.isLast() });
}

/* What is typed is said before the page is told; it may still be on its way. What cannot be said is shown instead. */
function finish(form) {
  writeAll(form);
  const [wrong] = form.state.problems.keys();
  const place = wrong && placeOfAnswer(form, wrong.split("#")[0]);
  if (place) form.show(place);
  else document.dispatchEvent(new CustomEvent("lcc:finished"));
}

/* Goes on to the next part – after everything is saved. Keeps the address's parameters (which case, which language). */
function finishLink(form, scope) {
  const { text, href } = form.state.spec.finish;
  const hidden = () => !form.isLast();
  if (!form.onPage) return finishElsewhere(form, scope, href.replace(".ipynb", ""), hidden);
  const address = () => {
    const target = new URL(href, document.baseURI);
    if (form.onPage) new URLSearchParams(location.search).forEach((value, name) => target.searchParams.set(name, value));
    return target.href;
  };
  return element(scope, "a", {
    class: "lcc-button lcc-first", href: address, text: () => say(form, text), hidden,
    onclick: (event) => { if (form.leaveLater(address())) event.preventDefault(); },
  });
}

/* In a notebook the next part is another file. */
function finishElsewhere(form, scope, chapter, hidden) {
  const link = form.transport.notebook?.(chapter);
  return element(scope, "p", { class: "lcc-elsewhere", hidden },
    element(scope, "span", { text: () => `${phrase(form, "finish_elsewhere")} ` }),
    element(scope, link ? "a" : "b", { ...link, text: fileOf(chapter) }));
}
