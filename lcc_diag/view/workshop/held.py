"""What a case keeps of its workshops: the results that were released, without people.

Writing: ``held``. Reading: ``workshops_of``. A case file comes from outside, so nothing is taken on trust when reading:
what cannot be read is left out and counted, never an error, and all text stays data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from lcc_diag.model.case import Case
from lcc_diag.model.cynefin_questions import DOMAINS
from lcc_diag.model.items import check_statement
from lcc_diag.model.numbers import is_number
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Workshop
from lcc_diag.store.workshop_shape import WORKSHOPS, number_of
from lcc_diag.view.workshop.discretion import discreet
from lcc_diag.view.workshop.unasked import without_unasked

Json = Mapping[str, Any]
T = TypeVar("T")

MOST = 40
"""Workshops of a case, rounds of a workshop, challenges of a round: more are left out."""
LONGEST_STATEMENT = 500
MOST_PEOPLE = 10_000
FARTHEST = 1000.0
"""Ends of an interval of a difference: with two people in a group they lie far outside the scale."""


def held(workshop: Workshop, number: int, day: date) -> dict[str, Any]:
    """A workshop as its case keeps it: for ``store.events.WorkshopHeld``, after every reveal.

    ``number``: its number within the case. ``day``: when it was opened, as the people there call it.
    """
    rounds = [
        discreet(without_unasked(round_.released, workshop.settings)) | {"round": round_.number}
        for round_ in workshop.rounds
        if round_.released
    ]
    return {
        "id": number,
        "day": day.isoformat(),
        "parts": workshop.settings.parts,
        "min_group": workshop.settings.min_group,
        "rounds": rounds,
    }


# --- as read ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Band:
    """How many people: exactly (``low`` and ``high`` are the same) or as a band."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A group's score from 1 to 5. ``why``: why it is not shown, then there is nothing else. ``span``: the lowest and
    the highest level within its interval."""

    why: str | None = None
    people: Band | None = None
    mean: float | None = None
    level: str | None = None
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Leaders' mean less staff's, in scale points, with its interval; ``flagged`` by the rule of methods B.4."""

    difference: float
    low: float
    high: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class HeldAttitude:
    """What was shown of one attitude. ``everybody``: staff and leaders together, where they are not shown apart."""

    dimension: str
    staff: Cell | None
    leaders: Cell | None
    everybody: Cell | None
    prediction: Cell | None
    gap: Difference | None


@dataclass(frozen=True, slots=True)
class HeldRating:
    """What was shown of one challenge. ``why``: why there is no call; ``discuss`` (the indicators about which opinions
    differed most) and ``modes`` may be there all the same. ``support``, ``modes``, ``disagreement``: from 0 to 1."""

    id: str
    statement: str
    why: str | None = None
    people: Band | None = None
    call: str | None = None
    support: Mapping[str, float] | None = None
    disagreement: float | None = None
    discuss: tuple[str, ...] = ()
    modes: Mapping[str, float] | None = None
    mismatch: str | None = None


@dataclass(frozen=True, slots=True)
class HeldRound:
    """One revealed round. ``outcome``: what would be recommended from the groups that are shown."""

    number: int
    people: Band | None
    ratings: tuple[HeldRating, ...]
    attitudes: tuple[HeldAttitude, ...]
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class HeldWorkshop:
    """One workshop with its revealed rounds."""

    number: int
    day: date | None
    min_group: int | None
    rounds: tuple[HeldRound, ...]


def workshops_of(case: Case, questionnaires: Questionnaires) -> tuple[tuple[HeldWorkshop, ...], int]:
    """The workshops in the order of their numbers, and how many pieces of what the case says could not be read."""
    reader = _Reader(questionnaires)
    workshops = reader.workshops(case.extra.get(WORKSHOPS, []))
    return workshops, reader.lost


