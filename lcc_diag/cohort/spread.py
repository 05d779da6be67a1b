"""How far apart a group is about one question, and which two questions are worth talking about first.

The spread is the chance that two people drawn at random (with return) chose different options, over the largest chance
there can be with as many options: Gini's index of qualitative variation, 1 − Σp² over 1 − 1/K. It is 0 if all chose
the same and 1 if they are spread evenly. The options are taken as mere names, since they stand for ways to see a thing
and not for more or less of it. Who said "don't know" does not disagree with anybody and is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lcc_diag.model.numbers import settled

TO_DISCUSS = 2
"""Indicators the room talks about first (methods A.3)."""


def spread(values: Sequence[str], options: int) -> float:
    """The index of qualitative variation of answers to a question with so many options, 0..1."""
    if not values or options < 2:
        return 0.0
    same = sum(count * count for count in Counter(values).values()) / len(values) ** 2
    return settled((1 - same) / (1 - 1 / options))


def widest(spreads: Mapping[str, float]) -> list[str]:
    """The questions with the largest spread, the largest first; of equal ones the first in the questionnaire."""
    return sorted(spreads, key=lambda item: -spreads[item])[:TO_DISCUSS]
