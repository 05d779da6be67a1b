"""A whole workshop: one facilitator, a wall and several phones in real browsers; the server is killed in the middle."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge, Respondent, Role
from lcc_diag.model.workshop import Workshop, asked
from lcc_diag.store import CaseStore, WorkshopStore
from tests.browser.meeting import go_on, said
from tests.browser.pages import ready, violations
from tests.browser.walking import answer_screen
from tests.ui.workshop_crowd import Crowd

pytestmark = pytest.mark.browser

CONTENT = load()
STATEMENT = "Die Meister planen trotz ERP mit <b>eigenen</b> Listen."
PART = "Die Frühschicht weiß nicht, welche Liste gilt."
STORY = "Am Montag lagen zwei Listen da. <img src=x onerror=alert(1)>"
PEOPLE: tuple[Role, ...] = ("staff", "staff", "leader")
"""Phones in this test; further people answer without a browser."""
OTHERS: tuple[Role, ...] = ("staff",) * 5 + ("leader", "md")


class Room:
    """Everybody's pages, and the store behind them."""

    def __init__(self, server, open_page: Callable[..., Page]) -> None:
        self.server, self._open_page = server, open_page
        self.cases, self.store = CaseStore(server.database), WorkshopStore(server.database)
        case = Case("Muster GmbH", "de", (Challenge("c1", STATEMENT),), (Respondent("r1", "md"),))
        self.token = self.cases.create(case=case).token
        self.desk = open_page(1440)
        self.desk.goto(f"{server.address}/lcc/10_workshop.ipynb?case={self.token}&lang=de")
        ready(self.desk)

    @property
    def workshop(self) -> Workshop:
        return self.store.of_case(self.token)[-1]

    def open(self) -> None:
        self.desk.get_by_label("Leitende fragen").check()
        self.desk.click("[data-key=open]")
        self.is_at("Ankommen")
        self.wall = self._open_page(1920, 1080)
        self.wall.goto(f"{self.server.address}/lcc/wall/{self.workshop.wall}?lang=de")
        expect(self.wall.locator("body")).to_contain_text(f"{self.workshop.code[:3]} {self.workshop.code[3:]}")

    def arrive(self) -> None:
        """The first phone types the code, the others take the QR code's address; one of them speaks English."""
        self.phones = [self._phone(number, role) for number, role in enumerate(PEOPLE)]
        self.crowd = Crowd(self.store, self.workshop.id).arrive(*OTHERS)
        expect(self.wall.locator("[role=status] strong").first).to_have_text("10")

    def _phone(self, number: int, role: Role) -> Page:
        page = self._open_page(390, 844)
        if number == 0:
            page.goto(f"{self.server.address}/lcc/join?lang=de")
            page.fill("#phone-code", self.workshop.code.lower())
            page.click("[data-act=open]")
            page.wait_for_url(f"**/w/{self.workshop.id}*")
        else:
            page.goto(f"{self.server.address}/lcc/w/{self.workshop.id}?lang={'en' if number == 1 else 'de'}")
        page.check(f'[data-key="role={role}"]')
        if role == "leader":
            page.check("[data-key=named]")
        page.click("[data-act=join]")
        page.locator(".phone-join").wait_for(state="detached")
        return page

    def go_to(self, heading: str) -> None:
        self.desk.click("h1")
        self.desk.keyboard.press("ArrowRight")
        self.is_at(heading)

    def is_at(self, heading: str) -> None:
        expect(self.desk.locator("h2[data-key=title]")).to_have_text(heading)

    def reveal(self) -> None:
        self.desk.click("h1")
        self.desk.keyboard.press("ArrowRight")
        expect(self.desk.locator("[data-key=confirm]")).to_be_focused()
        self.desk.keyboard.press("Enter")
        self.is_at("Auflösen")

    def finished(self, people: int) -> None:
        """The wall and the desk say how many are through, never who."""
        expect(self.wall.locator("body")).to_contain_text(f"{people} von 10")
        expect(self.desk.locator(".lcc-phase .lcc-progress")).to_have_text(f"{people} von 10 fertig")

    def stored(self, page: Page) -> int:
        who = page.evaluate("key => JSON.parse(localStorage.getItem(key))", f"lcc-w-{self.workshop.id}")
        return len(self.store.own(self.workshop.id, who["participant"], self.workshop.round.number))


@pytest.fixture
def room(own_server, open_page) -> Room:
    return Room(own_server, open_page)


def value_of(number: int) -> Callable[[str], str]:
    """What the phone with this number answers: people differ."""

    def value(item: str) -> str:
        if item == "cynefin.anecdote":
            return STORY
        if item.startswith("cynefin."):
            return "expert_project" if item.endswith("handling") else "bcd"[number]
        return str(2 + number)

    return value


def answer(page: Page, number: int, screens: int = 100) -> None:
    """Answer so many screens (all) of what the phone asks."""
    for _ in range(screens):
        if not page.locator(".lcc-form .lcc-screen").is_visible():
            return
        answer_screen(page, value_of(number))
        go_on(page)


