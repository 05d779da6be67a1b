"""Single answers moved by one step, and what it takes to get somewhere with them (methods E.5).

A step is the neighbouring answer on a scale, another choice, or for a number the next value that a condition tells
apart from the present one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import ROLES, Answer, Case
from lcc_diag.model.insight import FlipStep
from lcc_diag.model.items import item_ids
from lcc_diag.model.questionnaires import Questionnaires

State = TypeVar("State", bound=Hashable)


@dataclass(frozen=True, order=True, slots=True)
class Move:
    """A step with its ``place`` in the questionnaires, by which sets of equal size are ordered."""

    place: tuple[int, ...]
    step: FlipStep = field(compare=False)

    @property
    def answer(self) -> tuple[int, ...]:
        """The place of the answer that is moved."""
        return self.place[:3]


Moves = tuple[Move, ...]
"""Moves of different answers, in their order."""

Ways = Mapping[State, Moves]
"""What can be reached, each with the fewest moves that lead there."""


class Order:
    """Where each answer stands: by challenge, question, then role and id of the person."""

    def __init__(self, case: Case, answers: Answers, questionnaires: Questionnaires) -> None:
        self._items = {item: place for place, item in enumerate(item_ids(questionnaires))}
        self._challenges = {challenge.id: place for place, challenge in enumerate(case.challenges)}
        by_role = sorted(answers.roles, key=lambda person: (ROLES.index(answers.roles[person]), person))
        self._people = {person: place for place, person in enumerate(by_role)}

    def person(self, respondent: str) -> int:
        """Place of a person: managing directors first, then leaders, then staff."""
        return self._people[respondent]

    def move(self, answer: Answer, new: str | int, nth: int = 0) -> Move:
        """``answer`` changed to ``new``; ``nth`` orders the values one answer may take."""
        # What is asked about challenges comes first, challenge by challenge.
        about = self._challenges.get(answer.challenge, len(self._challenges))
        place = (about, self._items[answer.item], self._people[answer.respondent], nth)
        return Move(place, FlipStep(answer.item, answer.challenge, answer.respondent, answer.value, new))


def better(first: Moves, second: Moves | None) -> bool:
    """Whether ``first`` is to be preferred: fewer moves, or as many that come earlier."""
    return second is None or (len(first), first) < (len(second), second)


def joined(
    parts: Iterable[Ways], merge: Callable[[State, Hashable], State], start: State, most: int
) -> dict[State, Moves]:
    """What independent parts lead to together with at most ``most`` moves, merged one by one onto ``start``."""
    together: dict[State, Moves] = {start: ()}
    for ways in parts:
        found: dict[State, Moves] = {}
        for state, before in together.items():
            for change, moves in ways.items():
                if len(before) + len(moves) <= most:
                    keep(found, merge(state, change), before + moves)
        together = found
    return together


def side_by_side(parts: Iterable[Ways], most: int) -> dict[tuple, Moves]:
    """What independent parts lead to together with at most ``most`` moves: the state of each, in their order."""
    return joined(parts, lambda state, more: (*state, more), (), most)


def keep(found: dict[State, Moves], state: State, moves: Moves) -> None:
    """Remember ``moves`` as the way to ``state`` if there is no better one."""
    if better(moves := tuple(sorted(moves)), found.get(state)):
        found[state] = moves


def applied(case: Case, round: str, steps: Iterable[FlipStep]) -> Case:
    """The case with these answers changed; a question that nobody answered gets an answer of its own."""
    answers = list(case.answers)
    for step in steps:
        key = (round, step.respondent, step.item, step.challenge)
        given = [n for n, a in enumerate(answers) if (a.round, a.respondent, a.item, a.challenge) == key]
        if given:
            answers[given[-1]] = replace(answers[given[-1]], value=step.new)
        else:
            answers.append(Answer(round, step.respondent, step.item, step.new, step.challenge))
    return replace(case, answers=tuple(answers))
