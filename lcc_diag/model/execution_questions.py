"""``execution.yaml``: the five execution questions, the evidence their levels need, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.questions import Condition, EvidenceField, Meta, Setting
from lcc_diag.model.text import Content, Text


@dataclass(frozen=True, slots=True)
class EvidenceNeed(Content):
    """What one field must show. Without further keys: it is filled in.

    ``above``: a number greater than this. ``equals``: exactly this choice. ``within_days``: a date not in the
    future and at most this many days ago. ``older_than_days``: a date at least this many days ago.
    """

    field: str
    above: float | None = None
    equals: str | None = None
    within_days: int | None = None
    older_than_days: int | None = None


@dataclass(frozen=True, slots=True)
class Levers(Content):
    """What to do next: ``low`` for counted levels 0–1, ``middle`` for 2, ``high`` for 3–4."""

    low: Text
    middle: Text
    high: Text


@dataclass(frozen=True, slots=True)
class ExecutionQuestion(Content):
    """One execution question, levels 0–4; ``caps[3]`` and ``caps[4]`` list the evidence those levels need."""

    question: Text
    short: Text
    levels: dict[int, Text]
    evidence: dict[str, EvidenceField]
    caps: dict[int, tuple[EvidenceNeed, ...]]
    levers: Levers
    not_applicable: Text | None = None


@dataclass(frozen=True, slots=True)
class ConsistencyCheck(Content):
    """A remark on answers that do not fit together; ``when`` is a condition over the counted levels."""

    when: Condition
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Execution(Content):
    """``execution.yaml``: the five execution questions (methods D)."""

    meta: Meta
    dont_know: Text
    evidence_missing: Text
    owner_first: Setting
    lever_order: tuple[str, ...]
    questions: dict[str, ExecutionQuestion]
    checks: dict[str, ConsistencyCheck]
