/* One screen for everything: what the wall shows, over the whole screen, with a strip to lead by. Escape leads back. */

function openBeamer(desk) {
  if (desk.ui.beamer) return;
  const before = document.activeElement;
  const scope = createScope();
  const stage = element(scope, "div", { class: "lcc-beamer-stage" });
  const speaker = element(scope, "p", { class: "lcc-unseen", role: "status" });
  const node = element(scope, "dialog", { class: "lcc-beamer", "aria-label": () => desk.say("beamer_label") }, stage, strip(desk, scope), speaker);
  node.addEventListener("close", () => beamerClosed(desk, before));
  node.addEventListener("cancel", (event) => { // Escape
    if (!desk.ui.confirm) return;
    event.preventDefault();
    stopAsking(desk);
  });
  desk.root.append(node);
  desk.ui.beamer = { node, scope, speaker, room: wallRoom(desk, stage), made: madeOf(desk), stage };
  node.showModal(); // before anything is drawn: what is not on screen has no size to fit into
  updateBeamer(desk);
  node.requestFullscreen?.().catch(() => {}); // where it is not allowed the page itself is large enough
  document.addEventListener("fullscreenchange", desk.leftFullscreen = () => { if (!document.fullscreenElement) closeBeamer(desk); });
  node.querySelector('[data-key^="next-"]')?.focus();
}

function strip(desk, scope) {
  return element(scope, "div", { class: "lcc-strip lcc-workshop" },
    element(scope, "strong", { text: () => titleOf(desk, desk.current().phase) }),
    element(scope, "span", { class: "lcc-progress", text: () => progressText(desk) }),
    timerPart(desk, scope, "beamer"),
    element(scope, "p", { class: "lcc-row", hidden: () => !(desk.ui.beamer?.room.count() > 1) },
      act(desk, scope, "slide-prev", "‹", () => turnSlide(desk, -1), { "aria-label": () => desk.say("slide_prev") }),
      act(desk, scope, "slide-next", "›", () => turnSlide(desk, 1), { "aria-label": () => desk.say("slide_next") })),
    movesPart(desk, scope, "beamer"),
    act(desk, scope, "beamer-close", () => desk.say("beamer_close"), () => closeBeamer(desk)));
}

function updateBeamer(desk) {
  const { beamer } = desk.ui;
  if (!beamer) return;
  if (!desk.current().number) return void closeBeamer(desk);
  if (beamer.made !== madeOf(desk)) {
    beamer.room.close();
    Object.assign(beamer, { made: madeOf(desk), room: wallRoom(desk, beamer.stage) });
  }
  beamer.room.update(desk.get("room"), desk.now());
  beamer.scope.refresh();
}

/* The wall is built anew when the language or the way in has changed. */
const madeOf = (desk) => desk.language() + desk.ui.link;

function wallRoom(desk, stage) {
  const { rows } = desk.ui;
  return mountRoom(stage, { language: desk.language(), size: "wall", qr: rows.length ? rows : null, join: desk.ui.link ?? "", joinShort: shortAddress(desk) });
}

function turnSlide(desk, by) {
  const { room } = desk.ui.beamer;
  if (by > 0) room.next();
  else room.prev();
  desk.tellWalls({ act: "show", index: room.index() });
  desk.refresh();
}

function closeBeamer(desk) {
  const { beamer } = desk.ui;
  if (!beamer) return;
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  beamer.node.close();
}

function beamerClosed(desk, before) {
  document.removeEventListener("fullscreenchange", desk.leftFullscreen);
  desk.ui.beamer.room.close();
  desk.ui.beamer.node.remove();
  Object.assign(desk.ui, { beamer: null, confirm: null });
  desk.refresh();
  (before?.isConnected ? before : desk.root.querySelector('[data-key="beamer"]'))?.focus();
}
