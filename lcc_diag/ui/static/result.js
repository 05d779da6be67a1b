/* The result page: verdict first, three reasons that open to the answers, Monday's step, then the rest in the order
   the view gives. All wording comes with the view; what people wrote is only ever set as text. */

function createPage({ el, view, language, plotlyUrl, chooseLanguage, send, notebook }) {
  const root = document.documentElement;
  const page = {
    el, view, plotlyUrl, language, chooseLanguage, send, notebook,
    onPage: "lccPage" in root.dataset,
    labels: view.labels,
    waiting: [],
    observers: [],
    open: new Map(),
    documents: new Map(),
    asked: false,
    live: node("p", { class: "lcc-live", role: "status" }),
    idle: (task) => (window.requestIdleCallback ? requestIdleCallback(task, { timeout: 1500 }) : setTimeout(task, 60)),
  };
  page.later = (task) => page.waiting.push(task);
  page.link = (place, label) => chapterLink(page, place, label);
  page.details = (key, summary, open, ...content) => rememberedDetails(page, key, summary, open, content);
  page.fit = (host, limit, draw) => fitToWidth(page, host, limit, draw);
  return page;
}

/* --- parts every section uses -------------------------------------------------------------------------------------- */

/* Chapters are files beside this one; where a notebook cannot be opened from here its file is named. */
function chapterLink(page, place, label) {
  if (!place) return null;
  const there = linkTo(page, place);
  const target = there ? node("a", { ...there, text: place.text }) : node("span", { text: `${place.text} (${fileOf(place.chapter)})` });
  return node("p", { class: "lcc-link" }, `${label} `, target);
}

/* What makes a link of an element; null where there is nothing to link to. */
function linkTo(page, place) {
  if (!page.onPage) return page.notebook(place.chapter);
  const hash = place.section ? `#${encodeURIComponent(place.section)}` : "";
  return { href: `${fileOf(place.chapter)}${location.search}${hash}` };
}

function rememberedDetails(page, key, summary, open, content) {
  summary.dataset.key = key;
  const made = node("details", { "data-details": key }, summary, ...content);
  made.open = page.open.get(key) ?? Boolean(open);
  made.addEventListener("toggle", () => page.open.set(key, made.open));
  return made;
}

/* Draws now, and again when the width crosses the limit below which there is a form of its own. */
function fitToWidth(page, host, limit, draw) {
  let narrow = null;
  const update = () => {
    const next = (host.clientWidth || limit) < limit;
    if (next === narrow) return null;
    narrow = next;
    return draw(narrow);
  };
  const observer = new ResizeObserver(() => host.isConnected && update());
  observer.observe(host);
  page.observers.push(observer);
  return update();
}

function sectionOf(id, title, ...content) {
  const heading = node("h2", { id: `result-${id}`, text: title });
  return node("section", { class: `lcc-section lcc-${id}`, "aria-labelledby": `result-${id}` }, heading, ...content);
}

const paragraph = (text, name) => (text ? node("p", { text, class: name }) : null);

/* --- verdict ------------------------------------------------------------------------------------------------------- */

function verdictPart(page, part) {
  const { status } = part;
  const head = [part.organisation, part.date?.text].filter(Boolean);
  return node("section", { class: "lcc-verdict", "aria-labelledby": "result-verdict" },
    head.length || part.example ? node("p", { class: "lcc-about" },
      part.example ? node("span", { class: "lcc-example", text: part.example }) : null,
      head.map((text) => node("span", { text }))) : null,
    node("p", { class: "lcc-eyebrow", text: part.label }),
    node("h2", { id: "result-verdict", text: part.name }),
    node("p", { class: "lcc-sentence", text: part.sentence }),
    part.stability ? sureLine(part.stability) : null,
    part.workshop ? besidePart(part.workshop) : null,
    node("div", { class: `lcc-status lcc-status-${status.id}` },
      node("p", {}, node("strong", { text: `${status.label}. ` }), status.text),
      paragraph(status.view),
      status.way ? [paragraph(status.way.text), page.link(status.way.link, status.way.label)] : null));
}

/* What the room has seen stands beside the verdict, which counts other answers. */
function besidePart({ title, texts, more }) {
  return node("div", { class: "lcc-beside" }, node("h3", { text: title }), texts.map((text) => paragraph(text)),
    node("p", {}, linkWithin("result-workshops", more, "beside")));
}

/* One line, its room kept while it is being computed. Links are followed here, as notebooks take addresses for their own. */
function sureLine({ id, text, more }) {
  return node("p", { class: `lcc-sure-line lcc-sure-${id}` }, node("span", { text }),
    more ? [" ", linkWithin("result-stability", more, "stability-line")] : null);
}

