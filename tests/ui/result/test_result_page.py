"""The result page in Chromium: order, opening, charts, languages, hostile text, links, print, accessibility."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from lcc_diag.content import load
from lcc_diag.store.example import example_case
from lcc_diag.view.result import failed, result_view
from tests.view.cases import CASES, HOSTILE, diagnosed
from tests.view.insights import computed

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLOTLY = "/plotly.min.js"
PLAN = {
    "title": "Wer tut was bis wann",
    "lead": "Ein bis drei Schritte genügen.",
    "status": {"id": "draft", "text": "Noch ein Entwurf."},
    "steps": [
        {"number": 1, "deed": HOSTILE, "person": "KM", "due": None, "missing": ["Es fehlt: bis wann."], "remark": None}
    ],
    "suggestions": [{"id": "lever", "label": "Hebel", "text": "Benennen Sie eine Person."}],
    "review": None,
    "quick_wins": {"title": "Was schon anders läuft", "items": [], "empty": "Noch nichts eingetragen."},
    "link": {"text": "Vereinbaren", "chapter": "05_plan", "section": "steps"},
}


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
    page.locator(".lcc-contents a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.lcc-reasons summary')")
    page.keyboard.press("Enter")
    answers = page.locator(".lcc-reasons details[open] .lcc-answers").inner_text()
    assert load().cynefin.handling.question.de in answers
    assert load().cynefin.handling.modes["expert_project"].text.de in answers
    page.keyboard.press("Space")
    assert page.locator(".lcc-reasons details[open]").count() == 0


def test_the_contents_lead_to_a_section_by_keyboard(open_result):
    page = open_result(CASES["start_12"]())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.lcc-contents summary')")
    page.keyboard.press("Enter")
    links = page.locator(".lcc-contents li a")
    headings = page.locator(".lcc-result h2:not(#result-verdict)")
    assert links.all_inner_texts() == headings.all_inner_texts()
    links.last.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "result-method"


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
    assert page.locator('.lcc-result a:not([href^="#"])').count() == 0
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
    assert open_result(CASES["start_12"]()).locator(".lcc-languages").count() == 0


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
    page = open_result(CASES[name](), width=width, plotly=PLOTLY, insight=computed(CASES[name]()))
    page.locator(".lcc-pending").first.wait_for(state="detached")
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
    page = open_result(case, language, width=width, plotly=PLOTLY, insight=computed(case))
    page.locator(".lcc-pending").first.wait_for(state="detached")
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


# --- what follows the verdict -----------------------------------------------------------------------------------


def test_the_rest_is_asked_for_once_the_verdict_is_there_and_takes_its_place(open_result):
    page = open_result(example(), insight=computed(example()))
    page.locator(".lcc-sure").wait_for()
    assert page.asked == [{"type": "more"}]
    assert page.locator(".lcc-pending").count() == 0
    assert page.locator(".lcc-verdict .lcc-sure-line").inner_text().startswith("Stabil: in ")
    assert page.locator(".lcc-live[role=status]").text_content().startswith("Stabil: in ")


def test_while_it_is_computed_the_page_says_so_and_everything_else_is_there(open_result):
    page = open_result(example())
    page.wait_for_function("document.querySelectorAll('.lcc-pending').length")
    assert page.locator(".lcc-stability .lcc-pending").inner_text() == "wird berechnet …"
    assert page.locator(".lcc-monday .lcc-step").inner_text()
    assert page.locator(".lcc-attitudes figure").count() == 1


def test_what_could_not_be_computed_says_so_and_is_not_asked_for_again(open_result):
    page = open_result(example(), change=lambda view: view.update(failed(view)))
    assert "nicht berechnen" in page.locator(".lcc-stability .lcc-failed").inner_text()
    assert page.locator(".lcc-monday .lcc-step").inner_text()
    assert page.asked == []


def test_nothing_moves_for_the_reader_when_the_rest_arrives(open_result):
    page = open_result(example())
    page.locator("#result-challenges").evaluate("(heading) => heading.scrollIntoView()")
    before = page.locator("#result-challenges").bounding_box()["y"]
    view = result_view(example(), diagnosed(example()), load(), "de", computed(example()))
    page.evaluate("(view) => window.show(view)", view)
    page.locator(".lcc-sure").wait_for()
    assert abs(page.locator("#result-challenges").bounding_box()["y"] - before) < 2


def test_the_line_in_the_verdict_leads_to_how_sure_it_is_by_keyboard(open_result):
    page = open_result(example(), insight=computed(example()))
    page.locator(".lcc-sure-line a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "result-stability"


def test_after_a_change_of_language_nothing_is_computed_again(open_result):
    page = open_result(example(), insight=computed(example()))
    page.locator(".lcc-sure").wait_for()
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    page.locator(".lcc-result[lang=en] .lcc-sure").wait_for()
    assert page.asked == [{"type": "more"}]


def test_the_stability_chart_is_drawn_and_has_its_table(open_result):
    page = open_result(example(), plotly=PLOTLY, insight=computed(example()))
    page.locator(".lcc-chart-stability .main-svg").first.wait_for(state="attached")
    page.locator("details[data-details=table-stability] summary").click()
    assert page.locator("details[data-details=table-stability] tbody th").first.inner_text() == "Alles zusammen"
    assert page.evaluate("document.querySelectorAll('script[src*=plotly]').length") == 1


def test_the_plan_is_a_table_with_name_and_date_and_says_what_is_missing(open_result):
    page = open_result(CASES["start_12"](), change=lambda view: view.update(plan=PLAN))
    row = page.locator(".lcc-plan tbody tr").first
    assert row.locator("th").inner_text().startswith(HOSTILE)
    assert row.locator(".lcc-missing").inner_text() == "Es fehlt: bis wann."
    assert page.locator(".lcc-plan img").count() == 0
    assert page.locator(".lcc-plan .lcc-link a").get_attribute("href").startswith("05_plan.ipynb?case=K7MF")


# --- documents --------------------------------------------------------------------------------------------------


def pdf_of(content):
    reply = {"type": "document", "kind": content["kind"], "name": "lcc-diagnose.pdf", "mime": "application/pdf"}
    return {"content": reply, "bytes": base64.b64encode(b"%PDF \x00\xff").decode()}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_document_is_fetched_by_keyboard_and_saved_byte_for_byte(open_result, tmp_path, width):
    page = open_result(example(), width=width, answer=pdf_of)
    page.locator("[data-key=document-pdf]").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "lcc-diagnose.pdf"
    download.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"%PDF \x00\xff"
    assert page.asked[-1] == {"type": "document", "kind": "pdf", "language": "de"}
    assert page.locator("li:has([data-key=document-pdf]) [role=status]").inner_text() == (
        "Gespeichert als lcc-diagnose.pdf"
    )
    assert page.evaluate("document.activeElement.dataset.key") == "document-pdf"


def test_progress_shows_at_once_and_only_that_button_waits(open_result):
    page = open_result(example())
    page.locator("[data-key=document-pdf]").click()
    assert page.locator("li:has([data-key=document-pdf]) [role=status]").inner_text() == "PDF wird erstellt …"
    assert page.locator("[data-key=document-pdf]").get_attribute("aria-disabled") == "true"
    page.locator("[data-key=document-pdf]").click(force=True)
    page.locator("[data-key=document-xlsx]").click()
    assert [entry["kind"] for entry in page.asked if entry["type"] == "document"] == ["pdf", "xlsx"]
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    page.locator(".lcc-result[lang=en]").wait_for()
    assert page.locator("li:has([data-key=document-pdf]) [role=status]").inner_text() == "Creating PDF …"


def test_what_went_wrong_is_a_sentence_in_the_language_of_the_page(open_result):
    message = {"de": "Das ging nicht.", "en": "That did not work."}
    page = open_result(
        example(), answer=lambda content: {"content": {"type": "document", "kind": content["kind"], "message": message}}
    )
    page.locator("[data-key=document-ics]").click()
    note = page.locator("li:has([data-key=document-ics]) [role=status]")
    expect(note).to_have_text("Das ging nicht.")
    assert page.locator("[data-key=document-ics]").get_attribute("aria-disabled") == "false"
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    expect(note).to_have_text("That did not work.")
