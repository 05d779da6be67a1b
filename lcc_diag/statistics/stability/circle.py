"""Conditions of a circle that nobody knows yet: met or not with equal chance; what is known is a fact (methods E.5).

Such a question is first drawn to speak for or against a circle, fifty-fifty, then one of the answers that do. Numbers
are represented by the smallest one of each range that the gates and rules tell apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.circle import Conditions, gates, looked_at
from lcc_diag.model.circle_questions import Circle
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import Condition
from lcc_diag.model.rules import GATE_FEATURES
from lcc_diag.statistics.draws import distinct, stream
from lcc_diag.statistics.limits import compared, starts
from lcc_diag.statistics.stability.varied import Varied, named

PLACE = 4
"""Of the random numbers."""

Value = str | int


@dataclass(frozen=True, slots=True)
class CircleDraws:
    """``met`` and ``not_met``: by unknown question the answers that speak for and against a circle."""

    met: Mapping[str, tuple[Value, ...]]
    not_met: Mapping[str, tuple[Value, ...]]

    def values(self, question: str) -> tuple[Value, ...]:
        """Everything that may be drawn."""
        return self.met[question] + self.not_met[question]

    def draw(self, draws: int) -> dict[str, NDArray]:
        """By unknown question the place of its answer in ``values``, (draws,)."""
        random = stream(PLACE)
        return {question: self._one(question, random, draws) for question in self.met}

    def _one(self, question: str, random: np.random.Generator, draws: int) -> NDArray:
        met, not_met = len(self.met[question]), len(self.not_met[question])
        is_met = (random.random(draws) < 0.5) if met and not_met else np.full(draws, bool(met))
        within = random.random(draws)
        return np.where(is_met, (within * met).astype(int), met + (within * not_met).astype(int))


def circle_draws(conditions: Conditions, questionnaires: Questionnaires) -> CircleDraws | None:
    """What is not known of the conditions; ``None`` if everything is."""
    unknown = [name for name in questionnaires.circle.questions if conditions.get(name) is None]
    unknown = [name for name in unknown if name in GATE_FEATURES]
    if not unknown:
        return None
    tests = compared(questionnaires)
    values = {name: _values(name, tests.get(name, ()), questionnaires) for name in unknown}
    met = {name: tuple(v for v in values[name] if _meets(name, v, questionnaires)) for name in unknown}
    return CircleDraws(met, {name: tuple(v for v in values[name] if v not in met[name]) for name in unknown})


def varied_circle(conditions: Conditions, questionnaires: Questionnaires, draws: int) -> Varied | None:
    """The draws by the number of gates that fail and by what the rules look at themselves; ``None`` if all is known."""
    block = circle_draws(conditions, questionnaires)
    if block is None:
        return None
    places = block.draw(draws)
    failed = _failed(block, places, conditions, questionnaires)
    first, kinds = distinct([*failed, *(places[name] for name in places if name in named(questionnaires))], draws)
    return Varied(kinds, tuple({name: block.values(name)[places[name][draw]] for name in places} for draw in first))


def _failed(
    block: CircleDraws, places: Mapping[str, NDArray], conditions: Conditions, questionnaires: Questionnaires
) -> tuple[NDArray, NDArray]:
    """How many gates fail hard and soft in each draw, (draws,) each."""
    hard = soft = 0
    for gate in questionnaires.circle.gates:
        table, rows = _table(gate, block, conditions, questionnaires)
        kinds = 0
        for name in rows:
            kinds = kinds * len(block.values(name)) + places[name]
        hard, soft = hard + table[kinds, 0], soft + table[kinds, 1]
    draws = len(next(iter(places.values())))
    return np.broadcast_to(hard, draws), np.broadcast_to(soft, draws)


def _table(
    gate: str, block: CircleDraws, conditions: Conditions, questionnaires: Questionnaires
) -> tuple[NDArray, list[str]]:
    """Whether a gate fails hard or soft for all answers to the unknown questions it looks at, and these questions."""
    content, settings = _only(gate, questionnaires.circle), settings_of(questionnaires)
    unknown = [name for name in looked_at(content.gates[gate]) if name in block.met]
    found = []
    for values in product(*(block.values(name) for name in unknown)):
        state = gates({**conditions, **dict(zip(unknown, values, strict=True))}, content, settings)
        found.append((len(state.hard), len(state.soft)))
    return np.array(found), unknown


def _only(gate: str, content: Circle) -> Circle:
    return replace(content, gates={gate: content.gates[gate]})


def _meets(question: str, value: Value, questionnaires: Questionnaires) -> bool:
    """Whether an answer, taken by itself, fails no gate that looks at it."""
    circle = questionnaires.circle
    own = {name: gate for name, gate in circle.gates.items() if question in looked_at(gate)}
    failed = gates({question: value}, replace(circle, gates=own), settings_of(questionnaires))
    return not failed.hard and not failed.soft


def _values(question: str, tests: Sequence[Condition], questionnaires: Questionnaires) -> tuple[Value, ...]:
    """The choices, or the smallest number of each range that some condition tells apart."""
    shape = questionnaires.circle.questions[question]
    if shape.kind == "choice":
        return tuple(shape.choices)
    low, high = shape.minimum or 0, shape.maximum if shape.maximum is not None else math.inf
    numbers = starts(tests, settings_of(questionnaires))
    return tuple(sorted({low, *(number for number in numbers if low < number <= high)}))
