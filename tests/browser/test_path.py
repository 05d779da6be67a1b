"""The whole path in a real browser: begin, three parts, verdict; in both languages, wide and narrow."""

from __future__ import annotations

import json
import re

import pytest

from lcc_diag.content import load
from tests.browser.pages import begin, ready, violations
from tests.browser.walking import walk

pytestmark = pytest.mark.browser

QUESTIONNAIRES = load()
REVERSE = {
    f"attitudes.{item}"
    for attitude in QUESTIONNAIRES.attitudes.dimensions.values()
    for item, entry in attitude.items.items()
    if entry.reverse
}
CIRCLE = {"voluntary": "yes", "people": "4", "minutes": "90", "weeks": "12", "md": "peer", "coach": "yes"}
CIRCLE |= {"measurement": "yes", "followup": "yes"}
STORY = "Am Montag lagen zwei Listen auf dem Tisch. <b>Keine</b> stimmte. =1+1"


def choose(letter: str, handling: str, attitude: int):
    """Answers of somebody who rates every challenge the same and sees attitudes at ``attitude`` of 5."""

    def value(item: str) -> str:
        part, _, name = item.partition(".")
        if part == "cynefin":
            return {"handling": handling, "anecdote": STORY}.get(name, letter)
        if part == "attitudes":
            return str(6 - attitude if item in REVERSE else attitude)
        if part == "execution":
            return "1"
        return CIRCLE[name] if part == "circle" else "false"

    return value


def add_challenge(page, statement):
    page.fill(".lcc-new-challenge textarea", statement)
    page.click(".lcc-new-challenge button")
    page.wait_for_selector(f".lcc-challenges >> text={statement}")


def shown_domain_words(page, language):
    text = page.inner_text(".lcc-form").lower()
    words = [domain.name[language].lower() for domain in QUESTIONNAIRES.cynefin.domains.values()]
    return [word for word in words if re.search(rf"\b{re.escape(word)}", text)]


