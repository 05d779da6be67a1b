/* What the screens of a workshop are made of: bars, means on a line, the QR code, the time. Used by the wall, by phones
   and by the facilitator's screen, so every name begins with "room" and nothing is needed but ROOM_WORDS, the wordings by
   language. Text of users is always text, never markup. */

const ROOM_SIGNS = { staff: "circle", all: "circle", prediction: "diamond", leaders: "triangle" };
const ROOM_SVG = "http://www.w3.org/2000/svg";
const ROOM_QUIET = 4; // squares of margin that a QR code needs

/* roomNode("p", {class: "lead", text: "…"}, child, …); on* are listeners; what is null is left out. */
function roomNode(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name === "style") Object.entries(value).forEach(([key, entry]) => made.style.setProperty(key, entry));
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter(Boolean));
  return made;
}

/* A text in the language on screen; what people wrote is the same in all. */
function roomSay(view, text) {
  if (text === null || text === undefined) return "";
  return typeof text === "string" ? text : text[view.language];
}

function roomWord(view, key, values = {}) {
  return ROOM_WORDS[view.language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const roomText = (view, tag, name, text) => (text ? roomNode(tag, { class: name, text: roomSay(view, text) }) : null);

/* --- bars ----------------------------------------------------------------------------------------------------------- */

/* Title, bars, one sentence, and the same as a table: who hears the page gets the sentence once, then the table. On the wall nobody opens a fold: there the table is for those who
   hear the page. */
function roomChart(view, chart, level = "h3") {
  const own = roomOwn(view, chart);
  const sentence = [roomSay(view, chart.sentence), own && roomWord(view, "screen_own_sentence", { answer: roomSay(view, own.name) })];
  return roomNode("figure", { class: "room-chart" },
    roomNode(level, { class: "room-chart-title", text: roomSay(view, chart.title) }),
    roomText(view, "p", "room-note", chart.note),
    roomNode("div", { class: "room-bars", "aria-hidden": "true" },
      chart.rows.map((row) => roomBar(view, row, row === own))),
    roomNode("figcaption", { class: "room-sentence", text: sentence.filter(Boolean).join(" ") }),
    roomTable(view, chart.title, chart.columns, chart.rows.map((row) => roomCells(view, row, chart))));
}

function roomOwn(view, { id, rows }) {
  const given = view.own?.[id]?.value;
  return given === undefined || given === null ? null : rows.find(({ value }) => value === String(given));
}

function roomBar(view, row, own) {
  return roomNode("div", { class: `room-bar${own ? " room-own" : ""}`, "data-value": row.value },
    roomNode("span", { class: "room-bar-name" }, roomSay(view, row.name), roomText(view, "span", "room-bar-gloss", row.gloss),
      own ? roomNode("span", { class: "room-own-mark", text: roomWord(view, "screen_own_answer") }) : null),
    roomNode("span", { class: "room-track" }, roomNode("span", { class: "room-fill", style: { "--share": row.share } })),
    roomNode("span", { class: "room-bar-text", text: roomSay(view, row.text) }),
    row.dots?.length ? roomNode("span", { class: "room-dots" }, roomDots(view, row.dots).map((text) => roomNode("span", { class: "room-dot", text }))) : null);
}

/* Leaders by role: "2 × Führungskraft". */
function roomDots(view, dots) {
  const names = dots.map(({ text }) => roomSay(view, text));
  return [...new Set(names)].map((name) => {
    const count = names.filter((one) => one === name).length;
    return count > 1 ? `${count} × ${name}` : name;
  });
}

function roomCells(view, row, { columns }) {
  const name = [row.name, row.gloss].filter(Boolean).map((text) => roomSay(view, text)).join(": ");
  const cells = [name, roomSay(view, row.text)];
  return columns.length > 2 ? [...cells, roomDots(view, row.dots ?? []).join(", ") || "–"] : cells;
}

function roomTable(view, title, columns, rows) {
  const head = roomNode("tr", {}, columns.map((column) => roomNode("th", { scope: "col", text: roomSay(view, column) })));
  const body = rows.map(([name, ...cells]) => roomNode("tr", {},
    roomNode("th", { scope: "row", text: name }), cells.map((text) => roomNode("td", { text }))));
  const table = roomNode("table", {},
    roomNode("caption", { class: "room-unseen", text: roomSay(view, title) }),
    roomNode("thead", {}, head), roomNode("tbody", {}, body));
  if (view.size === "wall") return roomNode("div", { class: "room-unseen" }, table);
  return roomNode("details", { class: "room-fold" }, roomNode("summary", { text: roomWord(view, "screen_as_table") }),
    roomNode("div", { class: "room-scroll", tabindex: "0", role: "region", "aria-label": `${roomSay(view, title)} – ${roomWord(view, "screen_as_table")}` }, table));
}

/* --- means on a line from 1 to 5 ------------------------------------------------------------------------------------- */

/* Each group in a row of its own, with a mark of its own shape; single leaders who agreed as small dots in their row. */
function roomScale(view, { scale, cells }) {
  if (!scale) return null;
  const rows = cells.filter(({ shown, dots }) => shown || dots.length);
  const label = `${roomSay(view, scale.title)}: ${roomSay(view, scale.sentence)}`;
  return roomNode("figure", { class: "room-chart room-scale" },
    roomNode("h3", { class: "room-chart-title", text: roomSay(view, scale.title) }),
    roomText(view, "p", "room-note", scale.note),
    roomNode("div", { class: "room-lines", role: "img", "aria-label": label }, rows.map((cell) => roomLine(view, cell)), roomAxis(view, scale)),
    roomTable(view, scale.title, scale.columns, rows.map((cell) => roomLineCells(view, cell))));
}

function roomLine(view, cell) {
  const mark = cell.shown ? roomNode("span", { class: `room-mark room-mark-${ROOM_SIGNS[cell.id]}`, style: roomPlace(cell.value) }) : null;
  const dots = cell.dots.map((dot) => roomNode("span", { class: "room-mark room-mark-dot", style: roomPlace(dot.value), title: roomSay(view, dot.name) }));
  return roomNode("div", { class: "room-line" },
    roomNode("span", { class: "room-line-name" },
      roomNode("span", { class: `room-sign room-mark-${ROOM_SIGNS[cell.id]}` }),
      roomNode("span", {}, roomNode("strong", { text: roomSay(view, cell.who) }), roomNode("span", { class: "room-line-text", text: roomLineText(view, cell) }))),
    roomNode("span", { class: "room-line-track" }, mark, dots));
}

const roomPlace = (value) => ({ "--place": `${((value - 1) / 4) * 100}%` });

function roomLineText(view, cell) {
  const parts = cell.shown ? [cell.mean, cell.level] : cell.dots.map(({ name, text }) => `${roomSay(view, name)} ${roomSay(view, text)}`);
  return parts.filter(Boolean).map((part) => roomSay(view, part)).join(" · ");
}

function roomLineCells(view, cell) {
  const dots = cell.dots.map(({ name, text }) => `${roomSay(view, name)} ${roomSay(view, text)}`).join(", ");
  const mean = [roomSay(view, cell.mean), dots].filter(Boolean).join("; ");
  return [roomSay(view, cell.who), mean || "–", roomSay(view, cell.level) || "–", roomSay(view, cell.people) || "–"];
}

function roomAxis(view, { bands }) {
  return roomNode("div", { class: "room-axis", "aria-hidden": "true" },
    roomNode("span", { class: "room-ticks" }, [1, 2, 3, 4, 5].map((tick) => roomNode("span", { text: String(tick) }))),
    view.size === "phone" ? null : roomNode("span", { class: "room-bands" }, bands.map(({ name }) => roomNode("span", { text: roomSay(view, name) }))));
}

/* --- QR code --------------------------------------------------------------------------------------------------------- */

/* rows: texts of "1" (dark) and "0". */
function roomQr(view, rows) {
  const side = rows.length + 2 * ROOM_QUIET;
  const svg = document.createElementNS(ROOM_SVG, "svg");
  const path = document.createElementNS(ROOM_SVG, "path");
  const squares = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ index, 0: run }) => (
    `M${index + ROOM_QUIET} ${y + ROOM_QUIET}h${run.length}v1h-${run.length}z`)));
  path.setAttribute("d", squares.join(""));
  const attributes = { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": roomWord(view, "screen_join_qr"), "shape-rendering": "crispEdges", class: "room-qr" };
  Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
  svg.append(path);
  return svg;
}

/* --- time ------------------------------------------------------------------------------------------------------------ */

/* Seconds left on the server's clock; null without a timer. */
function roomSeconds({ timer }, now) {
  if (!timer) return null;
  return Math.max(0, timer.ends ? Math.round((Date.parse(timer.ends) - now) / 1000) : timer.left);
}

const roomClock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
