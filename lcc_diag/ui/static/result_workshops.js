/* What the case's workshops have shown, round by round: the latest workshop open, earlier ones folded. */

/* Not "workshop": under that name a notebook's front end may know the style of the facilitator's page. */
function workshopsPart(page, part) {
  const latest = part.rounds.at(-1)?.workshop;
  return sectionOf("workshops", part.title,
    paragraph(part.lead, "lcc-lead"),
    paragraph(part.remark, "lcc-missing"),
    part.rounds.map((round, index) => (round.workshop === latest
      ? node("div", { class: "lcc-part" }, node("h3", { text: round.title }), workshopRound(page, round))
      : folded(page, `workshops-${index}`, round.title, workshopRound(page, round)))));
}

function workshopRound(page, { title, people, ratings, talk_title: about, talk, chart, remarks, outcome, protected: rule }) {
  return [
    paragraph(people),
    ratings ? node("h4", { text: ratings.title }) : null,
    ratings ? plainTable(page, within(title, ratings), ratings.columns, ratings.rows) : null,
    talk.length ? node("h4", { text: about }) : null,
    detailedList(talk),
    chart ? node("h4", { text: chart.title }) : null,
    chart ? chartFigure(page, { ...chart, title: within(title, chart) }, whenOpen(drawBars(page, chart))) : null,
    textList(remarks, "lcc-plain-list"),
    paragraph(outcome),
    paragraph(rule, "lcc-quiet"),
  ];
}

/* Who hears tables one by one tells those of one round from those of another. */
const within = (round, part) => `${part.title} – ${round}`;

/* What is folded has no width to draw for. */
function whenOpen(draw) {
  return draw && ((host, giveUp) => {
    const fold = host.closest("details");
    const drawn = () => {
      if (fold && !fold.open) return;
      fold?.removeEventListener("toggle", drawn);
      draw(host, giveUp);
    };
    fold?.addEventListener("toggle", drawn);
    drawn();
  });
}
