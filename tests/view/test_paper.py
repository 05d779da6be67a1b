"""The paper form: one code per question, and from the signs typed for them the very answers that were crossed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.i18n import sentence
from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.problem import InputError
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import ASKING, ask_again, asked, check_entry, phases_of, reveal, seal
from lcc_diag.view.workshop.paper import paper_items, read_sheet, typed_sheet
from lcc_diag.view.workshop.paper_form import paper_view
from tests.view.workshops import CONTENT, HOSTILE, STATEMENTS, case_with, workshop_with

SIX = {"challenges": ("c1", "c2", "c3", "c4", "c5", "c6")}
SETTINGS = ({}, SIX, {"parts": "pulse"}, {"parts": "cynefin", "challenges": ("c2",)})
EVERY = [(settings, role) for settings in SETTINGS for role in ("md", "leader", "staff")]


def items_of(settings, role):
    return paper_items(workshop_with(**settings), role, CONTENT)


@st.composite
def sheets(draw):
    """What somebody answered on a sheet: any part of it, by code, beside its items."""
    items = items_of(*draw(st.sampled_from(EVERY)))
    text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200).filter(str.strip)
    answered = draw(st.lists(st.sampled_from(items), unique_by=lambda item: item.code))
    values = {
        item.key: draw(text).strip() if item.is_text else draw(st.sampled_from(list(item.keys.values())))
        for item in answered
    }
    return items, values


# --- codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("settings", "role"), EVERY)
def test_a_sheet_asks_exactly_what_phones_ask_with_a_code_each(settings, role):
    begun = workshop_with(**settings)
    items = paper_items(begun, role, CONTENT)
    phases = [phase for phase in phases_of(begun) if phase in ASKING]
    keys = [key for phase in phases for key in asked(begun, phase, role, CONTENT)]
    assert {item.key for item in items} == set(keys)
    assert len({item.code for item in items}) == len(items) == len(keys)


def test_codes_say_challenge_and_question_and_stay_the_same_for_every_role():
    codes = {item.code: item.key for item in items_of({}, "md")}
    assert codes["S2"] == ("cynefin.anecdote", "c2")
    assert codes["C1-3"] == ("cynefin.expert_agreement", "c1")
    assert codes["C3-9"] == ("cynefin.handling", "c3")
    assert codes["A6"] == ("attitudes.ps1", None)
    assert codes["L2"] == ("attitudes.psychological_safety_ladder", None)
    assert codes["P4"] == ("prediction.authentic_communication", None)
    staff = {item.code: item.key for item in items_of({}, "staff")}
    assert staff.items() < codes.items()
    assert not any(code.startswith("P") for code in staff)


def test_a_later_round_asks_only_for_ratings():
    revealed = reveal(seal(workshop_with()), 1, {"challenges": []}, {})
    items = paper_items(ask_again(revealed, ("c9",)), "leader", CONTENT)
    assert [item.code for item in items] == [f"C1-{number}" for number in range(1, 10)]


# --- from signs to answers --------------------------------------------------------------------------------------


@given(sheets())
def test_any_answers_come_back_from_the_signs_typed_for_them(sheet):
    items, values = sheet
    typed = typed_sheet(items, values)
    entries = read_sheet(items, typed, 1, "sheet-7")
    assert {(entry.item, entry.challenge): entry.value for entry in entries} == values
    assert all(type(entry.value) is type(values[entry.item, entry.challenge]) for entry in entries)
    assert len({entry.message for entry in entries}) == len(entries)
    loose = {
        f" {code.lower()} ": f" {sign.upper() if len(sign) == 1 else sign} "
        for code, sign in typed.items()
        if code[0] != "S"
    }
    assert {(e.item, e.value) for e in read_sheet(items, loose, 1, "sheet-7")} == {
        (e.item, e.value) for e in entries if e.item != "cynefin.anecdote"
    }


@pytest.mark.parametrize(("settings", "role"), EVERY)
def test_every_sign_that_can_be_typed_gives_an_answer_the_workshop_takes(settings, role):
    begun = workshop_with(**settings)
    begun = replace(begun, phase=[phase for phase in phases_of(begun) if phase in ASKING][-1])
    for item in paper_items(begun, role, CONTENT):
        for sign in item.keys or ("Ein Ereignis.",):
            (entry,) = read_sheet([item], {item.code: sign}, 1, "s")
            assert check_entry(begun, role, entry, CONTENT) is None


def test_digits_stand_for_letters_and_nought_for_dont_know_everywhere():
    items = items_of({}, "md")
    typed = {"C1-1": "3", "C2-9": "5", "A1": "0", "L1": "0", "C1-2": "0", "P1": "4"}
    found = {entry.message: entry.value for entry in read_sheet(items, typed, 2, "s")}
    assert found == {
        "s-C1-1": "c",
        "s-C2-9": "drift",
        "s-A1": DONT_KNOW,
        "s-L1": DONT_KNOW,
        "s-C1-2": DONT_KNOW,
        "s-P1": 4,
    }


def test_what_was_left_empty_stays_unanswered():
    assert read_sheet(items_of({}, "staff"), {"A1": "", "C1-1": "  ", "S1": "\n"}, 1, "s") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_not_on_the_sheet_is_said_with_code_and_choices(language):
    typed = {"A1": "6", "C1-1": "e", "Z9": "1", "P1": "3", "S1": "x" * 1001, "A2": "4"}
    with pytest.raises(InputError) as error:
        read_sheet(items_of({}, "staff"), typed, 1, "s")
    told = [sentence(problem, language) for problem in error.value.problems]
    assert len(told) == 5
    assert "A1" in told[0]
    assert "1 2 3 4 5 0" in told[0]
    assert "a b c d 0" in told[1]
    assert "Z9" in told[2]
    assert "P1" in told[3]  # staff are not asked what the staff will answer
    assert told[4].startswith("S1: ")
    assert "1000" in told[4].replace(".", "").replace(",", "")


# --- what is printed --------------------------------------------------------------------------------------------


def codes_in(form):
    for part in form["parts"]:
        if part["kind"] == "ratings":
            yield from (code for question in part["questions"] for code in question["codes"])
        elif part["kind"] == "stories":
            yield from (item["code"] for item in part["items"])
        else:
            for group in part["groups"]:
                yield from (item["code"] for item in group["items"])
                yield from group["ladder"]["codes"] if group["ladder"] else ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", SETTINGS)
def test_the_forms_print_every_code_in_the_order_in_which_it_is_entered(settings, language):
    begun = workshop_with(**settings)
    view = paper_view(begun, case_with(*STATEMENTS), CONTENT, language)
    for form, role in zip(view["forms"], ("staff", "md"), strict=True):
        assert list(codes_in(form)) == [item.code for item in paper_items(begun, role, CONTENT)]


def test_printed_signs_are_those_that_can_be_typed():
    begun = workshop_with()
    items = {item.code: item for item in paper_items(begun, "md", CONTENT)}
    form = paper_view(begun, case_with(), CONTENT, "de")["forms"][1]
    _, ratings, scales, predictions = form["parts"]
    for question in ratings["questions"]:
        assert {items[code].signs for code in question["codes"]} == {
            tuple(option["sign"] for option in question["options"])
        }
    for part in (scales, predictions):
        signs = tuple(step["sign"] for step in part["scale"])
        assert all(items[line["code"]].signs == signs for group in part["groups"] for line in group["items"])


def test_only_those_who_may_join_get_a_form():
    forms = paper_view(workshop_with(roles=("md", "staff")), case_with(), CONTENT, "de")["forms"]
    assert [form["roles"] for form in forms] == [["Belegschaft"], ["Geschäftsführung"]]
    assert [
        form["id"] for form in paper_view(workshop_with(roles=("staff",)), case_with(), CONTENT, "de")["forms"]
    ] == ["staff"]


def test_nobody_is_named_and_text_stays_text():
    view = paper_view(workshop_with(), case_with(HOSTILE, HOSTILE, HOSTILE, organisation=HOSTILE), CONTENT, "de")
    assert view["organisation"] == HOSTILE
    assert {entry["text"] for entry in view["forms"][0]["parts"][0]["items"]} == {HOSTILE}
    assert "nicht unterschreiben" in view["forms"][0]["lead"][0]
    assert "7. Dezember 2026" in view["forms"][0]["lead"][2]
    assert view["base"] == "lcc-papierbogen-2026-11-23"
