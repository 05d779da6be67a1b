"""Gaps between leaders and staff for many sets of person scores at once, as ``lcc_diag.model.gap`` tells one (B.4)."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.attitude_questions import GapRule
from lcc_diag.model.student_t import quantile
from lcc_diag.statistics.draws import settled

GRID = 65
"""Degrees of freedom for which the quantile of t is computed beforehand."""
DUST = 1e-9
"""How far rounding may carry degrees of freedom beyond what is possible."""


def gap_flagged(leaders: NDArray, staff: NDArray, rule: GapRule) -> NDArray:
    """Whether the gap of one attitude is flagged, (draws,), from person scores (people, draws) of both sides.

    The gap that is reported is flagged exactly if that of any attitude is: of those whose interval lies above zero it
    is the largest.
    """
    draws = leaders.shape[1]
    if len(leaders) < max(2, rule.min_leaders.value) or len(staff) < max(2, rule.min_staff.value):
        return np.zeros(draws, bool)
    difference = leaders.mean(axis=0) - staff.mean(axis=0)
    parts = [side.var(axis=0, ddof=1) / len(side) for side in (leaders, staff)]
    large = np.flatnonzero(settled(difference) >= rule.flag_from.value)
    flagged = np.zeros(draws, bool)
    flagged[large] = _above_zero(
        difference[large], parts[0][large], parts[1][large], (len(leaders), len(staff)), rule.confidence.value
    )
    return flagged


def _above_zero(
    difference: NDArray, first: NDArray, second: NDArray, people: tuple[int, int], confidence: float
) -> NDArray:
    """Whether Welch's interval lies above zero; ``first`` and ``second`` are the squared standard errors."""
    squared = first + second
    spread = settled(squared) != 0
    safe = np.where(spread, squared, 1.0)
    df = np.where(spread, safe**2 / _nonzero(first**2 / (people[0] - 1) + second**2 / (people[1] - 1)), min(people) - 1)
    error = np.where(spread, np.sqrt(safe), 0.0)
    least, most = t_between(confidence, df, people)
    certain = settled(difference - most * error) > 0
    for draw in np.flatnonzero(~certain & (settled(difference - least * error) > 0)):
        exact = quantile((1 + confidence) / 2, float(df[draw]))
        certain[draw] = settled(difference[draw] - exact * error[draw]) > 0
    return certain


def t_between(confidence: float, df: NDArray, people: tuple[int, int]) -> tuple[NDArray, NDArray]:
    """Bounds of the quantile of t for Welch's degrees of freedom ``df`` of two groups, from a grid.

    The quantile falls as the degrees of freedom rise, so what lies between two of them has a quantile between
    theirs; nothing is interpolated.
    """
    grid, values = _grid(confidence, people)
    right = np.clip(np.searchsorted(grid, 1 / df), 1, len(grid) - 1)
    return values[right - 1], values[right]


@cache
def _grid(confidence: float, people: tuple[int, int]) -> tuple[NDArray, NDArray]:
    """All inverse degrees of freedom that two groups can have, rising, and the quantiles there, which rise as well.

    Welch's degrees of freedom lie between those of the smaller group and those of both together.
    """
    fewest, most = min(people) - 1, sum(people) - 2
    inverse = np.linspace((1 - DUST) / most, (1 + DUST) / fewest, GRID)
    return inverse, np.array([quantile((1 + confidence) / 2, 1 / value) for value in inverse])


def _nonzero(values: NDArray) -> NDArray:
    return np.where(values == 0, 1.0, values)
