/* Sections of the result page that follow the verdict: how sure it is, what would change it, the plan, the circle, what
   it costs. Some are computed after the verdict is on screen; until then they say so. */

const SHAPES = { stable: "●", mostly: "◐", close: "○" };

/* A section that is still being computed, or could not be: its title stands, and room is kept for what will come. */
function unfinished(id, part) {
  if (part.failed) return sectionOf(id, part.title, node("p", { class: "lcc-failed", text: part.failed }));
  if (!part.pending) return null;
  return sectionOf(id, part.title, node("p", { class: "lcc-pending", text: part.pending }));
}

const textList = (items, name) => (items.length ? node("ul", { class: name }, items.map((text) => node("li", { text }))) : null);

function factList(rows, name = "lcc-steps") {
  if (!rows.length) return null;
  return node("dl", { class: name }, rows.map(({ label, text }) => node("div", {}, node("dt", { text: label }), node("dd", { text }))));
}

function detailedList(items) {
  if (!items.length) return null;
  return node("dl", { class: "lcc-steps" }, items.map(({ label, text, details }) => node("div", {}, node("dt", { text: label }),
    node("dd", {}, paragraph(text), details.map((detail) => paragraph(detail, "lcc-quiet"))))));
}

/* columns: names; rows: cells as text or nodes, the cell at `head` names its row. */
function plainTable(page, title, columns, rows, head = 0) {
  const cell = (content, index) => node(index === head ? "th" : "td",
    { scope: index === head ? "row" : null, "data-column": columns[index], text: typeof content === "string" ? content : null },
    typeof content === "string" ? null : content);
  const table = node("table", {},
    node("caption", { class: "lcc-unseen", text: title }),
    node("thead", {}, node("tr", {}, columns.map((text) => node("th", { scope: "col", text })))),
    node("tbody", {}, rows.map((cells) => node("tr", {}, cells.map(cell)))));
  return node("div", { class: "lcc-scroller", tabindex: "0", role: "region", "aria-label": `${title} – ${page.labels.table}` }, table);
}

/* --- how sure, what would change it --------------------------------------------------------------------------------- */

function sureMark(label) {
  return node("span", { class: `lcc-sure lcc-sure-${label.id}` }, node("span", { "aria-hidden": "true", text: `${SHAPES[label.id]} ` }), label.text);
}

function stabilityPart(page, part) {
  return sectionOf("stability", part.title,
    node("p", { class: "lcc-sure-text" }, sureMark(part.label), ` ${part.sentence}`),
    textList(part.reasons, "lcc-plain-list"),
    part.chart ? chartFigure(page, part.chart, drawBars(page, part.chart)) : null,
    page.details("stability-note", node("summary", { text: page.labels.how_worked_out }), false,
      node("div", { class: "lcc-quiet" }, node("p", { text: part.lead }), node("p", { text: part.note }))));
}

function flipsPart(page, part) {
  return sectionOf("flips", part.title,
    paragraph(part.lead, "lcc-lead"),
    paragraph(part.none),
    part.items.length ? node("ul", { class: "lcc-flip-list" }, part.items.map((item) => flipItem(page, item))) : null,
    paragraph(part.note, "lcc-quiet"));
}

/* One step is told by the sentence itself; several are listed, each with the place where it was answered. */
function flipItem(page, item) {
  if (item.steps.length === 1) return node("li", {}, node("p", { text: item.text }), page.link(item.steps[0].link, page.labels.change_answers));
  const steps = item.steps.map(({ text, link }) => node("li", {}, node("span", { text }), page.link(link, page.labels.change_answers)));
  return node("li", {}, node("p", { text: item.text }), steps.length ? node("ul", {}, steps) : null);
}

/* --- plan ----------------------------------------------------------------------------------------------------------- */

function planPart(page, part) {
  return sectionOf("plan", part.title,
    paragraph(part.lead, "lcc-lead"),
    statusNote(part.status),
    part.steps.length ? planTable(page, part) : null,
    part.review ? node("p", {}, part.review.text, part.review.remark ? node("span", { class: "lcc-missing", text: ` ${part.review.remark}` }) : null) : null,
    page.link(part.link, page.labels.enter_there),
    suggestionList(page, part),
    quickWins(page, part.quick_wins));
}

function statusNote(status) {
  return node("div", { class: `lcc-status lcc-status-${status.id}` },
    node("p", {}, status.label ? node("strong", { text: `${status.label}. ` }) : null, status.text));
}

function planTable(page, part) {
  const { column_deed: deed, column_person: person, column_due: due } = page.labels;
  const rows = part.steps.map((step) => [planDeed(step), step.person || "–", step.due?.text ?? "–"]);
  return plainTable(page, part.title, [deed, person, due], rows);
}

function planDeed(step) {
  const open = [...step.missing, step.remark].filter(Boolean);
  return [node("span", { text: step.deed }), ...open.map((text) => node("span", { class: "lcc-missing", text }))];
}

