"""The four attitudes: person scores, group scores, levels and the cycle between them (methods B.2, B.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lcc_diag.model.answers import STAFF, Answers, cite, known, not_answered
from lcc_diag.model.attitude_questions import Attitude, Attitudes, Level, TransitionRule
from lcc_diag.model.case import Answer, Role
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.numbers import mean, settled, variance
from lcc_diag.model.results import AttitudeResult, Transition
from lcc_diag.model.student_t import quantile

Scores = Mapping[str, float | None]

CONFIDENCE = 0.95
"""Of the interval of a group score (methods C.1)."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's answers to the items of one attitude; ``score`` is 1–5, ``None`` with too few answers."""

    respondent: str
    role: Role
    score: float | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The people whose answers make up a group score, and the view this gives: ``staff`` or ``all``."""

    view: str
    people: tuple[Person, ...]

    @property
    def scores(self) -> tuple[float, ...]:
        """Person scores of those who have one."""
        return scores_of(self.people)


def scores_of(people: Iterable[Person]) -> tuple[float, ...]:
    """Scores of the people who have one."""
    return tuple(person.score for person in people if person.score is not None)


def people_of(answers: Answers, dimension: str, content: Attitudes) -> tuple[Person, ...]:
    """Everyone who answered an item of this attitude, "don't know" included, sorted by id."""
    attitude = content.dimensions[dimension]
    given: dict[str, list[Answer]] = {}
    for item in attitude.items:
        for respondent, answer in answers.to(f"attitudes.{item}").items():
            given.setdefault(respondent, []).append(answer)
    return tuple(
        Person(
            r, answers.roles[r], person_score({_item(a): a.value for a in given[r]}, attitude, content), (*given[r],)
        )
        for r in sorted(given)
    )


def person_score(values: Mapping[str, str | int], attitude: Attitude, content: Attitudes) -> float | None:
    """Mean of the items answered with a number, reverse items turned round; ``None`` with too few (methods B.2)."""
    turned = min(content.scale) + max(content.scale)
    keyed = [
        turned - value if attitude.items[item].reverse else value
        for item, value in values.items()
        if isinstance(value, int)
    ]
    return mean(keyed) if len(keyed) >= content.min_answered.value else None


def group_of(people: tuple[Person, ...], content: Attitudes) -> Group:
    """The staff if enough of them have a score, else everybody, leaders and staff together (methods B.2)."""
    staff = tuple(person for person in people if person.role in STAFF)
    if len(scores_of(staff)) >= content.min_staff.value:
        return Group("staff", staff)
    return Group("all", people)


def mean_interval(scores: Sequence[float], content: Attitudes) -> tuple[float, float]:
    """Low and high of the t interval of the mean of at least two person scores; cut off at the ends of the scale."""
    centre = math.fsum(scores) / len(scores)
    half = quantile((1 + CONFIDENCE) / 2, len(scores) - 1) * math.sqrt(variance(scores) / len(scores))
    return max(float(min(content.scale)), centre - half), min(float(max(content.scale)), centre + half)


def level_of(score: float | None, levels: Mapping[str, Level]) -> str | None:
    """Id of the band a score lies in."""
    reached = [name for name, level in levels.items() if score is not None and level.start <= settled(score)]
    return max(reached, key=lambda name: levels[name].start, default=None)


def transitions(scores: Scores, cycle: Iterable[tuple[str, str]], rule: TransitionRule) -> tuple[Transition, ...]:
    """The edges of the cycle whose two attitudes both have a score, in the order of the cycle (methods B.3)."""
    return tuple(
        Transition(source, target, min(start, end), _state(start, end, rule))
        for source, target in cycle
        if (start := scores.get(source)) is not None and (end := scores.get(target)) is not None
    )


def assessed(answers: Answers, content: Attitudes) -> dict[str, AttitudeResult]:
    """Result of each attitude, in the order of the questionnaire."""
    return {dimension: _assessed(answers, dimension, content) for dimension in content.dimensions}


def _assessed(answers: Answers, dimension: str, content: Attitudes) -> AttitudeResult:
    group = group_of(people_of(answers, dimension, content), content)
    score = mean(group.scores)
    ladder_answers = _ladder(answers, dimension, group, content)
    ladder = mean(answer.value for answer in ladder_answers if isinstance(answer.value, int))
    ladder_steps = _explain_ladder(dimension, ladder, ladder_answers, content)
    given = [answer for person in group.people for answer in person.answers]
    return AttitudeResult(
        dimension=dimension,
        score=score,
        level=level_of(score, content.levels),
        view="staff" if group.view == "staff" else "all",
        raters=len(group.scores),
        ladder=ladder,
        ladder_differs=_differs(ladder, score, content.ladder_tolerance.value),
        dont_know=sum(not known(answer) for answer in given) / len(given) if given else 0.0,
        explanation=_explain(dimension, score, group, ladder_steps, content),
    )


def _ladder(answers: Answers, dimension: str, group: Group, content: Attitudes) -> tuple[Answer, ...]:
    """Ladder answers of the people in view; staff who chose a step only count together with enough others."""
    given = answers.to(f"attitudes.{dimension}_ladder")
    if group.view != "staff":
        return tuple(given.values())
    staff = tuple(answer for respondent, answer in given.items() if answers.roles[respondent] in STAFF)
    return staff if sum(known(answer) for answer in staff) >= content.min_staff.value else ()


def _differs(ladder: float | None, score: float | None, tolerance: float) -> bool:
    return ladder is not None and score is not None and settled(abs(ladder - score)) > tolerance


def _state(start: float, end: float, rule: TransitionRule) -> str:
    strong, weak = rule.strong.value, rule.weak.value
    if settled(end) < weak and settled(start) >= strong:
        return "breaks"
    return "does_not_start" if settled(end) < weak and settled(start) < weak else "partial"


def _item(answer: Answer) -> str:
    return answer.item.partition(".")[2]


def _explain(
    dimension: str, score: float | None, group: Group, ladder: tuple[Explanation, ...], content: Attitudes
) -> Explanation:
    thresholds = {"min_answered": content.min_answered.value, "min_staff": content.min_staff.value}
    because = explain_people(dimension, group.people, content) + ladder
    nobody = tuple(not_answered(f"attitudes.{item}") for item in content.dimensions[dimension].items)
    inputs = {"view": group.view, "raters": len(group.scores)}
    return Explanation(
        f"attitude.{dimension}", score, "mean_of_person_scores", inputs, thresholds, "methods B.2", because or nobody
    )


def _explain_ladder(
    dimension: str, ladder: float | None, given: tuple[Answer, ...], content: Attitudes
) -> tuple[Explanation, ...]:
    limits = {"ladder_tolerance": content.ladder_tolerance.value}
    steps = tuple(cite(answer) for answer in given)
    what = f"attitude.{dimension}.ladder"
    return (Explanation(what, ladder, "mean", {}, limits, "methods B.1", steps),) if steps else ()


def explain_people(dimension: str, people: Iterable[Person], content: Attitudes) -> tuple[Explanation, ...]:
    """The person scores of an attitude with the answers behind them."""
    return tuple(
        Explanation(
            f"attitude.{dimension}.person",
            person.score,
            "mean_of_items",
            {"respondent": person.respondent, "role": person.role},
            {"min_answered": content.min_answered.value},
            "methods B.2",
            tuple(cite(answer) for answer in person.answers),
        )
        for person in people
    )
