"""Where small changes of the answers about one attitude can lead: its score and the gap (methods B.2, B.4).

A step changes a person's score by one over the number of items answered. Without a gap only the sum of these changes
counts. Where the gap might change sides, the people count one by one; whether it can is told first from bounds: four
steps move a mean and a standard deviation only so far.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.answers import LEADERS, STAFF, Answers
from lcc_diag.model.attitude_questions import Attitudes, GapRule
from lcc_diag.model.attitudes import Person, group_of, people_of, scores_of
from lcc_diag.model.gap import gap_of
from lcc_diag.model.numbers import DECIMALS, mean
from lcc_diag.model.results import Gap
from lcc_diag.model.student_t import quantile
from lcc_diag.statistics.flips.moves import Move, Moves, Order, keep
from lcc_diag.statistics.gap import gap_flagged

MOST_CELLS = 1_000_000
"""Largest table of sets of moves times people; above it only the people at the edges are moved."""
EDGE = 4
"""People at each end of each group who are moved in a bounded search."""

Class = Hashable
"""What the decision tells apart about a score."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An attitude's score and gap, as far as the decision looks at them; ``None`` if there is none."""

    score: float | None
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class _Mover:
    """A person with a score, the weight of one step in it, and the steps that raise or lower it."""

    person: Person
    size: float
    up: Moves
    down: Moves
    in_group: bool


class AttitudeReach:
    """What moves can make of one attitude; ``classed`` names what the decision tells apart about its score."""

    def __init__(
        self,
        dimension: str,
        answers: Answers,
        order: Order,
        content: Attitudes,
        classed: Callable[[float | None], Class],
    ) -> None:
        self._dimension, self._content, self._classed = dimension, content, classed
        self._people = people_of(answers, dimension, content)
        group = group_of(self._people, content)
        inside = {person.respondent for person in group.people}
        scored = [person for person in self._people if person.score is not None]
        scored.sort(key=lambda person: order.person(person.respondent))
        self._movers = [_mover(p, p.respondent in inside, dimension, order, content) for p in scored]
        self._sum, self._size = math.fsum(group.scores), len(group.scores)
        self._gap = gap_of(dimension, self._people, content.gap)
        self._done = 0
        self.exact = True
        self.ways: dict[tuple[Class, bool], Moves] = {}
        self.standings: dict[tuple[Class, bool], Standing] = {}
        self._keep(Standing(mean(group.scores), self._gap), ())

    def extend(self, most: int) -> None:
        """Look at all sets of up to ``most`` moves (see ``ways``, and ``standings`` for an example of each)."""
        for count in range(self._done + 1, most + 1):
            if self._gap is None or not may_turn(self._groups(), count * self._step(), self._content.gap):
                self._by_size(count)
            else:
                self._by_person(count)
        self._done = max(self._done, most)

    def _keep(self, standing: Standing, moves: Moves) -> None:
        state = (self._classed(standing.score), standing.gap is not None and standing.gap.flagged)
        self.standings.setdefault(state, standing)
        keep(self.ways, state, moves)

    def _groups(self) -> tuple[list[float], list[float]]:
        return tuple(list(scores_of(p for p in self._people if p.role in roles)) for roles in (LEADERS, STAFF))

    def _step(self) -> float:
        return max((mover.size for mover in self._movers), default=0.0)

    # --- without a gap that could turn: only the sum counts ---------------------------------------------------

    def _by_size(self, count: int) -> None:
        stacks: dict[float, list[Move]] = {}
        for mover in self._movers:
            if mover.in_group:
                for sign, moves in ((1, mover.up), (-1, mover.down)):
                    stacks.setdefault(sign * mover.size, []).extend(moves)
        sizes = {size: sorted(moves) for size, moves in stacks.items() if moves}
        for chosen in itertools.combinations_with_replacement(sorted(sizes), count):
            taken = _taken(sizes, chosen)
            if len(taken) == count:
                score = (self._sum + math.fsum(chosen)) / self._size
                self._keep(Standing(score, self._gap), tuple(sorted(taken)))

    # --- with a gap that could turn: the people count one by one ------------------------------------------------

    def _by_person(self, count: int) -> None:
        movers = self._movers
        units = _units(movers)
        if math.comb(len(units) + count - 1, count) * len(movers) > MOST_CELLS:
            self.exact = False
            units = _units(movers, _at_the_edges(movers))
        rows = _multisets(len(units), count)
        turns = _turns(rows, units, movers)
        rows, turns = rows[turns[1]], turns[0][turns[1]]
        scores = np.array([mover.person.score for mover in movers]) + turns * np.array([m.size for m in movers])
        flagged = _flagged(scores, movers, self._content.gap)
        inside = np.array([mover.in_group for mover in movers])
        means = scores[:, inside].sum(axis=1) / self._size
        self._keep_first(means, flagged, turns)

    def _keep_first(self, means: NDArray, flagged: NDArray, turns: NDArray) -> None:
        """The first way to each state, as the model itself sees it."""
        scores, which = np.unique(np.round(means, DECIMALS), return_inverse=True)
        classes = [self._classed(float(score)) for score in scores]
        for state in dict.fromkeys(itertools.product(classes, (False, True))):
            if state not in self.ways:
                alike = np.array([found == state[0] for found in classes])[which]
                for row in np.flatnonzero(alike & (flagged == state[1]))[:2]:
                    self._keep(*self._seen(turns[row]))

    def _seen(self, turns: NDArray) -> tuple[Standing, Moves]:
        people = {person.respondent: person for person in self._people}
        moves: list[Move] = []
        for mover, turn in zip(self._movers, turns.tolist(), strict=True):
            if turn:
                moves += (mover.up if turn > 0 else mover.down)[: abs(turn)]
                score = mover.person.score + turn * mover.size
                people[mover.person.respondent] = replace(mover.person, score=score)
        listed = tuple(people.values())
        score = mean(group_of(listed, self._content).scores)
        return Standing(score, gap_of(self._dimension, listed, self._content.gap)), tuple(sorted(moves))


