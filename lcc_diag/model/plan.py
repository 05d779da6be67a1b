"""What has been agreed: steps with a name and a date, visible results, and who meets when (methods E)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import Answer
from lcc_diag.model.days import iso_day
from lcc_diag.model.plan_questions import Entry, Plan, numbered
from lcc_diag.model.questionnaires import Questionnaires

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = "weeks_"
"""What stands before the number in a choice of weeks (``weeks_12``)."""
YEARS = range(2000, 2101)
"""Years a date of a plan can lie in; others are slips (0026) and count as not entered."""
_CHOSEN = ("weekday", "weeks", "state")


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


def agreed(answers: Answers, questionnaires: Questionnaires) -> Agreed:
    """What has been agreed in one round: rows that have a text, in their order; texts without surrounding blanks.

    The managing director's answer counts, else a leader's. What is missing or malformed is empty; nothing is refused.
    """
    content = questionnaires.plan
    review, start, at = (_said(answers, name) for name in ("review", "start", "time"))
    weekday, weeks, state = (_chosen(_said(answers, name), _entry(content, name).choices) for name in _CHOSEN)
    return Agreed(
        steps=tuple(
            Step(number, text, _text(fields.get("person")), _day(fields.get("due")))
            for number, text, fields in _rows(answers, content, "step")
        ),
        review=_day(review),
        quick_wins=tuple(_quick_wins(answers, content)),
        members=tuple(_members(answers, content)),
        start=_day(start),
        weekday=WEEKDAYS.index(weekday) if weekday in WEEKDAYS else None,
        time=_time(at),
        weeks=_number(weeks),
        state=state or None,
    )


def _entry(content: Plan, name: str) -> Entry:
    return next(section.entries[name] for section in content.sections.values() if name in section.entries)


def _said(answers: Answers, name: str) -> Any:
    answer = answers.of_managers(f"plan.{name}")
    return None if answer is None else answer.value


def _rows(answers: Answers, content: Plan, name: str) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Number, text and fields of each row of an entry that has a text."""
    for number, item in enumerate(numbered(name, _entry(content, name)), start=1):
        answer = answers.of_managers(f"plan.{item}")
        if answer is not None and _text(answer.value):
            yield number, _text(answer.value), _fields(answer)


def _fields(answer: Answer) -> Mapping[str, Any]:
    return answer.evidence if isinstance(answer.evidence, Mapping) else {}


def _quick_wins(answers: Answers, content: Plan) -> Iterator[QuickWin]:
    kinds = _entry(content, "quick_win").fields["change_kind"].choices
    for number, text, fields in _rows(answers, content, "quick_win"):
        kind, day = _chosen(fields.get("change_kind"), kinds), _day(fields.get("day"))
        yield QuickWin(number, text, kind, day, _text(fields.get("noticed_by")))


def _members(answers: Answers, content: Plan) -> Iterator[Member]:
    ways = _entry(content, "person").fields["asked"].choices
    for number, text, fields in _rows(answers, content, "person"):
        yield Member(number, text, _chosen(fields.get("asked"), ways))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _chosen(value: Any, choices: Mapping[str, Any]) -> str:
    return value if isinstance(value, str) and value in choices else ""


def _day(value: Any) -> date | None:
    day = iso_day(value)
    return day if day is not None and day.year in YEARS else None


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None)
    except (TypeError, ValueError):
        return None


def _number(weeks: str) -> int | None:
    digits = weeks.removeprefix(WEEKS)
    return int(digits) if digits.isdecimal() else None
