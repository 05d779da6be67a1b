"""The reveal: no more answers, then the result that may be seen, frozen; the case keeps it too.

Each step stands on its own and does nothing where it is done already: whoever presses again after a crash, or presses
at the same time in another window, finishes the same reveal.
"""

from __future__ import annotations

from lcc_diag import settings
from lcc_diag.cohort import release
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import Workshop, reveal, seal
from lcc_diag.ui.workshop_desk import Desk, Message


def reveal_round(desk: Desk, message: Message) -> None:
    """Reveal the round that the message names, which must be the current one."""
    workshop = desk.named(message)
    if workshop.round.number != message.get("round"):
        raise InputError(Problem("workshop_phase_impossible"))
    if workshop.round.released is None:
        _release(desk, desk.workshops.change(workshop.id, seal))
    desk.keep_results()


def _release(desk: Desk, sealed: Workshop) -> None:
    number = sealed.round.number
    voices = desk.workshops.voices(sealed.id, number)
    made = release(voices, sealed, desk.case(), desk.questionnaires, settings.today())
    desk.workshops.change(sealed.id, lambda now: _revealed(now, number, made.shown, made.members))


def _revealed(workshop: Workshop, number: int, shown: dict, members: dict) -> Workshop:
    """Whoever comes second changes nothing, not even the phase."""
    done = workshop.round.number != number or workshop.round.released is not None
    return workshop if done else reveal(workshop, number, shown, members)
