/* What the form knows: specification, confirmed answers, what is still waiting in the outbox, and unfinished texts.

   An answer shown is the confirmed one overlaid with whatever waits in the outbox, so nothing is stored twice.
   Keys: "cynefin.novelty@c1" for an answer, "execution.owner#deputy" for a field of evidence. */

const VALUE = "#"; // what stands behind an answer's key for a remark on the field it is written in
const CHANGED = ["statement", "critical", "stabilised", "placement"];

function createState({ spec, answers, language, storageKey }) {
  const draftDrawer = openDrawer(`${storageKey}:drafts`);
  return {
    spec,
    language,
    storageKey,
    confirmed: { ...answers },
    drafts: draftDrawer.read({}), // typed, but not (yet) accepted
    problems: new Map(), // field → text in both languages
    remarks: remarksIn(answers), // answer key or field → text in both languages, from the kernel
    unwritten: new Map(), // field → function that saves what is being typed
    outbox: null,
    keepDraft(key, text) {
      if (text === null) delete this.drafts[key];
      else this.drafts[key] = text;
      draftDrawer.write(Object.keys(this.drafts).length ? this.drafts : null);
    },
  };
}

/* `remark` is on the answer as a whole, `remarks` on fields of its evidence; one without a name is the answer itself. */
function remarksIn(answers) {
  return new Map(Object.entries(answers).flatMap(([key, { remark, remarks = {} }]) => [
    ...(remark ? [[key, remark]] : []),
    ...Object.entries(remarks).map(([field, text]) => [`${key}#${field}`, text]),
  ]));
}

/* A text in the language on screen; plain strings (what people wrote) are the same in both. */
function say(form, text) {
  if (text === null || text === undefined) return "";
  return typeof text === "string" ? text : text[form.state.language];
}

function phrase(form, key, values = {}) {
  const { language, spec } = form.state;
  return fill(spec.phrases[language][key], values, language);
}

function fill(text, values, language) {
  const shown = (value) => {
    if (value instanceof Date) return value.toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
    return typeof value === "number" ? value.toLocaleString(language) : value;
  };
  return text.replace(/\{(\w+)\}/g, (whole, name) => shown(values[name]) ?? whole);
}

/* The same phrase in both languages, for messages that outlive a language switch. */
function phraseInAll(form, key, values = {}) {
  return Object.fromEntries(
    Object.entries(form.state.spec.phrases).map(([language, phrases]) => [language, fill(phrases[key], values, language)]),
  );
}

function keyOf({ item, challenge }) {
  return challenge ? `${item}@${challenge}` : item;
}

function answerOf(form, question) {
  const key = keyOf(question);
  const waiting = form.state.outbox.messages().filter((m) => m.type === "answer" && keyOf(m) === key).at(-1);
  const answer = waiting ?? form.state.confirmed[key];
  return { value: answer?.value ?? null, evidence: answer?.evidence ?? {} };
}

/* The question an answer key belongs to, with its section and position there; null if there is none. */
function questionOf(form, key) {
  for (const section of form.state.spec.sections) {
    const index = (section.questions ?? []).findIndex((question) => question.item && keyOf(question) === key);
    if (index >= 0) return { section, index, question: section.questions[index] };
  }
  return null;
}

function challengeSection(form) {
  return form.state.spec.sections.find((section) => section.kind === "challenges");
}

/* The challenges with everything that waits in the outbox already applied. */
function challengesNow(form) {
  let challenges = (challengeSection(form)?.challenges ?? []).map((challenge) => ({ ...challenge }));
  for (const message of form.state.outbox.messages()) {
    if (message.type === "challenge_remove") challenges = challenges.filter(({ id }) => id !== message.id);
    if (message.type === "challenge_change") applyChange(challenges, message);
    if (message.type === "challenge_add" && !challenges.some(({ statement }) => statement === message.statement)) {
      challenges.push({ id: null, statement: message.statement, topic: message.topic });
    }
  }
  return challenges;
}

function applyChange(challenges, message) {
  const challenge = challenges.find(({ id }) => id === message.id);
  if (!challenge) return;
  CHANGED.filter((field) => field in message).forEach((field) => { challenge[field] = message[field]; });
}

function challengeNow(form, id) {
  return challengesNow(form).find((challenge) => challenge.id === id) ?? {};
}

/* `changed`: the one field of the evidence that is new; the rest another browser may have changed meanwhile. */
function sendAnswer(form, question, value, evidence, origin = keyOf(question), changed = null) {
  form.state.problems.delete(origin);
  const message = { type: "answer", item: question.item, challenge: question.challenge ?? null, value, evidence };
  if (changed) message.changed = changed;
  form.state.outbox.send(message, origin);
  form.changed();
}

function sendChange(form, id, change, origin) {
  form.state.problems.delete(origin);
  form.state.outbox.send({ type: "challenge_change", id, ...change }, origin);
  form.changed();
}

/* Saves what is still being typed: before leaving a screen, before undo, before the page goes away. */
function writeAll(form) {
  [...form.state.unwritten.values()].forEach((write) => write());
}

/* --- how much is done ------------------------------------------------------------------------------------------ */

const WEIGHT = { text: 3 }; // writing takes longer than choosing

const counts = (question) => question.kind !== "flag" && !question.optional;

function openQuestions(form, section) {
  return (section.questions ?? []).filter((question) => counts(question) && answerOf(form, question).value === null);
}

function progressOf(form) {
  const questions = form.state.spec.sections.flatMap((section) => section.questions ?? []).filter(counts);
  const weigh = (list) => list.reduce((sum, { kind }) => sum + (WEIGHT[kind] ?? 1), 0);
  const open = questions.filter((question) => answerOf(form, question).value === null);
  const all = weigh(questions);
  const share = all ? weigh(open) / all : 0;
  return { total: questions.length, done: questions.length - open.length, minutes: Math.ceil(form.state.spec.minutes * share) };
}
