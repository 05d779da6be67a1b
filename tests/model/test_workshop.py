"""A workshop's course: what may follow what, what is asked of whom, and that what is sealed stays sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import (
    ASKING,
    PHASES,
    Entry,
    Settings,
    Workshop,
    ask_again,
    asked,
    can_enter,
    check_entry,
    checked,
    enter,
    first_round,
    open_questions,
    pause,
    phases_of,
    resume,
    reveal,
    seal,
    show_text,
    start_timer,
    take_over,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTENT = load()


def workshop(**settings) -> Workshop:
    chosen = checked(Settings(**{"challenges": ("c1",), **settings}))
    return Workshop("id", "K7MF3X", "wall", "token", chosen, NOW, date(2026, 12, 7), rounds=(first_round(chosen),))


def revealed(begun: Workshop) -> Workshop:
    return reveal(seal(begun), begun.round.number, {"challenges": []}, {"c1": ["p"]})


def codes(error: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_settings_are_refused_with_everything_that_is_wrong():
    with pytest.raises(InputError) as error:
        checked(Settings(parts="cynefin", challenges=("c1", "c2"), min_group=4, roles=()))
    assert codes(error) == {"workshop_group_too_small", "workshop_no_roles", "workshop_one_challenge"}


def test_the_smallest_group_can_be_raised_but_not_lowered():
    assert checked(Settings(challenges=("c1",), min_group=10)).min_group == 10
    with pytest.raises(InputError):
        checked(Settings(challenges=("c1",), min_group=3))


@pytest.mark.parametrize("parts", PHASES)
def test_a_workshop_goes_through_its_phases_in_order(parts):
    now = workshop(parts=parts)
    for phase in phases_of(now)[1:]:
        now = revealed(now) if phase == "reveal" else enter(now, phase)
        assert now.phase == phase
    assert now.closed


def test_a_whole_diagnosis_asks_each_person_33_questions_about_one_challenge():
    now = workshop()
    assert len(asked(now, "answer", "staff", CONTENT)) == 33
    assert len(asked(workshop(parts="cynefin"), "answer", "staff", CONTENT)) == 9
    assert len(asked(workshop(parts="pulse"), "answer", "staff", CONTENT)) == 4


def test_only_leaders_and_managing_directors_predict():
    now = workshop(parts="pulse")
    assert asked(now, "predict", "staff", CONTENT) == ()
    assert len(asked(now, "predict", "leader", CONTENT)) == len(asked(now, "predict", "md", CONTENT)) == 4


def test_whoever_comes_late_may_answer_what_was_asked_before():
    now = enter(workshop(), "predict")
    reached = open_questions(now, "leader", CONTENT)
    assert {item.partition(".")[0] for item, _ in reached} == {"cynefin", "attitudes", "prediction"}
    assert ("cynefin.anecdote", "c1") in reached


def test_nothing_is_asked_before_the_first_question():
    assert open_questions(workshop(), "staff", CONTENT) == ()


def test_a_round_is_not_asked_again_after_its_reveal():
    now = revealed(enter(workshop(), "answer"))
    assert [phase for phase in PHASES["diagnosis"] if can_enter(now, phase)] == ["reveal", "talk", "decide", "close"]
    with pytest.raises(InputError):
        enter(now, "answer")


def test_the_result_cannot_be_shown_before_it_is_sealed():
    now = enter(workshop(), "answer")
    with pytest.raises(InputError):
        reveal(now, 1, {}, {})
    with pytest.raises(InputError):
        enter(now, "talk")


def test_what_was_released_once_stays():
    now = revealed(workshop())
    assert reveal(now, 1, {"challenges": ["another"]}, {}).round == now.round


def test_a_challenge_is_rated_again_in_a_round_of_its_own():
    now = ask_again(revealed(workshop()), ("c2", "c3"))
    assert (now.phase, now.round.number, now.round.sealed) == ("answer", 2, False)
    assert {challenge for _, challenge in asked(now, "answer", "staff", CONTENT)} == {"c2", "c3"}
    assert phases_of(now) == ("join", "answer", "reveal", "talk", "decide", "close")
    assert not [key for key in asked(now, "answer", "staff", CONTENT) if key[0].startswith("attitudes.")]


def test_the_timer_runs_stops_and_runs_on():
    running = start_timer(workshop(), 480, NOW)
    stopped = pause(running, NOW + timedelta(seconds=100))
    assert (stopped.timer.ends, stopped.timer.left) == (None, 380)
    assert pause(stopped, NOW + timedelta(seconds=200)) == stopped
    again = resume(stopped, NOW + timedelta(hours=1))
    assert again.timer.ends == NOW + timedelta(hours=1, seconds=380)
    assert resume(again, NOW) == again
    assert pause(running, NOW + timedelta(hours=1)).timer.left == 0
    assert enter(running, "write").timer is None


def test_what_of_the_plan_is_taken_over_can_be_taken_back():
    once = take_over(workshop(), "a", True)
    assert take_over(once, "a", True) == once
    both = take_over(once, "b", True)
    assert both.taken_over == ("a", "b")
    assert take_over(both, "a", False).taken_over == ("b",)


def test_a_pulse_has_nothing_to_rate_again():
    revealed = reveal(seal(workshop(parts="pulse")), 1, {}, {})
    with pytest.raises(InputError, match="workshop_phase_impossible"):
        ask_again(revealed, ("c1",))


def test_a_text_is_released_once():
    once = show_text(workshop(), "t1", "c1", "Die Inventur")
    assert show_text(once, "t1", "c1", "etwas anderes") == once


ENTRY = Entry(1, "cynefin.cause_effect", "c1", "b", "m1")
WRONG = {
    "workshop_not_asked": [
        replace(ENTRY, challenge="c9"),
        replace(ENTRY, challenge=None),
        replace(ENTRY, item="execution.owner"),
        replace(ENTRY, item="prediction.resilience", challenge=None),
        replace(ENTRY, item=["cynefin.cause_effect"]),
        replace(ENTRY, item=None),
    ],
    "value_invalid": [replace(ENTRY, value=value) for value in ("z", True, 1, 1.0, ["b"], {"a": 1})],
    "workshop_sealed": [replace(ENTRY, round=2), replace(ENTRY, round="1")],
    "text_too_long": [replace(ENTRY, item="cynefin.anecdote", value="x" * 1001)],
    "text_character": [replace(ENTRY, item="cynefin.anecdote", value="\ud800")],
}


@pytest.mark.parametrize(("code", "entry"), [(code, entry) for code, entries in WRONG.items() for entry in entries])
def test_what_cannot_be_answered_is_refused(code, entry):
    assert check_entry(enter(workshop(), "answer"), "staff", entry, CONTENT).code == code


@pytest.mark.parametrize("value", ["b", "dk", None])
def test_what_is_asked_is_taken(value):
    assert check_entry(enter(workshop(), "answer"), "staff", replace(ENTRY, value=value), CONTENT) is None


@pytest.mark.parametrize(("value", "is_taken"), [(4, True), ("dk", True), (0, False), ("4", False), (True, False)])
def test_a_prediction_is_a_step_of_the_scale(value, is_taken):
    entry = replace(ENTRY, item="prediction.resilience", challenge=None, value=value)
    assert (check_entry(enter(workshop(), "predict"), "leader", entry, CONTENT) is None) == is_taken


def test_nothing_is_taken_after_the_reveal_or_the_end():
    now = enter(workshop(), "answer")
    assert check_entry(seal(now), "staff", ENTRY, CONTENT).code == "workshop_sealed"
    assert check_entry(enter(now, "close"), "staff", ENTRY, CONTENT).code == "workshop_closed"


ACTS = [
    *(lambda w, phase=phase: enter(w, phase) for phase in PHASES["diagnosis"]),
    seal,
    lambda w: reveal(w, w.round.number, {"of": w.round.number}, {}),
    lambda w: ask_again(w, ("c1",)),
    lambda w: start_timer(w, 60, NOW),
    lambda w: pause(w, NOW),
    lambda w: resume(w, NOW),
]


@given(st.sampled_from(sorted(PHASES)), st.lists(st.sampled_from(ACTS), max_size=25))
def test_whatever_the_facilitator_presses_sealed_rounds_stay_as_they_are(parts, acts):
    now = workshop(parts=parts)
    for act in acts:
        before = now
        try:
            now = act(now)
        except InputError:
            continue
        assert now.phase in phases_of(now)
        assert not (now.round.sealed and now.phase in ASKING and open_questions(now, "md", CONTENT))
        for one, other in zip(before.rounds, now.rounds, strict=False):
            assert not one.sealed or (other.sealed and (one.released is None or other.released == one.released))
        if before.closed:
            assert (now.phase, now.rounds) == (before.phase, before.rounds)
