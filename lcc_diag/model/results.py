"""What a diagnosis says, as frozen values. Scores carry what they rest on in ``explanation``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lcc_diag.model.explanation import Explanation

Call = Literal[
    "clear", "complicated", "complex", "chaotic", "confused", "contested", "complex_complicated", "chaotic_complex"
]
Outcome = Literal[
    "stabilise", "collect", "clarify", "prepare", "experts", "execute_first", "maintain", "start_12", "start_24"
]


@dataclass(frozen=True, slots=True)
class Contribution:
    """How far one indicator speaks for the strongest domain against the second, in natural log units (methods A.5)."""

    indicator: str
    weight: float


@dataclass(frozen=True, slots=True)
class ChallengeResult:
    """One classified challenge (methods A.5, A.6).

    ``support`` sums to 1 over the five domains; it is that of the ``raters`` people who answered enough, or of
    everybody who answered anything if nobody did (``support_share`` is ``None`` exactly then). ``uncertainty`` and
    ``disagreement`` lie in 0..1. ``answered`` is the largest number of indicators any rater answered (of 8).
    ``severity`` is 0 (fits) to 1 (dangerous), ``None`` without a handling mode. ``mismatch`` is an id of
    ``cynefin.mismatches`` or ``None``. ``modes`` are shares of raters.
    """

    id: str
    statement: str
    call: Call
    support: Mapping[str, float]
    raters: int
    answered: int
    support_share: float | None
    uncertainty: float
    disagreement: float
    contributions: tuple[Contribution, ...]
    modes: Mapping[str, float]
    severity: float | None
    p_complex_as_order: float
    mismatch: str | None
    cliff: bool
    critical: bool
    stabilised: bool
    topic: str | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class AttitudeResult:
    """Group score of one attitude, 1–5, ``None`` if nobody answered enough.

    ``view`` says whose answers count: ``staff`` or ``all``. ``level`` is an id of ``attitudes.levels``. ``ladder`` is
    the mean ladder answer; ``ladder_differs`` if it is more than the tolerance away from the score. ``dont_know`` is
    the share of "don't know" among given answers, ``raters`` the number of person scores.
    """

    dimension: str
    score: float | None
    level: str | None
    view: Literal["staff", "all"]
    raters: int
    ladder: float | None
    ladder_differs: bool
    dont_know: float
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Transition:
    """An edge of the cycle: ``strength`` = min(source, target); ``state`` breaks, does_not_start or partial."""

    source: str
    target: str
    strength: float
    state: Literal["breaks", "does_not_start", "partial"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Leaders minus staff in scale points for the reported attitude, with its Welch interval (methods B.4)."""

    dimension: str
    difference: float
    ci_low: float
    ci_high: float
    leaders_mean: float
    staff_mean: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class ExecutionLevel:
    """Counted level of one execution question.

    ``chosen`` is the answer as given, ``counted`` after the evidence caps (0–4, ``None`` if unanswered, don't know or
    not applicable), ``missing`` the evidence fields that kept a higher level from counting.
    """

    question: str
    chosen: int | str | None
    counted: int | None
    missing: tuple[str, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The decision: rule id, outcome, open conditions (ids of ``circle.gates``) and notes (ids of ``rules.notes``)."""

    rule: str
    outcome: Outcome
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Begin:
    """Where to begin (methods E.3); ``experiment`` is an id of ``experiments.experiments``."""

    attitude: str
    link: tuple[str, str]
    sprints: tuple[str, ...]
    lever: str | None
    challenge: str | None
    experiment: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something not known that the result would rest on: an unanswered item, "don't know", or missing evidence."""

    kind: Literal["unanswered", "dont_know", "evidence", "few_raters", "no_staff"]
    item: str
    challenge: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything a case says, computed from its answers and the questionnaires alone."""

    round: str
    challenges: tuple[ChallengeResult, ...]
    attitudes: Mapping[str, AttitudeResult]
    transitions: tuple[Transition, ...]
    gap: Gap | None
    execution: Mapping[str, ExecutionLevel]
    execution_mean: float | None
    checks: tuple[str, ...]
    circle: Mapping[str, str | int | None]
    features: Mapping[str, object]
    recommendation: Recommendation
    begin: Begin | None
    unknown: tuple[Unknown, ...]
    versions: Mapping[str, int]
    explanation: Explanation
