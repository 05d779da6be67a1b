"""Whole releases: their shape, what they are a function of, rounds, and the recommendation."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from lcc_diag.cohort import release
from lcc_diag.cohort.shown import Shown
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import DONT_KNOW, Answer, Case, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import Key, Settings, Voice, Workshop, ask_again, reveal, seal
from tests.cohort.rooms import (
    QUESTIONNAIRES,
    TODAY,
    Room,
    case_of,
    choices_of,
    rating,
    room,
    scored,
    voice,
    workshop_of,
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
    for person, key in random.sample(everybody, min(80, len(everybody))):
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


def test_a_part_of_a_challenge_is_another_question() -> None:
    made = CHALLENGE.release()
    case = replace(
        CHALLENGE.case, challenges=(*CHALLENGE.case.challenges, replace(CHALLENGE.case.challenges[0], id="p"))
    )
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


# --- recommendation ---------------------------------------------------------------------------------------------------

WHOLE = room(31, staff=16, leaders=3, named=3, agreement=0.45)


def pooled_case(of: Room, without: frozenset[Key] = frozenset()) -> Case:
    """The workshop's answers as if everybody had given them in the case."""
    people = tuple(Respondent(one.participant.id, one.participant.role) for one in of.voices)
    said = tuple(
        Answer("t0", one.participant.id, item, value, about)
        for one in of.voices
        for (item, about), value in one.answers.items()
        if (item, about) not in without and not item.startswith("prediction.")
    )
    return replace(of.case, respondents=(*of.case.respondents, *people), answers=(*of.case.answers, *said))


def test_the_recommendation_is_that_of_the_same_answers_in_a_case() -> None:
    shown = WHOLE.release().shown
    model = diagnose(pooled_case(WHOLE), QUESTIONNAIRES, TODAY)
    made = model.recommendation
    assert all(one["shown"] for challenge in shown["challenges"] for one in challenge["indicators"])
    assert shown["recommendation"] == {
        "rule": made.rule,
        "outcome": made.outcome,
        "conditions": list(made.conditions),
        "notes": list(made.notes),
    }
    assert model.begin is not None
    assert shown["weakest"]["dimension"] == model.begin.attitude
    assert tuple(shown["weakest"]["link"]) == model.begin.link
    for attitude in shown["attitudes"]:
        assert attitude["staff"]["mean"] == pytest.approx(model.attitudes[attitude["dimension"]].score, abs=0.0501)


def test_the_recommendation_heeds_what_the_case_itself_says() -> None:
    """The workshop asks nothing about execution: without the case's answers there is nothing to recommend."""
    silent = replace(WHOLE, case=replace(WHOLE.case, answers=()))
    assert silent.release().shown["recommendation"]["outcome"] == "collect"
    assert WHOLE.release().shown["recommendation"]["outcome"] != "collect"
    later = release(WHOLE.voices, WHOLE.workshop, WHOLE.case, QUESTIONNAIRES, TODAY + timedelta(days=3650))
    assert later.shown["attitudes"] == WHOLE.release().shown["attitudes"]


def test_what_the_case_says_about_the_same_questions_does_not_mix_in() -> None:
    """Answers of a survey before the workshop stay apart: only execution and circle are taken from the case."""
    before = room(32, staff=60, leaders=0, named=0, agreement=1.0)
    for challenge in ("c1", "c2"):
        before = saying(before, "c", INDICATORS, challenge)
    said = pooled_case(before).answers[len(before.case.answers) :]
    renamed = tuple(replace(answer, respondent=f"before {answer.respondent}") for answer in said)
    people = tuple(Respondent(name, "staff") for name in sorted({answer.respondent for answer in renamed}))
    own = WHOLE.case
    loud = replace(own, respondents=(*own.respondents, *people), answers=(*own.answers, *renamed))
    assert [each.call for each in diagnose(loud, QUESTIONNAIRES, TODAY).challenges] == ["complex", "complex"]
    assert WHOLE.release().shown["recommendation"]["outcome"] == "clarify", "since no challenge is complex"
    assert replace(WHOLE, case=loud).release() == WHOLE.release()


INDICATORS = {f"cynefin.{name}" for name in QUESTIONNAIRES.cynefin.indicators}


def saying(of: Room, value: str | int, items: set[str], challenge: str | None = None) -> Room:
    """The room with everybody giving one answer to some questions."""
    asked = {(item, challenge) for item in items}
    voices = [replace(one, answers={**one.answers, **dict.fromkeys(asked, value)}) for one in of.voices]
    return replace(of, voices=tuple(voices))


def test_no_recommendation_where_a_challenge_is_hidden() -> None:
    shown = saying(WHOLE, "a", INDICATORS, "c2").release().shown
    assert [challenge["shown"] for challenge in shown["challenges"]] == [True, False]
    assert shown["recommendation"] is None
    assert shown["weakest"] is not None


