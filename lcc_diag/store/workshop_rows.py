"""Rows of workshops: read, held by whoever changes them, changed together with their version."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, delete, func, insert, select, update

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import Workshop
from lcc_diag.store import notices
from lcc_diag.store.plain import is_plain
from lcc_diag.store.schema import workshop_states, workshops
from lcc_diag.store.workshop_state import StateError, state_text, with_state


@dataclass(frozen=True, slots=True)
class Kept:
    """A workshop as it is kept. ``number``: its public number within the case. ``secret``: makes its secrets."""

    workshop: Workshop
    number: int
    secret: str = field(repr=False)
    seq: int = 0


def _current() -> Select:
    """Workshops with the last of their states."""
    states, any_ = workshop_states.c, workshop_states.alias().c
    last = select(func.max(any_.seq)).where(any_.workshop == workshops.c.id).correlate(workshops).scalar_subquery()
    rows = select(workshops, states.seq, states.state).join_from(workshops, workshop_states, isouter=True)
    return rows.where((states.seq == last) | states.seq.is_(None))


# Made once: this is asked and said with every answer, and making a statement takes longer than SQLite with it.
_CURRENT = _current()
_BY_ID = _CURRENT.where(workshops.c.id == bindparam("by_id"))
_TOUCH = update(workshops).where(workshops.c.id == bindparam("by_id")).values(version=workshops.c.version + 1)


def held(connection: Connection, id_: str) -> Kept:
    """The workshop, for ourselves until the transaction ends: whoever else changes it waits here."""
    hold(connection, [id_])
    return kept(connection, id_)


def hold(connection: Connection, ids: Collection[str]) -> None:
    """Take workshops for ourselves, always in the same order, so that nobody waits for each other."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        plain = [id_ for id_ in ids if is_plain(id_)]
        chosen = select(workshops.c.id).where(workshops.c.id.in_(plain)).order_by(workshops.c.id)
        connection.execute(chosen.with_for_update())


def kept(connection: Connection, id_: str) -> Kept:
    """The workshop with this id; ``InputError`` if there is none."""
    row = connection.execute(_BY_ID, {"by_id": id_}).first() if is_plain(id_) else None
    if row is None:
        raise InputError(Problem("workshop_unknown"))
    return _kept(row)


def where(connection: Connection, condition: ColumnElement[bool]) -> tuple[Kept, ...]:
    """The workshops that meet a condition, oldest first; ``StateError`` if one cannot be read."""
    return tuple(map(_kept, connection.execute(_CURRENT.where(condition).order_by(workshops.c.number)).all()))


def add_state(connection: Connection, before: Kept, after: Workshop, only: bool = False) -> None:
    """Add a state, which counts from now on. ``only``: forget all earlier ones, for what is gone from this one."""
    id_, seq = before.workshop.id, before.seq + 1
    connection.execute(insert(workshop_states).values(workshop=id_, seq=seq, state=state_text(after)))
    if only:
        forget_earlier(connection, id_, seq)


def forget_earlier(connection: Connection, id_: str, seq: int) -> None:
    """Forget all states before this one: they may have what is to be gone."""
    earlier = (workshop_states.c.workshop == id_, workshop_states.c.seq < seq)
    connection.execute(delete(workshop_states).where(*earlier))


def touch(connection: Connection, workshop: Workshop) -> None:
    """Note that something has changed, and tell it."""
    connection.execute(_TOUCH, {"by_id": workshop.id})
    notices.tell(connection, notices.workshop_topic(workshop.token))


def _kept(row: Row) -> Kept:
    if row.state is None:
        raise StateError
    try:
        days = {"opened": datetime.fromisoformat(row.opened), "delete_on": date.fromisoformat(row.delete_on)}
    except ValueError as error:
        raise StateError from error
    links = {"id": row.id, "code": row.code, "wall": row.wall, "token": row.token, "version": row.version}
    return Kept(with_state(row.state, **links, **days), row.number, row.secret, row.seq)