class _Reader:
    """Reads what may be anything JSON can say; counts in ``lost`` what is there but cannot be read."""

    def __init__(self, questionnaires: Questionnaires) -> None:
        self._content = questionnaires
        self.lost = 0

    def workshops(self, value: Any) -> tuple[HeldWorkshop, ...]:
        read = self._each(value, self._workshop)
        return tuple(sorted(read, key=lambda workshop: workshop.number))

    # --- parts

    def _workshop(self, value: Json) -> HeldWorkshop | None:
        number = number_of(value)
        rounds = self._each(value.get("rounds"), self._round)
        if number is None or not rounds:
            return None
        return HeldWorkshop(number, self._day(value.get("day")), self._whole(value.get("min_group")), rounds)

    def _round(self, value: Json) -> HeldRound | None:
        number = self._whole(value.get("round"))
        ratings = self._each(value.get("challenges", []), self._rating)
        attitudes = self._each(value.get("attitudes", []), self._attitude)
        if number is None or not (ratings or attitudes):
            return None
        outcome = self._optional(value.get("recommendation"), self._outcome)
        return HeldRound(number, self._band(value.get("people")), ratings, attitudes, outcome)

    def _outcome(self, value: Json) -> str | None:
        return self._known(value.get("outcome"), self._content.rules.outcomes)

    def _rating(self, value: Json) -> HeldRating | None:
        id_, statement = value.get("id"), value.get("statement")
        if not isinstance(id_, str) or check_statement(statement, LONGEST_STATEMENT):
            return None
        content = self._content.cynefin
        always = {
            "people": self._band(value.get("n")),
            "discuss": tuple(
                filter(None, (self._known(name, content.indicators) for name in _listed(value.get("discuss"))[:2]))
            ),
            "modes": self._shares(value.get("modes"), content.handling.modes),
        }
        if value.get("shown") is not True:
            return HeldRating(id_, statement, self._why(value), **always)
        call = self._known(value.get("call"), content.calls)
        return call and HeldRating(
            id_,
            statement,
            call=call,
            support=self._shares(value.get("support"), DOMAINS),
            disagreement=self._number(value.get("disagreement"), 0, 1),
            mismatch=self._known(value.get("mismatch"), content.mismatches),
            **always,
        )

    def _shares(self, value: Any, names: Collection[str]) -> dict[str, float] | None:
        """Shares from 0 to 1 by name, largest first."""
        return self._optional(value, lambda given: self._ranked(given, names))

    def _ranked(self, value: Json, names: Collection[str]) -> dict[str, float] | None:
        shares = {name: self._number(value.get(name, 0), 0, 1) for name in names}
        if None in shares.values():
            return None
        return {name: shares[name] for name in sorted(names, key=lambda name: -shares[name]) if shares[name]}

    def _attitude(self, value: Json) -> HeldAttitude | None:
        dimension = self._known(value.get("dimension"), self._content.attitudes.dimensions)
        cells = {
            name: self._optional(value.get(name), self._cell) for name in ("staff", "leaders", "all", "prediction")
        }
        if dimension is None or not any(cells.values()):
            return None
        gap = self._optional(value.get("gap"), self._gap)
        return HeldAttitude(dimension, cells["staff"], cells["leaders"], cells["all"], cells["prediction"], gap)

    def _cell(self, value: Json) -> Cell | None:
        people = self._band(value.get("n"))
        if value.get("shown") is not True:
            return Cell(self._why(value), people)
        mean = self._number(value.get("mean"), min(self._content.attitudes.scale), max(self._content.attitudes.scale))
        if mean is None:
            return None
        levels = self._content.attitudes.levels
        span = tuple(self._known(level, levels) for level in _listed(value.get("span")))
        known_span = span if len(span) == 2 and None not in span else None
        return Cell(None, people, mean, self._known(value.get("level"), levels), known_span)

    def _gap(self, value: Json) -> Difference | None:
        numbers = [self._number(value.get(name), -FARTHEST, FARTHEST) for name in ("difference", "ci_low", "ci_high")]
        return None if None in numbers else Difference(*numbers, flagged=value.get("flagged") is True)

    # --- single values: None for what is not there; what cannot be read is counted as well

    def _each(self, value: Any, read: Callable[[Json], T | None]) -> tuple[T, ...]:
        listed = _listed(value)
        self.lost += (value is not None and not isinstance(value, list)) + max(0, len(listed) - MOST)
        found = (self._optional(part, read, needed=True) for part in listed[:MOST])
        return tuple(part for part in found if part is not None)

    def _optional(self, value: Any, read: Callable[[Json], T | None], needed: bool = False) -> T | None:
        if value is None and not needed:
            return None
        found = read(value) if isinstance(value, dict) else None
        self.lost += found is None
        return found

    def _known(self, value: Any, names: Collection[str]) -> str | None:
        if value is None:
            return None
        known = isinstance(value, str) and value in names
        self.lost += not known
        return value if known else None

    def _number(self, value: Any, low: float, high: float) -> float | None:
        if value is None:
            return None
        known = is_number(value) and low <= value <= high
        self.lost += not known
        return float(value) if known else None

    def _whole(self, value: Any) -> int | None:
        known = type(value) is int and 1 <= value <= MOST_PEOPLE
        self.lost += not known and value is not None
        return value if known else None

    def _band(self, value: Any) -> Band | None:
        return self._optional(value, self._people)

    def _people(self, value: Json) -> Band | None:
        low, high = (value.get(name, value.get("n")) for name in ("from", "to"))
        if not all(type(end) is int and 0 <= end <= MOST_PEOPLE for end in (low, high)) or low > high:
            return None
        return Band(low, high)

    def _day(self, value: Any) -> date | None:
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            self.lost += 1
            return None

    @staticmethod
    def _why(value: Json) -> str:
        return why if isinstance(why := value.get("why"), str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
