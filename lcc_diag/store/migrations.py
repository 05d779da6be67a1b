"""From an earlier version of the tables to today's, step by step, in the transaction of whoever opens first.

A step is a function of its own words: plain SQL, never the tables of ``schema``, which will have moved on. It must
run on SQLite and PostgreSQL; both take changes of tables back if the transaction fails.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from lcc_diag.store.version_2 import add_workshops

Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (add_workshops,)
"""The first brings version 1 to 2, the second 2 to 3, and so on."""


def migrate(connection: Connection, version: int, steps: Sequence[Step] = STEPS) -> None:
    """Bring a database of ``version`` up to today's. A file is copied aside first: ``cases.version-1.sqlite``,
    without what participants of workshops have answered.

    To be called by one program at a time. If a step fails, nothing has happened and no copy is left.
    """
    copy = _copied_aside(connection, version)
    try:
        for step in steps[version - 1 :]:
            step(connection)
        connection.exec_driver_sql(f"UPDATE schema_version SET version = {len(steps) + 1:d}")
    except BaseException:
        if copy:
            copy.unlink()
        raise


def _copied_aside(connection: Connection, version: int) -> Path | None:
    """A copy of an SQLite file as it is committed; None for databases that are no file."""
    if connection.dialect.name != "sqlite":
        return None
    file = Path(connection.exec_driver_sql("PRAGMA database_list").first()[2])
    copy = _new_file(file, version)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            _leave_out_answers(target)
    except BaseException:
        copy.unlink()
        raise
    return copy


def _leave_out_answers(copy: sqlite3.Connection) -> None:
    """A copy that nobody remembers must not keep what people in workshops have answered, or taken back since."""
    present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    copy.execute("PRAGMA secure_delete = ON")
    for table in present & {"raw_messages", "raw_answers"}:
        copy.execute(f"DELETE FROM {table}")
    copy.commit()


def _new_file(file: Path, version: int) -> Path:
    """An empty file beside this one, which only its owner may read; one that exists is never touched."""
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        copy = file.with_name(f"{file.stem}.version-{version}{again}{file.suffix}")
        try:
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            return copy
        except FileExistsError:
            number += 1
