"""``CaseStore``: cases that last. Every change is an added event, acknowledged only when it is on disk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from lcc_diag.model.case import FIRST_RESPONDENT, MAX_CHALLENGES, Case
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.store import notices, schema
from lcc_diag.store.codes import new_code, new_token, shown_code, typed_code
from lcc_diag.store.database import Database
from lcc_diag.store.events import (
    CHALLENGE_ADDED,
    CREATED,
    WORKSHOP_HELD,
    Answered,
    ChallengeAdded,
    Created,
    Event,
    case_from_events,
    decode,
    encode,
    is_storable,
)
from lcc_diag.store.faults import StoreError
from lcc_diag.store.plain import is_message, is_plain
from lcc_diag.store.workshop_removal import remove_workshops

UNDONE = "undone"
_LASTING = (CREATED, WORKSHOP_HELD)
"""Kinds of events that are never taken back."""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """The ways to a case: ``token`` for the link (whoever has it has the case), ``code`` to type, ``K7MF-3XQD``."""

    token: str = field(repr=False)
    code: str
    example: bool = False


class CaseStore:
    """Cases in a database, by its URL (``sqlite:///…``) or the path of an SQLite file.

    Every method raises ``StoreError`` if the database cannot be used and ``InputError`` if there is no such case.
    Several threads and programs may use one database at the same time. ``may_create``: see ``Database``.
    """

    def __init__(self, url: str | Path, busy_seconds: float = 5.0, may_create: bool = True) -> None:
        self._database = Database(url, busy_seconds, may_create=may_create)

    @property
    def is_known(self) -> bool:
        """Whether this store has seen its database: it does not make it anew from then on."""
        return self._database.is_known

    def check(self) -> None:
        """Open the database, creating it if there is none; ``StoreError`` says why if that is not possible."""
        self._database.check()

    def create(
        self, language: str = "de", organisation: str = "", example: bool = False, case: Case | None = None
    ) -> CaseLink:
        """A new case: an empty one with one managing director, or ``case`` as it is (an example, a case file)."""
        if case is None:
            case = Case(organisation, language, respondents=(FIRST_RESPONDENT,), example=example)
        link = CaseLink(new_token(), "", case.example or example)
        now = _now()
        with self._database.writing() as connection:
            code = _free_code(connection)
            connection.execute(
                insert(schema.cases).values(token=link.token, code=code, example=link.example, created=now, changed=now)
            )
            _add(connection, link.token, *encode(Created(replace(case, example=link.example))), at=now)
        return replace(link, code=shown_code(code))

    def find(self, code: str) -> CaseLink:
        """The case with this code, however it was typed."""
        typed = typed_code(code)
        link = self._link(select(schema.cases).where(schema.cases.c.code == typed)) if typed else None
        if not link:
            raise InputError(Problem("code_unknown"))
        return link

    def link(self, token: str) -> CaseLink:
        """The case with this token."""
        link = self._link(select(schema.cases).where(schema.cases.c.token == token)) if is_plain(token) else None
        if not link:
            raise InputError(Problem("case_unknown"))
        return link

    def latest(self) -> CaseLink | None:
        """The case changed last that is no example; None if there is none."""
        own = select(schema.cases).where(schema.cases.c.example.is_(False))
        return self._link(own.order_by(schema.cases.c.changed.desc(), schema.cases.c.token).limit(1))

    def read(self, token: str) -> Case:
        """The case as it is now."""
        _check_token(token)
        with self._database.reading() as connection:
            rows = connection.execute(_counting(token).order_by(schema.events.c.seq)).all()
        if not rows:
            raise InputError(Problem("case_unknown"))
        return self._case(rows)

    def record(self, token: str, event: Event, message: str | None = None) -> int:
        """Add an event and return its number once it is on disk.

        ``message``: the sender's own name for it, unique in the case; sent again, it is not added again. A challenge
        without id gets the next free one; a seventh challenge, an id in use or an event whose values have the wrong
        types is refused (``InputError``).
        """
        now = _now()
        if not is_storable(event) or not _is_name(message):
            raise InputError(Problem("message_damaged"))
        with self._database.writing() as connection:
            _touch(connection, token, now)
            known = _sent_before(connection, token, message)
            if known:
                return known.seq
            if isinstance(event, ChallengeAdded):
                event = self._placed(connection, token, event)
            return _add(connection, token, *encode(_dated(event, now)), at=now, message=message)

    def undo(self, token: str, message: str | None = None, own: Collection[int] | None = None) -> Event | None:
        """Take back the last event that still counts and return it; None if nothing is left to take back.

        Called again it goes further back, but never behind the case as it began; what a workshop has released stays.
        ``own``: numbers of the events that whoever asks has recorded; if the last one is somebody else's, nothing is
        taken back.
        """
        now = _now()
        if not _is_name(message):
            raise InputError(Problem("message_damaged"))
        with self._database.writing() as connection:
            _touch(connection, token, now)
            known = _sent_before(connection, token, message)
            if known:
                row = _one(connection, token, schema.events.c.seq == known.undoes)
            else:
                last = (
                    _counting(token).where(schema.events.c.kind.not_in(_LASTING)).order_by(schema.events.c.seq.desc())
                )
                row = connection.execute(last.limit(1)).first()
                if row and own is not None and row.seq not in own:
                    row = None
            if row and not known:
                _add(connection, token, UNDONE, "{}", at=now, undoes=row.seq, message=message)
        return self._event(row) if row else None

    def delete(self, token: str) -> None:
        """Remove the case and everything entered in it, its workshops too, for good, from SQLite's files too.

        PostgreSQL's files, its log of changes and copies of it lose what was deleted when its administrator lets them.
        """
        with self._database.writing() as connection:
            _touch(connection, token, _now())
            remove_workshops(connection, token)
            connection.execute(delete(schema.events).where(schema.events.c.token == token))
            connection.execute(delete(schema.cases).where(schema.cases.c.token == token))
            notices.tell(connection, token, notices.DELETED)
        self._database.forget()

    def _link(self, query: Select) -> CaseLink | None:
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return CaseLink(row.token, shown_code(row.code), row.example) if row else None

    def _case(self, rows: Sequence[Row]) -> Case:
        with self._readable():
            return case_from_events(decode(row.kind, row.payload) for row in rows)

    def _event(self, row: Row) -> Event:
        with self._readable():
            return decode(row.kind, row.payload)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What was stored was storable; if it is not any more, the database is damaged."""
        try:
            yield
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise StoreError(Problem("database_damaged", {"name": self._database.name})) from error

    def _placed(self, connection: Connection, token: str, event: ChallengeAdded) -> ChallengeAdded:
        """The challenge with an id. Decided inside the transaction: two may add one at the same time."""
        rows = connection.execute(_counting(token).order_by(schema.events.c.seq)).all()
        if len(self._case(rows).challenges) >= MAX_CHALLENGES:
            raise InputError(Problem("challenges_full", {"max": MAX_CHALLENGES}))
        used = self._used_ids(connection, token)
        if event.challenge.id in used:
            raise InputError(Problem("challenge_id_used", {"id": event.challenge.id}))
        return event if event.challenge.id else ChallengeAdded(replace(event.challenge, id=_next_id(used)))

    def _used_ids(self, connection: Connection, token: str) -> set[str]:
        """Ids of all challenges there ever were: a late answer about a removed one must not meet a new one."""
        kinds = (CREATED, CHALLENGE_ADDED)
        query = select(schema.events).where(schema.events.c.token == token, schema.events.c.kind.in_(kinds))
        found = [self._event(row) for row in connection.execute(query).all()]
        return {
            challenge.id
            for event in found
            for challenge in (event.case.challenges if isinstance(event, Created) else (event.challenge,))
        }


def _is_name(message: str | None) -> bool:
    return message is None or is_message(message)


def _check_token(token: str) -> None:
    if not is_plain(token):
        raise InputError(Problem("case_unknown"))


def _now() -> str:
    """The moment, UTC, always written with the same number of signs, so that text order is time order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _free_code(connection: Connection) -> str:
    while True:
        code = new_code()
        if connection.execute(select(schema.cases).where(schema.cases.c.code == code)).first() is None:
            return code


def _touch(connection: Connection, token: str, now: str) -> None:
    """Note the change and, first of all, take the case for ourselves: whoever else writes to it waits here."""
    _check_token(token)
    if connection.execute(update(schema.cases).where(schema.cases.c.token == token).values(changed=now)).rowcount == 0:
        raise InputError(Problem("case_unknown"))


def _counting(token: str) -> Select:
    """Events of a case that still count: neither undone nor an undoing."""
    undone = select(schema.events.c.undoes).where(schema.events.c.token == token, schema.events.c.undoes.is_not(None))
    return select(schema.events).where(
        schema.events.c.token == token, schema.events.c.kind != UNDONE, schema.events.c.seq.not_in(undone)
    )


def _one(connection: Connection, token: str, condition: ColumnElement[bool]) -> Row | None:
    return connection.execute(select(schema.events).where(schema.events.c.token == token, condition)).first()


def _sent_before(connection: Connection, token: str, message: str | None) -> Row | None:
    return None if message is None else _one(connection, token, schema.events.c.message == message)


def _add(connection: Connection, token: str, kind: str, payload: str, at: str, **more: int | str | None) -> int:
    last = connection.scalar(select(func.max(schema.events.c.seq)).where(schema.events.c.token == token))
    seq = (last or 0) + 1
    connection.execute(insert(schema.events).values(token=token, seq=seq, kind=kind, payload=payload, at=at, **more))
    notices.tell(connection, token)
    return seq


def _dated(event: Event, now: str) -> Event:
    """An answer gets the time of its recording, unless it brings its own."""
    if isinstance(event, Answered) and event.answer.at is None:
        return Answered(replace(event.answer, at=datetime.fromisoformat(now)))
    return event


def _next_id(used: set[str]) -> str:
    numbers = [int(match[1]) for match in (re.fullmatch(r"c(\d{1,6})", id_) for id_ in used) if match]
    return f"c{max(numbers, default=0) + 1}"
