/* The end: what remains, the documents, and the deletion of what single people answered. */

function closePart(desk, scope) {
  const link = (chapter, hash) => `${chapter}.ipynb${desk.onPage ? location.search : ""}${hash}`;
  const linkTo = (key, chapter, kind, hash = "") => element(scope, "a", { class: `lcc-button lcc-${kind}`, href: () => link(chapter, hash), text: () => desk.say(key) });
  const prepare = () => { desk.ui.preparing = true; desk.refresh(); desk.root.querySelector('[data-key="title"]')?.focus(); };
  return [
    element(scope, "h2", { text: () => desk.say("closed_title"), tabindex: "-1", "data-key": "title" }),
    element(scope, "p", { class: "lcc-lead", text: () => desk.say("closed_lead") }),
    element(scope, "div", { class: "lcc-columns" },
      element(scope, "div", {},
        agreedPart(desk, scope),
        card(scope, () => desk.say("documents_title"), "lcc-documents",
          element(scope, "p", { text: () => desk.say("documents_lead") }),
          element(scope, "p", { class: "lcc-row" }, linkTo("documents_link", "04_result", "first", "#result-documents"), linkTo("plan_link", "05_plan", "second"))),
        documentsPart(desk, scope)),
      element(scope, "div", {},
        region(scope, {}, () => JSON.stringify(desk.current()), (inner) => [
          card(inner, () => desk.say("deletion_title"), "lcc-deletion", deletionPart(desk, inner, desk.current()))]),
        scriptPart(desk, scope))),
    resultsPart(desk, scope),
    act(desk, scope, "new-workshop", () => desk.say("new_workshop"), prepare),
  ];
}

/* What has been agreed, to be read out. */
function agreedPart(desk, scope) {
  const agreed = () => [desk.get("room").steps, desk.get("room").next_meeting_text];
  return region(scope, {}, () => JSON.stringify(agreed()), (inner) => {
    const [steps, meeting] = agreed();
    if (!steps?.length && !meeting) return [];
    const about = ({ person, due }) => [person, desk.t(due)].filter(Boolean).join(", ");
    return [card(inner, () => desk.say("agreed_title"), "lcc-agreed",
      steps.length ? element(inner, "ol", {}, ...steps.map((step) => element(inner, "li", {},
        element(inner, "strong", { text: step.text }), element(inner, "span", { text: () => (about(step) ? ` (${about(step)})` : "") })))) : null,
      meeting ? element(inner, "p", { text: () => desk.say("agreed_meeting", { day: desk.t(meeting) }) }) : null)];
  });
}

/* When they go by themselves, and the way to delete them at once. */
function deletionPart(desk, scope, { number, delete_on: due, deleted }) {
  const asking = () => desk.ui.deleting === number;
  const shape = () => `${asking()}`;
  if (deleted) return element(scope, "p", { text: () => desk.say("deletion_done") });
  const ask = (what) => {
    desk.ui.deleting = what;
    desk.refresh();
    desk.root.querySelector(`[data-key="${what ? "delete-confirm" : "delete"}-${number}"]`)?.focus();
  };
  return element(scope, "div", {},
    element(scope, "p", { text: () => desk.say("deletion_due", { day: dayText(desk, due) }) }),
    region(scope, {}, shape, (inner) => (asking() ? [element(inner, "div", { class: "lcc-confirm", role: "group" },
      element(inner, "p", { text: () => desk.say("deletion_question") }),
      element(inner, "p", { class: "lcc-row" },
        act(desk, inner, `delete-confirm-${number}`, () => desk.say("deletion_confirm"), () => { desk.ui.deleting = null; desk.send({ type: "delete_raw", workshop: number }); }, { kind: "danger" }),
        act(desk, inner, `delete-cancel-${number}`, () => desk.say("cancel"), () => ask(null))))]
      : [act(desk, inner, `delete-${number}`, () => desk.say("deletion_button"), () => ask(number), { off: () => desk.isBusy("delete_raw") })])));
}
