"""A visitor without a browser: requests as they are written, cookies, one open chapter, and its socket."""

from __future__ import annotations

import http.client
import json
import re
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

TIMEOUT = 60
"""Seconds until nothing is expected to come any more: a machine may be slow and have other work."""
RENEWED = 4001
UNTRUSTED = ssl.create_default_context()
UNTRUSTED.check_hostname = False
UNTRUSTED.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def cookies(self) -> list[str]:
        return self.headers.get_all("Set-Cookie") or []


@dataclass
class Visitor:
    """``address``: where the server's own addresses begin, with a slash at the end (``http://…/user/a-b/``)."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def base(self) -> str:
        return urlsplit(self.address).path

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answer:
        """One request; ``path`` goes out as it is, below the server's base unless it begins with a slash. A header is
        named as an argument (``X_Header="…"``)."""
        connection = self.connection()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            given.setdefault("Cookie", self.cookie)
        try:
            connection.request(method, path if path.startswith("/") else self.base + path, body, given)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for cookie in answer.cookies:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer

    def connection(self) -> http.client.HTTPConnection:
        if self.address.startswith("https"):
            return http.client.HTTPSConnection(self.host, timeout=TIMEOUT, context=UNTRUSTED)
        return http.client.HTTPConnection(self.host, timeout=TIMEOUT)

    def open(self, chapter: str = "00_start", case: str = "") -> Chapter:
        """Open a chapter as a browser does, up to its line."""
        answer = self.ask(f"lcc/{chapter}.ipynb" + (f"?case={case}" if case else ""))
        assert answer.status == 200, answer.text
        return Chapter(self, embedded(answer, "lcc-page"), embedded(answer, "lcc-widgets"))


def embedded(answer: Answer, name: str) -> dict:
    """The JSON that a page carries under ``name``."""
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', answer.text, re.DOTALL)
    assert found, answer.text
    return json.loads(found[1])


@dataclass
class Chapter:
    """An open chapter: what its page says about itself, and its widgets."""

    visitor: Visitor
    page: dict
    widgets: dict

    @property
    def session(self) -> str:
        return self.page["session"]

    @property
    def place(self) -> str:
        return f"lcc/sessions/{self.session}"

    def model(self, name: str) -> str:
        """Id of the widget of this name."""
        return next(id_ for id_, model in self.widgets["models"].items() if model["name"] == name)

    @contextmanager
    def line(self, cookie: str | None = None, **options) -> Iterator[ClientConnection]:
        """The chapter's websocket; ``cookie`` other than the visitor's own. It ends without a goodbye."""
        address = self.visitor.address.replace("http", "ws", 1) + self.place + "/socket"
        headers = {"Cookie": self.visitor.cookie if cookie is None else cookie}
        options |= {"ssl": UNTRUSTED} if address.startswith("wss") else {}
        with connect(address, additional_headers=headers, compression=None, proxy=None, **options) as line:
            yield line
            line.close(RENEWED)

    def is_open(self) -> bool:
        return self.visitor.ask(self.place).status == 200


def said(line: ClientConnection, message: dict, buffers: tuple[bytes, ...] = ()) -> None:
    """Say something the way the page does."""
    line.send(packed(message, buffers) if buffers else json.dumps(message))


def packed(message: dict, buffers: tuple[bytes, ...] = ()) -> bytes:
    text = json.dumps({**message, "buffers": [len(buffer) for buffer in buffers]}).encode()
    return b"".join((len(text).to_bytes(4, "big"), text, *buffers))


def answered(line: ClientConnection, kind: str = "") -> dict:
    """The next custom message (of a ``kind``) that the kernel sends."""
    while True:
        frame = line.recv(timeout=TIMEOUT)
        if isinstance(frame, bytes):
            frame = frame[4 : 4 + int.from_bytes(frame[:4], "big")]
        content = json.loads(frame).get("content", {})
        if content and kind in ("", content.get("type")):
            return content


def closed(line: ClientConnection) -> int:
    """Wait until the server closes the line; its code."""
    with suppress(ConnectionClosed):
        while True:
            line.recv(timeout=TIMEOUT)
    return line.close_code


def refused(line: AbstractContextManager) -> int:
    """Status of the answer to a line that is not even opened."""
    with pytest.raises(InvalidStatus) as refusal, line:
        pass
    return refusal.value.response.status_code
