"""All cases of a database into one file and back, between databases of any kind. Links and codes stay valid."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.store import schema
from lcc_diag.store.backup_file import Content, check, read, write
from lcc_diag.store.database import Database

Progress = Callable[[int, int], None]
"""Called now and then with how many events are done, of how many."""

_CASE = tuple(column for column in schema.cases.c)
_EVENT = tuple(column for column in schema.events.c if column.name != "token")
_MANY = 500
"""Rows fetched at once."""


def backup(url: str | Path, path: Path, progress: Progress) -> Content:
    """Write all cases to a new file, as they are at one moment, and read the file again to be sure of it.

    The workbook may be used meanwhile. ``InputError`` if the file exists or cannot be written, or if there is no
    database; then nothing is left behind.
    """
    database = Database(url)
    if database.file and not database.file.exists():
        raise InputError(Problem("backup_no_database", {"name": database.file}))
    if path.exists():
        raise InputError(Problem("backup_exists", {"name": path}))
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with database.reading() as connection:
            content = _written(unfinished, path, connection, progress)
        if check(unfinished) != content:
            raise InputError(Problem("backup_damaged"))
        _publish(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return content


def restore(url: str | Path, path: Path, progress: Progress) -> Content:
    """Bring all cases of a backup into a database that has none yet; all of them or nothing.

    ``InputError`` if the file is damaged or newer, or if the database already holds cases.
    """
    content = check(path)
    database = Database(url)
    try:
        with database.writing(alone=True) as connection:
            if connection.execute(select(schema.cases.c.token).limit(1)).first():
                raise InputError(Problem("restore_not_empty", {"name": database.name}))
            done = 0
            for case in read(path):
                done += _add(connection, case)
                progress(done, content.events)
    except IntegrityError as error:
        raise InputError(Problem("backup_damaged")) from error
    return content


def _written(unfinished: Path, path: Path, connection: Connection, progress: Progress) -> Content:
    total = connection.scalar(select(func.count()).select_from(schema.events)) or 0
    try:
        return write(unfinished, _cases(connection, total, progress))
    except OSError as error:
        code = "backup_disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "file_not_writable"
        raise InputError(Problem(code, {"name": path})) from error


def _publish(unfinished: Path, path: Path) -> None:
    """Give the finished file its name, unless somebody else has taken it meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError as error:
        raise InputError(Problem("backup_exists", {"name": path})) from error
    except OSError:  # a file system without links
        unfinished.rename(path)


def _cases(connection: Connection, total: int, progress: Progress) -> Iterator[dict[str, Any]]:
    rows = select(*(column.label(f"case_{column.name}") for column in _CASE), *_EVENT)
    joined = rows.join_from(schema.cases, schema.events).order_by(schema.cases.c.token, schema.events.c.seq)
    found = connection.execution_options(yield_per=_MANY).execute(joined)
    done = 0
    for _, group in groupby(found, key=lambda row: row.case_token):
        events = list(group)
        yield _case(events)
        done += len(events)
        progress(done, total)


def _case(events: list[Row]) -> dict[str, Any]:
    return {
        **{column.name: getattr(events[0], f"case_{column.name}") for column in _CASE},
        "events": [{column.name: getattr(event, column.name) for column in _EVENT} for event in events],
    }


def _add(connection: Connection, case: dict[str, Any]) -> int:
    """Add one case; how many events it has."""
    values = _values(case, _CASE)
    events = [{"token": values["token"], **_values(event, _EVENT)} for event in case["events"]]
    if not events:
        raise InputError(Problem("backup_damaged"))  # every case begins with one
    connection.execute(insert(schema.cases).values(values))
    connection.execute(insert(schema.events), events)
    return len(events)


def _values(data: Any, columns: tuple[Column, ...]) -> dict[str, Any]:
    """What a line says about these columns; ``InputError`` if no database of ours can hold that."""
    if not isinstance(data, dict) or not all(_fits(data.get(column.name), column) for column in columns):
        raise InputError(Problem("backup_damaged"))
    return {column.name: data.get(column.name) for column in columns}


def _fits(value: Any, column: Column) -> bool:
    if value is None:
        return bool(column.nullable)
    if type(value) is not column.type.python_type:
        return False
    if isinstance(value, str):
        return value.isascii() and "\x00" not in value and len(value) <= (column.type.length or len(value))
    return abs(value) < 2**31
