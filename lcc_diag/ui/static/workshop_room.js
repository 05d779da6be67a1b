/* A workshop on screen. mountRoom(el, {language, size, own, qr, join, joinShort, tell}) → {update, setLanguage, setOwn, show,
   next, prev, count, index, place, close}.

   size "wall": one thing at a time, read from ten metres. "phone": one result at a time, with a list of all. "desk": all results
   one below the other. own: own answers by key, marked on this screen only. qr: rows of 0 and 1. update(room, now): the room
   as the server describes it, and the time on its clock. tell(place): told where it is, as roomWhere says it. */

const ROOM_TICK = 250; // milliseconds
const ROOM_SIZES = { largest: 1.3, smallest: 0.5, step: 0.05 }; // the wall's text becomes what fits
const ROOM_ASKING = ["write", "answer", "predict"];
const ROOM_TALKING = ["reveal", "talk"];
const ROOM_AGREEING = ["decide", "close"];

function mountRoom(el, { language = "de", size = "desk", own = null, qr = null, join = "", joinShort = "", tell = () => {} } = {}) {
  const view = { size, language, own, qr, join, joinShort, room: null, before: null, at: 0, key: null, phase: null, drawn: null, offset: 0, slides: [], tell };
  view.root = roomNode("div", { class: `room room-${size}`, lang: language });
  el.append(view.root);
  const ticking = setInterval(() => roomTick(view), ROOM_TICK);
  const sized = new ResizeObserver(() => roomFit(view)); // the window's size, or that of what stands beside
  sized.observe(view.root);
  return {
    update(room, now = Date.now()) { view.room = room; view.offset = now - Date.now(); roomDraw(view); },
    setLanguage(code) { view.language = code; view.root.lang = code; roomDraw(view); },
    setOwn(answers) { view.own = answers; roomDraw(view); },
    show: (index) => roomShow(view, index),
    next: () => roomShow(view, view.at + 1),
    prev: () => roomShow(view, view.at - 1),
    count: () => view.slides.length,
    index: () => view.at,
    place: () => roomWhere(view),
    close() { clearInterval(ticking); sized.disconnect(); view.root.remove(); },
  };
}

/* --- slides ---------------------------------------------------------------------------------------------------------- */

function roomSlides(view) {
  const { room, size } = view;
  const results = room.results ? roomResultSlides(view, room.results) : [];
  if (size === "phone") return results.length ? [{ key: "all", build: () => roomOverview(view, results) }, ...results] : [roomNothing(view)];
  if (size === "desk") return [{ key: "all", build: () => roomNode("div", {}, results.map(({ build }) => build()), roomStatus(view)) }];
  if (room.phase === "join") return [{ key: "join", build: () => roomJoin(view) }];
  if (ROOM_ASKING.includes(room.phase)) return [{ key: "asking", build: () => roomAsking(view) }];
  const pages = roomDivided(view, results);
  if (ROOM_AGREEING.includes(room.phase)) return [{ key: "steps", build: () => roomSteps(view) }, ...pages];
  return pages.length ? pages : [roomNothing(view)];
}

const roomNothing = (view) => ({
  key: "none", build: () => roomNode("section", { class: "room-slide" }, roomNode("h2", { tabindex: "-1", text: roomWord(view, view.room.results ? "screen_none" : "screen_sealed") })),
});

/* What is on screen is built anew only if it has changed; the slide stays, as far as it is still there. */
function roomDraw(view) {
  if (!view.room) return;
  view.slides = roomSlides(view);
  view.at = roomPosition(view);
  view.phase = view.room.phase;
  view.before = view.room.results;
  view.key = view.slides[view.at].key;
  view.tell(roomWhere(view));
  const drawn = JSON.stringify([view.key, view.slides.length, view.language, view.own, roomShown(view)]);
  if (drawn === view.drawn) return roomTick(view);
  const open = [...view.root.querySelectorAll("details[open][data-key]")].map(({ dataset }) => dataset.key);
  view.drawn = drawn;
  view.root.replaceChildren(view.slides[view.at].build(), ...roomNavigation(view));
  view.root.querySelectorAll("details[data-key]").forEach((fold) => { fold.open ||= open.includes(fold.dataset.key); });
  roomTick(view);
  roomFit(view);
}

/* What the slide is made of. Counts and times concern the wall only. */
function roomShown(view) {
  const { results, steps, next_meeting_text: meeting, phase, deleted, challenges, counts, locked, code } = view.room;
  return [results, steps, meeting, phase, deleted, ...(view.size === "wall" ? [challenges, counts, locked, code, Boolean(view.room.timer)] : [])];
}

