"""Which calls cannot be reached by a number of moves, told without looking at every set of them (methods A.5).

Each condition of a call compares a sum over people: support of a domain, a difference or sum of two, the number of
supporters. The largest such a sum can become is found exactly, person by person; a call one of whose conditions
cannot be met is out of reach.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.cynefin import LIMINAL
from lcc_diag.model.cynefin_questions import DOMAINS, CallRule
from lcc_diag.model.results import Call

_SLACK = 1e-7
"""Bounds are a little wider than needed, so that float dust never rules anything out."""
_SIZE = len(DOMAINS)
_EYE = np.eye(2 * _SIZE)
_PAIRS = [(a, b) for a in range(_SIZE) for b in range(_SIZE) if a != b]
_NEIGHBOURS = [(a, b) for a, b in _PAIRS if a < b and frozenset({DOMAINS[a], DOMAINS[b]}) in LIMINAL]
SUMS = np.array(
    [_EYE[d] for d in range(_SIZE)]
    + [-_EYE[d] for d in range(_SIZE)]
    + [_EYE[a] - _EYE[b] for a, b in _PAIRS]
    + [_EYE[a] + _EYE[b] for a, b in _NEIGHBOURS]
    + [-_EYE[_SIZE + d] for d in range(_SIZE)]
)
"""What is bounded, as weights of a person's support (first half) and of whether they support a domain (second)."""
_DIFFERENCE = {pair: 2 * _SIZE + place for place, pair in enumerate(_PAIRS)}
_SUM = {pair: 2 * _SIZE + len(_PAIRS) + place for place, pair in enumerate(_NEIGHBOURS)}
_FEWEST = len(SUMS) - _SIZE


def loosely(people: NDArray, count: int) -> NDArray:
    """(sums,): no more than this can be added by ``count`` moves, whatever the answers are; quick, and wide.

    ``people``: (people, 2 · domains) now. At most ``count`` people change, each at most to the best for the sum.
    """
    best = SUMS[:, :_SIZE].max(axis=1) + np.clip(SUMS[:, _SIZE:], 0, None).sum(axis=1)
    room = np.sort(best - people @ SUMS.T, axis=0)
    return room[-count:].sum(axis=0)


def gains(changes: Sequence[NDArray]) -> NDArray:
    """(people, sums): how much one person can add to each sum by one of their ``changes`` (sets, 2 · domains + …)."""
    numbers = np.array([len(own) for own in changes])
    best = np.zeros((len(changes), len(SUMS)))
    some = np.flatnonzero(numbers)
    if len(some):
        every = np.concatenate(changes)[:, : 2 * _SIZE] @ SUMS.T
        starts = (np.cumsum(numbers) - numbers)[some]
        best[some] = np.maximum.reduceat(every, starts)
    return best


def most(gained: Sequence[NDArray]) -> NDArray:
    """(sums,): how much all people together can add with as many moves as there are entries in ``gained``.

    ``gained``: for 1, 2 … moves of one person, (people, sums).
    """
    fewer = np.zeros((len(gained[0]), 1, len(SUMS)))
    table = np.maximum.accumulate(np.concatenate([fewer, np.stack(gained, axis=1)], axis=1), axis=1)
    while len(table) > 1:
        if len(table) % 2:
            table = np.concatenate([table, np.zeros((1, *table.shape[1:]))])
        first, second = table[0::2], table[1::2]
        best = [
            np.max([first[:, part] + second[:, count - part] for part in range(count + 1)], axis=0)
            for count in range(table.shape[1])
        ]
        table = np.stack(best, axis=1)
    return table[0, -1]


def in_reach(sums: NDArray, added: NDArray, raters: int, rule: CallRule) -> set[Call]:
    """Calls that these bounds do not rule out. ``sums``: (2 · domains,) now; ``added``: the most to be added."""
    high = (SUMS @ sums + added) / raters + _SLACK
    tops = [d for d in range(_SIZE) if all(high[_DIFFERENCE[d, e]] >= 0 for e in range(_SIZE) if e != d)]
    found: set[Call] = set()
    for top in tops:
        others = [e for e in range(_SIZE) if e != top]
        lowest = -high[_SIZE + top]
        margins = [(high[_DIFFERENCE[top, e]], -high[_DIFFERENCE[e, top]]) for e in others]
        if high[top] >= rule.p_min.value and all(m >= rule.margin_min.value for m, _ in margins):
            found.add(DOMAINS[top])
        if lowest < rule.p_min.value or any(m < rule.margin_min.value for _, m in margins):
            found.add("confused")
            found |= {LIMINAL[pair] for e in others if (pair := _pair(top, e, high, rule)) in LIMINAL}
        if raters > 1 and -high[_FEWEST + top] < rule.contested_support.value:
            found.add("contested")
    return found


def _pair(top: int, second: int, high: NDArray, rule: CallRule) -> frozenset[str] | None:
    """The two as strongest domains, if they are neighbours and can be strong enough together."""
    place = _SUM.get((min(top, second), max(top, second)))
    enough = place is not None and high[place] >= rule.liminal_sum.value
    return frozenset({DOMAINS[top], DOMAINS[second]}) if enough else None
