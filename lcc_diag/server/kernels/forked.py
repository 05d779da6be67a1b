"""A kernel's process that was forked from the preloader, which the server knows by its lifeline."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket

from lcc_diag.server.kernels import lifeline
from lcc_diag.server.kernels.process import KernelError, Launch, end_by_force

FORK_SECONDS = 15
"""How long a forked process may take until it is ready; it takes about a tenth."""
UNKNOWN_CODE = 1
"""Whose child a process is learns its exit code, and that is not the server."""


class ForkedProcess:
    """A kernel forked from the preloader. The end of its lifeline is the end of the process."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._line = line
        self.pid = pid
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._loop.add_reader(line, self.poll)

    @classmethod
    async def start(cls, line: socket.socket, launch: Launch) -> ForkedProcess:
        """The process that holds the other end of ``line`` once it is ready; ``KernelError`` if it will not be."""
        said, process = b"", None
        line.setblocking(False)
        try:
            async with asyncio.timeout(FORK_SECONDS):
                await _ask(line, launch)
                while not said.endswith(lifeline.READY):
                    said += await _hear(line)
            process = cls(line, int(said.partition(b"\n")[0]))
        except (OSError, TimeoutError) as error:
            raise KernelError("the forked kernel was not ready in time") from error
        finally:
            if process is None:
                _abandon(line, said)
        return process

    def poll(self) -> int | None:
        """``None`` while the process runs; otherwise 1, as nobody tells its exit code."""
        if not self.ended.done() and _is_over(self._line):
            self._loop.remove_reader(self._line)
            self._line.close()
            self.ended.set_result(UNKNOWN_CODE)
        return self.ended.result() if self.ended.done() else None

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            _signal(self.pid, number)

    async def end(self) -> None:
        if self.poll() is None:
            _say_end(self._line)
            await end_by_force(self, lambda: self.send_signal(signal.SIGKILL))


async def _ask(line: socket.socket, launch: Launch) -> None:
    request = {
        "connection_file": launch.connection_file,
        "cwd": str(launch.cwd),
        "environment": dict(launch.environment),
    }
    await asyncio.get_running_loop().sock_sendall(line, json.dumps(request).encode() + b"\n")


async def _hear(line: socket.socket) -> bytes:
    words = await asyncio.get_running_loop().sock_recv(line, 64)
    if not words:
        raise KernelError("the forked kernel died while it was started")
    return words


def _is_over(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _say_end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.sendall(lifeline.END)


def _abandon(line: socket.socket, said: bytes) -> None:
    """A process that is not ready in time is asked to end and killed: it may hang before it listens."""
    _say_end(line)
    pid, complete, _ = said.partition(b"\n")
    if complete and not _is_over(line):
        _signal(int(pid), signal.SIGKILL)
    line.close()


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)
