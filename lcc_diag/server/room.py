"""How many chapters fit on this machine, or into the share of it that a container gives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil

SESSION_BYTES = 80 * 2**20
"""What a chapter is reckoned to take. Measured: 33 MiB on a form, 48 on a result, 160 for the moment in which somebody
takes all documents."""
FEWEST_SESSIONS, MOST_SESSIONS = 8, 200

CGROUP = Path("/sys/fs/cgroup")
_LIMIT_FILES = ("memory.max", "memory/memory.limit_in_bytes")
"""Where Linux says what a container may use, in version 2 and 1 of its control groups."""


def session_limit(cgroup: Path = CGROUP) -> int:
    """How many chapters may be open at a time, so that they fit into half of the memory there is for this program."""
    memory = min([psutil.virtual_memory().available, *_limits(cgroup)])
    return min(max(memory // 2 // SESSION_BYTES, FEWEST_SESSIONS), MOST_SESSIONS)


def _limits(cgroup: Path) -> Iterator[int]:
    """What this program may use, in bytes, from whoever sets a limit: JupyterHub, the container."""
    texts = [os.environ.get("MEM_LIMIT", "")]
    texts += [(cgroup / name).read_text() for name in _LIMIT_FILES if (cgroup / name).is_file()]
    return (int(text) for text in map(str.strip, texts) if text.isdecimal())
