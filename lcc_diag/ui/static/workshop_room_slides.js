/* The results of a workshop as slides: a challenge, an attitude, the recommendation. On the wall a challenge takes two: what
   the answers say, then what divides the room; phones and the facilitator see each result whole. */

const ROOM_TEXTS_AT_ONCE = 3;
const ROOM_FIRST = ["whole", "answers"];

/* [{key, group, round, title, brief, build()}] in the order in which the room talks about them: group 0 is the latest round,
   then come the earlier ones. What is one's own belongs to the latest round. */
function roomResultSlides(view, results) {
  const rounds = [{ title: null, slides: results.slides }, ...results.earlier];
  return rounds.flatMap(({ title, slides }, at) => {
    const within = at ? { ...view, own: null } : view;
    return slides.flatMap((slide) => roomPartsOf(within, slide).map(([part, build]) => ({
      key: `${at}:${slide.id}:${part}`, group: at, round: title, title: slide.title, brief: slide.brief, build: () => roomSlide(within, slide, title, part, build()),
    })));
  });
}

/* Each earlier round begins with a slide of its own: whoever turns the pages sees where the new result ends. */
function roomDivided(view, slides) {
  const begins = ({ group }, index) => group > 0 && group !== slides[index - 1]?.group;
  return slides.flatMap((slide, index) => (begins(slide, index) ? [roomDivider(view, slides.filter(({ group }) => group === slide.group)), slide] : [slide]));
}

function roomDivider(view, slides) {
  const [{ group, round }] = slides;
  const titles = [...new Set(slides.map(({ title }) => roomSay(view, title)))];
  return { key: `${group}:earlier`, group, round, title: round, divides: true, build: () => roomNode("section", { class: "room-slide room-earlier" },
    roomNode("h1", { text: roomWord(view, "screen_earlier_title", { round: roomSay(view, round) }) }),
    roomNode("p", { class: "room-lead", text: roomWord(view, "screen_earlier_text") }),
    roomNode("ul", {}, titles.map((text) => roomNode("li", { text })))) };
}

function roomPartsOf(view, slide) {
  const whole = { challenge: roomChallenge, attitude: roomAttitude, recommendation: roomRecommendation }[slide.kind];
  if (view.size !== "wall" || slide.kind !== "challenge") return [["whole", () => whole(view, slide)]];
  return [
    ["answers", () => roomAnswers(view, slide)],
    ...(slide.discuss ? [["discuss", () => [roomDiscuss(view, slide)]]] : []),
    ...roomTextPages(view, slide),
    ["together", () => roomTogether(view, slide)],
  ];
}

/* What follows on the first part of a challenge has a heading of its own, so the statement takes a line less. */
function roomSlide(view, slide, round, part, content) {
  const first = ROOM_FIRST.includes(part);
  const eyebrow = [round, slide.eyebrow, first ? null : slide.title].filter(Boolean).map((text) => roomSay(view, text)).join(" · ");
  return roomNode("section", { class: `room-slide room-${slide.kind}` },
    roomNode("p", { class: "room-eyebrow", text: eyebrow }),
    first ? roomNode("h2", { tabindex: "-1", text: roomSay(view, slide.title) }) : null,
    content);
}

const roomHeading = (view, text) => roomNode(view.size === "wall" ? "h2" : "h3", { text: roomSay(view, text) });

/* --- a challenge ----------------------------------------------------------------------------------------------------- */

function roomChallenge(view, slide) {
  return [
    ...roomAnswers(view, slide),
    roomDiscuss(view, slide),
    roomPlacement(view, slide.placement),
    roomDecompose(view, slide.decompose),
    roomQuotes(view, slide.texts?.title, slide.texts?.items ?? []),
    roomFold(view, slide.others),
  ];
}

function roomAnswers(view, slide) {
  if (slide.why) return [roomText(view, "p", "room-why", slide.why), roomSingle(view, slide.dots)];
  const { call } = slide;
  return [
    roomNode("div", { class: "room-answers" },
      roomNode("div", { class: `room-call room-call-${call.id}` },
        roomNode("p", { class: "room-call-name", text: roomSay(view, call.name) }),
        roomNode("p", { text: roomSay(view, call.sentence) }),
        roomText(view, "p", "room-agreement", slide.agreement),
        roomText(view, "p", "room-people", slide.people)),
      roomChart(view, slide.support)),
    view.size === "wall" ? null : roomText(view, "p", "room-advice", call.advice),
    view.size === "wall" ? null : roomMismatch(view, slide.mismatch),
  ];
}

/* Leaders who agreed to be shown, where nothing else is. */
function roomSingle(view, dots) {
  if (!dots) return null;
  return roomNode("div", { class: "room-single" }, roomText(view, "p", "room-note", dots.note),
    roomNode("ul", {}, dots.items.map((text) => roomNode("li", { text: roomSay(view, text) }))));
}

function roomDiscuss(view, { discuss }) {
  if (!discuss) return null;
  return roomNode("div", { class: "room-discuss" },
    roomHeading(view, discuss.title),
    roomNode("p", { class: "room-prompt", text: roomSay(view, discuss.prompt) }),
    roomNode("div", { class: "room-pair" }, discuss.charts.map((chart) => roomChart(view, chart, "h4"))));
}