function linkWithin(id, text, key) {
  const follow = (event) => {
    const heading = document.getElementById(id);
    if (!heading) return;
    event.preventDefault();
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  };
  return node("a", { href: `#${id}`, text, onclick: follow, "data-key": key });
}

/* A long page: its headings behind one line, and the documents at hand. */
function contentsPart(page, root) {
  const headings = [...root.querySelectorAll("h2[id]")].filter(({ id }) => id !== "result-verdict");
  const link = ({ id, textContent }) => linkWithin(id, textContent, `go-${id}`);
  const documents = headings.find(({ id }) => id === "result-documents");
  const list = node("ul", {}, headings.map((heading) => node("li", {}, link(heading))));
  return node("nav", { class: "lcc-contents", "aria-label": page.labels.on_this_page },
    page.details("contents", node("summary", { text: page.labels.on_this_page }), false, list),
    documents ? linkWithin(documents.id, page.labels.to_documents, "go-documents") : null);
}

/* --- reasons ------------------------------------------------------------------------------------------------------- */

function reasonsPart(page, part) {
  const { against } = part;
  return sectionOf("reasons", part.title,
    paragraph(part.lead, "lcc-lead"),
    node("ol", { class: "lcc-reason-list" }, part.items.map((reason, index) => reasonItem(page, reason, `reason-${reason.id}`, index + 1))),
    node("p", { class: "lcc-quiet", text: part.rule.text }),
    against.items.length ? node("h3", { text: against.title }) : null,
    against.items.length ? node("ul", { class: "lcc-reason-list lcc-against" }, against.items.map((reason) => reasonItem(page, reason, `against-${reason.id}`))) : null);
}

function reasonItem(page, reason, key, number) {
  const title = [
    number ? node("span", { class: "lcc-number", "aria-hidden": "true", text: number }) : null,
    node("span", { class: "lcc-reason-text" }, node("span", { class: "lcc-reason-title", text: reason.text }),
      reason.detail ? node("span", { class: "lcc-detail", text: reason.detail }) : null,
      reason.about.map((text) => node("q", { text }))),
  ];
  const hasMore = reason.why || reason.gloss || reason.groups.length;
  const links = reason.links.map((place) => page.link(place, page.labels.answer_there));
  if (!hasMore) return node("li", {}, node("div", { class: "lcc-plain-reason" }, title), links);
  const body = node("div", { class: "lcc-reason-body" },
    paragraph(reason.gloss),
    reason.why ? node("p", {}, node("strong", { text: `${page.labels.why_label}: ` }), reason.why) : null,
    reason.groups.map((group) => answerGroup(page, group, reason)),
    links);
  return node("li", {}, page.details(key, node("summary", {}, title), false, body));
}

function answerGroup(page, group, reason) {
  const alone = reason.about.length === 1 && reason.about[0] === group.title;
  return node("div", { class: "lcc-answers" },
    alone ? null : node("p", { class: "lcc-answers-title", text: group.title }),
    paragraph(group.remark, "lcc-remark"),
    node("dl", {}, group.rows.map(answerRow)),
    page.link(group.link, page.labels.change_answers));
}

function answerRow(row) {
  const answers = row.answers.map(({ who, answer }) => node("dd", {}, who ? node("span", { class: "lcc-who", text: who }) : null, node("span", { text: answer })));
  return node("div", {}, node("dt", { text: row.question }), answers, row.note ? node("dd", { class: "lcc-note", text: row.note }) : null);
}

/* --- Monday, conditions, where to begin ---------------------------------------------------------------------------- */

function mondayPart(page, part) {
  const { notes } = part;
  return sectionOf("monday", part.title,
    node("p", { class: "lcc-step", text: part.text }),
    part.lever ? node("p", {}, node("strong", { text: `${part.lever.label}: ` }), part.lever.text) : null,
    paragraph(part.cost?.text, "lcc-cost"),
    notes.items.length ? node("div", { class: "lcc-notes" }, node("h3", { text: notes.title }), node("ul", {}, notes.items.map((text) => node("li", { text })))) : null);
}

function conditionsPart(page, part) {
  if (!part.items.length) return null;
  return sectionOf("conditions", part.title,
    node("p", { class: "lcc-lead", text: part.lead }),
    node("ul", { class: "lcc-conditions-list" }, part.items.map((item) => node("li", {},
      node("h3", { text: item.name }), node("p", { text: item.remedy }), page.link(item.link, page.labels.change_answers)))));
}

function beginPart(page, part) {
  return sectionOf("begin", part.title,
    paragraph(part.empty), page.link(part.link, page.labels.answer_there),
    detailedList(part.items),
    part.experiment ? experimentCard(part.experiment) : null);
}

