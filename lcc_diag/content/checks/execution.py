"""``execution.yaml``: levels complete, caps and checks lead to what is there (methods D)."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.content.checks.ids import check_choices, check_each_once, check_exactly, check_needed, check_reference
from lcc_diag.content.checks.numbers import check_count
from lcc_diag.content.finding import Finding, Path, listing
from lcc_diag.model.execution import OWNER
from lcc_diag.model.execution_questions import EvidenceNeed, Execution, ExecutionQuestion
from lcc_diag.model.questions import EvidenceField

LEVELS = (0, 1, 2, 3, 4)
CAPPED_LEVELS = (3, 4)

NEEDS = {"above": "number", "equals": "choice", "within_days": "date", "older_than_days": "date"}
"""What a need may ask for and the kind of field that can answer it."""


def check_execution(execution: Execution) -> Iterator[Finding]:
    """The whole file."""
    yield from check_needed(("questions",), execution.questions, (OWNER,))
    yield from check_each_once(("lever_order",), execution.lever_order, execution.questions)
    yield from check_count(("owner_first",), execution.owner_first, LEVELS[0], LEVELS[-1])
    for name, question in execution.questions.items():
        yield from check_question(("questions", name), question)


def check_question(path: Path, question: ExecutionQuestion) -> Iterator[Finding]:
    """All levels, evidence of one kind each, and what a level needs."""
    yield from check_exactly((*path, "levels"), question.levels, LEVELS)
    for name, evidence in question.evidence.items():
        yield from check_kind((*path, "evidence", name), evidence, ("unit", "minimum", "maximum"))
    for level, needs in question.caps.items():
        place = (*path, "caps", str(level))
        if level not in CAPPED_LEVELS:
            values = {"value": level, "choices": listing(CAPPED_LEVELS)}
            yield Finding(place, "content_choice", values)
        for number, need in enumerate(needs):
            yield from check_need((*place, number), need, question)


def check_kind(path: Path, field: EvidenceField, for_numbers: tuple[str, ...]) -> Iterator[Finding]:
    """Choices for a choice; unit, minimum and maximum for a number; also for the questions of the circle."""
    if field.kind == "choice":
        yield from check_choices((*path, "choices"), field.choices)
    elif field.choices:
        yield Finding((*path, "choices"), "content_not_for_kind", {"name": "choices", "kind": field.kind})
    for name in for_numbers:
        if field.kind != "number" and getattr(field, name) is not None:
            yield Finding((*path, name), "content_not_for_kind", {"name": name, "kind": field.kind})
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        values = {"minimum": f"{field.minimum:g}", "maximum": f"{field.maximum:g}"}
        yield Finding((*path, "minimum"), "content_minimum", values)


def check_need(path: Path, need: EvidenceNeed, question: ExecutionQuestion) -> Iterator[Finding]:
    """A need names a field of the question, and what that kind of field can answer."""
    yield from check_reference((*path, "field"), need.field, question.evidence)
    if need.field not in question.evidence:
        return
    field = question.evidence[need.field]
    for name, kind in NEEDS.items():
        if getattr(need, name) is not None and field.kind != kind:
            yield Finding((*path, name), "content_not_for_kind", {"name": name, "kind": field.kind})
    if need.equals is not None and field.kind == "choice":
        yield from check_reference((*path, "equals"), need.equals, field.choices)