def _taken(sizes: dict[float, list[Move]], chosen: tuple[float, ...]) -> list[Move]:
    """The first moves of the sizes asked for, none of an answer already moved."""
    taken: dict[tuple[int, ...], Move] = {}
    for size in sorted(set(chosen)):
        free = [move for move in sizes[size] if move.answer not in taken]
        taken |= {move.answer: move for move in free[: chosen.count(size)]}
    return list(taken.values())


def _mover(person: Person, in_group: bool, dimension: str, order: Order, content: Attitudes) -> _Mover:
    items = content.dimensions[dimension].items
    up: list[Move] = []
    down: list[Move] = []
    given = [answer for answer in person.answers if isinstance(answer.value, int)]
    for answer in given:
        reverse = items[answer.item.partition(".")[2]].reverse
        for nth, change in enumerate((1, -1)):
            if answer.value + change in content.scale:
                (down if (change > 0) is reverse else up).append(order.move(answer, answer.value + change, nth))
    return _Mover(person, 1 / len(given), tuple(sorted(up)), tuple(sorted(down)), in_group)


# --- the gap, told from bounds ------------------------------------------------------------------------------------


def may_turn(groups: tuple[Sequence[float], Sequence[float]], shift: float, rule: GapRule) -> bool:
    """Whether a gap might become flagged, or no longer be, when person scores change by ``shift`` points in total.

    Never says no wrongly: a mean moves by at most shift / n, the root of the sum of squares by at most ``shift``.
    """
    difference = float(np.mean(groups[0]) - np.mean(groups[1]))
    reach = shift / min(len(scores) for scores in groups)
    low_error, high_error = (_error(groups, sign * shift) for sign in (-1, 1))
    widest = quantile((1 + rule.confidence.value) / 2, min(len(scores) for scores in groups) - 1)
    narrowest = quantile((1 + rule.confidence.value) / 2, sum(len(scores) for scores in groups) - 2)
    could_be = difference + reach >= rule.flag_from.value - _DUST and difference + reach > narrowest * low_error - _DUST
    surely_is = difference - reach >= rule.flag_from.value + _DUST and difference - reach > widest * high_error + _DUST
    return could_be and not surely_is


_DUST = 1e-6


def _error(groups: Iterable[Sequence[float]], shift: float) -> float:
    """Standard error of the difference with every root of a sum of squares changed by ``shift``."""
    roots = [max(0.0, float(np.linalg.norm(np.subtract(g, np.mean(g)))) + shift) for g in groups]
    return math.sqrt(sum(root**2 / (len(g) - 1) / len(g) for root, g in zip(roots, groups, strict=True)))


# --- all sets of moves of people --------------------------------------------------------------------------------

Unit = tuple[int, int]
"""A person (by place among the movers) and a direction, up 1 or down −1."""


def _units(movers: Sequence[_Mover], chosen: Iterable[int] | None = None) -> list[Unit]:
    places = range(len(movers)) if chosen is None else sorted(chosen)
    return [
        (place, sign) for place in places for sign, moves in ((1, movers[place].up), (-1, movers[place].down)) if moves
    ]


def _at_the_edges(movers: Sequence[_Mover]) -> set[int]:
    """The people whose scores are lowest or highest among leaders or staff: moving them changes the spread most."""
    chosen: set[int] = set()
    for roles in (LEADERS, STAFF):
        group = [place for place, mover in enumerate(movers) if mover.person.role in roles]
        ranked = sorted(group, key=lambda place: (movers[place].person.score, place))
        chosen.update(ranked[:EDGE], ranked[-EDGE:])
    return chosen


@lru_cache(64)
def _multisets(units: int, count: int) -> NDArray:
    rows: Iterator[tuple[int, ...]] = itertools.combinations_with_replacement(range(units), count)
    return np.array(list(rows), dtype=np.intp).reshape(-1, count)


def _turns(rows: NDArray, units: list[Unit], movers: Sequence[_Mover]) -> tuple[NDArray, NDArray]:
    """Signed number of moves per set and person, and which sets are possible: no person both ways, enough answers."""
    places, signs = (np.array(part, dtype=np.intp) for part in zip(*units, strict=True))
    turns = np.zeros((len(rows), len(movers)), dtype=np.int8)
    for column in rows.T:
        turns[np.arange(len(rows)), places[column]] += signs[column].astype(np.int8)
    most = np.array([len(mover.up) for mover in movers]), np.array([-len(mover.down) for mover in movers])
    possible = np.abs(turns).sum(axis=1) == rows.shape[1]
    return turns, possible & (turns <= most[0]).all(axis=1) & (turns >= most[1]).all(axis=1)


def _flagged(scores: NDArray, movers: Sequence[_Mover], rule: GapRule) -> NDArray:
    """Per row of person scores: whether the gap would be flagged."""
    leaders, staff = ([mover.person.role in roles for mover in movers] for roles in (LEADERS, STAFF))
    return gap_flagged(scores[:, leaders].T, scores[:, staff].T, rule)
