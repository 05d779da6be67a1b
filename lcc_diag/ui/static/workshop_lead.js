/* Leading through the phases: where we are, the way on and back, what is asked before it, the time, who has finished. */

function leadPart(desk, scope) {
  const phase = () => desk.current().phase;
  const title = () => titleOf(desk, phase());
  return element(scope, "div", { class: "lcc-leading" },
    stepper(desk, scope),
    element(scope, "div", { class: "lcc-lead-row" },
      element(scope, "div", { class: "lcc-phase" },
        element(scope, "h2", { text: title, tabindex: "-1", "data-key": "title" }),
        element(scope, "p", { text: () => desk.t(scriptOf(desk, phase())?.room) }),
        element(scope, "p", { class: "lcc-progress", text: () => progressText(desk) }),
        element(scope, "p", { class: "lcc-hint", text: () => tooFewText(desk) }),
        element(scope, "p", { class: "lcc-hint lcc-uncompared", text: () => uncomparedText(desk) })),
      timerPart(desk, scope, "page")),
    turningPart(desk, scope),
    movesPart(desk, scope, "page"));
}

function stepper(desk, scope) {
  const shape = () => JSON.stringify([desk.current().phases, desk.current().phase, desk.current().round]);
  return region(scope, { class: "lcc-steps" }, shape, (inner) => {
    const { phases, phase, round } = desk.current();
    const here = phases.indexOf(phase);
    const state = (index) => (index === here ? "step_now" : index < here ? "step_done" : null);
    return [
      round > 1 ? element(inner, "p", { class: "lcc-round", text: () => desk.say("round_again", { number: round }) }) : null,
      element(inner, "ol", { "aria-label": () => desk.say("steps_label") }, ...phases.map((id, index) =>
        element(inner, "li", { "aria-current": index === here ? "step" : null, class: index < here ? "lcc-done" : "" },
          element(inner, "span", { text: () => titleOf(desk, id) }),
          state(index) ? element(inner, "span", { class: "lcc-unseen", text: () => ` (${desk.say(state(index))})` }) : null)))];
  });
}

/* How many, never who. */
function progressText(desk) {
  const { progress, phase } = desk.current();
  if (phase === "join") return joinedText(desk);
  if (!progress) return "";
  return progress.asked ? desk.say("finished", progress) : desk.say("nobody_asked");
}

function joinedText(desk) {
  const count = desk.get("room").counts.joined;
  if (count === 0) return desk.say("joined_none");
  return count === 1 ? desk.say("joined_one") : desk.say("joined_many", { count });
}

/* Said while it can still be changed: more people, or a talk without figures; time for those who still answer. */
function tooFewText(desk) {
  const { phase, answered, min_group: minimum } = desk.current();
  if (answered && answered.finished < answered.asked) return desk.say("reveal_answered", answered);
  return phase === "join" && desk.get("room").counts.joined < minimum ? desk.say("joined_few", { minimum }) : "";
}

/* A prediction that nobody will see need not be made. */
function uncomparedText(desk) {
  const { uncompared, progress, phase, min_group: minimum } = desk.current();
  return uncompared && progress?.asked ? desk.say(`uncompared_${phase}`, { minimum }) : "";
}

/* --- the way on and back ---------------------------------------------------------------------------------------------- */

/* A move is over as soon as its phase is shown: its acknowledgement comes a moment later, and a key pressed then counts. */
const isMoving = (desk) => desk.movedFrom === desk.place && desk.isBusy("enter", "reveal", "again");

function move(desk, message) {
  desk.movedFrom = desk.place;
  desk.send(message);
}

function movesPart(desk, scope, place) {
  const shape = () => JSON.stringify([desk.current().next, desk.current().back, desk.ui.confirm]);
  return region(scope, { class: "lcc-moves" }, shape, (inner) => (desk.ui.confirm ? [confirmBox(desk, inner)] : moves(desk, inner, place)));
}

function moves(desk, scope, place) {
  const { next, back } = desk.current();
  const unfinished = next?.act === "reveal" && desk.get("room").sealed;
  const text = () => {
    if (desk.isBusy("reveal")) return desk.say("revealing");
    if (unfinished) return desk.say("reveal_finish");
    if (next.act === "enter") return desk.say("next_button", { title: titleOf(desk, next.phase) });
    return desk.say(`${next.act}_button`);
  };
  return [
    unfinished ? element(scope, "p", { class: "lcc-banner", text: () => desk.say("reveal_unfinished") }) : null,
    element(scope, "p", { class: "lcc-row" },
      back?.possible ? act(desk, scope, `back-${place}`, () => desk.say("back_button", { title: titleOf(desk, back.phase) }), () => goBack(desk), { off: () => isMoving(desk) }) : null,
      next ? act(desk, scope, `next-${place}`, text, () => goOn(desk), { kind: "first", off: () => isMoving(desk) }) : null),
    back && !back.possible ? element(scope, "p", { class: "lcc-hint", text: () => desk.say("back_impossible") }) : null,
  ];
}

function goOn(desk) {
  const { next, round } = desk.current();
  if (!next || desk.ui.confirm || isMoving(desk)) return;
  if (next.act === "enter") move(desk, { type: "enter", phase: next.phase });
  else if (desk.get("room").sealed && next.act === "reveal") move(desk, { type: "reveal", round });
  else askFirst(desk, next.act);
}

function goBack(desk) {
  const { back } = desk.current();
  if (desk.ui.confirm || isMoving(desk) || !back) return;
  if (back.possible) move(desk, { type: "enter", phase: back.phase });
  else desk.announce(desk.say("back_impossible"));
}

