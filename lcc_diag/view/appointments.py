"""Every date agreed, as it goes into a calendar: meetings, measurements, quarterly meetings, deadlines, the review."""

from __future__ import annotations

from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.plan import Agreed
from lcc_diag.model.schedule import Event
from lcc_diag.view.days import when
from lcc_diag.view.findings import Findings
from lcc_diag.view.planned import agreed_in, schedule_in

MINUTES = "minutes"
"""Precision of a local time."""


def appointments(found: Findings) -> list[dict[str, Any]]:
    """The dates in order of time; none without a plan.

    ``uid`` says the place in the plan and stays when the date moves. ``start`` and ``end`` are ISO: local times in
    Germany, or, if ``all_day``, the first and the last day.
    """
    plan = agreed_in(found)
    return [_appointment(found, plan, event) for event in schedule_in(found, plan).events]


def _appointment(found: Findings, plan: Agreed, event: Event) -> dict[str, Any]:
    begin, end = event.span or (None, None)
    return {
        "uid": event.uid,
        "kind": event.kind,
        "title": _title(found, plan, event),
        "text": _text(found, plan, event),
        "all_day": begin is None,
        "start": event.day.isoformat() if begin is None else begin.isoformat(timespec=MINUTES),
        "end": event.day.isoformat() if end is None else end.isoformat(timespec=MINUTES),
        "when": when(found, event.day, event.span),
    }


def _title(found: Findings, plan: Agreed, event: Event) -> str:
    deed = next((step.deed for step in plan.steps if event.kind == "step" and step.number == event.number), "")
    return found.word(found.questionnaires.plan.appointments[event.kind].title).format(number=event.number, name=deed)


def _text(found: Findings, plan: Agreed, event: Event) -> str:
    text = found.word(found.questionnaires.plan.appointments[event.kind].text)
    if event.sprint:
        sprints = found.questionnaires.circle.sprints
        place = {"number": list(sprints).index(event.sprint) + 1, "total": len(sprints)}
        name = found.word(sprints[event.sprint].name)
        return phrase("circle.meeting_text", found.language, **place, name=name, text=text)
    person = next((step.person for step in plan.steps if event.kind == "step" and step.number == event.number), "")
    return phrase("circle.step_text", found.language, text=text, person=person) if person else text
