"""Reading what people have answered: counts at any time, answers and texts only after their round was sealed."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, func, select

from lcc_diag.model.case import Role
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import ANECDOTE, ASKING, PREDICTION, Key, Phase, Voice, Workshop, asked
from lcc_diag.store.schema import participants, raw_answers
from lcc_diag.store.workshop_people import as_participant
from lcc_diag.store.workshop_rows import Kept
from lcc_diag.store.workshop_state import StateError

_OWN = select(raw_answers).where(
    *(raw_answers.c[name] == bindparam(name) for name in ("workshop", "participant", "round"))
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Who is there, in numbers. People who left do not count.

    ``finished``: who has answered everything asked in the current phase (``write``: wrote something), or is asked
    nothing in it; 0 in phases that ask nobody. ``asked``: who is asked anything in it. ``answered``: while leaders
    predict, who has finished answering; else ``None``.
    """

    joined: int
    by_role: Mapping[Role, int]
    finished: int
    asked: int = 0
    answered: int | None = None


def counts(connection: Connection, workshop: Workshop, questionnaires: Questionnaires) -> Counts:
    """How many people are there and have finished, now."""
    needed = {role: _needed(workshop, role, questionnaires) for role in workshop.settings.roles}
    given = (
        select(raw_answers.c.participant, func.count().label("number"))
        .where(
            raw_answers.c.workshop == workshop.id,
            raw_answers.c.round == workshop.round.number,
            _asked_in(workshop.phase),
        )
        .group_by(raw_answers.c.participant)
        .subquery()
    )
    enough = func.coalesce(given.c.number, 0) >= case(needed, value=participants.c.role, else_=0)
    chosen = (
        select(participants.c.role, func.count(), func.sum(case((enough, 1), else_=0)))
        .join_from(participants, given, participants.c.id == given.c.participant, isouter=True)
        .where(participants.c.workshop == workshop.id, participants.c.gone.is_(False))
        .group_by(participants.c.role)
    )
    found = {role: (joined, int(finished)) for role, joined, finished in connection.execute(chosen).all()}
    asking = workshop.phase in ASKING
    return Counts(
        joined=sum(joined for joined, _ in found.values()),
        by_role={role: found.get(role, (0, 0))[0] for role in workshop.settings.roles},
        finished=sum(finished for _, finished in found.values()) if asking else 0,
        asked=sum(joined for role, (joined, _) in found.items() if needed.get(role)),
        answered=_answered(connection, workshop, questionnaires),
    )


def _answered(connection: Connection, workshop: Workshop, questionnaires: Questionnaires) -> int | None:
    if workshop.phase != "predict":
        return None
    return counts(connection, replace(workshop, phase="answer"), questionnaires).finished


def own(connection: Connection, workshop: str, participant: str, round_: int) -> dict[Key, str | int]:
    """What one participant has answered."""
    found = connection.execute(_OWN, {"workshop": workshop, "participant": participant, "round": round_})
    return {_key(row): _value(row) for row in found}


def voices(connection: Connection, workshop: Workshop, round_: int) -> tuple[Voice, ...]:
    """What everybody has answered, apart from free texts, in no meaningful order."""
    _check_sealed(workshop, round_)
    people: dict[str, tuple[Row, dict[Key, str | int]]] = {}
    for row in _rows(connection, workshop, round_, raw_answers.c.item != ANECDOTE):
        people.setdefault(row.id, (row, {}))[1][_key(row)] = _value(row)
    found = [Voice(as_participant(row), answers) for row, answers in people.values()]
    random.SystemRandom().shuffle(found)
    return tuple(found)


def texts(connection: Connection, kept: Kept, round_: int) -> tuple[dict[str, str], ...]:
    """What people wrote about challenges that at least the smallest group wrote about; neither who nor when."""
    _check_sealed(kept.workshop, round_)
    rows = _rows(connection, kept.workshop, round_, raw_answers.c.item == ANECDOTE)
    about = Counter(row.challenge for row in rows)
    found = [
        {"id": text_id(kept, row), "challenge": row.challenge, "text": str(_value(row))}
        for row in rows
        if about[row.challenge] >= kept.workshop.settings.min_group
    ]
    return tuple(sorted(found, key=lambda text: text["id"]))  # ids are random: so is their order, but always the same


def check_texts(connection: Connection, before: Kept, after: Workshop) -> None:
    """``InputError`` if a text is to be shown that may not be, or is not there any more."""
    new = {text["id"] for text in after.texts} - {text["id"] for text in before.workshop.texts}
    if new:
        sealed = [one.number for one in before.workshop.rounds if one.sealed]
        there = {text["id"] for number in sealed for text in texts(connection, before, number)}
        if not new <= there:
            raise InputError(Problem("workshop_text_gone"))


def text_ids(connection: Connection, kept: Kept, participant: str) -> frozenset[str]:
    """What this participant's texts are called where they are shown."""
    mine = and_(raw_answers.c.workshop == kept.workshop.id, raw_answers.c.participant == participant)
    rows = connection.execute(select(raw_answers).where(mine, raw_answers.c.item == ANECDOTE)).all()
    return frozenset(text_id(kept, row) for row in rows)


def text_id(kept: Kept, row: Row) -> str:
    """The name of a text: always the same, and it says nothing about who wrote it."""
    place = f"{row.participant} {row.round} {row.challenge}"
    return hmac.new(kept.secret.encode(), place.encode(), hashlib.sha256).hexdigest()[:16]


# --- inside -------------------------------------------------------------------------------------------------------


def _needed(workshop: Workshop, role: Role, questionnaires: Questionnaires) -> int:
    """How many answers somebody of this role has finished with; one text is enough."""
    number = len(asked(workshop, workshop.phase, role, questionnaires))
    return min(number, 1) if workshop.phase == "write" else number


def _asked_in(phase: Phase) -> ColumnElement[bool]:
    item = raw_answers.c.item
    prediction = item.startswith(PREDICTION, autoescape=True)
    if phase == "write":
        return item == ANECDOTE
    return prediction if phase == "predict" else and_(item != ANECDOTE, ~prediction)


def _check_sealed(workshop: Workshop, round_: int) -> None:
    if not any(one.number == round_ and one.sealed for one in workshop.rounds):
        raise InputError(Problem("workshop_not_sealed"))


def _rows(
    connection: Connection, workshop: Workshop, round_: int, condition: ColumnElement[bool]
) -> Iterable[Row[Any]]:
    who = and_(participants.c.workshop == raw_answers.c.workshop, participants.c.id == raw_answers.c.participant)
    columns = (participants.c.id, participants.c.role, participants.c.named, participants.c.gone, raw_answers)
    chosen = select(*columns).join_from(raw_answers, participants, who)
    here = and_(raw_answers.c.workshop == workshop.id, raw_answers.c.round == round_)
    return connection.execute(chosen.where(here, participants.c.gone.is_(False), condition)).all()


def _key(row: Row) -> Key:
    return row.item, row.challenge or None


def _value(row: Row) -> str | int:
    try:
        return json.loads(row.value)
    except ValueError as error:
        raise StateError from error
