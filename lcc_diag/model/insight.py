"""What is computed beside the diagnosis: how sure it is, what would change it, what it costs. Plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Label = Literal["stable", "mostly", "close"]
LABELS: tuple[Label, ...] = ("stable", "mostly", "close")
"""From firm to open: "stable", "mostly" and "close" (ask further rather than decide)."""

BLOCKS = ("attitudes", "cynefin", "execution", "circle")
"""What is varied in the draws; ``circle`` only where a condition is unknown."""


@dataclass(frozen=True, slots=True)
class Stability:
    """How often slightly changed answers lead to the same recommendation (methods E.5); shares lie in 0..1.

    ``shares``: share of draws by outcome, most frequent first. ``by_block``: the same with only one block varied; a
    block without anything to vary is absent. ``shrunk_outcome``: the outcome with Kelley-shrunk scores, ``None``
    where they cannot be computed. ``caps``: why ``label`` is lower than the shares alone would allow: ``shrunk``
    (raw and shrunk scores disagree), ``unknown`` (too much is not known), ``single`` (too few people answered).
    ``known``: share of what the decision asks for that was answered with more than "don't know" and with its evidence.
    """

    outcome: str
    same_outcome: float
    same_family: float
    shares: Mapping[str, float]
    by_block: Mapping[str, Mapping[str, float]]
    shrunk_outcome: str | None
    known: float
    label: Label
    caps: tuple[str, ...]
    draws: int


@dataclass(frozen=True, slots=True)
class ScoreInterval:
    """A 95 % interval of a group score, clipped to 1–5, and the levels it touches (methods B.2, C.1)."""

    low: float
    high: float
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlipStep:
    """One answer moved by one step. ``challenge`` is ``None`` for answers that are not about one.

    ``respondent`` says whose answer it is; a view must not show it for staff.
    """

    item: str
    challenge: str | None
    respondent: str
    old: str | int | None
    new: str | int


@dataclass(frozen=True, slots=True)
class Flip:
    """A set of steps that together turn the recommendation into ``outcome`` by ``rule``."""

    steps: tuple[FlipStep, ...]
    outcome: str
    rule: str


@dataclass(frozen=True, slots=True)
class Flips:
    """The smallest sets found, fewest steps first, at most one per outcome.

    ``exact``: every set of up to ``searched`` steps was looked at; otherwise the search was bounded and a smaller one
    may exist. No flips: nothing of at most ``searched`` steps turns the recommendation.
    """

    flips: tuple[Flip, ...]
    exact: bool
    searched: int


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity that is uncertain: its 10th, 50th and 90th percentile."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class ChallengeCost:
    """What handling a challenge in a way that does not fit costs a year (methods A.6), from the user's figures.

    ``hours`` of parallel work a year; ``parts`` in € a year by name (work, incidents, delay), only those entered;
    ``total`` their sum; ``p_mismatch`` 0..1; ``attributable`` in €, ``attributable_hours`` in hours, ``None`` without
    an attribution share. ``sunk``: investment not in use, in €, never added; ``None`` if not entered.
    """

    challenge: str
    hours: float | None
    parts: Mapping[str, float]
    total: float
    p_mismatch: float
    attributable: Range | None
    attributable_hours: Range | None
    sunk: float | None


@dataclass(frozen=True, slots=True)
class AutomationValue:
    """What automating a process is worth (methods D): hours and € a year, months until it has paid for itself.

    ``likely_*`` are the plain products of the likely figures, ``None`` where a figure is missing; ``payback_months``
    is ``None`` if it never pays.
    """

    process: str
    hours: Range
    net_eur: Range
    likely_hours: float
    likely_net_eur: float
    payback_months: float | None
    freed_time: str


@dataclass(frozen=True, slots=True)
class ProviderShare:
    """The share of a provider's true cost that is own work, 0..1, with both parts in € a month (methods D)."""

    hours_month: float
    own_eur_month: float
    provider_eur_month: float
    hidden_share: float
    is_high: bool


PeopleFrom = Literal["plan", "part_3", "limit", "assumed"]


@dataclass(frozen=True, slots=True)
class CircleCost:
    """Working hours of a circle, their price, and where people, minutes and weeks come from (methods E.2).

    ``plan``: agreed; ``part_3``: answered; ``limit``: as few or as many as there can be, where part 3 or the plan says
    fewer or more; ``assumed``: not known; ``recommended``: as the recommendation says.
    """

    people: int
    minutes: int
    weeks: int
    hours: float
    work_eur: float
    coach_eur: float | None
    people_from: PeopleFrom = "part_3"
    minutes_from: Literal["part_3", "limit", "assumed"] = "part_3"
    weeks_from: Literal["plan", "recommended"] = "recommended"


@dataclass(frozen=True, slots=True)
class CostReport:
    """Everything that could be computed from the figures entered. ``rate`` in € per hour; ``own_rate`` if entered."""

    rate: float
    own_rate: bool
    weeks_a_year: float
    challenges: tuple[ChallengeCost, ...]
    automation: AutomationValue | None
    provider: ProviderShare | None
    circle: CircleCost | None


@dataclass(frozen=True, slots=True)
class Insight:
    """All of it. ``intervals`` by attitude (``None``: too few people); ``weakest``: probability to be the lowest."""

    stability: Stability | None
    flips: Flips | None
    intervals: Mapping[str, ScoreInterval | None]
    weakest: Mapping[str, float]
    costs: CostReport