function experimentCard(experiment) {
  const signals = experiment.signals.map(({ id, label, text }) => node("div", { class: `lcc-signal lcc-${id}` }, node("dt", { text: label }), node("dd", { text })));
  return node("article", { class: "lcc-experiment" },
    node("p", { class: "lcc-eyebrow", text: experiment.label }), node("h3", { text: experiment.name }),
    node("p", { text: experiment.text }), node("dl", {}, signals));
}

/* --- challenges ---------------------------------------------------------------------------------------------------- */

function challengesPart(page, part) {
  const canvas = page.view.charts.canvas;
  return sectionOf("challenges", part.title,
    part.items.length ? node("p", { class: "lcc-lead", text: part.lead }) : null,
    part.items.length ? chartFigure(page, canvas, drawChallenges(page, canvas)) : null,
    paragraph(part.empty), part.empty ? page.link(part.link, page.labels.answer_there) : null,
    part.items.map((item) => challengeCard(page, item)),
    part.items.length ? node("p", { class: "lcc-quiet", text: page.view.method.attribution }) : null);
}

function challengeCard(page, item) {
  const fit = item.fit && node("span", { class: `lcc-fit lcc-fit-${item.fit.level}`, text: item.fit.text });
  const facts = [
    [item.handling.label, [item.handling.text, item.handling.others], fit],
    item.mismatch ? [item.mismatch.name, [item.mismatch.advice]] : [item.advice.label, [item.advice.text]],
    item.placement && [item.placement.label, [item.placement.text], item.placement.reason && node("q", { text: item.placement.reason })],
  ].filter(Boolean);
  return node("article", { class: "lcc-challenge" },
    node("h3", {}, node("span", { class: "lcc-badge", text: item.number }), node("span", { text: item.statement })),
    node("p", { class: "lcc-call" }, node("strong", { text: item.call.name }), ` – ${item.call.sentence}`),
    node("dl", { class: "lcc-facts" }, facts.map(([label, texts, extra]) => node("div", {}, node("dt", { text: label }),
      node("dd", {}, texts.filter(Boolean).map((text) => node("p", { text })), extra)))),
    item.remarks.map((text) => paragraph(text)),
    node("p", { class: "lcc-quiet", text: [item.support, item.raters].filter(Boolean).map((told) => `${told}.`).join(" ") }),
    page.link(item.link, page.labels.change_answers));
}

/* --- charts, what is not known, method ----------------------------------------------------------------------------- */

function chartsPart(page, charts) {
  const drawn = { attitudes: drawBars, cycle: drawCycle, execution: drawBars };
  return Object.entries(drawn).map(([name, draw]) => {
    const chart = charts[name];
    return sectionOf(name, chart.title,
      chartFigure(page, chart, chart.empty ? null : draw(page, chart)),
      (chart.remarks ?? []).map((text) => paragraph(text, "lcc-remark")));
  });
}

function unknownPart(page, part) {
  return sectionOf("unknown", part.title,
    node("p", { class: "lcc-lead", text: part.lead }),
    part.items.length ? node("ul", { class: "lcc-unknown-list" }, part.items.map((item, index) => unknownItem(page, item, index))) : null);
}

function unknownItem(page, item, index) {
  const link = page.link(item.link, page.labels.answer_there);
  if (!item.details.length) return node("li", {}, node("p", { text: item.text }), link);
  const entries = item.details.map(({ text, link: place }) => node("li", {}, detailTarget(page, text, place)));
  return node("li", {}, page.details(`unknown-${item.kind}-${index}`, node("summary", { text: item.text }), false, node("ul", {}, entries)), link);
}

function detailTarget(page, text, place) {
  const there = place && linkTo(page, place);
  return there ? node("a", { ...there, text }) : node("span", { text });
}

function methodPart(page, part) {
  const { checks, versions } = part;
  const body = [
    node("dl", { class: "lcc-steps" }, part.status.map(({ name, text }) => node("div", {}, node("dt", { text: name }), node("dd", { text })))),
    checks.items.length ? node("h3", { text: checks.title }) : null,
    node("ul", {}, checks.items.map(({ text }) => node("li", { text }))),
    node("p", { text: part.rule.text }),
    node("p", { text: part.attribution }),
    node("p", { text: `${versions.title}: ${versions.text}` }),
  ];
  return sectionOf("method", part.title, node("p", { text: part.lead }),
    page.details("method", node("summary", { text: page.labels.details_show }), false, node("div", {}, body)));
}

const PARTS = {
  verdict: verdictPart, reasons: reasonsPart, stability: stabilityPart, monday: mondayPart, flips: flipsPart,
  conditions: conditionsPart, begin: beginPart, plan: planPart, circle: circlePart, costs: costsPart,
  documents: documentsPart, challenges: challengesPart, charts: chartsPart, workshop: workshopsPart,
  unknown: unknownPart, method: methodPart,
};

/* --- the page ------------------------------------------------------------------------------------------------------ */

