"""What the shown results lead to: the weakest attitude, and the decision about a circle.

The decision is that of ``lcc_diag.model.diagnosis`` for a case that holds only what may be shown. It is not made where
something that it looks at is hidden: what is hidden would be missing from it, and it would be another decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lcc_diag.cohort.attitudes import Asked, Counted, Groups, people_of
from lcc_diag.cohort.challenges import item_of
from lcc_diag.cohort.crowd import Crowd
from lcc_diag.cohort.shown import ShownChallenge, ShownRecommendation, ShownWeakest
from lcc_diag.model.answers import LEADERS, answers_of
from lcc_diag.model.attitudes import scores_of, transitions
from lcc_diag.model.begin import weakest, weakest_link
from lcc_diag.model.case import Answer, Case, Respondent, Role
from lcc_diag.model.challenges import HANDLING
from lcc_diag.model.cynefin import COMPLEX_CALLS
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.numbers import mean
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Voice

OWN_ANSWERS = ("execution.", "circle.")
"""What a case's own people answered and a workshop does not ask, by the beginning of the item."""
ROUND = "workshop"
POOLED: Role = LEADERS[-1]
"""The one role that everybody gets where staff and leaders may not be told apart."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A challenge as shown, and who rated it."""

    shown: ShownChallenge
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Felt:
    """What the view of one attitude rests on."""

    asked: Asked
    counted: Counted
    groups: Groups


def weakest_of(attitudes: Sequence[Felt], questionnaires: Questionnaires) -> ShownWeakest | None:
    """The lowest attitude and the weakest link, from exact means; ``None`` unless all attitudes are shown."""
    content = questionnaires.attitudes
    scores = {felt.asked.dimension: _mean(felt) for felt in attitudes if felt.counted.view}
    if set(scores) != set(content.dimensions):
        return None
    lowest, link = weakest(scores, content), weakest_link(scores, content)
    if lowest is None or link is None:
        return None
    states = {
        (edge.source, edge.target): edge.state for edge in transitions(scores, content.cycle, content.transitions)
    }
    return {"dimension": lowest, "link": list(link), "state": states[link]}


def recommendation_of(
    rated: Sequence[Rated], attitudes: Sequence[Felt], case: Case, questionnaires: Questionnaires, today: date
) -> ShownRecommendation | None:
    """The decision about a circle from what is shown; ``None`` where too much is hidden."""
    seen = {felt.asked.dimension for felt in attitudes if felt.counted.view}
    if seen != set(questionnaires.attitudes.dimensions) or not rated or not all(_is_clear(one.shown) for one in rated):
        return None
    made = diagnose(_shown_case(rated, attitudes, case), questionnaires, today, ROUND, costs={}).recommendation
    return {
        "rule": made.rule,
        "outcome": made.outcome,
        "conditions": list(made.conditions),
        "notes": list(made.notes),
    }


def _is_clear(challenge: ShownChallenge) -> bool:
    """Whether all that the decision looks at is shown: the call, and how something complex is handled."""
    return challenge["shown"] and (challenge["call"] not in COMPLEX_CALLS or challenge["modes"] is not None)


def _mean(felt: Felt) -> float | None:
    view = replace(felt.counted, leaders=None)
    return mean(scores_of(people_of(felt.asked, view)))


def _shown_case(rated: Sequence[Rated], attitudes: Sequence[Felt], case: Case) -> Case:
    """A case of what is shown, in one round, and of what the case's own people answered about other things."""
    own = [
        replace(answer, round=ROUND)
        for (item, _), given in answers_of(case).given.items()
        for answer in given.values()
        if item.startswith(OWN_ANSWERS)
    ]
    pooled = any(felt.groups.merged for felt in attitudes)
    people: dict[str, Role] = {}
    shown: list[Answer] = []
    for voice, item, challenge in (*_ratings(rated), *_scores(attitudes)):
        if (item, challenge) in voice.answers:
            who = f"{ROUND}.{voice.participant.id}"
            people[who] = POOLED if pooled else voice.participant.role
            shown.append(Answer(ROUND, who, item, voice.answers[item, challenge], challenge))
    respondents = (*case.respondents, *(Respondent(who, role) for who, role in people.items()))
    ids = [one.shown["id"] for one in rated]
    challenges = tuple(challenge for challenge in case.challenges if challenge.id in ids)
    return Case(challenges=challenges, respondents=respondents, answers=(*own, *shown))


def _ratings(rated: Iterable[Rated]) -> Iterator[tuple[Voice, str, str | None]]:
    for one in rated:
        items = [item_of(name) for name in one.shown["counted"]] + (
            [HANDLING] if one.shown["modes"] is not None else []
        )
        for voice in one.crowd.everybody:
            for item in items:
                yield voice, item, one.shown["id"]


def _scores(attitudes: Iterable[Felt]) -> Iterator[tuple[Voice, str, str | None]]:
    for felt in attitudes:
        for group in filter(None, (felt.counted.view, felt.counted.leaders)):
            for voice in group.everybody:
                for item in felt.counted.items:
                    yield voice, f"attitudes.{item}", None
