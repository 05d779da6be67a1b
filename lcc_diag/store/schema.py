"""Tables of the store. What happens to a case is only ever added; a case goes as a whole, by its owner's wish.

What participants of workshops answer is kept otherwise (decision 13): only the latest value, without times, deletable.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
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

# --- workshops --------------------------------------------------------------------------------------------------

workshops = Table(
    "workshops",
    metadata,
    Column("id", String(64), primary_key=True, comment="the secret of its link"),
    Column("token", ForeignKey("cases.token"), nullable=False),
    Column("number", Integer, nullable=False, comment="its public number within the case, never used twice"),
    Column("code", String(16), nullable=False, unique=True, comment="typed instead of the link"),
    Column("wall", String(64), nullable=False, unique=True, comment="the secret of the view for the beamer"),
    Column("secret", String(64), nullable=False, comment="what secrets of participants are made with"),
    Column("opened", String(32), nullable=False, comment="ISO 8601, UTC"),
    Column("delete_on", String(10), nullable=False, comment="ISO 8601: the day on which raw answers are deleted"),
    Column("version", Integer, nullable=False, comment="grows with each change of any kind"),
    UniqueConstraint("token", "number"),
)

workshop_states = Table(
    "workshop_states",
    metadata,
    Column("workshop", ForeignKey("workshops.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="from 1, per workshop; the last one counts"),
    Column("state", Text, nullable=False, comment="JSON"),
)

# Tables about people have no hidden row numbers in SQLite: those would tell who joined and answered when.

participants = Table(
    "participants",
    metadata,
    Column("workshop", ForeignKey("workshops.id"), primary_key=True),
    Column("id", String(16), primary_key=True, comment="random"),
    Column("role", String(16), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False, comment="has left; own answers are deleted"),
    Column("secret", String(64), nullable=False, comment="SHA-256"),
    Column("own_code", String(64), comment="HMAC-SHA256 with the token of the case"),
    UniqueConstraint("workshop", "secret"),
    UniqueConstraint("workshop", "own_code"),
    sqlite_with_rowid=False,
)

_OF_PARTICIPANT = ["participants.workshop", "participants.id"]

raw_answers = Table(
    "raw_answers",
    metadata,
    Column("workshop", String(64), primary_key=True),
    Column("participant", String(16), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("item", String(80), primary_key=True),
    Column("challenge", String(80), primary_key=True, comment="empty: about none"),
    Column("value", Text, nullable=False, comment="JSON; only the latest"),
    ForeignKeyConstraint(["workshop", "participant"], _OF_PARTICIPANT),
    sqlite_with_rowid=False,
)

raw_messages = Table(
    "raw_messages",
    metadata,
    Column("workshop", String(64), primary_key=True),
    Column("participant", String(16), primary_key=True),
    Column(
        "message", String(32), primary_key=True, comment="hash of what the phone called it: sent again, it is known"
    ),
    ForeignKeyConstraint(["workshop", "participant"], _OF_PARTICIPANT),
    sqlite_with_rowid=False,
)

_FIRST = frozenset({schema_version.name, cases.name, events.name})
"""Tables of version 1, which every version has."""


def version(connection: Connection, name: str) -> int | None:
    """The version of the tables; None if there are none yet; ``StoreError`` if they are somebody else's."""
    present = set(inspect(connection).get_table_names())
    if not present:
        return None
    found = connection.scalar(select(schema_version.c.version)) if present >= _FIRST else None
    if found is None:
        code = "database_damaged" if connection.dialect.name == "sqlite" else "database_foreign"
        raise StoreError(Problem(code, {"name": name}))
    return found


def create(connection: Connection) -> None:
    """Create the tables in an empty database."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(schema_version).values(version=VERSION))
