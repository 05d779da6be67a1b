"""All kernels of a server: started, kept warm, given out, and none left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import zmq.asyncio

from lcc_diag.server.kernels.folder import Folder, remove_abandoned
from lcc_diag.server.kernels.forking import Preloader
from lcc_diag.server.kernels.kernel import Kernel, start_kernel
from lcc_diag.server.kernels.pool import Pool
from lcc_diag.server.kernels.process import KernelError, KernelProcess, Launch, PlainProcess

log = logging.getLogger(__name__)

FORK = "LCC_DIAG_FORK"
"""``0`` in the environment: never fork; ``1``: fork where it is not the default but possible (macOS)."""
MOST_SOCKETS = 65_536


def fork_by_default(environment: Mapping[str, str]) -> bool:
    """Whether kernels are forked: on Linux, unless the environment says otherwise."""
    wish = environment.get(FORK, "")
    # macOS can fork, but its system libraries (numpy's linear algebra among them) may crash in the child.
    return hasattr(os, "fork") and wish != "0" and (sys.platform == "linux" or wish == "1")


class Kernels:
    """The kernels of one server, with ``warm`` of them waiting.

    ``fork``: from a preloaded process, by default where that is safe; ``cwd`` and ``environment`` of the kernels are
    by default the server's. A kernel that is taken is used for one page and ended, never given back.
    """

    def __init__(
        self,
        fork: bool | None = None,
        warm: int = 2,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._environment = dict(os.environ if environment is None else environment)
        self._fork = fork_by_default(self._environment) if fork is None else fork
        self._cwd = Path(cwd or Path.cwd())
        self._pool = Pool(self._start, warm)
        self._living: set[Kernel] = set()
        self._folder: Folder | None = None
        self._context: zmq.asyncio.Context | None = None
        self._preloader: Preloader | None = None

    async def start(self) -> None:
        """Begin to fill the pool in the background; returns at once."""
        remove_abandoned()
        self._folder = Folder()
        self._context = zmq.asyncio.Context()
        self._context.max_sockets = MOST_SOCKETS
        self._environment["IPYTHONDIR"] = str(self._folder.ipython)
        if self._fork:
            self._preloader = Preloader(self._environment, self._folder.path)
            self._preloader.start()
        self._pool.fill()

    async def take(self) -> Kernel:
        """A kernel that is ready: a warm one, else one that is started now. ``KernelError`` if that fails."""
        return await self._pool.take()

    async def stop(self) -> None:
        """End every kernel, the taken ones as well, and remove every file; may be called at any time, and again."""
        await self._pool.stop()
        await asyncio.gather(*(kernel.end() for kernel in list(self._living)), return_exceptions=True)
        if self._preloader is not None:
            await self._preloader.stop()
        if self._folder is not None:
            self._folder.remove()
            self._context.destroy(linger=0)
            self._folder = self._context = None

    def describe(self) -> dict:
        """What an operator wants to know: how kernels are made, and how many there are."""
        return {
            "mode": "forked" if self._preloader else "plain",
            "preloader": self._preloader.pid if self._preloader else None,
            "restarts": self._preloader.restarts if self._preloader else 0,
            "warm": self._pool.warm,
            "starting": self._pool.starting,
            "taken": sum(kernel.is_alive() for kernel in self._living) - self._pool.warm,
        }

    async def _start(self) -> Kernel:
        if self._folder is None:
            raise KernelError("the kernels have not been started")
        if self._preloader is not None:
            try:
                return await self._start_with(self._preloader.fork)
            except KernelError as error:  # no page is lost for that
                log.warning("A kernel could not be forked: %s. A plain one is started instead.", error)
        return await self._start_with(PlainProcess.start)

    async def _start_with(self, start: Callable[[Launch], Awaitable[KernelProcess]]) -> Kernel:
        kernel = await start_kernel(self._folder, self._context, self._cwd, self._environment, start)
        self._living.add(kernel)
        kernel.when_ended = self._living.discard
        return kernel
