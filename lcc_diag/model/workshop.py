"""A workshop: many people answer on their phones, alone, and see the result together.

A ``Workshop`` is a plain value; the functions below return the next one. What participants answer is not part of it:
raw answers are kept apart (``lcc_diag.store.workshops``) and leave the room only as a release (``lcc_diag.cohort``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import DONT_KNOW, ROLES, Answer, Role
from lcc_diag.model.group_sizes import MIN_GROUP
from lcc_diag.model.items import check_answer
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires

Phase = Literal["join", "write", "answer", "predict", "reveal", "talk", "decide", "close"]
Parts = Literal["diagnosis", "cynefin", "pulse"]
Key = tuple[str, str | None]
"""An item and the challenge it is about."""

PHASES: Mapping[Parts, tuple[Phase, ...]] = {
    "diagnosis": ("join", "write", "answer", "predict", "reveal", "talk", "decide", "close"),
    "cynefin": ("join", "write", "answer", "reveal", "talk", "decide", "close"),
    "pulse": ("join", "answer", "predict", "reveal", "talk", "decide", "close"),
}
"""What a workshop of each kind goes through, in this order."""

ASKING: tuple[Phase, ...] = ("write", "answer", "predict")
"""Phases in which phones ask something."""

PREDICTION = "prediction."
ANECDOTE = "cynefin.anecdote"
MAX_ANECDOTE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """What the facilitator chose before the first person joined.

    ``challenges``: ids of the case's challenges that the first round rates (none in a pulse). ``roles``: what people
    may join as. ``named_leaders``: leaders and managing directors are asked whether they may be shown by name of
    their role. ``budget``: minutes. ``keep_days``: raw answers are deleted so many days after the opening.
    ``purpose`` and ``responsible``: for the privacy sheet, in the facilitator's own words.
    """

    parts: Parts = "diagnosis"
    challenges: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ROLES
    min_group: int = MIN_GROUP
    named_leaders: bool = False
    budget: int = 90
    keep_days: int = 14
    language: str = "de"
    purpose: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One asking of questions, sealed for good at its reveal. ``attitudes``: whether they are asked too.

    ``released``: what the room may see, as ``lcc_diag.cohort`` made it, frozen; ``None`` before. ``members``: whose
    answers that came from, by topic; never shown, it protects later rounds from being compared with this one.
    """

    number: int
    challenges: tuple[str, ...]
    attitudes: bool
    sealed: bool = False
    released: Mapping[str, Any] | None = None
    members: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timer:
    """Seconds for the phase: ``ends`` while it runs (UTC), else ``left`` when it was stopped."""

    ends: datetime | None = None
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Workshop:
    """The state of a workshop. ``id`` is the secret in its QR code, ``code`` what is typed instead, ``wall`` the secret
    of the read-only view for the beamer, ``token`` its case. ``locked``: nobody can join any more. ``texts``: what
    participants wrote and the facilitator has released: ``{"id", "challenge", "text"}``. ``taken_over``: marks of what
    of the case's plan was entered or confirmed here, which is all that the room may see of it
    (``lcc_diag.view.workshop.agreed``). ``deleted``: raw answers are gone. ``version`` grows with every change of state
    and every answer.
    """

    id: str
    code: str
    wall: str
    token: str
    settings: Settings
    opened: datetime
    delete_on: date
    phase: Phase = "join"
    rounds: tuple[Round, ...] = ()
    timer: Timer | None = None
    locked: bool = False
    texts: tuple[Mapping[str, str], ...] = ()
    taken_over: tuple[str, ...] = ()
    deleted: bool = False
    version: int = 0

    @property
    def round(self) -> Round:
        """The round that is being asked, revealed or talked about."""
        return self.rounds[-1]

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.phase == "close"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of one participant; ``value`` ``None`` takes it back. ``message``: the sender's own name for it."""

    round: int
    item: str
    challenge: str | None
    value: str | int | None
    message: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the room. ``named``: a leader who agreed to be shown as a dot. ``left``: own answers are deleted."""

    id: str
    role: Role
    named: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What one participant said in one round: what ``lcc_diag.cohort`` works with, and nobody else gets."""

    participant: Participant
    answers: Mapping[Key, str | int]


