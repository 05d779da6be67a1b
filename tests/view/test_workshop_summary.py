"""What a case keeps of a workshop and what is told of it: no person in it, and nothing a file says brings it down."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Placement
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import ask_again, reveal, seal
from lcc_diag.store.workshop_shape import workshop_problems
from lcc_diag.view.document.answers import answer_table, shareable
from lcc_diag.view.document.sections import sections
from lcc_diag.view.findings import Findings
from lcc_diag.view.result import ORDER, result_view
from lcc_diag.view.workshop.held import held, workshops_of
from lcc_diag.view.workshop.summary import workshop_part
from tests.cohort.rooms import room
from tests.view.cases import view_of
from tests.view.workshops import (
    CONTENT,
    HOSTILE,
    OPENED,
    again,
    attitude,
    case_with,
    cell,
    rating,
    released,
    told_in,
    with_workshops,
    workshop_with,
)

DOT = {"participant": "p-4711", "role": "leader", "top": "complex", "score": 3.2}
DAY = OPENED.date()


def found_in(case, language="de"):
    return Findings.of(case, diagnose(case, CONTENT, DAY), CONTENT, language, None, DAY)


def part_of(*rounds, language="de", **changes):
    told = {"id": 1, "day": "2026-11-23", "parts": "diagnosis", "min_group": 5, "rounds": list(rounds), **changes}
    return workshop_part(found_in(with_workshops(case_with(), told), language))


def texts(value):
    if isinstance(value, str):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from texts(entry)


# --- what a case keeps ------------------------------------------------------------------------------------------


def with_dots():
    shown = released()
    shown["challenges"][0]["dots"] = [DOT]
    shown["attitudes"][0]["leaders"]["dots"] = shown["attitudes"][1]["prediction"]["dots"] = [DOT]
    return shown


def test_what_is_kept_holds_every_revealed_round_and_nobody():
    first = reveal(seal(workshop_with()), 1, with_dots(), {"c1": ["p-4711"]})
    kept = held(seal(ask_again(first, ("c1",))), 3, DAY)
    assert kept["id"] == 3
    assert kept["day"] == "2026-11-23"
    assert [entry["round"] for entry in kept["rounds"]] == [1]
    assert "p-4711" not in json.dumps(kept)
    assert list(workshop_problems([kept])) == []
    second = reveal(seal(ask_again(first, ("c1",))), 2, again(), {})
    assert [entry["round"] for entry in held(second, 3, DAY)["rounds"]] == [1, 2]


@pytest.mark.parametrize("people", [1, 2])
def test_a_mean_of_one_or_two_leaders_stays_in_the_room(people):
    """Who agreed to be seen on the wall has not agreed to a document, and may take it back."""
    gap = {"difference": 1.3, "ci_low": 0.9, "ci_high": 1.7, "flagged": True}
    known = cell(3.3, "developing", n={"n": people})
    few = attitude("resilience", staff=cell(2.1, "occasional"), leaders=known, prediction=known, gap=gap, surprise=1.2)
    shown = released(attitudes=[few], challenges=[rating("c1", "Ein Satz.", n={"n": people})])
    kept = held(reveal(seal(workshop_with()), 1, shown, {}), 1, DAY)
    assert list(texts(kept)).count("room_only") == 3
    assert not {"3.3", "1.3", "1.2", "complex"} & set(re.findall(r"[\d.]+|complex", json.dumps(kept)))
    told = workshop_part(found_in(with_workshops(case_with(), kept)))
    assert told["remark"] is None
    assert told["rounds"][0]["chart"]["table"]["rows"][0][1:6] == [
        "2,1",
        "Punktuell",
        "nicht gezeigt",
        "nicht gezeigt",
        "–",
    ]
    assert "nur im Raum" in told["rounds"][0]["ratings"]["rows"][0][1]


def test_a_mean_of_three_leaders_or_of_protected_people_is_kept():
    three, band = cell(3.3, "developing", n={"n": 3}), cell(3.3, "developing", n={"from": 5, "to": 9})
    shown = released(attitudes=[attitude("resilience", leaders=three, prediction=band)])
    kept = held(reveal(seal(workshop_with()), 1, shown, {}), 1, DAY)
    assert kept["rounds"][0]["attitudes"][0]["leaders"]["mean"] == 3.3
    assert kept["rounds"][0]["attitudes"][0]["prediction"]["mean"] == 3.3


ROOMS = (
    {},
    {"staff": 4, "leaders": 2},
    {"staff": 1, "leaders": 2},
    {"staff": 0, "leaders": 2},
    {"parts": "pulse", "staff": 40},
    {"named": 0},
)


@pytest.mark.parametrize("settings", ROOMS)
def test_whatever_is_really_released_is_kept_and_told_without_loss(settings):
    one = room(7, **settings)
    release = one.release()
    kept = held(reveal(one.workshop, 1, release.shown, release.members), 1, DAY)
    assert list(workshop_problems([kept])) == []
    told = found_in(replace(one.case, extra={"workshops": [kept]}))
    assert workshops_of(told.case, CONTENT)[1] == 0
    assert len(workshop_part(told)["rounds"]) == 1
    assert not any(f'"{voice.participant.id}"' in json.dumps(kept) for voice in one.voices)


def test_where_only_leaders_are_shown_that_is_said():
    leaders = attitude("resilience", leaders=cell(3.3, "developing", n={"n": 4}))
    told = part_of(released(attitudes=[leaders]))["rounds"][0]
    assert told["chart"]["sentence"] == phrase("workshop_document.sentence_leaders", "de")
    assert told["chart"]["data"]["rows"][0]["marks"][0]["value"] == 3.3


def test_dots_in_a_case_from_elsewhere_reach_no_document():
    case = with_workshops(case_with(), {"id": 1, "rounds": [with_dots()]})
    assert "p-4711" not in json.dumps([list(texts(workshop_part(found_in(case)))), shareable(case).extra["workshops"]])
    clean = with_workshops(case_with())
    assert shareable(clean) is clean


# --- what is told -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_is_told_with_date_people_and_its_groups(language):
    first, second = workshop_part(found_in(with_workshops(case_with()), language))["rounds"]
    assert first["title"] != second["title"]
    assert all("23" in told["title"] and "November" in told["title"] for told in (first, second))
    assert "15" in first["people"]
    assert "5–9" in second["people"]
    assert first["protected"] is None
    assert phrase("result.numerals", language).split()[5] in second["protected"]
    assert second["chart"] is None


def test_challenges_have_call_support_disagreement_and_what_to_talk_about():
    told = part_of(released())["rounds"][0]
    complex_, contested, hidden = told["ratings"]["rows"]
    assert complex_[1:] == ["Komplex", "Komplex 0,70, Kompliziert 0,25", "0,3", "14"]
    assert contested[1] == "Umstritten"
    assert hidden[1].startswith("nicht gezeigt: die Antworten sind einander so ähnlich")
    assert hidden[2:] == ["–", "–", "–"]
    assert told["talk"][0]["text"] == "Am weitesten auseinander: Folgen des Abwartens und Neuheit."
    assert "Anteil 0,60" in told["talk"][0]["details"][0]
    assert [entry["label"] for entry in told["talk"]] == [row[0] for row in (complex_, contested)]


def test_what_divides_the_room_is_told_even_where_there_is_no_call():
    hidden = rating("c1", "Ein Satz.", why="too_alike", discuss=["novelty"])
    (entry,) = part_of(released(challenges=[hidden]))["rounds"][0]["talk"]
    assert "Neuheit" in entry["text"]


def test_the_groups_own_placement_stands_beside_the_latest_result():
    case = case_with()
    placed = replace(case.challenges[0], placement=Placement("complex", HOSTILE))
    case = with_workshops(replace(case, challenges=(placed, *case.challenges[1:])))
    first, second = workshop_part(found_in(case))["rounds"]
    assert not any(HOSTILE in text for text in texts(first))
    told = second["talk"][0]["details"][-1]
    assert "Komplex – anders als nach den Antworten" in told
    assert HOSTILE in told


def test_attitudes_have_level_prediction_and_gap_by_the_rule():
    told = part_of(released())["rounds"][0]
    growth, safety, resilience, _ = told["chart"]["table"]["rows"]
    assert growth == ["Lernhaltung", "2,4", "Punktuell", "3,7", "3,5", "1,3", "11"]
    assert safety[1:4] == ["3,1 (alle zusammen)", "zwischen Punktuell und Gelebt", "nicht gezeigt"]
    assert safety[6] == "5–9"
    assert resilience[1:3] == ["nicht gezeigt", "–"]
    assert "geschätzt 3,5, geantwortet 2,4" in told["chart"]["sentence"]
    assert told["remarks"][0].startswith("Lernhaltung: Die Führung sieht 3,7, die Belegschaft 2,4.")
    assert "Lernkreis" in told["outcome"]


def test_what_is_not_shown_is_named_with_its_reason_and_nothing_else():
    remarks = part_of(released())["rounds"][0]["remarks"]
    few, alike = (next(text for text in remarks if why in text) for why in ("zu wenige Antworten:", "ähnlich"))
    assert alike.endswith("könnte: Resilienz (Belegschaft).")
    assert "Authentische Kommunikation (Führung)" in few
    assert "Psychologische Sicherheit (Belegschaft)" not in few  # everybody stands together there, and that is said
    assert any("stehen zusammen" in text and "Psychologische Sicherheit" in text for text in remarks)


def test_near_guesses_and_no_gap_are_told_too():
    gap = {"difference": 0.2, "ci_low": -0.4, "ci_high": 0.8, "flagged": False}
    near = attitude(
        "resilience", staff=cell(3.0, "developing"), leaders=cell(3.2, "developing"), prediction=cell(3.2), gap=gap
    )
    told = part_of(released(attitudes=[near]))["rounds"][0]
    assert "liegt überall nah" in told["chart"]["sentence"]
    assert told["remarks"] == [phrase("workshop_document.gap_none", "de")]


def test_where_nothing_is_shown_there_is_nothing_to_draw():
    told = part_of(released(attitudes=[attitude("resilience"), attitude("growth_mindset")]))["rounds"][0]
    assert told["chart"]["data"] is None
    assert told["chart"]["sentence"] == phrase("workshop_document.sentence_none", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_documents_tell_the_same(language):
    shown = released(challenges=[rating("c9", HOSTILE), *released()["challenges"]])
    case = with_workshops(case_with(), {"id": 1, "day": "2026-11-23", "min_group": 5, "rounds": [shown, again(), {}]})
    view = result_view(case, diagnose(case, CONTENT, DAY), CONTENT, language, None, DAY)
    (section,) = (part for part in sections(view) if part["id"] == "workshop")
    told = told_in(view["workshop"])
    assert section["title"] == view["workshop"]["title"]
    assert HOSTILE in told
    assert view["workshop"]["remark"] in told
    assert set(told) - set(texts(section)) == set()


def test_the_chart_is_drawn_on_the_page_from_what_documents_draw():
    chart = part_of(released())["rounds"][0]["chart"]
    bars, *marks = chart["figure"]["wide"]["data"]
    assert [start + length for start, length in zip([bars["base"]] * 4, bars["x"], strict=True)] == [2.4, 3.1, 1, 2.9]
    assert [list(zip(mark["y"], mark["x"], strict=True)) for mark in marks] == [[(0, 3.7)], [(0, 3.5), (3, 3.0)]]


def test_workshops_stand_with_what_was_found_and_early_while_the_case_itself_has_no_answers():
    assert ORDER[ORDER.index("charts") + 1] == "workshop"
    assert view_of("start_12")["workshop"] is None
    case = with_workshops(case_with())
    order = result_view(case, diagnose(case, CONTENT, DAY), CONTENT, "de", None, DAY)["order"]
    assert order.index("unknown") < order.index("workshop") < order.index("begin")


def test_workshops_of_one_day_are_told_apart():
    one, other = ({"id": number, "day": "2026-11-23", "rounds": [again(1)]} for number in (2, 5))
    part = workshop_part(found_in(with_workshops(case_with(), one, other), "en"))
    assert part["title"] == "Your workshops"
    assert [told["title"] for told in part["rounds"]] == [
        "Workshop of 23 November 2026 (no. 2)",
        "Workshop of 23 November 2026 (no. 5)",
    ]
    assert part_of(again(1), language="en")["rounds"][0]["title"] == "Workshop of 23 November 2026"


def test_a_case_without_workshops_has_no_section():
    assert workshop_part(found_in(case_with())) is None


def test_groups_stand_in_the_table_of_answers_and_hidden_ones_without_a_value():
    rows = answer_table(found_in(with_workshops(case_with())))["rows"]
    assert [
        "w1.1",
        "group",
        "staff",
        "",
        "attitudes.growth_mindset",
        "Lernhaltung: Mittelwert der Gruppe",
        2.4,
        "Punktuell",
        "2026-11-23",
    ] in rows
    hidden = next(row for row in rows if row[2:5] == ["staff", "", "attitudes.resilience"])
    assert hidden[6] is None
    assert hidden[7].startswith("nicht gezeigt")
    assert {row[0] for row in rows} == {"w1.1", "w1.2"}


# --- what comes from outside ------------------------------------------------------------------------------------


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**30),
    st.floats(allow_nan=True),
    st.text(max_size=8),
    st.sampled_from(
        ["complex", "resilience", "too_few", HOSTILE, [], {}, [[]], {"from": 9, "to": 5}, {"n": -1}, "x" * 10_000]
    ),
)


def places(value, path=()):
    """Paths to everything inside."""
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(part, (*path, key))


GOOD = [{"id": 1, "day": "2026-11-23", "parts": "diagnosis", "min_group": 5, "rounds": [released(), again()]}]
PLACES = list(places(GOOD))


@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=4))
def test_whatever_a_file_says_about_a_workshop_is_told_or_left_out_but_never_fails(changes):
    workshops = deepcopy(GOOD)
    for path, value in changes:
        workshops = changed(workshops, path, value)
    case = replace(case_with(), extra={"workshops": workshops})
    told = workshop_part(found_in(case))
    assert told is None or json.dumps(told, allow_nan=False)
    assert json.dumps(answer_table(found_in(case)), allow_nan=False)


def changed(value, path, new):
    if not path:
        return new
    key, *rest = path
    with suppress(TypeError, LookupError):  # an earlier change took this place away
        value[key] = changed(value[key], rest, new)
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_could_not_be_read_is_said(language):
    bad = released(attitudes=[attitude("resilience", staff=cell(9.9, "developing"), all=cell(3.0))])
    told = part_of(bad, language=language)
    assert told["remark"] == phrase("workshop_document.unreadable", language)
    assert "9" not in "".join(text for row in told["rounds"][0]["chart"]["table"]["rows"] for text in row)
    assert part_of(released(), language=language)["remark"] is None


def test_a_flood_of_workshops_is_cut_and_said():
    many = [{"id": number, "rounds": [again(1)]} for number in range(1, 60)]
    held_ones, lost = workshops_of(with_workshops(case_with(), *many), CONTENT)
    assert len(held_ones) == 40
    assert lost > 0
