"""A database by its address: its tables ready, its transactions short, its faults said as problems."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from lcc_diag.model.problem import Problem
from lcc_diag.store import schema
from lcc_diag.store.address import file_of, is_sqlite, parse
from lcc_diag.store.engines import for_reading, for_writing, open_engine
from lcc_diag.store.faults import StoreError, as_problems
from lcc_diag.store.migrations import STEPS, Step, migrate

_PREPARING = 0x6C63635F64696167
"""Number of the lock under which tables are created, changed and filled from a backup."""


class Database:
    """Short transactions on one database. Opened with the first of them, not before.

    ``busy_seconds``: how long to wait for another program that is writing. ``steps``: how earlier versions are brought
    up to today's. A file that was replaced is noticed: nothing is written on into the old one. ``may_create``: whether
    a database that is not there is made; one that was there once never is, as an empty one would hide what is lost.
    """

    def __init__(
        self, url: str | Path, busy_seconds: float = 5.0, steps: Sequence[Step] = STEPS, may_create: bool = True
    ) -> None:
        self.url = parse(url)
        self.file = file_of(self.url)
        self.name = (self.file.name if self.file else self.url.database) or self.url.get_backend_name()
        self._busy_seconds = busy_seconds
        self._steps = steps
        self._engine: Engine | None = None
        self._prepared = False
        self._may_create = may_create

    @property
    def is_known(self) -> bool:
        """Whether it has been seen: it is not made anew from then on."""
        return not self._may_create

    def check(self) -> None:
        """Look whether it is there and ours, whatever was found before; ``StoreError`` says what is wrong."""
        with self._faults_said():
            self._prepared = False
            self._ready()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state; faults come as ``StoreError``."""
        with self._faults_said(), for_reading(self._ready()).begin() as connection:
            yield connection

    @contextmanager
    def writing(self, alone: bool = False) -> Iterator[Connection]:
        """A transaction that is on disk when the block ends without an error, and has not happened otherwise.

        ``alone``: no other program prepares or fills the database meanwhile.
        """
        with self._faults_said():
            with for_writing(self._ready()).begin() as connection:
                if alone:
                    _wait_for_turn(connection)
                yield connection
            self._check_file()  # if it was taken away meanwhile, it took along what was committed

    def forget(self) -> None:
        """Take what was deleted out of SQLite's write-ahead file as well."""
        if is_sqlite(self.url):
            with self._faults_said():
                connection = self._ready().raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()

    @contextmanager
    def _faults_said(self) -> Iterator[None]:
        try:
            with as_problems(self.name, self.file):
                yield
        except StoreError:
            self._prepared = False  # somebody may have put another database in this one's place: look again
            raise

    def _ready(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self.url, self._busy_seconds)
        if self._may_create and self.file and not self.file.exists():
            _create(self.file)
        self._check_file()
        if not self._prepared:
            self._prepare(self._engine)
            self._prepared, self._may_create = True, False
        return self._engine

    def _check_file(self) -> None:
        if self.file and not self.file.exists():
            raise self._gone()

    def _gone(self) -> StoreError:
        return StoreError(Problem("database_gone", {"name": self.name}))

    def _prepare(self, engine: Engine) -> None:
        with for_reading(engine).begin() as connection:
            if self._version(connection) == self._today:
                return
        with for_writing(engine).begin() as connection:
            _wait_for_turn(connection)
            version = self._version(connection)  # another program may have been faster
            if version is None and not self._may_create:
                raise self._gone()
            if version is None:
                schema.create(connection)
            elif version < self._today:
                migrate(connection, version, self._steps)

    @property
    def _today(self) -> int:
        return len(self._steps) + 1

    def _version(self, connection: Connection) -> int | None:
        version = schema.version(connection, self.name)
        if version is not None and version > self._today:
            raise StoreError(Problem("database_newer", {"name": self.name}))
        return version


def _create(file: Path) -> None:
    """An empty file that only its owner may read; SQLite gives the files beside it the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(_PREPARING)))
