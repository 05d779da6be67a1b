"""Free ports, and waiting for a state."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Callable


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    """Whether a server says at the address that all is well; a proxy alone does not."""
    try:
        urllib.request.urlopen(address, timeout=20).close()
    except OSError:
        return False
    return True


def until(state: Callable[[], bool], name: str, seconds: float = 120) -> None:
    """Wait for ``state``; fail with its ``name`` when it does not come."""
    deadline = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < deadline, f"not within {seconds} seconds: {name}"
        time.sleep(0.05)
