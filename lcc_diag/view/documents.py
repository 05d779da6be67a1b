"""The documents a result can be taken away as: what each is for, and whether it is a draft yet."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.appointments import appointments
from lcc_diag.view.chapters import link
from lcc_diag.view.findings import Findings, saying
from lcc_diag.view.plan import plan

_say = saying("documents")

KINDS = ("pdf", "pptx", "xlsx", "ics", "html", "csv", "json")
"""Documents in the order a reader is likely to want them."""
WORDS = ("create", "creating", "failed", "no_answer", "unreachable")
"""Wordings of the button of each kind and of its progress."""


def documents(found: Findings) -> dict[str, Any]:
    """The section: ``status`` (draft until a step has a name and a date), ``kinds`` with what each is for."""
    final = _status(found) == "final"
    return {
        "title": _say(found, "title"),
        "lead": _say(found, "lead"),
        "status": {
            "id": "final" if final else "draft",
            "label": _say(found, "final" if final else "draft"),
            "text": _say(found, "final_text" if final else "draft_text"),
        },
        "link": None if final else link(found, "plan"),
        "kinds": [_kind(found, kind) for kind in KINDS],
        "words": {"saved": _say(found, "saved")},
    }


def _status(found: Findings) -> str:
    part = plan(found)
    return part["status"]["id"] if part else "draft"


def _kind(found: Findings, kind: str) -> dict[str, Any]:
    # Nothing is said before the rest is computed: dates need the calendar of public holidays.
    without_dates = kind == "ics" and found.insight is not None and not appointments(found)
    name = _say(found, f"{kind}_name")
    return {
        "id": kind,
        "name": name,
        "text": _say(found, f"{kind}_text"),
        "missing": _say(found, "no_dates") if without_dates else None,
        "words": {word: _say(found, word, name=name) for word in WORDS},
    }
