"""Which questions a condition of success looks at."""

from __future__ import annotations

from lcc_diag.model.circle import looked_at
from lcc_diag.view.findings import Findings


def gate_items(found: Findings, gate: str) -> list[str]:
    """Item ids of the questions a condition of success looks at, in the order of the questionnaire."""
    circle = found.questionnaires.circle
    used = looked_at(circle.gates[gate])
    return [f"circle.{name}" for name in circle.questions if name in used]
