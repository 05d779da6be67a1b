"""The whole diagnosis of a case: everything its answers say, with the reasons (methods A–E)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcc_diag.model import attitudes as attitude_scores
from lcc_diag.model import begin, challenges, circle, execution
from lcc_diag.model.answers import Answers, answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.costs import costs_by_challenge
from lcc_diag.model.decision import COLLECT, decide
from lcc_diag.model.features import derived, facts
from lcc_diag.model.gap import credibility_gap
from lcc_diag.model.grounds import decision_on, grounds, whole
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.unknown import unknowns


def diagnose(
    case: Case,
    questionnaires: Questionnaires,
    today: date,
    round: str | None = None,
    costs: Mapping[str, float] | None = None,
) -> Diagnosis:
    """What a case says in one round: the latest, unless one is named.

    ``today`` is what dates in evidence are compared with where the day of the answer is not recorded. ``costs`` are
    yearly costs by challenge id, in €, by default from the company's own figures; they only decide between challenges
    of equal severity. Any case whose answers fit the questionnaires gives a diagnosis, also an empty one.
    """
    return _diagnosed(case, answers_of(case, round), questionnaires, today, costs)


def _diagnosed(
    case: Case,
    answers: Answers,
    questionnaires: Questionnaires,
    today: date,
    costs: Mapping[str, float] | None,
) -> Diagnosis:
    if costs is None:
        costs = costs_by_challenge((challenge.id for challenge in case.challenges), answers, questionnaires)
    rated = challenges.classified(case, answers, questionnaires.cynefin)
    attitudes = attitude_scores.assessed(answers, questionnaires.attitudes)
    scores = {name: result.score for name, result in attitudes.items()}
    gap, why_gap = credibility_gap(answers, questionnaires.attitudes)
    levels = execution.levels(answers, questionnaires.execution, today)
    counted = {name: level.counted for name, level in levels.items()}
    conditions = circle.conditions(answers, questionnaires.circle)
    features = derived(facts(rated, attitudes, gap, counted, conditions), questionnaires)
    recommendation = decide(features, questionnaires)
    because = grounds(
        answers,
        challenges=rated,
        attitudes=attitudes,
        gap=why_gap,
        execution=levels,
        features=features,
        questionnaires=questionnaires,
    )
    decision = decision_on(recommendation.explanation, because)
    start = None if recommendation.outcome == COLLECT else begin.where(rated, scores, counted, questionnaires, costs)
    return Diagnosis(
        round=answers.round,
        challenges=rated,
        attitudes=attitudes,
        transitions=attitude_scores.transitions(
            scores, questionnaires.attitudes.cycle, questionnaires.attitudes.transitions
        ),
        gap=gap,
        execution=levels,
        execution_mean=execution.average(counted),
        checks=execution.remarks(counted, questionnaires.execution),
        circle=conditions,
        features=features,
        recommendation=replace(recommendation, explanation=decision),
        begin=start,
        unknown=unknowns(answers, rated, attitudes, levels, questionnaires),
        versions=questionnaires.versions(),
        explanation=whole(decision, because),
    )
