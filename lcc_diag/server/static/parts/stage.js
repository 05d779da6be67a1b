/* Shows widgets: {root, models: {id: {name, script, style, state, children}}}. A box is its children in order. */

function addStyle(address) {
  const known = [...document.querySelectorAll("link[rel=stylesheet]")].some((link) => link.getAttribute("href") === address);
  if (!known) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
}

class Stage {
  constructor(host, line) {
    Object.assign(this, { host, line, root: null, early: [] });
  }

  show(made) {
    this.close();
    this.root = this.place(made, made.root, this.host);
    return Promise.all(this.all().map(({ drawn }) => drawn));
  }

  place({ models }, id, parent) {
    const { name, script, style, state, children } = models[id];
    const el = document.createElement("div");
    parent.append(el);
    const entry = { name, el, children: children.map((child) => this.place({ models }, child, el)) };
    if (!script) return entry;
    addStyle(style);
    entry.model = new Model(state, this.line);
    entry.drawn = import(script).then(({ default: widget }) => {
      if (el.isConnected) entry.close = widget.render({ model: entry.model, el });
    });
    return entry;
  }

  /* What is shown is what the kernel has made: from now on they speak with each other. False: it made something else. */
  connect(made) {
    const pairs = this.root ? this.pairs(this.root, made, made.root) : null;
    if (!pairs) return false;
    pairs.forEach(([entry, id]) => entry.model?.connect(id, made.models[id].state));
    const early = this.early ?? [];
    this.early = null;
    early.forEach(([message, buffers]) => this.receive(message, buffers));
    return true;
  }

  pairs(entry, made, id) {
    const { name, children } = made.models[id];
    if (name !== entry.name || children.length !== entry.children.length) return null;
    const below = entry.children.map((child, index) => this.pairs(child, made, children[index]));
    return below.includes(null) ? null : [[entry, id], ...below.flat()];
  }

  /* The line is there before the page knows by which names the kernel calls its widgets: what comes early waits. */
  receive(message, buffers) {
    if (this.early) return void this.early.push([message, buffers]);
    this.models().find(({ id }) => id === message.model)?.receive(message, buffers);
  }

  all(entry = this.root) {
    return entry ? [entry, ...entry.children.flatMap((child) => this.all(child))] : [];
  }

  models() {
    return this.all().map(({ model }) => model).filter(Boolean);
  }

  /* What the widgets said while the line was cut is lost: they say it again. */
  catchUp() {
    this.models().forEach((model) => model.send({ type: "refresh", missed: true }));
  }

  close() {
    this.all().forEach(({ close }) => close?.());
    this.host.replaceChildren();
    this.root = null;
  }
}
