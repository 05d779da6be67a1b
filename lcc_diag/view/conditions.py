"""Conditions of a circle: which questions a condition looks at, and what opens it."""

from __future__ import annotations

from lcc_diag.model.rules import features_used
from lcc_diag.view.findings import Findings


def gate_items(found: Findings, gate: str) -> list[str]:
    """Item ids of the questions a condition of success looks at, in the order of the questionnaire."""
    circle = found.questionnaires.circle
    conditions = [part for part in (circle.gates[gate].hard, circle.gates[gate].soft) if part is not None]
    used = {feature for part in conditions for feature in features_used(part)}
    return [f"circle.{name}" for name in circle.questions if name in used]
