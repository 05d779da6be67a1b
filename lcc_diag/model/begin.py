"""Where to begin: the attitude, the link, the sprints, the lever, the topic and a first experiment (methods E.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.attitudes import Scores, transitions
from lcc_diag.model.cynefin import COMPLEX_CALLS
from lcc_diag.model.execution import Counted, lever
from lcc_diag.model.experiments import Experiments
from lcc_diag.model.features import SAFETY, settings_of
from lcc_diag.model.numbers import settled
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Begin, ChallengeResult

Costs = Mapping[str, float]


def where(
    challenges: Iterable[ChallengeResult],
    scores: Scores,
    counted: Counted,
    questionnaires: Questionnaires,
    costs: Costs | None = None,
) -> Begin | None:
    """Where to begin; ``None`` if too few attitudes have a score. ``costs``: yearly cost by challenge id, in €."""
    attitude = weakest(scores, questionnaires.attitudes)
    link = weakest_link(scores, questionnaires.attitudes)
    if attitude is None or link is None:
        return None
    challenge = topic(challenges, costs or {})
    return Begin(
        attitude=attitude,
        link=link,
        sprints=sprints(attitude, scores, questionnaires),
        lever=lever(counted, questionnaires.execution),
        challenge=challenge.id if challenge else None,
        experiment=experiment(attitude, challenge.topic if challenge else None, questionnaires.experiments),
    )


def weakest(scores: Scores, content: Attitudes) -> str | None:
    """The attitude with the lowest score, of equal ones the first in the questionnaire."""
    known = {name: score for name in content.dimensions if (score := scores.get(name)) is not None}
    return min(known, key=lambda name: settled(known[name]), default=None)


def weakest_link(scores: Scores, content: Attitudes) -> tuple[str, str] | None:
    """The edge of the cycle with the smallest strength (methods B.3).

    Of equal ones the one with the larger difference, then the one that drops, then the first in the cycle.
    """
    drops = {
        (edge.source, edge.target): (edge.strength, scores[edge.source] - scores[edge.target])
        for edge in transitions(scores, content.cycle, content.transitions)
    }
    return min(
        drops,
        key=lambda edge: (settled(drops[edge][0]), -settled(abs(drops[edge][1])), -settled(drops[edge][1])),
        default=None,
    )


def sprints(attitude: str, scores: Scores, questionnaires: Questionnaires) -> tuple[str, ...]:
    """The sprints to stress; low psychological safety puts those that build it first."""
    circle = questionnaires.circle
    safety = scores.get(SAFETY)
    low = safety is not None and settled(safety) < settings_of(questionnaires)["focus_first_below"]
    return tuple(dict.fromkeys((circle.focus_first if low else ()) + circle.focus[attitude]))


def topic(challenges: Iterable[ChallengeResult], costs: Costs) -> ChallengeResult | None:
    """The complex challenge with the largest severity, of equal ones the most expensive, then the first entered."""
    complex_ones = [challenge for challenge in challenges if challenge.call in COMPLEX_CALLS]
    return max(complex_ones, key=lambda c: (settled(c.severity or 0.0), costs.get(c.id, 0.0)), default=None)


def experiment(attitude: str, about: str | None, content: Experiments) -> str | None:
    """The first experiment for the topic, else for the attitude; ``None`` if the library has neither."""
    entries = content.experiments.items()
    for_topic = [name for name, entry in entries if about is not None and entry.topic == about]
    return next(iter(for_topic + [name for name, entry in entries if entry.attitude == attitude]), None)
