"""Who is in a workshop: joining, being known again. Nobody's name, address or time is kept, and secrets only hashed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import Role
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import Participant, Workshop
from lcc_diag.store.plain import is_message, is_plain
from lcc_diag.store.schema import participants
from lcc_diag.store.workshop_rows import Kept

MAX_PARTICIPANTS = 500
SHORTEST_MESSAGE = 16
"""Signs of the name a phone gives its joining: whoever guesses it would be taken for that phone."""

_BY_SECRET = select(participants).where(
    participants.c.workshop == bindparam("workshop"), participants.c.secret == bindparam("secret")
)


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined, and the secret by which the phone is known from now on. Only the phone keeps it."""

    participant: Participant
    secret: str = field(repr=False)


def join(connection: Connection, kept: Kept, role: Role, named: bool, own_code: str, message: str | None) -> Joined:
    """Let somebody in, or say again what was said the first time; ``InputError`` says why not."""
    workshop, secret = kept.workshop, _secret(kept.secret, message)
    known = _by_secret(connection, workshop.id, secret)
    if known:
        return Joined(_present(known), secret)
    _check_open(connection, workshop, role)
    code = _own_code(connection, workshop, own_code)
    participant = Participant(secrets.token_urlsafe(8), role, may_be_named(workshop, role, named))
    connection.execute(
        insert(participants).values(
            workshop=workshop.id,
            id=participant.id,
            role=role,
            named=participant.named,
            gone=False,
            secret=_hashed(secret),
            own_code=code,
        )
    )
    return Joined(participant, secret)


def by_secret(connection: Connection, workshop: str, secret: str) -> Participant:
    """Who has this secret; ``InputError`` if nobody has it (any more)."""
    found = _by_secret(connection, workshop, secret) if is_plain(workshop) and is_plain(secret) else None
    return _present(found)


def by_id(connection: Connection, workshop: str, id_: str) -> Participant:
    """The participant with this id; ``InputError`` if there is none (any more)."""
    chosen = select(participants).where(participants.c.workshop == workshop, participants.c.id == id_)
    return _present(connection.execute(chosen).first() if is_plain(workshop) and is_plain(id_) else None)


def set_named(connection: Connection, workshop: str, id_: str, named: bool) -> None:
    """Note whether somebody agrees to be shown as a dot."""
    chosen = update(participants).where(participants.c.workshop == workshop, participants.c.id == id_)
    connection.execute(chosen.values(named=named))


def named_ids(connection: Connection, workshop: str) -> frozenset[str]:
    """Who is here and agrees to be shown as a dot."""
    chosen = select(participants.c.id).where(participants.c.workshop == workshop)
    return frozenset(connection.scalars(chosen.where(participants.c.named.is_(True), participants.c.gone.is_(False))))


def may_be_named(workshop: Workshop, role: Role, named: bool) -> bool:
    """Whether somebody who says ``named`` will be shown: only leaders, and only where it was asked."""
    return named is True and workshop.settings.named_leaders and role in LEADERS


def as_participant(row: Row) -> Participant:
    """A row of ``participants`` (or one that has its columns) as a value."""
    return Participant(row.id, row.role, bool(row.named), bool(row.gone))


# --- inside -------------------------------------------------------------------------------------------------------


def _secret(key: str, message: str | None) -> str:
    """A new secret; made from the message if there is one, so that the same message brings the same secret again."""
    if message is None:
        return secrets.token_urlsafe(32)
    if not is_message(message) or len(message) < SHORTEST_MESSAGE:
        raise InputError(Problem("message_damaged"))
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _by_secret(connection: Connection, workshop: str, secret: str) -> Row | None:
    return connection.execute(_BY_SECRET, {"workshop": workshop, "secret": _hashed(secret)}).first()


def _present(row: Row | None) -> Participant:
    if row is None or row.gone:
        raise InputError(Problem("participant_unknown"))
    return as_participant(row)


def _check_open(connection: Connection, workshop: Workshop, role: Role) -> None:
    if workshop.closed or workshop.deleted:
        raise InputError(Problem("workshop_closed"))
    if workshop.locked:
        raise InputError(Problem("workshop_locked"))
    if role not in workshop.settings.roles:
        raise InputError(Problem("workshop_role_unknown"))
    present = select(func.count()).where(participants.c.workshop == workshop.id, participants.c.gone.is_(False))
    if connection.scalar(present) >= MAX_PARTICIPANTS:
        raise InputError(Problem("workshop_full", {"max": MAX_PARTICIPANTS}))


def _own_code(connection: Connection, workshop: Workshop, typed: str) -> str | None:
    """The hash of somebody's own code, the same in all workshops of a case; None for an empty one."""
    code = "".join(unicodedata.normalize("NFC", typed[:40]).upper().split()) if isinstance(typed, str) else "?"
    if not code:
        return None
    letters, digits = code[:2], code[2:]
    if len(code) != 4 or not letters.isalpha() or not (digits.isascii() and digits.isdigit()):
        raise InputError(Problem("own_code_invalid"))
    hashed = hmac.new(workshop.token.encode(), code.encode(), hashlib.sha256).hexdigest()
    taken = select(participants.c.id).where(participants.c.workshop == workshop.id, participants.c.own_code == hashed)
    if connection.execute(taken).first():
        raise InputError(Problem("own_code_taken"))
    return hashed
