"""Taking answers: many people's in one transaction, each entry once, only what is asked right now, only the latest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import ANECDOTE, Entry, Participant, check_entry
from lcc_diag.store.plain import is_message, is_plain
from lcc_diag.store.schema import participants, raw_answers, raw_messages
from lcc_diag.store.workshop_people import as_participant
from lcc_diag.store.workshop_rows import Kept, hold, kept, touch


@dataclass(frozen=True, slots=True)
class Submission:
    """What one participant's phone has sent at once; ids, as the store has given them."""

    workshop: str
    participant: str
    entries: tuple[Entry, ...]


_KEY = ("workshop", "participant", "round", "item", "challenge")
_Place = tuple[str, int, str, str]
"""Participant, round, item, challenge (empty: none)."""

_KEEP = text(
    "INSERT INTO raw_answers (workshop, participant, round, item, challenge, value)"
    " VALUES (:workshop, :participant, :round, :item, :challenge, :value)"
    " ON CONFLICT (workshop, participant, round, item, challenge) DO UPDATE SET value = excluded.value"
)
_TAKE_BACK = delete(raw_answers).where(*(raw_answers.c[name] == bindparam(f"_{name}") for name in _KEY))
_REMEMBER = insert(raw_messages)
_PRESENT = select(participants).where(
    participants.c.workshop == bindparam("workshop"),
    participants.c.id.in_(bindparam("people", expanding=True)),
    participants.c.gone.is_(False),
)
_TAKEN = select(raw_messages.c.message).where(
    raw_messages.c.workshop == bindparam("workshop"),
    raw_messages.c.participant.in_(bindparam("people", expanding=True)),
    raw_messages.c.message.in_(bindparam("messages", expanding=True)),
)
_AT_ONCE = 5_000
"""Values in one statement; databases take some ten thousand."""


def record(
    connection: Connection, submissions: Sequence[Submission], questionnaires: Questionnaires
) -> list[Problem | None]:
    """For each entry, in order, what is wrong with it; None if it is kept, or was before."""
    ids = {submission.workshop for submission in submissions if is_plain(submission.workshop)}
    hold(connection, ids)
    intakes = {id_: _intake(connection, id_, submissions, questionnaires) for id_ in ids}
    unknown = Problem("workshop_unknown")
    problems = [
        intake.take(submission.participant, entry) if intake else unknown
        for submission in submissions
        for intake in [intakes.get(submission.workshop) if is_plain(submission.workshop) else None]
        for entry in submission.entries
    ]
    for intake in intakes.values():
        if intake:
            intake.write(connection)
    return problems


class _Intake:
    """What one transaction brings to one workshop; lives only inside ``record``."""

    def __init__(
        self, found: Kept, people: dict[str, Participant], known: set[str], questionnaires: Questionnaires
    ) -> None:
        self._kept, self._people, self._questionnaires = found, people, questionnaires
        self._known = known
        self._messages: dict[str, str] = {}  # hash → participant
        self._values: dict[_Place, str | None] = {}

    def take(self, participant: str, entry: Entry) -> Problem | None:
        person = self._people.get(participant) if is_plain(participant) else None
        if person is None:
            return Problem("participant_unknown")
        if not is_message(entry.message):
            return Problem("message_damaged")
        message = _hashed(self._kept, participant, entry.message)
        if message in self._known:
            return None
        problem = check_entry(self._kept.workshop, person.role, entry, self._questionnaires)
        if problem is None:
            self._known.add(message)
            self._messages[message] = participant
            self._values[(participant, self._kept.workshop.round.number, entry.item, entry.challenge or "")] = _json(
                entry
            )
        return problem

    def write(self, connection: Connection) -> None:
        if not self._messages:
            return
        id_ = self._kept.workshop.id
        rows = [{"workshop": id_, **_place(place), "value": value} for place, value in self._values.items()]
        kept_rows = [row for row in rows if row["value"] is not None]
        taken_back = [{f"_{name}": part for name, part in row.items()} for row in rows if row["value"] is None]
        messages = [{"workshop": id_, "participant": who, "message": hash_} for hash_, who in self._messages.items()]
        for statement, values in ((_KEEP, kept_rows), (_TAKE_BACK, taken_back), (_REMEMBER, messages)):
            if values:
                connection.execute(statement, values)
        touch(connection, self._kept.workshop)


def _intake(
    connection: Connection, id_: str, submissions: Sequence[Submission], questionnaires: Questionnaires
) -> _Intake | None:
    try:
        found = kept(connection, id_)
    except InputError:
        return None
    sent = [submission for submission in submissions if submission.workshop == id_ and is_plain(submission.participant)]
    people = {"workshop": id_, "people": list({submission.participant for submission in sent})}
    present = {row.id: as_participant(row) for row in connection.execute(_PRESENT, people)}
    return _Intake(found, present, _known(connection, found, sent), questionnaires)


def _known(connection: Connection, found: Kept, sent: list[Submission]) -> set[str]:
    """Hashes of those messages among the sent ones that were taken before."""
    hashes = [
        (submission.participant, _hashed(found, submission.participant, entry.message))
        for submission in sent
        for entry in submission.entries
        if is_message(entry.message)
    ]
    known: set[str] = set()
    for start in range(0, len(hashes), _AT_ONCE):
        some = hashes[start : start + _AT_ONCE]
        asked = {"people": list({who for who, _ in some}), "messages": [message for _, message in some]}
        known |= set(connection.scalars(_TAKEN, {"workshop": found.workshop.id} | asked))
    return known


def _hashed(found: Kept, participant: str, message: str) -> str:
    return hashlib.sha256(f"{found.secret} {participant} {message}".encode()).hexdigest()[:32]


def _json(entry: Entry) -> str | None:
    """The value as it is kept; None takes it back, as does a text without a word."""
    if entry.value is None or (entry.item == ANECDOTE and not str(entry.value).strip()):
        return None
    return json.dumps(entry.value)


def _place(place: _Place) -> dict[str, str | int]:
    return dict(zip(_KEY[1:], place, strict=True))
