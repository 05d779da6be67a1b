"""Paper sheets, entered by the facilitator: each is a participant who joined with a role and answered at once."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.case import Role
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import Workshop, open_questions
from lcc_diag.store.workshops import Submission
from lcc_diag.ui.workshop_desk import Desk, Message
from lcc_diag.view.workshop.paper import PaperItem, paper_items, read_sheet

Json = dict[str, Any]


def sheet_items(desk: Desk, message: Message) -> list[Json]:
    """What can be typed for a sheet of this role right now, in the order in which it stands on paper."""
    workshop = desk.named(message)
    items = _open_items(desk, workshop, _role(workshop, message))
    return [{"code": item.code, "signs": list(item.keys), "text": item.is_text} for item in items]


def enter_sheet(desk: Desk, message: Message) -> None:
    """Take a whole sheet, or nothing of it; ``InputError`` says which codes and signs are not on it."""
    workshop = desk.named(message)
    role, sheet, typed = _role(workshop, message), str(message.get("seq")), message.get("typed")
    if not isinstance(typed, dict) or not all(isinstance(text, str) for pair in typed.items() for text in pair):
        raise InputError(Problem("message_damaged"))
    entries = read_sheet(_open_items(desk, workshop, role), typed, workshop.round.number, sheet)
    if not entries:
        raise InputError(Problem("workshop_sheet_empty"))
    code = str(message.get("own_code") or "").strip()
    person = desk.workshops.join(workshop.id, role, own_code=code, message=f"paper-sheet-{sheet}").participant
    told = desk.workshops.record([Submission(workshop.id, person.id, entries)], desk.questionnaires)
    if problems := [problem for problem in told if problem]:
        desk.workshops.leave(workshop.id, person.id)
        raise InputError(*problems)
    if (workshop.id, person.id) not in desk.sheets:
        desk.sheets.append((workshop.id, person.id))


def undo_sheet(desk: Desk, message: Message) -> None:
    """Take back the last sheet entered on this page."""
    workshop = desk.named(message)
    if workshop.round.sealed:
        raise InputError(Problem("workshop_sealed"))
    if not desk.sheets or desk.sheets[-1][0] != workshop.id:
        raise InputError(Problem("workshop_no_sheet"))
    desk.workshops.leave(*desk.sheets[-1])
    desk.sheets.pop()


def _open_items(desk: Desk, workshop: Workshop, role: Role) -> list[PaperItem]:
    asked = open_questions(workshop, role, desk.questionnaires)
    return [item for item in paper_items(workshop, role, desk.questionnaires) if item.key in asked]


def _role(workshop: Workshop, message: Message) -> Role:
    role = message.get("role")
    if role not in workshop.settings.roles:
        raise InputError(Problem("workshop_role_unknown"))
    return role
