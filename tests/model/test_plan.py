"""What has been agreed: read from answers, in order, and never stumbling over what is malformed."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Answer, Case, Respondent
from lcc_diag.model.plan import WEEKDAYS, WEEKS, Agreed, Member, QuickWin, Step, agreed
from lcc_diag.model.plan_questions import entered_items

QUESTIONNAIRES = load()
PEOPLE = (Respondent("m", "md"), Respondent("a", "leader"), Respondent("s", "staff"))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=5,
)
PLANNED = tuple(f"plan.{item}" for item, _, _ in entered_items(QUESTIONNAIRES.plan))


def say(item, value, who="m", **fields):
    return Answer("t0", who, f"plan.{item}", value, None, fields)


def plan(*answers):
    return agreed(answers_of(Case(respondents=PEOPLE, answers=answers)), QUESTIONNAIRES)


def test_nothing_agreed():
    assert plan() == Agreed()


def test_everything_agreed():
    found = plan(
        say("step_1", " Übergabe nur noch im ERP.\n", person=" KM ", due="2026-12-11"),
        say("quick_win_1", "Das Brett hängt.", change_kind="tool", day="2026-10-05", noticed_by="Meister"),
        say("person_1", "GF", asked="alone"),
        say("review", "2027-01-11"),
        say("start", "2027-01-14"),
        say("weekday", "thursday"),
        say("time", "15:00"),
        say("weeks", "weeks_24"),
        say("state", "BY"),
    )
    assert found == Agreed(
        steps=(Step(1, "Übergabe nur noch im ERP.", "KM", date(2026, 12, 11)),),
        review=date(2027, 1, 11),
        quick_wins=(QuickWin(1, "Das Brett hängt.", "tool", date(2026, 10, 5), "Meister"),),
        members=(Member(1, "GF", "alone"),),
        start=date(2027, 1, 14),
        weekday=3,
        time=time(15),
        weeks=24,
        state="BY",
    )


def test_rows_keep_their_numbers_and_their_order():
    found = plan(
        say("step_3", "Drei."), say("step_1", "Eins."), say("step_2", " "), say("person_10", "J"), say("person_9", "I")
    )
    assert [(step.number, step.deed) for step in found.steps] == [(1, "Eins."), (3, "Drei.")]
    assert [(member.number, member.name) for member in found.members] == [(9, "I"), (10, "J")]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ("person", "due")),
        ({"person": "KM"}, ("due",)),
        ({"person": "  ", "due": "2026-12-11"}, ("person",)),
        ({"person": True, "due": "2026-02-30"}, ("person", "due")),
        ({"person": "KM", "due": "0026-12-11"}, ("due",)),
        ({"person": "KM", "due": "2026-12-11"}, ()),
    ],
    ids=str,
)
def test_what_a_step_still_needs(fields, missing):
    (step,) = plan(say("step_1", "Satz.", **fields)).steps
    assert step.missing == missing


def test_the_managing_director_has_the_last_word_else_a_leader_and_never_staff():
    assert (
        plan(say("step_1", "von der Leitung", "a"), say("step_1", "aus der Halle", "s")).steps[0].deed.startswith("von")
    )
    assert plan(say("step_1", "GF"), say("step_1", "später", "a")).steps[0].deed == "GF"
    assert plan(say("step_1", "aus der Halle", "s")).steps == ()


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("weekday", "someday"),
        ("weekday", 3),
        ("weeks", "weeks_x"),
        ("weeks", 24),
        ("weeks", "weeks_36"),
        ("state", "XX"),
        ("state", ["BY"]),
        ("time", "25:00"),
        ("time", 15),
        ("start", "2027-02-30"),
        ("start", "9999-12-31"),
        ("review", 20270111),
    ],
    ids=str,
)
def test_what_is_malformed_is_not_there(item, value):
    assert plan(say(item, value)) == Agreed()


def test_choices_outside_the_questionnaire_are_empty():
    found = plan(say("quick_win_1", "x", change_kind="colour", day="gestern"), say("person_1", "KM", asked=True))
    assert found.quick_wins == (QuickWin(1, "x", "", None, ""),)
    assert found.members == (Member(1, "KM", ""),)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PLANNED), ANYTHING, ANYTHING), max_size=8))
def test_anything_json_can_say_is_read_without_an_error(said):
    answers = [Answer("t0", "m", item, value, None, fields) for item, value, fields in said]
    found = agreed(answers_of(Case(respondents=PEOPLE, answers=tuple(answers))), QUESTIONNAIRES)
    assert all(step.deed == step.deed.strip() != "" for step in found.steps)


def test_every_choice_of_the_questionnaire_is_understood():
    entries = {item: entry for item, _, entry in entered_items(QUESTIONNAIRES.plan)}
    assert [plan(say("weekday", day)).weekday for day in entries["weekday"].choices] == [0, 1, 2, 3, 4]
    assert set(entries["weekday"].choices) <= set(WEEKDAYS)
    assert [plan(say("weeks", weeks)).weeks for weeks in entries["weeks"].choices] == [12, 24]
    assert all(weeks.startswith(WEEKS) for weeks in entries["weeks"].choices)
    assert [plan(say("state", state)).state for state in entries["state"].choices] == list(entries["state"].choices)
    assert len(entries["state"].choices) == 16
