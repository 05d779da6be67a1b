/* The traits of one widget, as widgets' scripts expect a model to be. It works before its kernel is there: what is said
   until then waits in order, and a trait that was changed here stays as it was changed. */

const isStructure = (value) => typeof value === "object" && value !== null;

function same(one, other) {
  if (one === other || !isStructure(one) || !isStructure(other)) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && same(one[name], other[name]));
}

class Model {
  constructor(state, line) {
    Object.assign(this, { state: { ...state }, line, id: null, waiting: [], listeners: [], unsaved: {}, own: new Set() });
  }

  /* True until the kernel can be spoken to for the first time: silence means nothing yet. */
  get preparing() {
    return !this.line.isClosed() && (this.id === null || this.line.isNew());
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    if (!this.take({ [name]: value })) return;
    this.unsaved[name] = value;
    this.own.add(name);
  }

  save_changes() {
    const state = this.unsaved;
    this.unsaved = {};
    if (Object.keys(state).length) this.say({ state }, []);
  }

  send(content, _callbacks, buffers = []) {
    this.say({ content }, buffers);
  }

  on(events, callback) {
    events.split(" ").forEach((event) => this.listeners.push([event, callback]));
  }

  off(events, callback) {
    const gone = events?.split(" ");
    this.listeners = this.listeners.filter(([event, known]) => (gone && !gone.includes(event)) || (callback && known !== callback));
  }

  /* The kernel's widget `id` is the one shown here; `state`: what differs from what is shown. */
  connect(id, state) {
    this.id = id;
    this.take(Object.fromEntries(Object.entries(state).filter(([name]) => !this.own.has(name))));
    this.waiting.splice(0).forEach(([message, buffers]) => this.say(message, buffers));
  }

  receive({ state, content }, buffers) {
    if (state) this.take(state);
    else this.tell("msg:custom", content, buffers);
  }

  say(message, buffers) {
    if (this.id === null) this.waiting.push([message, buffers]);
    else this.line.send(packed({ model: this.id, ...message }, buffers), "state" in message);
  }

  /* Whoever spoke was told that it did not work: it must not happen later, once the line is back. */
  unsay(content) {
    this.line.forget(packed({ model: this.id, content }, []));
  }

  take(state) {
    const changed = Object.keys(state).filter((name) => !same(this.state[name], state[name]));
    Object.assign(this.state, state);
    changed.forEach((name) => this.tell(`change:${name}`));
    if (changed.length) this.tell("change");
    return changed.length > 0;
  }

  tell(event, ...given) {
    this.listeners.filter(([name]) => name === event).forEach(([, callback]) => callback(...given));
  }
}
