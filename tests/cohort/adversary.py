"""Somebody who knows everything but what the others answered, and works it out by trying.

An adversary knows the code, everything that was shown, who was in the room at every reveal, all answers of people who
agreed to be shown, and the own answers. The adversary thinks of every world that this allows, plays the real release
for each, and keeps those in which the room would have seen exactly the same. What a person says in all of them is
certain.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, product
from typing import Any

from lcc_diag.cohort import Release, release
from lcc_diag.cohort.crowd import PUBLIC
from lcc_diag.model.case import Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Key, Participant, Settings, Voice, ask_again, reveal, seal
from tests.cohort.rooms import QUESTIONNAIRES, TODAY, case_of, workshop_of

Vector = tuple[str | int | None, ...]
"""One person's answers to the questions of a scene, in their order; ``None`` is no answer."""
History = tuple[Vector | None, ...]
"""One person's answers by round; ``None`` in rounds the person is not there."""


@dataclass(frozen=True)
class Seat:
    """Somebody, and whether they agreed to be shown, by round; ``None`` where they are not there."""

    name: str
    role: Role
    named: tuple[bool | None, ...]

    @property
    def rounds(self) -> tuple[bool, ...]:
        return tuple(named is not None for named in self.named)


@dataclass(frozen=True)
class Scene:
    """Who is there in which round, and what is asked."""

    seats: tuple[Seat, ...]
    questions: tuple[Key, ...]
    settings: Settings
    questionnaires: Questionnaires

    @property
    def rounds(self) -> int:
        return len(self.seats[0].named)

    def play(self, world: Mapping[str, History]) -> str:
        """What the room has seen after the last round, letter by letter."""
        return json.dumps([made.shown for made in self.releases(world)])

    def public(self, world: Mapping[str, History]) -> set[str]:
        """Whose answers anybody may know. Who they are does not depend on what anybody answers."""
        lists = [
            made.members[topic] for made in self.releases(world) for topic in made.members if topic.startswith(PUBLIC)
        ]
        return {name for names in lists for name in names}

    def releases(self, world: Mapping[str, History]) -> list[Release]:
        """The releases of all rounds, one after another, as in a workshop."""
        workshop, case = workshop_of(self.settings), case_of(self.settings.challenges or ("c1",))
        made: list[Release] = []
        for number in range(self.rounds):
            workshop = seal(workshop if number == 0 else ask_again(workshop, self.settings.challenges))
            made.append(release(self._voices(world, number), workshop, case, self.questionnaires, TODAY))
            workshop = reveal(workshop, number + 1, made[-1].shown, made[-1].members)
        return made

    def _voices(self, world: Mapping[str, History], number: int) -> tuple[Voice, ...]:
        voices = []
        for seat in self.seats:
            said = world[seat.name][number]
            if said is not None:
                who = Participant(seat.name, seat.role, bool(seat.named[number]))
                answers = {key: value for key, value in zip(self.questions, said, strict=True) if value is not None}
                voices.append(Voice(who, answers))
        return tuple(voices)


Found = tuple[str, int, Key]
"""Whose answer is certain, in which round (from 0), to which question."""


def certain(
    scene: Scene,
    world: Mapping[str, History],
    insider: str,
    vectors: Mapping[Role, Sequence[Vector]],
    steady: bool = True,
) -> list[Found]:
    """What ``insider`` knows for certain about other protected people in this world.

    ``vectors``: what one person can answer, by role. ``steady``: the insider takes it that all others stick to their
    opinion. Worlds in which people of the same role, there in the same rounds, have swapped everything are tried once:
    ``test_every_assignment`` tries all of them.
    """
    seen, public = scene.play(world), scene.public(world)
    known = {name: history for name, history in world.items() if name == insider or name in public}
    blocks = _blocks(scene, known)
    places = [
        (block, number, place)
        for block, seats in enumerate(blocks)
        for number, place in product(range(scene.rounds), range(len(scene.questions)))
        if any(_said(world[seat.name], number, place) is not None for seat in seats)
    ]
    possible: dict[Any, set[Any]] = {place: set() for place in places}
    for guess in _guesses(scene, blocks, world, vectors, steady):
        if all(len(values) > 1 for values in possible.values()):
            return []
        if scene.play(known | _people(blocks, guess)) == seen:
            for block, number, place in places:
                possible[block, number, place] |= {_said(history, number, place) for history in guess[block]}
    alone = [place for place, values in possible.items() if len(values) == 1]
    return [(seat.name, number, scene.questions[place]) for block, number, place in alone for seat in blocks[block]]


Block = list[Seat]
Guess = Sequence[Sequence[History]]
"""The answers of the people of each block."""


