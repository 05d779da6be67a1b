"""Which calls a few moves lead one challenge to; ``statistics.calls`` makes calls, this looks for them (methods A.5).

What each person's moves do to their own posterior is computed first; moves of several people then add up, because the
pool is a mean. Calls that are out of reach are told from bounds; what is left is looked at set by set, or, where these
are too many, only for the people whose moves change most.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.case import Answer
from lcc_diag.model.cynefin import Rater, likelihood
from lcc_diag.model.cynefin_questions import DOMAINS, CallRule, Cynefin
from lcc_diag.model.results import Call
from lcc_diag.statistics.calls import CALLS, called
from lcc_diag.statistics.draws import settled
from lcc_diag.statistics.flips.bounds import gains, in_reach, loosely, most
from lcc_diag.statistics.flips.moves import Move, Moves, Order

MOST_SETS = 150_000
"""Largest number of sets of moves of one size that are looked at one by one."""
_SIZE = len(DOMAINS)

Given = Mapping[str, Mapping[str, Answer]]
"""Answers by respondent and indicator."""


class CallReach:
    """Which calls moves lead to. ``raters`` are those whose answers count, and they answered enough.

    ``kinds`` names what the decision tells apart about a call; of calls of one kind only the first is looked for.
    """

    def __init__(
        self, raters: Sequence[Rater], given: Given, order: Order, cynefin: Cynefin, kinds: Mapping[Call, Hashable]
    ) -> None:
        self._rule, self._kinds = cynefin.call, kinds
        people = sorted(raters, key=lambda rater: order.person(rater.respondent))
        now = np.array([[rater.posterior[domain] for domain in DOMAINS] for rater in people])
        gained = _gains(cynefin)
        self._moves = [_moves_of(rater, given[rater.respondent], order, cynefin, gained) for rater in people]
        self._logs, self._now = np.log(now), _vectors(now, self._rule)
        self._total = self._now.sum(axis=0)
        self._weights = _weights(self._moves)
        self._options: list[list[NDArray]] = []
        self._gains: list[NDArray] = []
        self._done = 0
        self.exact = True
        self.ways: dict[Call, Moves] = {self._calls(self._total[None])[0]: ()}

    def extend(self, count: int) -> None:
        """Look at all sets of up to ``count`` moves; ``ways`` then holds the calls they lead to."""
        for number in range(self._done + 1, count + 1):
            if self._wanted(loosely(self._now, number)):
                self._prepare(number)
                wanted = self._wanted(most(self._gains))
                if wanted:
                    self._look(number, wanted)
        self._done = max(self._done, count)

    def _prepare(self, count: int) -> None:
        """Compute what up to ``count`` moves of each person change."""
        for number in range(len(self._options) + 1, count + 1):
            self._options.append([self._changes(place, number) for place in range(len(self._moves))])
            self._gains.append(gains(self._options[-1]))

    def _wanted(self, added: NDArray) -> set[Call]:
        """Calls of a new kind that may be reached if each sum can grow by so much (see ``bounds``)."""
        known = {self._kinds[call] for call in self.ways}
        calls = in_reach(self._total, added, len(self._moves), self._rule)
        return {call for call in calls if self._kinds[call] not in known}

    def _calls(self, totals: NDArray) -> list[Call]:
        raters = len(self._moves)
        found = called(totals[:, :_SIZE] / raters, totals[:, _SIZE : 2 * _SIZE], raters, self._rule)
        return [CALLS[call] for call in found]

    def _changes(self, place: int, count: int) -> NDArray:
        """What sets of ``count`` moves of one person change: (sets, 2 · domains + 1), their plainness last."""
        moves = self._moves[place]
        rows = _sets(_questions(moves), count)
        if not len(rows):
            return np.empty((0, 2 * _SIZE + 1))
        added = np.array([gain for _, gain in moves])[rows].sum(axis=1)
        weights = np.exp(self._logs[place] + added)
        moved = _vectors(weights / weights.sum(axis=1, keepdims=True), self._rule)
        return np.column_stack([moved - self._now[place], self._weights[place][rows].sum(axis=1)])

    def _look(self, count: int, wanted: set[Call]) -> None:
        """Look at the sets of ``count`` moves, of all people or of those whose moves change most."""
        people = self._few_enough(count)
        self.exact &= len(people) == len(self._moves)
        sets = list(_shared(people, count))
        changes = [self._together(chosen, numbers) for chosen, numbers in sets]
        table = np.concatenate(changes)
        calls = called(*self._pools(table), len(self._moves), self._rule)
        starts = np.cumsum([0, *(len(change) for change in changes)])
        for call in sorted(wanted, key=CALLS.index):
            hits = np.flatnonzero(calls == CALLS.index(call))
            if len(hits):
                row = int(hits[np.argmax(table[hits, -1])])
                part = int(np.searchsorted(starts, row, side="right")) - 1
                self.ways[call] = self._named(*sets[part], row - int(starts[part]))

    def _few_enough(self, count: int) -> list[int]:
        """Those whose moves change most, as many as have few enough sets of ``count`` moves together; at least one."""
        order = np.argsort(-np.max(self._gains, axis=(0, 2)), kind="stable").tolist()
        sets = np.eye(1, count + 1)[0]
        for number, place in enumerate(order):
            own = [1, *(len(changes[place]) for changes in self._options[:count])]
            sets = np.convolve(sets, own)[: count + 1]
            if number and sets[count] > MOST_SETS:
                return sorted(order[:number])
        return sorted(order)

    def _pools(self, table: NDArray) -> tuple[NDArray, NDArray]:
        totals = table[:, :-1] + self._total
        return totals[:, :_SIZE] / len(self._moves), totals[:, _SIZE:]

    def _together(self, people: Sequence[int], numbers: Sequence[int]) -> NDArray:
        """Changes of all sets in which these people move these numbers of answers, the last person's fastest."""
        changes = self._options[numbers[0] - 1][people[0]]
        for place, number in zip(people[1:], numbers[1:], strict=True):
            own = self._options[number - 1][place]
            changes = (changes[:, None, :] + own[None, :, :]).reshape(-1, changes.shape[1])
        return changes

    def _named(self, people: Sequence[int], numbers: Sequence[int], row: int) -> Moves:
        moves: list[Move] = []
        for place, number in zip(reversed(people), reversed(numbers), strict=True):
            rows = _sets(_questions(self._moves[place]), number)
            row, own = divmod(row, len(rows))
            moves += [self._moves[place][n][0] for n in rows[own]]
        return tuple(sorted(moves))


