"""Removing what people have answered: one person's, a whole workshop's, all of a case."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from lcc_diag.store import notices
from lcc_diag.store.schema import participants, raw_answers, raw_messages, workshop_states, workshops

_RAW = (raw_messages, raw_answers)


def remove_answers(connection: Connection, workshop: str, participant: str) -> None:
    """Delete what one participant has answered, and mark that this person has left."""
    for table in _RAW:
        chosen = delete(table).where(table.c.workshop == workshop, table.c.participant == participant)
        connection.execute(chosen)
    chosen = update(participants).where(participants.c.workshop == workshop, participants.c.id == participant)
    connection.execute(chosen.values(gone=True, named=False, own_code=None))


def remove_people(connection: Connection, ids: Collection[str]) -> None:
    """Delete all participants of these workshops and everything they have answered."""
    for table in (*_RAW, participants):
        connection.execute(delete(table).where(table.c.workshop.in_(ids)))


def remove_workshops(connection: Connection, token: str) -> None:
    """Delete all workshops of a case."""
    ids = connection.execute(select(workshops.c.id).where(workshops.c.token == token)).scalars().all()
    if ids:
        remove_people(connection, ids)
        connection.execute(delete(workshop_states).where(workshop_states.c.workshop.in_(ids)))
        connection.execute(delete(workshops).where(workshops.c.token == token))
        notices.tell(connection, notices.workshop_topic(token), notices.DELETED)
