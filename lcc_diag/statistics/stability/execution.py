"""Execution levels that might as well be one higher or lower, with the evidence as it is (methods D, E.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import Answer
from lcc_diag.model.execution import counted_level
from lcc_diag.model.execution_questions import Execution, ExecutionQuestion
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.statistics.draws import distinct, steps, stream
from lcc_diag.statistics.stability.varied import Varied, alike

PLACE = 3
"""Of the random numbers."""


@dataclass(frozen=True, slots=True)
class ExecutionDraws:
    """The questions answered with a level. ``chosen``: (questions, 1) places in the columns of ``counts``;
    ``counts``: (questions, levels) the counted level for each chosen one; ``highest``: (questions, 1) last column.
    """

    questions: tuple[str, ...]
    chosen: NDArray
    counts: NDArray
    highest: NDArray

    def moves(self, move: float, draws: int) -> NDArray:
        """Steps (questions, draws); ``move`` is the chance of each direction."""
        return steps(stream(PLACE), (len(self.questions), draws), move, move)

    def features(self, moves: NDArray) -> dict[str, NDArray]:
        """The mean of the counted levels, (draws,)."""
        moved = np.clip(self.chosen + moves, 0, self.highest)
        counted = np.take_along_axis(self.counts, moved, axis=1)
        return {"execution_mean": counted.sum(axis=0) / len(self.questions)}


def execution_draws(answers: Answers, content: Execution, today: date) -> ExecutionDraws | None:
    """The answers that count; ``None`` if there is none with a level. ``today`` as in ``execution.levels``."""
    given = {name: answers.of_managers(f"execution.{name}") for name in content.questions}
    levels = {name: a for name, a in given.items() if a is not None and isinstance(a.value, int)}
    if not levels:
        return None
    scales = [sorted(content.questions[name].levels) for name in levels]
    counts = [_counts(answer, content.questions[name], today) for name, answer in levels.items()]
    most = max(len(row) for row in counts)
    return ExecutionDraws(
        tuple(levels),
        chosen=np.array([[scale.index(a.value)] for scale, a in zip(scales, levels.values(), strict=True)]),
        counts=np.array([row + row[-1:] * (most - len(row)) for row in counts]),
        highest=np.array([[len(row) - 1] for row in counts]),
    )


def varied_execution(answers: Answers, questionnaires: Questionnaires, today: date, draws: int) -> Varied | None:
    """The draws by what the rules can tell apart; ``None`` without a level."""
    block = execution_draws(answers, questionnaires.execution, today)
    if block is None:
        return None
    features = block.features(block.moves(settings_of(questionnaires)["level_move"], draws))
    first, kinds = distinct([c for name in features for c in alike(name, features[name], questionnaires)], draws)
    return Varied(kinds, tuple({name: values[draw].item() for name, values in features.items()} for draw in first))


def _counts(answer: Answer, question: ExecutionQuestion, today: date) -> list[int]:
    day = answer.at.date() if answer.at else today
    return [counted_level(level, answer.evidence, question, day)[0] for level in sorted(question.levels)]
