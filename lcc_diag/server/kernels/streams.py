"""A kernel's standard streams: nobody types into it, and what it prints may be an answer and must not end in a log."""

from __future__ import annotations

import os
import sys


def close_standard_streams() -> None:
    """Nothing to read, and nowhere to write. The stream of errors stays until the kernel is ready."""
    sys.stdout.flush()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)
    os.close(null)
