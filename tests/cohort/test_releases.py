"""Whole releases: their shape, what they are a function of, and rounds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from lcc_diag.cohort import release
from lcc_diag.cohort.shown import Shown
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import DONT_KNOW, Challenge
from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import Key, Voice, Workshop, ask_again, reveal, seal
from tests.cohort.rooms import (
    QUESTIONNAIRES,
    TODAY,
    Room,
    choices_of,
    room,
    voice,
)

ROOMS = {
    "twelve staff, leaders agreed": room(1),
    "staff and a few leaders": room(2, staff=7, leaders=3, named=1, agreement=0.6),
    "few staff with leaders": room(3, staff=3, leaders=5, named=1, agreement=0.6),
    "six who nearly agree": room(4, staff=6, leaders=2, named=2, agreement=0.8),
    "six who agree": room(11, staff=6, leaders=1, named=0, agreement=0.93),
    "staff and many leaders": room(5, staff=8, leaders=7, named=1, agreement=0.4),
    "only leaders": room(6, staff=0, leaders=6, named=0),
    "pulse": room(7, staff=9, leaders=3, named=2, parts="pulse"),
    "one challenge": room(8, staff=10, leaders=4, named=2, parts="cynefin"),
    "thirty": room(9, staff=26, leaders=4, named=0),
    "nobody": room(10, staff=0, leaders=0, named=0),
}
EVERY = pytest.mark.parametrize("name", ROOMS)


def test_the_package_needs_nothing_but_the_model() -> None:
    """It decides about people's safety: it is small, and no library has a say in it."""
    said = "import sys; before = set(sys.modules); import lcc_diag.cohort; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout.split()
    ours = {name for name in loaded if name.startswith("lcc_diag")}
    assert {name.split(".")[1] for name in ours if "." in name} == {"cohort", "model"}
    assert {name.partition(".")[0] for name in loaded} - {"lcc_diag"} <= sys.stdlib_module_names


# --- shape ------------------------------------------------------------------------------------------------------------


@EVERY
def test_a_release_has_the_shape_that_is_written_down(name: str) -> None:
    shown = ROOMS[name].release().shown
    assert [*misfits(shown, Shown)] == []
    assert json.loads(json.dumps(shown)) == shown


