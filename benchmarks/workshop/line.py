"""One kept connection of a phone: requests as a browser sends them, and server-sent events."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

SECONDS = 60.0
"""Until a request counts as failed."""


@dataclass(frozen=True)
class Answer:
    """A server's answer; ``headers`` by their name in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


class Line:
    """``source``: the address this connection comes from; a computer has many that begin with 127."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self._port, self._source = port, source
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request; ``X_Header="…"`` becomes a header. Opens the connection if there is none."""
        async with asyncio.timeout(SECONDS):
            await self.send(method, path, body, **headers)
            return await self._answer()

    async def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> None:
        """The request alone, without waiting for what is said to it."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                "127.0.0.1", self._port, local_addr=(self._source, 0)
            )
        given = {"Host": f"127.0.0.1:{self._port}", "Accept-Encoding": "gzip"}
        if body:
            given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        await self._writer.drain()

    async def events(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """What an event source tells, event by event, until it ends. Sizes of chunks are passed over as other lines."""
        await self.send("GET", path, Accept="text/event-stream")
        while line := await self._reader.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])

    def cut(self) -> None:
        """Break the connection without a word."""
        if self._writer:
            self._writer.transport.abort()
        self._reader = self._writer = None

    async def _answer(self) -> Answer:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        size = int(headers.get("content-length", 0))
        return Answer(int(first.split()[1]), headers, await self._reader.readexactly(size))