# --- what happens ---------------------------------------------------------------------------------------------------


def checked(settings: Settings) -> Settings:
    """The settings, or ``InputError`` with everything that is wrong with them."""
    problems = []
    if settings.parts not in PHASES:
        problems.append(Problem("workshop_parts_unknown"))
    if settings.min_group < MIN_GROUP:
        problems.append(Problem("workshop_group_too_small", {"min": MIN_GROUP}))
    if not settings.roles or not set(settings.roles) <= set(ROLES):
        problems.append(Problem("workshop_no_roles"))
    if settings.parts != "pulse" and not settings.challenges:
        problems.append(Problem("workshop_no_challenge"))
    if settings.parts == "cynefin" and len(settings.challenges) > 1:
        problems.append(Problem("workshop_one_challenge"))
    if problems:
        raise InputError(*problems)
    return settings


def first_round(settings: Settings) -> Round:
    """The round a workshop begins with."""
    challenges = () if settings.parts == "pulse" else settings.challenges
    return Round(1, challenges, attitudes=settings.parts != "cynefin")


def phases_of(workshop: Workshop) -> tuple[Phase, ...]:
    """The phases of the current round: later rounds only rate challenges again, and only leaders predict."""
    predicting = workshop.round.number == 1 and set(workshop.settings.roles) & set(LEADERS)
    left_out = {"write": workshop.round.number > 1, "predict": not predicting}
    phases = PHASES[workshop.settings.parts]
    return tuple(phase for phase in phases if not left_out.get(phase) or phase == workshop.phase)


def can_enter(workshop: Workshop, phase: Phase) -> bool:
    """Whether the facilitator may go there now: a sealed round is never asked again, and a reveal comes by ``seal``."""
    if phase not in phases_of(workshop) or workshop.closed:
        return False
    if workshop.round.sealed:
        return phase not in (*ASKING, "join")
    return phase in ("join", *ASKING, "close")


def enter(workshop: Workshop, phase: Phase) -> Workshop:
    """The workshop in another phase, without a timer; ``InputError`` if it cannot go there. Staying is no change."""
    if phase == workshop.phase:
        return workshop
    if not can_enter(workshop, phase):
        raise InputError(Problem("workshop_phase_impossible"))
    sealed = replace(workshop.round, sealed=True) if phase == "close" else workshop.round
    return replace(workshop, phase=phase, timer=None, rounds=(*workshop.rounds[:-1], sealed))


def seal(workshop: Workshop) -> Workshop:
    """No answer of this round is taken any more: now it may be revealed. Doing it twice changes nothing."""
    if workshop.closed:
        raise InputError(Problem("workshop_closed"))
    return replace(workshop, rounds=(*workshop.rounds[:-1], replace(workshop.round, sealed=True)), timer=None)


def reveal(workshop: Workshop, number: int, released: Mapping[str, Any], members: Mapping[str, Any]) -> Workshop:
    """Show the result of round ``number``. What was released once stays as it is, whoever asks again."""
    current = workshop.round
    if workshop.closed or current.number != number or not current.sealed:
        raise InputError(Problem("workshop_phase_impossible"))
    if current.released is None:
        current = replace(current, released=released, members=members)
    return replace(workshop, phase="reveal", rounds=(*workshop.rounds[:-1], current))


def ask_again(workshop: Workshop, challenges: tuple[str, ...]) -> Workshop:
    """A new round that rates these challenges, after the last one was revealed. A pulse has none to rate."""
    impossible = workshop.closed or workshop.settings.parts == "pulse" or workshop.round.released is None
    if impossible or not challenges:
        raise InputError(Problem("workshop_phase_impossible"))
    following = Round(workshop.round.number + 1, challenges, attitudes=False)
    return replace(workshop, phase="answer", timer=None, rounds=(*workshop.rounds, following))


def start_timer(workshop: Workshop, seconds: float, now: datetime) -> Workshop:
    """Begin to count down."""
    return replace(workshop, timer=Timer(ends=now + timedelta(seconds=seconds)))


def pause(workshop: Workshop, now: datetime) -> Workshop:
    """Stop the timer where it is."""
    timer = workshop.timer
    if timer is None or timer.ends is None:
        return workshop
    return replace(workshop, timer=Timer(left=max((timer.ends - now).total_seconds(), 0.0)))


