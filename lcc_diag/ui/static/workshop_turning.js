/* Turning what everybody sees: the beamer view, and walls in other windows of this browser, which tell how far they are. */

function watchWalls(desk) {
  const channel = new BroadcastChannel("lcc-wall");
  desk.tellWalls = (message) => channel.postMessage({ code: desk.current().code, ...message });
  channel.onmessage = ({ data }) => wallTold(desk, data);
  desk.tellWalls({ act: "where" });
  return () => channel.close();
}

function wallTold(desk, { code, act: told, place }) {
  if (!["at", "gone"].includes(told) || code !== desk.current().code) return;
  desk.ui.wall = told === "at" ? { code, place } : null;
  if (!desk.ui.wall) desk.tellWalls({ act: "where" }); // another may still be open
  desk.refresh();
}

/* Where the screen is that this page can turn: {index, count, number, total, round}, or null. */
function turnable(desk) {
  const { beamer, wall } = desk.ui;
  if (beamer) return beamer.room.count() ? beamer.room.place() : null;
  return wall && wall.code === desk.current().code ? wall.place : null;
}

const canTurn = (desk) => turnable(desk)?.count > 1;

function turnPage(desk, by) {
  if (desk.ui.beamer) turnSlide(desk, by);
  else desk.tellWalls({ act: by > 0 ? "next" : "prev" });
}

/* As on the wall itself: counted within a round. */
function pageText(desk) {
  const { round, number, total } = turnable(desk) ?? {};
  return [desk.t(round), number && desk.say("wall_page", { number, total })].filter(Boolean).join(" · ");
}

/* Where results are shown there are pages to turn. */
function turningPart(desk, scope) {
  const turn = (key, sign, by, word) => act(desk, scope, key, sign, () => turnPage(desk, by), { "aria-label": () => desk.say(word) });
  return element(scope, "div", { class: "lcc-turning", hidden: () => !desk.get("room").results },
    element(scope, "p", { class: "lcc-row", hidden: () => !canTurn(desk) },
      element(scope, "strong", { text: () => desk.say("wall_label") }),
      turn("wall-prev", "‹", -1, "slide_prev"),
      element(scope, "span", { role: "status", class: "lcc-page", text: () => pageText(desk) }),
      turn("wall-next", "›", 1, "slide_next")),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say(canTurn(desk) ? "wall_elsewhere" : "wall_none") }));
}
