"""What the room has already seen: a result that counts the case's own answers must not say that nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.view.findings import Findings, saying
from lcc_diag.view.workshop.held import HeldAttitude, HeldWorkshop, workshops_of

say = saying("beside")


@dataclass(frozen=True, slots=True)
class StaffSeen:
    """Where the staff's view was shown; ``partly``: not of every attitude."""

    where: str
    partly: bool


def latest(found: Findings) -> HeldWorkshop | None:
    """The case's latest workshop with a revealed round."""
    workshops, _ = workshops_of(found.case, found.questionnaires)
    return workshops[-1] if workshops else None


def where(found: Findings, workshop: HeldWorkshop) -> str:
    """``im Workshop vom 23. November 2026``, within a sentence."""
    if workshop.day is None:
        return say(found, "in_undated", number=workshop.number)
    return say(found, "in_dated", day=found.day(workshop.day))


def staff_seen(found: Findings) -> StaffSeen | None:
    """The latest workshop that showed what the staff alone answered; ``None`` if none did."""
    workshops, _ = workshops_of(found.case, found.questionnaires)
    for workshop in reversed(workshops):
        shown = {entry.dimension for part in workshop.rounds for entry in part.attitudes if _shows_staff(entry)}
        if shown:
            return StaffSeen(where(found, workshop), shown != set(found.questionnaires.attitudes.dimensions))
    return None


def staff_values(found: Findings, seen: StaffSeen) -> dict[str, str]:
    """What the wordings about the staff's view are filled with."""
    return {"where": seen.where, "partly": say(found, "partly") if seen.partly else ""}


def _shows_staff(attitude: HeldAttitude) -> bool:
    return attitude.staff is not None and attitude.staff.mean is not None
