"""Public numbers of workshops within their case: in the case's file they stand where no secret may."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.store.events import CREATED, WORKSHOP_HELD, case_from_events, decode
from lcc_diag.store.plain import is_plain
from lcc_diag.store.schema import cases, events, workshops
from lcc_diag.store.workshop_shape import WORKSHOPS, number_of
from lcc_diag.store.workshop_state import StateError


def free_number(connection: Connection, token: str) -> int:
    """The next number in this case, which is held until the transaction ends; ``InputError`` if there is no case.

    A case that came from a file or a backup may tell of workshops that this database has never had.
    """
    chosen = update(cases).where(cases.c.token == token).values(changed=cases.c.changed)
    if not is_plain(token) or connection.execute(chosen).rowcount == 0:
        raise InputError(Problem("case_unknown"))
    last = connection.scalar(select(func.max(workshops.c.number)).where(workshops.c.token == token))
    return max([last or 0, *_told_of(connection, token)]) + 1


def _told_of(connection: Connection, token: str) -> list[int]:
    kinds = (CREATED, WORKSHOP_HELD)
    rows = connection.execute(select(events).where(events.c.token == token, events.c.kind.in_(kinds))).all()
    try:
        held = case_from_events(decode(row.kind, row.payload) for row in rows).extra.get(WORKSHOPS)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StateError from error
    return [number for number in map(number_of, held) if number] if isinstance(held, list) else []
