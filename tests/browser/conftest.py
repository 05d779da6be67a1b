"""A real server with a database of its own, and a real Chromium."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Page, expect

START_SECONDS = 60
PATIENCE = 20_000
"""Milliseconds within which a page does what is asked: a machine may have other work."""

expect.set_options(timeout=PATIENCE)


class Server:
    """``lcc-diag serve`` as a process; it can be killed and started again on the same port and database."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.database = f"sqlite:///{(folder / 'cases.sqlite').as_posix()}"
        self._log = folder / "server.log"
        self._process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "lcc_diag", "serve", "--port", str(self.port), "--db", self.database]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()

    def _answers(self) -> bool:
        try:
            return bool(self.health())
        except (urllib.error.URLError, OSError):
            return False

    def health(self) -> dict[str, Any]:
        """What the server says about itself."""
        return json.load(urllib.request.urlopen(f"{self.address}/lcc/health", timeout=5))

    def kernels(self) -> list[psutil.Process]:
        """The running kernels, those that wait for a chapter included: children of the process they are forked from."""
        here = psutil.Process(self._process.pid)
        return [process for process in here.children(recursive=True) if process.ppid() != here.pid]

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Server:
    running = Server(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path) -> Server:
    """A server for one test alone, which may kill it."""
    running = Server(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def open_page(chromium):
    """Open pages of a given width; afterwards no script failed and no other host was asked."""
    contexts, requested, failures = [], [], []

    def opened(width: int = 1280, height: int = 900) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: requested.append(urlsplit(request.url)))
        page.on("pageerror", lambda error: failures.append(str(error)))
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert failures == []
    hosts = {url.hostname for url in requested if url.scheme in ("http", "https", "ws", "wss")}
    assert hosts <= {"127.0.0.1"}
