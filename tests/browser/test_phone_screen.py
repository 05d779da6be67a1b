"""What a phone's screen holds: a question with all its answers; and what phone and wall say of a line that is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lcc_diag.model.case import Challenge
from lcc_diag.model.workshop import asked
from tests.browser.meeting import CONTENT, Meeting, choose, go_on, join, said
from tests.browser.pages import violations

pytestmark = pytest.mark.browser

SENTENCE = (
    "Das neue ERP läuft seit März, aber die Meister in der Fertigung planen weiter mit ihrer eigenen Excel-Liste, und "
    "am Monatsende werden Bestände und Termine dreimal von Hand abgeglichen."
)
WALKED = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const speak = (language) => {
    document.documentElement.lang = language;
    document.dispatchEvent(new CustomEvent('lcc:language', { detail: language }));
  };
  const box = (node) => node.getBoundingClientRect();
  const walked = [];
  for (;;) {
    for (const language of ['de', 'en']) {
      speak(language);
      await frame();
      const answers = [...document.querySelectorAll('.lcc-option')].map(box);
      walked.push({
        language,
        covered: Math.max(...answers.map(({ bottom }) => bottom)) > box(document.querySelector('.lcc-moves')).top,
        scrolls: document.documentElement.scrollHeight > innerHeight,
        small: answers.some(({ height }) => height < 44),
      });
    }
    const next = document.querySelector('.lcc-moves .lcc-first');
    if (next.hidden) return walked;
    next.click();
  }
}"""


@pytest.fixture
def phone(open_page):
    def opened(width: int = 390, height: int = 844) -> Page:
        return open_page(width, height)

    return opened


@pytest.fixture
def rating(monkeypatch, server) -> Meeting:
    """A workshop in which a challenge of three lines is rated, and all attitudes."""
    monkeypatch.setattr("tests.browser.meeting.CHALLENGES", (Challenge("c1", SENTENCE), Challenge("c2", "Kurz.")))
    return Meeting(server, parts="diagnosis", challenges=("c1",))


def begin(page: Page, meeting: Meeting) -> None:
    join(page, meeting)
    meeting.enter("answer")
    page.wait_for_selector(".lcc-option")


def test_every_question_and_its_answers_fit_one_screen_in_both_languages(phone, rating):
    page = phone()
    begin(page, rating)
    walked = page.evaluate(WALKED)
    assert len(walked) == 2 * len(asked(rating.workshop, "answer", "staff", CONTENT))
    assert [screen for screen in walked if screen["covered"] or screen["scrolls"] or screen["small"]] == []


def test_on_a_low_screen_all_of_it_is_one_tap_away_and_answers_below_are_announced(phone, rating):
    page = phone(375, 667)
    begin(page, rating)
    intro, sentence = page.locator(".lcc-intro"), page.locator(".lcc-aside-words")
    expect(page.locator(".lcc-form")).to_match_aria_snapshot("- paragraph: /Keine Antwort ist besser/")
    expect(page.locator("blockquote")).to_contain_text(SENTENCE)
    low, folded = sentence.bounding_box()["height"], intro.bounding_box()["height"]
    assert folded <= 1
    page.get_by_role("button", name="Hinweis zu dieser Frage").click()
    assert intro.bounding_box()["height"] > 20
    page.get_by_role("button", name="Den ganzen Satz zeigen").click()
    assert sentence.bounding_box()["height"] > low
    assert violations(page) == []
    page.set_viewport_size({"width": 188, "height": 334})  # as with letters of twice the size
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 375, "height": 667})

    page.get_by_role("button", name="Übersicht").click()
    page.get_by_role("button", name="Wie gehen Sie heute damit um?").click()
    expect(page.locator(".lcc-below")).to_be_visible()
    page.locator(".lcc-option").last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".lcc-below")).to_be_hidden()
    page.evaluate("document.documentElement.style.fontSize = '34px'")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".lcc-below")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_head_is_one_line_and_the_languages_wait_in_the_menu(phone, rating):
    page = phone()
    begin(page, rating)
    rating.start_timer(600)
    expect(page.locator(".phone-head .phone-time")).to_contain_text("noch")
    assert page.locator(".phone-head").bounding_box()["height"] < 50
    page.get_by_role("button", name="Menü").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Overview")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Overview").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Overview")).to_be_focused()
    assert violations(page) == []


def test_a_phone_says_that_the_line_is_gone_as_long_as_it_is_and_then_that_answers_arrived(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.clock.install()
    begin(page, meeting)
    choose(page, "attitudes.gm1", 2)
    said(page)
    page.context.set_offline(True)
    gone = page.locator(".phone-offline")
    expect(gone).to_be_visible(timeout=2_500)
    gone.evaluate("""(node) => {
      window.hidden = 0;
      new MutationObserver(() => { window.hidden += node.hidden; }).observe(node, { attributes: true });
    }""")
    with page.expect_event("requestfailed"):
        meeting.start_timer(600)  # an open stream still brings that
    assert page.evaluate("window.hidden") == 0
    choose(page, "attitudes.gm1", 3)
    page.context.set_offline(False)
    expect(page.locator(".phone-back")).to_have_text("Wieder verbunden. Ihre Antworten sind angekommen.")
    assert meeting.own(page) == {("attitudes.gm1", None): 3}
    page.clock.run_for(6_000)
    expect(page.locator(".phone-back")).to_be_hidden()


def test_an_answer_that_does_not_arrive_within_five_seconds_is_said_to_wait(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.clock.install()
    begin(page, meeting)
    page.route("**/answers", lambda route: route.abort())
    choose(page, "attitudes.gm1", 2)
    go_on(page)
    page.clock.run_for(5_000)
    expect(page.locator(".lcc-lost")).to_contain_text("liegen auf diesem Telefon")
    page.unroute("**/answers")
    page.evaluate("dispatchEvent(new Event('online'))")
    said(page)
    expect(page.locator(".lcc-lost")).to_be_hidden()


def test_a_wall_that_hears_nothing_says_so_after_twenty_five_seconds(open_page, server):
    meeting = Meeting(server)
    wall = open_page(1920, 1080)
    wall.clock.install()
    for name in ("events", "room"):
        wall.route(f"**/{name}", lambda route: None)  # nothing ever comes
    wall.goto(meeting.wall)
    wall.clock.run_for(20_000)
    expect(wall.locator(".wall-lost")).to_be_hidden()
    wall.clock.run_for(5_000)
    expect(wall.locator(".wall-lost")).to_contain_text("Keine Verbindung. Stand")


def test_a_wall_says_that_the_line_is_gone_but_not_at_a_short_reconnect(open_page, server):
    meeting = Meeting(server)
    wall = open_page(1920, 1080)
    wall.clock.install()
    wall.route("**/events", lambda route: route.abort(), times=1)
    with wall.expect_response("**/events"):
        wall.goto(meeting.wall)
    wall.clock.run_for(5_000)
    mark = wall.locator(".wall-lost")
    expect(mark).to_be_hidden()
    with wall.expect_event("requestfailed"):
        wall.context.set_offline(True)
    expect(mark).to_be_hidden()
    wall.clock.run_for(3_000)
    expect(mark).to_be_visible()
    assert violations(wall) == []
    wall.context.set_offline(False)
    expect(mark).to_be_hidden()
