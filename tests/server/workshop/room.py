"""A workshop on a running server: its facilitator, who works on the database, and phones, which only have HTTP."""

from __future__ import annotations

import http.client
import itertools
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from lcc_diag.cohort import release
from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import Phase, Settings, Workshop, asked, enter, reveal, seal
from lcc_diag.settings import today
from lcc_diag.store import CaseStore
from lcc_diag.store.workshops import WorkshopStore
from tests.server.serving import Serving
from tests.server.visiting import TIMEOUT, Answer, Visitor

STATEMENTS = ("Die Meister planen trotz ERP mit eigenen Listen.", "Rechnungen werden gedruckt und abgelegt.")
JSON = "application/json"


@dataclass
class Room:
    """One workshop of a case of its own. ``serving``: where its phones come to."""

    serving: Serving
    workshop: Workshop
    case: str

    @classmethod
    def opened(cls, serving: Serving, phase: Phase = "join", **settings: Any) -> Room:
        """A new workshop on a new case with two challenges."""
        challenges = tuple(Challenge(f"c{number}", text) for number, text in enumerate(STATEMENTS, start=1))
        case = CaseStore(serving.database).create(case=Case("Muster GmbH", challenges=challenges)).token
        given = {"challenges": ("c1", "c2")} | settings
        room = cls(serving, WorkshopStore(serving.database).open(case, Settings(**given), today()), case)
        room.enter(phase)
        return room

    @property
    def store(self) -> WorkshopStore:
        return WorkshopStore(self.serving.database)

    @property
    def id(self) -> str:
        return self.workshop.id

    @property
    def place(self) -> str:
        return f"lcc/w/{self.id}"

    @property
    def wall(self) -> str:
        return f"lcc/wall/{self.workshop.wall}"

    def enter(self, phase: Phase) -> None:
        """The facilitator goes on."""
        self.workshop = self.store.change(self.id, lambda workshop: enter(workshop, phase))

    def seal(self) -> None:
        self.workshop = self.store.change(self.id, seal)

    def reveal(self) -> None:
        """Show the result of the round, as the facilitator's chapter does."""
        self.seal()
        voices, number = self.store.voices(self.id, self.workshop.round.number), self.workshop.round.number
        case = CaseStore(self.serving.database).read(self.case)
        made = release(voices, self.workshop, case, load(), date(2026, 11, 23))
        self.workshop = self.store.change(self.id, lambda now: reveal(now, number, made.shown, made.members))

    def phone(self, role: str = "staff", visitor: Visitor | None = None, **more: Any) -> Phone:
        """Somebody who has joined."""
        return Phone(self, visitor or self.serving.visitor()).join(role, **more)

    def stranger(self) -> Phone:
        """Somebody who has not."""
        return Phone(self, self.serving.visitor())

    def seen(self) -> dict[str, Any]:
        """What everybody sees."""
        return json.loads(self.serving.visitor().ask(f"{self.place}/room").body)

    def seen_when(self, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What everybody sees, once it is so."""
        deadline = time.monotonic() + TIMEOUT
        while not reached(seen := self.seen()):
            assert time.monotonic() < deadline, seen
        return seen

    def kept(self, phone: Phone) -> dict[Any, Any]:
        """What is stored of somebody's answers."""
        return self.store.own(self.id, phone.participant, 1)

    def keys(self, phase: Phase, role: str = "staff") -> tuple[tuple[str, str | None], ...]:
        """What is asked."""
        return asked(self.workshop, phase, role, load())


_numbers = itertools.count(1)


@dataclass
class Phone:
    """One phone; ``secret`` and ``participant`` once it has joined."""

    room: Room
    visitor: Visitor
    secret: str = ""
    participant: str = ""

    def join(self, role: str = "staff", message: str = "", **more: Any) -> Phone:
        answer = self.ask_to_join(role, message, **more)
        assert answer.status == 200, answer.text
        said = json.loads(answer.body)
        self.secret, self.participant = said["secret"], said["participant"]
        return self

    def ask_to_join(self, role: Any = "staff", message: Any = "", **more: Any) -> Answer:
        given = {"role": role, "named": False, "own_code": "", "message": message or secrets.token_hex(12)}
        return self.post("join", given | more)

    def post(self, what: str, said: Any, **headers: str) -> Answer:
        """Say something as the page does; ``said`` may be bytes that are no JSON."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return self.visitor.ask(f"{self.room.place}/{what}", "POST", body, **self.headers() | headers)

    def headers(self) -> dict[str, str]:
        given = {"Content_Type": JSON, "Origin": self.visitor.address.split("/", 3)[0] + f"//{self.visitor.host}"}
        return given | ({"X_Participant": self.secret} if self.secret else {})

    def answer(self, item: str, value: Any, challenge: str | None = None, **more: Any) -> dict[str, Any]:
        """Send one answer; the reply to it."""
        return self.answer_all([self.message(item, value, challenge, **more)])[0]

    def message(self, item: Any, value: Any, challenge: Any = None, **more: Any) -> dict[str, Any]:
        """A message with an answer, as the form makes it."""
        message = {"type": "answer", "round": 1, "item": item, "challenge": challenge, "value": value}
        return message | {"seq": f"mi2k-{next(_numbers)}-{secrets.token_hex(4)}"} | more

    def answer_all(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = self.post("answers", {"messages": messages})
        assert answer.status == 200, answer.text
        return json.loads(answer.body)["replies"]

    def own(self) -> dict[str, Any]:
        answer = self.ask("own")
        assert answer.status == 200, answer.text
        return json.loads(answer.body)

    def ask(self, what: str, **headers: str) -> Answer:
        """Ask for something of the workshop's."""
        return self.visitor.ask(f"{self.room.place}/{what}", **self.headers() | headers)

    @contextmanager
    def line(self, path: str = "") -> Iterator[Line]:
        """The phone's line, which hears of news."""
        connection = self.visitor.connection()
        try:
            connection.request("GET", self.visitor.base + (path or f"{self.room.place}/events"))
            yield Line(connection.getresponse())
        finally:
            connection.close()


class Line:
    """Server-sent events as a browser reads them."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response
        self.status = response.status

    def parts(self) -> Iterator[str]:
        """What comes, part by part, until the line ends."""
        lines: list[str] = []
        while raw := self.response.readline():
            if raw.strip():
                lines.append(raw.decode().rstrip("\n"))
            elif lines:
                yield "\n".join(lines)
                lines = []

    def event(self, name: str = "room") -> dict[str, Any]:
        """The next event of this name."""
        for part in self.parts():
            lines = dict(line.split(": ", 1) for line in part.split("\n"))
            if lines.get("event") == name:
                return json.loads(lines["data"])
        raise AssertionError("the line has ended")

    def until(self, **expected: Any) -> dict[str, Any]:
        """The next event that says so."""
        while True:
            said = self.event()
            if expected.items() <= said.items():
                return said


def refusal(reply: dict[str, Any]) -> str:
    """Why an answer was refused; it was, with a sentence in both languages."""
    assert reply["type"] == "refused", reply
    assert set(reply["message"]) == {"de", "en"}
    return reply["code"]
