"""The facilitator's chapter in a real browser with a real server; the people in the room answer through the store."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.store import CaseStore, WorkshopStore
from lcc_diag.store.events import Answered
from tests.browser.pages import ready, violations
from tests.ui.workshop_crowd import STORY, Crowd

ROOM = ("staff",) * 7 + ("leader", "md")
STATEMENTS = ("Die Meister planen trotz ERP mit eigenen Listen.", "Rechnungen werden gedruckt und abgelegt.")
PURPOSE = "Wir wollen wissen, wo es hakt."
HOSTILE = "<img src=x onerror=alert(1)> {{7*7}}"


class Facilitator:
    """A page with the chapter of a case of its own, and the people in its room."""

    def __init__(self, page: Page, server, language: str) -> None:
        self.page, self.server, self.language = page, server, language
        self.store = WorkshopStore(server.database)
        challenges = tuple(Challenge(f"c{number}", text) for number, text in enumerate((*STATEMENTS, HOSTILE), 1))
        challenges += (Challenge("c4", "Ein Teil aus einem früheren Workshop.", extra={"part_of": "c3"}),)
        case = Case("Muster GmbH", language, challenges, (Respondent("r1", "md"),))
        self.link = CaseStore(server.database).create(case=case)
        self.crowd: Crowd | None = None
        self.visit(page)

    def visit(self, page: Page) -> None:
        """Open the chapter in a page."""
        page.goto(f"{self.server.address}/lcc/10_workshop.ipynb?case={self.link.token}&lang={self.language}")
        ready(page)

    def open(self) -> None:
        """Open the workshop with what is suggested, by keyboard alone."""
        self.tab_to("[data-key=open]")
        self.page.keyboard.press("Enter")
        expect(self.heading).to_have_text({"de": "Ankommen", "en": "Arriving"}[self.language])
        expect(self.heading).to_be_in_viewport()
        (workshop,) = self.store.of_case(self.link.token)
        self.crowd = Crowd(self.store, workshop.id).arrive(*ROOM)
        expect(self.page.locator(".lcc-phase .lcc-progress")).to_contain_text("9 ")

    @property
    def heading(self):
        return self.page.locator("h2[data-key=title]")

    @property
    def workshop(self):
        return self.store.of_case(self.link.token)[-1]

    def tab_to(self, selector: str) -> None:
        """Tab until this has the focus."""
        for _ in range(60):
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached")

    def press(self, key: str, heading: str) -> None:
        """Press a key that leads to another phase."""
        self.page.keyboard.press(key)
        expect(self.heading).to_have_text(heading)

    def everybody_answers(self) -> None:
        self.crowd.answer()
        expect(self.page.locator(".lcc-phase .lcc-progress")).to_have_text(re.compile(r"^(\d) \w+ \1 "))


@pytest.fixture
def facilitator(open_page, server):
    """``facilitator(language, width)``: somebody who leads a workshop."""
    return lambda language="de", width=1440: Facilitator(open_page(width), server, language)


def overflow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_whole_workshop_by_keyboard_alone(facilitator):
    leads = facilitator()
    assert violations(leads.page) == []
    leads.tab_to('[data-key="challenge=c2"]')
    leads.page.keyboard.press("Space")
    leads.page.fill("[data-key=purpose]", PURPOSE)
    leads.open()
    asks(leads)
    reveals(leads)
    turns_the_wall(leads)
    shows_on_the_beamer(leads)
    talks(leads)
    decides(leads)
    closes(leads)


def test_before_it_opens_it_says_all_that_everybody_is_asked(facilitator):
    page = facilitator().page
    said = page.locator(".lcc-opening [role=status]")
    guess = "Leitende sagen danach 4 Werte vorher."
    expect(said).to_have_text(f"Jede Person schreibt ein Ereignis auf und beantwortet 33 Fragen. {guess}")
    expect(page.locator(".lcc-plan")).to_contain_text("Reden: 33 min")
    page.check('[data-key="challenge=c2"]')
    expect(page.locator(".lcc-plan")).to_contain_text("Reden: 28 min")
    expect(said).to_have_text(f"Jede Person schreibt zu jedem Satz ein Ereignis auf und beantwortet 42 Fragen. {guess}")
    page.check('[data-key="parts=pulse"]')
    expect(said).to_have_text(f"Jede Person beantwortet 4 Fragen. {guess}")
    page.uncheck('[data-key="role=md"]')
    expect(page.locator(".lcc-plan")).to_contain_text("Vorhersagen")
    page.uncheck('[data-key="role=leader"]')
    expect(said).to_have_text("Jede Person beantwortet 4 Fragen.")
    expect(page.locator(".lcc-plan")).not_to_contain_text("Vorhersagen")
    page.locator("[data-key=keep-days]").fill("-5")
    expect(page.get_by_text("Bitte eine ganze Zahl von 1 bis ")).to_be_visible()
    expect(said).to_have_text("Bitte prüfen Sie, nach wie vielen Tagen die Antworten gelöscht werden.")
    expect(page.locator("[data-key=open]")).to_have_attribute("aria-disabled", "true")
    page.locator("[data-key=keep-days]").fill("7")
    page.check('[data-key="parts=cynefin"]')
    expect(said).to_have_text("Jede Person schreibt ein Ereignis auf und beantwortet 9 Fragen.")


def asks(leads: Facilitator) -> None:
    page = leads.page
    assert page.locator(".lcc-qr svg").is_visible()
    assert page.get_by_text("lcc-diag serve --host 0.0.0.0").is_visible()
    page.keyboard.press("Space")
    expect(page.locator(".lcc-timer.lcc-running")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator(".lcc-timer.lcc-paused")).to_be_visible()
    for phase in ("Aufschreiben", "Antworten", "Vorhersagen"):
        leads.press("ArrowRight", phase)
        leads.everybody_answers()
    leads.press("ArrowLeft", "Antworten")
    leads.press("ArrowRight", "Vorhersagen")


def reveals(leads: Facilitator) -> None:
    page = leads.page
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-key=confirm]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert not leads.workshop.round.sealed
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(leads.heading).to_have_text("Auflösen")
    expect(page.locator(".lcc-results")).to_contain_text(STATEMENTS[0])
    page.keyboard.press("ArrowLeft")
    assert leads.workshop.phase == "reveal"


def turns_the_wall(leads: Facilitator) -> None:
    """In another window of this browser, on the second screen."""
    page, panel = leads.page, leads.page.locator(".lcc-turning")
    expect(panel).to_contain_text("In diesem Browser ist keine Wand offen")
    wall = leads.wall = page.context.new_page()
    wall.goto(f"{leads.server.address}/lcc/wall/{leads.workshop.wall}")
    expect(panel).to_contain_text("Seite 1 von ")
    pages = wall.locator(".room-progress li").count()
    page.click("[data-key=wall-next]")
    page.click("h1")
    page.keyboard.press("PageDown")
    expect(wall.locator(".room-progress p")).to_have_text(f"3 / {pages}")
    expect(panel).to_contain_text(f"Seite 3 von {pages}")
    page.keyboard.press("PageUp")
    expect(wall.locator(".room-progress p")).to_have_text(f"2 / {pages}")
    wall.keyboard.press("End")
    expect(panel).to_contain_text(f"Seite {pages} von {pages}")
    assert violations(page) == []


def shows_on_the_beamer(leads: Facilitator) -> None:
    page = leads.page
    page.keyboard.press("b")
    beamer = page.locator("dialog.lcc-beamer")
    expect(beamer).to_contain_text(STATEMENTS[0])
    first = beamer.locator(".room-slide").inner_text()
    assert not beamer.locator(".room-slide").evaluate("slide => slide.scrollHeight > slide.clientHeight + 1")
    page.keyboard.press("PageDown")
    expect(beamer.locator(".room-slide")).not_to_have_text(first)
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    expect(beamer.locator(".lcc-strip strong")).to_have_text("Reden")
    page.keyboard.press("Escape")
    expect(beamer).to_have_count(0)


def talks(leads: Facilitator) -> None:
    page, reason = leads.page, "Es hängt an den Leuten, b? und am Takt."
    expect(leads.wall.locator(".room-discuss")).to_be_visible()
    leads.tab_to("[data-key^=domain-]")
    page.keyboard.type("Komplex")
    leads.tab_to("[data-key^=reason-]")
    page.keyboard.type(reason)
    leads.tab_to("[data-key^=place-]")
    page.keyboard.press("Enter")
    expect(page.locator(".lcc-results")).to_contain_text(reason)
    expect(leads.wall.locator(".room-placement")).to_contain_text(reason)
    expect(page.locator("[data-key=again]")).to_have_count(0)
    leads.tab_to(".lcc-texts summary")
    page.keyboard.press("Enter")
    expect(page.locator(".lcc-texts h4")).to_have_text(STATEMENTS)
    leads.tab_to("[data-key^=text-]")
    page.keyboard.press("Enter")
    expect(page.locator(".lcc-results")).to_contain_text(STORY)
    expect(leads.wall.locator(".room-texts")).to_contain_text(STORY)
    expect(page.locator(".lcc-texts [data-key^=text-]").first).to_be_focused()
    assert violations(page) == []


def decides(leads: Facilitator) -> None:
    page, cases = leads.page, CaseStore(leads.server.database)
    cases.record(leads.link.token, Answered(Answer("t0", "r1", "plan.step_2", "Allein geplant.")))
    leads.press("ArrowRight", "Entscheiden")
    expect(leads.wall.locator(".room-agreed")).not_to_contain_text("Allein geplant.")
    page.click('[data-key="wall-plan.step_2"]')
    expect(leads.wall.locator(".room-agreed li")).to_have_text("Allein geplant.")
    page.click('[data-key="wall-plan.step_2"]')
    expect(leads.wall.locator(".room-agreed li")).to_have_count(0)
    page.click("h1")
    leads.tab_to('[data-key="plan.step_1-deed"]')
    page.keyboard.type("Die Frühschicht plant nur noch im ERP.")
    page.keyboard.press("Tab")
    page.keyboard.type("KM")
    leads.tab_to("[data-key=more-steps]")
    expect(page.locator('[data-key="plan.step_3-deed"]')).to_be_visible()
    expect(leads.wall.locator(".room-agreed li")).to_have_text(re.compile("ERP.*KM"))
    answers = {answer.item: answer for answer in cases.read(leads.link.token).answers}
    assert answers["plan.step_1"].evidence == {"person": "KM"}

    due = page.locator('[data-key="plan.step_1-due"]')
    due.fill("2020-01-01")
    due.blur()
    expect(page.locator(".lcc-remark:visible")).to_have_text(re.compile("^Schritt 1: Der 1. Januar 2020 ist vorbei"))
    due.fill("2099-01-29")
    page.fill('[data-key="plan.review"]', "2099-02-15")
    expect(page.locator('[data-key="plan.review"]')).to_be_focused()
    stays_where_it_is_pressed(page)
    expect(page.locator(".lcc-remark:visible")).to_have_count(0)


def stays_where_it_is_pressed(page: Page) -> None:
    """Pressing a button stores the field that was left; what is said of that moves nothing."""
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    button = page.locator("[data-key=next-page]")
    before = button.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    assert button.bounding_box() == before
    page.mouse.up()
    page.locator("[data-key=cancel]").click()
    page.click("h1")


def closes(leads: Facilitator) -> None:
    page = leads.page
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(leads.heading).to_have_text("Der Workshop ist beendet")
    expect(page.locator(".lcc-agreed")).to_contain_text("Nächstes Treffen: 15. Februar 2099")
    expect(page.locator(".lcc-agreed li")).to_have_text("Die Frühschicht plant nur noch im ERP. (KM, 29. Januar 2099)")
    assert violations(page) == []
    expect(page.locator("[data-key=document-paper]")).to_have_count(0)
    with page.expect_download() as download:
        page.click("[data-key=document-privacy]")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    leads.tab_to("[data-key^=delete-]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".lcc-deletion")).to_contain_text("Sie sind gelöscht")
    assert leads.workshop.deleted
    page.click("[data-key=new-workshop]")
    expect(page.locator("[data-key=purpose]")).to_have_value(PURPOSE)
    page.reload()
    ready(page)
    page.click("[data-key=new-workshop]")
    expect(page.locator("[data-key=purpose]")).to_have_value(PURPOSE)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_all_is_accessible(facilitator):
    leads = facilitator("en", 390)
    page = leads.page
    assert not overflow(page)
    assert violations(page) == []
    leads.open()
    assert not overflow(page)
    for phase in ("Writing", "Answering", "Predicting"):
        leads.press("ArrowRight", phase)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(leads.heading).to_have_text("Revealing")
    assert not overflow(page)
    assert violations(page) == []
    leads.press("ArrowRight", "Talking")
    page.locator(".lcc-challenge .lcc-fold summary").first.click()
    assert not overflow(page)
    assert violations(page) == []
    page.click("[data-lcc-language=de]")
    expect(leads.heading).to_have_text("Reden")


def test_keys_leave_fields_alone_and_can_be_switched_off(facilitator):
    leads = facilitator()
    page = leads.page
    leads.open()
    page.fill("[data-key=base]", "")
    page.locator("[data-key=base]").press_sequentially("b? x")
    page.keyboard.press("ArrowRight")
    assert page.input_value("[data-key=base]") == "b? x"
    assert leads.workshop.phase == "join"
    page.click("h1")
    page.keyboard.press("?")
    expect(page.locator(".lcc-keys")).to_have_attribute("open", "")
    page.locator(".lcc-keys input").uncheck()
    page.click("h1")
    for key in ("b", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("dialog")).to_have_count(0)
    assert leads.workshop.phase == "join"
    assert leads.workshop.timer is None
    page.reload()
    ready(page)
    page.keyboard.press("ArrowRight")
    page.locator(".lcc-keys summary").click()
    page.locator(".lcc-keys input").check()
    page.click("h1")
    leads.press("ArrowRight", "Aufschreiben")


def test_a_key_pressed_the_moment_a_phase_is_there_leads_on(facilitator):
    leads = facilitator()
    leads.open()
    leads.page.evaluate(PRESSES_AT_ONCE, ["ArrowRight", "h2[data-key=title]"])
    leads.page.keyboard.press("ArrowRight")
    expect(leads.heading).to_have_text("Antworten")


def test_the_time_is_started_once_and_held_as_soon_as_it_runs(facilitator):
    leads = facilitator()
    leads.open()
    before = leads.workshop.version
    leads.page.evaluate(PRESSES_TWICE)
    expect(leads.page.locator(".lcc-timer.lcc-running")).to_be_visible()
    leads.press("ArrowRight", "Aufschreiben")  # all that was said before has arrived
    assert leads.workshop.version == before + 2
    leads.page.evaluate(PRESSES_AT_ONCE, [" ", ".lcc-timer"])
    leads.page.keyboard.press("Space")
    expect(leads.page.locator(".lcc-timer.lcc-paused")).to_be_visible()


PRESSES_TWICE = """() => {
    const space = () => new KeyboardEvent("keydown", { key: " ", bubbles: true });
    [space(), space()].forEach((press) => document.querySelector("h1").dispatchEvent(press));
}"""
PRESSES_AT_ONCE = """([key, selector]) => {
    const press = new KeyboardEvent("keydown", { key, bubbles: true });
    const observer = new MutationObserver(() => {
        observer.disconnect();
        document.querySelector("h1").dispatchEvent(press);
    });
    const seen = { attributes: true, attributeFilter: ["class"], childList: true, characterData: true, subtree: true };
    observer.observe(document.querySelector(selector), seen);
}"""


def test_two_windows_and_a_reload_show_the_same_and_reveal_once(facilitator, open_page):
    leads = facilitator()
    leads.open()
    leads.page.keyboard.press("Space")
    expect(leads.page.locator(".lcc-running")).to_be_visible()
    other = open_page(1440)
    leads.visit(other)
    expect(other.locator(".lcc-running .lcc-clock")).to_have_text(re.compile(r"^7:[45]\d$"))
    for phase in ("Aufschreiben", "Antworten", "Vorhersagen"):
        leads.press("ArrowRight", phase)
        expect(other.locator("h2[data-key=title]")).to_have_text(phase)
        leads.crowd.answer()
    for page in (leads.page, other):
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-key=confirm]")).to_be_focused()
    for page in (leads.page, other):
        page.keyboard.press("Enter")
    for page in (leads.page, other):
        expect(page.locator(".lcc-results")).to_contain_text(STATEMENTS[0])
    (held,) = CaseStore(leads.server.database).read(leads.link.token).extra["workshops"]
    assert len(held["rounds"]) == 1


def test_paper_sheets_go_in_by_number_keys(facilitator):
    leads = facilitator()
    page = leads.page
    leads.open()
    leads.press("ArrowRight", "Aufschreiben")
    leads.press("ArrowRight", "Antworten")
    page.locator(".lcc-sheets summary").click()
    fields = page.locator(".lcc-signs input")
    expect(fields).not_to_have_count(0)
    count = fields.count()
    for number in (1, 2):
        fields.first.focus()
        page.keyboard.press("Enter")  # no story on this one
        page.keyboard.type("2" * (count - 1))
        page.keyboard.press("Enter")
        expect(page.locator(".lcc-sheets h4")).to_have_text(f"Bogen {number + 1}")
    expect(page.locator(".lcc-phase .lcc-progress")).to_have_text("2 von 11 fertig")
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    expect(page.locator(".lcc-problem-text")).to_contain_text("9")
    page.click("[data-key=sheet-undo]")
    expect(page.locator(".lcc-phase .lcc-progress")).to_have_text("1 von 10 fertig")