def _moves_of(
    rater: Rater, given: Mapping[str, Answer], order: Order, cynefin: Cynefin, gained: Mapping[tuple, NDArray]
) -> list[tuple[Move, NDArray]]:
    """Every move of a person's answers with what it adds to the logarithms of the posterior, in order."""
    found = []
    for indicator, option in rater.answers.items():
        options = list(cynefin.indicators[indicator].options)
        here = options.index(option) if option in options else None
        near = [] if here is None else [n for n in (here - 1, here + 1) if 0 <= n < len(options)]
        for place in near:
            move = order.move(given[indicator], options[place], place)
            found.append((move, gained[indicator, option, options[place]]))
    return sorted(found, key=lambda pair: pair[0].place)


def _gains(cynefin: Cynefin) -> dict[tuple[str, str, str], NDArray]:
    """By indicator, present and new option: what the move adds to the logarithms of the posterior."""
    return {
        (name, old, new): cynefin.tempering.value * np.log(np.divide(_column(name, new, cynefin), before))
        for name, indicator in cynefin.indicators.items()
        for old in indicator.options
        for new in indicator.options
        if (before := _column(name, old, cynefin))
    }


def _column(indicator: str, option: str, cynefin: Cynefin) -> list[float]:
    return [likelihood(cynefin, indicator, option, domain) for domain in DOMAINS]


def _vectors(posteriors: NDArray, rule: CallRule) -> NDArray:
    """(people, 2 · domains): the posterior, and which domains it supports."""
    return np.hstack([posteriors, settled(posteriors) >= rule.support_p.value])


def _weights(moves: Sequence[Sequence[tuple[Move, NDArray]]]) -> list[NDArray]:
    """A weight for each move, so that of two sets of equal size the plainer one weighs more."""
    ranked = sorted((move for own in moves for move, _ in own), key=lambda move: move.place)
    weight = {move.place: math.ldexp(1.0, -rank) for rank, move in enumerate(ranked)}
    return [np.array([weight[move.place] for move, _ in own]) for own in moves]


def _questions(moves: Sequence[tuple[Move, NDArray]]) -> tuple[int, ...]:
    return tuple(move.place[1] for move, _ in moves)


@lru_cache(1024)
def _sets(questions: tuple[int, ...], count: int) -> NDArray:
    """(sets, count): places of ``count`` moves that answer different ``questions``."""
    chosen = [s for s in itertools.combinations(range(len(questions)), count) if _differ(questions, s)]
    return np.array(chosen, dtype=np.intp).reshape(-1, count)


def _differ(questions: tuple[int, ...], chosen: tuple[int, ...]) -> bool:
    return len({questions[place] for place in chosen}) == len(chosen)


def _shared(people: Sequence[int], count: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every way to share ``count`` moves out: who moves answers, and how many each."""
    for size in range(1, min(count, len(people)) + 1):
        shares = [s for s in itertools.product(range(1, count + 1), repeat=size) if sum(s) == count]
        for chosen in itertools.combinations(people, size):
            for share in shares:
                yield chosen, share
