"""The result page in Chromium: order, opening, charts, languages, hostile text, links, print, accessibility."""

from __future__ import annotations

import pytest

from lcc_diag.content import load
from lcc_diag.store.example import example_case
from tests.view.cases import CASES, HOSTILE

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLOTLY = "/plotly.min.js"


def example(language="de"):
    return example_case(language, load())


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


# --- what is there ----------------------------------------------------------------------------------------------


def test_the_verdict_comes_first_and_reasons_are_closed(open_result):
    page = open_result(example())
    outcome = load().rules.outcomes["start_24"]
    headings = page.locator("h2").all_inner_texts()
    assert headings[0] == outcome.name.de
    assert headings[1:4] == ["Warum", "Ihr Schritt am Montag", "Womit anfangen"]
    assert page.locator(".lcc-sentence").inner_text() == outcome.verdict.de
    assert page.locator(".lcc-reasons ol details").count() == 3
    assert page.locator(".lcc-reasons details[open]").count() == 0


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CASES)
def test_every_case_is_shown(open_result, name, language):
    page = open_result(CASES[name](), language)
    assert page.locator(".lcc-verdict h2").inner_text()
    assert 1 <= page.locator(".lcc-reasons ol > li").count() <= 3
    assert page.locator(".lcc-result").get_attribute("lang") == language
    assert "undefined" not in page.locator(".lcc-result").inner_text()


def test_a_reason_opens_by_keyboard_to_its_answers(open_result):
    page = open_result(CASES["start_12"]())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.lcc-reasons summary')")
    page.keyboard.press("Enter")
    answers = page.locator(".lcc-reasons details[open] .lcc-answers").inner_text()
    assert load().cynefin.handling.question.de in answers
    assert load().cynefin.handling.modes["expert_project"].text.de in answers
    page.keyboard.press("Space")
    assert page.locator(".lcc-reasons details[open]").count() == 0


# --- text of people ---------------------------------------------------------------------------------------------


def test_hostile_text_is_text(open_result):
    page = open_result(CASES["hostile"]())
    open_everything(page)
    assert page.locator(".lcc-challenge h3").inner_text().endswith(HOSTILE)
    assert page.locator(".lcc-about").inner_text().startswith(HOSTILE)
    assert page.locator(".lcc-result img").count() == 0
    assert page.evaluate("window.hit") is None


# --- links ------------------------------------------------------------------------------------------------------


def test_links_keep_the_case_and_lead_to_the_place(open_result):
    page = open_result(CASES["start_12"]())
    link = page.locator(".lcc-challenge a").first
    assert link.get_attribute("href") == "01_cynefin.ipynb?case=K7MF&lang=de#c1"
    assert link.inner_text() == "Teil 1"


def test_without_a_page_of_our_own_parts_are_named_not_linked(open_result):
    page = open_result(CASES["empty"](), page="")
    assert page.locator(".lcc-result a").count() == 0
    assert "Dort beantworten: Teil 2" in page.locator(".lcc-result").inner_text()


# --- languages --------------------------------------------------------------------------------------------------


def test_the_language_changes_and_what_was_open_stays_open(open_result):
    page = open_result(CASES["start_12"]())
    page.locator(".lcc-reasons summary").nth(1).click()
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    page.locator(".lcc-result[lang=en]").wait_for()
    assert page.locator("h2").nth(1).inner_text() == "Why"
    opened = page.locator(".lcc-reasons details[open]")
    assert opened.count() == 1
    assert page.evaluate("document.activeElement.dataset.key") == opened.locator("summary").get_attribute("data-key")


def test_the_place_on_the_page_stays_when_the_language_changes(open_result):
    page = open_result(example())
    page.locator("#result-unknown").scroll_into_view_if_needed()
    before = page.locator("#result-unknown").bounding_box()["y"]
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    page.locator(".lcc-result[lang=en]").wait_for()
    assert abs(page.locator("#result-unknown").bounding_box()["y"] - before) < 30


def test_until_the_kernel_answers_the_old_view_stays(open_result):
    page = open_result(CASES["start_12"](), silent=True)
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    assert page.locator(".lcc-result[lang=de][aria-busy=true]").count() == 1
    assert page.locator("h2").nth(1).inner_text() == "Warum"


