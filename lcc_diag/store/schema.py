"""Tables of the store. Nothing in them is ever changed or removed, except a whole case by its owner's wish."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
)

from lcc_diag.model.problem import Problem
from lcc_diag.store.faults import StoreError
from lcc_diag.store.migrations import STEPS

VERSION = len(STEPS) + 1
"""Grows with each change of the tables or of the kinds of events, which is a step in ``migrations``."""

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

cases = Table(
    "cases",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("example", Boolean, nullable=False),
    Column("created", String(32), nullable=False, comment="ISO 8601, UTC"),
    Column("changed", String(32), nullable=False, index=True, comment="ISO 8601, UTC"),
)

events = Table(
    "events",
    metadata,
    Column("token", ForeignKey("cases.token"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="from 1, per case"),
    Column("kind", String(32), nullable=False),
    Column("payload", Text, nullable=False, comment="JSON"),
    Column("at", String(32), nullable=False, comment="ISO 8601, UTC"),
    Column("undoes", Integer, comment="seq of the event that no longer counts"),
    Column("message", String(200), comment="name the sender gave it, so that sending it twice does no harm"),
    UniqueConstraint("token", "undoes"),
    UniqueConstraint("token", "message"),
)


def version(connection: Connection, name: str) -> int | None:
    """The version of the tables; None if there are none yet; ``StoreError`` if they are somebody else's."""
    present = set(inspect(connection).get_table_names())
    if not present:
        return None
    found = connection.scalar(select(schema_version.c.version)) if present >= set(metadata.tables) else None
    if found is None:
        code = "database_damaged" if connection.dialect.name == "sqlite" else "database_foreign"
        raise StoreError(Problem(code, {"name": name}))
    return found


def create(connection: Connection) -> None:
    """Create the tables in an empty database."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(schema_version).values(version=VERSION))
