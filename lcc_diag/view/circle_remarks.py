"""What to mind about the circle: whether it is time for one, who was asked how, and what its dates run into."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lcc_diag.model.plan import Agreed
from lcc_diag.model.schedule import CIRCLE_WEEKS, SHORTEST_MEETING, Schedule, circle_sizes
from lcc_diag.view.days import weekday_name
from lcc_diag.view.findings import Findings, counting, saying
from lcc_diag.view.planned import holidays_in
from lcc_diag.view.steps import CIRCLE_OUTCOMES

_say = saying("circle")
_counted = counting("circle")

EVES = ((12, 24), (12, 31))
"""Days on which hardly anybody works although they are no public holidays."""


def remarks(found: Findings, plan: Agreed, schedule: Schedule) -> list[str]:
    """All remarks, those on people before those on dates."""
    told = [*_time_for_it(found, schedule), *_voluntary(found), *_size(found, plan), *_asked(found, plan)]
    if not schedule.meetings:
        return told
    return [*told, *_start(found, plan, schedule), *_slot(found, plan, schedule), *_free(found, plan, schedule)]


def people_in_sight(found: Findings, plan: Agreed) -> int | None:
    """How many take part: those entered, else the number from part 3; ``None`` if neither is known."""
    answered = found.diagnosis.circle.get("people")
    return len(plan.members) or (answered if isinstance(answered, int) else None)


def _remedy(found: Findings, gate: str) -> str:
    """What settles a condition, or where that is said already."""
    if gate in found.diagnosis.recommendation.conditions:
        return found.say("conditions_there", title=found.quoted(found.say("conditions_title")))
    return found.word(found.questionnaires.circle.gates[gate].remedy)


# --- people ---------------------------------------------------------------------------------------------------


def _time_for_it(found: Findings, schedule: Schedule) -> Iterator[str]:
    """Whether a circle is recommended at all."""
    decision = found.diagnosis.recommendation
    if decision.outcome in CIRCLE_WEEKS:
        return
    if decision.outcome not in CIRCLE_OUTCOMES:
        name = found.word(found.questionnaires.rules.outcomes[decision.outcome].name)
        yield _say(found, "other_outcome", name=found.quoted(name))
        return
    gates = found.questionnaires.circle.gates
    names = found.listed([found.quoted(found.word(gates[name].name)) for name in decision.conditions])
    draft = f" {_say(found, 'not_yet_dates')}" if schedule.meetings else ""
    yield _say(found, "not_yet", names=names) + draft


def _voluntary(found: Findings) -> Iterator[str]:
    """Voluntariness as answered in part 3; what is not known is not voluntary."""
    answer = found.diagnosis.circle.get("voluntary")
    if answer != "yes":
        key = "voluntary_open" if answer is None else "voluntary_no"
        yield _say(found, key, remedy=_remedy(found, "voluntary"))


def _size(found: Findings, plan: Agreed) -> Iterator[str]:
    """Too few for a circle of their own, or enough for more than one."""
    count, content = people_in_sight(found, plan), found.questionnaires.plan
    if count is None:
        return
    sizes, word = circle_sizes(count, content), found.count(count)
    if plan.members and not sizes:
        smallest = found.count(int(content.settings["circle_smallest"].value))
        yield _counted(found, "too_few", count, smallest=smallest, remedy=_remedy(found, "group_size"))
    if len(sizes) > 1:
        told = {"Count": word.capitalize(), "circles": found.count(len(sizes))}
        if plan.members:
            groups = "; ".join(found.listed(group) for group in _groups(plan, sizes))
            text = _say(found, "split_named", groups=groups, **told)
        else:
            text = _say(found, "split_sizes", sizes=found.listed([found.count(size) for size in sizes]), **told)
        yield f"{text} {_say(found, 'split_dates')}" if plan.start else text


def _groups(plan: Agreed, sizes: tuple[int, ...]) -> list[list[str]]:
    """Names by circle, in the order in which they were entered."""
    names = iter(member.name for member in plan.members)
    return [list(islice(names, size)) for size in sizes]


def _asked(found: Findings, plan: Agreed) -> Iterator[str]:
    """Whoever was asked by a superior or in front of others is asked again; nothing is said about the answer."""
    told = []
    for way in ("superior", "group"):
        if names := [member.name for member in plan.members if member.asked == way]:
            told.append(_counted(found, way, len(names), names=found.listed(names)))
    if told:
        yield " ".join([*told, _say(found, "ask_again")])
    if unknown := [member.name for member in plan.members if not member.asked]:
        yield _say(found, "asked_open", names=found.listed(unknown))


# --- dates ----------------------------------------------------------------------------------------------------


def _start(found: Findings, plan: Agreed, schedule: Schedule) -> Iterator[str]:
    """A start that has passed, and a first meeting that is not on the day of the start."""
    if found.today and plan.start < found.today:
        yield _say(found, "start_past", day=found.day(plan.start))
    first, holidays = schedule.meetings[0].day, holidays_in(found, plan)
    before = [day for day in schedule.left_out if day < first]
    for day in before:
        yield _say(found, "first_holiday", day=found.day(day), holiday=holidays[day], first=found.day(first))
    measured = next(event.day for event in schedule.others if event.kind == "measurement_before")
    if found.today and measured < found.today <= first:
        yield _say(found, "measure_now", day=found.day(measured))
    if not before and first != plan.start:
        weekday = weekday_name(found, first.weekday())
        yield _say(found, "first_weekday", day=found.day(plan.start), weekday=weekday, first=found.day(first))


def _slot(found: Findings, plan: Agreed, schedule: Schedule) -> Iterator[str]:
    """What is still open about the weekly slot."""
    if plan.weekday is None:
        yield _say(found, "weekday_open")
    if plan.time is None:
        yield _say(found, "time_open")
    minutes = found.diagnosis.circle.get("minutes")
    if isinstance(minutes, int) and minutes < SHORTEST_MEETING:
        yield _say(found, "minutes_short", minutes=minutes, shortest=schedule.minutes)


def _free(found: Findings, plan: Agreed, schedule: Schedule) -> Iterator[str]:
    """Public holidays among the dates, and what we do not know about."""
    holidays, first = holidays_in(found, plan), schedule.meetings[0].day
    between = [day for day in schedule.left_out if day > first]
    for key, days in (("left_out", between), ("moved", schedule.moved)):
        yield from (_say(found, key, day=found.day(day), holiday=holidays[day]) for day in days)
    for event in (*schedule.meetings, *schedule.followups):
        if (event.day.month, event.day.day) in EVES:
            yield _say(found, "eve", day=found.day(event.day), name=_say(found, f"eve_{event.day.day}"))
    if plan.state is None:
        yield _say(found, "state_open")
    yield _say(found, "local_holidays")
