"""A database by its address, opened so that what is committed survives: SQLite by default, others by URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from lcc_diag.model.problem import Problem
from lcc_diag.store import schema
from lcc_diag.store.faults import StoreError, as_problems


class Database:
    """Short transactions on one database. Opened with the first of them, not before.

    ``busy_seconds``: how long to wait for another program that is writing. Every transaction of SQLite opens the
    file anew (about 1 ms): so the store may be used from any thread and after a fork, and sees a file that was
    replaced or removed instead of writing on into the old one.
    """

    def __init__(self, url: str | Path, busy_seconds: float = 5.0) -> None:
        self._url = _url(url)
        self._file = _file_of(self._url)
        self.name = (self._file.name if self._file else self._url.database) or self._url.get_backend_name()
        self._busy_seconds = busy_seconds
        self._engine: Engine | None = None
        self._prepared = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state; faults come as ``StoreError``."""
        with as_problems(self.name, self._file), self._ready().begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on disk when the block ends without an error, and has not happened otherwise."""
        with as_problems(self.name, self._file), _for_writing(self._ready()).begin() as connection:
            yield connection

    def forget(self) -> None:
        """Take what was deleted out of SQLite's write-ahead file as well."""
        if self._url.get_backend_name() == "sqlite":
            with as_problems(self.name, self._file):
                connection = self._ready().raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()

    def _ready(self) -> Engine:
        if self._engine is None:
            self._engine = _engine(self._url, self._busy_seconds)
        if self._file and not self._file.exists():
            _create(self._file)
            self._prepared = False
        if not self._prepared:
            self._prepare(self._engine)
            self._prepared = True
        return self._engine

    def _prepare(self, engine: Engine) -> None:
        with engine.begin() as connection:
            empty = schema.is_empty(connection, self.name)
        if empty:
            with _for_writing(engine).begin() as connection:
                if schema.is_empty(connection, self.name):  # another program may have been faster
                    schema.create(connection)


def _url(address: str | Path) -> URL:
    """The URL of an address; ``StoreError`` if it is none or nothing installed here can open it."""
    if isinstance(address, Path):
        return URL.create("sqlite", database=str(address))
    try:
        url = make_url(address)
        url.get_dialect().import_dbapi()
    except (ArgumentError, ImportError, ValueError) as error:
        raise StoreError(Problem("database_address")) from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError(Problem("database_address"))  # a case in memory would be acknowledged and lost
    return url


def _file_of(url: URL) -> Path | None:
    """The file of an SQLite address; None for other databases and for SQLite's own ``file:`` addresses."""
    if url.get_backend_name() != "sqlite" or url.database.startswith("file:"):
        return None
    return Path(url.database)


def _create(file: Path) -> None:
    """An empty file that only its owner may read; SQLite gives the files beside it the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _engine(url: URL, busy_seconds: float) -> Engine:
    # Without parameters in errors: a log must not hold answers.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def connect(connection, _record) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in (
            f"busy_timeout = {round(busy_seconds * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE waits for its turn at the beginning; a later change from reading to writing cannot wait.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _for_writing(engine: Engine) -> Engine:
    return engine.execution_options(writing=True)
