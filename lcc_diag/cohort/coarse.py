"""Numbers as the room sees them: no finer than it needs to talk about them.

The guard alone keeps answers from being inferred with certainty. Coarse numbers make guessing harder beyond that, and
keep people from reading more into a small group than it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lcc_diag.cohort.shown import Band
from lcc_diag.model.group_sizes import EXACT_FROM, MIN_GROUP
from lcc_diag.model.numbers import settled

STEPS_OF_SHARE = 20
"""Shares are shown in twentieths: fine enough for a bar, coarser than one person among thirty."""


def band(people: int) -> Band:
    """How many people, as far as that may be known."""
    if people >= EXACT_FROM:
        return {"n": people}
    if people >= MIN_GROUP:
        return {"from": MIN_GROUP, "to": EXACT_FROM - 1}
    return {"from": 0, "to": MIN_GROUP - 1}


def share(value: float) -> float:
    """A share of 0..1 in steps of .05."""
    return settled(round(settled(value * STEPS_OF_SHARE)) / STEPS_OF_SHARE)


def tenth(value: float) -> float:
    """A mean, a difference or a measure of 0..1 with one decimal."""
    return round(settled(value), 1) + 0.0


def shares(values: Sequence[str | int], options: Iterable[str | int]) -> dict[str, float]:
    """The share of each option among ``values``, in the order of ``options``; empty without values."""
    counts = Counter(values)
    return {str(option): share(counts[option] / len(values)) for option in options} if values else {}


def coarse(parts: Mapping[str, float]) -> dict[str, float]:
    """Shares that are there already, in steps of .05."""
    return {name: share(value) for name, value in parts.items()}
