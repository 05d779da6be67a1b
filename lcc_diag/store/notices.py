"""What the database itself tells other programs about changes: PostgreSQL's NOTIFY, sent when a change is committed.

A notice names the case by a hash: everybody with an account in the database can listen, and a token opens a case.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

CHANNEL = "lcc_diag_cases"
DELETED = "-deleted"
"""How a notice ends that tells of a deleted case."""


def topic(token: str) -> str:
    """The name of a case in notices; the token cannot be found from it."""
    return hashlib.sha256(f"{CHANNEL} {token}".encode()).hexdigest()[:40]


def tell(connection: Connection, token: str, deleted: bool = False) -> None:
    """Tell everybody that this transaction changes or deletes the case. SQLite cannot tell: there one asks."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, topic(token) + (DELETED if deleted else ""))))
