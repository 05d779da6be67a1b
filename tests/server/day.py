"""A day of many visitors, in minutes: they answer, reload, vanish and come back, and write down what was acknowledged.

What they do is random but seeded; whatever they meet (a line that is cut, a kernel or a server that is killed), they do
what the page in a browser does: come back, and say again what was not acknowledged, with the same ``seq``.
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import struct
import threading
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.items import item_ids
from tests.server.serving import Serving
from tests.server.visiting import Answer, Chapter, embedded, said

FORMS = ("01_cynefin", "02_attitudes", "03_execution", "05_plan")
OTHERS = ("00_start", "04_result")
GOODBYE = 1000
PATIENCE = 60.0
"""Seconds until something that has to happen counts as lost; the machine may be busy."""
PAUSE = 0.3
"""Seconds until somebody tries again, also when the day is over: who never pauses keeps a server from starting."""
INTERRUPTIONS = (ConnectionClosed, InvalidHandshake, OSError, http.client.HTTPException, EOFError)


@dataclass
class Ledger:
    """What happened: how often, how long it took (seconds), what should not have; and what each case must hold."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    cases: list[Entries] = field(default_factory=list)


@dataclass
class Entries:
    """One case: of each item the value that was said last of all that were acknowledged, and names of the messages."""

    token: str = ""
    values: dict[str, int] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)


@dataclass
class Said:
    """An answer that is not acknowledged yet. ``number``: of this visitor, counted from 1."""

    message: dict
    number: int
    at: float
    again: bool = False


class Day:
    """Visitors in pairs on one case and alone, from ``begin`` to ``end``.

    ``absence``: seconds after which the server ends the session of who does not come back. ``pause``: seconds between
    what one visitor does and does next, in the mean.
    """

    def __init__(
        self, serving: Serving, ledger: Ledger, visitors: int, absence: float, pause: float, seed: int
    ) -> None:
        self.serving = serving
        self.ledger = ledger
        self.absence = absence
        self.pause = pause
        self.over = threading.Event()
        self.met = threading.Barrier(visitors + 1)
        self._people = list(self._invited(visitors, random.Random(seed)))
        for person, act in zip(self._people, RARE, strict=False):
            person.first = act
        self._threads = [threading.Thread(target=person.live, daemon=True) for person in self._people]

    def _invited(self, visitors: int, chance: random.Random) -> Iterator[Person]:
        items = [item for item in item_ids(load(settings.questionnaires_folder())) if item.startswith("attitudes.")]
        while visitors:
            entries = Entries(self.serving.case())
            together = min(visitors, 1 + len(self.ledger.cases) % 2)
            self.ledger.cases.append(entries)
            for part in range(together):
                yield Person(self, entries, items[part::together], random.Random(chance.random()))
            visitors -= together

    def begin(self) -> None:
        """Everybody opens a chapter in the same second; returns when all have one."""
        for thread in self._threads:
            thread.start()
        self.met.wait(PATIENCE)
        self.met.wait(4 * PATIENCE)

    def end(self) -> None:
        """Everybody waits for the last acknowledgement and leaves."""
        self.over.set()
        for thread in self._threads:
            thread.join(4 * PATIENCE)
            if thread.is_alive():
                self.ledger.faults.append("somebody is still there")


