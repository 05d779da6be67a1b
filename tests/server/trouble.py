"""What befalls a server on a bad day: kernels, the process they are forked from, and the server itself are killed."""

from __future__ import annotations

import contextlib
import json
import random
import threading
import time
from collections.abc import Callable

import psutil

from tests.server.day import PATIENCE, Day


class Trouble:
    """Befalls the server of ``day``: ``plan`` says after how many seconds what happens."""

    def __init__(self, day: Day, plan: list[tuple[float, Act]], seed: int) -> None:
        self._day = day
        self._chance = random.Random(seed)
        self._plan = sorted(plan, key=lambda planned: planned[0])
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        begun = time.monotonic()
        for at, act in self._plan:
            if self._day.over.wait(max(0, begun + at - time.monotonic())):
                return
            try:
                act(self)
            except Exception as error:
                self._day.ledger.faults.append(f"trouble: {error!r}")

    def kill_server(self) -> None:
        """The server is killed and started again on its port and database; nothing of it stays behind."""
        serving = self._day.serving
        family = serving.program.children(recursive=True)
        serving.process.kill()
        serving.process.wait()
        wait_for(lambda: not any(map(_runs, family)), "processes outlive their server")
        serving.start()
        self._day.ledger.counts["servers killed"] += 1

    def kill_preloader(self) -> None:
        pid = kernels(self._day.serving)["preloader"]
        if pid:
            psutil.Process(pid).kill()
            self._day.ledger.counts["preloaders killed"] += 1

    def kill_kernel(self) -> None:
        serving = self._day.serving
        preloader = kernels(serving)["preloader"]
        family = [process for process in serving.program.children(recursive=True) if process.pid != preloader]
        with contextlib.suppress(psutil.NoSuchProcess, IndexError):  # it has just ended, or there is none
            self._chance.choice(family).kill()
            self._day.ledger.counts["kernels killed"] += 1


Act = Callable[[Trouble], None]


def kernels(serving) -> dict:
    """What the server says about its kernels."""
    return health(serving)["kernels"]


def health(serving) -> dict:
    return json.loads(serving.visitor().ask("lcc/health").body)


def wait_for(reached: Callable[[], bool], otherwise: str, seconds: float = PATIENCE) -> None:
    """Wait for a state."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
