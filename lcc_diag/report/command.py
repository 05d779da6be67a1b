"""What ``lcc-diag report`` does once the case is diagnosed: make each document and write it into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.report import file_name, make

Document = dict[str, Any]


def kinds_of(text: str) -> list[str]:
    """The kinds named in ``pdf, xlsx``, each once and in this order."""
    names = (name.strip().lower() for name in text.split(","))
    return list(dict.fromkeys(name for name in names if name))


def prepare(folder: Path) -> None:
    """Create ``folder`` if it is not there yet; ``InputError`` if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(Problem("folder_not_writable", {"name": folder})) from error


def write(
    kinds: Sequence[str],
    document: Document,
    case: Case,
    folder: Path,
    force: bool,
    begin: Callable[[int, str], None],
) -> Iterator[Path | InputError]:
    """Make and write one document after the other: the file written, or why there is none; the others go on.

    ``begin(number, name)`` is called before each, with its number from 1. Files that exist are kept unless ``force``.
    """
    for number, kind in enumerate(kinds, start=1):
        path = folder / file_name(kind, document)
        begin(number, path.name)
        try:
            _keep(path, force)
            _put(path, _made(kind, document, case))
        except InputError as error:
            yield error
        else:
            yield path


def _keep(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise InputError(Problem("document_exists", {"name": path}))


def _made(kind: str, document: Document, case: Case) -> bytes:
    try:
        return make(kind, document, case)
    except InputError:
        raise
    except Exception as error:  # a fault in one document must not cost the others
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise InputError(Problem("document_failed", {"kind": kind, "reason": reason})) from error


def _put(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: an earlier one stays until the new one is complete."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(Problem("file_not_writable", {"name": path})) from error
