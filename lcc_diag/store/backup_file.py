"""The file of a backup: compressed lines of JSON, one per case, independent of any database.

The first line names the format, the last one counts what lies between and holds its SHA-256. A file that was cut off
or changed is recognised; one of a newer format is refused.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lcc_diag.model.problem import InputError, Problem

FORMAT = "lcc-diag/backup"
VERSION = 2
"""2: cases may hold what workshops have released. Files of version 1 are read as well."""

_GZIP = b"\x1f\x8b"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """How much a backup holds."""

    cases: int
    events: int


def write(path: Path, cases: Iterable[Json]) -> Content:
    """A new file that only its owner may read, on disk when this returns; ``OSError`` if it cannot be written."""
    digest, content = hashlib.sha256(), Content(0, 0)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(descriptor, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6) as packed:
            for line in _lines(cases):
                digest.update(line.text)
                packed.write(line.text)
                content = Content(content.cases + line.cases, content.events + line.events)
            end = {"cases": content.cases, "events": content.events, "sha256": digest.hexdigest()}
            packed.write(_text(end))
        file.flush()
        os.fsync(file.fileno())
    return content


def check(path: Path) -> Content:
    """How much the backup holds. ``InputError`` if it is none, is damaged, incomplete or newer, or cannot be read."""
    cases = events = 0
    for case in read(path):
        cases, events = cases + 1, events + len(case["events"])
    return Content(cases, events)


def read(path: Path) -> Iterator[Json]:
    """The cases, one after the other; ``InputError`` as in ``check``, for damage at the latest after the last one."""
    try:
        with path.open("rb") as file, gzip.open(file, "rb") as lines:
            if file.read(2) != _GZIP:
                raise InputError(Problem("backup_foreign"))
            file.seek(0)
            yield from _checked(lines)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, LookupError, TypeError) as error:
        raise InputError(Problem("backup_damaged")) from error
    except OSError as error:
        raise InputError(Problem("file_missing", {"name": path})) from error


@dataclass(frozen=True, slots=True)
class _Line:
    text: bytes
    cases: int = 0
    events: int = 0


def _lines(cases: Iterable[Json]) -> Iterator[_Line]:
    yield _Line(_text({"format": f"{FORMAT}@{VERSION}"}))
    for case in cases:
        yield _Line(_text(case), 1, len(case["events"]))


def _text(value: Json) -> bytes:
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def _checked(lines: Iterable[bytes]) -> Iterator[Json]:
    rest = iter(lines)
    first = next(rest, b"")
    _check_format(first)
    digest, cases, events = hashlib.sha256(first), 0, 0
    for text in rest:
        line = json.loads(text)
        if "sha256" in line:
            if line != {"cases": cases, "events": events, "sha256": digest.hexdigest()} or next(rest, None):
                raise ValueError("the end does not fit what came before")
            return
        digest.update(text)
        cases, events = cases + 1, events + len(line["events"])
        yield line
    raise EOFError


def _check_format(text: bytes) -> None:
    try:
        name, _, version = str(json.loads(text)["format"]).partition("@")
    except (ValueError, LookupError, TypeError):
        name, version = "", ""
    if name != FORMAT or not version.isdecimal():
        raise InputError(Problem("backup_foreign"))
    if int(version) > VERSION:
        raise InputError(Problem("backup_newer", {"version": version[:20], "known": VERSION}))
