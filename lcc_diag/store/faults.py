"""What can go wrong with a database, said as a problem the user can act on."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from lcc_diag.model.problem import InputError, Problem


class StoreError(InputError):
    """The database cannot do what was asked. What was acknowledged before is still there; nothing was changed."""


_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_READONLY: "database_readonly",
    sqlite3.SQLITE_PERM: "database_readonly",
    sqlite3.SQLITE_FULL: "database_full",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_NOTADB: "database_damaged",
    sqlite3.SQLITE_ERROR: "database_damaged",
    sqlite3.SQLITE_IOERR: "database_disk",
    sqlite3.SQLITE_CANTOPEN: "database_unreachable",
}
_SQLSTATES = {
    "25006": "database_server_readonly",  # read-only transaction
    "42501": "database_server_readonly",  # insufficient privilege
    "53100": "database_full",
    "55P03": "database_locked",  # lock not available in time
    "57014": "database_locked",  # statement took too long
    "40P01": "database_locked",  # deadlock
    "40001": "database_locked",  # could not serialise
    "3F000": "database_foreign",  # no such schema
    "42P01": "database_foreign",  # no such table
    "42703": "database_foreign",  # no such column
    "XX001": "database_server_damaged",
    "XX002": "database_server_damaged",
}
_OS_CODES = {
    errno.ENOSPC: "database_full",
    errno.EDQUOT: "database_full",
    errno.EROFS: "database_readonly",
}


@contextmanager
def as_problems(name: str, path: Path | None = None) -> Iterator[None]:
    """Turn every fault of the database into a ``StoreError``; ``name`` is what the sentence calls it."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", error)
        if isinstance(error, (IntegrityError, ProgrammingError)) and _sqlstate(cause) not in _SQLSTATES:
            raise  # our own mistake, not the database's
        raise StoreError(Problem(_code(cause, path), {"name": name})) from error


def _code(error: BaseException | None, path: Path | None) -> str:
    if isinstance(error, OSError):
        return _OS_CODES.get(error.errno, "database_unreachable")
    if not isinstance(error, sqlite3.Error):
        return _SQLSTATES.get(_sqlstate(error), "database_server_unreachable")
    # Extended codes carry the plain one in their lowest byte. Python's own errors (text that is no text) have none.
    code = _SQLITE_CODES.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF, "database_unreachable")
    if code == "database_unreachable" and path and path.exists() and not os.access(path, os.W_OK):
        return "database_readonly"
    return code


def _sqlstate(error: BaseException | None) -> str:
    """PostgreSQL's name for a fault; empty if the server was not even reached."""
    return getattr(error, "sqlstate", None) or ""
