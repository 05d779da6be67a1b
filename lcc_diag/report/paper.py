"""The paper form of a workshop as a PDF, one form after the other; each begins on a sheet of its own."""

from __future__ import annotations

import json
from typing import Any

from lcc_diag.report.glyphs import shown_all
from lcc_diag.report.typesetting import typeset

RUNNING = 60
"""Characters of the organisation's name at the foot of a page."""


def make(paper: dict[str, Any]) -> bytes:
    """The PDF of ``paper`` (see ``view.workshop.paper_form``); the same form always gives the same bytes."""
    content, _ = shown_all(paper)
    name = content["organisation"].replace("\n", " ")
    short = name if len(name) <= RUNNING else name[: RUNNING - 1].rstrip() + "…"
    told = content | {
        "day": paper["date"]["iso"],
        "about": " · ".join(filter(str.strip, (short, content["date"]["text"]))),
    }
    return typeset("paper.typ", told["day"], paper=json.dumps(told))
