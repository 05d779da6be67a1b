"""The line between a page and the widgets in its kernel. Only what widgets say to each other can be said on it."""

from __future__ import annotations

import contextlib
import json
from asyncio import Future
from itertools import accumulate, pairwise
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from lcc_diag.server import visitors
from lcc_diag.server.access_log import Logged
from lcc_diag.server.headers import guard
from lcc_diag.server.service import Service

MAX_BYTES = 6 * 2**20
"""A case file (at most 5 MiB in the page) with its envelope. Answers are a thousand times smaller."""
MAX_TEXT_BYTES = 256 * 2**10
"""What is not in buffers: one answer, one command."""
MAX_BUFFERS = 8
MAX_WAITING_BYTES = 64 * 2**20
"""What a page may leave unread; documents are a few MiB."""
PING_SECONDS = 20.0
GONE, REFUSED = 4404, 1008
GOODBYES = (1000, 1001)
LENGTH_BYTES = 4

Message = dict[str, Any]


class SessionSocket(Logged, WebSocketHandler):
    """The websocket of one open chapter, for the browser that opened it."""

    def initialize(self, service: Service) -> None:
        self._service = service
        self._waiting = 0

    def set_default_headers(self) -> None:
        guard(self)

    @property
    def ping_interval(self) -> float:
        return PING_SECONDS

    @property
    def ping_timeout(self) -> float:
        return PING_SECONDS

    @property
    def max_message_size(self) -> int:
        return MAX_BYTES

    @allow_unauthenticated  # the session's own check is stricter: of all who may open chapters only one browser
    async def get(self, id_: str) -> None:
        session = self._service.sessions.get(id_, visitors.known(self))
        if session is None:
            raise HTTPError(404)
        self._session = session
        await super().get(id_)

    def open(self, _id: str) -> None:
        if self._service.sessions.get(self._session.id, self._session.owner) is None:
            return self.close(GONE, "ended")
        self._session.attach(self)

    def on_message(self, frame: str | bytes) -> None:
        if self._session.socket is not self:  # refused or taken over; what comes until the line is closed is ignored
            return
        try:
            message, buffers = _unpacked(frame)
            model, data = _said(message)
        except (ValueError, KeyError, TypeError, RecursionError):
            return self._refuse("not understood")
        if not self._session.knows(model, set(data.get("state", ()))):
            return self._refuse("unknown widget")
        if not self._session.allowance.spend(len(frame)):
            return self._refuse("too much")
        self._session.send(model, data, buffers)

    def on_close(self) -> None:
        self._session.detach(self, goodbye=self.close_code in GOODBYES)

    def tell(self, message: Message, buffers: list[bytes]) -> None:
        """Send the page a message of the kernel. A page that reads nothing is not waited for with ever more memory."""
        frame, binary = _packed(message, buffers)
        if self._waiting + len(frame) > MAX_WAITING_BYTES:
            return self._refuse("not read")
        with contextlib.suppress(WebSocketClosedError):  # the page asks anew once it is back
            sent = self.write_message(frame, binary)
            self._waiting += len(frame)
            sent.add_done_callback(lambda sent: self._sent(sent, len(frame)))

    def _sent(self, sent: Future, size: int) -> None:
        self._waiting -= size
        sent.cancelled() or sent.exception()  # looked at, else it is reported as forgotten

    def _refuse(self, reason: str) -> None:
        self._session.detach(self, goodbye=False)
        self.close(REFUSED, reason)


class SessionHandler(Logged, RequestHandler):
    """Whether a chapter is still open, for the browser that opened it."""

    def initialize(self, service: Service) -> None:
        self._service = service

    def set_default_headers(self) -> None:
        guard(self)

    @allow_unauthenticated
    def get(self, id_: str) -> None:
        if self._service.sessions.get(id_, visitors.known(self)) is None:
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.finish({"open": True})


def _unpacked(frame: str | bytes) -> tuple[Message, list[bytes]]:
    """A frame's message and buffers; ``ValueError`` and the like if it is none. See ``_packed``."""
    if isinstance(frame, str):
        return _message(frame.encode()), []
    start = LENGTH_BYTES + int.from_bytes(frame[:LENGTH_BYTES], "big")
    message = _message(frame[LENGTH_BYTES:start])
    lengths = message["buffers"]
    if len(lengths) > MAX_BUFFERS or not all(type(length) is int and length >= 0 for length in lengths):
        raise ValueError("no lengths of buffers")
    if start + sum(lengths) != len(frame):
        raise ValueError("a buffer that is not there")
    ends = list(accumulate(lengths, initial=start))
    return message, [frame[begin:end] for begin, end in pairwise(ends)]


def _message(text: bytes) -> Message:
    """JSON that goes on unchanged; Python reads more than that: NaN, infinite numbers, halves of characters."""
    if len(text) > MAX_TEXT_BYTES:
        raise ValueError("too long")
    message = json.loads(text)
    json.dumps(message, allow_nan=False, ensure_ascii=False).encode()
    return message


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
