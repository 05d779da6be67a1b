"""How sure the attitude scores are: intervals, and which attitude is the lowest (methods B.2, B.3, C.1)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.answers import Answers
from lcc_diag.model.attitude_questions import Attitudes, Level
from lcc_diag.model.attitudes import group_of, level_of, mean_interval, people_of
from lcc_diag.model.features import settings_of
from lcc_diag.model.insight import ScoreInterval
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.statistics.draws import settled, stream

PLACE = 5
"""Of the random numbers."""
FEWEST = 2
"""People an attitude needs to be compared with others."""


def intervals(answers: Answers, questionnaires: Questionnaires) -> dict[str, ScoreInterval | None]:
    """The 95 % t interval of each group score, in the order of the questionnaire.

    It rests on the same people as the score, the staff or everybody; ``None`` with fewer than ``interval_raters`` of
    them. Limits beyond the scale are cut off.
    """
    content, fewest = questionnaires.attitudes, settings_of(questionnaires)["interval_raters"]
    groups = {name: list(scores.values()) for name, scores in _scores(answers, content).items()}
    return {
        name: interval(scores, content) if len(scores) >= max(FEWEST, fewest) else None
        for name, scores in groups.items()
    }


def interval(scores: list[float], content: Attitudes) -> ScoreInterval:
    """The interval of the mean of at least two person scores."""
    low, high = mean_interval(scores, content)
    return ScoreInterval(low, high, touched(low, high, content.levels))


def touched(low: float, high: float, levels: Mapping[str, Level]) -> tuple[str, ...]:
    """Ids of the bands between two scores, both included, from low to high."""
    order = sorted(levels, key=lambda name: levels[name].start)
    first, last = level_of(low, levels), level_of(high, levels)
    return tuple(order[order.index(first) if first else 0 : order.index(last) + 1 if last else 0])


def weakest(answers: Answers, questionnaires: Questionnaires) -> dict[str, float]:
    """Probability of each attitude to be the lowest: its share of draws, 0..1, in the order of the questionnaire.

    In each draw as many people as there are take part, each chosen by chance with all their scores, so that some
    count twice and others not at all; where several attitudes are equally low, the draw is shared between them.
    Scores count for an attitude if they make up its group score. Attitudes with fewer than two scores are left out;
    empty if fewer than two attitudes remain to be compared.
    """
    groups = {name: found for name, found in _scores(answers, questionnaires.attitudes).items() if len(found) >= FEWEST}
    if len(groups) < FEWEST:
        return {}
    people = sorted({respondent for found in groups.values() for respondent in found})
    table = np.array([[found.get(person, math.nan) for found in groups.values()] for person in people])
    return dict(zip(groups, _lowest(table, int(settings_of(questionnaires)["draws"])).tolist(), strict=True))


def _scores(answers: Answers, content: Attitudes) -> dict[str, dict[str, float]]:
    """By attitude the person scores that make up its group score, by respondent."""
    groups = {name: group_of(people_of(answers, name, content), content).people for name in content.dimensions}
    return {
        name: {person.respondent: person.score for person in people if person.score is not None}
        for name, people in groups.items()
    }


def _lowest(table: NDArray, draws: int) -> NDArray:
    """``table``: (people, attitudes), ``nan`` for no score. A draw without any score of an attitude leaves it out."""
    people = len(table)
    chosen = stream(PLACE).integers(people, size=(draws, people))
    often = np.bincount((chosen + people * np.arange(draws)[:, None]).ravel(), minlength=draws * people)
    often = often.reshape(draws, people).astype(float)
    sums, numbers = often @ np.nan_to_num(table), often @ np.isfinite(table).astype(float)
    means = settled(np.where(numbers > 0, sums / np.maximum(numbers, 1), np.inf))
    lowest = means == means.min(axis=1, keepdims=True)
    return (lowest / lowest.sum(axis=1, keepdims=True)).mean(axis=0)
