"""The plan: when it is complete, what is missing, what has passed, what could be taken over."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import Answer
from lcc_diag.model.items import MAX_ENTRY_LENGTH
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.example import example_case
from lcc_diag.view.date_remarks import VALUE, plan_date_remarks
from lcc_diag.view.plan import plan
from lcc_diag.view.review_day import working_day
from tests.circle import READY
from tests.view.agreed import findings, unfit_texts, with_plan
from tests.view.cases import CASES, CULTURE, HOSTILE, LOW, MIDDLING, case_of

DONE = ("Liste abschaffen", "AB", "2026-12-11")


def plan_of(*steps, name="start_12", language="de", **entries):
    return plan(findings(with_plan(name, *steps, **entries), language))


@pytest.mark.parametrize(
    ("steps", "status", "text"),
    [
        ([], "draft", "Entwurf: Sobald ein Schritt Tat, Person und Datum hat, ist der Bericht vollständig."),
        ([("Liste abschaffen", "AB", None)], "draft", None),
        ([("Liste abschaffen", "", "2026-12-11")], "draft", None),
        ([("Liste abschaffen", "   ", "2026-12-11")], "draft", None),
        ([("Liste abschaffen", "AB", "bald")], "draft", None),
        ([DONE], "final", "Vereinbart ist ein Schritt mit Tat, Person und Datum."),
        ([("Offen", "", None), DONE], "final", "Vereinbart ist ein Schritt mit Tat, Person und Datum."),
        ([DONE] * 4, "final", "Vereinbart sind vier Schritte mit Tat, Person und Datum."),
    ],
)
def test_one_complete_step_makes_the_report_final(steps, status, text):
    told = plan_of(*steps)["status"]
    assert told["id"] == status
    assert text is None or told["text"] == text


def test_each_step_says_what_it_lacks():
    steps = plan_of(("Nur die Tat", "", None), ("Ohne Datum", "CD", None), DONE)["steps"]
    assert [step["missing"] for step in steps] == [
        ["Schritt 1: Es fehlt noch, wer es tut.", "Schritt 1: Das Datum fehlt noch."],
        ["Schritt 2: Das Datum fehlt noch."],
        [],
    ]
    assert steps[2]["due"] == {"iso": "2026-12-11", "text": "11. Dezember 2026"}


@pytest.mark.parametrize(("due", "is_past"), [("2026-11-21", True), ("2026-11-22", False), ("2026-11-23", False)])
def test_a_date_in_the_past_is_remarked_on_and_blocks_nothing(due, is_past):
    told = plan_of(("Liste abschaffen", "AB", due))
    assert bool(told["steps"][0]["remark"]) == is_past
    assert told["status"]["id"] == "final"


def test_without_a_today_nothing_lies_in_the_past():
    case = with_plan("start_12", ("Liste abschaffen", "AB", "2001-01-01"), review="2001-01-01")
    told = plan(findings(case, today=None))
    assert told["steps"][0]["remark"] is None
    assert told["review"]["remark"] is None


def test_more_than_three_steps_get_a_friendly_word_only():
    assert plan_of(*[DONE] * 3)["lead"] == plan_of()["lead"]
    four = plan_of(*[DONE] * 4)
    assert four["lead"].startswith("Sie haben vier Schritte eingetragen. Mehr als drei gleichzeitig")
    assert four["status"]["id"] == "final"


def test_the_review_is_suggested_in_six_weeks_and_told_once_agreed():
    missing = plan_of(language="en")["review"]
    assert missing["iso"] is None
    assert missing["remark"] == "Suggestion: in about six weeks, on Thursday, 7 January 2027."
    agreed = plan_of(review="2027-01-11")["review"]
    assert agreed == {"iso": "2027-01-11", "text": "Rückblick am 11. Januar 2027.", "remark": None}
    assert plan_of(review="2026-11-01")["review"]["remark"].startswith("Dieser Tag ist vorbei")


@pytest.mark.parametrize(
    ("day", "state", "suggested"),
    [
        (date(2027, 1, 3), None, date(2027, 1, 7)),  # a Sunday in the holidays, when many are away until Epiphany
        (date(2026, 12, 23), None, date(2026, 12, 23)),
        (date(2026, 12, 24), None, date(2027, 1, 7)),
        (date(2027, 5, 27), "BY", date(2027, 5, 28)),  # Corpus Christi, a Thursday
        (date(2027, 5, 27), "BE", date(2027, 5, 27)),
        (date(2027, 3, 26), None, date(2027, 3, 30)),  # Good Friday to Easter Monday
    ],
)
def test_a_review_is_suggested_for_a_day_people_are_at_work(day, state, suggested):
    assert working_day(day, state, "de") == suggested


def test_before_the_verdict_is_on_screen_no_day_is_suggested():
    told = plan(findings(with_plan("start_12"), insight=None))
    assert told["review"]["remark"] == "Vorschlag: in sechs Wochen."


LAST_STEP = ("Liste abschaffen", "AB", "2027-01-29")


@pytest.mark.parametrize(("day", "is_early"), [("2027-01-28", True), ("2027-01-29", False), ("2027-03-01", False)])
def test_a_review_before_the_last_step_is_remarked_on(day, is_early):
    told = plan_of(DONE, LAST_STEP, review=day)["review"]
    assert (told["remark"] or "").startswith("Der Rückblick liegt vor dem letzten Schritt") == is_early
    assert (told["remark"] is None) != is_early


def test_a_page_remarks_on_the_plan_s_dates_in_the_words_of_the_document():
    found = findings(with_plan("start_12", ("Liste abschaffen", "AB", "2020-01-01"), LAST_STEP, review="2026-12-01"))
    told, document = plan_date_remarks(found.answers, found.questionnaires, found.today), plan(found)
    assert told["plan.step_1"]["due"]["de"] == document["steps"][0]["remark"]
    assert told["plan.review"][VALUE]["de"] == document["review"]["remark"]
    assert set(told) == {"plan.step_1", "plan.review"}
    assert told["plan.review"][VALUE]["en"].startswith(
        "The review is before the last step, which is due by 29 January 2027"
    )


def test_a_page_says_that_a_year_is_a_slip_and_that_a_visible_result_cannot_lie_ahead():
    case = with_plan("start_12", ("Liste abschaffen", "AB", "0026-01-01"))
    seen = Answer("t0", case.respondents[0].id, "plan.quick_win_1", "Brett hängt", evidence={"day": "2026-11-23"})
    found = findings(replace(case, answers=(*case.answers, seen)))
    told = plan_date_remarks(found.answers, found.questionnaires, found.today)
    assert told["plan.step_1"]["due"]["de"].startswith("Bitte prüfen Sie das Jahr")
    assert told["plan.quick_win_1"]["day"]["de"].startswith("Der 23. November 2026 liegt noch vor uns.")


def test_visible_results_are_kept_with_where_when_and_by_whom():
    case = example_case("en", load())
    told = plan(findings(case, "en"))["quick_wins"]
    assert told["empty"] is None
    assert told["items"][0]["kind"] == "Process"
    assert told["items"][0]["day"] == {"iso": "2026-10-05", "text": "5 October 2026"}
    assert told["items"][0]["noticed_by"] == "Foreman in assembly"
    assert plan_of()["quick_wins"]["empty"].startswith("Noch nichts festgehalten.")


# --- suggestions ----------------------------------------------------------------------------------------------


def ids(told):
    return [entry["id"] for entry in told["suggestions"]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("start_12", ["gate-md_peer", "lever", "experiment", "mismatch-complex_as_project"]),
        ("prepare", ["gate-voluntary", "gate-group_size", "lever", "experiment", "mismatch-complex_as_project"]),
        ("stabilise", ["mismatch-chaos_analysed"]),
        ("maintain", ["lever", "experiment"]),
        ("empty", []),
    ],
)
def test_suggestions_come_from_the_result(name, expected):
    assert ids(plan_of(name=name)) == expected


@pytest.mark.parametrize("name", [name for name in CASES if name != "hostile"])
def test_suggestions_are_few_short_enough_to_be_taken_over_and_the_same_in_both_languages(name):
    in_german, in_english = (plan_of(name=name, language=language) for language in LANGUAGES)
    assert ids(in_german) == ids(in_english)
    assert len(ids(in_german)) == len(set(ids(in_german))) <= 6
    for told in (in_german, in_english):
        assert all(len(entry["text"]) <= MAX_ENTRY_LENGTH and entry["label"] for entry in told["suggestions"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_could_be_suggested_fits_into_a_step(language):
    content = load()
    texts = [entry.advice[language] for entry in content.cynefin.mismatches.values()]
    texts += [gate.remedy[language] for gate in content.circle.gates.values()]
    levers = [question.levers for question in content.execution.questions.values()]
    texts += [text[language] for one in levers for text in (one.low, one.middle, one.high)]
    tried = content.experiments.experiments.values()
    texts += ["Starten Sie den Versuch »»: " + entry.name[language] + entry.text[language] for entry in tried]
    assert [text for text in texts if len(text) > MAX_ENTRY_LENGTH] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_over_is_not_suggested_again_in_any_language(language):
    first = plan_of(language=language)["suggestions"][1]
    assert first["id"] == "lever"
    taken = ("  " + first["text"].upper().replace(" ", "  ", 1).rstrip("."), "", None)
    for shown in LANGUAGES:
        assert "lever" not in ids(plan_of(taken, language=shown))
    assert "lever" in ids(plan_of(("Etwas anderes", "", None)))


def test_the_same_mismatch_of_two_challenges_is_one_suggestion_that_names_both():
    case = case_of([CULTURE, ("Der Vertrieb auch.", *CULTURE[1:])], MIDDLING, LOW, READY)
    told = plan(findings(case))["suggestions"]
    (about,) = [entry for entry in told if entry["id"].startswith("mismatch")]
    assert about["label"] == "Umgang mit den Herausforderungen 1 und 2"


# --- as a whole -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CASES if name != "hostile"])
def test_one_language_and_plain_data(name, language):
    steps = [("AB CD", "", None), ("EF", "GH", "2026-11-01"), ("IJ", "KL", "2027-01-01"), ("MN", "", "2027-01-01")]
    for given in ((), steps):
        case = with_plan(name, *given)
        told = plan(findings(case, language))
        assert unfit_texts(told, language, case) == []
        assert json.loads(json.dumps(told)) == told


def test_texts_of_users_stay_as_they_are():
    told = plan_of((HOSTILE, HOSTILE, "2027-01-01"), quick_win_1=HOSTILE)
    assert (told["steps"][0]["deed"], told["steps"][0]["person"]) == (HOSTILE, HOSTILE)
    assert told["quick_wins"]["items"][0]["what"] == HOSTILE


def test_pages_with_questions_do_not_load_the_holidays():
    code = "import sys, lcc_diag.view.plan_form, lcc_diag.view.result; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
