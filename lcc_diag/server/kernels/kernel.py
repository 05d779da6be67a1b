"""One kernel: a process, the manager and the client that jupyter_client has for it, and its end."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager

from lcc_diag.server.kernels.folder import Folder
from lcc_diag.server.kernels.process import READY_SECONDS, KernelError, KernelProcess, Launch
from lcc_diag.server.kernels.provisioner import make_manager, provision


class Kernel:
    """A kernel for one page: idle, its channels running, nothing left to read. ``id`` is known to the server only."""

    def __init__(
        self, manager: AsyncKernelManager, client: AsyncKernelClient, process: KernelProcess, files: Path
    ) -> None:
        self.id = manager.kernel_id
        self.manager = manager
        self.client = client
        self._process = process
        self._files = files
        self._end: asyncio.Task | None = None
        self.when_ended: Callable[[Kernel], None] = lambda kernel: None
        self._callbacks: list[Callable[[], None]] = []
        process.ended.add_done_callback(self._process_ended)

    @property
    def pid(self) -> int:
        """Number of the kernel's process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the process runs at this moment and nobody has begun to end it."""
        return self._end is None and self._process.poll() is None

    def when_dead(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` once, in the loop, if the process dies by itself; if it has, very soon.

        The channels stay open for whoever reads them; ``end`` closes them then, too.
        """
        if self._process.ended.done() and self._end is None:
            asyncio.get_running_loop().call_soon(callback)
        else:
            self._callbacks.append(callback)

    async def end(self) -> None:
        """End the process and remove its files; returns when both are gone. May be called again and by several.

        What the kernel was asked before and has not done is not done: wait for its answer if it matters.
        """
        if self._end is None:
            self._end = asyncio.create_task(self._finish())
        await asyncio.shield(self._end)

    async def _finish(self) -> None:
        try:
            await self._process.end()
        finally:
            self.client.stop_channels()
            await self.manager.cleanup_resources()
            shutil.rmtree(self._files, ignore_errors=True)
            self.when_ended(self)

    def _process_ended(self, _ended: asyncio.Future) -> None:
        if self._end is None:
            for callback in self._callbacks:
                callback()
        self._callbacks.clear()


async def start_kernel(
    folder: Folder,
    context: zmq.asyncio.Context,
    cwd: Path,
    environment: dict[str, str],
    start: Callable[[Launch], Awaitable[KernelProcess]],
) -> Kernel:
    """A new kernel whose process comes from ``start``; ``KernelError`` if that fails."""
    name = uuid4().hex
    files = folder.kernel(name[:8])
    manager = make_manager(name, files, context)
    provisioner = provision(manager, folder.path, start)
    client, kernel = None, None
    try:
        await manager.start_kernel(cwd=str(cwd), env=dict(environment))
        client = manager.client(context=context)
        client.start_channels()
        await client.wait_for_ready(timeout=READY_SECONDS)
        kernel = Kernel(manager, client, provisioner.process, files)
    except (OSError, RuntimeError) as error:
        raise KernelError(str(error)) from error
    finally:
        if kernel is None:
            await asyncio.shield(_give_up(manager, client, provisioner.process, files))
    return kernel


async def _give_up(
    manager: AsyncKernelManager, client: AsyncKernelClient | None, process: KernelProcess | None, files: Path
) -> None:
    if process is not None:
        await process.end()
    if client is not None:
        client.stop_channels()
    await manager.cleanup_resources()
    shutil.rmtree(files, ignore_errors=True)
