"""A workshop on a running server: its facilitator works on the database, its phones and its wall are real pages."""

from __future__ import annotations

import random
import secrets
from datetime import UTC, date, datetime
from typing import Any

from playwright.sync_api import Page, expect

from lcc_diag.cohort import release
from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent, Role
from lcc_diag.model.workshop import (
    Entry,
    Key,
    Phase,
    Settings,
    Workshop,
    asked,
    enter,
    reveal,
    seal,
    start_timer,
    take_over,
)
from lcc_diag.settings import today
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered, RespondentAdded
from lcc_diag.store.workshops import Submission, WorkshopStore
from lcc_diag.view.workshop.agreed import marks
from tests.browser.conftest import Server
from tests.cohort.rooms import choices_of

MARKUP = '<img src="/nothing" onerror="alert(1)"> & Listen'
"""A challenge as somebody with bad intentions would write it."""
CHALLENGES = tuple(
    Challenge(f"c{number}", text) for number, text in enumerate((MARKUP, "Rechnungen werden gedruckt."), 1)
)
CONTENT = load()


class Meeting:
    """One workshop of a case of its own, opened for ``settings``."""

    def __init__(self, server: Server, **settings: Any) -> None:
        self.server = server
        self.cases, self.store = CaseStore(server.database), WorkshopStore(server.database)
        self.case = self.cases.create(case=Case("Muster GmbH", challenges=CHALLENGES)).token
        given = {"parts": "pulse", "named_leaders": True} | settings
        challenges = {"pulse": (), "cynefin": ("c1",), "diagnosis": ("c1", "c2")}[given["parts"]]
        self.workshop = self.store.open(self.case, Settings(**{"challenges": challenges} | given), today())

    @property
    def id(self) -> str:
        return self.workshop.id

    @property
    def link(self) -> str:
        """What the QR code leads to."""
        return f"{self.server.address}/lcc/w/{self.id}"

    @property
    def address(self) -> str:
        """The same in German, whatever the browser speaks."""
        return f"{self.link}?lang=de"

    @property
    def wall(self) -> str:
        return f"{self.server.address}/lcc/wall/{self.workshop.wall}"

    # --- the facilitator ----------------------------------------------------------------------------------------------

    def change(self, act: Any) -> Workshop:
        self.workshop = self.store.change(self.id, act)
        return self.workshop

    def enter(self, phase: Phase) -> None:
        self.change(lambda workshop: enter(workshop, phase))

    def start_timer(self, seconds: float) -> None:
        self.change(lambda workshop: start_timer(workshop, seconds, datetime.now(UTC)))

    def seal(self) -> None:
        self.change(seal)

    def reveal(self) -> None:
        """Show the result of the round, as the facilitator's chapter does."""
        self.seal()
        number = self.workshop.round.number
        voices, case = self.store.voices(self.id, number), self.cases.read(self.case)
        made = release(voices, self.workshop, case, CONTENT, date(2026, 11, 23))
        self.change(lambda now: reveal(now, number, made.shown, made.members))

    def agree(self, deed: str, person: str, due: str) -> None:
        """A step with a name and a date, entered in the workshop."""
        step = Answer("t0", "md", "plan.step_1", deed, None, {"person": person, "due": due})
        self.cases.record(self.case, RespondentAdded(Respondent("md", "md")))
        self.cases.record(self.case, Answered(step))
        (mark,) = marks(self.cases.read(self.case), CONTENT).values()
        self.change(lambda workshop: take_over(workshop, mark, shown=True))

    # --- the others in the room ---------------------------------------------------------------------------------------

    def people(self, *phases: Phase, staff: int = 8, leaders: int = 2) -> None:
        """People who join and answer everything that is asked in these phases; the leaders agree to be shown."""
        chance = random.Random(4)
        for role, number in (("leader", leaders), ("staff", staff)):
            for _ in range(number):
                person = self.store.join(self.id, role, named=role == "leader").participant
                self._say(person.id, {key: self._value(key, chance) for key in self._asked(role, phases)})

    def _asked(self, role: Role, phases: tuple[Phase, ...]) -> list[Key]:
        return [key for phase in phases for key in asked(self.workshop, phase, role, CONTENT)]

    def _say(self, participant: str, answers: dict[Key, Any]) -> None:
        entries = [Entry(1, *key, value, secrets.token_hex(8)) for key, value in answers.items()]
        assert not any(self.store.record([Submission(self.id, participant, tuple(entries))], CONTENT))

    @staticmethod
    def _value(key: Key, chance: random.Random) -> Any:
        return "Ein Ereignis." if key[0] == "cynefin.anecdote" else chance.choice(choices_of(key[0]))

    # --- what is stored -----------------------------------------------------------------------------------------------

    def joined(self) -> int:
        return self.store.counts(self.id, CONTENT).joined

    def own(self, page: Page) -> dict[Key, Any]:
        """What is stored of the answers of the person on this page."""
        return self.store.own(self.id, identity(page, self)["participant"], self.workshop.round.number)


def identity(page: Page, meeting: Meeting) -> dict[str, Any] | None:
    """Who this browser is in the workshop, as it remembers it."""
    return page.evaluate("key => JSON.parse(localStorage.getItem(key))", f"lcc-w-{meeting.id}")


def join(page: Page, meeting: Meeting, role: Role = "staff") -> None:
    """Come in by the address of the QR code."""
    page.goto(meeting.address)
    page.check(f'[data-key="role={role}"]')
    page.click("[data-act=join]")
    page.locator(".phone-join").wait_for(state="detached")


def choose(page: Page, item: str, value: Any) -> None:
    """Answer a question that is on screen."""
    page.check(f'[data-key="{item}={value}"]')


def go_on(page: Page) -> None:
    """To the next screen of the form; after the last one it is done."""
    page.locator(".lcc-moves button.lcc-first:visible").click()


def said(page: Page) -> None:
    """Wait until everything is acknowledged."""
    expect(page.locator(".lcc-saved:not(.lcc-waiting):not(:empty)")).to_be_visible()