@pytest.mark.parametrize(
    ("language", "width", "answers", "outcome"),
    [
        ("de", 1280, choose("c", "expert_project", 3), "start_12"),
        ("en", 390, choose("b", "expert_project", 4), "experts"),
    ],
)
def test_from_start_to_verdict(open_page, server, language, width, answers, outcome):
    page = open_page(width)
    begin(page, server, language)
    assert page.evaluate("document.documentElement.lang") == language
    add_challenge(page, "Das ERP läuft, die Liste auch.")
    page.click(".lcc-moves button.lcc-first")

    def no_domain_words_before_the_canvas(screen):
        if not screen.locator(".lcc-canvas-place").count():
            assert shown_domain_words(screen, language) == []

    walk(page, answers, no_domain_words_before_the_canvas)
    assert "/02_attitudes" in page.url
    walk(page, answers)
    walk(page, answers)
    assert "/04_result" in page.url
    texts = QUESTIONNAIRES.rules.outcomes[outcome]
    page.get_by_text(texts.verdict[language]).first.wait_for()
    assert page.get_by_text(texts.monday[language]).count() > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_language_switch_keeps_case_and_place(open_page, server):
    page = open_page()
    begin(page, server, "de")
    add_challenge(page, "Zwei Listen, ein System.")
    page.click(".lcc-moves button.lcc-first")
    page.fill("textarea[data-key^='cynefin.anecdote']", "noch nicht fertig")  # waits until the form has moved on
    place = page.url.partition("#")[2]
    page.click("[data-lcc-language=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "lang=en" in page.url
    assert page.url.endswith(f"#{place}")
    assert page.input_value("textarea[data-key^='cynefin.anecdote']") == "noch nicht fertig"
    assert page.title() == "Part 1 · Challenges"
    page.go_back()
    page.wait_for_url("**lang=en*#challenges")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("nav a[href*='02_attitudes']")
    page.wait_for_url("**/02_attitudes*lang=en*")
    ready(page)
    assert "How often was this so" in page.inner_text(".lcc-form")


def test_reload_and_code_lead_back_to_every_answer(open_page, server):
    page = open_page()
    begin(page, server, "de")
    add_challenge(page, "Es wird weiter ausgedruckt.")
    page.click(".lcc-moves button.lcc-first")
    page.fill("textarea[data-key^='cynefin.anecdote']", STORY)
    page.click(".lcc-moves button.lcc-first")
    page.check('[data-key="cynefin.cause_effect@c1=c"]')
    page.get_by_text("gespeichert", exact=False).first.wait_for()
    page.reload()
    ready(page)
    assert page.is_checked('[data-key="cynefin.cause_effect@c1=c"]')
    code = page.inner_text(".lcc-code")

    other = open_page()
    other.goto(server.address)
    ready(other)
    other.fill("input[name=code]", f" {code.lower().replace('-', ' ')} ")
    other.press("input[name=code]", "Enter")
    other.wait_for_url("**/01_cynefin*")
    ready(other)
    assert "Umschalt" not in other.inner_text("main")  # what only a notebook says
    assert "Es wird weiter ausgedruckt." in other.inner_text(".lcc-form")

    other.goto(f"{server.address}/")
    ready(other)
    other.fill("input[name=code]", "AAAA-AAAA")
    other.press("input[name=code]", "Enter")
    other.wait_for_selector(".lcc-problem")


def test_file_saved_opened_and_refused_and_case_deleted(open_page, server, tmp_path):
    page = open_page()
    begin(page, server, "de")
    add_challenge(page, "Kundendaten werden doppelt gepflegt.")
    with page.expect_download() as download:
        page.click("[data-action=download_button]")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.endswith(".lcc.json")
    assert json.loads(saved.read_text("utf-8"))["challenges"][0]["statement"] == "Kundendaten werden doppelt gepflegt."

    (tmp_path / "damaged.json").write_bytes(saved.read_bytes()[:-40])
    page.goto(f"{server.address}/?lang=en")
    ready(page)
    page.set_input_files("input[type=file]", tmp_path / "damaged.json")
    page.wait_for_selector(".lcc-problem")
    page.set_input_files("input[type=file]", saved)
    page.wait_for_url("**/04_result*")
    ready(page)

    page.click("[data-action=delete_button]")
    assert page.evaluate("document.activeElement.closest('.lcc-confirm') !== null")
    page.click("[data-action=delete_cancel]")
    page.click("[data-action=delete_button]")
    gone = page.url
    page.click("[data-action=delete_confirm]")
    page.wait_for_url("**/00_start*")
    page.goto(gone)
    ready(page)
    page.wait_for_selector(".lcc-problem")


def test_the_example_opens_in_one_click_marked_and_in_the_page_s_language(open_page, server):
    page = open_page()
    page.goto(f"{server.address}/?lang=de")
    ready(page)
    page.click("[data-action=example_button]")
    page.wait_for_url("**/04_result*")
    ready(page)
    page.get_by_text("Beispiel", exact=False).first.wait_for()
    page.get_by_text("Das ERP läuft seit einem Jahr").first.wait_for()
    page.click("[data-lcc-language=en]")
    page.get_by_text("The ERP has been running for a year").first.wait_for()
    assert page.get_by_text("Das ERP läuft seit einem Jahr").count() == 0
    page.click("nav a[href*='01_cynefin']")
    ready(page)
    assert "This is an invented example" in page.inner_text("main")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_chapter_is_accessible(open_page, server, language, width):
    page = open_page(width)
    page.goto(f"{server.address}/?lang={language}")
    ready(page)
    assert violations(page) == []
    page.click("[data-action=example_button]")
    page.wait_for_url("**/04_result*")
    for chapter in ("04_result", "03_execution", "02_attitudes", "01_cynefin"):
        if chapter not in page.url:
            page.click(f"nav a[href*='{chapter}']")
            page.wait_for_url(f"**/{chapter}*")
        ready(page)
        page.wait_for_selector(".lcc-form h2, .lcc-result h2")
        assert page.evaluate("document.querySelectorAll('h1').length") > 0
        assert violations(page) == [], chapter
    page.goto(page.url.partition("#")[0] + "#canvas")
    page.reload()
    ready(page)
    page.wait_for_selector(".lcc-canvas-place svg")
    assert violations(page) == []


def test_keyboard_alone_from_start_to_first_answers(open_page, server):
    page = open_page()
    page.goto(f"{server.address}/?lang=de")
    ready(page)

    def press_until(selector, key="Tab", limit=60):
        for _ in range(limit):
            page.keyboard.press(key)
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached with {key}")

    press_until("button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/01_cynefin*")
    ready(page)
    press_until(".lcc-new-challenge textarea")
    page.keyboard.type("Die Schichtübergabe läuft auf Papier.")
    press_until(".lcc-new-challenge button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lcc-challenges >> text=Schichtübergabe")
    press_until(".lcc-moves button.lcc-first")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:focus")
    press_until("textarea[data-key^='cynefin.anecdote']")
    page.keyboard.type("Am Freitag fehlte der Zettel.")
    press_until(".lcc-moves button.lcc-first")
    page.keyboard.press("Enter")
    press_until("input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.checked && document.activeElement.dataset.key.endsWith('=b')")
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):has-text('gespeichert')")


def test_an_unknown_page_leads_back_to_the_start_and_asks_no_other_host(open_page, server):
    page = open_page()
    assert page.goto(f"{server.address}/lcc/99_nothing.ipynb").status == 404
    assert "Diese Seite gibt es nicht." in page.inner_text("body")
    page.click("[data-lcc-language=en]")
    page.click("text=To the start page")
    ready(page)
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_message_follows_the_language_and_the_start_page_confirms_a_deletion(open_page, server, tmp_path):
    page = open_page()
    page.goto(f"{server.address}/?lang=de")
    ready(page)
    foreign = tmp_path / "foreign.json"
    foreign.write_text("{}")
    page.set_input_files("input[type=file]", foreign)
    page.get_by_text("Das ist keine Falldatei").wait_for()
    page.click("[data-lcc-language=en]")
    page.get_by_text("This is not a case file").wait_for()
    begin(page, server, "en")
    page.click("[data-action=delete_button]")
    page.click("[data-action=delete_confirm]")
    page.wait_for_url("**/00_start*")
    page.get_by_text("The case is deleted.").wait_for()


def test_two_clicks_begin_one_case(open_page, server):
    page = open_page()
    page.goto(f"{server.address}/?lang=de")
    ready(page)
    page.evaluate("""() => {
        document.querySelector('form button[type=submit]').click();
        document.querySelector('[data-action=example_button]').click();
    }""")
    page.wait_for_url("**/01_cynefin*")
    ready(page)
    assert page.locator(".lcc-banner").count() == 0


def test_the_open_chapter_is_visible_in_the_navigation_of_a_phone(open_page, server):
    page = open_page(390)
    page.goto(f"{server.address}/lcc/04_result.ipynb?lang=de")
    ready(page)
    box = page.locator("nav [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
