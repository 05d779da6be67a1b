"""What is entered after the diagnosis: ``plan.yaml`` (steps, quick wins, circle) and ``costs.yaml`` (own figures).

Each entry becomes one item, ``plan.<entry>`` or ``costs.<entry>``; an entry with ``rows`` becomes as many numbered
items (``plan.step_1``, ``plan.step_2``, …). Answers to them are kept like all others, with ``fields`` as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lcc_diag.model.questions import EvidenceField, Meta, Setting
from lcc_diag.model.text import Content, Text

PER_CHALLENGE = "challenge"
"""The section of ``costs.yaml`` that is asked once per challenge."""


@dataclass(frozen=True, slots=True)
class Entry(Content):
    """Something to enter. ``kind`` decides the input; ``time`` is HH:MM.

    ``rows``: how often it can be entered. ``lines``: height of the field for a text. ``unit``, ``minimum`` and
    ``maximum`` belong to numbers, ``choices`` to kind ``choice``.
    """

    question: Text
    short: Text
    kind: Literal["text", "number", "date", "time", "choice"]
    hint: Text | None = None
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: dict[str, Text] = field(default_factory=dict)
    rows: int = 1
    lines: int = 1
    fields: dict[str, EvidenceField] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntrySection(Content):
    """Entries that stand on one screen."""

    title: Text
    intro: Text
    entries: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class AgendaPart(Content):
    """A part of the weekly meeting, in minutes."""

    minutes: int
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Appointment(Content):
    """A kind of date in the calendar: its title (``{number}`` and ``{name}`` are filled in) and what it is for."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Plan(Content):
    """``plan.yaml``: steps with a name and a date, quick wins, and the circle's people and dates (methods E)."""

    meta: Meta
    sections: dict[str, EntrySection]
    agenda: dict[str, AgendaPart]
    appointments: dict[str, Appointment]
    settings: dict[str, Setting]


@dataclass(frozen=True, slots=True)
class Costs(Content):
    """``costs.yaml``: the user's own figures; section ``challenge`` is asked once per challenge (methods A.6, D)."""

    meta: Meta
    sections: dict[str, EntrySection]
    settings: dict[str, Setting]


def numbered(name: str, entry: Entry) -> tuple[str, ...]:
    """The items of an entry without their prefix: its name, or one numbered from 1 for each of its rows."""
    return tuple(f"{name}_{row}" for row in range(1, entry.rows + 1)) if entry.rows > 1 else (name,)


def entered_items(content: Plan | Costs) -> Iterator[tuple[str, str, Entry]]:
    """Every item of a file without its prefix, with its section and its entry, in the order of the file."""
    for section, part in content.sections.items():
        for name, entry in part.entries.items():
            yield from ((item, section, entry) for item in numbered(name, entry))
