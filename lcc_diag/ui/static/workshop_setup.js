/* Before a workshop: what it is about, who takes part, how long, what protects people; and the earlier workshops. */

function createChoice(desk) {
  const { min_group: minGroup, keep_days: keepDays, roles, kinds } = desk.get("setup");
  return {
    parts: kinds[0].id, challenges: null, roles: roles.map(({ id }) => id), min_group: minGroup, named_leaders: false,
    budget: null, keep_days: keepDays,
  };
}

const kindOf = (desk) => desk.get("setup").kinds.find(({ id }) => id === desk.choice.parts);
const budgetOf = (desk) => desk.choice.budget ?? kindOf(desk).usual;

/* Without leaders nobody predicts. */
const isPredicting = (desk) => desk.get("setup").roles.some(({ id, predicts }) => predicts && desk.choice.roles.includes(id));
const phasesOf = (desk) => kindOf(desk).phases.filter(({ id }) => id !== "predict" || isPredicting(desk));

/* Chosen challenges that still exist; at first the first one. One alone where only one can be talked about. */
function chosenChallenges(desk) {
  const known = desk.get("challenges").map(({ id }) => id);
  const chosen = (desk.choice.challenges ?? known.slice(0, 1)).filter((id) => known.includes(id));
  return desk.choice.parts === "cynefin" ? chosen.slice(0, 1) : chosen;
}

function setupPart(desk, scope) {
  desk.choice ??= createChoice(desk);
  return [
    element(scope, "h2", { text: () => desk.say("setup_title"), tabindex: "-1", "data-key": "title" }),
    element(scope, "p", { class: "lcc-lead", text: () => desk.say("setup_lead") }),
    desk.current().number
      ? act(desk, scope, "to-closed", () => desk.say("to_closed"), () => { desk.ui.preparing = false; desk.refresh(); })
      : null,
    kindGroup(desk, scope),
    region(scope, {}, () => JSON.stringify([desk.choice.parts, desk.get("challenges")]), (inner) => [aboutGroup(desk, inner)]),
    peopleGroup(desk, scope),
    timeGroup(desk, scope),
    safetyGroup(desk, scope),
    element(scope, "p", { class: "lcc-caution", text: () => desk.say("earlier_caution"), hidden: () => !desk.get("earlier").some(({ revealed }) => revealed) }),
    openingPart(desk, scope),
    region(scope, {}, () => JSON.stringify(desk.get("earlier")), (inner) => earlierPart(desk, inner)),
  ];
}

function choose(desk, changes) {
  Object.assign(desk.choice, changes);
  desk.refresh();
}

function kindGroup(desk, scope) {
  return panel(scope, () => desk.say("kind_legend"), ...desk.get("setup").kinds.map((kind) =>
    choice(desk, scope, "radio", "parts", kind.id, () => desk.t(kind.name), {
      checked: () => desk.choice.parts === kind.id,
      onchange: () => choose(desk, { parts: kind.id, budget: null }),
      hint: () => desk.t(kind.purpose),
    })));
}

function aboutGroup(desk, scope) {
  if (desk.choice.parts === "pulse") return null;
  const challenges = desk.get("challenges");
  const { statement } = desk.get("setup");
  const hint = () => desk.say(challenges.length ? "challenges_hint" : "challenges_none", { count: desk.get("setup").questions.challenge });
  return panel(scope, () => desk.say("challenges_legend"),
    element(scope, "p", { class: "lcc-hint", text: hint }),
    ...challenges.map((challenge) => challengeChoice(desk, scope, challenge)),
    challenges.length < statement.most ? newChallenge(desk, scope, statement)
      : element(scope, "p", { class: "lcc-hint", text: () => desk.say("challenges_full", { most: statement.most }) }));
}

function challengeChoice(desk, scope, { id, statement }) {
  const one = desk.choice.parts === "cynefin";
  return choice(desk, scope, one ? "radio" : "checkbox", "challenge", id, () => statement, {
    checked: () => chosenChallenges(desk).includes(id),
    onchange: ({ checked }) => {
      const others = one ? [] : chosenChallenges(desk).filter((other) => other !== id);
      choose(desk, { challenges: checked ? [...others, id] : others });
    },
  });
}

