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
from lcc_diag.model.questionnaires import DOMAINS, CallRule
from lcc_diag.model.results import Call

_SLACK = 1e-7
"""Bounds are a little wider than needed, so that float dust never rules anything out."""
_SIZE = len(DOMAINS)
_EYE = np.eye(2 * _SIZE)
_PAIRS = [(a, b) for a in range(_SIZE) for b in range(_SIZE) if a != b]
SUMS = np.array(
    [_EYE[d] for d in range(_SIZE)]
    + [-_EYE[d] for d in range(_SIZE)]
    + [_EYE[a] - _EYE[b] for a, b in _PAIRS]
    + [_EYE[a] + _EYE[b] for a, b in _PAIRS]
    + [-_EYE[_SIZE + d] for d in range(_SIZE)]
)
"""What is bounded, as weights of a person's support (first half) and of whether they support a domain (second)."""
_DIFFERENCE = {pair: 2 * _SIZE + place for place, pair in enumerate(_PAIRS)}
_SUM = {pair: 2 * _SIZE + len(_PAIRS) + place for place, pair in enumerate(_PAIRS)}
_FEWEST = len(SUMS) - _SIZE


def gains(options: Sequence[Sequence[NDArray]]) -> NDArray:
    """(people, moves + 1, sums): how much up to 0, 1, 2 … moves of one person can add to each sum.

    ``options``: for each number of moves from 1 on and each person, the changes (options, 2 · domains).
    """
    people = len(options[0])
    best = np.zeros((people, len(options) + 1, len(SUMS)))
    for count, changes in enumerate(options, start=1):
        best[:, count] = best[:, count - 1]
        for place, change in enumerate(changes):
            if len(change):
                np.maximum(best[place, count], (change @ SUMS.T).max(axis=0), out=best[place, count])
    return best


def most(gained: NDArray) -> NDArray:
    """(sums,): how much all people together can add with the largest number of moves; ``gained`` from ``gains``."""
    while len(gained) > 1:
        if len(gained) % 2:
            gained = np.concatenate([gained, np.zeros((1, *gained.shape[1:]))])
        first, second = gained[0::2], gained[1::2]
        pairs = [
            np.max([first[:, part] + second[:, count - part] for part in range(count + 1)], axis=0)
            for count in range(gained.shape[1])
        ]
        gained = np.stack(pairs, axis=1)
    return gained[0, -1]


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
    """The two as strongest domains, if together they can be strong enough."""
    return frozenset({DOMAINS[top], DOMAINS[second]}) if high[_SUM[top, second]] >= rule.liminal_sum.value else None
