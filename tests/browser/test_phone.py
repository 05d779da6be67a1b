"""Phones and the wall of a workshop, real pages of a real server: together, without a line, again and again."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from lcc_diag.model.workshop import ask_again
from lcc_diag.view.workshop.qr import qr_rows
from tests.browser.meeting import MARKUP, Meeting, choose, go_on, identity, join, said
from tests.browser.pages import violations
from tests.ui.workshop_crowd import Crowd

pytestmark = pytest.mark.browser

PULSE = ("attitudes.gm1", "attitudes.ps4", "attitudes.re2", "attitudes.ac2")
SMALL = """() => [...document.querySelectorAll('button, summary, input, textarea')]
  .filter((node) => node.checkVisibility())
  .map((node) => (node.closest('label') ?? node).getBoundingClientRect())
  .filter(({ height, width }) => height < 44 || width < 44).length"""

TURN = "message => new BroadcastChannel('lcc-wall').postMessage(message)"


@pytest.fixture
def phone(chromium, open_page):
    """Open phones; ``again``: another tab of a phone there is."""

    def opened(again: Page | None = None) -> Page:
        page = again.context.new_page() if again else open_page(390, 844)
        page.set_default_timeout(10_000)
        return page

    return opened


def fits(page: Page) -> None:
    """The page is accessible, as narrow as the phone, and its targets are large enough for a thumb."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL) == 0


def test_from_the_code_to_the_result_and_home(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.goto(f"{server.address}/lcc/join?lang=de")
    page.fill("#phone-code", "abc")
    page.click("[data-act=open]")
    expect(page.locator(".phone-problem")).to_contain_text("sechs Zeichen")
    fits(page)
    page.fill("#phone-code", f" {meeting.workshop.code[:3].lower()}-{meeting.workshop.code[3:]} ")
    page.click("[data-act=open]")
    page.wait_for_url(f"**/w/{meeting.id}")
    page.click("[lang=de]")
    fits(page)
    page.check('[data-key="role=leader"]')
    page.check("[data-key=named]")
    page.click("[data-act=join]")
    expect(page.locator("h1")).to_have_text("Sie sind dabei")
    fits(page)

    meeting.enter("answer")
    meeting.people("answer", staff=16)
    choose(page, PULSE[0], 4)
    fits(page)
    go_on(page)
    for item in PULSE[1:]:
        choose(page, item, 4)
        go_on(page)
    expect(page.locator("h1")).to_have_text("Fertig.")
    assert page.evaluate("document.activeElement.textContent") == "Fertig."
    fits(page)
    meeting.enter("predict")
    for dimension in ("growth_mindset", "psychological_safety", "resilience", "authentic_communication"):
        choose(page, f"prediction.{dimension}", 5)
        go_on(page)
    expect(page.locator("h1")).to_have_text("Fertig.")
    assert len(meeting.own(page)) == 8

    meeting.reveal()
    page.click(".room-jump >> nth=0")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    expect(page.locator(".room-own .room-own-mark").first).to_be_visible()
    fits(page)
    meeting.enter("decide")
    meeting.agree(MARKUP, "KM", "2027-01-29")
    expect(page.locator(".room-steps")).to_contain_text(MARKUP)
    expect(page.locator(".room-steps")).to_contain_text("29. Januar 2027")
    meeting.enter("close")
    expect(page.locator("h1")).to_have_text("Danke, dass Sie dabei waren")
    fits(page)
    with page.expect_download() as download:
        page.click("[data-act=own]")
    assert download.value.suggested_filename == "meine-antworten.html"
    assert "4" in download.value.path().read_text("utf-8")


def test_what_is_answered_without_a_line_arrives_exactly_once(phone, server):
    meeting = Meeting(server)
    page = phone()
    posted = Counter()
    page.on("request", lambda request: posted.update(sent_in(request)))
    join(page, meeting)
    meeting.enter("answer")
    choose(page, PULSE[0], 2)
    said(page)
    page.context.set_offline(True)
    choose(page, PULSE[0], 3)
    go_on(page)
    choose(page, PULSE[1], 5)
    expect(page.locator(".phone-offline")).to_contain_text("liegen auf diesem Telefon")
    assert meeting.own(page) == {(PULSE[0], None): 2}
    page.context.set_offline(False)
    expect(page.locator(".phone-offline")).to_be_hidden()
    said(page)
    assert meeting.own(page) == {(PULSE[0], None): 3, (PULSE[1], None): 5}

    page.route("**/answers", lambda route: (route.fetch(), route.abort()))  # taken, but nobody hears of it
    go_on(page)
    with page.expect_event("requestfailed"):
        choose(page, PULSE[2], 1)
    page.unroute("**/answers")
    page.evaluate("dispatchEvent(new Event('online'))")
    said(page)
    assert meeting.own(page)[PULSE[2], None] == 1
    assert max(posted.values()) > 1
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith(':outbox'))") == []


