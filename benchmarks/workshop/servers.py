"""A server in a process of its own, started, weighed and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.serving.server import free_port

START_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


class Server:
    """A running server."""

    def __init__(self, command: list[str], port: int, folder: Path) -> None:
        self.port = port
        self._log = folder / "server.log"
        environment = os.environ | {"HOME": str(folder)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=ROOT)
        self._told = psutil.Process(self._process.pid)

    def wait(self) -> None:
        """Return once it answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self._log.read_text()[-3000:])
            time.sleep(0.02)

    def memory(self) -> float:
        """What it alone uses (unique set size), in MB, without the processes it has started."""
        return self._told.memory_full_info().uss / 1e6

    def children(self) -> list[psutil.Process]:
        """Processes it has started: kernels, if there were any."""
        return self._told.children(recursive=True)

    def cpu_seconds(self) -> float:
        times = self._told.cpu_times()
        return times.user + times.system

    def tracebacks(self) -> int:
        return self._log.read_text().count("Traceback")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def ours(database: str, folder: Path) -> Iterator[Server]:
    """``lcc-diag serve`` without options."""
    port = free_port()
    yield from _running(
        [sys.executable, "-m", "lcc_diag", "serve", "--port", str(port), "--db", database], port, folder
    )


@contextmanager
def bare(folder: Path) -> Iterator[Server]:
    """The limit."""
    port = free_port()
    yield from _running([sys.executable, str(Path(__file__).with_name("bare.py")), str(port)], port, folder)


def _running(command: list[str], port: int, folder: Path) -> Iterator[Server]:
    server = Server(command, port, folder)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
