"""When a chapter ends, and when it does not: its page is closed, the line is cut, nobody comes, a kernel dies."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import ExitStack

import pytest

from lcc_diag.server import app, sessions
from tests.server.inside import inside
from tests.server.visiting import closed


def test_a_closed_page_leaves_no_kernel(monkeypatch):
    monkeypatch.setattr(sessions, "GRACE_SECONDS", 0.1)

    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open)
            assert server.kernels == 1
            await asyncio.to_thread(leave, chapter, 1000)
            await server.until(lambda: server.kernels == 0)
            assert not await asyncio.to_thread(chapter.is_open)

    asyncio.run(scenario())


def test_a_cut_line_is_waited_for_but_not_for_ever(monkeypatch):
    monkeypatch.setattr(sessions, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(sessions, "ABSENCE_SECONDS", 3.0)

    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open)
            await asyncio.to_thread(leave, chapter, None)
            session = next(iter(server.service.sessions._open.values()))
            await server.until(lambda: session.socket is None)
            await server.service.sessions.cull()
            assert await asyncio.to_thread(chapter.is_open)
            await server.until(lambda: server.kernels == 0)

    asyncio.run(scenario())


def test_whoever_is_back_in_time_keeps_the_chapter_while_its_kernel_lives():
    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open)
            await asyncio.to_thread(leave, chapter, None)
            session = next(iter(server.service.sessions._open.values()))
            with ExitStack() as kept:
                line = await asyncio.to_thread(kept.enter_context, chapter.line())
                await server.until(lambda: session.socket is not None)
                assert session.until is None  # nothing ends it as long as the page is there
                await server.service.sessions.cull()
                assert await asyncio.to_thread(chapter.is_open)
                os.kill(session.kernel.pid, signal.SIGKILL)
                assert await asyncio.to_thread(closed, line) == 4404

    asyncio.run(scenario())


def test_pages_that_never_connect_fill_the_server_only_for_a_while(monkeypatch):
    monkeypatch.setattr(sessions, "ARRIVAL_SECONDS", 3.0)

    async def scenario():
        async with inside(sessions=2) as server:
            asked = (asyncio.to_thread(server.visitor().ask, "lcc/00_start.ipynb") for _ in range(12))
            answers = await asyncio.gather(*asked)
            statuses = sorted(answer.status for answer in answers)
            assert statuses == [200] * 2 + [503] * 10
            waiting = next(answer for answer in answers if answer.status == 503)
            assert int(waiting.headers["Retry-After"]) > 0
            assert "lcc-page" not in waiting.text
            await server.until(lambda: len(server.service.sessions) == 0)
            assert (await asyncio.to_thread(server.visitor().open)).session

    asyncio.run(scenario())


@pytest.mark.parametrize("read", [0, 1, 3000])
def test_a_page_request_given_up_midway_leaves_no_kernel(read):
    async def scenario():
        async with inside() as server:
            await asyncio.to_thread(give_up, server.port, read)
            await server.until(lambda: len(server.service.sessions) == 0 and server.kernels == 0)

    asyncio.run(scenario())


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows cannot halt a process")
def test_a_kernel_that_reads_nothing_does_not_stop_the_server():
    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open)
            session = next(iter(server.service.sessions._open.values()))
            model = chapter.model("CasePanel")
            os.kill(session.kernel.pid, signal.SIGSTOP)
            for _ in range(10_000):
                session.send(model, {"method": "custom", "content": {"note": "x" * 1000}}, [])
            await server.until(lambda: len(server.service.sessions) == 0)
            assert (await asyncio.to_thread(server.visitor().ask, "lcc/health")).status == 200

    asyncio.run(scenario())


@pytest.mark.parametrize("reads", [True, False])
def test_a_page_that_reads_nothing_does_not_fill_the_memory(reads):
    """70 MiB are told; whoever reads them gets them."""

    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open)
            session = next(iter(server.service.sessions._open.values()))
            with ExitStack() as kept:
                line = await asyncio.to_thread(kept.enter_context, chapter.line(max_size=None, close_timeout=0.2))
                await server.until(lambda: session.socket is not None)
                for _ in range(70):
                    if session.socket is not None:
                        session.socket.tell({"model": "1", "content": {"note": "x" * 2**20}}, [])
                    if reads:
                        await asyncio.to_thread(line.recv, 20)
                assert (session.socket is not None) == reads

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /lcc/00_start.ipynb HTTP/1.1\r\nHost: 127",
        b"POST /lcc/enter HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\npass",
    ],
)
def test_who_never_finishes_a_request_is_not_waited_for(monkeypatch, sent):
    monkeypatch.setattr(app, "IDLE_SECONDS", 0.3)
    monkeypatch.setattr(app, "BODY_SECONDS", 0.3)

    async def scenario():
        async with inside() as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(sent)
            assert b"200" not in await asyncio.wait_for(reader.read(), 10)
            writer.close()

    asyncio.run(scenario())


def leave(chapter, code: int | None) -> None:
    """Close the line with ``code``; None: as if the cable had been pulled."""
    with chapter.line() as line:
        if code is None:
            line.socket.shutdown(socket.SHUT_RDWR)
        else:
            line.close(code)


def give_up(port: int, read: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /lcc/04_result.ipynb HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while read > 0:
            read -= len(connection.recv(min(read, 1000)))
