"""Which answers are acceptable: every item, every kind of value, and everything a visitor might send instead."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.i18n import sentence
from lcc_diag.model.case import MAX_TEXT_LENGTH, Answer, Challenge, Placement
from lcc_diag.model.items import (
    MAX_ENTRY_LENGTH,
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
    if challenge is None and (found := find_item(item, QUESTIONNAIRES)) and found.challenge:
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
        ("plan.step_1", "Übergabe der Frühschicht nur noch im ERP."),
        ("plan.step_5", "x" * MAX_ENTRY_LENGTH),
        ("plan.quick_win_10", "Das Brett hängt."),
        ("plan.person_10", "KM"),
        ("plan.review", "2027-01-11"),
        ("plan.start", "2028-02-29"),
        ("plan.weekday", "thursday"),
        ("plan.time", "00:00"),
        ("plan.time", "23:59"),
        ("plan.weeks", "weeks_24"),
        ("plan.state", "BY"),
        ("costs.rate_eur_h", 48.3),
        ("costs.rate_eur_h", 1),
        ("costs.coach_eur", 0),
        ("costs.people", 6.5),
        ("costs.attribution_high", 100),
        ("costs.attribution_high", 100.0),
        ("costs.freed_time", "Für Schulungen."),
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
        ("plan.weekday", "sunday"),
        ("plan.weekday", 3),
        ("plan.weekday", "dk"),
        ("plan.weeks", 24),
        ("plan.state", "by"),
        ("plan.state", ["BY"]),
    ],
    ids=short,
)
def test_value_refused(item, value):
    assert code(item, value) == "value_invalid"


@pytest.mark.parametrize(
    ("item", "value", "expected"),
    [
        ("plan.step_1", "x" * (MAX_ENTRY_LENGTH + 1), "text_too_long"),
        ("plan.step_1", "half \ud83d", "text_character"),
        ("plan.step_1", 5, "value_not_text"),
        ("plan.step_1", None, "value_not_text"),
        ("costs.freed_time", "x" * 100_000, "text_too_long"),
        ("plan.review", "11.01.2027", "value_not_date"),
        ("plan.review", "2027-02-29", "value_not_date"),
        ("plan.review", "2206-01-11", "value_year"),
        ("plan.review", "1999-12-31", "value_year"),
        ("plan.review", "2027-1-11", "value_not_date"),
        ("plan.review", "20270111", "value_not_date"),
        ("plan.review", "٢٠٢٧-٠١-١١", "value_not_date"),
        ("plan.review", "2027-01-11\n", "value_not_date"),
        ("plan.review", 20270111, "value_not_date"),
        ("plan.review", True, "value_not_date"),
        ("plan.time", "24:00", "value_not_time"),
        ("plan.time", "9:00", "value_not_time"),
        ("plan.time", "15:60", "value_not_time"),
        ("plan.time", "15:00:00", "value_not_time"),
        ("plan.time", "15 Uhr", "value_not_time"),
        ("plan.time", 15, "value_not_time"),
        ("costs.rate_eur_h", "48.3", "value_quoted"),
        ("costs.rate_eur_h", "48", "value_quoted"),
        ("costs.rate_eur_h", "48,3", "value_not_number"),
        ("costs.rate_eur_h", "viel", "value_not_number"),
        ("costs.rate_eur_h", True, "value_not_number"),
        ("costs.rate_eur_h", None, "value_not_number"),
        ("costs.rate_eur_h", "dk", "value_not_number"),
        ("costs.rate_eur_h", float("nan"), "value_not_number"),
        ("costs.rate_eur_h", float("inf"), "value_not_number"),
        ("costs.rate_eur_h", 0.99, "value_out_of_range"),
        ("costs.people", -1, "value_out_of_range"),
        ("costs.attribution_low", 100.1, "value_out_of_range"),
    ],
    ids=short,
)
def test_entry_refused(item, value, expected):
    assert code(item, value) == expected


def test_refusal_of_a_number_names_the_range_in_full():
    assert problem("costs.investment_eur", -1).values == {
        "item": "costs.investment_eur",
        "value": "-1",
        "min": "0",
        "max": "1000000000",
    }


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
    assert code("costs.people", 10**5000) == "value_out_of_range"


def test_refusal_names_value_and_what_is_possible():
    assert problem("circle.people", 999).values == {"item": "circle.people", "value": "999", "allowed": "0–200, dk"}
    assert problem("cynefin.cause_effect", "e").values["allowed"] == "a, b, c, d, dk"


def test_every_item_once():
    ids = list(item_ids(QUESTIONNAIRES))
    asked, plan, costs = 1 + 8 + 1 + 20 + 4 + 5 + 8, 5 + 1 + 10 + 10 + 5, 2 + 10 + 5
    assert len(ids) == len(set(ids)) == asked + plan + costs
    assert all(find_item(item, QUESTIONNAIRES) for item in ids)


def test_every_question_takes_dont_know_or_text():
    """What is entered after the diagnosis is there or not: there is nothing to be unsure about."""
    asked = [item for item in item_ids(QUESTIONNAIRES) if not item.startswith(("plan.", "costs."))]
    assert [item for item in asked if problem(item, "dk")] == []


@pytest.mark.parametrize(
    ("item", "similar"),
    [
        ("attitudes.gm11", "attitudes.gm1"),
        ("cynefin.cause_efect", "cynefin.cause_effect"),
        ("excution.ai", "execution.ai"),
        ("attitudes.GM1", "attitudes.gm1"),
        ("plan.step", "plan.step_5"),
        ("costs.rate_eur", "costs.rate_eur_h"),
    ],
    ids=short,
)
def test_unknown_item_with_a_suggestion(item, similar):
    found = problem(item, 1)
    assert (found.code, found.values["similar"]) == ("item_unknown_similar", similar)


@pytest.mark.parametrize(
    "item",
    [
        "",
        ".",
        "zzz",
        "owner",
        "attitudes._ladder",
        "attitudes.",
        "x" * 100_000,
        "\ud800",
        "plan.",
        "plan.step",
        "plan.step_0",
        "plan.step_01",
        "plan.step_6",
        "plan.review_1",
        "plan.person",
        "plan.rate_eur_h",
        "costs.step_1",
    ],
    ids=short,
)
def test_unknown_item(item):
    assert code(item, 1).startswith("item_unknown")


def test_sentences_stay_short_and_printable():
    assert all(len(str(value)) < 100 for value in problem("x" * 100_000, 1).values.values())
    assert problem("\ud800", 1).values["item"] == "?"


def test_who_and_about_what():
    assert code("attitudes.gm1", 3, challenge="c1") == "challenge_needless"
    assert code("cynefin.handling", "drift", challenge="c9") == "challenge_unknown"
    assert code("costs.people", 6, challenge="c9") == "challenge_unknown"
    assert code("costs.rate_eur_h", 50, challenge="c1") == "challenge_needless"
    assert code("costs.automatable_low", 50, challenge="c1") == "challenge_needless"
    assert code("plan.step_1", "Satz.", challenge="c1") == "challenge_needless"
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


@pytest.mark.parametrize(
    ("item", "evidence", "expected"),
    [
        ("plan.step_1", {"person": "KM", "due": "2026-12-11"}, None),
        ("plan.step_1", {"person": "", "due": None}, None),
        ("plan.step_1", {"person": "x" * (MAX_ENTRY_LENGTH + 1)}, "text_too_long"),
        ("plan.step_1", {"due": "11.12.2026"}, "evidence_not_date"),
        ("plan.step_1", {"noticed_by": "Meister"}, "evidence_unknown"),
        ("plan.quick_win_2", {"change_kind": "process", "day": "2026-10-05", "noticed_by": "Meister"}, None),
        ("plan.quick_win_2", {"change_kind": "colour"}, "evidence_not_choice"),
        ("plan.person_1", {"asked": "alone"}, None),
        ("plan.person_1", {"asked": "yes"}, "evidence_not_choice"),
    ],
    ids=short,
)
def test_fields_of_a_plan(item, evidence, expected):
    assert code(item, "Satz.", evidence=evidence) == expected


@given(st.tuples(*[ANYTHING] * 6))
def test_anything_json_can_say_is_judged_without_an_error(values):
    round_, respondent, item, value, challenge, evidence = values
    assert check_answer(Answer(round_, respondent, item, value, challenge, evidence), {"c1"}, {"r1"}, QUESTIONNAIRES)
    for known in ("cynefin.handling", "circle.people", "execution.owner", "plan.step_1", "plan.time", "costs.people"):
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
