"""Calls of many pools at once, as ``lcc_diag.model.cynefin.call`` makes them one by one (methods A.5)."""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.cynefin import LIMINAL
from lcc_diag.model.cynefin_questions import DOMAINS, CallRule
from lcc_diag.model.results import Call
from lcc_diag.statistics.draws import settled

CALLS: tuple[Call, ...] = get_args(Call)
_FIRM = np.array([CALLS.index(domain) for domain in DOMAINS])
_BETWEEN = np.array(
    [[CALLS.index(LIMINAL[pair]) if (pair := frozenset({a, b})) in LIMINAL else -1 for b in DOMAINS] for a in DOMAINS]
)


def called(support: NDArray, supporters: NDArray, raters: int, rule: CallRule) -> NDArray:
    """The call of each pool, as its place in ``CALLS``; everybody in it answered enough.

    ``support``: (pools, domains), pooled; ``supporters``: (pools, domains) how many of the ``raters`` support each.
    """
    each, rest = np.arange(len(support)), support.copy()
    first = support.argmax(axis=1)
    rest[each, first] = -1
    second = rest.argmax(axis=1)
    top, next_best = support[each, first], support[each, second]
    share = supporters[each, first] / raters
    contested = (raters > 1) & (settled(share) < rule.contested_support.value)
    firm = (settled(top) >= rule.p_min.value) & (settled(top - next_best) >= rule.margin_min.value)
    between = _BETWEEN[first, second]
    liminal = (between >= 0) & (settled(top + next_best) >= rule.liminal_sum.value)
    found = np.where(liminal, between, CALLS.index("confused"))
    found = np.where(firm, _FIRM[first], found)
    return np.where(contested, CALLS.index("contested"), found)
