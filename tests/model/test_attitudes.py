import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.attitudes import assessed, level_of, person_score, transitions

ATTITUDES = load().attitudes
SAFETY = ATTITUDES.dimensions["psychological_safety"]
VALUES = st.fixed_dictionaries({}, optional={item: st.integers(1, 5) | st.just("dk") for item in SAFETY.items})


def results(build):
    return assessed(answers_of(build.case()), ATTITUDES)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ps1": 5, "ps2": 5, "ps3": 1, "ps4": 5, "ps5": 1}, 5),
        ({"ps1": 1, "ps2": 1, "ps3": 5, "ps4": 1, "ps5": 5}, 1),
        ({"ps1": 4, "ps2": 3, "ps3": 2}, 11 / 3),
        ({"ps1": 4, "ps2": 3, "ps3": 2, "ps4": "dk", "ps5": "dk"}, 11 / 3),
        ({"ps1": 4, "ps2": 3, "ps3": "dk", "ps4": "dk", "ps5": "dk"}, None),
        ({}, None),
    ],
)
def test_person_score(values, expected):
    assert person_score(values, SAFETY, ATTITUDES) == (expected if expected is None else pytest.approx(expected))


@given(VALUES, st.sampled_from(list(SAFETY.items)))
def test_dont_know_never_makes_a_missing_score_appear(values, item):
    if person_score(values, SAFETY, ATTITUDES) is None:
        assert person_score({**values, item: "dk"}, SAFETY, ATTITUDES) is None


def test_the_staff_view_decides_from_five_people_on(build):
    build.people("leader", "l1", "l2")
    build.people("staff", "s1", "s2", "s3", "s4", "s5")
    for who in ("l1", "l2"):
        build.attitude(who, "resilience", 5)
    for who in ("s1", "s2", "s3", "s4"):
        build.attitude(who, "resilience", 2)
    four = results(build)["resilience"]
    assert (four.view, four.score, four.raters) == ("all", 3.0, 6)

    build.attitude("s5", "resilience", 2)
    five = results(build)["resilience"]
    assert (five.view, five.score, five.raters) == ("staff", 2.0, 5)
    assert five.level == "occasional"


def test_the_staff_view_is_taken_for_each_attitude_by_itself(build):
    build.people("staff", *"abcde")
    for who in "abcde":
        build.attitude(who, "resilience", 3)
    build.attitude("a", "growth_mindset", 3)
    found = results(build)
    assert [found[name].view for name in ("resilience", "growth_mindset")] == ["staff", "all"]
    assert found["psychological_safety"].score is None


def test_dont_know_is_reported_as_a_share_of_the_answers_given(build):
    build.people("leader", "l1")
    build.say("l1", "attitudes.ps1", "dk")
    build.say("l1", "attitudes.ps2", 4)
    found = results(build)["psychological_safety"]
    assert (found.dont_know, found.score, found.level, found.raters) == (0.5, None, None, 0)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1.0, "defensive"),
        (1.79, "defensive"),
        (1.8, "occasional"),
        (2.6, "developing"),
        (3.4, "practised"),
        (math.fsum([3.4 - 1e-12]), "practised"),
        ((3.2 + 3.6) / 2, "practised"),
        (4.2, "self_sustaining"),
        (5.0, "self_sustaining"),
        (None, None),
    ],
)
def test_level(score, expected):
    assert level_of(score, ATTITUDES.levels) == expected


@pytest.mark.parametrize(("step", "differs"), [(3, False), (4, False), (5, True)])
def test_the_ladder_is_compared_with_the_score(build, step, differs):
    build.people("md", "m")
    build.attitude("m", "resilience", 3)
    build.say("m", "attitudes.resilience_ladder", step)
    found = results(build)["resilience"]
    assert (found.ladder, found.ladder_differs) == (step, differs)


def test_a_ladder_answer_of_few_staff_is_not_shown(build):
    staff = ["s1", "s2", "s3", "s4", "s5"]
    build.people("staff", *staff)
    for who in staff:
        build.attitude(who, "resilience", 3)
    for who in staff[:4]:
        build.say(who, "attitudes.resilience_ladder", 5)
    build.say("s5", "attitudes.resilience_ladder", "dk")
    assert results(build)["resilience"].ladder is None

    build.say("s5", "attitudes.resilience_ladder", 5)
    assert results(build)["resilience"].ladder == 5


@pytest.mark.parametrize(
    ("source", "target", "state"),
    [
        (3.4, 2.5, "breaks"),
        (3.3, 2.5, "partial"),
        (2.5, 2.5, "does_not_start"),
        (2.5, 3.5, "partial"),
        (3.4, 2.6, "partial"),
    ],
)
def test_transition(source, target, state):
    scores = {"growth_mindset": source, "psychological_safety": target}
    (edge,) = transitions(scores, ATTITUDES.cycle, ATTITUDES.transitions)
    assert (edge.source, edge.target) == ("growth_mindset", "psychological_safety")
    assert (edge.strength, edge.state) == (min(source, target), state)
