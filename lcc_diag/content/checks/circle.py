"""``circle.yaml``: questions, gates and sprints (methods E)."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.content.checks.execution import check_kind
from lcc_diag.content.checks.ids import check_needed, check_reference, check_some
from lcc_diag.content.finding import Finding
from lcc_diag.model.circle_questions import Circle
from lcc_diag.model.rules import GATE_FEATURES


def check_circle(circle: Circle) -> Iterator[Finding]:
    """The whole file."""
    yield from check_needed(("questions",), circle.questions, sorted(GATE_FEATURES))
    for name, question in circle.questions.items():
        yield from check_kind(("questions", name), question, ("unit", "minimum", "maximum"))
    yield from check_some(("sprints",), circle.sprints)
    for name, sprint in circle.sprints.items():
        yield from check_reference(("sprints", name, "phase"), sprint.phase, circle.phases)
    for attitude, sprints in circle.focus.items():
        yield from check_some(("focus", attitude), sprints)
        for place, sprint in enumerate(sprints):
            yield from check_reference(("focus", attitude, place), sprint, circle.sprints)
    for place, sprint in enumerate(circle.focus_first):
        yield from check_reference(("focus_first", place), sprint, circle.sprints)
