"""Nobody's answer can be inferred with certainty: an adversary who tries every world never finds one.

The tests at the end take a rule away and show that the same adversary then finds somebody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcc_diag.cohort import attitudes, challenges, guard, releases
from lcc_diag.model.case import Role
from lcc_diag.model.workshop import Settings
from tests.cohort.adversary import (
    History,
    Scene,
    Seat,
    Vector,
    certain,
    few_indicators,
    one_attitude,
)

ABOUT = (("cynefin.cause_effect", "c1"), ("cynefin.repeatability", "c1"), ("cynefin.handling", "c1"))
RATED = Settings(parts="cynefin", challenges=("c1",), named_leaders=True)
PULSE = Settings(parts="pulse", named_leaders=True)
ASKED = (("attitudes.gm1", None), ("prediction.growth_mindset", None))
ONE, TWO = few_indicators(["cause_effect"]), few_indicators(["cause_effect", "repeatability"])


def seats(role: Role, count: int, named: tuple[bool | None, ...] = (False,), first: int = 0) -> tuple[Seat, ...]:
    return tuple(Seat(f"{role}{number}", role, named) for number in range(first, first + count))


def rating(questions: int, *people: tuple[Seat, ...]) -> Scene:
    """A challenge is rated by one or two indicators, or by two and how it is handled."""
    return Scene(sum(people, ()), ABOUT[:questions], RATED, ONE if questions == 1 else TWO)


def pulse(questions: int, *people: tuple[Seat, ...]) -> Scene:
    """One attitude in a pulse, with or without the leaders' prediction."""
    return Scene(sum(people, ()), ASKED[:questions], PULSE, one_attitude("growth_mindset", ["gm1"]))


def feeling(items: Sequence[str], *people: tuple[Seat, ...]) -> Scene:
    """Some items of one attitude in a whole diagnosis."""
    questions = tuple((f"attitudes.{item}", None) for item in items)
    return Scene(sum(people, ()), questions, Settings(), one_attitude("growth_mindset", items))


def vectors(*values: str | tuple[Any, ...]) -> list[Vector]:
    """Everything one person can answer: one string or tuple of values per question."""
    return list(product(*values))


# --- every assignment of small rooms ----------------------------------------------------------------------------------

JOINER = seats("staff", 1, (None, False), first=9)
LEAVER = seats("staff", 1, (False, None), first=8)
EVERY = {
    "five staff": (rating(1, seats("staff", 5)), vectors("abc"), 1),
    "five staff, some do not know": (rating(1, seats("staff", 5)), vectors(("a", "c", "dk")), 1),
    "six staff": (rating(1, seats("staff", 6)), vectors("abc"), 1),
    "two indicators": (rating(2, seats("staff", 5)), vectors("ac", "bc"), 1),
    "too few staff, with their leaders": (rating(1, seats("staff", 3), seats("leader", 2)), vectors("abc"), 1),
    "a leader agreed": (rating(1, seats("staff", 5), seats("leader", 1, (True,))), vectors("abc"), 1),
    "pulse": (pulse(1, seats("staff", 5)), vectors((1, 2, 4, 5)), 1),
    "pulse of all": (pulse(1, seats("staff", 3), seats("leader", 2)), vectors((1, 2, 3)), 1),
    "pulse of few staff and many leaders": (pulse(1, seats("staff", 2), seats("leader", 5)), vectors((1, 2, 3)), 1),
    "pulse, two leaders": (pulse(1, seats("staff", 5), seats("leader", 2)), vectors((1, 3)), 1),
    "pulse, a leader agreed": (pulse(1, seats("staff", 5), seats("leader", 1, (True,))), vectors((1, 3, 4)), 1),
    "rated again": (rating(1, seats("staff", 5, (False, False))), vectors("abc"), 2),
    "rated again with one more": (rating(1, seats("staff", 5, (False, False)), JOINER), vectors("ac"), 2),
    "rated again with one less": (rating(1, seats("staff", 5, (False, False)), LEAVER), vectors("ac"), 2),
}


@pytest.mark.parametrize("name", EVERY)
def test_every_assignment(name: str) -> None:
    """Every world of a small room against every other one, nothing taken for granted: whoever the insider is, what
    they say, and whatever the others say."""
    scene, values, rounds = EVERY[name]
    assert found_by_trying(scene, values, rounds) == []


World = Mapping[str, History]


