"""Round steps of a scale of amounts, for figures on screen and charts in documents."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

_DUST = 1e-9
"""By so much, as a share, a step may be smaller than asked for: figures that were computed are rarely exact."""


def round_step(rough: float, factors: Sequence[float] = (1, 2, 5, 10)) -> float:
    """The smallest of ``factors`` (the last one 10) times a power of ten that is not below ``rough`` (above 0)."""
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in factors if factor * power >= rough * (1 - _DUST))
