/* What a form says goes to the server in batches, in order, one request at a time. What does not get through stays in the
   form's outbox, which says it again; a message seen before is acknowledged without effect, so each counts exactly once. */

const AT_MOST = 20; // messages in one request
const TOO_LATE = ["workshop_sealed", "workshop_closed", "workshop_not_asked"];

function phoneTransport(phone, round) {
  const listeners = [];
  const takers = [];
  let waiting = [];
  let underway = [];
  let sending = false;
  let single = false; // one request was refused as a whole: find out which of its messages it was

  const isKnown = ({ seq }) => [...waiting, ...underway].some((message) => message.seq === seq);
  const tell = (reply) => listeners.forEach((listener) => listener(reply));

  function receive(reply) {
    const message = underway.find(({ seq }) => seq === reply.seq);
    if (message && reply.type === "saved") phone.said(round, message);
    if (message && TOO_LATE.includes(reply.code)) phone.late += 1;
    tell(reply);
    if (phone.late) phone.refresh();
  }

  async function flush() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      underway = waiting.splice(0, single ? 1 : AT_MOST);
      if (!(await deliver())) waiting = []; // the outbox says it again
      underway = [];
    }
    sending = false;
  }

  async function deliver() {
    const messages = underway.map(({ seq, item, challenge, value }) => ({ seq, type: "answer", round, item, challenge, value }));
    const response = phone.me && await phone.ask("answers", { method: "POST", body: { messages } });
    if (!response || isAway(response) || isElsewhere(response)) return false;
    if (isStranger(response)) return phone.forgotten();
    const { replies, message } = await contentOf(response);
    if (response.ok) (replies ?? []).forEach(receive);
    else if (underway.length > 1) [single, waiting] = [true, [...underway, ...waiting]];
    else underway.forEach(({ seq }) => tell({ type: "refused", seq, message: message ?? PROBLEM }));
    return true;
  }

  return {
    send(message) {
      if (message.type !== "answer" || isKnown(message)) return;
      waiting.push(message);
      setTimeout(flush);
    },
    onMessage: (listener) => listeners.push(listener),
    onAnswers: (taker) => takers.push(taker),
    answers: (known) => takers.forEach((taker) => taker(known)),
  };
}

const PROBLEM = { de: "Das ließ sich nicht speichern.", en: "That could not be saved." };

/* --- answers that are still here though their form is not ------------------------------------------------------------ */

const roundKey = (phone, round) => `${phone.key}:${round}`;
const hasUnsent = (phone, round) => openDrawer(`${roundKey(phone, round)}:outbox`).read([]).length > 0;

/* After the reveal the rest is sent all the same, so that it is said what did not count. */
function sendRest(phone) {
  for (let round = 1; round <= phone.room.round; round += 1) {
    if (!phone.rests.has(round) && hasUnsent(phone, round)) openRest(phone, round);
  }
}

function openRest(phone, round) {
  const done = () => {
    if (!outbox.isEmpty()) return;
    outbox.close();
    phone.rests.delete(round);
    phone.refresh();
  };
  const outbox = createOutbox({
    storageKey: roundKey(phone, round), transport: phoneTransport(phone, round), onDropped: done, onConnection: () => {},
    onSaved: done, onRefused: done,
  });
  phone.rests.set(round, outbox);
  outbox.resend();
}

function closeRests(phone) {
  phone.rests.forEach((outbox) => outbox.close());
  phone.rests.clear();
}
