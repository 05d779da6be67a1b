"""The line between a kernel and its server: each end notices at once when the other one is gone, also by kill -9.

The kernel says ``ready`` once; the server says ``end`` to end this one kernel. A line that closes without a word means
that the server died: then the kernel also removes the folder the server left behind.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading

READY = b"ready\n"
END = b"end\n"


def watch(line: int, folder: str) -> None:
    """End this process when the server says so on the file descriptor ``line``, or dies; ``folder``: the server's.

    If that has happened already, which takes seconds to be noticed by a kernel that imports, nothing else is begun.
    """
    if _is_heard(line):
        _wait(line, folder)
    # A thread: the kernel's own loop may be busy with a cell that never ends.
    threading.Thread(target=_wait, args=(line, folder), name="lifeline", daemon=True).start()


def _is_heard(line: int) -> bool:
    """Whether the server has said something or is gone; where a line cannot be looked at without waiting, False."""
    if not hasattr(select, "poll"):
        return False
    looking = select.poll()
    looking.register(line, select.POLLIN)
    return bool(looking.poll(0))


def _wait(line: int, folder: str) -> None:
    try:
        word = os.read(line, len(END))
    except OSError:
        word = b""
    if not word:
        _become_removal(folder)
    os._exit(0)


def _become_removal(folder: str) -> None:
    """Remove ``folder`` as another program in this process: a kernel that is just starting must not run on meanwhile,
    as IPython would look for other folders to fill."""
    remove = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"
    with contextlib.suppress(OSError):
        os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", remove, folder])
