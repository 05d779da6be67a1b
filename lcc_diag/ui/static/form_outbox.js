/* What has been said but not yet confirmed as saved. Kept in localStorage until "saved" or "refused" arrives, and
   sent again (with the same seq) when the page is opened anew or the connection comes back. */

const PATIENCE = 5000; // milliseconds without an acknowledgement until we say that the connection is lost
const AT_ONCE = 50; // messages under way. The server takes 200 in one go and 40 a second, and cuts the line of who says more
const BREATH = 1500; // milliseconds between the last acknowledgement of so many and the next ones

/* What localStorage did not take: private windows may forbid it, or it is full. Then this page still works, only without
   a memory beyond it. */
const unkept = new Map();

function openDrawer(name) {
  return {
    read(fallback) {
      if (unkept.has(name)) return unkept.get(name) ?? fallback;
      try { return JSON.parse(localStorage.getItem(name)) ?? fallback; } catch { return fallback; }
    },
    write(value) {
      unkept.delete(name);
      try {
        if (value === null) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch { unkept.set(name, value); }
    },
  };
}

function newSeq() {
  const random = crypto.getRandomValues(new Uint32Array(3));
  return [Date.now(), ...random].map((number) => number.toString(36)).join("-");
}

/* entries: {message, origin, keep}. `origin` names the field a refusal belongs to; `keep: false` is sent once only. */
function createOutbox({ storageKey, transport, onSaved, onRefused, onDropped, onConnection }) {
  const drawer = openDrawer(`${storageKey}:outbox`);
  let entries = drawer.read([]);
  let lost = false;
  let reason = null; // why it is not saved, in both languages; null: nothing is acknowledged any more
  let timer = null;
  let breath = null; // what else waits is sent when it is over
  const underway = new Set(); // seqs

  // Several tabs may share the drawer: each only adds and removes its own entries.
  const store = (entry) => entry.keep && drawer.write([...drawer.read([]), entry]);
  function forget(seq) {
    const rest = drawer.read([]).filter((entry) => entry.message.seq !== seq);
    drawer.write(rest.length ? rest : null);
    entries = entries.filter((entry) => entry.message.seq !== seq);
    underway.delete(seq);
  }
  function setLost(next, why = null) {
    if (lost === next && reason === why) return;
    [lost, reason] = [next, why];
    onConnection(lost ? "lost" : "ok");
    document.dispatchEvent(new CustomEvent("lcc:connection", { detail: { state: lost && !reason ? "lost" : "ok" } }));
  }
  function watch() {
    clearTimeout(timer);
    timer = entries.length ? setTimeout(giveUpWaiting, PATIENCE) : null;
  }
  function giveUpWaiting() {
    if (transport.isPreparing?.()) return watch(); // nobody is there yet; what was said is on its way to them
    const dropped = entries.filter((entry) => !entry.keep);
    entries = entries.filter((entry) => entry.keep);
    dropped.forEach((entry) => { transport.unsay?.(entry.message); onDropped(entry); });
    setLost(entries.length > 0, entries.length > 0 ? reason : null);
    resend();
  }
  function transmit({ message }) {
    underway.add(message.seq);
    try { transport.send(message); } catch { setLost(true); }
  }
  function resend() {
    clearTimeout(breath);
    breath = null;
    underway.clear();
    entries.slice(0, AT_ONCE).forEach(transmit);
    watch();
  }
  function goOn() {
    if (entries.length && !underway.size && !breath) breath = setTimeout(resend, BREATH);
  }
  // In the order in which it was said: a new answer must not arrive before an older one to the same question.
  function isNext(entry) {
    return underway.size < AT_ONCE && entries.every((one) => one === entry || underway.has(one.message.seq));
  }
  function replaceWaiting(entry) {
    // While nothing gets through, only the latest text of a field is worth keeping.
    const last = entries.at(-1);
    if (lost && entry.message.type === "answer" && last?.origin === entry.origin) {
      forget(last.message.seq);
      transport.unsay?.(last.message);
    }
  }
  // What waits from before about the same field is out of date: sent now it would take the place of the newer one.
  function dropOlder(entry) {
    const older = entries.slice(0, entries.indexOf(entry)).filter(({ origin, message }) => origin === entry.origin && message.type === "answer");
    older.forEach(({ message }) => {
      forget(message.seq);
      transport.unsay?.(message);
    });
  }
  // The kernel is there but cannot write just now: the entry waits and is sent again.
  function postpone(entry, why) {
    if (entry.keep) return setLost(true, why);
    forget(entry.message.seq);
    onDropped(entry);
  }
  transport.onMessage((message) => {
    const entry = entries.find((waiting) => waiting.message.seq === message.seq);
    if (!entry) return;
    if (message.type === "postponed") return postpone(entry, message.message);
    if (message.type === "saved" && entry.message.type === "answer") dropOlder(entry);
    forget(message.seq);
    setLost(false);
    watch();
    goOn();
    if (message.type === "saved") onSaved(entry, message);
    if (message.type === "refused") onRefused(entry, message);
  });
  const chances = [[window, "online"], [document, "lcc:connected"]];
  chances.forEach(([target, event]) => target.addEventListener(event, resend));

  return {
    send(message, origin, keep = true) {
      const entry = { message: { ...message, seq: newSeq() }, origin, keep };
      replaceWaiting(entry);
      entries.push(entry);
      store(entry);
      if (isNext(entry)) transmit(entry);
      if (!timer) watch();
    },
    resend,
    isLost: () => lost,
    reason: () => reason,
    isEmpty: () => entries.length === 0,
    messages: () => entries.map((entry) => entry.message),
    discard(predicate) { entries.filter((entry) => predicate(entry.message)).forEach((entry) => forget(entry.message.seq)); },
    close() {
      clearTimeout(timer);
      clearTimeout(breath);
      chances.forEach(([target, event]) => target.removeEventListener(event, resend));
    },
  };
}