class Person:
    """A visitor: one browser, one chapter open at a time, items of a case that nobody else answers."""

    def __init__(self, day: Day, entries: Entries, items: list[str], chance: random.Random) -> None:
        self.day = day
        self.ledger = day.ledger
        self.entries = entries
        self.items = items
        self.chance = chance
        self.visitor = day.serving.visitor()
        self.chapter: Chapter | None = None
        self.stack = ExitStack()
        self.unsaved: dict[str, Said] = {}
        self.latest: dict[str, int] = {}
        self.shown: dict[str, dict] = {}
        self.number = 0
        self.first: Callable[[Person], None] | None = None

    def live(self) -> None:
        try:
            self.day.met.wait(PATIENCE)
            self.open(self.chance.choice(FORMS), "opened at the same time")
            self.day.met.wait(4 * PATIENCE)
            self.go_on()
        except Exception:
            self.ledger.faults.append(traceback.format_exc())
        finally:
            self.stack.close()

    def go_on(self) -> None:
        acts, weights = zip(*ACTS.items(), strict=True)
        while not self.day.over.is_set():
            act, self.first = self.first or self.chance.choices(acts, weights)[0], None
            with self.interruptions():
                act(self)
                self.hear(lambda: False, self.chance.uniform(0, 2 * self.day.pause))
        while self.unsaved:
            with self.interruptions():
                self.hear(lambda: not self.unsaved, PATIENCE)
                assert not self.unsaved, "an answer was never acknowledged"
        with self.interruptions():
            self.look()  # however little there was time for, nobody leaves without a look at the other's answers
        with suppress(ConnectionClosed):
            self.line.close(GOODBYE)

    # --- what somebody does -----------------------------------------------------------------------------------------

    def answer(self) -> None:
        """Answer an item and wait until it is saved."""
        self.say(self.chance.choice(self.items))
        self.hear(lambda: not self.unsaved, PATIENCE)
        assert not self.unsaved, "an answer was not acknowledged"

    def answer_fast(self) -> None:
        """Answer several, some of them twice, without waiting; what follows may interrupt that."""
        for item in self.chance.choices(self.items[:4], k=5):
            self.say(item)

    def look(self) -> None:
        """See what the other visitor of the case has entered, without having asked."""
        theirs = [item for item in self.entries.values if item not in self.items]
        if theirs:
            item = self.chance.choice(theirs)
            self.hear(lambda: self.shows(item), PATIENCE)
            assert self.shows(item), "an answer of the other visitor was not shown"
            self.ledger.counts["seen live"] += 1

    def reload(self) -> None:
        self.line.close(GOODBYE)
        self.ledger.counts["reloads"] += 1
        self.open(self.chapter.page["chapter"])

    def turn_page(self) -> None:
        self.line.close(GOODBYE)
        self.open(self.chance.choice(FORMS))

    def glance(self) -> None:
        """Look at a page without a form, and go back."""
        self.line.close(GOODBYE)
        self.open(self.chance.choice(OTHERS))
        self.line.close(GOODBYE)
        self.open(self.chance.choice(FORMS))

    def lose_line(self) -> None:
        self.ledger.counts["lines cut"] += 1
        self.cut()
        raise EOFError

    def stay_away(self) -> None:
        """Lose the line and come back when the session has been ended."""
        self.cut()
        deadline = time.monotonic() + self.day.absence + PATIENCE
        while self.is_open():
            assert time.monotonic() < deadline, "a session that nobody looks at was not ended"
            time.sleep(PAUSE)
        self.ledger.counts["sessions culled"] += 1
        raise EOFError

    def open_and_forget(self) -> None:
        """Ask for a page and never connect."""
        self.day.serving.visitor().ask(self.place(self.chance.choice(FORMS)))
        self.ledger.counts["pages never connected"] += 1

    def give_up_page(self) -> None:
        """Ask for a page and go away while it is sent."""
        with socket.create_connection(("127.0.0.1", self.day.serving.port)) as connection:
            connection.sendall(f"GET /{self.place('04_result')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            connection.recv(self.chance.choice((1, 3000)))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.ledger.counts["pages given up"] += 1

    # --- as the page in a browser does ------------------------------------------------------------------------------

    def place(self, chapter: str) -> str:
        return f"lcc/{chapter}.ipynb?case={self.entries.token}"

    def open(self, chapter: str, kind: str = "opened") -> None:
        """Open a chapter up to its line; again and again, if something comes between."""
        deadline = time.monotonic() + 2 * PATIENCE
        while not self.opens(chapter, kind):
            assert time.monotonic() < deadline, "a chapter could not be opened"
            self.ledger.counts["openings tried again"] += 1
            time.sleep(PAUSE)

    def opens(self, chapter: str, kind: str) -> bool:
        begun = time.perf_counter()
        try:
            page = self.visitor.ask(self.place(chapter))
            if page.status != 200 or "lcc-widgets" not in page.text:
                assert page.status in (200, 503), page.text
                return False
            self.ledger.seconds[kind].append(time.perf_counter() - begun)
            self.chapter = Chapter(self.visitor, embedded(page, "lcc-page"), embedded(page, "lcc-widgets"))
            self.shown = _still_answers(page) | _answers(self.chapter.widgets)
            self.connect()
        except INTERRUPTIONS:
            return False
        if chapter in FORMS:
            self.check_shown()
        return True

    def check_shown(self) -> None:
        """The form stands where it stood."""
        waiting = {entry.message["item"] for entry in self.unsaved.values()}
        lost = [item for item in self.items if item in self.entries.values and item not in waiting]
        assert all(self.shows(item) for item in lost), "a page does not show what was saved"

    def connect(self) -> None:
        self.stack.close()
        self.line = self.stack.enter_context(self.chapter.line(max_queue=None))
        for entry in self.unsaved.values() if self.is_on_form else ():
            self.ledger.counts["said again"] += 1
            entry.again = True
            said(self.line, {"model": self.form, "content": entry.message})

    def cut(self) -> None:
        """As if the cable had been pulled."""
        self.line.socket.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def interruptions(self) -> Iterator[None]:
        """Whatever ends the line, the page comes back by itself."""
        try:
            yield
        except INTERRUPTIONS:
            self.come_back()

    def come_back(self) -> None:
        if self.is_on_form and self.is_open():
            with suppress(*INTERRUPTIONS):
                self.connect()
                said(self.line, {"model": self.form, "content": {"type": "refresh", "missed": True}})
                self.ledger.counts["lines taken up again"] += 1
                return
        self.open(self.chance.choice(FORMS))

    def is_open(self) -> bool:
        """Whether the session exists; a server that is away is waited for."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.chapter.is_open()
            except INTERRUPTIONS:
                assert time.monotonic() < deadline, "the server does not come back"
                time.sleep(PAUSE)

    @property
    def is_on_form(self) -> bool:
        return self.chapter.page["chapter"] in FORMS

    @property
    def form(self) -> str:
        return self.chapter.model("Form")

    def say(self, item: str) -> None:
        self.number += 1
        seq, value = f"{id(self)}-{self.number}", self.chance.randint(1, 5)
        message = {"type": "answer", "seq": seq, "item": item, "value": value, "challenge": None, "evidence": {}}
        self.unsaved[seq] = Said(message, self.number, time.perf_counter())
        said(self.line, {"model": self.form, "content": message})

    def hear(self, enough: Callable[[], bool], seconds: float) -> None:
        """Take in what the server tells until it is enough or the time is over."""
        deadline = time.monotonic() + seconds
        while not enough() and (left := deadline - time.monotonic()) > 0:
            with suppress(TimeoutError):
                self.take(json.loads(self.line.recv(timeout=min(left, 0.2))))

    def take(self, told: dict) -> None:
        self.shown = told.get("state", {}).get("answers", self.shown)
        content = told.get("content", {})
        entry = self.unsaved.get(content.get("seq"))
        if content.get("type") == "saved" and entry:
            self.saved(self.unsaved.pop(content["seq"]))
        elif content.get("type") == "postponed" and entry:
            self.ledger.counts["postponed"] += 1
            self.say_later(entry)
        elif content.get("type") == "refused":
            self.ledger.faults.append(f"refused: {content}")

    def say_later(self, entry: Said) -> None:
        """Say again what could not be written, unless something newer about the same has been said."""
        message = entry.message
        if any(one.message["item"] == message["item"] and one.number > entry.number for one in self.unsaved.values()):
            del self.unsaved[message["seq"]]
        else:
            said(self.line, {"model": self.form, "content": message})

    def saved(self, entry: Said) -> None:
        """Of two answers the one said later counts, also if the other one was said again and is acknowledged last."""
        message = entry.message
        self.ledger.counts["answers acknowledged"] += 1
        if not entry.again:
            self.ledger.seconds["acknowledged"].append(time.perf_counter() - entry.at)
        self.entries.messages.add(message["seq"])
        if entry.number > self.latest.get(message["item"], 0):
            self.latest[message["item"]] = entry.number
            self.entries.values[message["item"]] = message["value"]

    def shows(self, item: str) -> bool:
        return self.shown.get(item, {}).get("value") == self.entries.values[item]


ACTS = {
    Person.answer: 70,
    Person.answer_fast: 10,
    Person.look: 10,
    Person.reload: 2,
    Person.turn_page: 1.5,
    Person.glance: 0.5,
    Person.lose_line: 3,
    Person.stay_away: 1,
    Person.open_and_forget: 1,
    Person.give_up_page: 1,
}
"""What somebody does next, and how often."""
RARE = (Person.lose_line, Person.reload, Person.stay_away, Person.open_and_forget, Person.give_up_page)
"""What somebody does first, so that each of it happens however slow the machine is."""


def _still_answers(page: Answer) -> dict[str, dict]:
    """What the page shows before its kernel is there; nothing if the database was too slow for that."""
    return _answers(embedded(page, "lcc-still")) if "lcc-still" in page.text else {}


def _answers(widgets: dict) -> dict[str, dict]:
    """What the form among ``widgets`` shows as answered."""
    for model in widgets["models"].values():
        if model["name"] == "Form":
            return model["state"].get("answers", {})
    return {}
