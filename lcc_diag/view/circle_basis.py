"""What the time of a circle rests on: the plan, part 3, the recommendation, or an assumption."""

from __future__ import annotations

from lcc_diag.i18n import phrase
from lcc_diag.model.insight import CircleCost
from lcc_diag.view.findings import Findings


def circle_basis(found: Findings, cost: CircleCost) -> str:
    """``Grundlage: Personen aus Ihrem Plan, Minuten aus Teil 3, Wochen nach der Empfehlung.``"""
    sources = {"people": cost.people_from, "minutes": cost.minutes_from, "weeks": cost.weeks_from}
    told = {name: phrase(f"costs.basis_{name}_{source}", found.language) for name, source in sources.items()}
    return phrase("costs.basis", found.language, **told)
