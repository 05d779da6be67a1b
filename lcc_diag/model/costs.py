"""What it costs, from the company's own figures: the plain formulas (methods A.6, D, E.2). Draws are made elsewhere.

What was not entered is ``None`` and nothing follows from it; only the hourly rate and the working weeks have a usual
value. Percentages are entered from 0 to 100 and used as shares from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import NOT_APPLICABLE
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.insight import CircleCost, PeopleFrom, ProviderShare
from lcc_diag.model.items import MAX_NUMBER
from lcc_diag.model.mismatch import AS_ORDER
from lcc_diag.model.numbers import is_number, settled
from lcc_diag.model.plan import Agreed
from lcc_diag.model.plan_questions import Plan
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import ChallengeResult, Diagnosis
from lcc_diag.model.schedule import CIRCLE_WEEKS, meeting_minutes

Triple = tuple[float, float, float]
"""Low, likely and high, in this order."""

USUAL_PEOPLE = 4
"""Size of a circle where nothing is known (methods E.2)."""


@dataclass(frozen=True, slots=True)
class Prices:
    """€ per hour (``own``: entered, not the usual value) and working weeks a year."""

    rate: float
    own: bool
    weeks: float


def prices(answers: Answers, questionnaires: Questionnaires) -> Prices:
    """The company's own hourly rate, or the usual one, and the working weeks."""
    settings, own = questionnaires.rules.settings, entered(answers, "rate_eur_h")
    usual = settings["hourly_rate_eur"].value
    return Prices(usual if own is None else own, own is not None, settings["working_weeks"].value)


def entered(answers: Answers, name: str, challenge: str | None = None) -> float | None:
    """A figure of ``costs.yaml``: the managing director's, else a leader's."""
    answer = answers.of_managers(f"costs.{name}", challenge)
    return None if answer is None else _figure(answer.value)


def spread(low: float | None, likely: float | None, high: float | None) -> Triple | None:
    """Low, likely and high from what is there; ``None`` if nothing is.

    One figure is a point. A missing low or high is the likely one, a missing likely lies in the middle. Figures in
    the wrong order are put in order.
    """
    known = [value for value in (low, likely, high) if value is not None]
    if not known:
        return None
    if likely is None:
        likely = (known[0] + known[-1]) / 2
    first, middle, last = sorted((likely if low is None else low, likely, likely if high is None else high))
    return first, middle, last


# --- what a challenge costs today (methods A.6) ------------------------------------------------------------------


def hours_a_year(answers: Answers, challenge: str, weeks: float) -> float | None:
    """Hours of parallel work: people · hours a week · working weeks."""
    people, hours = entered(answers, "people", challenge), entered(answers, "hours_per_week", challenge)
    return None if people is None or hours is None else people * hours * weeks


def parts(answers: Answers, challenge: str, price: Prices) -> dict[str, float]:
    """€ a year by what causes it: ``work``, ``incidents``, ``delay``; only what was entered in full."""
    hours = hours_a_year(answers, challenge, price.weeks)
    incidents = entered(answers, "incidents_eur_year", challenge)
    benefit, months = entered(answers, "benefit_eur_month", challenge), entered(answers, "months_delayed", challenge)
    found = {
        "work": None if hours is None else hours * price.rate,
        "incidents": incidents,
        "delay": None if benefit is None or months is None else benefit * months,
    }
    return {name: value for name, value in found.items() if value is not None}


def attribution(answers: Answers, challenge: str) -> Triple | None:
    """The share of the cost that is due to the mismatch, as the company estimates it."""
    return spread(*(_entered_share(answers, f"attribution_{end}", challenge) for end in ("low", "likely", "high")))


def sunk(answers: Answers, challenge: str) -> float | None:
    """Investment that is not in use, in €: investment · (1 − share working in the new way). Never part of a sum."""
    investment = entered(answers, "investment_eur", challenge)
    used = _entered_share(answers, "share_new_way", challenge)
    return None if investment is None or used is None else investment * (1 - used)