/* --- what cannot be undone is asked about first ------------------------------------------------------------------------ */

const CONFIRMED = {
  reveal: (desk) => ({ type: "reveal", round: desk.current().round }),
  close: () => ({ type: "enter", phase: "close" }),
};

function askFirst(desk, what) {
  desk.ui.confirm = what;
  desk.refresh();
  const where = desk.ui.beamer?.node ?? desk.root;
  where.querySelector('[data-key="confirm"]')?.focus();
}

function stopAsking(desk) {
  desk.ui.confirm = null;
  desk.refresh();
  const where = desk.ui.beamer?.node ?? desk.root;
  where.querySelector('[data-key^="next-"]')?.focus();
}

function confirmBox(desk, scope) {
  const what = desk.ui.confirm;
  const { answered, progress, revealed } = desk.current();
  const remark = () => {
    if (what === "reveal" && answered) return `${desk.say("reveal_answered", answered)} ${progress.asked ? desk.say("reveal_guessed", progress) : ""}`;
    if (what === "reveal" && progress) return desk.say("reveal_waiting", progress);
    return what === "close" && !revealed ? desk.say("close_unrevealed") : "";
  };
  const confirm = () => {
    desk.ui.confirm = null;
    move(desk, CONFIRMED[what](desk));
    (desk.ui.beamer?.node ?? desk.root).querySelector('[data-key="title"], [data-key^="next-"]')?.focus();
  };
  return element(scope, "div", { class: "lcc-confirm", role: "group", "aria-label": () => desk.say(`${what}_question`) },
    element(scope, "p", {}, element(scope, "strong", { text: () => desk.say(`${what}_question`) })),
    element(scope, "p", { text: remark }),
    element(scope, "p", { class: "lcc-row" },
      act(desk, scope, "confirm", () => desk.say(`${what}_confirm`), confirm, { kind: "first" }),
      act(desk, scope, "cancel", () => desk.say("cancel"), () => stopAsking(desk))));
}

function endEarly(desk, scope) {
  return region(scope, { class: "lcc-end" }, () => String(desk.running() && desk.current().next?.act !== "close"), (inner) => [
    desk.running() && desk.current().next?.act !== "close"
      ? act(desk, inner, "end-early", () => desk.say("end_early"), () => askFirst(desk, "close"), { kind: "plain" }) : null]);
}

/* --- time ---------------------------------------------------------------------------------------------------------------- */

const plannedSeconds = (desk) => 60 * (scriptOf(desk, desk.current().phase)?.minutes ?? 0);

/* {seconds, state}: "ready", "running", "paused" or "over"; the seconds may be negative. */
function timeLeft(desk) {
  const timer = desk.get("room").timer;
  if (!timer) return { seconds: plannedSeconds(desk), state: "ready" };
  if (!timer.ends) return { seconds: timer.left, state: "paused" };
  const seconds = Math.round((Date.parse(timer.ends) - desk.now()) / 1000);
  return { seconds, state: seconds < 0 ? "over" : "running" };
}

function clockText(seconds) {
  const whole = Math.abs(seconds);
  const rest = String(Math.floor(whole % 60)).padStart(2, "0");
  return `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${rest}`;
}

function toggleTimer(desk) {
  const { state } = timeLeft(desk);
  const acts = { ready: "start", running: "pause", over: "pause", paused: "resume" };
  setTimer(desk, { act: acts[state], ...(state === "ready" ? { seconds: plannedSeconds(desk) } : {}) });
}

/* As with a move: pressed twice before its effect is shown, it counts once; from then on a press means what is on screen. */
const timeShown = (desk) => JSON.stringify([desk.place, desk.get("room").timer]);
const isTiming = (desk) => isMoving(desk) || (desk.timedFrom === timeShown(desk) && desk.isBusy("timer"));

function setTimer(desk, message) {
  if (isTiming(desk)) return;
  desk.timedFrom = timeShown(desk);
  desk.send({ type: "timer", ...message });
}

/* Whether there are questions that divide the room most. */
const hasQuestions = (desk) => Boolean(desk.get("room").results?.slides.some(({ discuss }) => discuss));

function timerPart(desk, scope, place) {
  const state = () => timeLeft(desk).state;
  const words = { ready: "timer_start", running: "timer_pause", over: "timer_pause", paused: "timer_resume" };
  const about = () => ({
    ready: desk.say("timer_planned", { minutes: plannedSeconds(desk) / 60 }), paused: desk.say("timer_paused"), over: desk.say("timer_over"), running: "",
  })[state()];
  const talk = () => desk.get("guide").talk_minutes;
  const off = () => isTiming(desk);
  return element(scope, "div", { class: () => `lcc-timer lcc-${state()}` },
    element(scope, "p", { class: "lcc-clock", role: "timer", "aria-label": () => desk.say("timer_label"), text: () => clockText(timeLeft(desk).seconds) }),
    element(scope, "p", { class: "lcc-hint", text: about }),
    element(scope, "p", { class: "lcc-row" },
      act(desk, scope, `timer-${place}`, () => desk.say(words[state()]), () => toggleTimer(desk), { off }),
      act(desk, scope, `more-${place}`, () => desk.say("timer_more"), () => setTimer(desk, { act: "more", seconds: 60 }), { off }),
      act(desk, scope, `talk-${place}`, () => desk.say("timer_talk", { minutes: talk() }),
        () => setTimer(desk, { act: "start", seconds: 60 * talk() }), { off, hidden: () => desk.current().phase !== "talk" || !hasQuestions(desk) })));
}
