"""Where in the workbook a question is answered."""

from __future__ import annotations

from lcc_diag.i18n import phrase
from lcc_diag.view.findings import Findings

CHAPTERS = {
    "cynefin": "01_cynefin",
    "attitudes": "02_attitudes",
    "execution": "03_execution",
    "circle": "03_execution",
    "plan": "05_plan",
    "costs": "05_plan",
}
"""Chapter (notebook name without ending) by the first part of an item id."""

RESULT = "04_result"
"""The chapter with the result."""

WORKSHOP = "10_workshop"
"""The chapter in which several people answer, each alone."""

_FIRST_SECTION = {"circle": "circle"}
"""Where a part does not begin with its chapter."""

Link = dict[str, str]


def link(found: Findings, part: str, section: str = "") -> Link:
    """``{text, chapter, section}`` of a place to answer; ``section`` is empty for the chapter as a whole."""
    place = section or _FIRST_SECTION.get(part, "")
    return {"text": found.say(f"part_{part}"), "chapter": CHAPTERS[part], "section": place}


def workshop_link(found: Findings) -> Link:
    """Where a workshop is prepared."""
    return {"text": phrase("beside.chapter", found.language), "chapter": WORKSHOP, "section": ""}


def item_link(found: Findings, item: str, challenge: str | None = None) -> Link:
    """The place where ``item`` is answered: the challenge, the attitude, or the chapter."""
    part, _, name = item.partition(".")
    return link(found, part, challenge or _section(found, part, name))


def _section(found: Findings, part: str, name: str) -> str:
    dimensions = found.questionnaires.attitudes.dimensions
    if part == "attitudes":
        return next((key for key, group in dimensions.items() if name in group.items or name.startswith(key)), "")
    return name
