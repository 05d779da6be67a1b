"""The files of a folder of content: where the shipped one lies, which files belong to it, and their text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path

from lcc_diag.content.finding import quote
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires

FILES = {field.name: f"{field.name}.yaml" for field in fields(Questionnaires)}
"""File by the name of its part."""

LARGEST_FILE = 1_000_000
"""Largest file that is read, in bytes; the shipped files are all below 50,000."""

PACKAGE = Path(__file__).resolve().parents[1]

State = frozenset[tuple[str, int, int, int]]
"""Name, size in bytes and the times of the last change, in nanoseconds, of every entry of a folder."""


def shipped(name: str) -> Path:
    """A folder that travels with the package: inside it when installed, beside it in the source tree."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def shipped_folder() -> Path:
    """The folder with the questionnaires of this release."""
    return shipped("questionnaires")


def strange_files(folder: Path) -> Iterator[Problem]:
    """Files that nobody will read, most often misspelt names. Hidden files, backups and a README may lie there."""
    for entry in sorted(folder.iterdir()):
        harmless = entry.name.startswith((".", "~")) or entry.name.endswith(("~", ".bak"))
        if harmless or entry.name in FILES.values() or entry.name == "README.md":
            continue
        known = ", ".join(FILES.values())
        similar = get_close_matches(entry.name, FILES.values(), n=1)
        code = "content_file_unknown_similar" if similar else "content_file_unknown"
        yield Problem(code, {"known": known, "similar": "".join(similar)}, file=quote(entry.name))


def check_folder(folder: Path) -> None:
    """``InputError`` if there is no such folder or it may not be read."""
    try:
        next(folder.iterdir(), None)
    except OSError:
        raise InputError(Problem("content_folder_missing", {"name": quote(folder)})) from None


def state(folder: Path) -> State:
    """What tells whether anything in a readable folder was changed, without reading it."""
    found = set()
    for entry in folder.iterdir():
        with suppress(OSError):  # it has gone, or its target never was: then it counts by its absence
            status = entry.stat()
            # The second time is the system's own: a program that restores the first one cannot restore it.
            found.add((entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return frozenset(found)


def last_change(state: State) -> float:
    """When a file in the folder was changed last, in seconds since 1970."""
    return max((max(times) for _, _, *times in state), default=0) / 1e9


def read_text(file: Path) -> str:
    """The text of a file; ``InputError`` if it is missing, too large or not UTF-8."""
    name = file.name
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError(Problem("content_file_missing", file=name)) from None
    except OSError:
        raise InputError(Problem("content_file_unreadable", file=name)) from None
    if len(content) > LARGEST_FILE:
        raise InputError(Problem("content_file_too_large", {"number": LARGEST_FILE // 1_000_000}, file=name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("content_file_not_utf8", file=name, line=line)) from None
