/* The Cynefin canvas as inline SVG: four domains around an open centre, curved boundaries, and the cliff between
   Clear and Chaotic. Used by the form and by the result page, so it exports nothing and needs nothing.

   drawCanvas(host, {domains, points, language, words, label})
     domains: [{id, name: {de, en}, short: {de, en}}]
     points:  [{number, call, support: {domain: 0..1}, placement: {domain} | null}]; call null: not drawn
     words:   {cliff, computed, placed} in both languages (optional), label: the picture in one sentence (optional) */

/* Sizes of text and points are meant in pixels on the screen, whatever the width of the picture; `most` in units. */
const CANVAS = { width: 800, height: 600, pull: 0.55, rounds: 60, roomForWords: 400 };
const CANVAS_SIZES = {
  name: { screen: 19, most: 36 }, short: { screen: 13, most: 21 }, centre: { screen: 13.5, most: 24 },
  cliff: { screen: 12.5, most: 22 }, point: { screen: 14, most: 23 },
};
const CANVAS_CENTRES = {
  complex: [200, 190], complicated: [600, 190], clear: [600, 415], chaotic: [195, 415], confused: [400, 325],
};
const CANVAS_FILLS = { complex: "#e6f0ee", complicated: "#eaeef6", clear: "#f5f2e6", chaotic: "#f8e9e2" };
const CANVAS_EDGES = {
  complex_complicated: "M436 14 C404 84 428 150 402 214",
  chaotic_complex: "M14 322 C96 284 190 334 288 300",
  complicated_clear: "M512 300 C604 274 694 332 786 292",
  cliff: "M400 386 C390 420 416 446 412 480 C408 520 366 540 352 586",
};
const CANVAS_AREAS = {
  complex: "M14 14 H436 C404 84 428 150 402 214 L400 300 H288 C190 334 96 284 14 322 Z",
  complicated: "M436 14 H786 V292 C694 332 604 274 512 300 H400 L402 214 C428 150 404 84 436 14 Z",
  clear: "M786 292 V586 H352 C366 540 408 520 412 480 C416 446 390 420 400 386 V300 H512 C604 274 694 332 786 292 Z",
  chaotic: "M14 322 C96 284 190 334 288 300 H400 V386 C390 420 416 446 412 480 C408 520 366 540 352 586 H14 Z",
};
const CANVAS_CENTRE = "M400 212 C470 206 520 250 514 302 C510 356 462 392 398 388 C334 386 284 352 286 298 C288 248 338 214 400 212 Z";
const CANVAS_FOLD = "M412 472 C420 510 456 530 438 586 H352 C366 540 408 520 412 472 Z";
const CANVAS_HATCH = ["M408 506 L427 514", "M399 524 L434 530", "M386 542 L438 546", "M374 560 L439 562"];
const CANVAS_NAMES = {
  complex: [38, 52, "start"], complicated: [762, 52, "end"], clear: [762, 548, "end"], chaotic: [38, 548, "start"],
};
/* Calls on a boundary: where they lie, and along which axis several of them make room for each other. */
const CANVAS_THRESHOLDS = { complex_complicated: [414, 118, "y"], chaotic_complex: [150, 308, "x"] };

function svgElement(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") Object.assign(node.style, value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function drawCanvas(host, { domains, points, language, words = {}, label = "" }) {
  const width = host.clientWidth || CANVAS.width;
  const size = (name) => Math.min(CANVAS_SIZES[name].screen * ((CANVAS.width - 26) / width), CANVAS_SIZES[name].most);
  const spots = canvasPositions(points, size("point"));
  const svg = svgElement("svg", {
    viewBox: `13 13 ${CANVAS.width - 26} ${CANVAS.height - 26}`, role: "img", "aria-label": label, class: "lcc-canvas",
    style: { display: "block", width: "100%", height: "auto", fontFamily: "var(--lcc-font)" },
  });
  svg.append(...canvasGround());
  const cliff = { fill: "var(--lcc-warm)", weight: 600 };
  if (words.cliff) svg.append(canvasText(words.cliff[language], 456, 516, size("cliff"), cliff));
  svg.append(...spots.flatMap(canvasTie), ...canvasNames(domains, language, size, width >= CANVAS.roomForWords));
  svg.append(...spots.flatMap((spot) => canvasPlacement(spot, size("point"))));
  svg.append(...spots.map((spot) => canvasPoint(spot, size("point"))));
  host.replaceChildren(svg, ...canvasLegend(points, words, language));
}

