"""The conditions of a circle: what was answered, and which gates are not met (methods E.1, E.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lcc_diag.model.answers import Answers, cite, known, not_answered
from lcc_diag.model.circle_questions import Circle, Gate
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.rules import Features, Settings, features_used, holds, settings_used

Conditions = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Gates:
    """Gates that are not met, in the order of the questionnaire. A gate is in one of the two at most."""

    hard: tuple[str, ...]
    soft: tuple[str, ...]


def conditions(answers: Answers, content: Circle) -> dict[str, str | int | None]:
    """The answer to each question about the circle; ``None`` if unanswered or "don't know"."""
    given = {name: answers.of_managers(f"circle.{name}") for name in content.questions}
    return {name: answer.value if answer is not None and known(answer) else None for name, answer in given.items()}


def gates(features: Features, content: Circle, settings: Settings) -> Gates:
    """Which gates fail. One that fails hard is not counted as soft as well."""
    states = {name: _state(gate, features, settings) for name, gate in content.gates.items()}
    return Gates(
        hard=tuple(name for name, state in states.items() if state == "hard"),
        soft=tuple(name for name, state in states.items() if state == "soft"),
    )


def looked_at(gate: Gate) -> tuple[str, ...]:
    """The questions a gate looks at, each once, in the order its conditions name them."""
    return tuple(dict.fromkeys(feature for part in _parts(gate) for feature in features_used(part)))


def explain(answers: Answers, features: Features, content: Circle, settings: Settings) -> tuple[Explanation, ...]:
    """Each gate that has a condition, with its state and the answers it looks at.

    States: ``hard`` and ``soft`` (not met), ``unknown`` (an answer is missing), ``met``.
    """
    return tuple(
        Explanation(
            f"gate.{name}",
            _state(gate, features, settings),
            "gate",
            {feature: features.get(feature) for feature in looked_at(gate)},
            {limit: settings[limit] for part in _parts(gate) for limit in settings_used(part)},
            "methods E.2",
            tuple(_cited(answers, feature) for feature in looked_at(gate)),
        )
        for name, gate in content.gates.items()
        if _parts(gate)
    )


def _state(gate: Gate, features: Features, settings: Settings) -> str:
    if gate.hard is not None and holds(gate.hard, features, settings):
        return "hard"
    if gate.soft is not None and holds(gate.soft, features, settings):
        return "soft"
    return "unknown" if any(features.get(feature) is None for feature in looked_at(gate)) else "met"


def _parts(gate: Gate) -> tuple[dict, ...]:
    return tuple(part for part in (gate.hard, gate.soft) if part is not None)


def _cited(answers: Answers, question: str) -> Explanation:
    answer = answers.of_managers(f"circle.{question}")
    return not_answered(f"circle.{question}") if answer is None else cite(answer)