def test_in_a_notebook_there_is_a_switch_of_its_own(open_result):
    page = open_result(CASES["start_12"](), page="")
    page.get_by_role("button", name="English").click()
    page.locator(".lcc-result[lang=en]").wait_for()
    assert page.get_by_role("button", name="English").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.dataset.key") == "language-en"


def test_the_page_of_our_own_has_the_switch(open_result):
    assert open_result(CASES["start_12"]()).locator(".lcc-result button").count() == 0


# --- charts -----------------------------------------------------------------------------------------------------


def test_bars_are_drawn_by_plotly_from_the_same_host(open_result):
    page = open_result(example(), plotly=PLOTLY)
    for name in ("attitudes", "execution"):
        page.locator(f".lcc-chart-{name} .main-svg").first.wait_for(state="attached")
        assert page.locator(f"details[data-details=table-{name}]").get_attribute("open") is None
    assert page.locator(".modebar").count() == 0
    assert (
        page.locator(".lcc-chart-attitudes").get_attribute("aria-label")
        == page.locator("#result-attitudes ~ figure figcaption").inner_text()
    )


@pytest.mark.parametrize("address", ["", "/missing.js"])
def test_without_plotly_the_tables_are_open(open_result, address):
    page = open_result(example(), plotly=address)
    for name in ("attitudes", "execution"):
        page.locator(f"details[data-details=table-{name}][open]").wait_for()
        assert page.locator(f".lcc-chart-{name}").count() == 0


def test_the_verdict_does_not_wait_for_plotly(open_result):
    page = open_result(example(), plotly=PLOTLY)
    asked = page.evaluate(
        """() => ({script: performance.getEntriesByName(`${location.origin}/plotly.min.js`)[0]?.startTime ?? Infinity,
                   paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime})"""
    )
    assert asked["paint"] < asked["script"]


@pytest.mark.parametrize("width", [390, 1024])
def test_the_canvas_and_the_cycle_say_their_sentence(open_result, width):
    page = open_result(example(), width=width)
    for name in ("canvas", "cycle"):
        figure = page.locator("figure", has=page.locator(f".lcc-chart-{name}"))
        assert (
            figure.locator("svg[role=img]").first.get_attribute("aria-label")
            == figure.locator("figcaption").inner_text()
        )
    assert page.locator(".lcc-canvas [data-point]").count() == 3


def test_the_table_of_a_chart_opens_and_has_headers(open_result):
    page = open_result(example(), plotly=PLOTLY)
    page.locator("details[data-details=table-attitudes] summary").click()
    table = page.locator("details[data-details=table-attitudes] table")
    assert table.locator("thead th").count() == 7
    assert table.locator("tbody th[scope=row]").all_inner_texts()[0] == "Lernhaltung"


# --- widths, paper, accessibility --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1920])
@pytest.mark.parametrize("name", ["hostile", "start_24", "empty"])
def test_nothing_is_wider_than_the_window(open_result, name, width):
    page = open_result(CASES[name](), width=width, plotly=PLOTLY)
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_everything_is_open_and_afterwards_as_before(open_result):
    page = open_result(CASES["start_12"]())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".lcc-reasons details[open]").count() == 0


def test_bars_fit_on_the_sheet(open_result):
    page = open_result(example(), width=1400, plotly=PLOTLY)
    page.locator(".lcc-chart-execution .main-svg").first.wait_for(state="attached")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sheet = page.evaluate("17 / 2.54 * 96")
    assert page.locator(".lcc-chart-execution .svg-container").bounding_box()["width"] <= sheet + 1
    assert page.locator(".lcc-chart-execution .main-svg").first.bounding_box()["width"] <= sheet + 1


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["example", "prepare", "collect", "all_dont_know", "placed"])
def test_no_violation_of_accessibility(open_result, axe, name, width, language):
    case = example(language) if name == "example" else CASES[name]()
    page = open_result(case, language, width=width, plotly=PLOTLY)
    if name == "example":
        page.locator(".lcc-chart-execution .main-svg").first.wait_for(state="attached")
    open_everything(page)
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then((r) => r.violations)", TAGS
    )
    assert [(entry["id"], [node["html"] for node in entry["nodes"]]) for entry in found] == []


def test_closing_leaves_nothing_behind(open_result):
    page = open_result(CASES["start_12"]())
    page.evaluate("window.close_()")
    assert page.locator(".lcc-result").count() == 0
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    assert page.locator(".lcc-result").count() == 0
