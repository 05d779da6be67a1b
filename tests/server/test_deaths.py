"""A kernel dies, a visitor goes away, the server is killed, each at the worst moment: nothing stays behind, and what is
nobody's fault is no error in the log."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import struct
import subprocess
import sys

import pytest

from tests.server.inside import inside
from tests.server.serving import Standalone
from tests.server.trouble import health, wait_for


def test_a_kernel_that_dies_while_its_page_is_made_leaves_nobody_waiting():
    async def scenario():
        async with inside() as server:
            token = server.service.store.create().token
            session = await server.service.sessions.open("somebody", token)
            os.kill(session.kernel.pid, signal.SIGKILL)
            await server.until(lambda: len(server.service.sessions) == 0)
            before = len(asyncio.all_tasks())
            session.show({})
            session.follow(server.service.changes)
            await asyncio.sleep(0)
            assert len(asyncio.all_tasks()) == before
            assert server.service.changes._subscriptions == {}

    asyncio.run(scenario())


@pytest.fixture
def own(tmp_path):
    (tmp_path / "tmp").mkdir()
    serving = Standalone(tmp_path, TMPDIR=str(tmp_path / "tmp")).start()
    yield serving
    serving.stop()


def test_a_killed_server_leaves_no_files(own):
    wait_for(lambda: health(own)["kernels"]["warm"] == 2, "no kernels")
    own.visitor().open()
    own.process.kill()
    wait_for(lambda: not any((own.folder / "tmp").iterdir()), "files are left")
    own.start()


def test_a_kernel_whose_server_dies_while_it_starts_fills_no_other_folder(tmp_path):
    temporary, folder = tmp_path / "tmp", tmp_path / "lcc-kernels-x"
    temporary.mkdir()
    folder.mkdir()
    for number in range(20_000):  # so that removing takes longer than starting
        (folder / str(number)).touch()
    environment = os.environ | {"TMPDIR": str(temporary), "IPYTHONDIR": str(folder / "ipython")}
    command = [sys.executable, "-m", "lcc_diag.server.kernels.plain", str(folder / "k.json"), str(folder)]
    ended = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")
    assert not folder.exists()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not hasattr(select, "poll"), reason="a line cannot be looked at without waiting")
def test_a_kernel_whose_server_is_gone_already_does_not_even_begin(tmp_path):
    """Its folders may be gone as well: IPython would make others, which nobody removes."""
    folder = tmp_path / "lcc-kernels-x"
    folder.mkdir()
    begin = f"""
import sys
from lcc_diag.server.kernels import lifeline
sys.setswitchinterval(10)  # a thread alone would come too late
lifeline.watch(0, {str(folder)!r})
print("begun", flush=True)
"""
    said = subprocess.run([sys.executable, "-c", begin], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert (said.stdout, said.stderr) == (b"", b"")
    assert not folder.exists()


def test_a_visitor_who_goes_away_is_no_error(own):
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", own.port)) as connection:
            connection.sendall(
                f"GET /lcc/02_attitudes.ipynb?case={own.case()} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
            )
            connection.recv(1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wait_for(lambda: "02_attitudes" in own.log and health(own)["sessions"] == 0, "sessions are left")
    assert "rror" not in own.log


def test_a_kernel_that_is_killed_while_its_page_is_made_is_a_line_in_the_log(own):
    """The visitor is told by the page and may load it again."""
    token = own.case()
    wait_for(lambda: health(own)["kernels"]["warm"] == 2, "no kernels")
    preloader = health(own)["kernels"]["preloader"]
    connection = own.visitor().connection()
    kernels = [process for process in own.program.children(recursive=True) if process.pid != preloader]
    for kernel in kernels:
        kernel.suspend()
    connection.request("GET", f"/lcc/02_attitudes.ipynb?case={token}")
    wait_for(lambda: health(own)["kernels"]["taken"] == 1, "no page is made")
    for kernel in kernels:
        kernel.kill()
    page = connection.getresponse().read().decode()
    assert "lcc-failed" in page
    assert own.visitor().open("02_attitudes", token)
    assert "Traceback" not in own.log
