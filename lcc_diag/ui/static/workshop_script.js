/* What to say and what if: the script of the phase that is on. */

function scriptPart(desk, scope, isHere = () => true) {
  const shape = () => (isHere() ? `${desk.current().phase} ${desk.current().round > 1}` : "");
  return region(scope, {}, shape, (inner) => {
    if (!isHere()) return [];
    const phase = scriptOf(desk, desk.current().phase);
    const sentences = desk.current().round > 1 && phase.again.length ? phase.again : phase.say;
    return [card(inner, () => desk.say("script_title"), "lcc-script",
      element(inner, "h4", { text: () => desk.say("script_say") }),
      element(inner, "blockquote", {}, ...sentences.map((sentence) => element(inner, "p", { text: () => desk.t(sentence) }))),
      element(inner, "h4", { text: () => desk.say("script_watch") }),
      element(inner, "p", { text: () => desk.t(phase.watch) }),
      element(inner, "h4", { text: () => desk.say("script_fallbacks") }),
      ...phase.fallbacks.map(({ name, text }) => fold(inner, () => desk.t(name), "lcc-fallback", element(inner, "p", { text: () => desk.t(text) }))))];
  });
}
