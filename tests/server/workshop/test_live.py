"""The live line: who hears what and when, what it costs, and what happens to those who do not read."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import ExitStack

import psutil
import pytest

from lcc_diag.server.limits import allow_many_connections
from lcc_diag.server.workshop import hub as hubs
from lcc_diag.server.workshop import streams
from lcc_diag.store import CaseStore
from tests.server.inside import Inside, inside
from tests.server.visiting import TIMEOUT
from tests.server.workshop.room import Line, Room

MANY = 300
LINE_BYTES = 60 * 2**10
"""What one more phone that listens may cost."""


@pytest.fixture
def room(standalone) -> Room:
    return Room.opened(standalone)


def test_who_asks_again_is_told_that_nothing_has_changed(room):
    phone = room.phone()
    room.seen_when(lambda seen: seen["counts"]["joined"] == 1)
    first = phone.ask("room")
    again = phone.ask("room", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert phone.ask("room", If_None_Match='"another"').status == 200
    room.enter("answer")
    room.seen_when(lambda seen: seen["phase"] == "answer")
    changed = phone.ask("room", If_None_Match=first.headers["ETag"], Accept_Encoding="gzip")
    assert (changed.status, changed.headers["Content-Encoding"]) == (200, "gzip")


def test_a_line_is_not_held_back_on_its_way(served):
    with Room.opened(served).stranger().line() as line:
        headers = line.response.headers
        assert line.event()["phase"] == "join"
    assert headers["Content-Type"].startswith("text/event-stream")
    assert headers["X-Accel-Buffering"] == "no"
    assert "no-transform" in headers["Cache-Control"]
    assert headers["Content-Encoding"] is None


def test_a_join_reaches_the_wall_at_once(room):
    with room.stranger().line(f"{room.wall}/events") as wall:
        wall.event()
        for joined in range(1, 6):
            room.phone()
            told = time.monotonic()
            wall.until(joined=joined)
            assert time.monotonic() - told < 3


def test_what_another_program_stores_is_told(room):
    """The facilitator's kernel shares nothing with the server but the database."""
    with room.stranger().line() as line:
        line.event()
        room.enter("write")
        assert line.event()["phase"] == "write"
        CaseStore(room.serving.database).delete(room.case)
        assert line.event("gone") == {}
        assert list(line.parts()) == []
    assert room.stranger().ask("room").status == 404


def test_three_hundred_lines_cost_little_and_hear_everything(room):
    allow_many_connections()
    program = room.serving.program
    with ExitStack() as held:
        first = held.enter_context(room.stranger().line())
        first.event()
        memory = program.memory_info().rss
        lines = [held.enter_context(room.stranger().line()) for _ in range(MANY)]
        assert {line.event()["phase"] for line in lines} == {"join"}
        spent = program.cpu_times()
        room.enter("answer")
        assert {line.until(phase="answer")["round"] for line in lines} == {1}
        assert _seconds(program.cpu_times()) - _seconds(spent) < 2
        assert program.memory_info().rss - memory < MANY * LINE_BYTES
        assert room.phone().answer("cynefin.cause_effect", "a", "c1")["type"] == "saved"


def _seconds(times: psutil._common.pcputimes) -> float:
    return times.user + times.system


def test_the_facilitators_chapter_hears_of_phones(room):
    """Its kernel shares nothing with the server but the database."""
    chapter = room.serving.visitor().open("10_workshop", room.case)
    with chapter.line() as line:
        phone = room.phone()
        while _joined(line.recv(timeout=TIMEOUT)) != 1:
            pass
        phone.post("leave", {})
        while _joined(line.recv(timeout=TIMEOUT)) != 0:
            pass


def _joined(frame: str | bytes) -> int | None:
    """How many people a message to the page tells of."""
    state = json.loads(frame).get("state", {}) if isinstance(frame, str) else {}
    return state["room"]["counts"]["joined"] if "room" in state else None


# --- within the test's own process, where patience is short ----------------------------------------------------------


class Here:
    """Serves from this process, on the database that all tests use."""

    def __init__(self, server: Inside) -> None:
        from lcc_diag import settings

        self.database = settings.database_url()
        self.visitor = server.visitor


def run(test) -> None:
    async def within() -> None:
        async with inside() as server:
            await test(server, await asyncio.to_thread(Room.opened, Here(server)))

    asyncio.run(within())


def test_nothing_is_looked_at_while_nobody_listens(monkeypatch):
    monkeypatch.setattr(hubs, "WANTED_SECONDS", 0.1)
    monkeypatch.setattr(hubs, "BEAT_SECONDS", 0.1)

    async def test(server: Inside, room: Room) -> None:
        workshops, looks = server.service.workshops, []
        view = workshops._view
        workshops._view = lambda id_: looks.append(id_) or view(id_)
        await asyncio.to_thread(room.seen)
        assert looks == [room.id]
        await server.until(lambda: not workshops._hubs)
        await asyncio.to_thread(room.enter, "answer")
        await asyncio.to_thread(room.phone)
        await asyncio.sleep(0.5)  # longer than the database is left unasked
        assert looks == [room.id]
        assert (await asyncio.to_thread(room.seen))["phase"] == "answer"
        assert len(looks) == 2

    run(test)


def test_nobody_goes_on_watching_a_workshop_that_is_gone():
    async def test(server: Inside, room: Room) -> None:
        hub = await server.service.workshops.hub(room.id)
        await asyncio.to_thread(room.seen)
        await asyncio.to_thread(CaseStore(room.serving.database).delete, room.case)
        hub.stale()  # sooner known here than told by the database
        await server.until(lambda: not server.service.workshops._hubs)
        await server.until(lambda: all(task.done() for task in hub._tasks))

    run(test)


def test_too_many_lines_are_refused_and_others_still_get_one(monkeypatch):
    monkeypatch.setattr(hubs, "MOST_STREAMS_OF_ADDRESS", 3)

    async def test(server: Inside, room: Room) -> None:
        hub = await server.service.workshops.hub(room.id)
        with ExitStack() as held:
            lines = [await asyncio.to_thread(held.enter_context, room.stranger().line()) for _ in range(4)]
            assert sorted(line.status for line in lines) == [200, 200, 200, 429]
            assert len(hub) == 3
            refused = next(line for line in lines if line.status == 429)
            assert refused.response.headers["Content-Type"].startswith("application/json")
            assert json.loads(refused.response.read())["message"]["de"]
            held.pop_all().close()
            await server.until(lambda: len(hub) == 0)  # whoever leaves makes room
            assert (await asyncio.to_thread(held.enter_context, room.stranger().line())).status == 200

    run(test)


def test_who_reads_nothing_is_let_go(monkeypatch):
    monkeypatch.setattr(streams, "STUCK_SECONDS", 0.05)

    async def test(server: Inside, room: Room) -> None:
        hub = await server.service.workshops.hub(room.id)
        large = b"event: room\ndata: %s\n\n" % (b"x" * 2**22)
        with ExitStack() as held:
            lines = [await asyncio.to_thread(held.enter_context, room.stranger().line()) for _ in range(2)]
            heard = asyncio.create_task(asyncio.to_thread(_read_on, lines[1]))
            async with asyncio.timeout(TIMEOUT):
                while len(hub) == 2:
                    for stream in list(hub._streams):
                        stream.tell(large)
                    await asyncio.sleep(0.02)
            assert len(hub) == 1
            hub.end()
            assert await heard > 1
        assert len(hub) == 0

    run(test)


def _read_on(line: Line) -> int:
    return sum(1 for _ in line.parts())
