"""A server is killed, started again, cut off from its database, stopped: phones go on, nothing acknowledged is lost."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from lcc_diag.content import load
from lcc_diag.store.workshops import WorkshopStore
from tests.server.serving import Serving, Standalone
from tests.server.visiting import TIMEOUT
from tests.server.workshop.room import Room

ITEM, CHALLENGE = "cynefin.cause_effect", "c1"


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Serving]:
    """A server that may be harmed. Who wants to see a chapter needs a phrase, phones do not."""
    serving = Standalone(tmp_path_factory.mktemp("own"), LCC_DIAG_PASSPHRASE="nicht für Telefone").start()
    yield serving
    if serving.process.poll() is None:
        serving.stop()


@pytest.fixture
def room(own) -> Room:
    return Room.opened(own, "answer")


def kill(serving: Serving) -> None:
    """The server is gone at once; its kernels see to themselves."""
    serving.process.kill()
    serving.process.wait()


def test_phones_and_walls_are_asked_for_no_phrase(own, room):
    visitor = own.visitor()
    assert visitor.ask("lcc/10_workshop.ipynb").status == 302
    assert {visitor.ask(place).status for place in (room.place, room.wall, "lcc/join")} == {200}
    assert room.phone(visitor=visitor).answer(ITEM, "a", CHALLENGE)["type"] == "saved"
    assert visitor.ask(f"lcc/04_result.ipynb?case={room.case}").status == 302  # joining opens nothing else


def test_a_killed_server_loses_nothing_and_knows_everybody_again(own, room):
    phones = [room.phone() for _ in range(3)]
    late = phones[0].message(ITEM, "b", CHALLENGE)
    with phones[0].line() as line:
        line.event()
        for phone in phones:
            assert phone.answer(ITEM, "a", CHALLENGE)["type"] == "saved"
        phones[0].post("answers", {"messages": [late]})
        kill(own)
        assert line.response.closed or list(line.parts()) is not None  # the line has ended, and does not hang
    own.start()
    assert phones[0].answer_all([late])[0]["type"] == "saved"  # said again by a phone that has not heard
    assert phones[0].own()["answers"][f"{ITEM}@{CHALLENGE}"]["value"] == "b"
    assert {room.kept(phone)[ITEM, CHALLENGE] for phone in phones[1:]} == {"a"}
    with phones[0].line() as line:
        assert line.event()["joined"] == 3


def test_what_cannot_be_stored_is_said_and_taken_later(own, room):
    phone = room.phone()
    phone.answer(ITEM, "b", CHALLENGE)
    message = phone.message(ITEM, "a", CHALLENGE)
    elsewhere = own.database.with_name("elsewhere")
    own.database.rename(elsewhere)
    own.database.mkdir()
    try:
        reply = phone.answer_all([message])[0]
        assert (reply["type"], set(reply["message"])) == ("postponed", {"de", "en"})
        assert own.database.name not in str(reply)  # nothing for phones
        assert phone.ask("own").status == 503
        assert room.stranger().ask_to_join().status == 503
    finally:
        own.database.rmdir()
        elsewhere.rename(own.database)
    assert phone.answer_all([message])[0] == {"type": "saved", "seq": message["seq"]}


def test_a_database_that_is_taken_away_costs_no_answer_and_nobody_the_workshop(own, room):
    phone = room.phone()
    phone.answer(ITEM, "b", CHALLENGE)
    with phone.line() as line:
        line.event()
        elsewhere = own.database.rename(own.database.with_name("elsewhere"))
        try:
            message = phone.message(ITEM, "a", CHALLENGE)
            assert phone.answer_all([message])[0]["type"] == "postponed"
            assert {phone.ask("own").status, room.stranger().ask_to_join().status} == {503}
            assert own.visitor().ask("lcc/health").status == 503
            assert not own.database.exists()
        finally:
            elsewhere.rename(own.database)
        assert phone.answer_all([message])[0]["type"] == "saved"
        room.enter("write")
        assert line.until(phase="write")["joined"] == 1
    assert own.log.count("is not there any more") == 1


def test_a_start_deletes_what_is_due(own):
    due, later = Room.opened(own, "answer", keep_days=0), Room.opened(own, "answer")
    phones = [room.phone() for room in (due, later)]
    for phone in phones:
        phone.answer(ITEM, "a", CHALLENGE)
    kill(own)
    own.start()
    store, deadline = WorkshopStore(own.database), time.monotonic() + TIMEOUT
    while not store.read(due.id).deleted:
        assert time.monotonic() < deadline
    assert phones[0].ask("own").status == 401
    assert due.stranger().ask("room").status == 200
    assert phones[1].own()["answers"]
    with closing(sqlite3.connect(own.database)) as database:
        kept = database.execute("SELECT count(*) FROM raw_answers WHERE workshop = ?", [due.id]).fetchone()
    assert kept == (0,)


def test_a_server_that_stops_waits_for_no_line(own, room):
    phone = room.phone()
    with phone.line() as line, phone.line(f"{room.wall}/events") as wall:
        line.event(), wall.event()
        began = time.monotonic()
        own.stop()
        assert time.monotonic() - began < 10
    assert "in a request" not in own.log
    own.start()
    assert json.loads(own.visitor().ask("lcc/health").body)["status"] == "ok"
    assert room.store.counts(room.id, load()).joined == 1
