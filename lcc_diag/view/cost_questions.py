"""Which figures are asked for: those something can be worked out from, and those entered already. The result asks for
no others.
"""

from __future__ import annotations

from lcc_diag.model.case import Challenge
from lcc_diag.model.costs import automation_begun, entered, prices, provider
from lcc_diag.model.schedule import CIRCLE_WEEKS
from lcc_diag.view.findings import Findings


def challenges_asked(found: Findings) -> list[tuple[int, Challenge]]:
    """Challenges that are not handled as their nature asks for, or have figures already, with their number."""
    asked = {result.id for result in found.diagnosis.challenges if result.mismatch}
    asked |= {answer.challenge for answer in found.case.answers if answer.item.startswith("costs.")}
    return [(number, c) for number, c in enumerate(found.case.challenges, start=1) if c.id in asked]


def automation_asked(found: Findings) -> bool:
    """Whether an automation was described in part 3, or its limits were entered."""
    limits = found.questionnaires.costs.sections["automation"].entries
    return automation_begun(found.answers) or any(_is_entered(found, name) for name in limits)


def general_asked(found: Findings) -> tuple[str, ...]:
    """Figures that everything else is worked out with; none where there is nothing to work out."""
    is_start = found.diagnosis.recommendation.outcome in CIRCLE_WEEKS
    needed = {"coach_eur": is_start, "rate_eur_h": is_start or _is_anything_worked_out(found)}
    return tuple(
        name
        for name in found.questionnaires.costs.sections["general"].entries
        if needed.get(name) or entered(found.answers, name) is not None
    )


def _is_anything_worked_out(found: Findings) -> bool:
    price = prices(found.answers, found.questionnaires)
    own = provider(found.answers, price, found.questionnaires)
    return bool(challenges_asked(found)) or automation_asked(found) or own is not None


def _is_entered(found: Findings, name: str) -> bool:
    answer = found.answers.of_managers(f"costs.{name}")
    return answer is not None and answer.value not in (None, "")
