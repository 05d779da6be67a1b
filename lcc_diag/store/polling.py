"""SQLite cannot tell others about changes: it is asked. A question that finds nothing new costs some microseconds.

Asked on the loop itself: nothing here waits for a lock, and a thread would cost more than the question.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress

from lcc_diag.store.database import Database
from lcc_diag.store.notices import CHANGED, DELETED, OF_WORKSHOPS, Tell, topic

_LAST = f"""
SELECT token, max(seq) FROM events WHERE token IN (SELECT value FROM json_each(:cases)) GROUP BY token
UNION ALL
SELECT token || '{OF_WORKSHOPS}', sum(version)
FROM workshops WHERE token IN (SELECT value FROM json_each(:workshops)) GROUP BY token
"""


class Polling:
    """See ``changes.Source``. Keeps one connection open, only while somebody follows a case."""

    def __init__(self, database: Database, every_seconds: float, tell: Tell, tell_all: Callable[[], None]) -> None:
        self._database = database
        self._every_seconds = every_seconds
        self._tell, self._tell_all = tell, tell_all
        self._last: dict[str, int | None] = {}  # what is followed → number of the last change known; None: not there
        self._wanted = asyncio.Event()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._version = 0

    async def run(self, listening: asyncio.Event) -> None:
        listening.set()  # what happens from now on is seen by the next question
        try:
            while True:
                await self._wanted.wait()
                await asyncio.sleep(self._every_seconds)
                self.ask()
        finally:
            self._close()

    def follow(self, token: str) -> None:
        self._last[token] = None
        self._wanted.set()
        with suppress(sqlite3.Error, OSError):
            self._open()
            self._last |= self._numbers([token])

    def leave(self, token: str) -> None:
        del self._last[token]
        if not self._last:
            self._wanted.clear()
            self._close()

    def ask(self) -> None:
        """Look once for what is new, and tell it."""
        if not self._last:
            return
        try:
            opened = self._open()
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if opened:
                self._tell_all()  # it was closed for a while, or is another file
            if opened or version != self._version:
                self._compare()
                self._version = version
        except (sqlite3.Error, OSError):
            self._close()  # gone or locked: the next question opens it anew, and finds what was missed

    def _compare(self) -> None:
        now = dict.fromkeys(self._last) | self._numbers(list(self._last))
        before, self._last = self._last, now
        for token, number in now.items():
            if number != before[token]:
                self._tell(topic(token), DELETED if number is None else CHANGED)

    def _numbers(self, tokens: list[str]) -> dict[str, int]:
        workshops = [token.removesuffix(OF_WORKSHOPS) for token in tokens if token.endswith(OF_WORKSHOPS)]
        cases = [token for token in tokens if not token.endswith(OF_WORKSHOPS)]
        wanted = {"cases": json.dumps(cases), "workshops": json.dumps(workshops)}
        return dict(self._connection.execute(_LAST, wanted).fetchall())

    def _open(self) -> bool:
        """Whether the file had to be opened: for the first time, or because another one lies in its place."""
        if self._connection and self._file == self._identity():
            return False
        self._close()
        if self._database.file and not self._database.file.exists():
            raise FileNotFoundError  # opening would create it
        arguments, options = self._database.url.get_dialect()().create_connect_args(self._database.url)
        self._connection = sqlite3.connect(*arguments, **options | {"timeout": 0, "isolation_level": None})
        self._file = self._identity()
        return True

    def _identity(self) -> tuple[int, int] | None:
        """Which file it is; None for SQLite's own ``file:`` addresses."""
        if not self._database.file:
            return None
        found = os.stat(self._database.file)
        return found.st_dev, found.st_ino

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None
        self._version = 0  # each connection counts for itself: the next one may have come as far as this one had
