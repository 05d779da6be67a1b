"""``circle.yaml``: the conditions of a circle, what closes them, and what its sprints are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lcc_diag.model.questions import Condition, Meta, Named
from lcc_diag.model.text import Content, Text


@dataclass(frozen=True, slots=True)
class CircleQuestion(Content):
    """A condition of the circle, asked of the managing director; choices or a whole number."""

    question: Text
    kind: Literal["choice", "number"]
    short: Text
    hint: Text | None = None
    choices: dict[str, Text] = field(default_factory=dict)
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Gate(Content):
    """A condition of success. ``hard``/``soft``: when it is not met; a missing answer never matches a comparison."""

    name: Text
    remedy: Text
    hard: Condition | None = None
    soft: Condition | None = None


@dataclass(frozen=True, slots=True)
class Sprint(Content):
    """One of the six sprints; ``phase`` is unfreeze, change or refreeze."""

    name: Text
    phase: Literal["unfreeze", "change", "refreeze"]
    text: Text


@dataclass(frozen=True, slots=True)
class Circle(Content):
    """``circle.yaml``: conditions, gates with remedies, sprints, principles and success factors (methods E)."""

    meta: Meta
    lead: Text
    dont_know: Text
    questions: dict[str, CircleQuestion]
    gates: dict[str, Gate]
    phases: dict[str, Text]
    sprints: dict[str, Sprint]
    focus: dict[str, tuple[str, ...]]
    focus_first: tuple[str, ...]
    principles: dict[str, Named]
    success_factors: dict[str, Named]
