"""The parts of the workbook, each with what a few moves of its answers can make of the facts (methods E.1, E.5).

What the rules cannot tell apart is one way only: the one with the fewest moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import Case
from lcc_diag.model.execution import average
from lcc_diag.model.features import SAFETY, need, settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.rules import comparisons, holds
from lcc_diag.statistics.flips.attitudes import AttitudeReach
from lcc_diag.statistics.flips.challenges import ChallengeReach, added, nothing
from lcc_diag.statistics.flips.conditions import circle_ways, execution_ways
from lcc_diag.statistics.flips.moves import Moves, Order, joined, side_by_side

Facts = dict[str, Any]


class Part(Protocol):
    """A part of the workbook."""

    @property
    def exact(self) -> bool:
        """Whether all sets of moves asked for so far were looked at."""
        ...

    def ways(self, most: int) -> Iterator[tuple[Facts, Moves]]:
        """The facts that up to ``most`` moves in this part lead to."""
        ...


class Challenges:
    """Calls and ways of handling of all challenges."""

    def __init__(self, case: Case, diagnosis: Diagnosis, answers: Answers, order: Order, content: Questionnaires):
        most = int(settings_of(content)["flip_steps"])
        pairs = zip(case.challenges, diagnosis.challenges, strict=True)
        self._reach = [ChallengeReach(c, result, answers, order, content.cynefin, most) for c, result in pairs]

    @property
    def exact(self) -> bool:
        """Whether no search was bounded."""
        return all(reach.exact for reach in self._reach)

    def ways(self, most: int) -> Iterator[tuple[Facts, Moves]]:
        """The numbers of challenges by what they are."""
        found = joined((reach.ways(most) for reach in self._reach), added, nothing(), most)
        return ((dict(counts), moves) for counts, moves in found.items())


class AttitudesAndGap:
    """Scores of the attitudes and the gap between leaders and staff."""

    def __init__(self, answers: Answers, order: Order, content: Questionnaires):
        settings = settings_of(content)
        tests = [t for rule in content.rules.rules.values() for t in comparisons(rule.when)]

        def classed(dimension: str, score: float | None) -> tuple:
            """What the decision can tell apart about one score: the need it stands for, and safety by itself."""
            known = {SAFETY: score} if dimension == SAFETY else {}
            return need(score, False, settings), *(holds(test, known, settings) for test in tests)

        self._reach = {
            name: AttitudeReach(name, answers, order, content.attitudes, lambda s, n=name: classed(n, s))
            for name in content.attitudes.dimensions
        }

    @property
    def exact(self) -> bool:
        """Whether no search was bounded."""
        return all(reach.exact for reach in self._reach.values())

    def ways(self, most: int) -> Iterator[tuple[Facts, Moves]]:
        """The weakest score, that of psychological safety, and whether a gap is flagged."""
        for reach in self._reach.values():
            reach.extend(most)
        found = side_by_side((reach.ways for reach in self._reach.values()), most)
        return ((self._facts(states), moves) for states, moves in found.items())

    def _facts(self, states: tuple) -> Facts:
        standings = {
            name: reach.standings[state] for (name, reach), state in zip(self._reach.items(), states, strict=True)
        }
        scores = {name: standing.score for name, standing in standings.items() if standing.score is not None}
        return {
            "weakest_attitude": min(scores.values(), default=None),
            SAFETY: scores.get(SAFETY),
            # The reported gap is flagged exactly if that of any attitude is.
            "gap_flagged": any(standing.gap is not None and standing.gap.flagged for standing in standings.values()),
        }


class ExecutionPart:
    """The counted levels of the execution questions."""

    exact = True

    def __init__(self, answers: Answers, order: Order, content: Questionnaires, today: date):
        self._ways = execution_ways(answers, order, content, today)

    def ways(self, most: int) -> Iterator[tuple[Facts, Moves]]:
        """Their mean."""
        found = side_by_side(self._ways.values(), most)
        names = tuple(self._ways)
        return (
            ({"execution_mean": average(dict(zip(names, levels, strict=True)))}, moves)
            for levels, moves in found.items()
        )


class CirclePart:
    """The answers about a circle."""

    exact = True

    def __init__(self, answers: Answers, order: Order, content: Questionnaires):
        self._ways = circle_ways(answers, order, content)

    def ways(self, most: int) -> Iterator[tuple[Facts, Moves]]:
        """The answers themselves."""
        found = side_by_side(self._ways.values(), most)
        return ((dict(zip(self._ways, values, strict=True)), moves) for values, moves in found.items())
