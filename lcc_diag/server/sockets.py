"""The line between a page and the widgets in its kernel. Only what widgets say to each other can be said on it."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from lcc_diag.server import visitors
from lcc_diag.server.access_log import Logged
from lcc_diag.server.headers import guard
from lcc_diag.server.service import Service

MAX_BYTES = 6 * 2**20
"""A case file (at most 5 MiB in the page) with its envelope. Answers are a thousand times smaller."""
PING_SECONDS = 20.0
MESSAGES_PER_SECOND, BURST = 40.0, 200.0
"""Nobody clicks faster; an outbox that was offline for an evening fits into the burst."""
REFUSED = 1008
GOODBYES = (1000, 1001)
LENGTH_BYTES = 4

Message = dict[str, Any]


class SessionSocket(Logged, WebSocketHandler):
    """The websocket of one open chapter, for the browser that opened it."""

    def initialize(self, service: Service) -> None:
        self._service = service
        self._allowance = BURST
        self._counted = time.monotonic()

    @property
    def ping_interval(self) -> float:
        return PING_SECONDS

    @property
    def ping_timeout(self) -> float:
        return PING_SECONDS

    @property
    def max_message_size(self) -> int:
        return MAX_BYTES

    async def get(self, id_: str) -> None:
        session = self._service.sessions.get(id_, visitors.known(self))
        if session is None:
            raise HTTPError(404)
        self._session = session
        await super().get(id_)

    def open(self, _id: str) -> None:
        self._session.attach(self)

    def on_message(self, frame: str | bytes) -> None:
        try:
            message, buffers = _unpacked(frame)
            model, data = _said(message)
        except (ValueError, KeyError, TypeError, RecursionError):
            return self.close(REFUSED, "not understood")
        if not self._session.knows(model, set(data.get("state", ()))):
            return self.close(REFUSED, "unknown widget")
        if not self._may_speak():
            return self.close(REFUSED, "too much")
        self._session.send(model, data, buffers)

    def on_close(self) -> None:
        self._session.detach(self, goodbye=self.close_code in GOODBYES)

    def tell(self, message: Message, buffers: list[bytes]) -> None:
        """Send the page a message of the kernel."""
        with contextlib.suppress(WebSocketClosedError):  # the page asks anew once it is back
            self.write_message(*_packed(message, buffers))

    def _may_speak(self) -> bool:
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._counted) * MESSAGES_PER_SECOND) - 1
        self._counted = now
        return self._allowance >= 0


class SessionHandler(Logged, RequestHandler):
    """Whether a chapter is still open, for the browser that opened it."""

    def initialize(self, service: Service) -> None:
        self._service = service

    def set_default_headers(self) -> None:
        guard(self)

    def get(self, id_: str) -> None:
        if self._service.sessions.get(id_, visitors.known(self)) is None:
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.finish({"open": True})


def _unpacked(frame: str | bytes) -> tuple[Message, list[bytes]]:
    """A frame's message and buffers; ``ValueError`` and the like if it is none. See ``_packed``."""
    if isinstance(frame, str):
        return json.loads(frame), []
    start = LENGTH_BYTES + int.from_bytes(frame[:LENGTH_BYTES], "big")
    message = json.loads(frame[LENGTH_BYTES:start])
    buffers = []
    for length in message["buffers"]:
        if not isinstance(length, int) or not 0 <= length <= len(frame) - start:
            raise ValueError("a buffer that is not there")
        buffers.append(frame[start : start + length])
        start += length
    return message, buffers


def _packed(message: Message, buffers: list[bytes]) -> tuple[str | bytes, bool]:
    """A message as JSON, and whether it is binary: with buffers it is the length of the JSON in four bytes, the JSON
    (with the lengths of the buffers), the buffers."""
    if not buffers:
        return json.dumps(message), False
    text = json.dumps({**message, "buffers": [len(buffer) for buffer in buffers]}).encode()
    return b"".join((len(text).to_bytes(LENGTH_BYTES, "big"), text, *buffers)), True


def _said(message: Message) -> tuple[str, dict[str, Any]]:
    """The widget spoken to and what a widget understands: a custom message or changed traits."""
    model = message["model"]
    if not isinstance(model, str):
        raise TypeError("no widget")
    if "state" in message:
        return model, {"method": "update", "state": dict(message["state"]), "buffer_paths": []}
    return model, {"method": "custom", "content": dict(message["content"])}
