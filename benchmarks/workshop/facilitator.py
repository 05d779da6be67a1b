"""Whoever leads: works on the same database as the server, from another process, as the facilitator's chapter does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from benchmarks.workshop.ledger import Ledger, now
from lcc_diag import settings
from lcc_diag.cohort import release
from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge, Role
from lcc_diag.model.workshop import Key, Phase, Settings, Workshop, asked, enter, reveal, seal
from lcc_diag.store import CaseStore, WorkshopStore, schema

STATEMENT = "Die Meister planen trotz ERP mit eigenen Listen."


class Facilitator:
    """One workshop on a new case: nine questions about one challenge, twenty-four about attitudes."""

    def __init__(self, database: str, ledger: Ledger) -> None:
        self._store, self._cases, self._ledger = WorkshopStore(database), CaseStore(database), ledger
        token = self._cases.create(case=Case("Muster GmbH", challenges=(Challenge("c1", STATEMENT),))).token
        self.workshop = self._store.open(token, Settings(challenges=("c1",), named_leaders=True), settings.today())

    def keys(self, role: Role = "staff") -> tuple[Key, ...]:
        """What is asked to answer."""
        return asked(self.workshop, "answer", role, load())

    async def go_to(self, phase: Phase) -> float:
        """Enter a phase; when that was stored."""
        return await self._change(lambda workshop: enter(workshop, phase))

    async def reveal(self) -> float:
        """Seal, compute and show; when that was stored."""
        begun = now()
        await self._change(seal)
        voices = await asyncio.to_thread(self._store.voices, self.workshop.id, 1)
        case = self._cases.read(self.workshop.token)
        made = await asyncio.to_thread(release, voices, self.workshop, case, load(), settings.today())
        shown = await self._change(lambda workshop: reveal(workshop, 1, made.shown, made.members))
        self._ledger.took("reveal computed", shown - begun)
        return shown

    def kept(self) -> dict[tuple[str, str, str], str]:
        """What is stored: participant, item, challenge → JSON of the value."""
        with self._store._database.reading() as connection:
            rows = connection.execute(schema.raw_answers.select()).all()
        return {(row.participant, row.item, row.challenge): row.value for row in rows}

    def kept_messages(self) -> int:
        """Of how many messages it is known that they came."""
        with self._store._database.reading() as connection:
            return len(connection.execute(schema.raw_messages.select()).all())

    async def _change(self, act: Callable[[Workshop], Workshop]) -> float:
        self.workshop = await asyncio.to_thread(self._store.change, self.workshop.id, act)
        return now()
