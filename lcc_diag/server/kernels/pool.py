"""Warm kernels: a page takes one that is waiting, and another one is started in its place."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Awaitable, Callable

from lcc_diag.server.kernels.kernel import Kernel
from lcc_diag.server.kernels.process import KernelError

log = logging.getLogger(__name__)

AT_ONCE = max(1, os.cpu_count() or 1)
"""How many kernels are started at the same time if pages wait for them; more would only be slower for each."""
BREATH_SECONDS = 0.6
"""Before a taken kernel is replaced while others wait: the page that took it has the machine to itself."""
PAUSE_SECONDS = 2
"""Before a warm kernel is replaced that could not be started or died while waiting: no circle of dying kernels."""


class Pool:
    """Keeps ``size`` kernels from ``start`` waiting. Pages come first: those that wait get whatever is ready next."""

    def __init__(self, start: Callable[[], Awaitable[Kernel]], size: int) -> None:
        self._start = start
        self._size = size
        self._warm: deque[Kernel] = deque()
        self._waiting: deque[asyncio.Future[Kernel]] = deque()
        self._starting: set[asyncio.Task] = set()
        self._pause: asyncio.TimerHandle | None = None
        self._stopped = False

    @property
    def warm(self) -> int:
        """How many kernels wait for a page."""
        return len(self._warm)

    @property
    def starting(self) -> int:
        """How many kernels are being started."""
        return len(self._starting)

    async def take(self) -> Kernel:
        """A living kernel: a warm one, else the next that is ready. ``KernelError`` if none can be started."""
        if self._stopped:
            raise KernelError("the kernels have been stopped")
        while self._warm:
            kernel = self._warm.popleft()
            if kernel.is_alive():
                self._replace()
                return kernel
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self.fill()
        try:
            return await place
        except asyncio.CancelledError:
            self._leave(place)
            raise

    def fill(self) -> None:
        """Start what is missing: as many at once as pages wait and the machine has processors, spares one by one."""
        while not self._stopped and len(self._starting) < self._wanted():
            task = asyncio.get_running_loop().create_task(self._start_one())
            self._starting.add(task)
            task.add_done_callback(self._started)

    async def stop(self) -> None:
        """Start nothing any more and end what waits; pages that wait get ``KernelError``."""
        self._stopped = True
        self._cancel_pause()
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        while self._waiting:
            self._fail(KernelError("the kernels have been stopped"))
        await asyncio.gather(*(kernel.end() for kernel in self._warm), return_exceptions=True)
        self._warm.clear()

    def _replace(self) -> None:
        """Make up for a kernel that was taken: at once if none is left."""
        if self._warm:
            self._wait(BREATH_SECONDS)
        else:
            self._cancel_pause()
            self.fill()

    def _wanted(self) -> int:
        if self._waiting:
            return min(len(self._waiting), AT_ONCE)
        return 1 if self._pause is None and len(self._warm) < self._size else 0

    async def _start_one(self) -> None:
        try:
            kernel = await self._start()
        except Exception as error:
            log.warning("A kernel could not be started: %s", error)
            self._fail(error) if self._waiting else self._wait(PAUSE_SECONDS)
            return
        if self._stopped:
            await kernel.end()
        else:
            self._offer(kernel)

    def _started(self, task: asyncio.Task) -> None:
        self._starting.discard(task)
        self.fill()

    def _offer(self, kernel: Kernel) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(kernel)
                return
        self._warm.append(kernel)
        kernel.when_dead(lambda: self._died(kernel))

    def _leave(self, place: asyncio.Future[Kernel]) -> None:
        """A page is gone before it got its kernel, or in the same moment."""
        if place in self._waiting:
            self._waiting.remove(place)
        elif place.done() and not place.cancelled() and place.exception() is None:
            self._offer(place.result())

    def _fail(self, error: Exception) -> None:
        place = self._waiting.popleft()
        if not place.done():
            place.set_exception(error)

    def _died(self, kernel: Kernel) -> None:
        if kernel in self._warm:
            self._warm.remove(kernel)
            asyncio.get_running_loop().create_task(kernel.end())
            self._wait(PAUSE_SECONDS)

    def _wait(self, seconds: float) -> None:
        """Start no spare for so long; pages that wait are not kept waiting by it."""
        self._cancel_pause()
        self._pause = asyncio.get_running_loop().call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        self._pause = None
        self.fill()

    def _cancel_pause(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
