"""``WorkshopStore``: workshops that last, and what their participants answer, kept apart from cases (decision 13).

Whether a round takes answers is decided inside the transaction that stores them. Nobody can read an answer before its
round is sealed. Only the latest value of an answer is kept, without any time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Select, insert, select

from lcc_diag.model.case import Role
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Key, Participant, Settings, Voice, Workshop, checked, first_round
from lcc_diag.store import schema
from lcc_diag.store import workshop_entries as entries
from lcc_diag.store import workshop_people as people
from lcc_diag.store import workshop_reading as reading
from lcc_diag.store import workshop_rows as rows
from lcc_diag.store.codes import WORKSHOP_CODE_LENGTH, new_code, typed_code
from lcc_diag.store.database import Database
from lcc_diag.store.faults import StoreError
from lcc_diag.store.notices import workshop_topic
from lcc_diag.store.plain import is_plain
from lcc_diag.store.workshop_entries import Submission
from lcc_diag.store.workshop_numbers import free_number
from lcc_diag.store.workshop_people import MAX_PARTICIPANTS, Joined
from lcc_diag.store.workshop_reading import Counts
from lcc_diag.store.workshop_removal import remove_answers, remove_people
from lcc_diag.store.workshop_state import StateError, state_text, with_dots_of, without_people

__all__ = ["MAX_PARTICIPANTS", "Counts", "Joined", "Submission", "WorkshopStore", "workshop_topic"]


class WorkshopStore:
    """Workshops in a database, by its URL (``sqlite:///…``) or the path of an SQLite file.

    Every method raises ``StoreError`` if the database cannot be used and ``InputError`` if there is no such workshop.
    Several threads and programs may use one database at the same time; what a method has returned from is on disk.
    ``may_create``: see ``Database``.
    """

    def __init__(self, url: str | Path, busy_seconds: float = 5.0, may_create: bool = True) -> None:
        self._database = Database(url, busy_seconds, may_create=may_create)

    # --- workshops ------------------------------------------------------------------------------------------------

    def open(self, token: str, settings: Settings, today: date) -> Workshop:
        """A new workshop on a case. Raw answers go ``keep_days`` from ``today``, by the days of ``purge``."""
        first = checked(settings)
        with self._writing() as connection:
            number = free_number(connection, token)
            workshop = Workshop(
                id=secrets.token_urlsafe(16),
                code=_free_code(connection),
                wall=secrets.token_urlsafe(16),
                token=token,
                settings=first,
                opened=datetime.now(UTC).replace(microsecond=0),
                delete_on=today + timedelta(days=settings.keep_days),
                rounds=(first_round(settings),),
            )
            _insert(connection, workshop, number)
            rows.touch(connection, workshop)
            return rows.kept(connection, workshop.id).workshop

    def of_case(self, token: str) -> tuple[Workshop, ...]:
        """All workshops of a case, oldest first."""
        with self._reading() as connection:
            found = rows.where(connection, schema.workshops.c.token == token) if is_plain(token) else ()
        return tuple(kept.workshop for kept in found)

    def read(self, id_: str) -> Workshop:
        """The workshop as it is now."""
        with self._reading() as connection:
            return rows.kept(connection, id_).workshop

    def number(self, id_: str) -> int:
        """Its public number within the case, by which the case names it (``events.WorkshopHeld``)."""
        with self._reading() as connection:
            return rows.kept(connection, id_).number

    def at_wall(self, wall: str) -> Workshop:
        """The workshop whose wall has this secret."""
        with self._reading() as connection:
            found = rows.where(connection, schema.workshops.c.wall == wall) if is_plain(wall) else ()
        if not found:
            raise InputError(Problem("workshop_unknown"))
        return found[0].workshop

    def find(self, code: str) -> Workshop:
        """The workshop with this code, however it was typed, unless it is over."""
        typed = typed_code(code, WORKSHOP_CODE_LENGTH)
        with self._reading() as connection:
            found = rows.where(connection, schema.workshops.c.code == typed) if typed else ()
        if not found or found[0].workshop.closed:
            raise InputError(Problem("workshop_code_unknown"))
        return found[0].workshop

    def change(self, id_: str, act: Callable[[Workshop], Workshop]) -> Workshop:
        """What ``act`` makes of the workshop as it is now, stored; nobody else changes it meanwhile.

        If nothing is changed, nothing is written. What ``act`` raises is passed on, and nothing has happened. Whatever
        was computed before: dots of people who have left or agree no more are not stored, and a text that was
        withdrawn meanwhile cannot be shown (``InputError``).
        """
        with self._writing() as connection:
            before = rows.held(connection, id_)
            after = act(before.workshop)
            reading.check_texts(connection, before, after)
            return _stored(connection, before, _agreed(connection, after))

    # --- people ---------------------------------------------------------------------------------------------------

    def join(self, id_: str, role: Role, named: bool = False, own_code: str = "", message: str | None = None) -> Joined:
        """Let somebody in.

        ``message``: the phone's own random name for this joining, at least 16 signs; sent again, it brings the same
        participant and secret. ``own_code``: two letters and two digits, the same in later workshops.
        """
        with self._writing() as connection:
            kept = rows.held(connection, id_)
            joined = people.join(connection, kept, role, named, own_code, message)
            rows.touch(connection, kept.workshop)
            return joined

    def participant(self, id_: str, secret: str) -> Participant:
        """Who has this secret; ``InputError`` if nobody has, or has left."""
        with self._reading() as connection:
            return people.by_secret(connection, id_, secret)

    def set_named(self, id_: str, participant_id: str, named: bool) -> None:
        """Whether a leader agrees to be shown as a dot. Who does not any more disappears from shown results."""
        with self._writing() as connection:
            kept = rows.held(connection, id_)
            person = people.by_id(connection, id_, participant_id)
            shown = people.may_be_named(kept.workshop, person.role, named)
            people.set_named(connection, id_, participant_id, shown)
            _stored(connection, kept, _agreed(connection, kept.workshop), only=True)
            rows.touch(connection, kept.workshop)

    def leave(self, id_: str, participant_id: str) -> None:
        """Delete at once what somebody has answered, their dots and released texts; nobody can go on as this person."""
        with self._writing() as connection:
            kept = rows.held(connection, id_)
            people.by_id(connection, id_, participant_id)
            texts = reading.text_ids(connection, kept, participant_id)
            remove_answers(connection, id_, participant_id)
            shown = tuple(text for text in kept.workshop.texts if text["id"] not in texts)
            _stored(connection, kept, _agreed(connection, replace(kept.workshop, texts=shown)), only=True)
            rows.touch(connection, kept.workshop)
        self._database.forget()

    # --- answers --------------------------------------------------------------------------------------------------

    def record(self, submissions: Sequence[Submission], questionnaires: Questionnaires) -> list[Problem | None]:
        """Take answers of many people in one transaction; on disk when this returns.

        For each entry, in order: None if it is kept, or was before (the same message), else what is wrong with it.
        An entry that is refused changes nothing about the others. ``StoreError``: none of them is kept.
        """
        with self._writing() as connection:
            return entries.record(connection, submissions, questionnaires)

    def own(self, id_: str, participant_id: str, round_: int) -> dict[Key, str | int]:
        """What one participant has answered in a round."""
        with self._reading() as connection:
            return reading.own(connection, id_, participant_id, round_)

    def counts(self, id_: str, questionnaires: Questionnaires) -> Counts:
        """How many people are there and have finished what is asked now."""
        with self._reading() as connection:
            return reading.counts(connection, rows.kept(connection, id_).workshop, questionnaires)

    def voices(self, id_: str, round_: int) -> tuple[Voice, ...]:
        """What everybody who answered in a sealed round has answered, without texts. Only for ``cohort.release``."""
        with self._reading() as connection:
            return reading.voices(connection, rows.kept(connection, id_).workshop, round_)

    def texts(self, id_: str, round_: int) -> tuple[dict[str, str], ...]:
        """What was written in a sealed round: ``id``, ``challenge``, ``text``; only about challenges on which at least
        the smallest group wrote something. In random order, the same at each call."""
        with self._reading() as connection:
            return reading.texts(connection, rows.kept(connection, id_), round_)

    # --- deleting -------------------------------------------------------------------------------------------------

    def delete_raw(self, id_: str) -> Workshop:
        """Delete all participants, their answers and their dots for good, from SQLite's files too; this closes it."""
        with self._writing() as connection:
            after = _without_people(connection, rows.held(connection, id_))
        self._database.forget()
        return after

    def purge(self, today: date) -> int:
        """Do so to all workshops whose day has come; how many those were. What could not be taken out of SQLite's files
        when it was deleted, because somebody was reading for long, goes now."""
        due = schema.workshops.c.delete_on <= today.isoformat()
        ids = select(schema.workshops.c.id).where(due).order_by(schema.workshops.c.id)
        with self._reading() as connection:
            is_due = connection.execute(ids).first() is not None
        deleted = self._purge(ids) if is_due else 0  # usually nothing is, and nobody who writes has to wait
        self._database.forget()
        return deleted

    def _purge(self, ids: Select) -> int:
        with self._writing() as connection:
            held = [rows.held(connection, id_) for id_ in connection.scalars(ids).all()]
            found = [kept for kept in held if not kept.workshop.deleted]
            for kept in found:
                _without_people(connection, kept)
        return len(found)

    # --- inside ---------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._readable(), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._readable(), self._database.writing() as connection:
            yield connection

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What was stored was storable; if it is not any more, the database is damaged."""
        try:
            yield
        except StateError as error:
            raise StoreError(Problem("database_damaged", {"name": self._database.name})) from error


def _insert(connection: Connection, workshop: Workshop, number: int) -> None:
    columns = {name: getattr(workshop, name) for name in ("id", "token", "code", "wall", "version")}
    columns |= {"opened": workshop.opened.isoformat(), "delete_on": workshop.delete_on.isoformat()}
    columns |= {"number": number, "secret": secrets.token_urlsafe(32)}
    connection.execute(insert(schema.workshops).values(columns))
    state = {"workshop": workshop.id, "seq": 1, "state": state_text(workshop)}
    connection.execute(insert(schema.workshop_states).values(state))


def _stored(connection: Connection, before: rows.Kept, after: Workshop, only: bool = False) -> Workshop:
    """The workshop as it is once ``after`` is stored. ``only``: no earlier state is left."""
    if state_text(after) == state_text(before.workshop):
        if only:
            rows.forget_earlier(connection, before.workshop.id, before.seq)
        return before.workshop
    rows.add_state(connection, before, after, only)
    rows.touch(connection, before.workshop)
    return rows.kept(connection, before.workshop.id).workshop


def _agreed(connection: Connection, workshop: Workshop) -> Workshop:
    return with_dots_of(workshop, people.named_ids(connection, workshop.id))


def _without_people(connection: Connection, kept: rows.Kept) -> Workshop:
    remove_people(connection, [kept.workshop.id])
    return _stored(connection, kept, without_people(kept.workshop), only=True)


def _free_code(connection: Connection) -> str:
    """A code that no workshop has or ever had."""
    while True:
        code = new_code(WORKSHOP_CODE_LENGTH)
        if connection.execute(select(schema.workshops.c.id).where(schema.workshops.c.code == code)).first() is None:
            return code
