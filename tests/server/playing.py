"""A day played: a server of its own, visitors, trouble, what it needed, and what is in the database in the end."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from lcc_diag.store import CaseStore
from tests.server import impatient
from tests.server.day import Day, Ledger
from tests.server.serving import Serving, Standalone
from tests.server.trouble import Trouble, health, wait_for
from tests.server.upkeep import Need, Upkeep, need, typical

WARM = 2
"""Kernels that wait for a page."""


class Impatient(Standalone):
    """``lcc-diag serve`` that waits less long for who is away; temporary files go into a folder of its own."""

    def __init__(self, folder: Path, patience: dict[str, float], **environment: str) -> None:
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.patience = patience
        super().__init__(folder, TMPDIR=str(self.temporary), **environment)

    @property
    def command(self) -> list[str]:
        serve = super().command[super().command.index("serve") :]
        return [sys.executable, impatient.__file__, json.dumps(self.patience), *serve]


@dataclass
class Played:
    """How it went. ``before`` and ``after``: needs without visitors; ``left``: temporary files after the end."""

    ledger: Ledger
    quarters: list[Need]
    before: Need
    after: Need
    log: str
    database: Path
    left: list[str]

    def differences(self) -> list[str]:
        """What the database holds otherwise than was acknowledged."""
        store, found = CaseStore(self.database), []
        for case in self.ledger.cases:
            stored = {answer.item: answer.value for answer in store.read(case.token).answers}
            messages = _messages(self.database, case.token)
            if stored != case.values:
                found.append(f"values: {set(stored.items()) ^ set(case.values.items())}")
            if sorted(messages) != sorted(case.messages):
                found.append(f"messages: {set(messages) ^ case.messages}, {len(messages)} stored")
        return found


def play(folder: Path, *, forked: bool, seconds: float, visitors: int, absence: float = 3, seed: int = 4) -> Played:
    """Play a day of so many ``seconds``; who is away for ``absence`` seconds has to open the chapter anew."""
    patience = {"ABSENCE_SECONDS": absence, "ARRIVAL_SECONDS": max(10, absence), "GRACE_SECONDS": 0.5}
    serving = Impatient(folder, patience, LCC_DIAG_FORK=str(int(forked)))
    serving.start()
    day = Day(serving, visitors, absence, seed, pause=0.5 if seconds < 120 else 1)
    trouble, upkeep = (
        Trouble(day, seconds, max(3, seconds / 40), seed),
        Upkeep(serving, serving.temporary, seconds / 60),
    )
    try:
        serving.visitor().open("04_result", day.ledger.cases[0].token)
        before = _left_alone(serving)
        day.begin()
        trouble.begin()
        upkeep.begin()
        day.over.wait(seconds)
        upkeep.end()
        day.end()
        trouble.end()
        after = _left_alone(serving)
    finally:
        serving.stop()
    left = [str(path.relative_to(serving.temporary)) for path in serving.temporary.rglob("*")]
    return Played(day.ledger, upkeep.quarters(), before, after, serving.log, serving.database, left)


def _left_alone(serving: Impatient) -> Need:
    """What the server needs once all sessions are over."""
    wait_for(lambda: _is_alone(serving), "sessions are left")
    return typical([need(serving, serving.temporary) for _ in range(5)])


def _is_alone(serving: Serving) -> bool:
    said = health(serving)
    kernels = said["kernels"]
    return (said["sessions"], kernels["taken"], kernels["starting"], kernels["warm"]) == (0, 0, 0, WARM)


def _messages(database: Path, token: str) -> list[str]:
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT message FROM events WHERE token = ? AND message IS NOT NULL", [token])
        return [message for (message,) in rows]
    finally:
        connection.close()
