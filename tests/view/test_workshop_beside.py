"""What a result says once a workshop was held: what the room recommends, and nothing that the room has disproved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lcc_diag.model.case import Case
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view.plain import result_text
from lcc_diag.view.result import result_view
from tests.circle import READY
from tests.view.cases import CULTURE, LOW, MIDDLING, case_of, diagnosed, view_of
from tests.view.workshops import CONTENT, again, attitude, cell, released, with_workshops

OPEN = READY | {"voluntary": "no", "people": 2}
OTHER = {"rule": "R3", "outcome": "clarify", "conditions": [], "notes": []}
DIMENSIONS = tuple(CONTENT.attitudes.dimensions)


def alone(**changes):
    """One managing director who has answered everything."""
    return case_of([CULTURE], MIDDLING, LOW, OPEN, raters=("md",), **changes)


def seen(*rounds, case=None, language="de", **changes):
    told = {"id": 1, "day": "2026-11-23", "min_group": 5, "rounds": list(rounds), **changes}
    after = with_workshops(case or alone(), told)
    return result_view(after, diagnosed(after), CONTENT, language)


def beside(*rounds, **changes):
    return " ".join(seen(*rounds, **changes)["verdict"]["workshop"]["texts"])


def all_texts(view):
    """What is said of the case's own answers, as plain text without wrapping."""
    return " ".join(result_text(view).split())


# --- the room's recommendation ----------------------------------------------------------------------------------


def test_another_recommendation_is_named_and_both_say_whose_answers_they_count():
    text = beside(released(recommendation=OTHER), again())
    assert text.startswith("Im Workshop vom 23. November 2026 haben 15 Personen geantwortet.")
    assert "»Erst gemeinsam klären«. Klären Sie zuerst gemeinsam" in text
    assert "Hier zählen die im Fall eingetragenen (eine Person), dort die aus dem Workshop (15 Personen)" in text


def test_the_same_recommendation_needs_no_explanation():
    text = beside(released(recommendation=OTHER | {"outcome": "prepare"}))
    assert text.endswith("ergab sich dieselbe Empfehlung.")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (released(recommendation=None), "reicht nicht für eine eigene Empfehlung"),
        (released(recommendation=None, challenges=[]), "nur nach einem Teil"),
        (released(recommendation=OTHER | {"outcome": "collect"}), "fehlten dort noch Angaben der Geschäftsführung"),
    ],
)
def test_where_none_follows_that_is_said_and_why(shown, said):
    assert said in beside(shown)


def test_a_case_without_answers_of_its_own_says_that_it_lacks_them():
    text = beside(released(recommendation=OTHER), case=Case("Muster GmbH"))
    assert "dort fehlen noch Antworten" in text
    assert "Noch ist nichts eingeschätzt" not in all_texts(seen(released(), case=Case("Muster GmbH")))


def test_the_latest_workshop_counts_and_an_undated_one_has_its_number():
    first, last = ({"id": number, "rounds": [released(people={"n": 10 + number})]} for number in (1, 2))
    case = with_workshops(alone(), last, first)
    (told, *_) = result_view(case, diagnosed(case), CONTENT, "en")["verdict"]["workshop"]["texts"]
    assert told == "In workshop 2 12 people answered."


@pytest.mark.parametrize("people", [{"from": 5, "to": 9}, {"from": 0, "to": 4}])
def test_small_groups_are_counted_roughly_in_the_room(people):
    assert ("5–9 Personen" if people["to"] == 9 else "unter 5 Personen") in beside(released(people=people))


def test_staff_in_the_case_are_counted_roughly_too():
    few = case_of([CULTURE], MIDDLING, LOW, OPEN, raters=("md", "staff", "staff"))
    many = case_of([CULTURE], MIDDLING, LOW, OPEN, attitude_raters=("md", *["staff"] * 5))
    told = [beside(released(recommendation=OTHER), case=case) for case in (few, many)]
    assert "(unter 5 Personen)" in told[0]
    assert "(5–9 Personen)" in told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_workshop_there_is_no_word_of_one_but_a_way_to_it(language):
    verdict = result_view(alone(), diagnosed(alone()), CONTENT, language)["verdict"]
    assert verdict["workshop"] is None
    assert verdict["status"]["way"]["link"]["chapter"] == "10_workshop"
    assert view_of("start_12", language)["verdict"]["status"]["way"] is None
    assert seen(released(), language=language)["verdict"]["status"]["way"] is None


# --- what the result says of itself -----------------------------------------------------------------------------

UNTRUE = ("Bisher hat eine Person", "So far one person", "fehlt noch: Erheben", "still missing: collect")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_to_be_missing_that_the_room_has_seen(language):
    before = result_view(alone(), diagnosed(alone()), CONTENT, language)
    assert any(text in all_texts(before) for text in UNTRUE)
    after = all_texts(seen(released(), language=language))
    assert [text for text in UNTRUE if text in after] == []
    assert ("In diesem Ergebnis fehlt die Sicht" if language == "de" else "In this result the staff’s view") in after


def test_what_the_room_saw_in_part_only_is_not_said_to_be_seen_as_a_whole():
    every = [attitude(name, staff=cell(3.0, "developing")) for name in DIMENSIONS]
    whole, part = (all_texts(seen(released(attitudes=shown))) for shown in (every, every[:1]))
    assert "haben Sie sie gesehen." in whole
    assert "haben Sie sie gesehen, soweit sie gezeigt werden darf." in part


@pytest.mark.parametrize("cells", [{}, {"all": cell(3.0, "developing")}, {"leaders": cell(3.0, "developing")}])
def test_a_staff_view_that_was_not_shown_is_still_missing(cells):
    after = all_texts(seen(released(attitudes=[attitude(name, **cells) for name in DIMENSIONS])))
    assert "Die Sicht der Belegschaft fehlt noch: Erheben Sie sie" in after
    assert "sie gesehen" not in after


def test_what_others_rated_in_the_room_is_not_said_to_be_rated_by_one():
    told = seen(released())
    assert told["challenges"]["items"][0]["raters"] == "In diesem Ergebnis eingeschätzt von einer Person"
    few = next(entry for entry in told["unknown"]["items"] if entry["kind"] == "few_raters")
    assert few["text"] == "Bei einer Herausforderung zählt in diesem Ergebnis noch keine zweite Sicht."


def test_a_workshop_changes_no_result():
    after = with_workshops(alone())
    assert diagnosed(after) == diagnosed(replace(after, extra={}))


# --- once is enough ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_settles_a_condition_is_said_once(language):
    """Monday's step may take up the first one."""
    case = alone()
    view = result_view(case, diagnosed(case), CONTENT, language)
    view["monday"] = None
    text = all_texts(view)
    remedies = [" ".join(item["remedy"].split()) for item in view["conditions"]["items"]]
    assert len(remedies) > 1
    assert [text.count(remedy) for remedy in remedies] == [1] * len(remedies)


def test_the_number_of_the_rule_stands_with_the_method_only():
    view = view_of("prepare")
    assert "R8" not in view["reasons"]["rule"]["text"]
    assert "Regel R8" in view["method"]["rule"]["text"]
