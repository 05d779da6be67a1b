"""PostgreSQL tells about changes by itself: one connection listens, and is made again whenever it breaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import psycopg

from lcc_diag.store.database import Database
from lcc_diag.store.notices import CHANNEL, Tell, hear

ALIVE_SECONDS = 20.0
"""How often the connection is tried when nothing is heard: a cut line says nothing either."""
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts to connect again; the last one for all further attempts."""

_log = logging.getLogger(__name__)


class Listening:
    """See ``changes.Source``. After a broken connection everybody is told to look: something may have been missed."""

    def __init__(self, database: Database, tell: Tell, tell_all: Callable[[], None]) -> None:
        self._database = database
        self._tell, self._tell_all = tell, tell_all
        self._failures = 0

    async def run(self, listening: asyncio.Event) -> None:
        while True:
            try:
                await self._listen(listening)
            except (psycopg.Error, OSError):
                pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
                if self._failures == 0:  # not what psycopg said: it may name the server and its users
                    _log.warning("Changes: the database server does not answer, trying again")
                self._failures += 1
                listening.set()
                await asyncio.sleep(pause)

    def follow(self, token: str) -> None:
        """Everything is heard anyway."""

    def leave(self, token: str) -> None:
        """Everything is heard anyway."""

    async def _listen(self, listening: asyncio.Event) -> None:
        connection = await psycopg.AsyncConnection.connect(**_arguments(self._database))
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            listening.set()
            if self._failures:
                self._failures = 0
                self._tell_all()
            while True:
                async for notice in connection.notifies(timeout=ALIVE_SECONDS):
                    self._tell(*hear(notice.payload))
                async with asyncio.timeout(ALIVE_SECONDS):
                    await connection.execute("SELECT 1")


def _arguments(database: Database) -> dict[str, Any]:
    _, arguments = database.url.get_dialect()().create_connect_args(database.url)
    return {"connect_timeout": 5, "application_name": "lcc-diag", **arguments, "autocommit": True}