function newChallenge(desk, scope, { lead, hint, max_length: most }) {
  const add = () => {
    const text = (desk.drafts.get("new-challenge") ?? "").trim();
    if (text) desk.send({ type: "challenge_add", statement: text });
  };
  const field = draftField(desk, scope, "new-challenge", "input", () => "", { type: "text", maxlength: most, placeholder: () => desk.t(lead) });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  return element(scope, "div", { class: "lcc-add" },
    labelled(desk, scope, () => desk.say("challenge_new"), field, () => desk.t(hint)),
    act(desk, scope, "add-challenge", () => desk.say("challenge_add"), add, { off: () => desk.isBusy("challenge_add") }));
}

function challengeAdded(desk, { statement }) {
  const added = desk.get("challenges").findLast((one) => one.statement === statement);
  desk.drafts.delete("new-challenge");
  if (added && desk.choice) choose(desk, { challenges: [...chosenChallenges(desk).filter((id) => desk.choice.parts !== "cynefin" || !id), added.id] });
}

function peopleGroup(desk, scope) {
  return panel(scope, () => desk.say("roles_legend"), ...desk.get("setup").roles.map(({ id, text }) =>
    choice(desk, scope, "checkbox", "role", id, () => desk.t(text), {
      checked: () => desk.choice.roles.includes(id),
      onchange: ({ checked }) => choose(desk, { roles: [...desk.choice.roles.filter((role) => role !== id), ...(checked ? [id] : [])] }),
    })));
}

function timeGroup(desk, scope) {
  const select = element(scope, "select", { "data-key": "budget", onchange: () => choose(desk, { budget: Number(select.value) }) },
    ...desk.get("setup").budgets.map((count) => element(scope, "option", { value: count, text: () => desk.say("budget_option", { count }) })));
  scope.bind(() => { select.value = String(budgetOf(desk)); });
  const minutes = () => kindOf(desk).plans[budgetOf(desk)][Math.max(chosenChallenges(desk).length, 1) - 1];
  const plan = region(scope, { class: "lcc-plan" }, () => `${JSON.stringify(minutes())} ${isPredicting(desk)}`, (inner) => [
    element(inner, "p", { class: "lcc-hint", text: () => desk.say("plan_title") }),
    element(inner, "ol", {}, ...phasesOf(desk).map(({ id, title }) => element(inner, "li", {
      text: () => desk.say("phase_minutes", { title: desk.t(title), minutes: minutes()[id] }),
    })))]);
  return element(scope, "div", { class: "lcc-card lcc-time" }, labelled(desk, scope, () => desk.say("budget_label"), select), plan);
}

/* What was typed, else what the last workshop's privacy sheet said. */
const wordsOf = (desk, key) => desk.drafts.get(key) ?? desk.get("suggested")[key] ?? "";

function areDaysRight(desk) {
  const [least, most] = desk.get("setup").keep_days_range;
  const { keep_days: days } = desk.choice;
  return Number.isInteger(days) && days >= least && days <= most;
}

function safetyGroup(desk, scope) {
  const { group_sizes: sizes, keep_days_range: [least, most], max_words: words } = desk.get("setup");
  const text = (key) => draftField(desk, scope, key, "input", () => desk.get("suggested")[key], { type: "text", maxlength: words, onchange: () => desk.refresh() });
  const days = element(scope, "input", {
    type: "number", min: least, max: most, "data-key": "keep-days", oninput: () => choose(desk, { keep_days: days.valueAsNumber }),
    "aria-invalid": () => String(!areDaysRight(desk)),
  });
  scope.bind(() => { if (document.activeElement !== days) days.value = desk.choice.keep_days; });
  return panel(scope, () => desk.say("safety_legend"),
    group(scope, () => desk.say("group_legend"), ...sizes.map((count) =>
      choice(desk, scope, "radio", "min-group", count, () => desk.say("group_option", { count }), {
        checked: () => desk.choice.min_group === count, onchange: () => choose(desk, { min_group: count }),
      })), element(scope, "p", { class: "lcc-hint", text: () => desk.say("group_hint") })),
    choice(desk, scope, "checkbox", "named-leaders", "yes", () => desk.say("named_label"), {
      checked: () => desk.choice.named_leaders, onchange: ({ checked }) => choose(desk, { named_leaders: checked }), hint: () => desk.say("named_hint"),
    }),
    labelled(desk, scope, () => desk.say("purpose_label"), text("purpose"), () => desk.say("purpose_hint")),
    labelled(desk, scope, () => desk.say("responsible_label"), text("responsible"), () => desk.say("responsible_hint")),
    labelled(desk, scope, () => desk.say("keep_label"), days, () => (areDaysRight(desk) ? desk.say("keep_hint") : desk.say("keep_wrong", { least, most }))));
}

