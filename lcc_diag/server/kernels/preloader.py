"""``python -m lcc_diag.server.kernels.preloader CONTROL FOLDER``: imports once what chapters need, then forks kernels.

``CONTROL`` is one end of a socket pair, inherited from the server; there is no address that anybody else could call.
Each byte that arrives there carries the lifeline of one new kernel; everything else is agreed on the lifeline, so that
this process never learns a kernel's environment. When the server dies, the kernels end themselves; what is left of
them after a moment, this process kills.

Nothing here may start a thread: a forked child has only the one that forked, and waits forever for a lock another held.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import select
import shutil
import signal
import socket
import sys
import threading
import time
import traceback
from pathlib import Path

from lcc_diag.server.kernels.preload import load_content, preload

READY = b"R"
LAST_SECONDS = 3
"""How long kernels have to end themselves after their server's death."""


class Children:
    """The kernels that were forked and have not ended."""

    def __init__(self) -> None:
        self._pids: set[int] = set()
        self._woken, waker = socket.socketpair()
        self._woken.setblocking(False)
        waker.setblocking(False)
        self._waker = waker
        signal.signal(signal.SIGCHLD, lambda *_: None)  # so that the loop below wakes up
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)

    def fileno(self) -> int:
        """Readable when a child has ended."""
        return self._woken.fileno()

    def add(self, pid: int) -> None:
        self._pids.add(pid)

    def reap(self) -> None:
        """Forget children that have ended, so that their numbers are never used for another process."""
        with contextlib.suppress(BlockingIOError):
            self._woken.recv(4096)
        while self._pids:
            pid, _status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._pids.discard(pid)

    def end(self) -> None:
        """Wait a moment for all to end, and kill those that do not."""
        deadline = time.monotonic() + LAST_SECONDS
        while self._pids and time.monotonic() < deadline:
            select.select([self], [], [], max(0, deadline - time.monotonic()))
            self.reap()
        for pid in self._pids:
            os.killpg(pid, signal.SIGKILL)

    def leave(self) -> None:
        """In a child: it has no part in this."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._woken.close()
        self._waker.close()


def main(control: socket.socket, folder: str) -> None:
    """Preload, say so, and fork until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    preload()
    from lcc_diag.server.kernels import kernel_app  # noqa: F401 - for the children

    children = Children()
    gc.collect()
    gc.freeze()  # the children's garbage collector leaves these pages alone, so that they stay shared
    with contextlib.suppress(BrokenPipeError):  # the server has gone already: nobody will ask for a kernel
        control.sendall(READY)
    while True:
        readable, _, _ = select.select([control, children], [], [])
        children.reap()
        if control not in readable:
            continue
        word, lines, _, _ = socket.recv_fds(control, 1, 1)
        if not word:
            break
        load_content()  # as it is now: a file may have been edited
        _fork(control, children, lines[0], folder)
    children.end()
    shutil.rmtree(folder, ignore_errors=True)


def threads() -> int:
    """How many threads this process has, those of libraries included where the system tells."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _fork(control: socket.socket, children: Children, line: int, folder: str) -> None:
    if threads() != 1:
        raise RuntimeError("the preloader has started a thread, so it must not fork")
    pid = os.fork()
    if pid:
        os.close(line)
        children.add(pid)
        return
    code = 1
    try:
        children.leave()
        control.close()
        _be_kernel(socket.socket(fileno=line), folder)
        code = 0
    except BaseException:  # also SystemExit: a child must never return into the preloader's loop
        if Path(folder).exists():  # else the server died meanwhile, and nobody wants to know
            traceback.print_exc()
    finally:
        os._exit(code)


def _be_kernel(line: socket.socket, folder: str) -> None:
    os.setsid()
    line.sendall(b"%d\n" % os.getpid())
    with line.makefile("rb", buffering=0) as stream:
        request = json.loads(stream.readline())
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    os.umask(0o077)
    time.tzset()
    _random_anew()
    sys.argv = ["lcc-diag-kernel"]
    from lcc_diag.server.kernels.kernel_app import run

    run(request["connection_file"], line.fileno(), line.fileno(), folder)


def _random_anew() -> None:
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


if __name__ == "__main__":
    from lcc_diag.server.kernels.streams import close_standard_streams

    close_standard_streams()
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