def p_mismatch(result: ChallengeResult, cynefin: Cynefin) -> float:
    """How sure the named mismatch is, 0..1; 0 where none is named.

    Complex run as ordered: the support for it over both ordered modes. Else support for the domain times share of the
    mode, and for a mismatch of any domain the share of its mode.
    """
    if result.mismatch is None:
        return 0.0
    cell = cynefin.mismatches[result.mismatch]
    share = result.modes.get(cell.mode, 0.0)
    if cell.domain == "complex" and cell.mode in AS_ORDER:
        sure = result.p_complex_as_order
    else:
        sure = share if cell.domain == "any" else result.support[cell.domain] * share
    return min(sure, 1.0)


def costs_by_challenge(challenges: Iterable[str], answers: Answers, questionnaires: Questionnaires) -> dict[str, float]:
    """€ a year by challenge id, for those with figures: whichever is dearer comes first where severity is equal."""
    price = prices(answers, questionnaires)
    found = {challenge: parts(answers, challenge, price) for challenge in challenges}
    return {challenge: math.fsum(shares.values()) for challenge, shares in found.items() if shares}


# --- what an automation is worth, what a provider really costs (methods D) ---------------------------------------


@dataclass(frozen=True, slots=True)
class Automation:
    """The figures of an automation: ``hours`` a year it takes today, shares, € per hour, € once and € a year.

    ``likely``: the automatable share and the adoption as entered, or the middle of their limits.
    """

    process: str
    hours: float
    automatable: Triple
    adoption: Triple
    likely: tuple[float, float]
    rate: float
    build_cost: float | None
    run_cost: float


def automation(answers: Answers, price: Prices) -> Automation | None:
    """The automation described in part 3; ``None`` while hours, people or one of the shares is missing.

    Without a running cost there is none; its own hourly rate goes before that of the company.
    """
    fields = _evidence(answers, "automation")
    hours, people = _figure(fields.get("hours_per_week_per_person")), _figure(fields.get("people"))
    automatable, adoption = (_share(_figure(fields.get(name))) for name in ("automatable_share", "adoption"))
    spans = _span(answers, "automatable", automatable), _span(answers, "adoption", adoption)
    if hours is None or people is None or spans[0] is None or spans[1] is None:
        return None
    rate, process = _figure(fields.get("rate_eur_h")), fields.get("process")
    return Automation(
        process=process.strip() if isinstance(process, str) else "",
        hours=hours * people * price.weeks,
        automatable=spans[0],
        adoption=spans[1],
        likely=(
            spans[0][1] if automatable is None else automatable,
            spans[1][1] if adoption is None else adoption,
        ),
        rate=price.rate if rate is None else rate,
        build_cost=_figure(fields.get("build_cost_eur")),
        run_cost=_figure(fields.get("run_cost_year_eur")) or 0.0,
    )


def automation_begun(answers: Answers) -> bool:
    """Whether any of the figures an automation is worked out from was entered in part 3."""
    fields = _evidence(answers, "automation")
    names = ("hours_per_week_per_person", "people", "automatable_share", "adoption")
    return any(_figure(fields.get(name)) is not None for name in names)


def automation_missing(answers: Answers, questionnaires: Questionnaires) -> tuple[str, ...]:
    """Figures of part 3 an automation still needs, in their order there; none while nothing is entered for it."""
    asked = questionnaires.costs.sections["automation"].entries
    told = (answers.of_managers(f"costs.{name}") for name in asked)
    if not any(answer is not None and answer.value not in (None, "") for answer in told):
        return ()
    fields = _evidence(answers, "automation")
    usable = {name: _figure(fields.get(name)) is not None for name in ("hours_per_week_per_person", "people")}
    for name, limits in (("automatable_share", "automatable"), ("adoption", "adoption")):
        usable[name] = _span(answers, limits, _share(_figure(fields.get(name)))) is not None
    return tuple(name for name, is_there in usable.items() if not is_there)