def found_by_trying(scene: Scene, values: Sequence[Vector], rounds: int) -> list[tuple[str, str, int]]:
    """Who knows whose answer in which round in some world, by the plainest search. In two rounds others stick to their
    opinion and the insider may change it; everybody gets a turn as the insider."""
    shown: dict[tuple[History, ...], str] = {}
    found = []
    for insider in scene.seats:
        worlds = list(_worlds(scene, insider, values, rounds))
        for world in worlds:
            key = tuple(world.values())
            shown[key] = shown.get(key) or scene.play(world)
        found += [(insider.name, *one) for one in _certain_to(insider, scene, worlds, shown)]
    return found


def _worlds(scene: Scene, insider: Seat, values: Sequence[Vector], rounds: int) -> Iterator[World]:
    steady = [[tuple(value if there else None for there in seat.rounds) for value in values] for seat in scene.seats]
    if rounds > 1:
        steady[scene.seats.index(insider)] = [*product(*(values if there else (None,) for there in insider.rounds))]
    return ({seat.name: said for seat, said in zip(scene.seats, world, strict=True)} for world in product(*steady))


def _certain_to(
    insider: Seat, scene: Scene, worlds: Sequence[World], shown: Mapping[tuple[History, ...], str]
) -> Iterator[tuple[str, int]]:
    public = scene.public(worlds[0])
    alike: dict[Any, list[World]] = defaultdict(list)
    for world in worlds:
        known = tuple(world[seat.name] for seat in scene.seats if seat == insider or seat.name in public)
        alike[known, shown[tuple(world.values())]].append(world)
    others = [seat for seat in scene.seats if seat != insider and seat.name not in public]
    for together, seat in product(alike.values(), others):
        for number in (number for number, there in enumerate(seat.rounds) if there):
            said = [world[seat.name][number] or () for world in together]
            if any(len(set(answers)) == 1 for answers in zip(*said, strict=True)):
                yield seat.name, number


# --- all rooms with more questions, where people may be exchanged -----------------------------------------------------

LARGER = {
    "five staff, two indicators": (rating(2, seats("staff", 5)), vectors("acd", "abc")),
    "six staff, two indicators": (rating(2, seats("staff", 6)), vectors("ac", "abd")),
    "seven staff": (rating(1, seats("staff", 7)), vectors(("a", "b", "c", "d", "dk"))),
    "two indicators and the handling": (rating(3, seats("staff", 5)), vectors("ac", "bc", ("drift", "crisis"))),
    "two items": (feeling(["gm1", "gm2"], seats("staff", 5)), vectors((1, 3, 4), (1, 2, 4))),
    "three items": (feeling(["gm1", "gm2", "gm4"], seats("staff", 5)), vectors((2, 3), (2, 3), (3, 4))),
    "three items, the ends": (feeling(["gm1", "gm2", "gm4"], seats("staff", 6)), vectors((1, 5), (1, 5), (1, 5))),
    "somebody leaves questions out": (rating(2, seats("staff", 6)), vectors(("a", "c", None), ("b", "d"))),
}


@pytest.mark.parametrize("name", LARGER)
def test_every_group_of_answers(name: str) -> None:
    """All answers that a group can give together: whoever of them the insider is, for each question of everybody
    else two answers are left, and two scores. People are of one kind here, so who gave which of the answers is open."""
    assert given_away(*LARGER[name]) == set()


def given_away(scene: Scene, values: Sequence[Vector]) -> set[str]:
    """Questions, or "score", that somebody is certain about in some world."""
    names = [seat.name for seat in scene.seats]
    alike: dict[str, list[tuple[Vector, ...]]] = defaultdict(list)
    for group in combinations_with_replacement(values, len(names)):
        world = {name: (vector,) for name, vector in zip(names, group, strict=True)}
        alike[scene.play(world)].append(group)
    return {
        what
        for together in alike.values()
        for insider in {vector for group in together for vector in group}
        for what in _certain_of([_without(insider, group) for group in together if insider in group], scene)
    }


def _certain_of(others: Sequence[Sequence[Vector]], scene: Scene) -> Iterator[str]:
    """``others``: what all others can have said together."""
    said = {vector for group in others for vector in group}
    for place, (item, _) in enumerate(scene.questions):
        if len({vector[place] for vector in said} - {None}) < 2:
            yield item
    if len({_score(vector, scene) for vector in said}) < 2:
        yield "score"


