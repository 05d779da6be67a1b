"""What everybody sees: the public room for those who ask, and the way to it for those who type a code."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.problem import InputError
from lcc_diag.server.workshop.door import TooMuchError
from lcc_diag.server.workshop.exchange import Exchange, spoken
from lcc_diag.server.workshop.hub import Hub


class RoomHandler(Exchange):
    """The room as JSON. Who brings the mark of what they have gets 304 while nothing has changed."""

    _etag: str | None = None

    @spoken
    async def get(self, key: str) -> None:
        news = await (await self.hub(key)).news()
        self._etag = news.etag
        compressed = "gzip" in self.request.headers.get("Accept-Encoding", "")
        if compressed:
            self.set_header("Content-Encoding", "gzip")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cache-Control", "no-cache")
        self.finish(news.compressed if compressed else news.plain)

    async def hub(self, id_: str) -> Hub:
        """The workshop with this id."""
        return await self.workshops.hub(id_)

    def compute_etag(self) -> str | None:
        return self._etag


class WallRoomHandler(RoomHandler):
    """The same for the wall."""

    async def hub(self, wall: str) -> Hub:
        return await self.workshops.hub_of_wall(wall)


class FindHandler(Exchange):
    """From a typed code to a workshop's address."""

    @spoken
    async def post(self) -> Any:
        code = self.fields(code=str)["code"]
        async with self.workshops.finding:  # one after the other, so that all wrong ones before are counted
            if wait := self.workshops.guesses.wait(self.address):
                raise TooMuchError("workshop_codes_too_many", wait)
            try:
                workshop = await self.workshops.beside(self.workshops.store.find, code)
            except InputError:
                self.workshops.guesses.wrong(self.address)
                raise
        return {"address": f"w/{workshop.id}"}
