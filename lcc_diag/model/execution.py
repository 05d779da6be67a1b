"""The five execution questions: what counts after the evidence, and where to pull (methods D)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lcc_diag.model.answers import Answers, cite, not_answered
from lcc_diag.model.case import Answer
from lcc_diag.model.days import iso_day
from lcc_diag.model.execution_questions import EvidenceNeed, Execution, ExecutionQuestion
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.numbers import is_number, mean, settled
from lcc_diag.model.questions import EvidenceField
from lcc_diag.model.results import ExecutionLevel
from lcc_diag.model.rules import holds

OWNER = "owner"
"""The question that comes first: without somebody in charge no other lever holds."""

Counted = Mapping[str, int | None]


def counted_level(
    chosen: int, evidence: Mapping[str, Any], question: ExecutionQuestion, day: date
) -> tuple[int, tuple[str, ...]]:
    """The level that counts and the evidence fields that are missing for the level chosen.

    A level whose evidence is missing counts as the one below the lowest such level. ``day`` is what dates are
    compared with. Malformed evidence counts as missing.
    """
    short = {
        level: [need.field for need in needs if not _shown(need, evidence, question.evidence, day)]
        for level, needs in sorted(question.caps.items())
        if level <= chosen
    }
    failed = [level for level, fields in short.items() if fields]
    missing = tuple(dict.fromkeys(field for fields in short.values() for field in fields))
    return (min(failed) - 1 if failed else chosen), missing


def levels(answers: Answers, content: Execution, today: date) -> dict[str, ExecutionLevel]:
    """Each question's counted level. Dates are compared with the day of the answer, or ``today`` if it is unknown."""
    return {name: _level(name, answers.of_managers(f"execution.{name}"), content, today) for name in content.questions}


def average(counted: Counted) -> float | None:
    """Mean of the counted levels, 0–4; ``None`` without any. Not applicable and don't know are left out."""
    return mean(level for level in counted.values() if level is not None)


def lever(counted: Counted, content: Execution) -> str | None:
    """The question to work on next: the owner if missing, else the lowest level; ``None`` without any level."""
    known = {name: counted[name] for name in content.lever_order if counted.get(name) is not None}
    if OWNER in known and known[OWNER] <= content.owner_first.value:
        return OWNER
    return min(known, key=lambda name: known[name], default=None)


def remarks(counted: Counted, content: Execution) -> tuple[str, ...]:
    """Ids of the consistency checks that strike, in the order of the questionnaire."""
    return tuple(name for name, check in content.checks.items() if holds(check.when, counted, {}))


def _level(name: str, answer: Answer | None, content: Execution, today: date) -> ExecutionLevel:
    if answer is None:
        nobody = (not_answered(f"execution.{name}"),)
        return ExecutionLevel(
            name, None, None, (), Explanation(f"execution.{name}", None, "unanswered", because=nobody)
        )
    counted, missing = None, ()
    if isinstance(answer.value, int):
        day = answer.at.date() if answer.at else today
        counted, missing = counted_level(answer.value, answer.evidence, content.questions[name], day)
    rule = "evidence_missing" if missing else "as_answered"
    inputs = {"chosen": answer.value, "missing": missing}
    steps = (cite(answer),)
    explanation = Explanation(f"execution.{name}", counted, rule, inputs, {}, "methods D", steps)
    return ExecutionLevel(name, answer.value, counted, missing, explanation)


def _shown(need: EvidenceNeed, evidence: Mapping[str, Any], fields: Mapping[str, EvidenceField], day: date) -> bool:
    value = _readable(evidence.get(need.field), fields[need.field])
    if value is None:
        return False
    if need.above is not None:
        return is_number(value) and settled(value) > need.above
    if need.equals is not None:
        return value == need.equals
    if need.within_days is None and need.older_than_days is None:
        return True
    return isinstance(value, date) and _in_time(need, (day - value).days)


def _in_time(need: EvidenceNeed, days_ago: int) -> bool:
    recent = need.within_days is None or 0 <= days_ago <= need.within_days
    return recent and (need.older_than_days is None or days_ago >= need.older_than_days)


def _readable(value: Any, field: EvidenceField) -> Any:
    """The evidence as a value of its kind, or ``None`` if it is missing, empty or malformed; ``True`` says yes."""
    if value is True and field.kind in ("text", "choice"):
        return "yes"
    if field.kind == "date":
        return iso_day(value)
    if field.kind == "number":
        return value if is_number(value) and _within(value, field) else None
    if not isinstance(value, str) or not value.strip():
        return None
    return value if field.kind == "text" or value in field.choices else None


def _within(value: float, field: EvidenceField) -> bool:
    above = field.minimum is None or value >= field.minimum
    return above and (field.maximum is None or value <= field.maximum)