function roomShow(view, index) {
  if (!view.room || index < 0 || index >= view.slides.length || index === view.at) return;
  view.key = view.slides[index].key;
  roomDraw(view);
  if (view.size !== "phone") return;
  view.root.querySelector("h2")?.focus({ preventScroll: true });
  view.root.scrollIntoView({ block: "start" });
}

/* --- finding the way -------------------------------------------------------------------------------------------------- */

function roomNavigation(view) {
  if (view.slides.length < 2 || view.size === "desk") return [];
  return [view.size === "wall" ? roomSteplets(view) : roomPager(view)];
}

function roomSteplets(view) {
  const dot = ({ title, divides }, index) => roomNode("li", { class: divides ? "room-apart" : null }, roomNode("button", {
    type: "button", tabindex: "-1", "aria-label": `${index + 1}${title ? `: ${roomSay(view, title)}` : ""}`,
    "aria-current": index === view.at ? "true" : null, onclick: () => roomShow(view, index) }));
  return roomNode("nav", { class: "room-progress", "aria-label": roomWord(view, "screen_slides"), title: roomWord(view, "screen_keys") },
    roomNode("ol", {}, view.slides.map(dot)), roomNode("p", { text: roomPlaceText(view) }));
}

function roomPlaceText(view) {
  const { round, number, total } = roomWhere(view);
  return [roomSay(view, round), number && `${number} / ${total}`].filter(Boolean).join(" · ");
}

function roomPager(view) {
  const step = (word, by, first) => roomNode("button", {
    type: "button", class: `room-button${first ? " room-first" : ""}`, text: roomWord(view, word), "data-act": by > 0 ? "next" : "prev",
    disabled: !view.slides[view.at + by], onclick: () => roomShow(view, view.at + by) });
  const position = roomWord(view, "screen_result_of", { number: view.at, total: view.slides.length - 1 });
  return roomNode("nav", { class: "room-pager", "aria-label": roomWord(view, "screen_slides") },
    step("screen_previous", -1),
    roomNode("p", { text: view.at ? position : "" }),
    step("screen_next", 1, true));
}

function roomOverview(view, results) {
  const entry = ({ round, title, brief }, index) => roomNode("li", {}, roomNode("button", { type: "button", class: "room-jump", onclick: () => roomShow(view, index + 1) },
    roomText(view, "span", "room-jump-brief", round),
    roomNode("span", { class: "room-jump-title", text: roomSay(view, title) }),
    brief === title ? null : roomNode("span", { class: "room-jump-brief", text: roomSay(view, brief) })));
  return roomNode("section", { class: "room-slide" },
    roomNode("h2", { tabindex: "-1", text: roomWord(view, "screen_overview") }),
    roomText(view, "p", "room-people", view.room.results.people),
    roomNode("ol", { class: "room-jumps" }, results.map(entry)),
    view.own && Object.keys(view.own).length ? roomNode("p", { class: "room-note", text: roomWord(view, "screen_own_note") }) : null,
    roomStatus(view));
}

function roomStatus(view) {
  const lines = view.room.results?.status ?? [];
  return roomNode("div", { class: "room-status" }, lines.map((line) => roomNode("p", { text: roomSay(view, line) })));
}

/* --- the wall between results ------------------------------------------------------------------------------------------ */

function roomJoin(view) {
  const { room } = view;
  const spaced = `${room.code.slice(0, 3)} ${room.code.slice(3)}`;
  const count = room.counts.joined;
  return roomNode("section", { class: "room-slide room-joining" },
    roomNode("div", { class: "room-invitation" },
      roomNode("h1", { text: roomWord(view, "screen_join_title") }),
      roomNode("p", { class: "room-lead", text: roomWord(view, view.qr ? "screen_join_scan" : "screen_join_type") }),
      view.qr ? roomNode("p", { class: "room-small", text: roomWord(view, "screen_join_type") }) : null,
      roomNode("p", { class: "room-address", text: view.joinShort }),
      roomNode("p", { class: "room-small", text: roomWord(view, "screen_join_code") }),
      roomNode("p", { class: "room-code", "aria-label": [...room.code].join(" "), text: spaced }),
      roomNode("p", { class: "room-promise", text: roomWord(view, "screen_join_promise", { minimum: room.min_group }) })),
    roomNode("div", { class: "room-entrance" },
      view.qr ? roomQr(view, view.qr) : null,
      roomNode("p", { class: "room-count", role: "status" }, roomNode("strong", { text: String(count) }),
        roomNode("span", { text: roomWord(view, count === 1 ? "screen_joined_one" : "screen_joined_many") })),
      room.locked ? roomNode("p", { class: "room-locked", text: roomWord(view, "screen_locked") }) : null));
}

