"""What a server needs while it serves: memory, processes, threads, open files and temporary folders."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

import psutil

from tests.server.serving import Serving

MIB = 2**20


@dataclass(frozen=True)
class Need:
    """At one moment. ``server``, ``family``: MiB of the server's process alone, and of all its processes with shared
    memory counted once (PSS)."""

    server: float
    family: float
    processes: int
    threads: int
    files: int
    folders: int

    def per_process(self) -> float:
        """MiB of one of the server's children."""
        return (self.family - self.server) / max(1, self.processes - 1)


def need(serving: Serving, temporary: Path) -> Need:
    """What ``serving`` needs now; ``psutil.NoSuchProcess`` while it is being restarted."""
    server = serving.program
    with server.oneshot():
        own, threads, files = server.memory_full_info(), server.num_threads(), server.num_fds()
    family = [own.pss, *_shares(server.children(recursive=True))]
    folders = sum(path.is_dir() for path in temporary.iterdir()) + sum(
        path.is_dir() for folder in temporary.glob("lcc-kernels-*") for path in folder.iterdir()
    )
    return Need(own.uss / MIB, sum(family) / MIB, len(family), threads, files, folders)


def _shares(processes: list[psutil.Process]) -> list[int]:
    shares = []
    for process in processes:
        try:
            shares.append(process.memory_full_info().pss)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # it has just ended
    return shares


class Upkeep:
    """Notes every ``pause`` seconds what a server needs."""

    def __init__(self, serving: Serving, temporary: Path, pause: float) -> None:
        self.noted: list[Need] = []
        self._serving, self._temporary, self._pause = serving, temporary, pause
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._note, daemon=True)

    def begin(self) -> None:
        self._begun = time.monotonic()
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _note(self) -> None:
        while not self._over.wait(self._pause):
            try:
                self.noted.append(need(self._serving, self._temporary))
            except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
                continue  # the server is being restarted

    def quarters(self) -> list[Need]:
        """The median of each quarter of the time; none if the machine was too busy to note so many."""
        if len(self.noted) < 4:
            return []
        size = len(self.noted) / 4
        return [typical(self.noted[round(size * part) : round(size * (part + 1))]) for part in range(4)]


def typical(needs: Sequence[Need]) -> Need:
    """The median of everything."""
    return Need(**{each.name: median(getattr(one, each.name) for one in needs) for each in fields(Need)})
