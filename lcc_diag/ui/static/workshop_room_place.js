/* Which slide is on screen once the room has changed, and how far that is. The wall goes where the talk is. */

/* A phase begins with its first slide; phones go on talking where the reveal was. A slide that has gone leaves its neighbour. */
function roomPosition(view) {
  const { phase } = view.room;
  const find = (key) => view.slides.findIndex((slide) => slide.key === key);
  if (phase !== view.phase && !roomGoesOn(view)) return roomBeginning(view);
  const fresh = view.size === "wall" ? find(roomFresh(view)) : -1;
  if (fresh >= 0) return fresh;
  const found = find(view.key);
  return found >= 0 ? found : Math.min(view.at, view.slides.length - 1);
}

function roomGoesOn({ size, phase, room }) {
  return ROOM_TALKING.includes(room.phase) && ROOM_TALKING.includes(phase) && !(size === "wall" && room.phase === "talk");
}

/* The talk begins on the wall with what divides the room most, in the newest round. */
function roomBeginning({ size, slides, room }) {
  if (size !== "wall" || room.phase !== "talk") return 0;
  return Math.max(0, slides.findIndex(({ key, group }) => group === 0 && key.endsWith(":discuss")));
}

/* Everybody is to see what has just been released or saved: the newest text of a challenge, or where the room itself places it. */
function roomFresh({ room: { results }, before }) {
  if (!before || !results || before.round !== results.round) return null;
  const groups = ({ slides, earlier }) => [slides, ...earlier.map((round) => round.slides)];
  const known = groups(before);
  const changed = groups(results).flatMap((slides, at) => slides.map((slide) => {
    const part = roomChangedPart(slide, known[at]?.find(({ id }) => id === slide.id));
    return part && `${at}:${slide.id}:${part}`;
  }));
  return changed.find(Boolean) ?? null;
}

function roomChangedPart(slide, old) {
  if (!old || slide.kind !== "challenge") return null;
  const [now, then] = [slide, old].map(({ texts }) => texts?.items.length ?? 0);
  if (now > then) return `texts-${Math.floor((now - 1) / ROOM_TEXTS_AT_ONCE)}`;
  return slide.placement && JSON.stringify(slide.placement) !== JSON.stringify(old.placement) ? "together" : null;
}

/* {index, count} among all slides; {number, total} within the round, so that its end is in sight: null where one begins. */
function roomWhere({ slides, at }) {
  const here = slides[at];
  const near = slides.filter(({ group = 0, divides }) => group === (here.group ?? 0) && !divides);
  const within = here.divides ? { number: null, total: null } : { number: near.indexOf(here) + 1, total: near.length };
  return { index: at, count: slides.length, round: here.group ? here.round : null, ...within };
}