def resume(workshop: Workshop, now: datetime) -> Workshop:
    """Let a stopped timer run on."""
    timer = workshop.timer
    return workshop if timer is None or timer.ends else start_timer(workshop, timer.left, now)


def show_text(workshop: Workshop, id_: str, challenge: str, text: str) -> Workshop:
    """Release what somebody wrote; the facilitator has read it."""
    if any(shown["id"] == id_ for shown in workshop.texts):
        return workshop
    return replace(workshop, texts=(*workshop.texts, {"id": id_, "challenge": challenge, "text": text}))


def take_over(workshop: Workshop, mark: str, shown: bool) -> Workshop:
    """Let the room see what has this mark in the case's plan, or see it no more."""
    others = tuple(one for one in workshop.taken_over if one != mark)
    if shown and mark in workshop.taken_over:
        return workshop
    return replace(workshop, taken_over=(*others, mark) if shown else others)


# --- what is asked --------------------------------------------------------------------------------------------------


def asked(workshop: Workshop, phase: Phase, role: Role, questionnaires: Questionnaires) -> tuple[Key, ...]:
    """What phones ask people of this role in this phase, in order; nothing in phases that only wait or show."""
    round_, challenges = workshop.round, workshop.round.challenges
    if phase == "write":
        return tuple((ANECDOTE, challenge) for challenge in challenges)
    if phase == "answer":
        rated = (*(f"cynefin.{name}" for name in questionnaires.cynefin.indicators), "cynefin.handling")
        about = tuple((item, challenge) for challenge in challenges for item in rated)
        return about + (_attitudes(workshop.settings.parts, questionnaires) if round_.attitudes else ())
    if phase == "predict" and round_.attitudes and role in LEADERS:
        return tuple((f"{PREDICTION}{name}", None) for name in questionnaires.attitudes.dimensions)
    return ()


def _attitudes(parts: Parts, questionnaires: Questionnaires) -> tuple[Key, ...]:
    if parts == "pulse":
        return tuple((f"attitudes.{item}", None) for item in questionnaires.workshop.pulse.values())
    dimensions = questionnaires.attitudes.dimensions
    return tuple(
        (f"attitudes.{item}", None)
        for name, dimension in dimensions.items()
        for item in (*dimension.items, f"{name}_ladder")
    )


def open_questions(workshop: Workshop, role: Role, questionnaires: Questionnaires) -> tuple[Key, ...]:
    """What somebody of this role may answer right now: everything asked so far in a round that is not sealed."""
    if workshop.round.sealed or workshop.phase not in ASKING:
        return ()
    phases = phases_of(workshop)
    reached = phases[: phases.index(workshop.phase) + 1]
    return tuple(key for phase in reached for key in asked(workshop, phase, role, questionnaires))


def check_entry(workshop: Workshop, role: Role, entry: Entry, questionnaires: Questionnaires) -> Problem | None:
    """The first thing wrong with an entry, or None. The fields may hold anything that JSON can say."""
    if workshop.closed:
        return Problem("workshop_closed")
    if workshop.round.sealed or entry.round != workshop.round.number:
        return Problem("workshop_sealed")
    if (entry.item, entry.challenge) not in open_questions(workshop, role, questionnaires):
        return Problem("workshop_not_asked")
    return None if entry.value is None else _check_value(workshop, entry, questionnaires)


def _check_value(workshop: Workshop, entry: Entry, questionnaires: Questionnaires) -> Problem | None:
    if entry.item.startswith(PREDICTION):
        scale = (*questionnaires.attitudes.scale, DONT_KNOW)
        known = any(type(entry.value) is type(step) and entry.value == step for step in scale)
        return None if known else Problem("workshop_value_invalid")
    if entry.item == ANECDOTE and isinstance(entry.value, str) and len(entry.value) > MAX_ANECDOTE_LENGTH:
        return Problem("text_too_long", {"length": len(entry.value), "max": MAX_ANECDOTE_LENGTH})
    answer = Answer("t0", "p", entry.item, entry.value, entry.challenge)
    return check_answer(answer, workshop.round.challenges, ("p",), questionnaires)
