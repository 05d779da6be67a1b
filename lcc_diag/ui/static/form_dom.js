/* Small building blocks: elements whose texts follow the state, and regions that rebuild themselves.

   A scope collects updates. Whatever may change (language, answers, messages) is given as a function and
   evaluated again on refresh(), so a language switch keeps focus, caret, scroll position and typed text. */

function createScope() {
  const updates = [];
  return {
    bind(update) { updates.push(update); update(); },
    refresh() { updates.forEach((update) => update()); },
  };
}

const NODE_PROPERTIES = new Set(["checked", "disabled", "hidden", "open", "id", "name", "type", "htmlFor"]);

function setProperty(node, name, value) {
  if (name === "text") {
    if (node.textContent !== value) node.textContent = value ?? "";
  } else if (name === "class") {
    if (node.className !== value) node.className = value;
  } else if (NODE_PROPERTIES.has(name)) {
    if (node[name] !== value) node[name] = value;
  } else if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/* element(scope, "p", {class: "hint", text: () => t(question.hint)}, child, …); on* properties are listeners. */
function element(scope, tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (typeof value === "function") scope.bind(() => setProperty(node, name, value()));
    else setProperty(node, name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

function button(scope, className, text, onclick, properties = {}) {
  return element(scope, "button", { type: "button", class: `lcc-button ${className}`, text, onclick, ...properties });
}

function isTyping(node) {
  return node instanceof HTMLTextAreaElement
    || (node instanceof HTMLInputElement && !["radio", "checkbox", "button"].includes(node.type));
}

/* Remembers which element with a data-key has the focus inside `container`, and where its caret is. */
function focusWithin(container) {
  const active = document.activeElement;
  if (!active || !container.contains(active) || !active.dataset.key) return () => {};
  const { key } = active.dataset;
  const caret = isTyping(active) && !["date", "time"].includes(active.type) ? [active.selectionStart, active.selectionEnd] : null;
  return () => {
    const next = [...container.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
    next?.focus({ preventScroll: true });
    if (next && caret) next.setSelectionRange(...caret);
  };
}

const LET_GO = 100; // milliseconds between two looks whether a button is still pressed
let pressed = null; // what a finger or a mouse holds down

document.addEventListener("pointerdown", ({ target }) => { pressed = target; }, true);
["pointerup", "pointercancel"].forEach((end) => document.addEventListener(end, () => { pressed = null; }, true));
window.addEventListener("blur", () => { pressed = null; });

/* A part of the page that is built anew when its signature changes – but never while somebody types in it, or presses
   something in it: a button that is replaced under the finger does nothing. */
function region(scope, properties, signature, build) {
  const container = element(scope, "div", properties);
  let current = null;
  let inner = createScope();
  function update() {
    const next = signature();
    const typing = isTyping(document.activeElement) && container.contains(document.activeElement);
    const held = pressed !== null && container.contains(pressed);
    if (held && next !== current) setTimeout(() => container.isConnected && update(), LET_GO);
    if (next === current || ((typing || held) && current !== null)) return inner.refresh();
    const restoreFocus = focusWithin(container);
    current = next;
    inner = createScope();
    container.replaceChildren(...build(inner).filter(Boolean));
    restoreFocus();
  }
  scope.bind(update);
  container.addEventListener("focusout", () => setTimeout(() => container.isConnected && update()));
  return container;
}