def _blocks(scene: Scene, known: Mapping[str, History]) -> list[Block]:
    """People that nobody can tell apart: of one role, there in the same rounds, with the same consent."""
    found: dict[Any, Block] = defaultdict(list)
    for seat in scene.seats:
        if seat.name not in known:
            found[seat.role, seat.named].append(seat)
    return list(found.values())


def _guesses(
    scene: Scene,
    blocks: Sequence[Block],
    world: Mapping[str, History],
    vectors: Mapping[Role, Sequence[Vector]],
    steady: bool,
) -> Iterator[Guess]:
    """Every world there can be, likely ones first, so that nobody needs to try them all where all is well."""
    real = [[world[seat.name] for seat in seats] for seats in blocks]
    yield real
    yield from _exchanged(real, steady)
    yield from _agreed(scene, real, vectors, steady)
    choices = [list(_histories(seats[0], vectors, steady)) for seats in blocks]
    yield from product(
        *(combinations_with_replacement(c, len(seats)) for c, seats in zip(choices, blocks, strict=True))
    )


def _exchanged(real: Sequence[Sequence[History]], steady: bool) -> Iterator[Guess]:
    """The real world with the answers of two people of different blocks exchanged: in all rounds, as people do who
    stick to their opinion, or in one."""
    people = [(block, place) for block, histories in enumerate(real) for place in range(len(histories))]
    for (first, one), (second, other) in combinations(people, 2):
        here, there = real[first][one], real[second][other]
        rounds = [range(len(here))] if steady else [(number,) for number in range(len(here))]
        for numbers in rounds if first != second else ():
            changed = [list(histories) for histories in real]
            changed[first][one] = _told(here, there, numbers)
            changed[second][other] = _told(there, here, numbers)
            yield changed


def _agreed(
    scene: Scene, real: Sequence[Sequence[History]], vectors: Mapping[Role, Sequence[Vector]], steady: bool
) -> Iterator[Guess]:
    """The real world with everybody, or one block, of one opinion in one question: in all rounds, or in one."""
    every = tuple(range(scene.rounds))
    for place, numbers in product(range(len(scene.questions)), [every] if steady else [(n,) for n in every]):
        for value in dict.fromkeys(vector[place] for some in vectors.values() for vector in some):
            agreed = [[_with(history, numbers, place, value) for history in histories] for histories in real]
            yield agreed
            yield from ([*real[:block], one, *real[block + 1 :]] for block, one in enumerate(agreed))


def _told(own: History, others: History, numbers: Sequence[int]) -> History:
    """What somebody has said who gives another's answers in these rounds; steady people have only one opinion."""
    opinion = next(vector for vector in others if vector is not None)
    return tuple(
        vector if vector is None or number not in numbers else others[number] or opinion
        for number, vector in enumerate(own)
    )


def _histories(seat: Seat, vectors: Mapping[Role, Sequence[Vector]], steady: bool) -> Iterable[History]:
    if steady:
        return (tuple(vector if there else None for there in seat.rounds) for vector in vectors[seat.role])
    return product(*(vectors[seat.role] if there else (None,) for there in seat.rounds))


def _with(history: History, numbers: Sequence[int], place: int, value: str | int | None) -> History:
    """A history with another answer to one question in some rounds; whoever left it out still does."""
    return tuple(
        vector
        if vector is None or number not in numbers or vector[place] is None
        else (*vector[:place], value, *vector[place + 1 :])
        for number, vector in enumerate(history)
    )


def _people(blocks: Sequence[Block], guess: Guess) -> dict[str, History]:
    pairs = [
        pair for seats, histories in zip(blocks, guess, strict=True) for pair in zip(seats, histories, strict=True)
    ]
    return {seat.name: history for seat, history in pairs}


def _said(history: History, number: int, place: int) -> str | int | None:
    vector = history[number]
    return None if vector is None else vector[place]


# --- small questionnaires, so that every world can be tried -----------------------------------------------------------


def few_indicators(names: Sequence[str]) -> Questionnaires:
    """Only these indicators; a single answer is enough for a call."""
    cynefin = QUESTIONNAIRES.cynefin
    some = {name: cynefin.indicators[name] for name in names}
    enough = replace(cynefin.min_answered, value=1)
    return replace(QUESTIONNAIRES, cynefin=replace(cynefin, indicators=some, min_answered=enough))


def one_attitude(dimension: str, items: Sequence[str]) -> Questionnaires:
    """Only this attitude with these items; a single answer is enough for a score."""
    attitudes = QUESTIONNAIRES.attitudes
    shape = attitudes.dimensions[dimension]
    some = {dimension: replace(shape, items={item: shape.items[item] for item in items})}
    enough = replace(attitudes.min_answered, value=1)
    guide = replace(QUESTIONNAIRES.workshop, pulse={dimension: items[0]})
    changed = replace(attitudes, dimensions=some, min_answered=enough)
    return replace(QUESTIONNAIRES, attitudes=changed, workshop=guide)
