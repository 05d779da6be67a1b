"""The result for a terminal."""

import pytest

from lcc_diag.content import load
from lcc_diag.i18n import phrase
from lcc_diag.store.example import example_case
from lcc_diag.view.plain import result_text
from lcc_diag.view.result import result_view
from tests.view.cases import CASES, DAY, HOSTILE, diagnosed, view_of
from tests.view.insights import computed


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CASES)
def test_no_line_is_wider_than_a_terminal(name, language):
    text = result_text(view_of(name, language))
    assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_verdict_comes_first_then_reasons_then_monday(language):
    case = example_case(language, load())
    view = result_view(case, diagnosed(case), load(), language)
    text = " ".join(result_text(view).split())
    told = [view["verdict"]["sentence"], *(r["text"] for r in view["reasons"]["items"]), view["monday"]["text"]]
    places = [text.index(sentence) for sentence in told]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CASES)
def test_with_everything_computed_it_still_fits_and_nothing_is_pending(name, language):
    case = CASES[name]()
    view = result_view(case, diagnosed(case), load(), language, computed(case), DAY)
    text = result_text(view)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert phrase("stability.pending", language) not in text


def test_what_to_do_the_circle_the_costs_how_sure_and_what_changes_it_are_told_in_order():
    case = example_case("de", load())
    view = result_view(case, diagnosed(case), load(), "de", computed(case), DAY)
    text = " ".join(result_text(view).split())
    told = [
        view["monday"]["text"],
        view["plan"]["steps"][0]["deed"],
        view["circle"]["facts"][0]["text"],
        view["circle"]["dates"][-1]["when"],
        view["costs"]["items"][0]["rows"][0]["text"],
        view["stability"]["sentence"],
        view["stability"]["chart"]["table"]["rows"][1][0],
        view["flips"]["items"][0]["text"],
    ]
    places = [text.index(" ".join(entry.split())[:40]) for entry in told]
    assert places == sorted(places)


def test_empty_parts_say_where_to_answer():
    text = result_text(view_of("empty"))
    assert "Dort beantworten: Teil 1" in text
    assert "Dort beantworten: Teil 2" in text


def test_a_long_word_is_broken_and_control_characters_are_left_out():
    view = view_of("start_12")
    view["verdict"]["organisation"] = "x" * 200 + "\x1b[31m\x07"
    text = result_text(view)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_what_people_wrote_is_shown_as_it_is():
    assert HOSTILE[:40] in result_text(view_of("hostile"))
