"""Chance, the same every time: where random numbers come from, and how draws that say the same are put together.

Arrays over draws have the draws as their last axis unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.numbers import DECIMALS

SEED = 20_261_122
"""Fixed, so that the same answers always give the same figures."""


def stream(*place: int) -> np.random.Generator:
    """Random numbers of their own for one ``place``, so that a change elsewhere does not move them."""
    return np.random.Generator(np.random.PCG64([SEED, *place]))


def steps(random: np.random.Generator, shape: tuple[int, ...], down: NDArray | float, up: NDArray | float) -> NDArray:
    """Steps −1, 0 or +1 (int8) of this shape; ``down`` and ``up`` are their probabilities, broadcast to it."""
    chance = random.random(shape, dtype=np.float32)
    rises = chance >= np.float32(1) - np.asarray(up, np.float32)
    falls = chance < np.asarray(down, np.float32)
    return rises.view(np.int8) - falls.view(np.int8)


def settled(values: NDArray) -> NDArray:
    """As ``lcc_diag.model.numbers.settled``, for arrays."""
    return np.round(values, DECIMALS)


def distinct(columns: Iterable[NDArray], draws: int) -> tuple[NDArray, NDArray]:
    """Draws that agree in all columns of shape (draws,): the first draw of each kind, and the kind of every draw."""
    first, kind = np.zeros(1, np.intp), np.zeros(draws, np.intp)
    for column in columns:
        values, place = np.unique(column, return_inverse=True)
        _, first, kind = np.unique(kind * len(values) + place, return_index=True, return_inverse=True)
    return first, kind


def side(values: NDArray, cuts: Sequence[float]) -> NDArray:
    """How many of the sorted ``cuts`` each value reaches; values of one side are alike to all of them."""
    return np.searchsorted(np.asarray(cuts, float), settled(values), side="right")