function languageSwitch(page) {
  if (page.onPage) return null;
  const buttons = [["de", "Deutsch"], ["en", "English"]].map(([code, text]) => node("button", {
    type: "button", lang: code, "aria-pressed": String(code === page.view.language), "data-key": `language-${code}`, text,
    onclick: () => page.chooseLanguage(code),
  }));
  return node("div", { class: "lcc-languages", role: "group", "aria-label": page.labels.language_switch }, buttons);
}

/* Shows the view; a new one takes the place of the old with the same parts open, focused and in sight. */
function showPage(page) {
  const keep = page.root && placeOnScreen(page.root);
  page.observers.splice(0).forEach((observer) => observer.disconnect());
  page.waiting = [];
  const told = page.view.order.filter((name) => PARTS[name] && page.view[name]);
  const parts = told.map((name) => unfinished(name, page.view[name]) ?? PARTS[name](page, page.view[name])).flat();
  const root = node("div", { class: "lcc-result lcc-keep", lang: page.view.language }, languageSwitch(page), ...parts);
  root.querySelector(".lcc-verdict").after(contentsPart(page, root));
  if (page.root) page.root.replaceWith(root);
  else page.el.append(root);
  page.root = root;
  page.waiting.forEach((draw) => draw());
  keep?.();
  askForMore(page);
}

/* What the verdict does not wait for is computed once the verdict is on screen; when it arrives, that is said. */
function askForMore(page) {
  const told = page.view.order.map((name) => page.view[name]);
  const pending = told.some((part) => part?.pending);
  if (pending && !page.asked) requestAnimationFrame(() => page.idle(() => page.send({ type: "more" })));
  if (!pending && page.asked) page.live.textContent = page.view.verdict.stability?.text ?? "";
  page.asked = pending;
}

const EYE = 0.5; // the section under the middle of the window is taken for the one being read

function placeOnScreen(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const headings = [...root.querySelectorAll("h2[id]")];
  const anchor = headings.findLast((heading) => heading.getBoundingClientRect().top < window.innerHeight * EYE) ?? headings[0];
  const before = anchor?.getBoundingClientRect().top;
  return () => {
    const again = anchor && document.getElementById(anchor.id);
    if (again && window.scrollY > 0) window.scrollBy({ top: again.getBoundingClientRect().top - before, behavior: "instant" });
    if (focused) [...document.querySelectorAll(".lcc-result [data-key]")].find(({ dataset }) => dataset.key === focused)?.focus({ preventScroll: true });
  };
}

/* On paper everything is open, and bars, drawn for the screen, shrink to the sheet. */
function listenForPrint(page, signal) {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...page.root.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
    page.root.querySelectorAll(".svg-container").forEach(scaleToSheet);
  }, { signal });
  window.addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }), { signal });
}

function scaleToSheet(container) {
  const { offsetWidth: width, offsetHeight: height } = container;
  container.style.setProperty("--lcc-ratio", `${width} / ${height}`);
  container.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
}

function mountResult({ el, view, language, plotlyUrl = "", chooseLanguage, send, notebook }) {
  const page = createPage({ el, view, language, plotlyUrl, chooseLanguage, send, notebook });
  const control = new AbortController();
  el.append(page.live);
  listenForPrint(page, control.signal);
  showPage(page);
  return {
    show(next) { Object.assign(page, { view: next, labels: next.labels }); page.root.removeAttribute("aria-busy"); showPage(page); },
    wait() { page.root.setAttribute("aria-busy", "true"); },
    receive(content, buffers) { if (content.type === "document") receiveDocument(page, content, buffers); },
    close() { control.abort(); page.observers.forEach((observer) => observer.disconnect()); page.root.remove(); page.live.remove(); },
  };
}

export default {
  render({ model, el }) {
    const control = new AbortController();
    let mounted = null;
    const choose = (language) => {
      if (language === model.get("language")) return;
      mounted?.wait();
      model.set("language", language);
      model.save_changes();
    };
    const update = () => {
      const view = model.get("view");
      if (!view?.order) return;
      if (mounted) mounted.show(view);
      else mounted = mountResult({
        el, view, language: model.get("language"), plotlyUrl: model.get("plotly_url"), chooseLanguage: choose,
        send: (content) => model.send(content), notebook: (chapter) => notebookLink(model, chapter),
      });
    };
    const receive = (content, buffers) => mounted?.receive(content, buffers);
    model.on("change:view", update);
    model.on("msg:custom", receive);
    document.addEventListener("lcc:language", ({ detail }) => choose(detail), { signal: control.signal });
    update();
    const root = document.documentElement;
    if ("lccPage" in root.dataset && ["de", "en"].includes(root.lang)) choose(root.lang);
    return () => { control.abort(); model.off("change:view", update); model.off("msg:custom", receive); mounted?.close(); };
  },
};
