"""The private folder of one server's kernels: connection files and sockets, for nobody else to see."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has neither this kind of lock nor the sockets that are left behind
    fcntl = None

PREFIX = "lcc-kernels-"
LOCK = "server.lock"


class Folder:
    """A folder only its owner may enter (0700), which says by a lock whether its server still lives."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        if fcntl:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.ipython.mkdir(mode=0o700)

    @property
    def ipython(self) -> Path:
        """Where IPython looks for profiles and startup files: nothing of the user's is there."""
        return self.path / "ipython"

    def kernel(self, name: str) -> Path:
        """A new folder for the files of one kernel."""
        folder = self.path / name
        folder.mkdir(mode=0o700)
        return folder

    def remove(self) -> None:
        """Remove the folder with all that is in it; nothing happens if it is gone already."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        shutil.rmtree(self.path, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove folders of servers that were killed together with all their kernels."""
    if not fcntl:
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_abandoned(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_abandoned(path: Path) -> bool:
    with contextlib.suppress(OSError):  # not ours, being made this moment, or its server holds the lock
        if path.is_symlink() or path.stat().st_uid != os.getuid():
            return False
        lock = os.open(path / LOCK, os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        finally:
            os.close(lock)
    return False
