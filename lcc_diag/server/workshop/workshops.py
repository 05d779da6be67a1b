"""What all requests about workshops share in this process: the store, who follows which workshop, and limits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.case import Role
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.server.allowance import Allowance
from lcc_diag.server.workshop.door import Arrivals, Guesses, Remembered
from lcc_diag.server.workshop.hub import Hub
from lcc_diag.server.workshop.intake import Intake
from lcc_diag.store import CaseStore
from lcc_diag.store.changes import Changes
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import WorkshopStore, workshop_topic
from lcc_diag.view.workshop.asking import phone_form
from lcc_diag.view.workshop.room import room_view

MOST_KNOWN = 5000
"""So many participants are known by their secret without asking the database."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """What people of one role are asked, as it is sent. ``form``: JSON, the same for all of them."""

    round: int
    phase: str
    form: str


class Workshops:
    """``begin``: sees to it that ``changes`` are told; called before a workshop is followed. ``stop`` closes all
    lines."""

    def __init__(self, cases: CaseStore, changes: Changes, begin: Callable[[], Awaitable[None]]) -> None:
        self.store = WorkshopStore(settings.database_url())
        self.intake = Intake(self.store, self.questionnaires)
        self.guesses = Guesses()
        self.arrivals = Arrivals()
        self.allowances = Remembered(Allowance)
        self.finding = asyncio.Lock()
        self._asked: dict[tuple[str, Role], tuple[str, Asked]] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self.when_used: Callable[[], None] = lambda: None
        """Called whenever a phone or a wall asks: whoever ends idle servers must not end this one."""
        self._cases = cases
        self._changes, self._begin = changes, begin
        self._eyes = ThreadPoolExecutor(1, thread_name_prefix="rooms")  # walls wait for nobody who joins
        self._hands = ThreadPoolExecutor(4, thread_name_prefix="phones")
        self._hubs: dict[str, Hub] = {}
        self._walls: dict[str, str] = {}

    async def beside(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do something that waits for the database, while the loop goes on answering others."""
        return await asyncio.get_running_loop().run_in_executor(self._hands, partial(work, *arguments))

    async def hub(self, id_: str) -> Hub:
        """Whoever follows the workshop; ``InputError`` if there is none."""
        self.when_used()
        if id_ not in self._hubs:
            await self._begin()
            workshop = await self.beside(self.store.read, id_)
            if id_ not in self._hubs:
                self._hubs[id_] = self._new(id_, workshop.token)
        return self._hubs[id_]

    async def check(self, id_: str) -> None:
        """``InputError`` unless there is such a workshop."""
        if id_ not in self._hubs:
            await self.beside(self.store.read, id_)

    async def hub_of_wall(self, wall: str) -> Hub:
        """The same by the wall's secret."""
        if wall not in self._walls:
            workshop = await self.beside(self.store.at_wall, wall)
            self._walls[wall] = workshop.id
        return await self.hub(self._walls[wall])

    def has_changed(self, id_: str) -> None:
        """Something was stored about this workshop: whoever follows it looks at once."""
        self.when_used()
        if id_ in self._hubs:
            self._hubs[id_].stale()

    async def participant(self, id_: str, secret: str) -> str:
        """Id of who has this secret; ``InputError`` if nobody has. That they have left meanwhile the store says."""
        key = id_, secret
        if key not in self._ids:
            if len(self._ids) >= MOST_KNOWN:
                self._ids.clear()
            self._ids[key] = (await self.beside(self.store.participant, id_, secret)).id
        return self._ids[key]

    def asked(self, id_: str, role: Role, state: str) -> Asked:
        """What people of this role are asked; made once for each ``state`` of the room (see ``News``)."""
        made_for, asked = self._asked.get((id_, role), ("", None))
        if asked is None or made_for != state:
            asked = self._make_asked(id_, role)
            self._asked[id_, role] = state, asked
        return asked

    def questionnaires(self) -> Questionnaires:
        """The content in use. Broken files are not the phones' business: ``StoreError``."""
        try:
            return load(settings.questionnaires_folder())
        except InputError as error:
            raise StoreError(Problem("server_failed")) from error

    async def stop(self) -> None:
        """Close all lines; what was acknowledged is stored."""
        for hub in list(self._hubs.values()):
            hub.end()
        await self.intake.stop()
        for threads in (self._eyes, self._hands):
            threads.shutdown(wait=False, cancel_futures=True)

    def _new(self, id_: str, token: str) -> Hub:
        topics = (token, workshop_topic(token))
        return Hub(id_, partial(self._look, id_), topics, self._changes, partial(self._over, id_))

    def _make_asked(self, id_: str, role: Role) -> Asked:
        workshop = self.store.read(id_)
        form = phone_form(workshop, self._cases.read(workshop.token), role, self.questionnaires())
        return Asked(workshop.round.number, workshop.phase, json.dumps(form, ensure_ascii=False, separators=(",", ":")))

    def _over(self, id_: str) -> None:
        """Nobody follows this workshop any more."""
        self._hubs.pop(id_, None)
        for key in [key for key in self._asked if key[0] == id_]:
            del self._asked[key]

    async def _look(self, id_: str) -> dict[str, Any]:
        return await asyncio.get_running_loop().run_in_executor(self._eyes, self._view, id_)

    def _view(self, id_: str) -> dict[str, Any]:
        content = self.questionnaires()
        workshop = self.store.read(id_)
        counts = self.store.counts(id_, content)
        return room_view(workshop, counts, self._cases.read(workshop.token), content, datetime.now(UTC))