def sent_in(request) -> list[str]:
    body = json.loads(request.post_data or "{}") if request.url.endswith("/answers") else {}
    return [message["seq"] for message in body.get("messages", [])]


def test_a_reload_and_a_second_tab_are_the_same_person(phone, server):
    meeting = Meeting(server)
    page = phone()
    join(page, meeting)
    meeting.enter("answer")
    choose(page, PULSE[0], 2)
    go_on(page)
    choose(page, PULSE[1], 3)
    said(page)
    page.reload()
    expect(page.locator(f'[data-key="{PULSE[1]}=3"]')).to_be_checked()
    other = phone(again=page)
    other.goto(meeting.address)
    expect(other.locator(f'[data-key="{PULSE[1]}=3"]')).to_be_checked()
    choose(other, PULSE[1], 4)
    said(other)
    expect(page.locator(f'[data-key="{PULSE[1]}=4"]')).to_be_checked()
    assert meeting.joined() == 1
    other.click(".phone-menu-button")
    other.click("[data-act=leave]")
    other.click("[data-act=leave-yes]")
    for tab in (page, other):
        expect(tab.locator("h1")).to_have_text("Ihre Antworten sind gelöscht")
        assert tab.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('lcc-w-'))") == []
    assert meeting.joined() == 0


def test_who_comes_late_sees_the_result_and_a_closed_door_opens_by_itself(phone, server):
    meeting = Meeting(server)
    meeting.enter("answer")
    meeting.people("answer")
    meeting.change(lambda workshop: workshop.__class__(**fields(workshop) | {"locked": True}))
    page = phone()
    page.goto(meeting.address)
    expect(page.locator("h1")).to_have_text("Die Tür ist zu")
    meeting.reveal()
    meeting.change(lambda workshop: workshop.__class__(**fields(workshop) | {"locked": False}))
    page.check('[data-key="role=staff"]')
    page.click("[data-act=join]")
    expect(page.locator(".phone-note:visible")).to_contain_text("schon aufgelöst")
    expect(page.locator(".room-jump").first).to_be_visible()
    assert violations(page) == []


def fields(workshop):
    return {name: getattr(workshop, name) for name in workshop.__slots__}


def test_answers_that_come_after_the_reveal_are_said_not_to_count(phone, server):
    meeting = Meeting(server)
    page = phone()
    join(page, meeting)
    meeting.enter("answer")
    meeting.people("answer")
    choose(page, PULSE[0], 2)
    said(page)
    page.context.set_offline(True)
    choose(page, PULSE[0], 5)
    meeting.reveal()
    page.context.set_offline(False)
    expect(page.locator(".phone-note:visible")).to_contain_text("Eine Antwort von diesem Telefon kam zu spät")
    assert meeting.own(page) == {(PULSE[0], None): 2}


