"""A server killed with ``kill -9``: its kernels, its preloader and its files vanish with it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from lcc_diag.server.kernels.folder import Folder, remove_abandoned

from .conftest import PATIENCE, gone, wait_until

SERVER = """
import asyncio, json, sys
from lcc_diag.server.kernels import Kernels

async def serve(fork, code):
    kernels = Kernels(fork=fork, warm=1)
    await kernels.start()
    kernel = await kernels.take()
    kernel.client.execute(code)
    while (await kernel.client.get_iopub_msg(timeout=30))["msg_type"] != "execute_input":
        pass
    while kernels.describe()["warm"] < 1:
        await asyncio.sleep(0.01)
    print(json.dumps(str(kernels._folder.path)), flush=True)
    await asyncio.Event().wait()

asyncio.run(serve(sys.argv[1] == "True", sys.argv[2]))
"""


class Running:
    """A server with one warm and one taken kernel, which executes ``code``."""

    def __init__(self, fork: bool, code: str) -> None:
        command = [sys.executable, "-c", SERVER, str(fork), code]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        self.folder = Path(json.loads(self.process.stdout.readline()))
        self.children = psutil.Process(self.process.pid).children(recursive=True)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


@pytest.mark.parametrize("code", ["pass", "while True: pass", "import time; time.sleep(600)"])
def test_everything_vanishes_with_a_killed_server(code, fork):
    server = Running(fork, code)
    assert len(server.children) == (3 if fork else 2)
    server.kill()
    wait_until(lambda: gone(server.children) and not server.folder.exists())


@pytest.mark.usefixtures("needs_fork")
def test_forked_kernels_vanish_although_their_preloader_went_before():
    server = Running(True, "pass")
    preloader = min(server.children, key=lambda process: process.create_time())
    kernels = [process for process in server.children if process != preloader]
    os.kill(preloader.pid, signal.SIGKILL)
    wait_until(lambda: gone([preloader]))
    assert not gone(kernels[:1])
    everything = psutil.Process(server.process.pid).children(recursive=True) + kernels
    server.kill()
    wait_until(lambda: gone(everything) and not server.folder.exists())


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is left behind that could be told from a living one")
def test_the_next_server_removes_what_nobody_was_left_to_remove(fork):
    server = Running(fork, "pass")
    living = Folder()
    for process in server.children:
        os.kill(process.pid, signal.SIGSTOP)  # so that none of them can do it
    server.kill()
    for process in server.children:
        process.kill()
    wait_until(lambda: gone(server.children))
    assert server.folder.exists()
    remove_abandoned()
    assert not server.folder.exists()
    assert living.path.exists()
    living.remove()
    assert not living.path.exists()


def test_a_server_that_ends_at_once_leaves_no_complaint(tmp_path):
    ours, theirs = socket.socketpair()
    command = [
        sys.executable,
        "-m",
        "lcc_diag.server.kernels.preloader",
        str(theirs.fileno()),
        str(tmp_path / "folder"),
    ]
    with subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE) as process:
        theirs.close()
        ours.close()
        assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0
