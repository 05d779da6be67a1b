"""A kernel's process as the server sees it: it starts, is ready, and one day is gone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lcc_diag.server.kernels import lifeline

READY_SECONDS = 60
"""How long a process may take until it is ready; a busy machine with a cold disk takes ten."""
END_SECONDS = 2
"""How long a process may take to end by itself before it is killed."""


class KernelError(RuntimeError):
    """A kernel could not be started, or its process ended while it was."""


@dataclass(frozen=True, slots=True)
class Launch:
    """What a kernel is to be started with; ``folder``: the server's private one."""

    connection_file: str
    folder: Path
    cwd: Path
    environment: Mapping[str, str]


class KernelProcess(Protocol):
    """A running kernel: the part of ``subprocess.Popen`` that jupyter_client uses, and news of its end."""

    pid: int
    ended: asyncio.Future[int]

    def poll(self) -> int | None:
        """``None`` while the process runs, exactly at this moment."""

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel's process group; nothing happens if it has ended."""

    async def end(self) -> None:
        """End the process, by force if need be; returns when it is gone."""


class PlainProcess:
    """A kernel started with an interpreter of its own."""

    def __init__(self, launch: Launch) -> None:
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lcc_diag.server.kernels.plain", launch.connection_file, str(launch.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=launch.cwd,
            env=dict(launch.environment),
            bufsize=0,
            start_new_session=True,  # Ctrl-C in the terminal is for the server
        )
        self.pid = self._process.pid
        threading.Thread(target=self._listen, name=f"kernel {self.pid}", daemon=True).start()

    @classmethod
    async def start(cls, launch: Launch) -> PlainProcess:
        """A process that is ready; ``KernelError`` if it is not in time, or died."""
        process = cls(launch)
        try:
            async with asyncio.timeout(READY_SECONDS):
                await process._ready
        except TimeoutError:
            raise KernelError("the kernel was not ready in time") from None
        finally:
            if not process._ready.done() or process._ready.cancelled() or process._ready.exception():
                await asyncio.shield(process.end())
        return process

    def poll(self) -> int | None:
        return self._process.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number) if hasattr(os, "killpg") else self._process.send_signal(number)

    async def end(self) -> None:
        if self.ended.done():
            return
        with contextlib.suppress(OSError):
            self._process.stdin.write(lifeline.END)
        await end_by_force(self, self._process.kill)

    def _listen(self) -> None:
        """In a thread, because Windows' pipes cannot be waited for in the loop."""
        while word := self._process.stdout.readline():
            if word == lifeline.READY:
                self._tell(self._became_ready)
        self._tell(self._has_ended)

    def _tell(self, news) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody wants to know
            self._loop.call_soon_threadsafe(news)

    def _became_ready(self) -> None:
        if not self._ready.done():
            self._ready.set_result(None)

    def _has_ended(self) -> None:
        code = self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
        if not self._ready.done():
            self._ready.set_exception(KernelError(f"the kernel's process ended with {code}"))
        if not self.ended.done():
            self.ended.set_result(code)


async def end_by_force(process: KernelProcess, kill) -> None:
    """Wait for the end of a process that was asked to end; kill it if it does not."""
    for patience in (END_SECONDS, None):
        try:
            async with asyncio.timeout(patience):
                await asyncio.shield(process.ended)
            return
        except TimeoutError:
            with contextlib.suppress(OSError):
                kill()
