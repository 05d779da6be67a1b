"""What of a case's plan and placements its workshop may show.

They belong to the case: somebody may have written in it alone, or an earlier workshop. So a workshop shows only what
was entered or confirmed in it, word for word: what is changed elsewhere afterwards is not shown either, until somebody
confirms it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.plan import Agreed, Step, agreed
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Workshop

REVIEW = "plan.review"


def agreed_here(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> Agreed:
    """Steps and the next meeting that this workshop has taken over, as they stand in the plan now."""
    plan = agreed(answers_of(case), questionnaires)
    steps = tuple(step for step in plan.steps if _of_step(step) in workshop.taken_over)
    is_here = plan.review is not None and _of_review(plan.review) in workshop.taken_over
    return Agreed(steps=steps, review=plan.review if is_here else None)


def as_placed_here(workshop: Workshop, challenge: Challenge) -> Challenge:
    """The challenge where this workshop itself has put it, as long as it lies there; else without a placement."""
    return challenge if placement_mark(challenge) in workshop.taken_over else replace(challenge, placement=None)


def placement_mark(challenge: Challenge) -> str | None:
    """The mark of where the challenge has been put and why, for ``Workshop.taken_over``; ``None`` if nowhere."""
    placed = challenge.placement
    return placed and _mark("placement", challenge.id, placed.domain, placed.reason)


def marks(case: Case, questionnaires: Questionnaires) -> Mapping[str, str]:
    """By item (``plan.step_1``, ``plan.review``) the mark of what stands there now, for ``Workshop.taken_over``."""
    plan = agreed(answers_of(case), questionnaires)
    found = {f"plan.step_{step.number}": _of_step(step) for step in plan.steps}
    return found | ({REVIEW: _of_review(plan.review)} if plan.review else {})


def _of_step(step: Step) -> str:
    return _mark("step", step.deed, step.person, step.due.isoformat() if step.due else None)


def _of_review(day: date) -> str:
    return _mark("review", day.isoformat())


def _mark(*content: str | None) -> str:
    """The same words have the same mark; the words themselves stay in the case alone."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
