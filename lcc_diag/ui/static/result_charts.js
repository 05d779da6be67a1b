/* The charts of the result page: figure, spoken sentence, table. The canvas and the cycle are drawn here; the bars by
   plotly.js, which is loaded once, after the verdict is on screen. Whatever cannot be drawn is shown as its table. */

const CHART_NARROW = 600;
const CYCLE = {
  wide: { width: 760, height: 208, box: [135, 66], places: [[0, 40], [208, 40], [416, 40], [624, 40]] },
  narrow: { width: 340, height: 436, box: [176, 60], places: [[0, 4], [0, 124], [0, 244], [0, 364]] },
};
let plotlyPending = null;

/* node("p", {class: "lead", text: "…"}, child, …): text is always text, never markup. */
function node(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter(Boolean));
  return made;
}

/* --- figure, caption, table ------------------------------------------------------------------------------------- */

function chartFigure(page, chart, draw) {
  if (chart.empty) return chartEmpty(page, chart);
  const host = draw && node("div", { class: `lcc-chart lcc-chart-${chart.id}` });
  const table = chartTable(page, chart, !host);
  const figure = node("figure", { class: "lcc-figure" }, host, node("figcaption", { text: chart.sentence }), table);
  if (host) page.later(() => draw(host, () => { host.remove(); table.open = true; }));
  return figure;
}

function chartEmpty(page, chart) {
  return node("div", { class: "lcc-empty" }, node("p", { text: chart.empty }), page.link(chart.link, page.labels.answer_there));
}

function chartTable(page, chart, open) {
  const { columns, rows } = chart.table;
  const head = node("tr", {}, columns.map((text) => node("th", { scope: "col", text })));
  const name = columns.findIndex((text, index) => index === columns.length - 1 || Number.isNaN(Number(rows[0][index])));
  const body = rows.map((cells) => node("tr", {}, cells.map((text, index) => (
    index === name ? node("th", { scope: "row", text, "data-column": columns[index] }) : node("td", { text, "data-column": columns[index] })))));
  const table = node("table", {}, node("caption", { class: "lcc-unseen", text: chart.title }), node("thead", {}, head), node("tbody", {}, body));
  const scroller = node("div", { class: "lcc-scroller", tabindex: "0", role: "region", "aria-label": `${chart.title} – ${page.labels.table_show}` }, table);
  return page.details(`table-${chart.id}`, node("summary", { text: page.labels.table_show }), open, scroller);
}

/* --- canvas ------------------------------------------------------------------------------------------------------- */

function drawChallenges(page, chart) {
  return (host) => page.fit(host, CHART_NARROW, () => drawCanvas(host, {
    domains: chart.domains, points: chart.points, words: chart.words, language: page.view.language, label: chart.sentence,
  }));
}

/* --- cycle -------------------------------------------------------------------------------------------------------- */

function drawCycle(page, chart) {
  return (host) => page.fit(host, CHART_NARROW, (narrow) => {
    const form = narrow ? CYCLE.narrow : CYCLE.wide;
    const size = { viewBox: `0 0 ${form.width} ${form.height}`, role: "img", "aria-label": chart.sentence };
    const svg = svgElement("svg", { ...size, style: { display: "block", width: "100%", height: "auto", maxWidth: narrow ? "400px" : "none" } });
    const spots = Object.fromEntries(chart.nodes.map((entry, index) => [entry.id, form.places[index]]));
    svg.append(...chart.edges.flatMap((edge) => cycleEdge(edge, spots, form, narrow)));
    svg.append(...chart.nodes.flatMap((entry) => cycleNode(entry, spots[entry.id], form)));
    host.replaceChildren(svg);
  });
}

function cycleNode({ name, text, score }, [x, y], { box: [width, height] }) {
  const lines = name.length > 15 && name.includes(" ") ? [name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)] : [name];
  const frame = { fill: "var(--lcc-accent-soft)", stroke: "var(--lcc-accent)", strokeWidth: 1.5 };
  const start = y + height / 2 - (lines.length * 17) / 2 + 5;
  return [
    svgElement("rect", { x: x + 1, y, width, height, rx: 10, style: frame }),
    ...lines.map((line, index) => cycleText(line, x + width / 2, start + index * 17, { size: 14, weight: 600 })),
    cycleText(score === null ? "–" : text, x + width / 2, start + lines.length * 17 + 1, { size: 14, fill: "var(--lcc-muted)" }),
  ];
}