function canvasPath(d, style) {
  return svgElement("path", { d, style });
}

function canvasGround() {
  const areas = Object.entries(CANVAS_AREAS).map(([id, d]) => canvasPath(d, { fill: CANVAS_FILLS[id] }));
  const band = { fill: "none", stroke: "#ffffff", strokeWidth: 46, strokeOpacity: 0.65 };
  const thresholds = Object.keys(CANVAS_THRESHOLDS).map((id) => canvasPath(CANVAS_EDGES[id], band));
  const line = { fill: "none", stroke: "var(--lcc-line-strong)", strokeWidth: 2.5, strokeLinecap: "round" };
  const edges = Object.entries(CANVAS_EDGES).map(([id, d]) =>
    canvasPath(d, { ...line, strokeDasharray: id in CANVAS_THRESHOLDS ? "2 8" : "none" }));
  const fold = [
    canvasPath(CANVAS_FOLD, { fill: "var(--lcc-warm-soft)", stroke: "var(--lcc-warm)", strokeWidth: 2 }),
    ...CANVAS_HATCH.map((d) => canvasPath(d, { stroke: "var(--lcc-warm)", strokeWidth: 1.5, strokeOpacity: 0.55 })),
  ];
  const centre = canvasPath(CANVAS_CENTRE, { ...line, fill: "#ffffff", strokeWidth: 2, strokeDasharray: "6 6" });
  const frame = canvasPath("M14 14 H786 V586 H14 Z", { fill: "none", stroke: "var(--lcc-line)", strokeWidth: 2 });
  return [...areas, ...thresholds, ...fold, ...edges, centre, frame];
}

function canvasText(text, x, y, size, { anchor = "start", fill = "var(--lcc-text)", weight = 400 } = {}) {
  return svgElement("text", { x, y, "text-anchor": anchor, text, style: { fontSize: `${size}px`, fontWeight: weight, fill } });
}

function canvasNames(domains, language, size, withWords) {
  return domains.flatMap((domain) => {
    if (domain.id === "confused") return canvasCentreName(domain.name[language], size("centre"));
    const [x, y, anchor] = CANVAS_NAMES[domain.id];
    const name = canvasText(domain.name[language], x, y, size("name"), { anchor, weight: 650 });
    const short = canvasText(domain.short[language], x, y + 26, size("short"), { anchor, fill: "var(--lcc-muted)" });
    return withWords ? [name, short] : [name];
  });
}

function canvasCentreName(name, size) {
  return name.split(/(?<=\/) /).map((line, index) =>
    canvasText(line, 400, 256 + index * size * 1.2, size, { anchor: "middle", weight: 600 }));
}

/* A settled challenge lies in its domain, drawn towards the others by their support; open ones lie in the centre. */
function canvasSpot({ call, support }) {
  if (call in CANVAS_THRESHOLDS) return CANVAS_THRESHOLDS[call];
  const centre = CANVAS_CENTRES[call] ?? CANVAS_CENTRES.confused;
  if (!(call in CANVAS_CENTRES) || call === "confused") return [...centre, "x"];
  const mean = [0, 1].map((axis) =>
    Object.entries(support ?? {}).reduce((sum, [domain, share]) => sum + share * (CANVAS_CENTRES[domain]?.[axis] ?? 0), 0));
  return [...centre.map((value, axis) => value + CANVAS.pull * (mean[axis] - value)), "both"];
}

