"""Real kernels in real processes, forked and plain, and what shows that nothing of them is left."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import psutil
import pytest

from lcc_diag.server.kernels import Kernel, Kernels
from lcc_diag.server.kernels.kernels import fork_by_default

PATIENCE = 40
"""Seconds; generous, as the machine may be busy with other tests."""


@pytest.fixture(params=["forked", "plain"])
def fork(request) -> bool:
    """Both ways of starting a kernel, where the system has both."""
    if request.param == "forked" and not fork_by_default({}):
        pytest.skip("kernels are not forked on this system")
    return request.param == "forked"


@pytest.fixture
def needs_fork() -> None:
    if not fork_by_default({}):
        pytest.skip("kernels are not forked on this system")


@pytest.fixture
def opened():
    """A context with started kernels; when it ends, none of their processes and files is left."""

    @asynccontextmanager
    async def started(fork: bool | None, warm: int = 0, **options) -> AsyncIterator[Kernels]:
        kernels = Kernels(fork=fork, warm=warm, **options)
        await kernels.start()
        folder = kernels._folder.path
        try:
            yield kernels
        finally:
            processes = children()
            await kernels.stop()
        assert gone(processes)
        assert not folder.exists()

    return started


_others: set[psutil.Process] = set()


@pytest.fixture(autouse=True)
def others() -> None:
    """Other tests' browsers and servers, which run on while this one looks at its kernels."""
    _others.clear()
    _others.update(psutil.Process().children(recursive=True))


def children() -> list[psutil.Process]:
    """All processes under this one that the test has started."""
    return [process for process in psutil.Process().children(recursive=True) if process not in _others]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(_runs(process) for process in processes)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a state."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a state where there is no loop."""
    asyncio.run(until(condition))


async def execute(kernel: Kernel, code: str, ignore: str = "") -> str:
    """What the kernel prints when it executes ``code``, and the kind of the error if it fails.

    ``ignore``: a message sent before, with whose effects nothing is wrong.
    """
    asked = kernel.client.execute(code)
    said = ""
    while True:
        message = await kernel.client.get_iopub_msg(timeout=PATIENCE)
        if ignore and message["parent_header"]["msg_id"] == ignore:
            continue
        assert message["parent_header"]["msg_id"] == asked
        content = message["content"]
        said += content.get("text", "") + content.get("ename", "")
        if content.get("execution_state") == "idle":
            await kernel.client.get_shell_msg(timeout=PATIENCE)
            return said


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """The environment of this process with a database of the test's own."""
    return {**os.environ, "LCC_DIAG_DB": f"sqlite:///{(tmp_path / 'cases.sqlite').as_posix()}"}


def kill(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).kill()