function cycleText(text, x, y, { size = 12.5, weight = 400, fill = "var(--lcc-text)", anchor = "middle" } = {}) {
  return svgElement("text", { x, y, "text-anchor": anchor, text, style: { fontSize: `${size}px`, fontWeight: weight, fill, fontFamily: "var(--lcc-font)" } });
}

function cycleEdge(edge, spots, form, narrow) {
  const [from, to] = [spots[edge.source], spots[edge.target]];
  const back = from[0] > to[0] || from[1] > to[1];
  const shape = (narrow ? cycleShapeDown : cycleShapeAcross)(from, to, form.box, back);
  const colour = edge.weakest ? "var(--lcc-warm)" : "var(--lcc-line-strong)";
  const line = { fill: "none", stroke: colour, strokeWidth: edge.weakest ? 3.5 : 1.75, strokeDasharray: edge.weakest ? "7 5" : "none" };
  const [x, y, anchor] = shape.label;
  const words = back || narrow ? [edge.state.text] : edge.state.text.split(" ");
  const style = { anchor, fill: edge.weakest ? "var(--lcc-warm)" : "var(--lcc-muted)", weight: edge.weakest ? 700 : 400 };
  return [
    svgElement("path", { d: shape.path, style: line }),
    svgElement("path", { d: shape.head, style: { fill: colour } }),
    ...words.map((word, index) => cycleText(word, x, y - (words.length - 1 - index) * 15, style)),
  ];
}

function cycleShapeAcross([x1, y1], [x2], [width, height], back) {
  const middle = y1 + height / 2;
  if (!back) {
    return {
      path: `M${x1 + width + 4} ${middle} H${x2 - 12}`, head: `M${x2 - 3} ${middle} l-11 -6 v12 Z`,
      label: [(x1 + width + x2) / 2, middle - 12, "middle"],
    };
  }
  const [start, end, low] = [x1 + width / 2, x2 + width / 2, y1 + height];
  return {
    path: `M${start} ${low + 3} C${start} ${low + 66} ${end} ${low + 66} ${end} ${low + 14}`, head: `M${end} ${low + 3} l-6 11 h12 Z`,
    label: [(start + end) / 2, low + 74, "middle"],
  };
}

function cycleShapeDown([x1, y1], [, y2], [width, height], back) {
  const middle = x1 + width / 2;
  if (!back) {
    return {
      path: `M${middle} ${y1 + height + 3} V${y2 - 12}`, head: `M${middle} ${y2 - 2} l-6 -11 h12 Z`,
      label: [middle + 14, (y1 + height + y2) / 2 + 5, "start"],
    };
  }
  const [side, start, end] = [x1 + width, y1 + height / 2, y2 + height / 2];
  return {
    path: `M${side + 4} ${start} C${side + 60} ${start} ${side + 60} ${end} ${side + 15} ${end}`, head: `M${side + 4} ${end} l11 -6 v12 Z`,
    label: [side + 54, (start + end) / 2 + 4, "start"],
  };
}

/* --- bars --------------------------------------------------------------------------------------------------------- */

function drawBars(page, chart) {
  if (!chart.figure || !page.plotlyUrl) return null;
  return (host, giveUp) => {
    host.style.minHeight = `${chart.figure[host.clientWidth < CHART_NARROW ? "narrow" : "wide"].layout.height}px`;
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", chart.sentence);
    page.idle(() => loadPlotly(page.plotlyUrl).then((plotly) => {
      if (!host.isConnected) return null;
      return page.fit(host, CHART_NARROW, (narrow) => plotBars(plotly, host, chart.figure[narrow ? "narrow" : "wide"]));
    }).catch(giveUp));
  };
}

const PLOT_OPTIONS = { displaylogo: false, showSendToCloud: false, displayModeBar: false, responsive: true, staticPlot: true };

function plotBars(plotly, host, { data, layout }) {
  host.style.minHeight = `${layout.height}px`;
  return plotly.react(host, structuredClone(data), structuredClone(layout), PLOT_OPTIONS);
}

function loadPlotly(url) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  plotlyPending ??= new Promise((resolve, reject) => {
    const failed = () => { plotlyPending = null; reject(new Error("plotly.js could not be loaded")); };
    const loaded = () => (window.Plotly ? resolve(window.Plotly) : failed());
    document.head.append(node("script", { src: url, onload: loaded, onerror: failed }));
  });
  return plotlyPending;
}