/* --- the button, and what is missing for it ------------------------------------------------------------------------- */

/* All that is asked of people, so that nobody plans too short: writing and predicting too. */
function askedText(desk) {
  const setup = desk.get("setup");
  const phases = phasesOf(desk).map(({ id }) => id);
  const kind = !phases.includes("write") ? "only" : chosenChallenges(desk).length === 1 ? "event" : "events";
  const guess = phases.includes("predict") ? ` ${desk.say("questions_guessed", { count: setup.questions.predicted })}` : "";
  return desk.say(`questions_${kind}`, { count: questionCount(desk) }) + guess;
}

function questionCount(desk) {
  const { challenge, attitudes, pulse } = desk.get("setup").questions;
  const about = chosenChallenges(desk).length * challenge;
  return { diagnosis: about + attitudes, cynefin: about, pulse }[desk.choice.parts];
}

function missing(desk) {
  if (desk.choice.parts !== "pulse" && !chosenChallenges(desk).length) return "choose_challenge";
  if (!desk.choice.roles.length) return "choose_role";
  return areDaysRight(desk) ? null : "choose_days";
}

function openingPart(desk, scope) {
  const open = () => {
    desk.send({ type: "open", settings: { ...desk.choice, challenges: chosenChallenges(desk), budget: budgetOf(desk),
      language: desk.language(), purpose: wordsOf(desk, "purpose"), responsible: wordsOf(desk, "responsible") } });
  };
  return element(scope, "div", { class: "lcc-opening" },
    element(scope, "p", { role: "status", text: () => (missing(desk) ? desk.say(missing(desk)) : askedText(desk)) }),
    element(scope, "p", { class: "lcc-hint", text: () => desk.say("sheet_incomplete"), hidden: () => ["purpose", "responsible"].every((key) => wordsOf(desk, key).trim()) }),
    act(desk, scope, "open", () => desk.say("open_button"), open, { kind: "first", off: () => Boolean(missing(desk)) || desk.isBusy("open") }),
    element(scope, "p", { class: "lcc-hint", text: () => desk.t(desk.get("setup").status) }));
}

/* --- earlier workshops ---------------------------------------------------------------------------------------------- */

function earlierPart(desk, scope) {
  const earlier = desk.get("earlier");
  if (!earlier.length) return [];
  return [element(scope, "h3", { text: () => desk.say("earlier_title") }),
    element(scope, "ul", { class: "lcc-earlier" }, ...earlier.map((one) => earlierItem(desk, scope, one)))];
}

function earlierItem(desk, scope, one) {
  const place = element(scope, "div", { hidden: true });
  const shown = () => !place.hidden;
  const toggle = () => {
    place.hidden = shown();
    if (shown()) desk.ask({ type: "earlier", workshop: one.number });
    desk.refresh();
  };
  desk.earlierPlaces ??= new Map();
  desk.earlierPlaces.set(one.number, place);
  const name = () => desk.say("earlier_name", { number: one.number, day: dayText(desk, one.day), kind: desk.t(one.kind) });
  return element(scope, "li", {}, element(scope, "strong", { text: name }),
    one.revealed
      ? act(desk, scope, `earlier-${one.number}`, () => desk.say(shown() ? "earlier_hide" : "earlier_show"), toggle, { "aria-expanded": () => String(shown()) })
      : element(scope, "p", { class: "lcc-hint", text: () => desk.say("earlier_nothing") }),
    deletionPart(desk, scope, one), place);
}

function showEarlier(desk, { workshop, room }) {
  const place = desk.earlierPlaces?.get(workshop);
  if (!place || place.hidden) return;
  place.replaceChildren();
  mountRoom(place, { language: desk.language(), size: "desk" }).update(room, desk.now());
}