function roomMismatch(view, found) {
  if (!found) return null;
  return roomNode("div", { class: "room-mismatch" },
    roomNode("h3", { text: `${roomSay(view, found.lead)}: ${roomSay(view, found.name)}` }), roomNode("p", { text: roomSay(view, found.advice) }));
}

/* Where the room itself puts it, beside what was computed: both stay. */
function roomPlacement(view, placement) {
  if (!placement) return null;
  const entry = (lead, name, reason) => roomNode("div", {}, roomNode("dt", { text: roomSay(view, lead) }),
    roomNode("dd", {}, roomNode("strong", { text: roomSay(view, name) }), reason ? roomNode("span", { class: "room-reason", text: reason }) : null));
  return roomNode("div", { class: "room-placement" }, roomHeading(view, placement.title),
    roomNode("dl", {}, entry(placement.computed_lead, placement.computed), entry(placement.own_lead, placement.own, placement.reason)));
}

function roomDecompose(view, { title, items, first }) {
  const list = roomNode("ul", {}, items.map((text) => roomNode("li", { text: roomSay(view, text) })));
  const heading = roomHeading(view, title);
  if (view.size === "wall") return roomNode("div", { class: "room-decompose" }, heading, list);
  return roomNode("details", { class: "room-fold room-decompose", open: first }, roomNode("summary", {}, heading), list);
}

function roomTogether(view, slide) {
  return [roomPlacement(view, slide.placement), roomDecompose(view, slide.decompose), roomMismatch(view, slide.mismatch)];
}

function roomQuotes(view, title, texts) {
  if (!texts.length) return null;
  return roomNode("div", { class: "room-texts" }, roomHeading(view, title), texts.map((text) => roomNode("blockquote", { text })));
}

function roomTextPages(view, { texts }) {
  const items = texts?.items ?? [];
  const pages = Math.ceil(items.length / ROOM_TEXTS_AT_ONCE);
  return Array.from({ length: pages }, (_, page) => [`texts-${page}`, () => [
    roomQuotes(view, texts.title, items.slice(page * ROOM_TEXTS_AT_ONCE, (page + 1) * ROOM_TEXTS_AT_ONCE))]]);
}

/* More charts, folded away; nobody opens a fold on the wall. */
function roomFold(view, { title, charts, hidden }) {
  if (!charts.length) return roomText(view, "p", "room-note", hidden);
  return roomNode("details", { class: "room-fold room-others", "data-key": roomSay(view, title) },
    roomNode("summary", {}, roomNode("h3", { text: roomSay(view, title) })),
    roomText(view, "p", "room-note", hidden),
    charts.map((chart) => roomChart(view, chart, "h4")));
}

/* --- an attitude ----------------------------------------------------------------------------------------------------- */

function roomAttitude(view, slide) {
  const words = [roomText(view, "p", "room-surprise", slide.surprise), roomGap(view, slide.gap), ...roomUnshown(view, slide.cells)].filter(Boolean);
  return [
    roomText(view, "p", "room-gloss", slide.gloss),
    roomText(view, "p", "room-note", slide.remark),
    roomNode("div", { class: "room-attitude-parts" },
      roomScale(view, slide),
      words.length ? roomNode("div", { class: "room-words" }, words) : null,
      slide.distribution ? roomChart(view, slide.distribution) : null),
    view.size === "wall" ? null : roomFold(view, slide.items),
  ];
}

/* What is not shown, and why: each reason once, with all whom it concerns. */
function roomUnshown(view, cells) {
  const unshown = cells.filter(({ shown, dots }) => !shown && !dots.length);
  const reasons = [...new Set(unshown.map(({ why }) => roomSay(view, why)))];
  return reasons.map((reason) => {
    const whom = unshown.filter(({ why }) => roomSay(view, why) === reason).map(({ who }) => roomSay(view, who)).join(", ");
    return roomNode("p", { class: "room-why" }, roomNode("strong", { text: `${whom}: ` }), reason);
  });
}

function roomGap(view, gap) {
  if (!gap) return null;
  return roomNode("p", { class: `room-gap${gap.flagged ? " room-flagged" : ""}` },
    roomNode("span", { text: `${roomSay(view, gap.numbers)} ` }), roomNode("span", { text: roomSay(view, gap.text) }));
}

/* --- the recommendation ---------------------------------------------------------------------------------------------- */

function roomRecommendation(view, slide) {
  return [
    roomText(view, "p", "room-why", slide.why),
    slide.points.map(({ lead, items }) => roomNode("div", { class: "room-point" }, roomNode("h3", { text: roomSay(view, lead) }),
      items.length === 1 ? roomNode("p", { text: roomSay(view, items[0]) }) : roomNode("ul", {}, items.map((text) => roomNode("li", { text: roomSay(view, text) }))))),
    roomText(view, "p", "room-weakest", slide.weakest),
    roomText(view, "p", "room-note", slide.basis),
  ];
}