function roomAsking(view) {
  const { room } = view;
  const phase = room.phases.find(({ id }) => id === room.phase);
  const { joined, finished } = room.counts;
  const few = room.phase === "predict" && !room.sealed; // leaders only, often a single one: nobody waits for them in public
  const bar = roomNode("span", { class: "room-track" }, roomNode("span", { class: "room-fill", style: { "--share": joined ? finished / joined : 0 } }));
  return roomNode("section", { class: `room-slide room-asking${room.timer ? "" : " room-untimed"}` },
    roomNode("h1", { text: roomSay(view, phase?.title) }),
    roomNode("p", { class: "room-lead", text: roomSay(view, phase?.text) }),
    room.phase === "predict" ? null : roomNode("ol", { class: "room-statements" }, room.challenges.map(({ statement }) => roomNode("li", { text: statement }))),
    roomNode("p", { class: "room-time" }, roomNode("span", { role: "timer", "aria-label": roomWord(view, "screen_time_left") }), roomNode("span", { class: "room-time-note" })),
    few ? null : roomNode("div", { class: "room-finished" }, roomNode("p", { text: room.sealed ? roomWord(view, "screen_sealed") : roomWord(view, "screen_finished", { finished, joined }) }), bar),
    room.locked || !view.joinShort ? null : roomNode("p", { class: "room-latecomers", text: roomWord(view, "screen_late", { address: view.joinShort, code: room.code }) }));
}

/* Steps with a name and a date, as they are entered; at the end with thanks. */
function roomSteps(view) {
  const { room } = view;
  const closed = room.phase === "close";
  const meeting = room.next_meeting_text;
  return roomNode("section", { class: "room-slide room-agreed" },
    roomNode("h1", { text: roomWord(view, closed ? "screen_close_title" : "screen_steps_title") }),
    closed ? roomNode("p", { class: "room-lead", text: roomWord(view, room.deleted ? "screen_close_deleted" : "screen_close_text") }) : null,
    closed && room.steps.length ? roomNode("h2", { text: roomWord(view, "screen_steps_done") }) : null,
    room.steps.length || closed ? null : roomNode("p", { class: "room-lead", text: roomWord(view, "screen_steps_none") }),
    roomStepList(view),
    meeting ? roomNode("p", { class: "room-meeting", text: roomWord(view, "screen_meeting", { day: roomSay(view, meeting) }) }) : null);
}

function roomStepList(view) {
  const { steps } = view.room;
  if (!steps.length) return null;
  return roomNode("ol", { class: "room-steps" }, steps.map(({ text, person, due }) => roomNode("li", {},
    roomNode("span", { class: "room-deed", text }),
    roomNode("span", { class: "room-who", text: [person, due && roomSay(view, due)].filter(Boolean).join(", ") }))));
}

/* --- moment by moment ------------------------------------------------------------------------------------------------- */

function roomTick(view) {
  const place = view.root.querySelector(".room-time");
  if (!place) return;
  const [clock, note] = place.children;
  const seconds = roomSeconds(view.room, Date.now() + view.offset);
  place.hidden = seconds === null;
  const over = seconds === 0 && Boolean(view.room.timer?.ends);
  place.classList.toggle("room-over", over);
  roomWrite(clock, seconds === null ? "" : roomClock(seconds));
  roomWrite(note, over ? roomWord(view, "screen_time_over") : view.room.timer && !view.room.timer.ends ? roomWord(view, "screen_time_stopped") : "");
}

function roomWrite(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/* The wall does not scroll: what is short becomes larger, what is long a little smaller. */
function roomFit(view) {
  const slide = view.size === "wall" && view.root.querySelector(".room-slide");
  if (!slide) return;
  const { largest, smallest, step } = ROOM_SIZES;
  for (let zoom = largest; zoom >= smallest; zoom -= step) {
    slide.style.setProperty("--room-zoom", zoom.toFixed(2));
    if (slide.scrollHeight <= slide.clientHeight + 1 && slide.scrollWidth <= slide.clientWidth + 1) return;
  }
}
