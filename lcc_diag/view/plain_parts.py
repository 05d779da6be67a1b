"""What every part of the plain text is written with: wrapping, headings, links, tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

WIDTH = 80

Section = dict[str, Any]
Labels = dict[str, str]


def wrapped(text: str, indent: int = 0, first: str = "") -> Iterator[str]:
    """``text`` at most ``WIDTH`` wide; ``first`` opens the first line, the others are indented alike."""
    lead = " " * indent + first
    printable = "".join(c for c in text if c.isprintable() or c in "\n\t\u00a0")
    yield from textwrap.wrap(printable, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)) or [
        lead.rstrip()
    ]


def optional(text: str | None, indent: int = 0, first: str = "") -> Iterator[str]:
    """Like ``wrapped``; nothing without text."""
    if text:
        yield from wrapped(text, indent, first)


def listed(items: Iterable[str | None], indent: int = 0) -> Iterator[str]:
    """One entry after the other, each with a dash."""
    for item in items:
        yield from optional(item, indent, "- ")


def heading(text: str) -> Iterator[str]:
    """A heading with space around it."""
    yield ""
    yield from wrapped(text.upper())
    yield ""


def link(place: dict[str, str] | None, label: str) -> Iterator[str]:
    """Where something is answered; nothing without a place."""
    if place:
        yield from wrapped(f"{label} {place['text']}", 2)


def table(given: Section) -> Iterator[str]:
    """One block per row: the first cell as its name, the others beneath it; tables are too wide for a terminal."""
    for row in given["rows"]:
        yield from wrapped(row[0], 0, "- ")
        cells = [f"{name}: {cell}" for name, cell in zip(given["columns"][1:], row[1:], strict=True) if cell != "–"]
        yield from wrapped("; ".join(cells), 2)


def chart(given: Section, labels: Labels) -> Iterator[str]:
    """A chart as its sentence and table, or where to answer what it lacks."""
    yield from optional(given["sentence"] or given["empty"])
    if given["table"] and given["id"] != "canvas":  # the challenges have been told one by one
        yield from ("", *table(given["table"]))
    if given["empty"]:
        yield from link(given["link"], labels["answer_there"])
    for remark in given.get("remarks", ()):
        yield from ("", *wrapped(remark))
