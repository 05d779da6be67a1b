"""What it costs, with the user's own figures: hours before euros, ranges, a circle beside it (methods A.6, D)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcc_diag.model.costs import automation_missing
from lcc_diag.model.insight import CircleCost, CostReport
from lcc_diag.view.amounts import euros, hours, rough_euros
from lcc_diag.view.chapters import link
from lcc_diag.view.circle_basis import circle_basis
from lcc_diag.view.cost_chart import cost_chart
from lcc_diag.view.cost_items import (
    Item,
    automation_item,
    challenge_item,
    is_split,
    missing_automation_item,
    provider_item,
    row,
)
from lcc_diag.view.cost_questions import challenges_asked, general_asked
from lcc_diag.view.findings import Findings, saying

_say = saying("costs")

QUIET = ("collect", "stabilise")
"""Outcomes that leave no time for figures; what was entered is shown all the same."""


def costs(found: Findings) -> dict[str, Any] | None:
    """The section. Without insight it says that it is being computed; with nothing entered, what could be."""
    if found.insight is None:
        return None if _is_out_of_place(found) else {"title": _say(found, "title"), "pending": _say(found, "pending")}
    report = found.insight.costs
    items = list(_items(found, report))
    if not items and _is_out_of_place(found):
        return None
    return {
        "title": _say(found, "title"),
        "lead": _say(found, "lead"),
        "empty": None if items else _empty(found, report),
        "link": link(found, "costs", "general"),
        "items": items,
        "chart": cost_chart(found, report),
        "circle": _circle(found, report),
        "assumptions": list(_assumptions(found, report)),
    }


def _empty(found: Findings, report: CostReport) -> str:
    """What could be entered: nothing that the chapter does not ask."""
    if challenges_asked(found):
        return _say(found, "empty")
    return _say(found, "empty_circle" if report.circle else "empty_other")


def _is_out_of_place(found: Findings) -> bool:
    """Nothing was entered, and there is something more urgent than figures, or nothing to be worked out."""
    entered = any(item.startswith("costs.") for item, _ in found.answers.given)
    return not entered and (found.diagnosis.recommendation.outcome in QUIET or not general_asked(found))


def _items(found: Findings, report: CostReport) -> Iterator[Item]:
    yield from (challenge_item(found, cost, report.rate) for cost in report.challenges)
    if report.automation:
        yield automation_item(found, report.automation)
    elif missing := automation_missing(found.answers, found.questionnaires):
        yield missing_automation_item(found, missing)
    if report.provider:
        yield provider_item(found, report.provider, report.rate)


def _circle(found: Findings, report: CostReport) -> dict[str, Any] | None:
    """What a circle takes, at the same rate; nothing is said about what it brings."""
    cost = report.circle
    if cost is None:
        return None
    taken = {"hours": hours(found, cost.hours), "total": rough_euros(found, cost.work_eur)}
    told = [_say(found, "circle", weeks=cost.weeks, **taken)]
    if cost.coach_eur is not None:
        told.append(_say(found, "circle_coach", coach=euros(found, cost.coach_eur)))
    told.append(circle_basis(found, cost))
    told.append(_say(found, "circle_effect"))
    return {"text": " ".join(told), "rows": list(_circle_rows(found, cost, report.rate))}


def _circle_rows(found: Findings, cost: CircleCost, rate: float) -> Iterator[dict[str, str]]:
    time, money = hours(found, cost.hours), euros(found, cost.work_eur)
    factors = {"people": cost.people, "minutes": cost.minutes, "weeks": cost.weeks}
    yield row(found, "time", _say(found, "time_product", **factors, hours=time))
    yield row(found, "money", _say(found, "product", hours=time, rate=euros(found, rate), total=money))
    if cost.coach_eur is not None:
        yield row(found, "coach", euros(found, cost.coach_eur))


def _assumptions(found: Findings, report: CostReport) -> Iterator[str]:
    """Everything that was not entered, and how the figures come about."""
    settings, worked = found.questionnaires.rules.settings, any(cost.hours for cost in report.challenges)
    if worked or report.automation or report.provider or report.circle:
        yield _rate(found, report)
    if worked or report.automation:
        reason = found.word(settings["working_weeks"].reason)
        yield _say(found, "weeks", weeks=found.short(report.weeks_a_year), reason=reason)
    if report.automation or any(is_split(cost) for cost in report.challenges):
        draws = found.questionnaires.costs.settings["draws"].value
        yield _say(found, "ranges", draws=found.number(draws, 0))
    if any(cost.parts for cost in report.challenges):
        yield _say(found, "year")
        yield found.word(found.questionnaires.costs.meta.status)


def _rate(found: Findings, report: CostReport) -> str:
    rate, usual = euros(found, report.rate), found.questionnaires.rules.settings["hourly_rate_eur"].reason
    if report.own_rate:
        return _say(found, "rate_own", rate=rate)
    return _say(found, "rate_usual", rate=rate, reason=found.word(usual))
