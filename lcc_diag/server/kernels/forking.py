"""The preloader from the server's side: started, asked for kernels, and started again when it has died."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from lcc_diag.server.kernels.forked import ForkedProcess
from lcc_diag.server.kernels.process import END_SECONDS, KernelError, Launch

log = logging.getLogger(__name__)

PRELOAD_SECONDS = 30
"""How long the imports may take before pages get plain kernels instead; they take about one."""
CALM_SECONDS = 30
"""A preloader that lived that long is replaced at once, one that died sooner after a pause that doubles."""
LONGEST_PAUSE = 60

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Libraries start threads when they are imported unless they are told not to; with threads nothing may be forked."""


class Preloading:
    """One preloader's process and the socket on which it is asked."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self._loop.create_future()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self.begun = time.monotonic()
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lcc_diag.server.kernels.preloader", str(theirs.fileno()), str(folder)],
                stdin=subprocess.DEVNULL,
                env={**environment, **ONE_THREAD},
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is for the server
            )
        self._loop.add_reader(self._control, self._heard)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def fork(self, launch: Launch) -> ForkedProcess:
        """A new kernel's process; ``KernelError`` if the preloader dies meanwhile or is not ready in time."""
        try:
            async with asyncio.timeout(PRELOAD_SECONDS):
                await asyncio.shield(self.ready)
        except TimeoutError:
            self.close()  # it hangs: the next one may not
            raise KernelError("the preloader was not ready in time") from None
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise KernelError("the preloader does not listen") from error
        return await ForkedProcess.start(ours, launch)

    def close(self) -> None:
        """Close the line to the process, which ends it."""
        if self.ended.done():
            return
        self._loop.remove_reader(self._control)
        self._control.close()
        if not self.ready.done():
            self.ready.set_exception(KernelError("the preloader has ended"))
        self.ready.exception()  # whether anybody waited for it or not
        self.ended.set_result(None)

    async def gone(self, patience: float) -> None:
        """Return when the process is gone; after ``patience`` seconds it is killed."""
        await asyncio.to_thread(self._reap, patience)

    def _reap(self, patience: float) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        self._process.wait()

    def _heard(self) -> None:
        try:
            word = self._control.recv(1)
        except BlockingIOError:
            return
        except OSError:
            word = b""
        if not word:
            self.close()
        elif not self.ready.done():
            self.ready.set_result(None)


class Preloader:
    """Always one preloading process, as far as it can be had.

    Kernels that were forked live on when the process dies: their lifelines lead to the server, and nothing of theirs
    depends on it any more. So its death costs no visitor anything.
    """

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._environment = environment
        self._folder = folder
        self._process: Preloading | None = None
        self._task: asyncio.Task | None = None
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Number of the process, ``None`` while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and look after it until ``stop``."""
        self._process = Preloading(self._environment, self._folder)
        self._task = asyncio.create_task(self._look_after())

    async def fork(self, launch: Launch) -> ForkedProcess:
        """A new kernel's process; ``KernelError`` if it cannot be had this way now."""
        if self._process is None:
            raise KernelError("there is no preloader at the moment")
        return await self._process.fork(launch)

    async def stop(self) -> None:
        """End the process; returns when it is gone."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self._process is not None:
            self._process.close()
            await self._process.gone(END_SECONDS)
        self._process = self._task = None

    async def _another(self) -> Preloading:
        """A new process, as soon as the system lets us have one."""
        while True:
            try:
                return Preloading(self._environment, self._folder)
            except OSError as error:
                log.warning("It cannot be started now: %s", error)
                await asyncio.sleep(LONGEST_PAUSE)

    async def _look_after(self) -> None:
        pause = 0
        while True:
            process = self._process
            await asyncio.shield(process.ended)
            if time.monotonic() - process.begun > CALM_SECONDS:
                pause = 0
            log.warning("The process that kernels are forked from has ended; another one is started.")
            self._process = None
            await process.gone(0)
            await asyncio.sleep(pause)
            pause = min(max(1, 2 * pause), LONGEST_PAUSE)
            self.restarts += 1
            self._process = await self._another()
