"""What every questionnaire is made of: its head, numbers with a reason, conditions, and fields to fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from lcc_diag.model.text import Content, Text

Condition = dict[str, Any]
"""A condition as data, over the closed table of operators in ``lcc_diag.model.rules``."""


@dataclass(frozen=True, slots=True)
class Meta(Content):
    """Head of every file: a stable id, a version that grows with each change, and an honest status line."""

    id: str
    version: int
    status: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting(Content):
    """A number of the method with the reason for it."""

    value: float
    reason: Text


@dataclass(frozen=True, slots=True)
class EvidenceField(Content):
    """A field that backs an answer. ``kind`` decides the input; ``choices`` only for kind ``choice``."""

    label: Text
    kind: Literal["text", "number", "date", "choice"]
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named(Content):
    """A name and a sentence or two."""

    name: Text
    text: Text
