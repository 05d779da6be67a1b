"""The public room as it is sent: the same bytes for everybody, made once."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FRESH_SECONDS = 1.0
"""Bytes are made anew when the time in them is older: phones set their timers by it."""
_PASSING = ("version", "now")
"""What alone makes no news: every answer counts the version up, and nobody shall see when somebody answers what."""


@dataclass
class News:
    """The room at one moment. ``etag`` changes with whatever can be seen in it, ``state`` not with counts alone."""

    room: dict[str, Any]
    etag: str = field(init=False)
    state: str = field(init=False)
    event: bytes = field(init=False)
    _made: float = field(init=False, default=-FRESH_SECONDS)
    _plain: bytes = field(init=False, default=b"")
    _compressed: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        seen = {name: part for name, part in self.room.items() if name not in _PASSING}
        counts = seen.get("counts") or {}
        self.etag = f'"{_digest(seen)}"'
        self.state = _digest({name: part for name, part in seen.items() if name != "counts"})
        self.event = event(
            "room",
            {name: self.room.get(name) for name in ("version", "phase", "round")}
            | {"state": self.state}
            | {name: counts.get(name) for name in ("joined", "finished")},
        )

    def body(self, compressed: bool) -> bytes:
        """The room as JSON, with the time it is."""
        if time.monotonic() - self._made > FRESH_SECONDS:
            self._make()
        return self._compressed if compressed else self._plain

    def _make(self) -> None:
        room = self.room | {"now": datetime.now(UTC).isoformat(timespec="milliseconds")}
        self._plain = _json(room)
        self._compressed = gzip.compress(self._plain, 5, mtime=0)
        self._made = time.monotonic()


def event(name: str, data: dict[str, Any]) -> bytes:
    """A server-sent event."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), _json(data))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(value: Any) -> str:
    return hashlib.sha256(_json(value)).hexdigest()[:20]
