"""Which answers are acceptable: every item, every kind of value, and everything a visitor might send instead."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.i18n import sentence
from lcc_diag.model.case import MAX_TEXT_LENGTH, Answer, Challenge, Placement
from lcc_diag.model.items import (
    MAX_NAME_LENGTH,
    check_answer,
    check_challenge,
    check_statement,
    check_text,
    find_item,
    item_ids,
)

QUESTIONNAIRES = load()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=5,
)


def short(value):
    return ascii(value)[:40]


def problem(item, value, challenge=None, **more):
    if challenge is None and item.startswith("cynefin."):
        challenge = "c1"
    answer = Answer("t0", "r1", item, value, challenge, **more)
    found = check_answer(answer, {"c1"}, {"r1"}, QUESTIONNAIRES)
    assert found is None or (sentence(found, "de") and sentence(found, "en"))
    return found


def code(*args, **kwargs):
    found = problem(*args, **kwargs)
    return found and found.code


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("cynefin.cause_effect", "a"),
        ("cynefin.cause_effect", "d"),
        ("cynefin.cause_effect", "dk"),
        ("cynefin.handling", "expert_project"),
        ("cynefin.handling", "dk"),
        ("cynefin.anecdote", "Am Dienstag …\n\tund <b>dann</b> =SUMME(A1)"),
        ("cynefin.anecdote", "x" * MAX_TEXT_LENGTH),
        ("attitudes.gm1", 1),
        ("attitudes.gm1", 5),
        ("attitudes.gm1", "dk"),
        ("attitudes.growth_mindset_ladder", 5),
        ("attitudes.growth_mindset_ladder", "dk"),
        ("execution.owner", 0),
        ("execution.owner", 4),
        ("execution.owner", "dk"),
        ("execution.provider", "na"),
        ("circle.voluntary", "not_asked"),
        ("circle.voluntary", "dk"),
        ("circle.people", 0),
        ("circle.people", 200),
        ("circle.people", "dk"),
    ],
    ids=short,
)
def test_accepted(item, value):
    assert problem(item, value) is None


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("cynefin.cause_effect", "e"),
        ("cynefin.cause_effect", "A"),
        ("cynefin.cause_effect", ""),
        ("cynefin.cause_effect", "na"),
        ("cynefin.cause_effect", 1),
        ("cynefin.handling", "nothing"),
        ("attitudes.gm1", 0),
        ("attitudes.gm1", 6),
        ("attitudes.gm1", "6"),
        ("attitudes.gm1", 4.0),
        ("attitudes.gm1", True),
        ("attitudes.gm1", "na"),
        ("attitudes.gm1", None),
        ("attitudes.gm1", [4]),
        ("attitudes.growth_mindset_ladder", 6),
        ("execution.owner", 5),
        ("execution.owner", -1),
        ("execution.owner", False),
        ("execution.owner", "na"),
        ("circle.voluntary", "maybe"),
        ("circle.people", -1),
        ("circle.people", 201),
        ("circle.people", 4.0),
        ("circle.people", "201"),
        ("circle.people", "3-5"),
        ("circle.people", "²"),
        ("circle.people", "9" * 5000),
    ],
    ids=short,
)
def test_value_refused(item, value):
    assert code(item, value) == "value_invalid"


@pytest.mark.parametrize("item", ["attitudes.gm1", "execution.owner", "circle.people"])
def test_a_number_in_quotation_marks_is_refused_as_such(item):
    found = problem(item, "4")
    assert (found.code, found.values) == ("value_quoted", {"item": item, "value": "4"})


def test_what_is_named_in_a_sentence_is_written_as_in_the_file():
    written = {True: "true", False: "false", None: "null"}
    assert {value: problem("attitudes.gm1", value).values["value"] for value in written} == written
    assert problem("execution.owner", 3, evidence={"deputy": False}).values["value"] == "false"


def test_a_number_too_long_to_be_written_out():
    assert problem("circle.people", 10**5000).values["value"] == "…"
    assert code("execution.owner", 3, evidence={"hours_per_week": 10**5000}) == "evidence_out_of_range"


def test_refusal_names_value_and_what_is_possible():
    assert problem("circle.people", 999).values == {"item": "circle.people", "value": "999", "allowed": "0–200, dk"}
    assert problem("cynefin.cause_effect", "e").values["allowed"] == "a, b, c, d, dk"


def test_every_item_takes_dont_know_or_text():
    ids = list(item_ids(QUESTIONNAIRES))
    assert len(ids) == len(set(ids)) == 1 + 8 + 1 + 20 + 4 + 5 + 8
    assert [item for item in ids if problem(item, "dk")] == []


@pytest.mark.parametrize(
    ("item", "similar"),
    [
        ("attitudes.gm11", "attitudes.gm1"),
        ("cynefin.cause_efect", "cynefin.cause_effect"),
        ("excution.ai", "execution.ai"),
        ("attitudes.GM1", "attitudes.gm1"),
    ],
    ids=short,
)
def test_unknown_item_with_a_suggestion(item, similar):
    found = problem(item, 1)
    assert (found.code, found.values["similar"]) == ("item_unknown_similar", similar)


@pytest.mark.parametrize(
    "item", ["", ".", "zzz", "owner", "attitudes._ladder", "attitudes.", "x" * 100_000, "\ud800"], ids=short
)
def test_unknown_item(item):
    assert code(item, 1).startswith("item_unknown")


def test_sentences_stay_short_and_printable():
    assert all(len(str(value)) < 100 for value in problem("x" * 100_000, 1).values.values())
    assert problem("\ud800", 1).values["item"] == "?"


def test_who_and_about_what():
    assert code("attitudes.gm1", 3, challenge="c1") == "challenge_needless"
    assert code("cynefin.handling", "drift", challenge="c9") == "challenge_unknown"
    known = Answer("t0", "r1", "attitudes.gm1", 3)
    cases = {"respondent_unknown": {"respondent": "r9"}, "challenge_unknown": {"item": "cynefin.handling"}}
    for expected, change in cases.items():
        assert check_answer(replace(known, **change), {"c1"}, {"r1"}, QUESTIONNAIRES).code == expected
    for name in ("", "  ", "t" * (MAX_NAME_LENGTH + 1), "t\x00", None):
        assert check_answer(replace(known, round=name), {"c1"}, {"r1"}, QUESTIONNAIRES).code == "round_invalid"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x" * (MAX_TEXT_LENGTH + 1), "text_too_long"),
        ("x" * 100_000, "text_too_long"),
        ("null\x00", "text_character"),
        ("half \ud83d", "text_character"),
        (5, "value_not_text"),
    ],
    ids=short,
)
def test_text_refused(value, expected):
    assert code("cynefin.anecdote", value) == expected


def test_harmless_characters_are_kept():
    assert check_text("Zeile\r\nTab\t\x0b\u202e\u0007 👍🏽 =1+1 <script>", 100) is None


@pytest.mark.parametrize(
    ("item", "evidence"),
    [
        ("execution.owner", {"role_or_initials": "KM", "hours_per_week": 7.5, "last_review_date": "2026-02-28"}),
        ("execution.owner", {"hours_per_week": 0}),
        ("execution.owner", {"role_or_initials": ""}),
        ("execution.owner", {"role_or_initials": None, "hours_per_week": None, "last_review_date": ""}),
        ("execution.owner", {"deputy": True}),
        ("execution.ai", {"data_connected": True}),
        ("execution.quick_win", {"change_kind": "tool"}),
    ],
    ids=short,
)
def test_evidence_accepted(item, evidence):
    assert problem(item, 3, evidence=evidence) is None


@pytest.mark.parametrize(
    ("item", "evidence", "expected"),
    [
        ("execution.owner", {"hours": 5}, "evidence_unknown"),
        ("attitudes.gm1", {"hours_per_week": 5}, "evidence_unknown"),
        ("execution.owner", {"role_or_initials": 5}, "evidence_not_text"),
        ("execution.owner", {"role_or_initials": False}, "evidence_not_text"),
        ("execution.owner", {"role_or_initials": "x" * 100_000}, "text_too_long"),
        ("execution.owner", {"role_or_initials": "\x00"}, "text_character"),
        ("execution.owner", {"hours_per_week": "5"}, "evidence_not_number"),
        ("execution.owner", {"hours_per_week": True}, "evidence_not_number"),
        ("execution.owner", {"hours_per_week": float("nan")}, "evidence_not_number"),
        ("execution.owner", {"hours_per_week": float("inf")}, "evidence_not_number"),
        ("execution.owner", {"hours_per_week": -1}, "evidence_out_of_range"),
        ("execution.owner", {"hours_per_week": 61}, "evidence_out_of_range"),
        ("execution.owner", {"last_review_date": "28.02.2026"}, "evidence_not_date"),
        ("execution.owner", {"last_review_date": "2026-02-30"}, "evidence_not_date"),
        ("execution.owner", {"last_review_date": "20260228"}, "evidence_not_date"),
        ("execution.owner", {"last_review_date": 20260228}, "evidence_not_date"),
        ("execution.owner", {"last_review_date": True}, "evidence_not_date"),
        ("execution.quick_win", {"change_kind": "colour"}, "evidence_not_choice"),
        ("execution.quick_win", {"change_kind": ["tool"]}, "evidence_not_choice"),
        ("execution.owner", ["hours_per_week"], "evidence_no_fields"),
    ],
    ids=short,
)
def test_evidence_refused(item, evidence, expected):
    assert code(item, 3, evidence=evidence) == expected


@given(st.tuples(*[ANYTHING] * 6))
def test_anything_json_can_say_is_judged_without_an_error(values):
    round_, respondent, item, value, challenge, evidence = values
    assert check_answer(Answer(round_, respondent, item, value, challenge, evidence), {"c1"}, {"r1"}, QUESTIONNAIRES)
    for known in ("cynefin.handling", "circle.people", "execution.owner"):
        check_answer(Answer("t0", "r1", known, value, challenge, evidence), {"c1"}, {"r1"}, QUESTIONNAIRES)


def test_statement():
    assert check_statement("Das ERP läuft, und alle planen mit Excel.", 140) is None
    assert check_statement("x" * 140, 140) is None
    assert check_statement("x" * 141, 140).values == {"length": 141, "max": 140}
    for empty in ("", " \n", None, 5):
        assert check_statement(empty, 140).code == "statement_empty"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"topic": "erp"}, None),
        ({"placement": Placement("complex", "weil")}, None),
        ({"statement": ""}, "statement_empty"),
        ({"topic": ["erp"]}, "topic_invalid"),
        ({"topic": "x" * 81}, "topic_invalid"),
        ({"placement": Placement("difficult")}, "domain_unknown"),
        ({"placement": Placement(["complex"])}, "domain_unknown"),
        ({"placement": Placement("complex", None)}, "value_not_text"),
        ({"placement": Placement("complex", "x" * 100_000)}, "text_too_long"),
    ],
    ids=short,
)
def test_challenge(change, expected):
    found = check_challenge(replace(Challenge("c1", "Ein Satz."), **change), 140)
    assert (found and found.code) == expected


def test_find_item_says_what_an_item_takes():
    assert find_item("attitudes.gm1", QUESTIONNAIRES).choices == (1, 2, 3, 4, 5, "dk")
    assert find_item("cynefin.handling", QUESTIONNAIRES).challenge
    assert (find_item("circle.weeks", QUESTIONNAIRES).minimum, find_item("circle.weeks", QUESTIONNAIRES).maximum) == (
        0,
        104,
    )
