"""How jupyter_client starts, asks and ends our processes, so that to everything else a kernel is an ordinary one.

No kernelspec needs to be installed, and no entry point: a manager is given its spec and its provisioner.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from lcc_diag.server.kernels.process import KernelProcess, Launch

LONGEST_SOCKET_PATH = 100
"""In characters; systems allow 103 or 107."""


_SILENT = logging.getLogger(f"{__name__}.silent")
"""A manager logs each error it raises with its traceback. We are told by the error, and say it in a line."""
_SILENT.setLevel(logging.CRITICAL)


class OurSpecs(KernelSpecManager):
    """Knows one kernel, the one of this interpreter, whatever is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "lcc_diag.server.kernels.plain", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python", resource_dir="")


class Provisioner(LocalProvisioner):
    """Starts a process with ``start`` instead of a command line."""

    start: Callable[[Launch], Awaitable[KernelProcess]]
    folder: Path

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        environment = {str(key): str(value) for key, value in kwargs["env"].items()}
        self.cwd = Path(kwargs["cwd"])
        self.process = await self.start(Launch(self.parent.connection_file, self.folder, self.cwd, environment))
        self.pid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        if self.process is None:
            return 0
        code = await asyncio.shield(self.process.ended)
        self.process = None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.process:
            self.process.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        if self.process:
            await self.process.end()

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)


def make_manager(name: str, files: Path, context: zmq.asyncio.Context) -> AsyncKernelManager:
    """The manager of a kernel that is yet to be started, with its files in the folder ``files``."""
    sockets = os.name == "posix" and len(f"{files}/k-ipc-5") <= LONGEST_SOCKET_PATH
    return AsyncKernelManager(
        kernel_id=name,
        kernel_name="lcc",
        kernel_spec_manager=OurSpecs(),
        transport="ipc" if sockets else "tcp",
        connection_file=str(files / "k.json"),
        context=context,
        client_class="lcc_diag.server.kernels.client.Client",
        autorestart=False,
        log=_SILENT,
    )


def provision(
    manager: AsyncKernelManager, folder: Path, start: Callable[[Launch], Awaitable[KernelProcess]]
) -> Provisioner:
    """Make ``manager`` start its process with ``start``; ``folder``: the server's private one."""
    provisioner = Provisioner(kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager)
    provisioner.start, provisioner.folder = start, folder
    manager.provisioner = provisioner
    return provisioner
