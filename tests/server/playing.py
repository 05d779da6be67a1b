"""A day played: a server of its own, visitors, trouble, what it needed, and what is in the database in the end."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from lcc_diag.store import CaseStore
from tests.server import impatient
from tests.server.day import Day, Ledger
from tests.server.serving import Serving, Standalone
from tests.server.trouble import Act, Trouble, health, wait_for
from tests.server.upkeep import Need, Upkeep, need

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
    """How it went. ``before`` and ``after``: needs without visitors, before and after the
    afternoon, of which ``quarters`` are; ``left``: temporary folders when the server has
    been stopped."""

    ledger: Ledger
    quarters: list[Need]
    before: Need
    after: Need
    log: str
    database: Path
    left: list[str]
    plan: Plan

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


@dataclass(frozen=True)
class Plan:
    """How a day goes. Seconds: of the ``morning``, in which the server is killed; of the ``afternoon``; after which who
    is away (``absence``) has to open the chapter anew; between what one visitor does and does next (``pause``)."""

    morning: float
    afternoon: float
    visitors: int
    forked: bool = True
    absence: float = 3.0
    pause: float = 0.5
    seed: int = 4

    def troubles(self) -> tuple[list[tuple[float, Act]], list[tuple[float, Act]]]:
        kills = max(2.0, self.afternoon / 40)
        kernels = [(kills * number, Trouble.kill_kernel) for number in range(1, int(self.afternoon / kills))]
        preloaders = [(self.afternoon * part, Trouble.kill_preloader) for part in (0.3, 0.6)]
        return [(self.morning / 4, Trouble.kill_server)], kernels + preloaders


def play(folder: Path, plan: Plan) -> Played:
    """Play a day: all come, the server is killed, all leave; all come again, more befalls the server, all leave."""
    patience = {"ABSENCE_SECONDS": plan.absence, "ARRIVAL_SECONDS": max(10, plan.absence), "GRACE_SECONDS": 0.5}
    serving = Impatient(folder, patience, LCC_DIAG_FORK=str(int(plan.forked)))
    ledger, (morning, afternoon) = Ledger(), plan.troubles()
    serving.start()
    try:
        _play_part(serving, ledger, plan, plan.morning, morning)
        before = _left_alone(serving)
        quarters = _play_part(serving, ledger, plan, plan.afternoon, afternoon)
        after = _left_alone(serving)
    finally:
        serving.stop()
    # Folders: a process that is killed while Python looks for a place to write to leaves an empty file of its own.
    left = [str(path.relative_to(serving.temporary)) for path in serving.temporary.rglob("*/")]
    return Played(ledger, quarters, before, after, serving.log, serving.database, left, plan)


def _play_part(
    serving: Impatient, ledger: Ledger, plan: Plan, seconds: float, troubles: list[tuple[float, Act]]
) -> list[Need]:
    """What the server needed in each quarter of the time."""
    _left_alone(serving)
    day = Day(serving, ledger, plan.visitors, plan.absence, plan.pause, plan.seed + len(ledger.cases))
    trouble, upkeep = Trouble(day, troubles, plan.seed), Upkeep(serving, serving.temporary, seconds / 60)
    day.begin()
    trouble.begin()
    upkeep.begin()
    day.over.wait(seconds)
    upkeep.end()
    day.end()
    trouble.end()
    return upkeep.quarters()


def _left_alone(serving: Impatient, seconds: float = 2.0) -> Need:
    """What the server needs once all sessions are over: the least in a while, as ZeroMQ closes its sockets later."""
    wait_for(lambda: _is_alone(serving), "sessions are left")
    noted, deadline = [], time.monotonic() + seconds
    while time.monotonic() < deadline:
        noted.append(need(serving, serving.temporary))
        time.sleep(0.2)
    return min(noted, key=lambda one: one.files)


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
