"""The circle's dates: weekly meetings around free days, six sprints, measurements, quarterly meetings (methods E).

All times are local wall time, so summer time changes nothing here. An event's ``uid`` says its place in the plan and
nothing else: when the dates change, the event moves and does not become another one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Literal

from lcc_diag.model.circle_questions import Circle
from lcc_diag.model.plan import Agreed
from lcc_diag.model.plan_questions import AgendaPart, Plan
from lcc_diag.model.questionnaires import Questionnaires

Kind = Literal["meeting", "followup", "measurement_before", "measurement_after", "measurement_later", "step", "review"]
"""Kinds of dates, as in ``plan.appointments``."""

CIRCLE_WEEKS = {"start_12": 12, "start_24": 24}
"""Length of a circle by the outcome that recommends one (methods E.2)."""
USUAL_WEEKS = 12
"""Length of a circle where nothing else was agreed or recommended."""
WEEK = timedelta(weeks=1)
SHORTEST_MEETING = 60
"""Minutes a meeting takes at least; below, the condition ``time`` is not met (methods E.1)."""
AGENDA_STEP = 5
"""Parts of a shortened meeting end at full five minutes."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Event:
    """A date in the calendar. ``number`` counts meetings, quarterly meetings and steps from 1, else ``None``.

    ``at`` is the time of day it begins and ``minutes`` how long it takes; without ``at`` it takes the whole day.
    ``sprint`` is the id of the sprint a meeting belongs to.
    """

    uid: str
    kind: Kind
    day: date
    number: int | None = None
    at: time | None = None
    minutes: int = 0
    sprint: str | None = None

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Begin and end; ``None`` if it takes the whole day."""
        if self.at is None:
            return None
        begin = datetime.combine(self.day, self.at)
        return begin, begin + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class SprintDates:
    """A sprint with the numbers of its first and last meeting (from 1) and, once there is a start, their days.

    A sprint without a meeting, where there are fewer meetings than sprints, is left out.
    """

    id: str
    number: int
    first: int
    last: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All dates in order of time. ``left_out``: free days a meeting would have been on; ``moved``: those that moved a
    quarterly meeting. ``minutes``: length of a meeting. ``weeks``: number of meetings.
    """

    weeks: int
    minutes: int
    meetings: tuple[Event, ...]
    followups: tuple[Event, ...]
    others: tuple[Event, ...]
    sprints: tuple[SprintDates, ...]
    left_out: tuple[date, ...]
    moved: tuple[date, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything, in order of time; what takes the whole day comes first."""
        every = (*self.others, *self.meetings, *self.followups)
        return tuple(sorted(every, key=lambda event: (event.day, event.at or time.min)))


def compose(
    agreed: Agreed, weeks: int, minutes: int, free_days: Collection[date], questionnaires: Questionnaires
) -> Schedule:
    """The dates that follow from what was agreed.

    ``weeks``: meetings if nothing else was agreed; ``minutes``: length of a meeting; ``free_days``: days on which
    nobody meets. Without a start there are only deadlines and the review.
    """
    weeks = agreed.weeks or weeks
    plan, circle = questionnaires.plan, questionnaires.circle
    days, left_out = meeting_days(agreed, weeks, free_days)
    meetings = tuple(_meetings(days, agreed.time, minutes, circle))
    later, moved = _followup_days(days[-1], free_days, plan) if days else ((), ())
    followups = tuple(_timed("followup", n, day, agreed.time, minutes) for n, day in enumerate(later, start=1))
    measured = _measurements(days, free_days, plan) if days else ()
    return Schedule(
        weeks=weeks,
        minutes=minutes,
        meetings=meetings,
        followups=followups,
        others=(*measured, *_deadlines(agreed)),
        sprints=tuple(_sprints(weeks, days, circle)),
        left_out=left_out,
        moved=moved,
    )


def meeting_days(agreed: Agreed, weeks: int, free_days: Collection[date]) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days of ``weeks`` meetings and the free days left out between them; a left out week is added at the end.

    The first is on the chosen weekday, or that of the start if none was chosen, on or after the start.
    """
    if agreed.start is None:
        return (), ()
    weekday = agreed.start.weekday() if agreed.weekday is None else agreed.weekday
    day = agreed.start + timedelta(days=(weekday - agreed.start.weekday()) % 7)
    met: list[date] = []
    free: list[date] = []
    while len(met) < weeks:
        (free if day in free_days else met).append(day)
        day += WEEK
    return tuple(met), tuple(free)


def meeting_minutes(answered: object, plan: Plan) -> int:
    """Length of a meeting: the minutes that were answered, from an hour to the whole agenda; else the whole agenda."""
    longest = sum(part.minutes for part in plan.agenda.values())
    return min(longest, max(SHORTEST_MEETING, answered)) if isinstance(answered, int) else longest


def agenda(parts: Sequence[AgendaPart], minutes: int) -> tuple[int, ...]:
    """Minutes of each part in a meeting of ``minutes``; they add up, and all but the last end at full five minutes."""
    whole = sum(part.minutes for part in parts)
    ends = [AGENDA_STEP * round(minutes * end / whole / AGENDA_STEP) for end in accumulate(p.minutes for p in parts)]
    ends[-1] = minutes
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def circle_sizes(people: int, plan: Plan) -> tuple[int, ...]:
    """Into how many circles of which size people split, as evenly as possible, larger first; none for too few."""
    smallest, largest = (int(plan.settings[f"circle_{name}"].value) for name in ("smallest", "largest"))
    if people < smallest:
        return ()
    circles = -(-people // largest)
    return tuple(people // circles + (place < people % circles) for place in range(circles))


# --- meetings and sprints -------------------------------------------------------------------------------------


def _meetings(days: Sequence[date], at: time | None, minutes: int, circle: Circle) -> Iterator[Event]:
    names = list(circle.sprints)
    for place, day in enumerate(days):
        sprint = names[place * len(names) // len(days)]
        yield _timed("meeting", place + 1, day, at, minutes, sprint)


def _timed(kind: Kind, number: int, day: date, at: time | None, minutes: int, sprint: str | None = None) -> Event:
    uid = f"{kind}-{number:02d}" if kind == "meeting" else f"{kind}-{number}"
    return Event(uid, kind, day, number, at, minutes, sprint)


def _sprints(weeks: int, days: Sequence[date], circle: Circle) -> Iterator[SprintDates]:
    names = list(circle.sprints)
    for place, name in enumerate(names):
        if held := [n for n in range(weeks) if n * len(names) // weeks == place]:
            on = (days[held[0]], days[held[-1]]) if days else (None, None)
            yield SprintDates(name, place + 1, held[0] + 1, held[-1] + 1, *on)


# --- around the meetings --------------------------------------------------------------------------------------


def _followup_days(last: date, free_days: Collection[date], plan: Plan) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Days of the quarterly meetings after ``last``, a week later than due on a free day, and those free days."""
    apart = timedelta(weeks=plan.settings["followup_weeks"].value)
    days, moved = [], []
    for number in range(1, int(plan.settings["followups"].value) + 1):
        day = last + number * apart
        while day in free_days:
            moved.append(day)
            day += WEEK
        days.append(day)
    return tuple(days), tuple(moved)


def _measurements(days: Sequence[date], free_days: Collection[date], plan: Plan) -> tuple[Event, ...]:
    around = timedelta(days=plan.settings["measurement_days"].value)
    later = timedelta(weeks=plan.settings["later_weeks"].value)
    return (
        _measurement("before", _working_day(days[0] - around, free_days, -1)),
        _measurement("after", _working_day(days[-1] + around, free_days, 1)),
        _measurement("later", _working_day(days[-1] + later, free_days, 1)),
    )


def _measurement(when: Literal["before", "after", "later"], day: date) -> Event:
    return Event(f"measurement-{when}", f"measurement_{when}", day)


def _working_day(day: date, free_days: Collection[date], towards: int) -> date:
    """``day``, or the next one in that direction that is neither free nor at the weekend."""
    while day in free_days or day.weekday() >= SATURDAY:
        day += timedelta(days=towards)
    return day


def _deadlines(agreed: Agreed) -> tuple[Event, ...]:
    steps = [Event(f"step-{step.number}", "step", step.due, step.number) for step in agreed.steps if step.due]
    return (*steps, Event("review", "review", agreed.review)) if agreed.review else tuple(steps)
