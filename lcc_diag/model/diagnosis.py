"""The whole diagnosis of a case: everything its answers say, with the reasons (methods A–E)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from lcc_diag.model import attitudes as attitude_scores
from lcc_diag.model import begin, challenges, circle, execution
from lcc_diag.model.answers import Answers, answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.costs import costs_by_challenge
from lcc_diag.model.decision import COLLECT, decide
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.features import derived, facts
from lcc_diag.model.gap import credibility_gap
from lcc_diag.model.grounds import decision_on, grounds, whole
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import AttitudeResult, Begin, ChallengeResult, Diagnosis, ExecutionLevel, Gap
from lcc_diag.model.rules import Features
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
    answers = answers_of(case, round)
    parts = _parts(case, answers, questionnaires, today)
    recommendation = decide(parts.features, questionnaires)
    because = _grounds(answers, parts, questionnaires)
    decision = decision_on(recommendation.explanation, because)
    attitudes = questionnaires.attitudes
    return Diagnosis(
        round=answers.round,
        challenges=parts.challenges,
        attitudes=parts.attitudes,
        transitions=attitude_scores.transitions(parts.scores, attitudes.cycle, attitudes.transitions),
        gap=parts.gap,
        execution=parts.execution,
        execution_mean=execution.average(parts.counted),
        checks=execution.remarks(parts.counted, questionnaires.execution),
        circle=parts.circle,
        features=parts.features,
        recommendation=replace(recommendation, explanation=decision),
        begin=None if recommendation.outcome == COLLECT else _begin(answers, parts, questionnaires, costs),
        unknown=unknowns(answers, parts.challenges, parts.attitudes, parts.execution, questionnaires),
        versions=questionnaires.versions(),
        explanation=whole(decision, because),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What each part of the workbook says, and the features the decision looks at."""

    challenges: tuple[ChallengeResult, ...]
    attitudes: Mapping[str, AttitudeResult]
    gap: Gap | None
    why_gap: Explanation
    execution: Mapping[str, ExecutionLevel]
    circle: Mapping[str, str | int | None]
    features: Features

    @property
    def scores(self) -> dict[str, float | None]:
        return {name: result.score for name, result in self.attitudes.items()}

    @property
    def counted(self) -> dict[str, int | None]:
        return {name: level.counted for name, level in self.execution.items()}


def _parts(case: Case, answers: Answers, questionnaires: Questionnaires, today: date) -> _Parts:
    rated = challenges.classified(case, answers, questionnaires.cynefin)
    attitudes = attitude_scores.assessed(answers, questionnaires.attitudes)
    gap, why_gap = credibility_gap(answers, questionnaires.attitudes)
    levels = execution.levels(answers, questionnaires.execution, today)
    conditions = circle.conditions(answers, questionnaires.circle)
    known = facts(rated, attitudes, gap, {name: level.counted for name, level in levels.items()}, conditions)
    return _Parts(rated, attitudes, gap, why_gap, levels, conditions, derived(known, questionnaires))


def _grounds(answers: Answers, parts: _Parts, questionnaires: Questionnaires) -> tuple[Explanation, ...]:
    return grounds(
        answers,
        challenges=parts.challenges,
        attitudes=parts.attitudes,
        gap=parts.why_gap,
        execution=parts.execution,
        features=parts.features,
        questionnaires=questionnaires,
    )


def _begin(
    answers: Answers, parts: _Parts, questionnaires: Questionnaires, costs: Mapping[str, float] | None
) -> Begin | None:
    if costs is None:
        costs = costs_by_challenge((challenge.id for challenge in parts.challenges), answers, questionnaires)
    return begin.where(parts.challenges, parts.scores, parts.counted, questionnaires, costs)
