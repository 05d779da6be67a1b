"""What a part of the workbook says in each draw, as facts for the one decision there is (methods E.5).

The rules are never written a second time for arrays: draws whose facts are alike to every condition are put together,
and ``lcc_diag.model.decision`` decides once for each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.decision import outcome_of
from lcc_diag.model.features import settings_of
from lcc_diag.model.numbers import is_number
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.rules import Features, comparisons, features_used
from lcc_diag.statistics.draws import distinct, settled, side

NEED_LIMITS = ("deep_below", "moderate_below")
"""Settings that the need compares the weakest attitude with."""


@dataclass(frozen=True, slots=True)
class Varied:
    """``kinds``: (draws,) which of ``rows`` holds in each draw. ``rows``: facts that replace those of the case."""

    kinds: NDArray
    rows: tuple[dict[str, Any], ...]


def together(kinds: NDArray, rows: Sequence[dict[str, Any]]) -> Varied:
    """With equal rows put together."""
    numbers: dict[tuple, int] = {}
    place = np.array([numbers.setdefault(tuple(row.items()), len(numbers)) for row in rows])
    return Varied(place[kinds], tuple(dict(row) for row in numbers))


def outcomes(varied: Collection[Varied], facts: Features, questionnaires: Questionnaires, draws: int) -> NDArray:
    """The outcome in each draw, (draws,) names, if these parts vary and all other facts are as they are."""
    first, kind = distinct((part.kinds for part in varied), draws)
    found = []
    for draw in first:
        merged = dict(facts)
        for part in varied:
            merged.update(part.rows[part.kinds[draw]])
        found.append(outcome_of(merged, questionnaires)[1])
    return np.array(found)[kind]


def shares(found: NDArray, questionnaires: Questionnaires) -> dict[str, float]:
    """Share of draws by outcome, most frequent first, equally frequent ones in the order of the questionnaire."""
    number = Counter(found.tolist())
    order = sorted((name for name in questionnaires.rules.outcomes if name in number), key=lambda name: -number[name])
    return {name: number[name] / len(found) for name in order}


def named(questionnaires: Questionnaires) -> frozenset[str]:
    """The features that some rule looks at."""
    rules = questionnaires.rules.rules.values()
    return frozenset(feature for rule in rules for feature in features_used(rule.when))


def alike(feature: str, values: NDArray, questionnaires: Questionnaires) -> tuple[NDArray, ...]:
    """Columns in which two values of a feature agree only if no rule tells them apart."""
    return side(values, _cuts(feature, questionnaires)), *_equal(feature, values, questionnaires)


def _cuts(feature: str, questionnaires: Questionnaires) -> list[float]:
    settings = settings_of(questionnaires)
    found = [limit for operator, limit in _compared(feature, questionnaires) if operator in ("below", "at_least")]
    if feature == "weakest_attitude":
        found.extend(NEED_LIMITS)
    numbers = (settings[limit] if isinstance(limit, str) else limit for limit in found)
    return sorted({float(settled(np.float64(number))) for number in numbers})


def _equal(feature: str, values: NDArray, questionnaires: Questionnaires) -> Iterable[NDArray]:
    """Exact comparisons; being above zero or not is one of them (``is``)."""
    return tuple(
        values == (0 if operator == "is" else wanted)
        for operator, wanted in _compared(feature, questionnaires)
        if operator == "is" or (operator == "equals" and is_number(wanted))
    )


def _compared(feature: str, questionnaires: Questionnaires) -> list[tuple[str, Any]]:
    """Operator and limit of every comparison of a rule with this feature; no limit for ``is``."""
    found = []
    for rule in questionnaires.rules.rules.values():
        for part in comparisons(rule.when):
            ((operator, operand),) = part.items()
            looked, limit = (operand, None) if operator == "is" else operand
            found += [(operator, limit)] if looked == feature else []
    return found
