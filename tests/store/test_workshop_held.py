"""What a case keeps of its workshops: an event, in every file of the case, with nothing about single people."""

import json

import pytest
from jsonschema import Draft202012Validator

from lcc_diag.model.case import Answer, Case
from lcc_diag.model.problem import InputError
from lcc_diag.store.case_file import read_case, write_case
from lcc_diag.store.events import Answered, Created, WorkshopHeld, case_from_events, decode, encode, is_storable
from lcc_diag.store.workshop_shape import workshop_problems
from tests.store.test_case_file import QUESTIONNAIRES, SCHEMA

RELEASED = {"id": 1, "people": {"from": 5, "to": 9}, "challenges": [{"id": "c1", "shares": {"1": 0.4}, "dots": []}]}
VALIDATOR = Draft202012Validator(SCHEMA)


def as_file(workshops):
    return json.dumps({"format": "lcc-diag/case@1", "workshops": workshops})


def test_it_stands_in_the_case_once_per_workshop_in_order():
    events = [
        Created(Case(extra={"note": 1})),
        *(WorkshopHeld({"id": id_, "n": n}) for id_, n in ((1, 5), (2, 6), (1, 7))),
    ]
    assert case_from_events(events).extra == {"note": 1, "workshops": [{"id": 1, "n": 7}, {"id": 2, "n": 6}]}
    assert [decode(*encode(event)) for event in events] == events


def test_a_case_that_had_something_else_under_that_name():
    case = case_from_events([Created(Case(extra={"workshops": "none yet"})), WorkshopHeld(RELEASED)])
    assert case.extra == {"workshops": [RELEASED]}


def test_it_is_recorded_read_and_never_taken_back(store):
    token = store.create().token
    store.record(token, Answered(Answer("t0", "r1", "circle.weeks", 12)))
    store.record(token, WorkshopHeld(RELEASED))
    assert isinstance(store.undo(token), Answered)
    assert store.undo(token) is None
    assert store.read(token).extra["workshops"] == [RELEASED]


def test_the_case_file_carries_it():
    case = Case(extra={"workshops": [RELEASED]})
    text = write_case(case)
    assert read_case(text, QUESTIONNAIRES) == case
    VALIDATOR.validate(json.loads(text))
    assert '\n  {"id": 1, "people"' in text  # one line per workshop


WRONG = [
    (5, "case_not_list"),
    ({"id": 1}, "case_not_list"),
    ([5], "case_not_object"),
    ([[]], "case_not_object"),
    ([{}], "case_not_workshop_number"),
    ([{"id": "1"}], "case_not_workshop_number"),
    ([{"id": 0}], "case_not_workshop_number"),
    ([{"id": True}], "case_not_workshop_number"),
    ([{"id": 10_000}], "case_not_workshop_number"),
    ([{"id": 1, "members": {}}], "case_workshop_people"),
    ([{"id": 1, "rounds": [{"x": {"participant": "y"}}]}], "case_workshop_people"),
    ([{"id": 1, "rounds": [{"dots": [{"top": "complex"}]}]}], "case_workshop_people"),
    ([{"id": 1, "wall": "y"}], "case_workshop_people"),
]


@pytest.mark.parametrize(("workshops", "code"), WRONG, ids=str)
def test_nonsense_and_people_are_refused_by_reader_schema_and_store(workshops, code, path):
    with pytest.raises(InputError) as caught:
        read_case(as_file(workshops), QUESTIONNAIRES)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert not VALIDATOR.is_valid(json.loads(as_file(workshops)))
    if isinstance(workshops, list):
        assert not is_storable(WorkshopHeld(workshops[0]))


def test_two_with_one_number_are_refused():
    assert [problem.code for problem in workshop_problems([{"id": 1}, {"id": 2}, {"id": 1}])] == ["id_twice"]


@pytest.mark.parametrize(
    "workshop", [None, {"id": 1, "x": {1, 2}}, {"id": 1, "x": float("nan")}, {"id": 1, "x": (1,)}], ids=str
)
def test_what_does_not_come_back_as_it_was_is_not_recorded(store, workshop):
    token = store.create().token
    with pytest.raises(InputError, match="message_damaged"):
        store.record(token, WorkshopHeld(workshop))
    assert store.read(token).extra == {}
