/* Runs in every page before its own scripts, the same for all programs. Times are milliseconds since navigation began.

   `benchmark.ready` settles once the page is usable: a form once the click on its first question – made as soon as a
   radio button is visible – is acknowledged by the server, a chart once its bars are drawn. */
(config) => {
  const LOOK = 4; // milliseconds between two looks at the page
  const AGAIN = 1000; // milliseconds after which a click that nothing answered is repeated
  const LIMIT = 60000; // … until a page counts as unusable
  const MISSED = 5000; // … until a click counts as missed
  const OPTIONS = 6;
  const WAITING = "…";
  if (window !== window.top) return;

  function all(selector, root = document) {
    const found = [...root.querySelectorAll(selector)];
    if (!config.shadow) return found;
    const hosts = [...root.querySelectorAll("*")].filter((node) => node.shadowRoot);
    return [...found, ...hosts.flatMap((host) => all(selector, host.shadowRoot))];
  }

  const shown = (node) => node.isConnected && node.getClientRects().length > 0;
  const free = (node) => !node.disabled && !node.closest("[inert]");

  /* What `look` finds as soon as it is not undefined; null if that takes too long. */
  function until(look, limit) {
    const begun = performance.now();
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const found = look() ?? (performance.now() > begun + limit ? null : undefined);
        if (found === undefined) return;
        clearInterval(timer);
        resolve(found);
      }, LOOK);
    });
  }

  function status() {
    const node = all(config.saved)[0];
    if (!node) return "";
    return node.matches(config.waiting) ? WAITING : node.textContent.trim();
  }

  /* A function that says whether the server has acknowledged what is answered from now on. */
  function acknowledgement() {
    const before = status();
    let waited = false;
    return () => {
      const now = status();
      waited ||= now === WAITING;
      return ![WAITING, "", config.idle].includes(now) && (waited || now !== before);
    };
  }

  /* A radio button of the first question that is not chosen. */
  function choice() {
    const options = all(config.radio).slice(0, OPTIONS);
    if (options.length < OPTIONS || !options.every((node) => shown(node) || shown(node.closest("label") ?? node))) return null;
    return options.slice(0, 2).filter(free).find((node) => !node.checked) ?? null;
  }

  function answered() {
    let [radio, acknowledged, at, clickable, clicks] = [null, null, 0, null, 0];
    return until(() => {
      if (acknowledged?.()) return { clickable, usable: performance.now(), clicks };
      if (radio?.isConnected && performance.now() - at < AGAIN) return undefined;
      radio = choice();
      if (!radio) return undefined;
      at = performance.now();
      clickable ??= at;
      clicks += 1;
      acknowledged = acknowledgement();
      radio.click();
      acknowledged();
      return undefined;
    }, LIMIT);
  }

  function drawn() {
    return until(() => (all(config.bars).filter(shown).length >= 4 ? { usable: performance.now() } : undefined), LIMIT);
  }

  /* Where to click next, as a person would with a mouse. */
  function target() {
    const radio = choice();
    radio.scrollIntoView({ block: "center" });
    const { left, top, width, height } = (radio.closest("label") ?? radio).getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }

  /* Watches the next click; `response` settles with the milliseconds from the click to its acknowledgement. */
  function watch() {
    const acknowledged = acknowledgement();
    window.benchmark.response = new Promise((resolve) => {
      window.addEventListener("click", ({ timeStamp }) => {
        setTimeout(acknowledged);
        resolve(until(() => (acknowledged() ? performance.now() - timeStamp : undefined), MISSED));
      }, { capture: true, once: true });
    });
  }

  function headed() {
    const told = (node) => shown(node) && node.textContent.trim();
    return until(() => (all("h1").some(told) ? { heading: performance.now() } : undefined), LIMIT);
  }

  async function ready() {
    const [first, whole] = await Promise.all([headed(), config.kind === "form" ? answered() : drawn()]);
    return first && whole && { ...first, ...whole };
  }

  window.benchmark = { ready: ready(), target, watch, response: null };
}
