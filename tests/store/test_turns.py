"""Many programs that write to one SQLite file wait for their turn, and each gets it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lcc_diag.store import CaseStore
from lcc_diag.store.faults import StoreError


@contextmanager
def meanwhile(act) -> Iterator[threading.Event]:
    """``act(over)`` runs beside the block until the event ``over`` is set at its end."""
    over = threading.Event()
    beside = threading.Thread(target=act, args=(over,))
    beside.start()
    try:
        yield over
    finally:
        over.set()
        beside.join()


def test_whoever_comes_while_another_makes_the_file_waits(path):
    held, other = threading.Event(), CaseStore(path, busy_seconds=20)

    def make(over):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")  # the file is not in write-ahead mode yet
        held.set()
        over.wait(0.5)
        connection.execute("COMMIT")
        connection.close()

    with meanwhile(make):
        held.wait()
        assert other.read(other.create().token).respondents


def test_nobody_is_passed_over_by_others_who_write_all_the_time(path):
    store, begun = CaseStore(path, busy_seconds=1), threading.Event()
    token = store.create().token

    def write(over):
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        while not over.is_set():
            connection.execute("BEGIN IMMEDIATE")
            begun.set()
            time.sleep(0.09)
            connection.execute("COMMIT")
            time.sleep(0.003)
        connection.close()

    with meanwhile(write):
        for _ in range(15):
            begun.clear()
            begun.wait()
            store.undo(token)


def test_waiting_has_an_end(path):
    store = CaseStore(path, busy_seconds=0.3)
    token = store.create().token
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(StoreError, match="database_locked"):
        store.undo(token)
    assert 0.3 <= time.monotonic() - begun < 5
    connection.close()
