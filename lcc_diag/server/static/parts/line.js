/* The line to the chapter's session. What is said while it is closed waits and is sent once it is open. A line that was
   cut is tried again until the server says that the session does not exist any more.

   told(state): "open", "lost" (being tried again), "gone" (the kernel has ended), "taken" (another page uses it). */

const ENDS = { 4404: "gone", 4409: "taken", 1008: "gone" };
const RENEWED = 4001; // not a goodbye, which would end the kernel
const LONGEST_PAUSE = 10_000; // milliseconds
const ANSWER_PATIENCE = 5_000;
const NOBODY = 0; // in place of a status
const SLOW = 408;

class Line {
  constructor(base, told, received) {
    Object.assign(this, { base, told, received, session: null, socket: null, state: "new", waiting: new Map(), tries: 0 });
  }

  isNew() {
    return this.state === "new";
  }

  isClosed() {
    return this.state === "closed";
  }

  open(session) {
    this.session = session;
    this.connect();
  }

  /* The same text said twice while nothing gets through (a form is patient) is sent once: in its first place, or with
     `anew` in its last (a trait that was changed and changed back). */
  send(frame, anew = false) {
    if (this.state === "open") return this.socket.send(frame);
    if (anew) this.waiting.delete(frame);
    return this.waiting.set(typeof frame === "string" ? frame : Symbol("buffers"), frame);
  }

  /* What still waits is not sent any more. */
  forget(frame) {
    this.waiting.delete(frame);
  }

  connect() {
    const address = new URL(`${this.base}sessions/${this.session}/socket`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    Object.assign(socket, { binaryType: "arraybuffer" });
    const listen = (event, act) => socket.addEventListener(event, (given) => socket === this.socket && act(given));
    this.socket = socket;
    listen("open", () => this.opened());
    listen("message", ({ data }) => this.received(...unpacked(data)));
    listen("close", ({ code }) => this.closed(code));
  }

  opened() {
    this.tries = 0;
    this.become("open", () => {
      this.waiting.forEach((frame) => this.socket.send(frame));
      this.waiting.clear();
    });
  }

  /* `between`: once everybody has been told; who says something again then says it only once. */
  become(state, between = () => {}) {
    this.told(state);
    this.state = state;
    between();
  }

  closed(code) {
    this.socket = null;
    if (ENDS[code]) return this.become(ENDS[code]);
    this.become("lost");
    return this.later();
  }

  later() {
    const pause = Math.min(LONGEST_PAUSE, this.tries ? 250 * 2 ** this.tries : 0);
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tryAgain(), pause);
  }

  /* At once: the network or the reader is back. */
  hurry() {
    if (this.state !== "lost" || this.socket) return;
    this.tries = 0;
    this.later();
  }

  /* After a sleep a line may look open though nobody is at its other end. */
  renew() {
    if (this.state !== "open") return;
    this.socket.close(RENEWED);
    this.closed(RENEWED);
  }

  async tryAgain() {
    const state = await this.sessionState();
    if (this.state !== "lost" || this.socket) return;
    if (state === "open") this.connect();
    else if (state === "gone") this.become("gone");
    else this.later();
  }

  /* "gone" only if our server says so: a proxy in front of it may know no address of ours while it starts. */
  async sessionState() {
    const { ok, status, headers } = await this.ask(`sessions/${this.session}`);
    if (ok && isJson(headers)) return "open"; // a hub answers for a server that has stopped with a page of its own
    return [403, 404].includes(status) && (await this.isServing()) ? "gone" : "unknown";
  }

  async isServing() {
    return isJson((await this.ask("health")).headers);
  }

  /* Whether anybody is there at all; who is only slow is. */
  async isAnswering() {
    return (await this.ask("health")).status !== NOBODY;
  }

  ask(place) {
    const failed = ({ name }) => ({ ok: false, status: name === "TimeoutError" ? SLOW : NOBODY, headers: new Headers() });
    return fetch(this.base + place, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_PATIENCE) }).catch(failed);
  }

  /* A form waits for an answer on a line that looks open, or a chapter has failed. */
  async check() {
    if (["open", "new"].includes(this.state) && (await this.sessionState()) === "gone") this.become("gone");
  }

  close() {
    clearTimeout(this.timer);
    const { socket } = this;
    Object.assign(this, { socket: null, state: "closed" });
    socket?.close(1000);
  }
}

const isJson = (headers) => headers.get("Content-Type")?.includes("json") ?? false;
