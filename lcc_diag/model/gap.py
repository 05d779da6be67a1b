"""The gap between leaders' and staff's view of an attitude (methods B.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lcc_diag.model.answers import LEADERS, STAFF, Answers, not_answered
from lcc_diag.model.attitude_questions import Attitudes, GapRule
from lcc_diag.model.attitudes import Person, explain_people, people_of, scores_of
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.numbers import mean, settled, variance
from lcc_diag.model.results import Gap
from lcc_diag.model.student_t import quantile


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference of two means with its confidence interval, all in scale points, and the degrees of freedom."""

    difference: float
    low: float
    high: float
    df: float


def welch(first: Sequence[float], second: Sequence[float], confidence: float) -> Interval:
    """Welch's interval for mean(first) − mean(second), each of at least two values; ``confidence`` in 0..1.

    Without any spread in both groups the interval is the difference itself. Raises ``ValueError`` for fewer values.
    """
    if min(len(first), len(second)) < 2:
        raise ValueError("two values in each group are needed")
    difference = _mean(first) - _mean(second)
    parts = [variance(values) / len(values) for values in (first, second)]
    squared = math.fsum(parts)
    if settled(squared) == 0:
        return Interval(difference, difference, difference, math.inf)
    df = squared**2 / math.fsum(p**2 / (len(v) - 1) for p, v in zip(parts, (first, second), strict=True))
    half = quantile((1 + confidence) / 2, df) * math.sqrt(squared)
    return Interval(difference, difference - half, difference + half, df)


def gap_of(dimension: str, people: Iterable[Person], rule: GapRule) -> Gap | None:
    """The gap of one attitude; ``None`` if leaders or staff are too few."""
    listed = tuple(people)
    leaders = scores_of(person for person in listed if person.role in LEADERS)
    staff = scores_of(person for person in listed if person.role in STAFF)
    if len(leaders) < max(2, rule.min_leaders.value) or len(staff) < max(2, rule.min_staff.value):
        return None
    interval = welch(leaders, staff, rule.confidence.value)
    flagged = settled(interval.difference) >= rule.flag_from.value and settled(interval.low) > 0
    return Gap(dimension, interval.difference, interval.low, interval.high, _mean(leaders), _mean(staff), flagged)


def reported(gaps: Iterable[Gap]) -> Gap | None:
    """The gap to report: the largest of those whose interval lies above zero, else the largest; first of equal ones."""
    listed = tuple(gaps)
    certain = tuple(gap for gap in listed if settled(gap.ci_low) > 0)
    return max(certain or listed, key=lambda gap: settled(gap.difference), default=None)


def credibility_gap(answers: Answers, content: Attitudes) -> tuple[Gap | None, Explanation]:
    """The reported gap over all attitudes and why."""
    people = {dimension: people_of(answers, dimension, content) for dimension in content.dimensions}
    gaps = [gap_of(dimension, listed, content.gap) for dimension, listed in people.items()]
    gap = reported(found for found in gaps if found is not None)
    return gap, _explain(gap, people, content)


def _explain(gap: Gap | None, people: dict[str, tuple[Person, ...]], content: Attitudes) -> Explanation:
    rule = content.gap
    thresholds = {name: getattr(rule, name).value for name in ("min_leaders", "min_staff", "flag_from", "confidence")}
    if gap is None:
        because = tuple(step for dimension, listed in people.items() for step in _counted(dimension, listed, content))
        return Explanation("gap", None, "too_few_people", {}, thresholds, "methods B.4", because)
    inputs = {
        "dimension": gap.dimension,
        "leaders_mean": gap.leaders_mean,
        "staff_mean": gap.staff_mean,
        "ci_low": gap.ci_low,
        "ci_high": gap.ci_high,
        "flagged": gap.flagged,
    }
    because = explain_people(gap.dimension, people[gap.dimension], content)
    return Explanation("gap", gap.difference, "welch_interval", inputs, thresholds, "methods B.4", because)


def _counted(dimension: str, people: tuple[Person, ...], content: Attitudes) -> tuple[Explanation, ...]:
    nobody = tuple(not_answered(f"attitudes.{item}") for item in content.dimensions[dimension].items)
    return explain_people(dimension, people, content) or nobody


def _mean(values: Sequence[float]) -> float:
    average = mean(values)
    if average is None:
        raise ValueError("no values")
    return average
