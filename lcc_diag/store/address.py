"""Addresses of databases: read strictly, and shown without their secrets."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from lcc_diag.model.problem import Problem
from lcc_diag.store.faults import StoreError

INSTALL = "pip install 'lcc-diag[postgres]'"
"""What brings the driver of PostgreSQL."""

_PSYCOPG = "postgresql+psycopg"
_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    _PSYCOPG: _PSYCOPG,
    "postgresql": _PSYCOPG,  # as most services hand it out
    "postgres": _PSYCOPG,
}


def parse(address: str | Path) -> URL:
    """The URL of an address or of an SQLite file's path.

    ``StoreError`` if it is none, nothing would be kept there, or the driver is not installed. The error holds
    nothing of the address: there may be a password in it.
    """
    if isinstance(address, Path):
        return URL.create("sqlite", database=str(address))
    url = _url(address)
    if not _is_usable(url):
        raise StoreError(Problem("database_address"))
    try:
        url.get_dialect().import_dbapi()
    except ImportError as error:
        raise StoreError(Problem("database_driver", {"command": INSTALL})) from error
    return url


def shown(address: str | Path) -> str:
    """The address as it may be printed and logged: without passwords. ``StoreError`` as in ``parse``."""
    url = parse(address)
    if is_sqlite(url):
        return str(address)
    secrets = [name for name in url.query if "password" in name.lower()]
    return url.difference_update_query(secrets).render_as_string(hide_password=True)


def is_sqlite(url: URL) -> bool:
    """Whether the address is one of SQLite."""
    return url.get_backend_name() == "sqlite"


def file_of(url: URL) -> Path | None:
    """The file of an SQLite address; None for other databases and for SQLite's own ``file:`` addresses."""
    if not is_sqlite(url) or url.database.startswith("file:"):
        return None
    return Path(url.database)


def _url(address: str) -> URL:
    try:
        url = make_url(address)
        url = url.set(drivername=_DRIVERS[url.drivername])
    except (ArgumentError, ValueError, KeyError):
        raise StoreError(Problem("database_address")) from None  # its message may hold parts of a password
    secret = url.query.get("password")  # as good as in front of the host, where it is kept out of every text
    return url.difference_update_query(["password"]).set(password=secret) if isinstance(secret, str) else url


def _is_usable(url: URL) -> bool:
    if is_sqlite(url):
        return url.database not in (None, "", ":memory:")  # a case in memory would be acknowledged and lost
    # An @ here is the rest of a password that was not percent-encoded; shown, it would give the password away.
    return bool(url.database) and not any("@" in part for part in (url.username or "", url.host or "", url.database))
