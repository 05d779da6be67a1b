"""The result as one page for any browser: all inside, no script, no request to anybody, good to print."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from lcc_diag.i18n import phrases
from lcc_diag.model.case import Case
from lcc_diag.report.drawing import NARROW, WIDE, draw

WORD, PIECE = 28, 12
"""Longer words than this may be broken, every so many letters."""
PHONE_WORD = 12
"""Longer words than this may be too much for a third of a phone."""
TEMPLATES = Path(__file__).parent / "templates"


def make(document: dict[str, Any], case: Case) -> bytes:
    """The page as UTF-8; every text is escaped once, by the template."""
    language = document["language"]
    drawings = {
        id(block): {"wide": draw(block, WIDE, language), "narrow": draw(block, NARROW, language)}
        for section in document["sections"]
        for block in section["blocks"]
        if block["kind"] == "chart" and block["data"]
    }
    words = phrases("document_files", language)
    page = _template().render(document=document, drawing_of=lambda block: drawings.get(id(block)), words=words)
    return _printable(page).encode("utf-8", errors="replace")


@cache
def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES)
    settings = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    environment = Environment(loader=loader, **settings)
    environment.filters["pieces"] = _pieces
    environment.tests["wordy"] = _is_wordy
    return environment.get_template("page.html.j2")


def _is_wordy(rows: list[list[str]]) -> bool:
    """Whether words are so long that a phone may have to scroll even a table of three columns."""
    return any(len(word) > PHONE_WORD for row in rows for cell in row for word in cell.split())


def _pieces(text: str) -> list[str]:
    """The text in pieces between which a table may break a word that is longer than any real one."""
    words = re.findall(r"\S+|\s+", text)
    cut = [
        [word[at : at + PIECE] for at in range(0, len(word), PIECE)] if len(word) > WORD else [word] for word in words
    ]
    return [piece for pieces in cut for piece in pieces] if max(map(len, words), default=0) > WORD else [text]


def _printable(page: str) -> str:
    """The page without control characters, which no page may hold; line breaks and tabs stay."""
    return "".join(letter for letter in page if letter in "\n\t" or not (letter < " " or "\x7f" <= letter <= "\x9f"))
