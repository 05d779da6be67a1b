"""What it costs, with its uncertainty: triangular draws over the company's own estimates (methods A.6, D).

The same figures always give the same ranges. Every uncertain quantity has random numbers of its own, so one figure
more or less changes no other range, and a larger figure never makes a range smaller.
"""

from __future__ import annotations

import math

import numpy as np

from lcc_diag.model import costs
from lcc_diag.model.answers import Answers, answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.costs import Prices, Triple
from lcc_diag.model.insight import AutomationValue, ChallengeCost, CostReport, Range
from lcc_diag.model.plan import agreed
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import ChallengeResult, Diagnosis

SEED = 2024
ATTRIBUTION, AUTOMATABLE, ADOPTION = range(3)
"""Streams of random numbers, one for each uncertain quantity."""
PERCENTILES = (0.1, 0.5, 0.9)


def cost_report(case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires) -> CostReport:
    """Everything that follows from the figures entered in the round of the diagnosis."""
    answers = answers_of(case, diagnosis.round)
    price = costs.prices(answers, questionnaires)
    found = (challenge_cost(result, answers, price, questionnaires) for result in diagnosis.challenges)
    return CostReport(
        rate=price.rate,
        own_rate=price.own,
        weeks_a_year=price.weeks,
        challenges=tuple(cost for cost in found if cost is not None),
        automation=automation_value(answers, price, questionnaires),
        provider=costs.provider(answers, price, questionnaires),
        circle=costs.circle(
            diagnosis,
            agreed(answers, questionnaires),
            price,
            costs.entered(answers, "coach_eur"),
            questionnaires.plan,
        ),
    )


def challenge_cost(
    result: ChallengeResult, answers: Answers, price: Prices, questionnaires: Questionnaires
) -> ChallengeCost | None:
    """The cost of one challenge; ``None`` if the figures entered make up no part of it."""
    parts, sunk = costs.parts(answers, result.id, price), costs.sunk(answers, result.id)
    if not parts and sunk is None:
        return None
    hours = costs.hours_a_year(answers, result.id, price.weeks)
    total, sure = math.fsum(parts.values()), costs.p_mismatch(result, questionnaires.cynefin)
    estimate = costs.attribution(answers, result.id)
    share = None if estimate is None else range_of(draws(estimate, ATTRIBUTION, questionnaires))
    return ChallengeCost(
        challenge=result.id,
        hours=hours,
        parts=parts,
        total=total,
        p_mismatch=sure,
        attributable=scaled(share, total * sure) if parts else None,
        attributable_hours=None if hours is None else scaled(share, hours * sure),
        sunk=sunk,
    )


def automation_value(answers: Answers, price: Prices, questionnaires: Questionnaires) -> AutomationValue | None:
    """What an automation is worth; ``None`` while figures are missing."""
    shape = costs.automation(answers, price)
    if shape is None:
        return None
    shares = draws(shape.automatable, AUTOMATABLE, questionnaires) * draws(shape.adoption, ADOPTION, questionnaires)
    hours = range_of(shape.hours * shares)
    likely_hours = costs.likely_hours(shape)
    likely_net = costs.net_eur(likely_hours, shape)
    freed = answers.of_managers("costs.freed_time")
    return AutomationValue(
        process=shape.process,
        hours=hours,
        net_eur=Range(*(costs.net_eur(saved, shape) for saved in (hours.p10, hours.p50, hours.p90))),
        likely_hours=likely_hours,
        likely_net_eur=likely_net,
        payback_months=costs.payback_months(likely_net, shape.build_cost),
        freed_time=str(freed.value).strip() if freed else "",
    )


def draws(estimate: Triple, stream: int, questionnaires: Questionnaires) -> np.ndarray:
    """Values of a triangular quantity, shape (draws,); a point where low and high are the same."""
    low, likely, high = estimate
    count = int(questionnaires.costs.settings["draws"].value)
    if low == high:
        return np.full(count, low)
    return np.random.default_rng((SEED, stream)).triangular(low, likely, high, count)


def range_of(values: np.ndarray) -> Range:
    """10th, 50th and 90th percentile."""
    return Range(*(float(value) for value in np.quantile(values, PERCENTILES)))


def scaled(share: Range | None, whole: float) -> Range | None:
    """The range of a share as a range of the whole."""
    return share and Range(share.p10 * whole, share.p50 * whole, share.p90 * whole)
