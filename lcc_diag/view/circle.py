"""The circle composed: people, dates, sprints, agenda, agreement (methods E)."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.features import SAFETY
from lcc_diag.model.plan import Agreed, Member
from lcc_diag.model.results import Begin
from lcc_diag.model.schedule import CIRCLE_WEEKS, Schedule, SprintDates, agenda, circle_sizes
from lcc_diag.view.appointments import appointments
from lcc_diag.view.chapters import link
from lcc_diag.view.chart_data import lowest_apart
from lcc_diag.view.circle_remarks import people_in_sight, remarks
from lcc_diag.view.days import clock, every_weekday, period, when
from lcc_diag.view.findings import Findings, counting, saying
from lcc_diag.view.planned import agreed_in, schedule_in, weeks_answered
from lcc_diag.view.steps import CIRCLE_OUTCOMES

_say = saying("circle")
_counted = counting("circle")

ROOM_FOR_INITIALS = "____"

Section = dict[str, Any]


def circle(found: Findings) -> Section | None:
    """The section; ``None`` where no circle is in sight and nothing about one has been entered.

    ``later``: it is not time to start (yet), and everything else belongs behind the one line of ``lead``.
    """
    plan = agreed_in(found)
    if found.diagnosis.recommendation.outcome not in CIRCLE_OUTCOMES and not _is_begun(plan):
        return None
    if found.insight is None:  # the calendar of public holidays is not loaded before the verdict is on screen
        return {"title": _say(found, "title"), "pending": _say(found, "pending")}
    schedule, is_later = schedule_in(found, plan), found.diagnosis.recommendation.outcome not in CIRCLE_WEEKS
    return {
        "title": _say(found, "title"),
        "lead": _lead(found),
        "later": is_later,
        "empty": None if is_later else _empty(found, plan),
        "link": link(found, "plan", "people" if not plan.members else "dates"),
        "facts": _facts(found, plan, schedule),
        "people": [_person(found, member) for member in plan.members],
        "remarks": remarks(found, plan, schedule),
        "sprints": [_sprint(found, sprint) for sprint in schedule.sprints],
        "dates": appointments(found),
        "agenda": _agenda(found, schedule.minutes),
        "agreement": _agreement(found, plan),
    }


def _lead(found: Findings) -> str:
    outcome = found.diagnosis.recommendation.outcome
    if outcome in CIRCLE_WEEKS:
        return _say(found, "lead")
    return _say(found, "lead_later" if outcome in CIRCLE_OUTCOMES else "lead_entered")


def _is_begun(plan: Agreed) -> bool:
    """Whether anything about a circle has been entered; times may be midnight, weekdays Monday."""
    return bool(plan.members) or any(
        value is not None for value in (plan.start, plan.weekday, plan.time, plan.weeks, plan.state)
    )


def _empty(found: Findings, plan: Agreed) -> str | None:
    """What to enter next, as long as there are no dates."""
    if not _is_begun(plan):
        return _say(found, "empty_nothing")
    return _say(found, "empty_start") if plan.start is None else None


# --- facts and people -----------------------------------------------------------------------------------------


def _facts(found: Findings, plan: Agreed, schedule: Schedule) -> list[dict[str, str]]:
    meetings = schedule.meetings
    told = {
        "people": _people_text(found, plan),
        "slot": _slot(found, schedule),
        "first": when(found, meetings[0].day, meetings[0].span) if meetings else None,
        "last": when(found, meetings[-1].day, meetings[-1].span) if meetings else None,
        "length": _length(found, plan, schedule),
        "minutes": _say(found, "minutes", minutes=schedule.minutes),
        "state": _state(found, plan),
    }
    return [{"label": _say(found, f"fact_{name}"), "text": text} for name, text in told.items() if text]


def _people_text(found: Findings, plan: Agreed) -> str | None:
    count = people_in_sight(found, plan)
    if count is None:
        return None
    if not plan.members:
        return _say(found, "people_unnamed", count=found.count(count))
    return _counted(found, "people", count)


def _slot(found: Findings, schedule: Schedule) -> str | None:
    if not schedule.meetings:
        return None
    first = schedule.meetings[0]
    weekday = every_weekday(found, first.day.weekday())
    if first.span is None:
        return weekday
    return _say(found, "slot", weekday=weekday, begin=clock(first.span[0]), end=clock(first.span[1]))


def _length(found: Findings, plan: Agreed, schedule: Schedule) -> str:
    answered = weeks_answered(found)
    if plan.weeks is not None:
        return _say(found, "length", weeks=schedule.weeks)
    if found.diagnosis.recommendation.outcome in CIRCLE_WEEKS:
        return _say(found, "length_recommended", weeks=schedule.weeks)
    if answered is None:
        return _say(found, "length", weeks=schedule.weeks)
    key = "length_short" if answered < schedule.weeks else "length_answered"
    return _say(found, key, weeks=schedule.weeks, answered=_counted(found, "week", answered))


def _state(found: Findings, plan: Agreed) -> str | None:
    states = found.questionnaires.plan.sections["dates"].entries["state"].choices
    return found.word(states[plan.state]) if plan.state in states else None


def _person(found: Findings, member: Member) -> dict[str, str]:
    ways = found.questionnaires.plan.sections["people"].entries["person"].fields["asked"].choices
    return {"name": member.name, "asked": found.word(ways[member.asked]) if member.asked in ways else ""}


# --- sprints --------------------------------------------------------------------------------------------------


def _sprint(found: Findings, sprint: SprintDates) -> dict[str, Any]:
    content, focus = found.questionnaires.circle, _focus_text(found, sprint.id)
    entry = content.sprints[sprint.id]
    return {
        "number": sprint.number,
        "name": found.word(entry.name),
        "phase": found.word(content.phases[entry.phase]),
        "weeks": _meetings_text(found, sprint),
        "dates": period(found, sprint.first_day, sprint.last_day) if sprint.first_day else None,
        "text": found.word(entry.text),
        "focus": focus is not None,
        "focus_text": focus,
    }


def _meetings_text(found: Findings, sprint: SprintDates) -> str:
    key = {0: "meetings_one", 1: "meetings_two"}.get(sprint.last - sprint.first, "meetings_many")
    return _say(found, key, first=sprint.first, last=sprint.last)


def _focus_text(found: Findings, sprint: str) -> str | None:
    """Why a sprint matters most here: the attitude rated lowest, or safety, which comes before everything else."""
    start: Begin | None = found.diagnosis.begin
    if start is None or sprint not in start.sprints:
        return None
    if sprint in found.questionnaires.circle.focus[start.attitude]:
        key = "focus_weakest" if lowest_apart(found) == start.attitude else "focus_even"
        return _say(found, key, attitude=found.attitude_name(start.attitude))
    return _say(found, "focus_first", attitude=found.attitude_name(SAFETY))


# --- agenda and agreement -------------------------------------------------------------------------------------


def _agenda(found: Findings, minutes: int) -> dict[str, Any]:
    parts = list(found.questionnaires.plan.agenda.values())
    items = [
        {"minutes": length, "name": found.word(part.name), "text": found.word(part.text)}
        for part, length in zip(parts, agenda(parts, minutes), strict=True)
    ]
    return {"title": _say(found, "agenda_title", minutes=minutes), "items": items}


def _agreement(found: Findings, plan: Agreed) -> dict[str, Any]:
    """The five principles, and room for the initials of everybody in a circle."""
    smallest = int(found.questionnaires.plan.settings["circle_smallest"].value)
    sizes = circle_sizes(people_in_sight(found, plan) or 0, found.questionnaires.plan)
    items = [
        {"name": found.word(entry.name), "text": found.word(entry.text)}
        for entry in found.questionnaires.circle.principles.values()
    ]
    room = " · ".join([ROOM_FOR_INITIALS] * max(smallest, *sizes, 0))
    return {
        "title": _say(found, "agreement_title"),
        "lead": _say(found, "agreement_lead"),
        "items": [*items, {"name": _say(found, "initials"), "text": room}],
    }
