"""What a check says about one place in one file, before file name and line are added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""Keys from the top of a file; places in lists count from 0."""

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at ``path``; ``line`` (from 1) only where the path alone does not tell it."""

    path: Path
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None


def quote(value: object) -> str:
    """A value of the file as it may stand in a sentence: as YAML would write it, in one line, cut if long."""
    written = json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list | dict | None) else str(value)
    text = " ".join(written.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def listing(values: Iterable[object]) -> str:
    """Several ids in one line, in their given order."""
    return ", ".join(quote(value) for value in values) or "–"


def not_known(path: Path, code: str, name: object, known: Iterable[str]) -> Finding:
    """A name nobody knows: with the name it resembles, if there is one, as code ``…_similar``."""
    known = tuple(known)
    similar = get_close_matches(str(name), known, n=1)
    values = {"name": quote(name), "known": listing(known)}
    return (
        Finding(path, f"{code}_similar", {**values, "similar": similar[0]}) if similar else Finding(path, code, values)
    )


def dotted(path: Path) -> str | None:
    """The path for people: joined by dots, places in lists counted from 1; ``None`` for the whole file."""
    return ".".join(str(part + 1) if isinstance(part, int) else quote(part) for part in path) or None