function canvasPositions(points, radius) {
  const spots = points.filter(({ call }) => call).map((point) => {
    const [x, y, axis] = canvasSpot(point);
    return { point, x, y, axis };
  });
  for (let round = 0; round < CANVAS.rounds; round += 1) {
    spots.forEach((one, index) => spots.slice(index + 1).forEach((other) => canvasPushApart(one, other, radius * 2.2)));
  }
  return spots;
}

function canvasPushApart(one, other, distance) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const between = Math.hypot(dx, dy);
  if (between >= distance) return;
  const [ux, uy] = between > 0.5 ? [dx / between, dy / between] : [0.8, 0.6];
  const step = (distance - between) / 2;
  for (const [spot, sign] of [[one, -1], [other, 1]]) {
    if (spot.axis !== "y") spot.x += sign * step * (spot.axis === "x" ? Math.sign(ux) || 1 : ux);
    if (spot.axis !== "x") spot.y += sign * step * (spot.axis === "y" ? Math.sign(uy) || 1 : uy);
  }
}

function canvasPoint({ point, x, y }, radius) {
  return svgElement("g", { "data-point": point.number },
    svgElement("circle", { cx: x, cy: y, r: radius, style: { fill: "var(--lcc-accent)", stroke: "#ffffff", strokeWidth: 3 } }),
    canvasText(String(point.number), x, y + radius * 0.36, radius, { anchor: "middle", fill: "#ffffff", weight: 700 }));
}

/* Where the group itself puts the challenge, if it differs from the call: an open diamond tied to the point. */
function canvasOwnPlace({ point }) {
  const domain = point.placement?.domain;
  if (!(domain in CANVAS_CENTRES) || domain === point.call) return null;
  const [x, y] = CANVAS_CENTRES[domain];
  const outwards = Math.sign(x - CANVAS_CENTRES.confused[0]) * 20;
  return [x + outwards + (point.number - 3.5) * 26, y + (domain === "confused" ? 34 : 62)];
}

function canvasTie(spot) {
  const own = canvasOwnPlace(spot);
  if (!own) return [];
  const style = { stroke: "var(--lcc-warm)", strokeWidth: 2, strokeDasharray: "3 5" };
  return [svgElement("line", { x1: spot.x, y1: spot.y, x2: own[0], y2: own[1], style })];
}

function canvasPlacement(spot, radius) {
  const own = canvasOwnPlace(spot);
  if (!own) return [];
  const [x, y] = own;
  const r = radius * 1.25;
  const diamond = `M${x} ${y - r} L${x + r} ${y} L${x} ${y + r} L${x - r} ${y} Z`;
  const text = { anchor: "middle", fill: "var(--lcc-warm)", weight: 700 };
  return [
    canvasPath(diamond, { fill: "#ffffff", stroke: "var(--lcc-warm)", strokeWidth: 2.5 }),
    canvasText(String(spot.point.number), x, y + radius * 0.34, radius * 0.95, text),
  ];
}

function canvasLegend(points, words, language) {
  if (!words.computed || !points.some(({ placement }) => placement)) return [];
  const style = { width: "1em", height: "1em", verticalAlign: "-0.1em" };
  const mark = (shape) => svgElement("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", style }, shape);
  const shapes = {
    computed: svgElement("circle", { cx: 10, cy: 10, r: 8, style: { fill: "var(--lcc-accent)" } }),
    placed: canvasPath("M10 1 L19 10 L10 19 L1 10 Z", { fill: "#ffffff", stroke: "var(--lcc-warm)", strokeWidth: 2 }),
  };
  const legend = document.createElement("p");
  legend.className = "lcc-canvas-legend";
  for (const [name, shape] of Object.entries(shapes)) {
    const entry = document.createElement("span");
    entry.append(mark(shape), ` ${words[name][language]} `);
    legend.append(entry);
  }
  return [legend];
}
