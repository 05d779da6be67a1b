"""The facilitator's chapter as data, the same with a kernel and without one. No answer of a single person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lcc_diag.i18n import phrases
from lcc_diag.model.answers import LEADERS, STAFF
from lcc_diag.model.answers import answers_of as said_in
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.group_sizes import may_compare
from lcc_diag.model.items import MAX_ENTRY_LENGTH
from lcc_diag.model.plan_questions import Entry, numbered
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import ASKING, Phase, Workshop, can_enter, phases_of
from lcc_diag.settings import HOME
from lcc_diag.store import WorkshopStore
from lcc_diag.store.workshops import Counts
from lcc_diag.view.canvas import both, placement_view
from lcc_diag.view.chapter_form import current_round, who_answers
from lcc_diag.view.date_remarks import plan_date_remarks
from lcc_diag.view.forms import answers_of
from lcc_diag.view.workshop.agreed import marks
from lcc_diag.view.workshop.guide import prompts, script, setup
from lcc_diag.view.workshop.naming import part_of
from lcc_diag.view.workshop.room import room_view

Json = dict[str, Any]

PLAN_ITEMS = ("step", "review")
"""What is agreed before everybody leaves, as entries of ``plan.yaml``."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The workshops of a case with their public numbers, oldest first. ``counts``: who is in the last one."""

    workshops: tuple[tuple[int, Workshop], ...] = ()
    counts: Counts | None = None

    def current(self, today: date) -> tuple[int, Workshop] | None:
        """The workshop that is running, or was closed today: it may still need its documents."""
        if not self.workshops:
            return None
        number, last = self.workshops[-1]
        return None if last.closed and day_of(last) != today else (number, last)


def kept_workshops(store: WorkshopStore, token: str, questionnaires: Questionnaires) -> Kept:
    """The workshops of the case with this token, as they are on disk now."""
    found = store.of_case(token)
    counts = store.counts(found[-1].id, questionnaires) if found else None
    return Kept(tuple((store.number(workshop.id), workshop) for workshop in found), counts)


def day_of(workshop: Workshop) -> date:
    """The day it was opened, as the people there call it."""
    return workshop.opened.astimezone(HOME).date()


def workshop_state(
    token: str, case: Case, kept: Kept, questionnaires: Questionnaires, language: str, today: date
) -> Json:
    """``lcc_diag.ui.workshop.Workshop`` on the case with ``token``."""
    return {
        "phrases": {name: phrases("workshop", name) for name in LANGUAGES},
        "setup": setup(questionnaires),
        **shown(case, kept, questionnaires, today),
        "texts": [],
        "language": language,
        "storage_key": f"lcc-{token}-workshop",
    }


def shown(case: Case, kept: Kept, questionnaires: Questionnaires, today: date) -> Json:
    """What changes while a workshop runs."""
    number, workshop = kept.current(today) or (0, None)
    counts = kept.counts if workshop else None
    on_wall = {"on_wall": _on_wall(workshop, case, questionnaires)} if workshop else {}
    return {
        "guide": {"phases": script(workshop, questionnaires), **prompts(questionnaires)} if workshop else {},
        "current": _current(number, workshop, counts) | on_wall if workshop and counts else {},
        "room": room(workshop, counts, case, questionnaires) if workshop and counts else {},
        "challenges": [_challenge(challenge, workshop) for challenge in case.challenges],
        "plan": _plan(case, questionnaires, today),
        "suggested": _suggested(kept),
        "earlier": [_earlier(*entry, questionnaires) for entry in reversed(kept.workshops) if entry[0] != number],
    }


def room(workshop: Workshop, counts: Counts, case: Case, questionnaires: Questionnaires) -> Json:
    """What everybody sees, without the moment: the page asks for it, so that nothing changes where nothing has; nor
    with the version: it would tell when somebody changes an answer."""
    return room_view(workshop, counts, case, questionnaires, datetime.now(UTC)) | {"now": None, "version": None}


def _current(number: int, workshop: Workshop, counts: Counts) -> Json:
    round_ = workshop.round
    return {
        "number": number,
        "parts": workshop.settings.parts,
        "phase": workshop.phase,
        "round": round_.number,
        "phases": list(phases_of(workshop)),
        "revealed": round_.released is not None,
        "next": _next(workshop),
        "back": _back(workshop),
        "progress": _progress(workshop, counts),
        "answered": _answered(workshop, counts),
        "uncompared": _uncompared(workshop, counts),
        "rated": list(round_.challenges),
        "shown_texts": [text["id"] for text in workshop.texts],
        "min_group": workshop.settings.min_group,
        "roles": list(workshop.settings.roles),
        "papers": ["privacy"] if round_.sealed else ["privacy", "paper"],
        "can_take_paper": workshop.phase in ("answer", "predict") and not round_.sealed,
        "links": {"room": f"w/{workshop.id}", "wall": f"wall/{workshop.wall}", "join": "join"},
        "code": workshop.code,
        "delete_on": workshop.delete_on.isoformat(),
        "deleted": workshop.deleted,
    }


