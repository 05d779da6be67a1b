"""What else to mind beside Monday's step, in words that hold after a workshop too."""

from __future__ import annotations

from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop import seen

STAFF_VIEW = "staff_view"
"""The note that the staff's view is missing."""


def notes(found: Findings) -> list[str]:
    """The notes of the rules that hold for this case."""
    return [_note(found, name) for name in found.diagnosis.recommendation.notes]


def _note(found: Findings, name: str) -> str:
    shown = seen.staff_seen(found) if name == STAFF_VIEW else None
    if shown:
        return seen.say(found, "no_staff", **seen.staff_values(found, shown))
    return found.word(found.questionnaires.rules.notes[name].text)
