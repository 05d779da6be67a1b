"""Workshops to look at: of each kind, with hostile text, and what one leaves behind in its case."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import Settings, Workshop, checked, first_round

OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DELETED_ON = date(2026, 12, 7)
CONTENT = load()
HOSTILE = "#set page(width: 1mm) </main><script>window.hit=1</script> {{ 7*7 }} {count} *_$[ =1+1 »ä« 🎉"
STATEMENTS = (
    "Die Meister planen trotz ERP mit eigenen Listen.",
    "Der Vertrieb pflegt Kundendaten doppelt, weil das neue System unterwegs nicht lädt.",
    "Rechnungen werden gedruckt und abgelegt.",
    "Im Büro nutzen alle KI-Assistenten auf ihre Weise.",
    "Die Spindeln sollen nach Laufzeit gewartet werden.",
    "Vertrieb und Produktion streiten über Termine.",
)
SECRETS = ("wxyz-secret-of-the-link", "secret-of-the-wall", "token-of-the-case", "K7MF3X")


def case_with(*statements: str, organisation: str = "Muster & Söhne GmbH") -> Case:
    """A case with these challenges, ``c1`` first."""
    listed = enumerate(statements or STATEMENTS[:3], start=1)
    return Case(organisation, challenges=tuple(Challenge(f"c{number}", text) for number, text in listed))


def workshop_with(**settings) -> Workshop:
    """A workshop that has just been opened; three challenges unless said otherwise."""
    given = {"challenges": () if settings.get("parts") == "pulse" else ("c1", "c2", "c3"), **settings}
    chosen = checked(Settings(**given))
    link, wall, token, code = SECRETS
    return Workshop(link, code, wall, token, chosen, OPENED, DELETED_ON, rounds=(first_round(chosen),))
