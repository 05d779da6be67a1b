/* What happens in the room, as it happens: a stream of events, read with fetch so that its heartbeat is seen too. If nothing
   comes through (a proxy that buffers), the room is asked for every other second instead.

   new Live(address, told): told.room(room, now) · told.line("open" | "lost") · told.gone() · told.counts(): whether mere
   counts matter now. pace: milliseconds between two looks at mere counts. */

const SILENCE = 15_000; // milliseconds without a heartbeat; it beats every ten seconds
const POLLING = 2_000;
const STREAM_AGAIN = 60_000; // milliseconds after which a stream is tried again that did not come through
const LONGEST_PAUSE = 4_000;
const LIVE_TICK = 3_000;
const DEAF = 22_000; // milliseconds without a word, two heartbeats and a little: whatever it may be, the line is lost
const DOUBT = 500; // milliseconds a server has to answer though the browser says that there is no network
const ASLEEP = 12_000; // milliseconds without a tick: the machine slept

class Live {
  constructor(address, { pace, spread, told }) {
    Object.assign(this, { address, pace, spread, told, state: "new", tries: 0, seen: {}, etag: null, looked: 0, heardAt: new Date(), timers: {}, ticked: Date.now() });
  }

  start() {
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.doubt());
    window.addEventListener("pagehide", () => this.pause());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.hurry());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.pause() : this.hurry()));
    setInterval(() => this.tick(), LIVE_TICK);
    this.paused = document.hidden;
    this.listenOn();
    if (!document.hidden) this.connect();
  }

  /* Nobody looks: no stream either. */
  pause() {
    this.stop();
    this.paused = true;
  }

  /* Somebody looks again, or the network is back: at once. */
  hurry() {
    this.stop();
    this.paused = document.hidden;
    if (this.paused || this.state === "gone") return;
    this.tries = 0;
    this.listenOn();
    this.look();
    this.connect();
  }

  /* The browser sees no network. A server on this very machine is still there, so it is asked. */
  doubt() {
    if (this.paused) return;
    this.later("doubt", () => this.become("lost"), DOUBT);
    this.look();
  }

  tick() {
    const slept = Date.now() - this.ticked > ASLEEP;
    this.ticked = Date.now();
    if (slept && !document.hidden) this.hurry();
  }

  stop() {
    Object.values(this.timers).forEach(clearTimeout);
    this.timers = {};
    this.polling = false;
    this.control?.abort();
    this.control = null;
  }

  later(name, act, time) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, time);
  }

  become(state) {
    if (this.state === state || this.state === "gone") return;
    this.state = state;
    if (state === "gone") {
      this.stop();
      return this.told.gone();
    }
    this.told.line(state);
    if (state === "open") document.dispatchEvent(new CustomEvent("lcc:connected"));
  }

  /* --- the stream --- */

  async connect() {
    const control = new AbortController();
    this.control?.abort();
    this.control = control;
    this.listen();
    try {
      const response = await fetch(`${this.address}/events`, { signal: control.signal, cache: "no-store", headers: { Accept: "text/event-stream" } });
      if (response.ok && response.body) await this.read(response.body.getReader(), control);
      else if ([404, 410].includes(response.status)) await this.look();
    } catch { /* cut, or never there */ }
    if (this.control === control && !this.paused) this.again();
  }

  async read(reader, control) {
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.control !== control) return;
      this.heard();
      text += decoder.decode(value, { stream: true });
      const events = text.split("\n\n");
      text = events.pop();
      events.forEach((event) => this.take(event));
    }
  }

  take(event) {
    const data = event.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
    if (!data) return;
    const { version, phase, state = version } = JSON.parse(data);
    const before = this.seen;
    this.seen = { version, phase, state };
    if (phase !== before.phase || state !== before.state) this.lookSoon(Math.random() * this.spread);
    else if (version !== before.version && this.told.counts()) this.lookSoon(Math.max(0, this.looked + this.pace - Date.now()));
  }

  heard() {
    this.tries = 0;
    this.polling = false;
    this.listenOn();
    this.listen();
    if (navigator.onLine) this.become("open");
    else this.look(); // a stream may outlive the way for anything else
  }

  /* Something has come. */
  listenOn() {
    this.heardAt = new Date();
    if (!this.paused) this.later("deaf", () => this.become("lost"), DEAF);
  }

  listen() {
    this.later("silence", () => this.giveUpStream(), SILENCE);
  }

  giveUpStream() {
    this.control?.abort();
    this.control = null;
    this.later("stream", () => this.connect(), STREAM_AGAIN);
    if (this.polling) return;
    this.polling = true;
    this.poll();
  }

  /* After a cut: soon, but not everybody in the room at the same moment. The second failure is worth a word. */
  again() {
    clearTimeout(this.timers.silence);
    if (this.tries > 0) this.become("lost");
    const pause = Math.min(LONGEST_PAUSE, 250 * 2 ** this.tries) * (0.5 + Math.random());
    this.tries += 1;
    this.later("again", () => { this.look(); this.connect(); }, pause);
  }

  /* --- the room --- */

  async poll() {
    await this.look();
    if (this.polling && !this.paused && this.state !== "gone") this.later("poll", () => this.poll(), POLLING);
  }

  /* One look at a time; what happens meanwhile is looked at afterwards. */
  lookSoon(time) {
    if (this.timers.look && this.lookAt <= Date.now() + time) return;
    this.lookAt = Date.now() + time;
    this.later("look", () => { delete this.timers.look; this.look(); }, time);
  }

  async look() {
    if (this.looking) {
      this.missed = true;
      return;
    }
    this.looking = true;
    this.looked = Date.now();
    const response = await askServer(`${this.address}/room`, { headers: this.etag ? { "If-None-Match": this.etag } : {} });
    this.looking = false;
    await this.receive(response);
    if (this.missed) {
      this.missed = false;
      this.lookSoon(0);
    }
  }

  async receive(response) {
    if (isAway(response)) return this.become("lost");
    if ([404, 410].includes(response.status)) return this.become("gone");
    clearTimeout(this.timers.doubt);
    this.listenOn();
    this.become("open");
    if (!response.ok) return undefined;
    this.etag = response.headers.get("ETag");
    const room = await contentOf(response);
    if (room.phase) this.told.room(room, Date.parse(response.headers.get("Date") ?? room.now) || Date.now());
    return undefined;
  }
}
