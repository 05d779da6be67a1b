"""What handling and automation are worth a year, from low to high, as figure, table and sentence."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.insight import ChallengeCost, CostReport, Range
from lcc_diag.view.amounts import euro_range, rounded
from lcc_diag.view.challenges import challenge_number
from lcc_diag.view.chapters import link
from lcc_diag.view.charts import table
from lcc_diag.view.cost_items import is_split
from lcc_diag.view.figures import range_figure
from lcc_diag.view.findings import Findings, saying

_say = saying("costs")

EURO = "€"


def cost_chart(found: Findings, report: CostReport) -> dict[str, Any] | None:
    """Rows for every range in € a year; ``None`` without any. Texts of users are not in it: challenges have numbers."""
    split = [cost for cost in report.challenges if is_split(cost)]
    rows = [_row(found, _name(found, cost), cost.attributable) for cost in split]
    if report.automation:
        rows.append(_row(found, _say(found, "row_gain"), report.automation.net_eur))
    if not rows:
        return None
    return {
        "id": "costs",
        "type": "ranges",
        "title": _say(found, "chart_title"),
        "sentence": _sentence(found, split, report),
        "empty": None,
        "link": link(found, "costs", "general"),
        "table": _table(found, rows),
        "figure": range_figure(found, rows, EURO),
        "data": {"unit": EURO, "rows": rows},
    }


def _name(found: Findings, cost: ChallengeCost) -> str:
    return _say(found, "challenge", number=challenge_number(found, cost.challenge))


def _row(found: Findings, name: str, given: Range) -> dict[str, Any]:
    """The numbers as they are told, so that page, slides and tables show the same."""
    told = rounded(given)
    return {"name": name, "low": told.p10, "middle": told.p50, "high": told.p90, "text": euro_range(found, given)}


def _sentence(found: Findings, split: list[ChallengeCost], report: CostReport) -> str:
    told = []
    if split:
        most = max(split, key=lambda cost: cost.attributable.p50)
        key = "chart_challenge_one" if len(split) == 1 else "chart_challenge_many"
        told.append(_say(found, key, name=_name(found, most), range=euro_range(found, most.attributable)))
    if report.automation:
        told.append(_say(found, "chart_automation", range=euro_range(found, report.automation.net_eur)))
    return " ".join(told)


def _table(found: Findings, rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [_say(found, f"column_{name}") for name in ("name", "low", "middle", "high")]
    ends = ("low", "middle", "high")
    return table(columns, [[(r["name"], r["name"]), *((found.short(r[e]), r[e]) for e in ends)] for r in rows])
