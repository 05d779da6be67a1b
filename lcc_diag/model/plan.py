"""What has been agreed: steps with a name and a date, visible results, and who meets when (methods E)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan; ``number`` is that of its item (``plan.step_1``)."""

    number: int
    deed: str
    person: str
    due: date | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps the step from counting: ``person``, ``due``."""
        return (() if self.person else ("person",)) + (() if self.due else ("due",))


@dataclass(frozen=True, slots=True)
class QuickWin:
    """Something that runs differently since ``day``; ``kind`` is tool, process or behaviour, or empty."""

    number: int
    what: str
    kind: str
    day: date | None
    noticed_by: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who agreed to take part; ``asked`` is alone, superior, group, or empty."""

    number: int
    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything agreed. ``weekday`` counts from Monday = 0; ``state`` is the code of a German state (``"BY"``)."""

    steps: tuple[Step, ...] = ()
    review: date | None = None
    quick_wins: tuple[QuickWin, ...] = ()
    members: tuple[Member, ...] = ()
    start: date | None = None
    weekday: int | None = None
    time: time | None = None
    weeks: int | None = None
    state: str | None = None