def _without(insider: Vector, group: tuple[Vector, ...]) -> list[Vector]:
    rest = list(group)
    rest.remove(insider)
    return rest


def _score(vector: Vector, scene: Scene) -> object:
    """The score in an attitude; of anything else all answers together."""
    shape = scene.questionnaires.attitudes.dimensions["growth_mindset"].items
    items = [item.removeprefix("attitudes.") for item, _ in scene.questions]
    if not set(items) <= set(shape):
        return vector
    return sum(6 - value if shape[item].reverse else value for item, value in zip(items, vector, strict=True))


# --- random workshops -------------------------------------------------------------------------------------------------


@st.composite
def workshops(draw: st.DrawFn) -> tuple[Scene, dict[str, History], str, dict[Role, list[Vector]], bool]:
    """A scene, what happens in it, who the insider is, what anybody may answer, and whether the insider takes it that
    the others stick to their opinion, which is then true."""
    rounds, questions = draw(st.sampled_from([(1, 1), (1, 2), (1, 3), (2, 1), (2, 1), (2, 2)]))
    steady = rounds == 1 or draw(st.booleans())
    staff = [_seat(draw, "staff", number, rounds) for number in range(draw(st.sampled_from([5, 6, 7, 5, 6, 7, 3])))]
    leaders = [_seat(draw, "leader", number, rounds) for number in range(draw(st.integers(0, 6)))]
    if rounds == 1 and questions < 3 and draw(st.booleans()):
        scene, own = pulse(questions, tuple(staff), tuple(leaders)), [(1, 2, 3, 4)]
        kinds = {"staff": vectors(*own, *[(None,)] * (questions - 1)), "leader": vectors(*own * questions)}
    else:
        scene, own = rating(questions, tuple(staff), tuple(leaders)), ["abc", "abd", ("drift", "crisis")]
        kinds = dict.fromkeys(("staff", "leader"), vectors(*own[:questions]))
    insider = draw(st.sampled_from(scene.seats)).name
    usual = draw(st.sampled_from(kinds["staff"]))
    world = {seat.name: _history(draw, seat, kinds, usual, steady and seat.name != insider) for seat in scene.seats}
    return scene, world, insider, kinds, steady


def _seat(draw: st.DrawFn, role: Role, number: int, rounds: int) -> Seat:
    """Mostly there in all rounds. Leaders may agree to be shown, or take it back."""
    there = draw(st.sampled_from([(True, True)] * 6 + [(True, False), (False, True)]))
    named = draw(st.sampled_from([(False, False)] * 3 + [(True, True)] * 3 + [(True, False), (False, True)]))
    agreed = named if role == "leader" else (False, False)
    seat = tuple(agreed[n] if there[n] or rounds == 1 else None for n in range(rounds))
    return Seat(f"{role}{number}", role, seat)


def _history(
    draw: st.DrawFn, seat: Seat, kinds: Mapping[Role, Sequence[Vector]], usual: Vector, steady: bool
) -> History:
    """Most say the usual: rooms that nearly agree are the dangerous ones."""
    own = [vector for vector in kinds[seat.role] if vector[0] == usual[0]] or kinds[seat.role]
    says = st.sampled_from(own[:1] * 6 + list(kinds[seat.role])[:6])
    first = draw(says)
    later = [first if steady else draw(says) for _ in seat.rounds[1:]]
    return tuple(said if there else None for said, there in zip((first, *later), seat.rounds, strict=True))


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(workshops())
def test_nobody_is_found_in_random_workshops(workshop: Any) -> None:
    scene, world, insider, kinds, steady = workshop
    assert certain(scene, world, insider, kinds, steady) == []


# --- rules taken away: the same adversary finds somebody --------------------------------------------------------------


def steady_world(scene: Scene, said: str) -> dict[str, History]:
    """One indicator, one letter per seat: what each says in all rounds they are there."""
    return {
        seat.name: tuple((letter,) if there else None for there in seat.rounds)
        for seat, letter in zip(scene.seats, said, strict=True)
    }


ABC = dict.fromkeys(("staff", "leader"), vectors("abc"))


def test_without_the_guard_an_insider_knows_a_room_that_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = rating(1, seats("staff", 5))
    world = steady_world(scene, "ccccc")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(guard, "alike", lambda values: False)
    assert len(certain(scene, world, "staff0", ABC)) == 4


