"""The line between a kernel and its server: each end notices at once when the other one is gone, also by kill -9.

The kernel says ``ready`` once; the server says ``end`` to end this one kernel. A line that closes without a word means
that the server died: then the kernel also removes the folder the server left behind.
"""

from __future__ import annotations

import os
import shutil
import threading

READY = b"ready\n"
END = b"end\n"


def watch(line: int, folder: str) -> None:
    """End this process when the server says so on the file descriptor ``line``, or dies; ``folder``: the server's.

    At once if the server has died while this process was starting: else IPython would find other folders to fill.
    """
    if not os.path.isdir(folder):
        os._exit(0)
    # A thread: the kernel's own loop may be busy with a cell that never ends.
    threading.Thread(target=_wait, args=(line, folder), name="lifeline", daemon=True).start()


def _wait(line: int, folder: str) -> None:
    try:
        word = os.read(line, len(END))
    except OSError:
        word = b""
    if not word:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)
