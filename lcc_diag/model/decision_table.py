"""``rules.yaml``: the decision about a circle as a table, with its thresholds and what each outcome says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lcc_diag.model.questions import Condition, Meta, Setting
from lcc_diag.model.text import Content, Text


@dataclass(frozen=True, slots=True)
class Rule(Content):
    """A row of the decision table; the first whose ``when`` holds decides. ``conditions`` names what is listed."""

    when: Condition
    outcome: str
    conditions: Literal["none", "all_failed", "soft_failed", "safe_start"]
    text: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Note(Content):
    """A remark beside the outcome; ``only_for`` limits it to these rules (empty: all but R2)."""

    when: Condition
    text: Text
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Content):
    """An outcome in words: the verdict in one sentence and what to do on Monday.

    ``monday_named`` says the latter with fields for what the step is about; it stands in where that is known.
    """

    name: Text
    family: str
    verdict: Text
    monday: Text
    monday_named: Text | None = None


@dataclass(frozen=True, slots=True)
class Rules(Content):
    """``rules.yaml``: the decision table R1–R11 with its thresholds (methods E.2)."""

    meta: Meta
    settings: dict[str, Setting]
    rules: dict[str, Rule]
    notes: dict[str, Note]
    outcomes: dict[str, Outcome]
