"""What the result page tells of workshops in Chromium: the documents' words, as text, folded, in both languages."""

from __future__ import annotations

import pytest

from lcc_diag.content import load
from lcc_diag.view.result import result_view
from tests.ui.result.test_result_page import PLOTLY, TAGS, open_everything
from tests.view.cases import CASES, diagnosed
from tests.view.workshops import HOSTILE, again, rating, released, told_in, with_workshops

pytestmark = pytest.mark.browser


def case_with_two():
    """A workshop of last summer, and one of two rounds with markup where people type."""
    shown = released(challenges=[rating("c9", HOSTILE), *released()["challenges"]])
    first = {"id": 1, "day": "2026-08-11", "min_group": 5, "rounds": [released()]}
    last = {"id": 2, "day": "2026-11-23", "min_group": 5, "rounds": [shown, again()]}
    return with_workshops(CASES["start_12"](), first, last)


def test_everything_the_documents_say_is_there_and_what_people_wrote_is_text(open_result):
    case = case_with_two()
    page = open_result(case)
    section = page.locator(".lcc-workshops")
    shown = set(section.locator("*").all_text_contents())
    part = result_view(case, diagnosed(case), load(), "de")["workshop"]
    assert [text for text in told_in(part) if text not in shown] == []
    assert HOSTILE in section.locator("tbody th").all_text_contents()
    assert section.locator("script").count() == 0
    assert page.evaluate("window.hit") is None


def test_beside_the_verdict_stands_what_the_workshop_recommends_with_a_way_to_all_of_it(open_result):
    page = open_result(case_with_two(), width=390)
    beside = page.locator(".lcc-verdict .lcc-beside")
    assert "haben 15 Personen geantwortet" in beside.inner_text()
    assert "»Lernkreis starten, 24 Wochen«" in beside.inner_text()
    beside.get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "result-workshops"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_earlier_workshops_unfold_by_keyboard_are_drawn_then_and_stay_open_in_the_other_language(open_result, axe):
    page = open_result(case_with_two(), width=390, plotly=PLOTLY)
    drawn = [page.locator(f".lcc-chart-workshop_{number}_1 .main-svg").first for number in (1, 2)]
    drawn[1].wait_for()
    assert drawn[0].count() == 0
    page.locator("[data-key=workshops-0]").focus()
    page.keyboard.press("Enter")
    drawn[0].wait_for()
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    page.locator(".lcc-result[lang=en]").wait_for()
    assert page.locator("#result-workshops").inner_text() == "Your workshops"
    assert page.evaluate("document.activeElement.textContent") == "Workshop of 11 August 2026"
    drawn[0].wait_for()
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run('.lcc-workshops', {runOnly: tags}).then((r) => r.violations)", TAGS)
    assert [(entry["id"], [node["html"] for node in entry["nodes"]]) for entry in found] == []
