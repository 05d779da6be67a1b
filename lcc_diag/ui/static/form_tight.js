/* What lets a question and its answers fit one screen of a phone: what stands above them is short, and all of it is one tap
   away; and a word at the foot while answers are still below. Only where the page gives the form a place for its head. */

const isTight = (form) => Boolean(form.head) && form.width === "narrow";
const BARELY = 8; // pixels of an answer that may be covered before it counts as still below

/* What somebody wrote, in two lines at first. Who hears the page hears all of it. */
function asidePart(form, scope, { aside }) {
  const text = () => say(form, aside);
  if (!isTight(form)) return element(scope, "blockquote", { text });
  const shown = { whole: false, cut: false };
  const words = element(scope, "span", { class: "lcc-aside-words", text });
  const quote = element(scope, "blockquote", { class: () => `lcc-aside${shown.whole ? " lcc-whole" : ""}` }, words,
    element(scope, "button", {
      type: "button", class: "lcc-aside-more", hidden: () => !shown.cut, "aria-expanded": () => String(shown.whole),
      "aria-label": () => phrase(form, "aside_whole"), onclick: () => { shown.whole = !shown.whole; form.refresh(); },
    }));
  new ResizeObserver(() => {
    if (shown.whole) return;
    shown.cut = words.scrollHeight > words.clientHeight + 1;
    scope.refresh();
  }).observe(words);
  return quote;
}

/* Heading and introduction: on a low screen it waits behind a question mark; who hears the page reads on as ever. */
function tightHead(form, scope, { intro }, headings) {
  const id = `${form.uid}-intro`;
  let open = false;
  const mark = element(scope, "button", {
    type: "button", class: "lcc-help", text: "?", "aria-label": () => phrase(form, "help"), "aria-expanded": () => String(open),
    "aria-controls": id, onclick: () => { open = !open; form.refresh(); },
  });
  return [
    element(scope, "div", { class: "lcc-headline" }, element(scope, "div", {}, ...headings), mark),
    element(scope, "p", { id, class: () => `lcc-intro${open ? "" : " lcc-folded"}`, text: () => say(form, intro) }),
  ];
}

/* Stands right above the buttons. Seen only: who hears the page moves from answer to answer anyway. */
function belowNote(form, scope) {
  if (!form.head) return null;
  const note = element(scope, "p", { class: "lcc-below", "aria-hidden": "true", hidden: true, text: () => phrase(form, "below") });
  form.lookBelow = () => {
    const last = [...form.root.querySelectorAll(".lcc-asked :is(.lcc-option, .lcc-text)")].at(-1);
    const edge = note.parentElement.getBoundingClientRect().top + BARELY;
    note.hidden = !isTight(form) || !last || last.getBoundingClientRect().bottom <= edge;
  };
  scope.bind(() => requestAnimationFrame(form.lookBelow));
  return note;
}