def test_a_whole_workshop_and_a_server_that_dies_in_it(room):
    room.open()
    room.arrive()
    assert violations(room.wall) == []
    write(room)
    answer_while_the_server_dies(room)
    predict(room)
    reveal(room)
    talk_and_rate_again(room)
    decide(room)
    close(room)


def write(room: Room) -> None:
    room.go_to("Aufschreiben")
    for number, page in enumerate(room.phones):
        page.locator("textarea[data-key^='cynefin.anecdote']").wait_for()
        answer(page, number)
    room.crowd.answer()
    room.finished(10)


def answer_while_the_server_dies(room: Room) -> None:
    room.go_to("Antworten")
    first, *others = room.phones
    first.locator(".lcc-form fieldset").first.wait_for()
    answer(first, 0, 8)
    said(first)
    before = room.stored(first)
    room.server.kill()
    answer(first, 0, 4)
    expect(first.locator(".phone-offline")).to_be_visible()
    assert room.stored(first) == before == 1 + 8
    room.server.start()
    expect(first.locator(".phone-offline")).to_be_hidden(timeout=20_000)
    answer(first, 0)
    for number, page in enumerate(others, 1):
        page.locator(".lcc-form fieldset").first.wait_for()
        answer(page, number)
    room.crowd.answer()
    ready(room.desk)
    room.finished(10)
    assert [room.stored(page) for page in room.phones] == [34, 34, 34]
    assert len(asked(room.workshop, "answer", "staff", CONTENT)) == 33


def predict(room: Room) -> None:
    room.go_to("Vorhersagen")
    leader = room.phones[2]
    leader.locator('[data-key="prediction.resilience=4"], .lcc-form fieldset').first.wait_for()
    expect(room.wall.locator("h1")).to_have_text("Vorhersagen")
    assert room.wall.locator(".room-finished").count() == 0  # a single leader would be waited for in public
    answer(leader, 2)
    room.crowd.answer([person for person in room.crowd.people if person.role != "staff"])
    for page in (room.wall, *room.phones):
        assert page.locator(".room-results, .room-slide .room-bars").count() == 0


def reveal(room: Room) -> None:
    room.reveal()
    for page in room.phones:
        expect(page.locator("body")).to_contain_text(STATEMENT)
    expect(room.phones[1].get_by_role("heading", name="All results")).to_be_visible()
    expect(room.wall.locator(".room-slide")).to_contain_text(STATEMENT)
    for page in (room.wall, room.phones[0], room.phones[1]):
        assert violations(page) == []


def talk_and_rate_again(room: Room) -> None:
    room.go_to("Reden")
    desk, released = room.desk, room.workshop.round.released
    desk.locator(".lcc-texts summary").click()
    desk.locator(".lcc-texts li", has_text="zwei Listen").get_by_role("button").first.click()
    turn_to(room.wall, STORY)
    assert desk.locator("img[src=x]").count() == room.wall.locator("img[src=x]").count() == 0
    desk.locator(".lcc-challenge", has=desk.locator("[data-key=parts-c1]")).locator(".lcc-fold summary").click()
    desk.fill("[data-key=part-c1-0]", PART)
    desk.click("[data-key=parts-c1]")
    desk.click("[data-key=again]")
    room.is_at("Antworten")
    for number, page in enumerate(room.phones):
        expect(page.locator(".lcc-form")).to_contain_text(PART)
        answer(page, number)
    room.crowd.answer()
    room.finished(10)
    room.reveal()
    expect(room.wall.locator(".room-slide")).to_contain_text(PART)
    assert room.workshop.rounds[0].released == released
    room.go_to("Reden")


def turn_to(wall: Page, text: str) -> None:
    """Turn the wall's pages, again and again, until this is read: it comes when it comes."""
    wall.keyboard.press("Home")
    for _ in range(200):
        before = wall.inner_text("body")
        if text in before:
            return
        wall.keyboard.press("ArrowRight")
        if wall.inner_text("body") == before:
            wall.keyboard.press("Home")
    raise AssertionError(f"never on the wall: {text}")


def decide(room: Room) -> None:
    room.go_to("Entscheiden")
    desk = room.desk
    desk.fill('[data-key="plan.step_1-deed"]', "Die Frühschicht plant nur noch im ERP.")
    desk.fill('[data-key="plan.step_1-person"]', "KM")
    desk.fill('[data-key="plan.step_1-due"]', "2027-01-29")
    desk.keyboard.press("Tab")
    for page in (room.wall, room.phones[0]):
        expect(page.locator("body")).to_contain_text("Die Frühschicht plant nur noch im ERP.")
        expect(page.locator("body")).to_contain_text("KM")


def close(room: Room) -> None:
    room.desk.click("h1")
    room.desk.keyboard.press("ArrowRight")
    room.desk.keyboard.press("Enter")
    room.is_at("Der Workshop ist beendet")
    for page in room.phones:
        page.locator("[data-act=own]").wait_for()
    with room.phones[0].expect_download() as download:
        room.phones[0].click("[data-act=own]")
    text = download.value.path().read_text("utf-8")
    assert "Am Montag lagen zwei Listen da." in text
    assert "<img" not in text
    (held,) = room.cases.read(room.token).extra["workshops"]
    assert held["rounds"]
    assert STORY not in str(held)
