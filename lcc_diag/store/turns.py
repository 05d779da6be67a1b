"""Whose turn it is to write to an SQLite file: one program at a time, and nobody waits for ever.

SQLite has no queue. It looks again every tenth of a second; whoever comes just at the right moment passes by those who
wait, and under load one of them waits longer than its patience. So we look more often, each at moments of their own.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable

SHORTEST_PAUSE, LONGEST_PAUSE = 0.0005, 0.004
"""Seconds between two looks. A look takes some microseconds, a commit some milliseconds."""


def patiently(act: Callable[[], None], seconds: float) -> None:
    """Do something as soon as the file is not in use; after so many ``seconds`` its ``sqlite3.OperationalError`` is
    raised."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))


def begin_writing(connection: sqlite3.Connection, seconds: float) -> None:
    """Begin a transaction that may write. IMMEDIATE waits for its turn at the beginning: a later change from reading to
    writing cannot wait."""
    connection.execute("PRAGMA busy_timeout = 0").close()
    patiently(lambda: connection.execute("BEGIN IMMEDIATE").close(), seconds)
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}").close()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
