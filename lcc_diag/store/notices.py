"""What the database itself tells other programs about changes: PostgreSQL's NOTIFY, sent when a change is committed.

A notice names the case by a hash: everybody with an account in the database can listen, and a token opens a case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, func, select

CHANNEL = "lcc_diag_cases"
CHANGED, DELETED = "changed", "deleted"

OF_WORKSHOPS = ":workshop"
"""Set behind a case's token; a token has no colon."""

Tell = Callable[[str, str], None]
"""Takes the topic of a case and what happened to it."""


def topic(token: str) -> str:
    """The name of a case in notices; the token cannot be found from it."""
    return hashlib.sha256(f"{CHANNEL} {token}".encode()).hexdigest()[:40]


def workshop_topic(token: str) -> str:
    """What to subscribe to for news of a case's workshops: states, joins, answers, withdrawals."""
    return f"{token}{OF_WORKSHOPS}"


def tell(connection: Connection, token: str, what: str = CHANGED) -> None:
    """Tell everybody what this transaction does to the case. SQLite cannot tell: there one asks."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, f"{topic(token)} {what}")))


def hear(notice: str) -> tuple[str, str]:
    """Topic and what happened, from a notice."""
    about, _, what = notice.partition(" ")
    return about, what
