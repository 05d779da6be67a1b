"""The beamer: hears of every change and asks for the room, four times a second at most."""

from __future__ import annotations

import asyncio

from benchmarks.workshop.ledger import Ledger, now
from benchmarks.workshop.line import Line
from benchmarks.workshop.phone import Place

PACE = 0.25


class Wall:
    """``saw``: when a phase was on the wall. ``finished``: when it showed how many had finished."""

    def __init__(self, place: Place, ledger: Ledger) -> None:
        self._place, self._ledger = place, ledger
        self._news, self._line = Line(place.port), Line(place.port)
        self.saw: dict[str, float] = {}
        self.finished: list[tuple[float, int]] = []
        self._task: asyncio.Task | None = None

    def listen(self) -> None:
        self._task = asyncio.create_task(self._hear())

    def leave(self) -> None:
        if self._task:
            self._task.cancel()
        self._news.cut()
        self._line.cut()

    def delays(self, acknowledged: list[float]) -> list[float]:
        """Seconds from the moment at which so many had finished until the wall said so."""
        found = []
        for number, moment in enumerate(sorted(acknowledged), start=1):
            shown = next((at for at, finished in self.finished if finished >= number), None)
            found.append(shown - moment if shown is not None else float("inf"))
        return [max(delay, 0.0) for delay in found]

    async def _hear(self) -> None:
        looked = 0.0
        async for _ in self._news.events(f"{self._place.wall}/events"):
            await asyncio.sleep(max(0.0, looked + PACE - now()))
            looked = now()
            with self._ledger.timed("wall's room"):
                answer = await self._line.ask("GET", f"{self._place.wall}/room")
            room = answer.json()
            self.saw.setdefault(room["phase"], now())
            self.finished.append((now(), room["counts"]["finished"]))
        self._ledger.faults["wall's line ended"] += 1
