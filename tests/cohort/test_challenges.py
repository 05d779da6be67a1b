"""What is shown of a challenge, against hand-counted rooms and the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from lcc_diag.cohort import release
from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.challenges import classified
from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.workshop import Settings, Voice
from tests.cohort.rooms import QUESTIONNAIRES, TODAY, Room, case_of, rating, voice, workshop_of

INDICATORS = tuple(QUESTIONNAIRES.cynefin.indicators)
DIVERSE = ("ccccbbcc", "cbccbcac", "bccdcbcb", "cdbbcccc", "acdcdcba", "ccbcccdd")
"""Six people who mostly see something complex; in each indicator at least two of them say something else."""


def shown(ratings: Mapping[str, str], modes: str = "", **settings: Any) -> dict[str, Any]:
    """The challenge as shown to a room: ratings by name, as ``name`` says who that is: ``s1`` staff, ``l1`` a leader,
    ``n1`` a leader who agreed to be shown."""
    roles = {"s": "staff", "l": "leader", "n": "leader"}
    handled = dict(zip(ratings, modes.split(), strict=False))
    voices = [
        voice(name, roles[name[0]], rating("c1", options, handled.get(name)), name[0] == "n")
        for name, options in ratings.items()
    ]
    workshop = workshop_of(Settings(parts="cynefin", challenges=("c1",), named_leaders=True, **settings))
    return release(voices, workshop, case_of(["c1"]), QUESTIONNAIRES, TODAY).shown["challenges"][0]


def staff(*options: str) -> dict[str, str]:
    return {f"s{number}": each for number, each in enumerate(options)}


def computed(ratings: Mapping[str, str], modes: str = "", without: tuple[str, ...] = ()) -> ChallengeResult:
    """The same by the model, from a case in which everybody answered, without some indicators."""
    handled = dict(zip(ratings, modes.split(), strict=False))
    given = [
        Answer("t0", name, item, value, about)
        for name, options in ratings.items()
        for (item, about), value in rating("c1", options, handled.get(name)).items()
        if item.removeprefix("cynefin.") not in without
    ]
    people = tuple(Respondent(name, "staff") for name in ratings)
    case = Case(challenges=(Challenge("c1", "…"),), respondents=people, answers=tuple(given))
    return classified(case, answers_of(case), QUESTIONNAIRES.cynefin)[0]


MODES = "expert_project expert_project drift experiments expert_project drift"


def test_a_challenge_that_everybody_rated() -> None:
    seen, model = shown(staff(*DIVERSE), MODES), computed(staff(*DIVERSE), MODES)
    assert seen["shown"]
    assert seen["n"] == {"from": 5, "to": 9}
    assert seen["counted"] == list(INDICATORS)
    assert seen["call"] == model.call
    assert seen["support"] == pytest.approx(model.support, abs=0.0251)
    assert seen["support_share"] == pytest.approx(model.support_share, abs=0.0251)
    assert seen["disagreement"] == pytest.approx(model.disagreement, abs=0.0501)
    assert seen["uncertainty"] == pytest.approx(model.uncertainty, abs=0.0501)
    assert seen["modes"] == {"expert_project": 0.5, "experiments": 0.15, "drift": 0.35}
    assert seen["mismatch"] == model.mismatch
    assert seen["mismatch"] is not None


def test_shares_and_spread_of_an_indicator() -> None:
    first = shown(staff(*DIVERSE))["indicators"][0]
    assert first["shares"] == {"a": 0.15, "b": 0.15, "c": 0.65, "d": 0.0, "dk": 0.0}
    assert first["spread"] == 0.65  # 1 − (1 + 1 + 16)/36 = .5 of at most .75


def test_what_to_talk_about_first_is_what_divides_most() -> None:
    seen = shown(staff(*DIVERSE))
    spreads = {one["item"]: one["spread"] for one in seen["indicators"]}
    assert len(seen["discuss"]) == 2
    assert min(spreads[item] for item in seen["discuss"]) >= max(
        spread for item, spread in spreads.items() if item not in seen["discuss"]
    )


def test_an_indicator_in_which_people_agree_enters_nothing() -> None:
    agreed = [f"c{options[1:]}" for options in DIVERSE]
    seen, model = shown(staff(*agreed)), computed(staff(*agreed), without=INDICATORS[:1])
    assert seen["indicators"][0] == {
        "item": INDICATORS[0],
        "shown": False,
        "why": "too_alike",
        "shares": {},
        "spread": None,
    }
    assert seen["counted"] == list(INDICATORS[1:])
    assert INDICATORS[0] not in seen["discuss"]
    assert seen["support"] == pytest.approx(model.support, abs=0.0251)
    assert seen == shown(staff(*(f"a{options[1:]}" for options in DIVERSE)))


def test_without_enough_indicators_there_is_no_call() -> None:
    seen = shown(staff(*(f"cccc{options[4:]}" for options in DIVERSE)), MODES)
    assert (seen["shown"], seen["why"], seen["call"], seen["support"], seen["n"]) == (
        False,
        "too_alike",
        None,
        {},
        None,
    )
    assert [one["shown"] for one in seen["indicators"]] == [False] * 4 + [True] * 4
    assert len(seen["discuss"]) == 2
    assert seen["modes"] is not None
    assert seen["mismatch"] is None


def test_modes_that_agree_are_not_shown_and_no_mismatch_is_named() -> None:
    seen = shown(staff(*DIVERSE), "drift " * 6)
    assert (seen["modes"], seen["modes_why"], seen["mismatch"]) == (None, "too_alike", None)
    assert seen["shown"]


def test_four_people_see_nothing() -> None:
    seen = shown(staff(*DIVERSE[:4]), MODES)
    assert (seen["shown"], seen["why"], seen["modes_why"]) == (False, "too_few", "too_few")
    assert {one["why"] for one in seen["indicators"]} == {"too_few"}
    assert (seen["discuss"], seen["modes"], seen["support"]) == ([], None, {})


def test_a_larger_smallest_group() -> None:
    assert shown(staff(*DIVERSE), min_group=7)["why"] == "too_few"


def test_enough_people_of_whom_too_few_answered_enough() -> None:
    """Every question has six answers, but only four people answered the five that a call takes."""
    halves = ("abcd    ", "bcda    ", "    abcd", "    bcda")
    seen = shown(staff(*DIVERSE[:4], *halves))
    assert all(one["shown"] for one in seen["indicators"])
    assert (seen["shown"], seen["why"], seen["counted"]) == (False, "too_few", [])


def test_few_staff_are_pooled_with_their_leaders() -> None:
    names = ("s1", "s2", "l1", "l2", "l3", "l4")
    pooled = shown(dict(zip(names, DIVERSE, strict=True)))
    assert pooled == shown(staff(*DIVERSE))
    assert pooled["dots"] == []


def test_leaders_who_agreed_count_but_protect_nobody() -> None:
    """Four staff and two leaders whom everybody knows are four protected people."""
    names = ("s1", "s2", "s3", "s4", "n1", "n2")
    seen = shown(dict(zip(names, DIVERSE, strict=True)))
    assert (seen["shown"], seen["why"]) == (False, "too_few")
    assert [dot["participant"] for dot in seen["dots"]] == ["n1", "n2"]


def test_leaders_who_agreed_are_dots_where_they_stand() -> None:
    seen = shown({**staff(*DIVERSE), "n1": "aaaababb", "n2": "aaa     "})
    assert seen["dots"] == [{"participant": "n1", "role": "leader", "top": "clear"}]
    assert seen["indicators"][0]["shares"]["a"] == 0.4  # 3 of 8


def test_a_room_of_leaders_who_all_agreed_to_be_shown() -> None:
    seen = shown({"n1": "cccccccc", "n2": "cccccccc", "n3": "cccccbcc"}, "drift drift drift")
    assert (seen["shown"], seen["call"], seen["n"]) == (True, "complex", {"n": 3})
    assert seen["modes"] == {"drift": 1.0}


@pytest.mark.parametrize(("leaders", "is_shown"), [(1, False), (2, False), (3, True)])
def test_one_or_two_leaders_alone_agreed_to_a_dot_and_not_to_their_answers(leaders: int, is_shown: bool) -> None:
    seen = shown({f"n{number}": each for number, each in enumerate(DIVERSE[:leaders])})
    assert len(seen["dots"]) == leaders
    assert seen["shown"] is is_shown
    assert {one["shown"] for one in seen["indicators"]} == {is_shown}


def test_dont_know_is_a_share_of_its_own_and_no_disagreement() -> None:
    seen = shown(staff(*DIVERSE, "-bbbbbbb", "-ccccccc"))
    first = seen["indicators"][0]
    assert first["shares"] == {"a": 0.1, "b": 0.1, "c": 0.5, "d": 0.0, "dk": 0.25}
    assert first["spread"] == 0.65


def test_who_has_left_does_not_count() -> None:
    room = Room(
        tuple(voice(name, "staff", rating("c1", options)) for name, options in staff(*DIVERSE[:5]).items()),
        workshop_of(Settings(parts="cynefin", challenges=("c1",))),
        case_of(["c1"]),
    )
    gone = room.voices[0]
    left = Voice(replace(gone.participant, left=True), gone.answers)
    after = Room((left, *room.voices[1:]), room.workshop, room.case)
    assert room.release().shown["challenges"][0]["indicators"][0]["shown"]
    assert after.release().shown["challenges"][0]["why"] == "too_few"
    assert after.release().shown["people"] == {"from": 0, "to": 4}