def test_no_recommendation_where_an_attitude_is_hidden() -> None:
    items = {f"attitudes.{item}" for item in QUESTIONNAIRES.attitudes.dimensions["resilience"].items}
    shown = saying(WHOLE, 3, items).release().shown
    assert (shown["recommendation"], shown["weakest"]) == (None, None)


def test_no_recommendation_where_the_handling_of_something_complex_is_hidden() -> None:
    """Somebody says "b" in each indicator, so that all are shown; everybody else gives the complex answer."""
    options = [["b" if number % 5 == place % 5 else "c" for place in range(8)] for number in range(16)]
    rated = [rating("c1", "".join(own), "drift" if n % 2 else "crisis") for n, own in enumerate(options)]
    staff = [one for one in WHOLE.voices if one.participant.role == "staff"]
    voices = [replace(one, answers={**one.answers, **own}) for one, own in zip(staff, rated, strict=True)]
    apart = replace(WHOLE, voices=tuple(voices))
    alike = saying(apart, "drift", {"cynefin.handling"}, "c1")
    assert apart.release().shown["challenges"][0]["call"] == alike.release().shown["challenges"][0]["call"] == "complex"
    assert apart.release().shown["recommendation"] is not None
    assert alike.release().shown["recommendation"] is None


def test_the_recommendation_rests_on_no_hidden_indicator() -> None:
    """In three indicators everybody agrees: whether on the complex answer or on the chaotic one, nobody can tell."""
    options = [["b" if number % 5 == place % 5 else "c" for place in range(5)] for number in range(16)]
    case = case_of(["c1"])
    critical = replace(case, challenges=(replace(case.challenges[0], critical=True),))
    made = {}
    for agreed in "cd":
        said = ["".join(own) + agreed * 3 for own in options]
        rated = [rating("c1", own, "drift" if number % 2 else "crisis") for number, own in enumerate(said)]
        staff = [one for one in WHOLE.voices if one.participant.role == "staff"]
        voices = tuple(replace(one, answers=felt(one) | own) for one, own in zip(staff, rated, strict=True))
        made[agreed] = Room(voices, workshop_of(Settings(challenges=("c1",))), critical)
    assert made["c"].release().shown == made["d"].release().shown
    assert made["c"].release().shown["recommendation"]["outcome"] == "start_12"
    known = [diagnose(pooled_case(each), QUESTIONNAIRES, TODAY).recommendation.outcome for each in made.values()]
    assert known == ["start_12", "stabilise"], "with them it could be another one"


def felt(one: Voice) -> dict[Key, str | int]:
    return {key: value for key, value in one.answers.items() if key[1] is None}


def test_where_staff_and_leaders_are_merged_the_recommendation_tells_them_not_apart() -> None:
    """Six staff are a group for the model, but not for a workshop that asks for eight."""
    made = []
    for staff, leaders in ((1.6, 4.4), (4.4, 1.6)):
        scores = {"staff": staff, "leader": leaders}
        roles = ["staff"] * 6 + ["leader"] * 6
        people = [voice(f"{role}{n}", role, moods(scores[role], n % 6) | RATED[n]) for n, role in enumerate(roles)]
        made.append(Room(tuple(people), workshop_of(Settings(challenges=("c1",), min_group=8)), case_of(["c1"])))
    first, second = (each.release().shown for each in made)
    assert [attitude["all"]["shown"] for attitude in first["attitudes"]] == [True] * 4
    assert first == second
    assert first["recommendation"] is not None
    diagnosed = [diagnose(pooled_case(each), QUESTIONNAIRES, TODAY).recommendation for each in made]
    assert diagnosed[0] != diagnosed[1], "told apart they would lead to two recommendations"


DIMENSIONS = tuple(QUESTIONNAIRES.attitudes.dimensions)
OPTIONS = ["".join("b" if number % 6 == place % 6 else "c" for place in range(8)) for number in range(12)]
RATED = [rating("c1", own, "drift" if number % 2 else "crisis") for number, own in enumerate(OPTIONS)]


def moods(score: float, number: int) -> dict[Key, str | int]:
    """All four attitudes about the same, a little different from person to person."""
    own = score + (0.2 if number % 2 else 0.0)
    return {key: value for name in DIMENSIONS for key, value in scored(name, own, number).items()}


def test_a_pulse_has_no_recommendation_but_a_weakest_attitude() -> None:
    shown = ROOMS["pulse"].release().shown
    assert shown["recommendation"] is None
    means = {attitude["dimension"]: attitude["staff"]["mean"] for attitude in shown["attitudes"]}
    assert all(mean is not None for mean in means.values())
    assert means[shown["weakest"]["dimension"]] == min(means.values())
    assert tuple(shown["weakest"]["link"]) in QUESTIONNAIRES.attitudes.cycle


def test_a_challenge_that_has_left_the_case_is_left_out() -> None:
    case = replace(WHOLE.case, challenges=WHOLE.case.challenges[:1])
    assert [c["id"] for c in replace(WHOLE, case=case).release().shown["challenges"]] == ["c1"]