def misfits(value: Any, kind: Any, where: str = "shown") -> Iterator[str]:
    """Where a value is not of the kind that the typed dictionaries say."""
    origin = get_origin(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            yield f"{where}: {value}"
        else:
            for key, each in hints.items():
                yield from misfits(value[key], each, f"{where}.{key}")
    elif origin in (Union, UnionType):
        if all([*misfits(value, each)] for each in get_args(kind)):
            yield f"{where}: {value}"
    elif origin is Literal:
        yield from [] if value in get_args(kind) else [f"{where}: {value}"]
    elif origin in (list, dict):
        if not isinstance(value, origin):
            yield f"{where}: {value}"
        else:
            for number, part in enumerate(value if origin is list else value.values()):
                yield from misfits(part, get_args(kind)[-1], f"{where}[{number}]")
    elif type(value) is not kind:
        yield f"{where}: {value}"


@EVERY
def test_what_is_not_shown_is_empty(name: str) -> None:
    """No number, share, level or place in the order to discuss stands where something is hidden."""
    shown = ROOMS[name].release().shown
    hidden = [part for part in parts_of(shown) if part.get("shown") is False]
    for part in hidden:
        kept = {"id", "statement", "item", "shown", "why", "dots", "indicators", "discuss", "modes", "modes_why"}
        assert part["why"] is not None
        assert not any(value for key, value in part.items() if key not in kept), part
    assert not any(part["why"] for part in parts_of(shown) if part.get("shown"))
    for challenge in shown["challenges"]:
        visible = {one["item"] for one in challenge["indicators"] if one["shown"]}
        assert set(challenge["discuss"]) | set(challenge["counted"]) <= visible
        assert (challenge["modes"] is None) == (challenge["modes_why"] is not None)


def parts_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(each)


@EVERY
def test_shares_come_in_twentieths_and_small_sizes_in_a_band(name: str) -> None:
    for part in parts_of(ROOMS[name].release().shown):
        for key in ("shares", "support", "distribution", "modes"):
            assert all(round(each * 20, 6) % 1 == 0 for each in (part.get(key) or {}).values())
        for size in (part.get("n"), part.get("people")):
            all_agreed = len(part.get("dots", ())) >= 1
            if isinstance(size, dict) and not all_agreed:
                assert size in ({"from": 0, "to": 4}, {"from": 5, "to": 9}) or size["n"] >= 10


def test_the_rooms_show_and_hide() -> None:
    """The tests of this file look at both."""
    cells = [a["staff"] for r in ROOMS.values() for a in r.release().shown["attitudes"]]
    calls = [c for r in ROOMS.values() for c in r.release().shown["challenges"]]
    items = [i for c in calls for i in c["indicators"]]
    for parts in (cells, calls, items):
        assert {part["shown"] for part in parts} == {True, False}
    assert {part["why"] for part in items} >= {"too_alike", "too_few"}
    assert any(a["all"] for r in ROOMS.values() for a in r.release().shown["attitudes"])


# --- what it is a function of -----------------------------------------------------------------------------------------


def topic_of(key: Key) -> str:
    """What is answered together: people may be exchanged in one topic and not in another."""
    item, challenge = key
    if challenge is not None:
        return f"{challenge} {item == 'cynefin.handling'}"
    dimensions = QUESTIONNAIRES.attitudes.dimensions
    name = item.partition(".")[2]
    return next((d for d, shape in dimensions.items() if item.startswith("attitudes.") and name in shape.items), item)


def is_protected(one: Voice, of: Room) -> bool:
    return not (of.workshop.settings.named_leaders and one.participant.named and one.participant.role in LEADERS)


def exchangeable(one: Voice, other: Voice, topic: str, of: Room) -> bool:
    """Whether two people belong to one group in a topic: protected, and of one role unless all are pooled there."""
    pooled = topic.startswith("c") or sum(each.participant.role == "staff" for each in of.voices) < 5
    same = pooled or (one.participant.role == "staff") == (other.participant.role == "staff")
    return is_protected(one, of) and is_protected(other, of) and same


def swapped(one: Voice, other: Voice, topic: str) -> tuple[Voice, Voice]:
    """Two people who have given each other's answers about a topic."""
    own, theirs = [{k: v for k, v in x.answers.items() if topic_of(k) == topic} for x in (one, other)]
    rest, left = [{k: v for k, v in x.answers.items() if topic_of(k) != topic} for x in (one, other)]
    return replace(one, answers=rest | theirs), replace(other, answers=left | own)


@EVERY
def test_people_of_a_group_may_be_exchanged(name: str) -> None:
    """What the room sees is the same when in each topic people have given each other's answers, in any order."""
    before, random = ROOMS[name], Random(name)
    voices = list(before.voices)
    topics = sorted({topic_of(key) for one in voices for key in one.answers})
    for topic in topics:
        for _ in voices:
            first, second = random.sample(range(len(voices)), 2)
            if exchangeable(voices[first], voices[second], topic, before):
                voices[first], voices[second] = swapped(voices[first], voices[second], topic)
    random.shuffle(voices)
    assert replace(before, voices=tuple(voices)).release().shown == before.release().shown


SMALL = [name for name, each in ROOMS.items() if 0 < len(each.voices) < 16]


@pytest.mark.parametrize("name", SMALL)
def test_for_everybody_there_is_another_answer(name: str) -> None:
    """The proof that docs/anonymity.md gives, carried out in whole rooms: for insiders, others and questions there is a
    world that looks exactly the same in which the other person gave another answer."""
    real, random = ROOMS[name], Random(name)
    seen = real.release().shown
    everybody = [(person, key) for person in real.voices if is_protected(person, real) for key in person.answers]
    for person, key in random.sample(everybody, min(60, len(everybody))):
        insider = random.choice([one for one in real.voices if one != person])
        world = other_world(real, insider, person, key)
        said = {one.participant.id: one.answers.get(key) for one in world.voices}
        assert said[person.participant.id] != person.answers[key]
        assert said[insider.participant.id] == insider.answers.get(key)
        assert world.release().shown == seen


def other_world(real: Room, insider: Voice, person: Voice, key: Key) -> Room:
    """Where somebody answered otherwise: exchanged with somebody who did, else where all others agree in another."""
    topic = topic_of(key)
    there = [one for one in real.voices if one != insider and key in one.answers]
    group = [one for one in there if exchangeable(person, one, topic, real)]
    for other in group:
        if other.answers[key] != person.answers[key]:
            return with_voices(real, *swapped(person, other, topic))
    value = next(each for each in choices_of(key[0]) if each != person.answers[key])
    group = group if person.answers[key] != DONT_KNOW else [person]
    return with_voices(real, *(replace(one, answers={**one.answers, key: value}) for one in group))


def with_voices(real: Room, *changed: Voice) -> Room:
    new = {one.participant.id: one for one in changed}
    return replace(real, voices=tuple(new.get(one.participant.id, one) for one in real.voices))


# --- rounds -----------------------------------------------------------------------------------------------------------


def again(first: Room, voices: tuple[Voice, ...]) -> tuple[dict[str, Any], Workshop]:
    """The challenge as shown in a second round, and the workshop after it."""
    made = first.release()
    workshop = seal(ask_again(reveal(first.workshop, 1, made.shown, made.members), ("c1",)))
    second = release(voices, workshop, first.case, QUESTIONNAIRES, TODAY)
    return second.shown["challenges"][0], reveal(workshop, 2, second.shown, second.members)


CHALLENGE = room(21, staff=8, leaders=2, named=0, parts="cynefin")


def test_a_round_of_the_same_people_is_shown_again() -> None:
    changed = room(22, staff=8, leaders=2, named=0, parts="cynefin").voices
    seen, _ = again(CHALLENGE, changed)
    assert seen == replace(CHALLENGE, voices=changed).release().shown["challenges"][0]
    assert seen["shown"]


def test_newcomers_do_not_count_when_a_challenge_is_rated_again() -> None:
    late = voice("late", "staff", CHALLENGE.voices[0].answers)
    seen, _ = again(CHALLENGE, (*CHALLENGE.voices, late))
    assert seen == CHALLENGE.release().shown["challenges"][0]


def test_nothing_is_shown_again_if_somebody_is_missing() -> None:
    seen, workshop = again(CHALLENGE, CHALLENGE.voices[1:])
    assert (seen["shown"], seen["why"], seen["modes_why"]) == (False, "overlap", "overlap")
    assert {one["why"] for one in seen["indicators"]} == {"overlap"}
    third = seal(ask_again(workshop, ("c1",)))
    back = release(CHALLENGE.voices, third, CHALLENGE.case, QUESTIONNAIRES, TODAY)
    assert back.shown["challenges"][0]["shown"], "when everybody is back, they count again"


@pytest.mark.parametrize("statement", ["Worum es bei c1 geht", " worum es bei  C1 geht!"])
def test_the_same_sentence_entered_again_is_the_same_question(statement: str) -> None:
    """Comparing the two rounds would else give away whoever is missing in one of them."""
    made = CHALLENGE.release()
    case = replace(CHALLENGE.case, challenges=(*CHALLENGE.case.challenges, Challenge("p", statement)))
    workshop = reveal(CHALLENGE.workshop, 1, made.shown, made.members)
    voices = [replace(one, answers={(i, "p"): v for (i, _), v in one.answers.items()}) for one in CHALLENGE.voices]
    for number in (2, 3):
        workshop = seal(ask_again(workshop, ("p",)))
        less = release(voices[1:], workshop, case, QUESTIONNAIRES, TODAY)
        assert less.shown["challenges"][0]["why"] == "overlap"
        workshop = reveal(workshop, number, less.shown, less.members)
    workshop = seal(ask_again(workshop, ("p",)))
    assert release(voices, workshop, case, QUESTIONNAIRES, TODAY).shown["challenges"][0]["shown"]


def test_a_part_of_a_challenge_is_another_question() -> None:
    made = CHALLENGE.release()
    case = replace(CHALLENGE.case, challenges=(*CHALLENGE.case.challenges, Challenge("p", "Ein Teil davon")))
    workshop = seal(ask_again(reveal(CHALLENGE.workshop, 1, made.shown, made.members), ("p",)))
    voices = [
        voice(one.participant.id, "staff", {(i, "p"): v for (i, _), v in one.answers.items()})
        for one in CHALLENGE.voices[1:]
    ]
    shown = release(voices, workshop, case, QUESTIONNAIRES, TODAY).shown
    assert (shown["round"], shown["challenges"][0]["id"], shown["challenges"][0]["shown"]) == (2, "p", True)
    assert (shown["attitudes"], shown["recommendation"], shown["weakest"]) == ([], None, None)


def test_too_few_people_do_not_stand_in_the_way_of_more() -> None:
    few = replace(CHALLENGE, voices=CHALLENGE.voices[:4])
    assert few.release().members == {}
    assert again(few, CHALLENGE.voices[3:])[0]["shown"]


def test_nothing_is_released_while_answers_are_taken() -> None:
    open_ = replace(CHALLENGE.workshop, rounds=(replace(CHALLENGE.workshop.round, sealed=False),))
    with pytest.raises(InputError) as raised:
        replace(CHALLENGE, workshop=open_).release()
    assert [problem.code for problem in raised.value.problems] == ["workshop_not_sealed"]