/* Suggestions stand open until the first step is entered. */
function suggestionList(page, { suggestions, steps }) {
  if (!suggestions.length) return null;
  const title = node("summary", {}, node("h3", { text: page.labels.suggestions_title }));
  return page.details("plan-suggestions", title, !steps.length, factList(suggestions));
}

function quickWins(page, part) {
  const { column_what: what, column_where: where, column_since: since, column_noticed: noticed } = page.labels;
  const rows = part.items.map((entry) => [entry.what, entry.kind || "–", entry.day?.text ?? "–", entry.noticed_by || "–"]);
  return node("div", { class: "lcc-part" }, node("h3", { text: part.title }),
    rows.length ? plainTable(page, part.title, [what, where, since, noticed], rows) : paragraph(part.empty, "lcc-quiet"));
}

/* --- circle --------------------------------------------------------------------------------------------------------- */

/* Where it is not time to start, one line stands for all of it. */
function circlePart(page, part) {
  if (!part.later) return sectionOf("circle", part.title, paragraph(part.lead, "lcc-lead"), circleBody(page, part));
  return sectionOf("circle", part.title, folded(page, "circle", part.lead, circleBody(page, part)));
}

function circleBody(page, part) {
  return [
    paragraph(part.empty),
    factList(part.facts),
    textList(part.remarks, "lcc-plain-list"),
    page.link(part.link, page.labels.enter_there),
    circlePeople(page, part.people),
    folded(page, "circle-sprints", page.labels.sprints_title, part.sprints.length && sprintList(part.sprints)),
    folded(page, "circle-dates", page.labels.dates_title, part.dates.length && dateTable(page, part)),
    folded(page, "circle-agenda", part.agenda?.title, part.agenda?.items.length && agendaTable(page, part.agenda)),
    folded(page, "circle-agreement", part.agreement?.title, part.agreement?.items.length && agreementBody(part.agreement)),
  ];
}

function folded(page, key, title, content) {
  return content ? page.details(key, node("summary", {}, node("h3", { text: title })), false, node("div", { class: "lcc-folded" }, content)) : null;
}

function circlePeople(page, people) {
  if (!people.length) return null;
  const { people_title: title, column_person: person, column_asked: asked } = page.labels;
  return node("div", { class: "lcc-part" }, node("h3", { text: title }),
    plainTable(page, title, [person, asked], people.map(({ name, asked: how }) => [name, how || "–"])));
}

function sprintList(sprints) {
  return node("ol", { class: "lcc-sprints" }, sprints.map((sprint) => node("li", { class: sprint.focus ? "lcc-focus" : null },
    node("p", {}, node("strong", { text: `${sprint.number}. ${sprint.name}` }), sprint.phase ? ` – ${sprint.phase}` : null),
    paragraph([sprint.weeks, sprint.dates].filter(Boolean).join(" · "), "lcc-quiet"),
    node("p", { text: sprint.text }),
    sprint.focus && sprint.focus_text ? node("p", { class: "lcc-focus-text", text: sprint.focus_text }) : null)));
}

function dateTable(page, part) {
  const { dates_title: title, column_when: when, column_appointment: what } = page.labels;
  return plainTable(page, title, [when, what], part.dates.map((date) => [date.when, date.title]));
}

function agendaTable(page, agenda) {
  const { column_minutes: minutes, column_part: what, details_show: more } = page.labels;
  return plainTable(page, agenda.title, [minutes, what, more], agenda.items.map((item) => [String(item.minutes), item.name, item.text]), 1);
}

function agreementBody(agreement) {
  const items = agreement.items.map(({ name, text }) => ({ label: name, text }));
  return [paragraph(agreement.lead), factList(items)];
}

/* --- costs ---------------------------------------------------------------------------------------------------------- */

function costsPart(page, part) {
  return sectionOf("costs", part.title,
    paragraph(part.lead, "lcc-lead"),
    paragraph(part.empty),
    part.chart ? chartFigure(page, part.chart, part.chart.empty ? null : drawBars(page, part.chart)) : null,
    part.items.map((item) => costItem(page, item)),
    part.circle ? node("div", { class: "lcc-part" }, node("p", { text: part.circle.text }), factList(part.circle.rows)) : null,
    page.link(part.link, page.labels.enter_there),
    textList(part.assumptions, "lcc-plain-list lcc-quiet"));
}

function costItem(page, item) {
  const rows = factList(item.rows);
  return node("div", { class: "lcc-part" },
    node("h3", { text: item.name }), node("p", { text: item.sentence }), paragraph(item.remark, "lcc-quiet"),
    page.link(item.link, page.labels.answer_there),
    rows ? page.details(`costs-${item.id}`, node("summary", { text: page.labels.details_show }), false, rows) : null);
}
