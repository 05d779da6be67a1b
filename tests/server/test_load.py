"""Many at once, on purpose: the server goes on answering, and afterwards everything is as it was."""

from __future__ import annotations

import base64
import os
import socket
import time
from contextlib import ExitStack

import pytest

from lcc_diag.server.limits import allow_many_connections
from tests.server.visiting import TIMEOUT, Chapter, answered, closed, said

MANY = 1000
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="counts open files the way Unix does")
SOME_FILES = 100
"""Of the chapters that a test has opened."""
MEMORY_BYTES = 60 * 2**20
"""What an allocator may keep for later; a thousand connections that stayed would need more."""


@pytest.fixture
def unharmed(standalone):
    """Open files and memory of the server come back to where they were."""
    allow_many_connections()
    standalone.visitor().open()  # whatever is allocated once
    program = standalone.program
    files, memory = program.num_fds(), program.memory_info().rss
    yield standalone
    deadline = time.monotonic() + TIMEOUT
    while program.num_fds() > files + SOME_FILES and time.monotonic() < deadline:
        standalone.is_answering()
    assert program.num_fds() <= files + SOME_FILES
    assert program.memory_info().rss <= memory + MEMORY_BYTES


def working(chapter: Chapter) -> bool:
    with chapter.line() as line:
        said(line, {"model": chapter.model("CasePanel"), "content": {"type": "create"}})
        return answered(line)["type"] == "opened"


def connected(serving, text: str = "") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", serving.port), timeout=TIMEOUT)
    connection.sendall(text.encode())
    return connection


def upgrade(place: str, cookie: str) -> str:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [f"GET /{place}/socket HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Connection: Upgrade"]
    lines += ["Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
    return "\r\n".join(lines) + "\r\n\r\n"


@pytest.mark.parametrize("text", ["", "GET /lcc/00_start.ipynb HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_thousand_connections_that_say_nothing(unharmed, text):
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(connected(unharmed, text))
        assert unharmed.is_answering()
        assert working(unharmed.visitor().open())


def test_a_thousand_lines_without_a_session(unharmed):
    sessions = unharmed.sessions()
    with ExitStack() as held:
        lines = [held.enter_context(connected(unharmed, upgrade("lcc/sessions/x", ""))) for _ in range(MANY)]
        assert {line.recv(12) for line in lines} == {b"HTTP/1.1 404"}
        assert working(unharmed.visitor().open())
    assert unharmed.sessions() <= sessions + 1


def test_a_thousand_lines_of_one_session(unharmed):
    chapter, other = unharmed.visitor().open(), unharmed.visitor().open()
    with ExitStack() as held:
        for _ in range(MANY):
            line = held.enter_context(connected(unharmed, upgrade(chapter.place, chapter.visitor.cookie)))
            assert line.recv(12) == b"HTTP/1.1 101"
        assert working(other)
        assert working(chapter)


def test_a_flood_ends_the_line_and_a_new_line_brings_no_more(unharmed):
    chapter, other = unharmed.visitor().open(), unharmed.visitor().open()
    message = {"model": chapter.model("CasePanel"), "content": {"type": "nothing"}}
    for _ in range(2):
        with chapter.line() as line:
            flood(line, message)
            assert closed(line) == 1008
    assert working(other)


def flood(line, message) -> None:
    for _ in range(2000):
        try:
            said(line, message)
        except Exception:
            return


def test_a_flood_of_large_files_ends_the_line(unharmed):
    chapter = unharmed.visitor().open()
    message = {"model": chapter.model("CasePanel"), "content": {"type": "nothing"}}
    with chapter.line() as line:
        for _ in range(20):
            try:
                said(line, message, (bytes(5 * 2**20),))
            except Exception:
                break
        assert closed(line) == 1008


def test_guessing_codes_becomes_slower_with_each(standalone):
    chapter = standalone.visitor().open()
    took = []
    with chapter.line() as line:
        for code in ("CCCC-CCCC", "CCCC-CCCD", "CCCC-CCCF"):
            started = time.monotonic()
            said(line, {"model": chapter.model("CasePanel"), "content": {"type": "resume", "code": code}})
            assert answered(line)["type"] == "problem"
            took.append(time.monotonic() - started)
    assert took[0] >= 0.25
    assert took[1] >= 0.5
    assert took[2] >= 1
