"""What everybody in a workshop sees, as data: the wall, the phones and the facilitator draw it.

It names no secret and no participant, and before the reveal it holds nothing that anybody answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from lcc_diag.model.case import Case, Challenge, Role
from lcc_diag.model.plan import Agreed
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Timer, Workshop, phases_of
from lcc_diag.view import formats
from lcc_diag.view.canvas import both, placement_view
from lcc_diag.view.workshop.agreed import agreed_here, as_placed_here
from lcc_diag.view.workshop.results import SHOWN_IN, results_view
from lcc_diag.view.workshop.telling import Json, Told, in_each, same, told

EXACT_FROM = 10
"""Groups from this size on are counted exactly (methods B.5)."""
AGREEING = ("decide", "close")
"""Phases in which steps are on screen."""


class Counts(Protocol):
    """How many are in the room and how many have finished, as ``lcc_diag.store.workshops`` counts them."""

    @property
    def joined(self) -> int: ...
    @property
    def by_role(self) -> Mapping[Role, int]: ...
    @property
    def finished(self) -> int: ...


def room_view(workshop: Workshop, counts: Counts, case: Case, questionnaires: Questionnaires, now: datetime) -> Json:
    """The state of a workshop for every screen; texts in both languages. ``now``: what the timer is compared with."""
    plan = _plan(workshop, case, questionnaires)
    return {
        "version": workshop.version,
        "phase": workshop.phase,
        "round": workshop.round.number,
        "sealed": workshop.round.sealed,
        "phases": [_phase(phase, questionnaires) for phase in phases_of(workshop)],
        "parts": workshop.settings.parts,
        "language": workshop.settings.language,
        "code": workshop.code,
        "locked": workshop.locked,
        "closed": workshop.closed,
        "deleted": workshop.deleted,
        "timer": _timer(workshop.timer),
        "roles": [{"id": role, "text": told(f"role_{role}")} for role in workshop.settings.roles],
        "named_leaders": workshop.settings.named_leaders,
        "min_group": workshop.settings.min_group,
        "counts": _counts(workshop, counts),
        "challenges": _challenges(workshop, case),
        "results": results_view(workshop, case, questionnaires),
        "steps": [{"text": step.deed, "person": step.person, "due": _day(step.due)} for step in plan.steps],
        "next_meeting": plan.review.isoformat() if plan.review else None,
        "next_meeting_text": _day(plan.review),
        "now": now.isoformat(timespec="seconds"),
    }


def _phase(phase: str, questionnaires: Questionnaires) -> Json:
    script = questionnaires.workshop.phases[phase]
    return {"id": phase, "title": both(script.title), "text": both(script.room)}


def _timer(timer: Timer | None) -> Json | None:
    if timer is None:
        return None
    return {"ends": timer.ends.isoformat(timespec="seconds") if timer.ends else None, "left": round(timer.left)}


def _counts(workshop: Workshop, counts: Counts) -> Json:
    minimum = workshop.settings.min_group
    groups = [
        {"role": role, "text": told(f"group_{role}"), "n": _size(counts.by_role.get(role, 0), minimum)}
        for role in workshop.settings.roles
    ]
    return {"joined": counts.joined, "finished": counts.finished, "groups": groups}


def _size(count: int, minimum: int) -> Told:
    """How many there are of a role, no more exactly than results are shown."""
    if count >= max(EXACT_FROM, minimum):
        return same(str(count))
    below = min(minimum, EXACT_FROM)
    if count < below:
        return told("group_below", below=below)
    return told("group_band", low=below, high=max(EXACT_FROM, minimum) - 1)


def _challenges(workshop: Workshop, case: Case) -> list[Json]:
    """The challenges of the round. Where the group puts one names a domain, so that comes after the reveal only."""
    by_id = {challenge.id: challenge for challenge in case.challenges}
    known = [by_id[name] for name in workshop.round.challenges if name in by_id]
    return [{"id": entry.id, "statement": entry.statement, "placement": _placement(workshop, entry)} for entry in known]


def _placement(workshop: Workshop, challenge: Challenge) -> Json | None:
    revealed = workshop.round.released is not None and workshop.phase in SHOWN_IN
    return placement_view(as_placed_here(workshop, challenge)) if revealed else None


def _plan(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> Agreed:
    return agreed_here(workshop, case, questionnaires) if workshop.phase in AGREEING else Agreed()


def _day(value: date | None) -> Told | None:
    return in_each(lambda language: formats.day(value, language)) if value else None