def _on_wall(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> list[str]:
    """The items of the plan that the room sees once steps are agreed."""
    return [item for item, mark in marks(case, questionnaires).items() if mark in workshop.taken_over]


def _next(workshop: Workshop) -> Json | None:
    """Where it goes on and how: ``enter``, ``reveal`` (which seals the round), ``close``; ``None`` once it is over."""
    phases = phases_of(workshop)
    if workshop.closed:
        return None
    if workshop.round.sealed and workshop.round.released is None:
        return {"phase": "reveal", "act": "reveal"}
    following: Phase = phases[phases.index(workshop.phase) + 1]
    return {"phase": following, "act": following if following in ("reveal", "close") else "enter"}


def _back(workshop: Workshop) -> Json | None:
    """The phase before, and whether one can go there: what was revealed is not asked again."""
    phases = phases_of(workshop)
    place = phases.index(workshop.phase)
    if workshop.closed or not place:
        return None
    return {"phase": phases[place - 1], "possible": can_enter(workshop, phases[place - 1])}


def _progress(workshop: Workshop, counts: Counts) -> Json | None:
    """How many of those who are asked something have finished; never who."""
    if workshop.phase not in ASKING or workshop.round.sealed:
        return None
    return {"finished": counts.finished - (counts.joined - counts.asked), "asked": counts.asked}


def _answered(workshop: Workshop, counts: Counts) -> Json | None:
    """While leaders predict: how many have finished answering, which the reveal will end."""
    if counts.answered is None or workshop.round.sealed:
        return None
    return {"finished": counts.answered, "asked": counts.joined}


def _uncompared(workshop: Workshop, counts: Counts) -> bool:
    """Whether leaders predict, or are about to, and too few people are here for the room to see it beside the answers
    of the staff. It follows from how many are asked to predict, which the page says then; the reveal tells it too."""
    if workshop.phase not in ("answer", "predict") or "predict" not in phases_of(workshop) or workshop.round.sealed:
        return False
    staff, leaders = (sum(counts.by_role.get(role, 0) for role in roles) for roles in (STAFF, LEADERS))
    return not may_compare(staff, leaders, workshop.settings.min_group, workshop.settings.named_leaders)


def _challenge(challenge: Challenge, workshop: Workshop | None) -> Json:
    return {
        "id": challenge.id,
        "statement": challenge.statement,
        "placement": placement_view(challenge),
        "part_of": part_of(challenge),
        "rated": workshop is not None and challenge.id in workshop.round.challenges,
        "asked": workshop is not None and any(challenge.id in round_.challenges for round_ in workshop.rounds),
    }


def _plan(case: Case, questionnaires: Questionnaires, today: date) -> Json:
    """Steps and the next meeting: the entries of chapter 5 with what has been answered there."""
    entries = questionnaires.plan.sections["steps"].entries
    answers = answers_of(case, who_answers(case), current_round(case))
    items = [f"plan.{item}" for name in PLAN_ITEMS for item in numbered(name, entries[name])]
    return {
        **{name: _entry(entries[name]) for name in PLAN_ITEMS},
        "items": items,
        "answers": {item: answers[item] for item in items if item in answers},
        "remarks": plan_date_remarks(said_in(case, current_round(case)), questionnaires, today),
        "max_length": MAX_ENTRY_LENGTH,
    }


def _entry(entry: Entry) -> Json:
    return {
        "question": both(entry.question),
        "short": both(entry.short),
        "hint": both(entry.hint) if entry.hint else None,
        "fields": {name: both(field.label) for name, field in entry.fields.items()},
    }


def _suggested(kept: Kept) -> Json:
    """What the privacy sheet of the last workshop says; it is hardly another one the next time."""
    if not kept.workshops:
        return {}
    settings = kept.workshops[-1][1].settings
    return {"purpose": settings.purpose, "responsible": settings.responsible}


def _earlier(number: int, workshop: Workshop, questionnaires: Questionnaires) -> Json:
    return {
        "number": number,
        "day": day_of(workshop).isoformat(),
        "kind": both(questionnaires.workshop.kinds[workshop.settings.parts].name),
        "closed": workshop.closed,
        "revealed": any(round_.released is not None for round_ in workshop.rounds),
        "delete_on": workshop.delete_on.isoformat(),
        "deleted": workshop.deleted,
    }
