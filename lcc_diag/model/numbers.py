"""Numbers as the model compares and averages them: independent of the order of summation and of float dust."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

DECIMALS = 9
"""Decimals that count in a comparison: 3.4 computed as 3.3999999999999995 is 3.4."""


def settled(value: float) -> float:
    """``value`` without float dust, for comparing it with a threshold."""
    return round(value, DECIMALS)


def mean(values: Iterable[float]) -> float | None:
    """Arithmetic mean, the same in whatever order the values come; ``None`` without values."""
    known = tuple(values)
    return math.fsum(known) / len(known) if known else None


def variance(values: Sequence[float]) -> float:
    """Sample variance of at least two values."""
    centre = math.fsum(values) / len(values)
    return math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1)


def is_number(value: Any) -> bool:
    """Whether ``value`` is a finite number (a truth value is none)."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)
