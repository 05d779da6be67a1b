"""What a decision rests on: the results of each part, and below them the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lcc_diag.model.answers import Answers, not_answered
from lcc_diag.model.circle import explain as explain_gates
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import AttitudeResult, ChallengeResult, ExecutionLevel
from lcc_diag.model.rules import GATE_FEATURES, Features

_PARTS: Mapping[str, frozenset[str]] = {
    "challenges": frozenset(
        {"acute", "challenges", "complex", "complex_as_order", "complex_in_drift", "unclear", "unclear_share"}
    ),
    "attitudes": frozenset({"attitude_scores", "weakest_attitude", "psychological_safety", "need", "no_staff_view"}),
    "gap": frozenset({"need"}),
    "execution": frozenset({"execution_answers", "execution_mean"}),
    "gates": GATE_FEATURES | {"hard_gates_failed", "soft_gates_failed"},
}
"""Which part of the workbook each feature comes from."""


def grounds(
    answers: Answers,
    *,
    challenges: Iterable[ChallengeResult],
    attitudes: Mapping[str, AttitudeResult],
    gap: Explanation,
    execution: Mapping[str, ExecutionLevel],
    features: Features,
    questionnaires: Questionnaires,
) -> tuple[Explanation, ...]:
    """The five parts a decision may rest on: challenges, attitudes, gap, execution, gates."""
    settings = settings_of(questionnaires)
    rated = tuple(challenges)
    calls = {challenge.id: challenge.call for challenge in rated}
    scores = {name: result.score for name, result in attitudes.items()}
    gates = explain_gates(answers, features, questionnaires.circle, settings)
    about_challenges = tuple(challenge.explanation for challenge in rated) or (not_answered("challenges"),)
    about_execution = tuple(level.explanation for level in execution.values())
    return (
        _part("challenges", calls, "calls", features, about_challenges),
        _part("attitudes", scores, "group_scores", features, tuple(a.explanation for a in attitudes.values())),
        gap,
        _part("execution", features["execution_mean"], "mean_of_counted_levels", features, about_execution),
        _part("gates", {gate.what.partition(".")[2]: gate.value for gate in gates}, "gates", features, gates),
    )


def decision_on(decision: Explanation, parts: tuple[Explanation, ...]) -> Explanation:
    """The decision with the parts whose features it looked at."""
    return replace(decision, because=tuple(part for part in parts if _PARTS[part.what] & decision.inputs.keys()))


def whole(decision: Explanation, parts: tuple[Explanation, ...]) -> Explanation:
    """The top of the tree: the decision, then every part."""
    return Explanation("diagnosis", decision.value, "decision", because=(decision, *parts))


def _part(name: str, value: object, rule: str, features: Features, because: tuple[Explanation, ...]) -> Explanation:
    inputs = {feature: features.get(feature) for feature in sorted(_PARTS[name])}
    return Explanation(name, value, rule, inputs, {}, "methods E.1", because)