def test_a_guard_that_forgets_the_insider_gives_the_others_away(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = rating(1, seats("staff", 5))
    world = steady_world(scene, "acccc")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(guard, "INSIDER", 0)
    assert {who for who, _, _ in certain(scene, world, "staff0", ABC)} == {"staff1", "staff2", "staff3", "staff4"}


def test_a_call_that_rests_on_hidden_indicators_gives_them_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hiding an indicator's shares is not enough: the support would still tell what everybody said."""
    scene = rating(2, seats("staff", 5))
    two = {"staff": vectors("abcd", "abcd")}
    world = {seat.name: (("c", letter),) for seat, letter in zip(scene.seats, "aabbc", strict=True)}
    assert certain(scene, world, "staff0", two) == []
    called = challenges._called

    def on_everything(challenge: str, crowd: Any, reasons: Mapping[str, Any], *rest: Any) -> dict[str, Any]:
        return called(challenge, crowd, dict.fromkeys(reasons), *rest)

    monkeypatch.setattr(challenges, "_called", on_everything)
    assert ("staff1", 0, ABOUT[0]) in certain(scene, world, "staff0", two)


def test_a_round_with_one_less_gives_the_missing_one_away(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = rating(1, seats("staff", 6, (False, False)), seats("staff", 1, (False, None), first=6))
    world = steady_world(scene, "aabbccb")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(releases, "as_before", lambda crowd, before: crowd)
    assert certain(scene, world, "staff0", ABC) == [("staff6", 0, ABOUT[0])]


def test_a_round_with_one_more_gives_the_newcomer_away(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = rating(1, seats("staff", 6, (False, False)), JOINER)
    world = steady_world(scene, "aabbccb")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(releases, "as_before", lambda crowd, before: crowd)
    assert certain(scene, world, "staff0", ABC) == [("staff9", 1, ABOUT[0])]


def test_even_what_was_hidden_must_be_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """That five people agree, and then what six say, tells what the five say."""
    scene = rating(1, seats("staff", 5, (False, False)), JOINER)
    world = steady_world(scene, "baaaac")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(releases, "members_of", lambda crowd, topic: {})
    found = certain(scene, world, "staff0", ABC)
    assert {who for who, _, _ in found} == {"staff1", "staff2", "staff3", "staff4", "staff9"}


def test_who_was_shown_and_takes_it_back_counts_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four staff and a leader whom everybody knows are not five protected people."""
    scene = rating(1, seats("staff", 4, (False, False)), seats("leader", 1, (True, False)))
    world = steady_world(scene, "acccb")
    assert certain(scene, world, "staff0", ABC) == []
    monkeypatch.setattr(releases, "as_before", lambda crowd, before: crowd)
    assert {who for who, _, _ in certain(scene, world, "staff0", ABC)} == {"staff1", "staff2", "staff3"}


def test_the_staff_beside_everybody_gives_two_leaders_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter: the same answers of the staff, and of all. Only one of them is ever shown."""
    scene = pulse(1, seats("staff", 5), seats("leader", 2))
    world = {seat.name: ((value,),) for seat, value in zip(scene.seats, (1, 2, 2, 3, 3, 4, 4), strict=True)}
    values = dict.fromkeys(("staff", "leader"), vectors((1, 2, 3, 4)))
    assert certain(scene, world, "staff0", values) == []

    def filtered(self: Scene, world: Mapping[str, History]) -> str:
        shown = []
        for plan in ("staff", "merged"):
            monkeypatch.setattr(attitudes, "plan_of", lambda crowd, plan=plan: plan)
            shown += [made.shown for made in self.releases(world)]
        return json.dumps(shown)

    monkeypatch.setattr(Scene, "play", filtered)
    assert {who for who, _, _ in certain(scene, world, "staff0", values)} == {"leader0", "leader1"}


def test_items_beside_hidden_scores_would_give_the_scores_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two items, one turned round: where people differ in both and all have the same score, the items tell which."""
    scene, values = feeling(["gm1", "gm3"], seats("staff", 5)), vectors((2, 3, 4), (2, 3, 4))
    assert given_away(scene, values) == set()
    item = attitudes._item
    monkeypatch.setattr(attitudes, "_item", lambda name, alike, *rest: item(name, None, *rest))
    assert given_away(scene, values) == {"score"}