def test_a_code_of_one_s_own_is_used_once_and_the_other_phone_is_told(phone, server):
    meeting = Meeting(server)
    first, second = phone(), phone()
    for page in (first, second):
        page.goto(meeting.address)
        page.check('[data-key="role=staff"]')
        page.click("summary")
        page.fill("#phone-own-code", "km07")
        page.click("[data-act=join]")
    expect(second.locator("#phone-own-problem")).to_contain_text("auf einem anderen Telefon")
    assert second.evaluate("document.activeElement.id") == "phone-own-code"
    assert identity(second, meeting) is None
    assert meeting.joined() == 1
    meeting.cases.delete(meeting.case)
    for page in (first, second):
        expect(page.locator("h1")).to_have_text("Diesen Workshop gibt es nicht")
    first.click("text=Code eingeben")
    expect(first.locator("#phone-code")).to_be_focused()


def test_a_join_that_nobody_answered_is_said_again_by_the_same_name(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.goto(meeting.address)
    page.route("**/join", lambda route: (route.fetch(), route.abort()), times=1)
    page.check('[data-key="role=staff"]')
    page.click("[data-act=join]")
    expect(page.locator("h1")).to_have_text("Sie sind dabei")
    assert meeting.joined() == 1


def test_writing_is_not_interrupted(phone, server):
    meeting = Meeting(server, parts="cynefin")
    page = phone()
    join(page, meeting)
    meeting.enter("write")
    page.locator("textarea").press_sequentially("Am Montag fehlte")
    assert MARKUP in page.inner_text(".lcc-form")
    meeting.enter("answer")
    expect(page.locator(".phone-go-on")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    fits(page)
    page.keyboard.type(" der Zettel.")
    page.click(".phone-go-on button")
    choose(page, "cynefin.cause_effect@c1", "c")
    said(page)
    assert meeting.own(page)["cynefin.anecdote", "c1"] == "Am Montag fehlte der Zettel."


def test_by_keyboard_alone_and_without_a_memory(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
    page.goto(meeting.address)
    page.locator("input[name=role]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press_until(page, "[data-act=join]", "Enter")
    expect(page.locator(".phone-note:visible")).to_contain_text("merkt sich nichts")
    meeting.enter("answer")
    expect(page.locator("h2:focus")).to_be_visible()
    press_until(page, "input[type=radio]", "Space")
    said(page)
    press_until(page, ".lcc-moves button.lcc-first", "Enter")
    expect(page.locator(f'[data-key="{PULSE[1]}=1"]')).to_be_visible()
    assert meeting.joined() == 1


def press_until(page: Page, selector: str, key: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached")


def test_behind_a_proxy_that_holds_events_back_the_room_is_asked(phone, server):
    meeting = Meeting(server)
    page = phone()
    page.clock.install()
    page.route("**/events", lambda route: None)  # nothing ever comes
    join(page, meeting)
    meeting.enter("answer")
    page.clock.run_for(20_000)
    expect(page.locator(f'[data-key="{PULSE[0]}=1"]')).to_be_visible()


def test_the_page_is_light_and_speaks_the_phone_s_language(chromium, server):
    meeting = Meeting(server, parts="diagnosis")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    weights = {}
    page.on("response", lambda response: weights.update({response.url: response}))
    page.goto(meeting.link)
    page.wait_for_selector("h1")
    bodies = [response.body() for url, response in list(weights.items()) if not url.endswith("/events")]
    assert sum(len(gzip.compress(body)) for body in bodies) < 80_000
    assert page.inner_text("h1") == "Take part"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("[lang=de]")
    expect(page.locator("h1")).to_have_text("Machen Sie mit")
    page.reload()
    expect(page.locator("h1")).to_have_text("Machen Sie mit")
    context.close()


def test_the_wall_shows_the_way_in_the_progress_and_one_result_at_a_time(open_page, server):
    meeting = Meeting(server, parts="diagnosis", language="en")
    wall = open_page(1920, 1080)
    wall.goto(f"{meeting.wall}?base=http://192.168.1.20:8866/lcc/")
    expect(wall.locator(".room-address")).to_have_text("192.168.1.20:8866/lcc/join")
    wall.goto(meeting.wall)
    assert wall.inner_text(".room-code").replace(" ", "") == meeting.workshop.code
    assert squares(wall.locator(".room-qr path").get_attribute("d")) == squares_of(qr_rows(meeting.link))
    assert violations(wall) == []
    meeting.people("answer", "predict", staff=0, leaders=0)
    meeting.enter("write")
    meeting.start_timer(120)
    expect(wall.locator("[role=timer]")).to_have_text(re.compile(r"1:5\d|2:00"))
    assert MARKUP in wall.inner_text(".room-statements")
    meeting.enter("predict")
    meeting.people("answer", "predict")
    expect(wall.locator("h1")).to_have_text("Predicting")
    assert wall.locator(".room-finished").count() == 0
    meeting.enter("answer")
    expect(wall.locator(".room-finished")).to_contain_text("10 of 10")
    assert violations(wall) == []
    meeting.reveal()
    slides = wall.locator(".room-progress li")
    expect(slides.first).to_be_visible()
    titles: list[str] = []
    for number in range(1, slides.count() + 1):
        expect(wall.locator(".room-progress p")).to_have_text(f"{number} / {slides.count()}")
        assert readable(wall)
        titles.append(wall.locator("h2").first.inner_text())
        wall.keyboard.press("ArrowRight")
    assert MARKUP in titles
    assert violations(wall) == []
    wall.keyboard.press("Home")
    expect(wall.locator(".room-progress p")).to_have_text(f"1 / {slides.count()}")
    wall.evaluate(TURN, {"code": meeting.workshop.code, "act": "show", "index": 2})  # as the facilitator's page does
    expect(wall.locator(".room-progress p")).to_have_text(f"3 / {slides.count()}")


def test_the_newest_round_comes_first_and_the_wall_says_where_the_earlier_one_begins(open_page, server):
    meeting = Meeting(server, parts="cynefin")
    crowd = Crowd(meeting.store, meeting.id).arrive(*("staff",) * 12)
    meeting.enter("answer")
    crowd.answer()
    meeting.reveal()
    meeting.change(lambda workshop: ask_again(workshop, ("c2",)))
    crowd.answer()
    meeting.reveal()
    wall = open_page(1920, 1080)
    wall.goto(meeting.wall)
    expect(wall.locator(".room-progress p")).to_have_text("1 / 3")
    assert wall.locator("h2").inner_text() == "Rechnungen werden gedruckt."
    places = []
    for _ in range(wall.locator(".room-progress li").count()):
        places.append(wall.inner_text(".room-progress p"))
        assert readable(wall)
        wall.keyboard.press("ArrowRight")
    before = [f"Runde 1 · {number} / 3" for number in range(1, 4)]
    assert places == ["1 / 3", "2 / 3", "3 / 3", "Runde 1", *before]
    wall.keyboard.press("Home")
    for _ in range(3):
        wall.keyboard.press("ArrowRight")
    assert wall.inner_text("h1") == "Aus Runde 1"
    assert wall.locator(".room-earlier li").all_inner_texts() == [MARKUP]
    assert violations(wall) == []


def squares(path: str) -> set[tuple[int, int]]:
    """The dark squares of a drawn QR code, without its margin of four."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
    return {(int(x) - 4 + step, int(y) - 4) for x, y, length in runs for step in range(int(length))}


def squares_of(rows: list[str]) -> set[tuple[int, int]]:
    return {(x, y) for y, row in enumerate(rows) for x, square in enumerate(row) if square == "1"}


def readable(wall: Page) -> bool:
    """Whether everything fits, and nothing is much smaller than 32 pixels at 1920 × 1080."""
    return wall.evaluate("""() => {
        const slide = document.querySelector('.room-slide');
        const sizes = [...slide.querySelectorAll('*')]
          .filter((node) => node.checkVisibility() && !node.closest('.room-unseen'))
          .filter(({ childNodes }) => [...childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
          .map((node) => parseFloat(getComputedStyle(node).fontSize));
        return slide.scrollHeight <= slide.clientHeight + 1 && Math.min(...sizes) >= 26;
    }""")
