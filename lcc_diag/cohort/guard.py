"""The guard: whether anything may be said about a group's answers to one question.

Whatever is released is a symmetric function of the answers of a group of protected people: it stays the same if two of
them had answered each other's way. So as long as the answers of all others are not the same, somebody who knows only
the own answer can be certain of nobody's: in a world where two people with different answers had swapped them, the
room would have seen the same. Where they are all the same, nothing of them is released, and they might as well all be
another one. docs/anonymity.md has the whole argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lcc_diag.cohort.shown import Why
from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.numbers import settled

INSIDER = 1
"""How many of the group may know their own answer and use it. Against two who compare notes there is no guard."""


def refusal(values: Iterable[str | float], smallest: int) -> Why | None:
    """Why nothing may be said about these answers of protected people; ``None`` if they may be shown.

    "Don't know" is no value: it neither fills a group nor makes it differ. ``smallest``: people a group needs.
    """
    told = [value for value in values if value != DONT_KNOW]
    if len(told) < smallest:
        return "too_few"
    return "too_alike" if alike(told) else None


def alike(values: list[str | float]) -> bool:
    """Whether some insider sees all others agree: one value is left if the right person is taken away."""
    counts = Counter(settled(value) if isinstance(value, float) else value for value in values)
    return max(counts.values(), default=0) >= len(values) - INSIDER


def of_several(reasons: Iterable[Why | None]) -> Why:
    """The reason to give for something that rests on several questions, of which too few may be shown."""
    given = tuple(reasons)
    return next((why for why in WEIGHTIER if why in given), "too_few")


WEIGHTIER: tuple[Why, ...] = ("overlap", "too_alike")
"""Reasons that explain more than that there were too few people."""
