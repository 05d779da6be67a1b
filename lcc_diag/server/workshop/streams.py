"""Server-sent events: a phone or a wall hears that the room has changed, and asks for it then."""

from __future__ import annotations

import asyncio
import time

from lcc_diag.server.workshop.door import network
from lcc_diag.server.workshop.exchange import Exchange, spoken
from lcc_diag.server.workshop.hub import Hub

STUCK_SECONDS = 30.0
"""Whoever reads nothing for so long is let go: what is meant for them would only pile up."""


class EventsHandler(Exchange):
    """A line that stays open. Events say that there is news, never what somebody answered."""

    is_wall = False

    def prepare(self) -> None:
        super().prepare()
        self._transforms = []  # a Jupyter server would compress, with a quarter of a megabyte for each line
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stuck: float | None = None
        self._missed = b""

    @spoken
    async def get(self, key: str) -> None:
        hub = await self.hub(key)
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store, no-transform")
        self.set_header("X-Accel-Buffering", "no")  # nginx would wait for more
        try:
            await hub.attach(self)
            await self._over
        finally:
            hub.detach(self)

    async def hub(self, id_: str) -> Hub:
        """The workshop with this id."""
        return await self.workshops.hub(id_)

    @property
    def address(self) -> str:
        return network(super().address)

    def tell(self, event: bytes) -> None:
        """Send an event, unless the last one has not even been taken: then the newest is sent once it has."""
        if self._over.done():
            return
        if self.request.connection.stream.writing():
            return self._wait(event)
        missed, self._missed, self._stuck = self._missed, b"", None
        self.write((missed if event.startswith(b":") else b"") + event)
        self.flush()

    def _wait(self, event: bytes) -> None:
        now = time.monotonic()
        self._stuck = self._stuck or now
        if not event.startswith(b":"):
            self._missed = event
        if now - self._stuck > STUCK_SECONDS:
            self.request.connection.stream.close()

    def close(self) -> None:
        """End the line; the browser comes again."""
        if not self._over.done():
            self._over.set_result(None)

    on_connection_close = close


class WallEventsHandler(EventsHandler):
    """The same for a wall, which hears at once when a number changes."""

    is_wall = True

    async def hub(self, wall: str) -> Hub:
        return await self.workshops.hub_of_wall(wall)
