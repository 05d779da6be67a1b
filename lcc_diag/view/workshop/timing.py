"""How many minutes each phase of a workshop is given, by the time there is and by how much is asked."""

from __future__ import annotations

from math import ceil, floor

from lcc_diag.model.case import MAX_CHALLENGES
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Parts, Workshop
from lcc_diag.model.workshop_questions import WorkshopKind
from lcc_diag.view.workshop.asking import MINUTES

Plan = dict[str, int]
"""Whole minutes by phase."""


def minutes(kind: WorkshopKind, budget: int) -> Plan:
    """Whole minutes per phase that add up to ``budget``, at least one each: the plan nearest to it, scaled."""
    plan = kind.plans[min(kind.plans, key=lambda known: abs(known - budget))]
    budget = max(budget, len(plan))
    exact = {phase: length * budget / sum(plan.values()) for phase, length in plan.items()}
    given = {phase: max(1, int(length)) for phase, length in exact.items()}
    while (left := budget - sum(given.values())) != 0:
        step = 1 if left > 0 else -1
        movable = [phase for phase in given if step > 0 or given[phase] > 1]
        given[max(movable, key=lambda phase: step * (exact[phase] - given[phase]))] += step
    return given


def first_plan(parts: Parts, budget: int, challenges: int, questionnaires: Questionnaires) -> Plan:
    """The minutes of the first round. The plans are made for one challenge: what each further one takes to write and
    to rate comes from the talk, as far as half of that is left."""
    plan = minutes(questionnaires.workshop.kinds[parts], budget)
    if "write" not in plan:
        return plan
    writing, rating = MINUTES["story"], _rating(questionnaires)
    moved = min(ceil((challenges - 1) * (writing + rating)), plan["talk"] - _kept(plan, questionnaires))
    to_write = round(moved * writing / (writing + rating))
    taken = {"write": to_write, "answer": moved - to_write, "talk": -moved}
    return plan | {phase: plan[phase] + more for phase, more in taken.items()}


def plans_by_challenges(parts: Parts, budget: int, questionnaires: Questionnaires) -> list[Plan]:
    """The first round's minutes for one challenge, for two, and so on."""
    return [first_plan(parts, budget, number, questionnaires) for number in range(1, MAX_CHALLENGES + 1)]


def round_plan(workshop: Workshop, questionnaires: Questionnaires) -> Plan:
    """The minutes of the round that is on. A later one is led within the first one's talk: answering takes what phones
    say it takes, and there is half of that talk for all of it up to the decision."""
    settings, round_ = workshop.settings, workshop.round
    plan = first_plan(settings.parts, settings.budget, max(1, len(settings.challenges)), questionnaires)
    if round_.number == 1:
        return plan
    count = len(round_.challenges)
    answering = min(plan["answer"], ceil(count * _rating(questionnaires)))
    looking = min(plan["reveal"], count)
    talking = max(1, _kept(plan, questionnaires) - answering - looking)
    return plan | {"answer": answering, "reveal": looking, "talk": talking}


def _rating(questionnaires: Questionnaires) -> float:
    """The minutes it takes to rate one challenge, as phones say it."""
    return MINUTES["choice"] * (len(questionnaires.cynefin.indicators) + 1)  # and how it is handled


def _kept(plan: Plan, questionnaires: Questionnaires) -> int:
    """The part of the talk that nothing else is to take."""
    return max(1, floor(plan["talk"] * questionnaires.workshop.talk_kept.value))