def likely_hours(shape: Automation) -> float:
    """Hours a year it saves with the likely figures: hours · automatable share · adoption."""
    return shape.hours * shape.likely[0] * shape.likely[1]


def net_eur(hours: float, shape: Automation) -> float:
    """€ a year: saved hours · rate − running cost."""
    return hours * shape.rate - shape.run_cost


def payback_months(net: float, build_cost: float | None) -> float | None:
    """Months until the build cost is back; ``None`` if never, or if no build cost was entered."""
    return build_cost / (net / 12) if build_cost is not None and net > 0 else None


def provider(answers: Answers, price: Prices, questionnaires: Questionnaires) -> ProviderShare | None:
    """Own work as a share of what a provider costs in all; ``None`` unless hours and cost were entered."""
    fields = _evidence(answers, "provider")
    hours, cost = _figure(fields.get("internal_hours_month")), _figure(fields.get("provider_cost_month_eur"))
    if hours is None or cost is None or hours * price.rate + cost == 0:
        return None
    own = hours * price.rate
    hidden = own / (own + cost)
    high = settled(hidden) >= questionnaires.costs.settings["hidden_share_from"].value
    return ProviderShare(hours, own, cost, hidden, high)


# --- what a circle costs (methods E.2) ---------------------------------------------------------------------------


def circle(
    diagnosis: Diagnosis, agreed: Agreed, price: Prices, coach_eur: float | None, plan: Plan
) -> CircleCost | None:
    """The hours of the recommended circle and their price; ``None`` unless one is recommended.

    What was agreed goes first: as many people as were named, as many weeks as were chosen. Else people count as in
    part 3 and weeks as recommended. It is never smaller than a circle can be, and a meeting lasts from an hour to its
    whole agenda. Four people are assumed where their number is missing, the whole agenda where the minutes are.
    """
    recommended = CIRCLE_WEEKS.get(diagnosis.recommendation.outcome)
    if recommended is None:
        return None
    answered = diagnosis.circle.get("minutes")
    people, people_from = _people(diagnosis, agreed, int(plan.settings["circle_smallest"].value))
    minutes, weeks = meeting_minutes(answered, plan), agreed.weeks or recommended
    hours = people * minutes * weeks / 60
    return CircleCost(
        people=people,
        minutes=minutes,
        weeks=weeks,
        hours=hours,
        work_eur=hours * price.rate,
        coach_eur=coach_eur,
        people_from=people_from,
        minutes_from="assumed" if not isinstance(answered, int) else "part_3" if answered == minutes else "limit",
        weeks_from="plan" if agreed.weeks else "recommended",
    )


def _people(diagnosis: Diagnosis, agreed: Agreed, smallest: int) -> tuple[int, PeopleFrom]:
    """How many take part, and where that comes from."""
    named, answered = len(agreed.members), diagnosis.circle.get("people")
    count = named or (answered if isinstance(answered, int) else None)
    if count is None:
        return USUAL_PEOPLE, "assumed"
    return (smallest, "limit") if count < smallest else (count, "plan" if named else "part_3")


# --- reading figures ---------------------------------------------------------------------------------------------


def _figure(value: Any) -> float | None:
    return float(value) if is_number(value) and 0 <= value <= MAX_NUMBER else None


def _share(percent: float | None) -> float | None:
    return percent / 100 if percent is not None and percent <= 100 else None


def _entered_share(answers: Answers, name: str, challenge: str | None = None) -> float | None:
    return _share(entered(answers, name, challenge))


def _span(answers: Answers, name: str, likely: float | None) -> Triple | None:
    return spread(_entered_share(answers, f"{name}_low"), likely, _entered_share(answers, f"{name}_high"))


def _evidence(answers: Answers, question: str) -> Mapping[str, Any]:
    """What was entered beside an execution question, unless it does not apply."""
    answer = answers.of_managers(f"execution.{question}")
    usable = answer is not None and answer.value != NOT_APPLICABLE and isinstance(answer.evidence, Mapping)
    return answer.evidence if usable else {}
