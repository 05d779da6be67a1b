"""Where small changes of the answers about one challenge can lead: its call and its main way of handling (A.5, A.6)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from lcc_diag.model.answers import Answers, known
from lcc_diag.model.case import Answer, Challenge
from lcc_diag.model.challenges import rated
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.features import about_challenges
from lcc_diag.model.mismatch import main_mode, shares
from lcc_diag.model.results import ChallengeResult
from lcc_diag.statistics.calls import CALLS
from lcc_diag.statistics.flips.calls import CallReach
from lcc_diag.statistics.flips.moves import Moves, Order, keep

Counts = tuple[tuple[str, int | bool], ...]
"""What a challenge adds to the facts about all of them, by name."""


class ChallengeReach:
    """What moves can make of one challenge: ``ways`` by what it adds to the facts."""

    def __init__(
        self, challenge: Challenge, result: ChallengeResult, answers: Answers, order: Order, cynefin: Cynefin, most: int
    ) -> None:
        self._result = result
        found = rated(challenge, answers, cynefin)
        self._modes = _mode_ways(found.handling, order, cynefin, most)
        self._calls = None
        if found.together.enough:
            kinds = {call: tuple(self._counts(call, mode) for mode in cynefin.handling.modes) for call in CALLS}
            given = {r: {a.item.partition(".")[2]: a for a in listed} for r, listed in found.cited.items()}
            self._calls = CallReach(found.together.raters, given, order, cynefin, kinds)

    @property
    def exact(self) -> bool:
        """Whether every set of moves asked for was looked at."""
        return self._calls is None or self._calls.exact

    def ways(self, most: int) -> Mapping[Counts, Moves]:
        """What up to ``most`` moves lead to."""
        calls = {self._result.call: ()} if self._calls is None else self._reached(most)
        found: dict[Counts, Moves] = {}
        for (call, first), (mode, second) in itertools.product(calls.items(), self._modes.items()):
            if len(first) + len(second) <= most:
                keep(found, self._counts(call, mode), first + second)
        return found

    def _reached(self, most: int) -> Mapping[str, Moves]:
        self._calls.extend(most)
        return self._calls.ways

    def _counts(self, call: str, mode: str | None) -> Counts:
        changed = replace(self._result, call=call, modes={} if mode is None else {mode: 1.0})
        return tuple(about_challenges((changed,)).items())


def added(facts: Counts, more: Counts) -> Counts:
    """The facts about two groups of challenges together: numbers add up, a truth value holds for any."""
    return tuple(
        (name, first or second if isinstance(first, bool) else first + second)
        for (name, first), (_, second) in zip(facts, more, strict=True)
    )


def nothing() -> Counts:
    """The facts about no challenge at all."""
    return tuple(about_challenges(()).items())


def _mode_ways(handling: tuple[Answer, ...], order: Order, cynefin: Cynefin, most: int) -> dict[str | None, Moves]:
    """Which main modes moves lead to. To make a mode the main one, every move changes an answer to it."""
    chosen = [answer for answer in handling if known(answer)]
    values = [str(answer.value) for answer in chosen]
    ways: dict[str | None, Moves] = {main_mode(shares(values, cynefin)): ()}
    for nth, mode in enumerate(cynefin.handling.modes if values else ()):
        moves: dict[str, list] = {}
        for answer in chosen:
            if answer.value != mode:
                moves.setdefault(str(answer.value), []).append(order.move(answer, mode, nth))
        for count in range(1, most + 1):
            for taken in itertools.combinations_with_replacement(sorted(moves), count):
                _try(mode, taken, moves, values, ways, cynefin)
    return ways


def _try(
    mode: str, taken: tuple[str, ...], moves: dict[str, list], values: list[str], ways: dict, cynefin: Cynefin
) -> None:
    """Move the first answers that name the modes ``taken`` to ``mode``, and remember which mode leads then."""
    after = list(values)
    used = []
    for old in set(taken):
        if taken.count(old) > len(moves[old]):
            return
        used += sorted(moves[old])[: taken.count(old)]
    for old in taken:
        after[after.index(old)] = mode
    keep(ways, main_mode(shares(after, cynefin)), tuple(used))
