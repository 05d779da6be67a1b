"""What the room may see of a round, as JSON can say it: the shape of ``Release.shown``, top to bottom.

Numbers are coarse on purpose: shares in steps of .05, means with one decimal, fewer than ten people as 5–9. Where
``shown`` is false, ``why`` says so and everything that would be shown is null or empty. Ids are those of the
questionnaires and of the case. Leaders who agreed to be shown stand in ``dots``, by their id in the workshop, which
the store takes out when they withdraw and no screen shows.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Why = Literal["too_few", "too_alike", "overlap"]
"""``too_few``: fewer protected people than the smallest group. ``too_alike``: they agree so far that whoever knows the
own answer would know another's. ``overlap``: somebody who counted in an earlier round of the same question is missing,
so that comparing both would give their answer away."""

FewerThanTen = TypedDict("FewerThanTen", {"from": int, "to": int})


class Exact(TypedDict):
    """A number of people that may be known."""

    n: int


Band = Exact | FewerThanTen
"""How many people: ``{"n": 12}`` from ten on, ``{"from": 5, "to": 9}`` below, ``{"from": 0, "to": 4}`` below five."""


class ItemShares(TypedDict):
    """How the answers to one question are spread. ``shares``: of everybody in the group who answered it, by option
    (``"a"``), step (``"1"``) or ``"dk"``; in steps of .05, so they need not sum to 1 exactly; empty unless shown."""

    item: str
    shown: bool
    why: Why | None
    shares: dict[str, float]


class IndicatorShares(ItemShares):
    """An indicator of a challenge; ``item`` is its id, ``cause_effect``. ``spread``: 0 (all chose the same option) to
    1 (evenly over all options), see ``lcc_diag.cohort.spread``; ``None`` unless shown."""

    spread: float | None


class ChallengeDot(TypedDict):
    """A leader who agreed to be shown, and the domain that the own answers support most."""

    participant: str
    role: Literal["md", "leader"]
    top: str


class ShownChallenge(TypedDict):
    """One challenge. All roles are pooled.

    ``shown`` and ``why`` are about the call and what belongs to it (from ``n`` to ``mismatch``): the indicators, the
    modes and the dots may be shown where the call is not. ``n``: people whose answers made the call. ``counted``: the
    indicators it rests on, those that are shown. ``support``: share per domain, steps of .05; ``support_share``: of
    people who support the strongest one, steps of .05; ``disagreement`` and ``uncertainty`` 0..1 in steps of .1.
    ``indicators``: all of them, in the order of the questionnaire; ``discuss``: the two shown ones with the largest
    spread, the largest first; fewer if fewer are shown. ``modes``: shares of people who named one, ``None`` unless
    shown. ``mismatch``: only where call and modes are shown.
    """

    id: str
    statement: str
    shown: bool
    why: Why | None
    n: Band | None
    counted: list[str]
    call: str | None
    support: dict[str, float]
    support_share: float | None
    disagreement: float | None
    uncertainty: float | None
    indicators: list[IndicatorShares]
    discuss: list[str]
    modes: dict[str, float] | None
    modes_why: Why | None
    mismatch: str | None
    dots: list[ChallengeDot]


class Cell(TypedDict):
    """The scores (1–5) of a group in one attitude.

    ``mean`` with one decimal; ``level`` an id of ``attitudes.levels``; ``span``: the lowest and the highest level that
    the 95 % interval of the mean touches (methods C.1), ``None`` below two scores; ``distribution``: share of people
    per level, the lowest level is ``"1"``, steps of .05; a prediction of 3 counts as the third level.
    """

    shown: bool
    why: Why | None
    n: Band | None
    mean: float | None
    level: str | None
    span: list[str] | None
    distribution: dict[str, float]


class AttitudeDot(TypedDict):
    """A leader who agreed to be shown, and the own score (one decimal)."""

    participant: str
    role: Literal["md", "leader"]
    score: float


class LeadersCell(Cell):
    """A cell of leaders and managing directors. Where all of them agreed to be shown ``n`` is exact and may be below
    five; else at least the smallest group of them did not agree and passed the guard."""

    dots: list[AttitudeDot]


class ShownGap(TypedDict):
    """Leaders minus staff in scale points with its interval, one decimal each (methods B.4)."""

    difference: float
    ci_low: float
    ci_high: float
    flagged: bool


class ShownAttitude(TypedDict):
    """One attitude.

    ``staff``: the staff alone. ``all``: staff and leaders together, where there are too few staff for a view of
    their own; ``None`` everywhere else; where it stands, ``staff`` and ``leaders`` are not shown (``leaders`` has
    dots). ``prediction``: what leaders expect the staff to say, 1–5. ``counted``: the items the scores rest on.
    ``items`` and ``ladder``: answers of the staff, or of all where ``all`` stands; values as given, reverse items
    not turned; ``ladder`` is ``None`` where it was not asked. ``surprise``: shown prediction minus shown staff mean.
    """

    dimension: str
    staff: Cell
    leaders: LeadersCell
    all: Cell | None
    prediction: LeadersCell
    counted: list[str]
    items: list[ItemShares]
    ladder: ItemShares | None
    gap: ShownGap | None
    surprise: float | None


class ShownRecommendation(TypedDict):
    """The decision (``lcc_diag.model.results.Recommendation``) from what is shown and the case's own other answers."""

    rule: str
    outcome: str
    conditions: list[str]
    notes: list[str]


class ShownWeakest(TypedDict):
    """The attitude with the lowest mean and the weakest link of the cycle (methods B.3), of staff, else of all;
    ``state`` as in ``lcc_diag.model.results.Transition``."""

    dimension: str
    link: list[str]
    state: str


class Shown(TypedDict):
    """What the room may see of one round. ``people``: everybody who answered anything. ``attitudes`` is empty in a
    round that does not ask them. ``recommendation`` stands only in a whole diagnosis where every challenge of the round
    is shown, with its modes if it is complex, and all four attitudes are shown. ``weakest`` needs all attitudes."""

    round: int
    min_group: int
    people: Band
    challenges: list[ShownChallenge]
    attitudes: list[ShownAttitude]
    recommendation: ShownRecommendation | None
    weakest: ShownWeakest | None
