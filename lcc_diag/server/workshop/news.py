"""The public room as it is sent: the same bytes for everybody, made once."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_PASSING = ("version", "now")
"""What alone makes no news: every answer counts the version up, and nobody shall see when somebody answers what."""
_COUNTED = ("joined", "finished")


@dataclass(frozen=True)
class News:
    """The room at one moment. The time in it is that moment's: an answer's ``Date`` is what clocks are set by."""

    room: dict[str, Any]

    @cached_property
    def etag(self) -> str:
        """Changes with whatever can be seen in the room."""
        return f'"{_digest(self._seen)}"'

    @cached_property
    def state(self) -> str:
        """Changes with whatever is more than a number of people."""
        return _digest({name: part for name, part in self._seen.items() if name != "counts"})

    @cached_property
    def event(self) -> bytes:
        """Tells that there is news, and the numbers of people."""
        told = {name: self.room[name] for name in ("version", "phase", "round")} | {"state": self.state}
        return event("room", told | {name: self.room["counts"][name] for name in _COUNTED})

    @cached_property
    def plain(self) -> bytes:
        """The room as JSON."""
        return _json(self.room)

    @cached_property
    def compressed(self) -> bytes:
        """The same, with gzip."""
        return gzip.compress(self.plain, mtime=0)

    @cached_property
    def _seen(self) -> dict[str, Any]:
        return {name: part for name, part in self.room.items() if name not in _PASSING}


def event(name: str, data: dict[str, Any]) -> bytes:
    """A server-sent event."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), _json(data))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(value: Any) -> str:
    return hashlib.sha256(_json(value)).hexdigest()[:20]
