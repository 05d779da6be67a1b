"""What can happen to a case, as events: they are only ever added, and the case is what they add up to.

``encode`` and ``decode`` turn an event into a kind and a JSON text and back. Keys a text does not have get their
usual value and keys unknown here are passed over, so that events of earlier versions stay readable. A new kind of
event, or a new meaning of an old one, needs a new ``schema.VERSION``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.store import case_json
from lcc_diag.store.workshop_shape import WORKSHOPS, number_of, workshop_problems

AnswerKey = tuple[str, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Created:
    """The case as it began: empty, an example, or read from a case file. Never undone."""

    case: Case


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """Name of the organisation and language of the case."""

    organisation: str
    language: str


@dataclass(frozen=True, slots=True)
class RespondentAdded:
    """Somebody joined; an id the case already has changes that respondent."""

    respondent: Respondent


@dataclass(frozen=True, slots=True)
class ChallengeAdded:
    """A new challenge. With an empty id the store gives it the next free one, never one that was used before."""

    challenge: Challenge


@dataclass(frozen=True, slots=True)
class ChallengeChanged:
    """The challenge with this id now reads like this."""

    challenge: Challenge


@dataclass(frozen=True, slots=True)
class ChallengeRemoved:
    """The challenge goes, and with it every answer about it."""

    id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer; it replaces an earlier one of the same respondent to the same item in the same round."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Cleared:
    """An answer was taken back: the item is unanswered again."""

    round: str
    respondent: str
    item: str
    challenge: str | None = None


@dataclass(frozen=True, slots=True)
class WorkshopHeld:
    """What a workshop has released, without people, as ``workshop_shape`` describes it. Never undone.

    It stands in the case's ``extra["workshops"]``; an id that is there already is replaced.
    """

    workshop: Mapping[str, Any]


Event = (
    Created
    | CaseChanged
    | RespondentAdded
    | ChallengeAdded
    | ChallengeChanged
    | ChallengeRemoved
    | Answered
    | Cleared
    | WorkshopHeld
)


# --- as JSON --------------------------------------------------------------------------------------------------

CREATED = "created"
CHALLENGE_ADDED = "challenge_added"
WORKSHOP_HELD = "workshop_held"

_KINDS: dict[str, type] = {
    CREATED: Created,
    "case_changed": CaseChanged,
    "respondent_added": RespondentAdded,
    CHALLENGE_ADDED: ChallengeAdded,
    "challenge_changed": ChallengeChanged,
    "challenge_removed": ChallengeRemoved,
    "answered": Answered,
    "cleared": Cleared,
    WORKSHOP_HELD: WorkshopHeld,
}
_KIND_OF = {event_class: kind for kind, event_class in _KINDS.items()}
_TO_JSON = {
    Case: case_json.case_to_json,
    Challenge: case_json.challenge_to_json,
    Respondent: case_json.respondent_to_json,
    Answer: case_json.answer_to_json,
}
_FROM_JSON = {
    "case": case_json.case_from_json,
    "challenge": case_json.challenge_from_json,
    "respondent": case_json.respondent_from_json,
    "answer": case_json.answer_from_json,
    "workshop": dict,
}


def encode(event: Event) -> tuple[str, str]:
    """Kind and JSON text of an event. Only ASCII, so that no database encoding can change what was written.

    ``ValueError`` for numbers that JSON does not have (NaN, infinite).
    """
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    as_json = {
        name: _TO_JSON[type(value)](value) if type(value) in _TO_JSON else value for name, value in values.items()
    }
    return _KIND_OF[type(event)], json.dumps(as_json, allow_nan=False)


def decode(kind: str, payload: str) -> Event:
    """The event again; ``ValueError``, ``LookupError``, ``TypeError`` or ``AttributeError`` if the text is not one."""
    event_class = _KINDS[kind]
    data = json.loads(payload)
    values = {field.name: data[field.name] for field in fields(event_class) if field.name in data}
    return event_class(
        **{name: _FROM_JSON[name](value) if isinstance(value, dict) else value for name, value in values.items()}
    )


def is_storable(event: Event) -> bool:
    """Whether the event comes back as it went in and can be added up. Types of values from outside are not sure."""
    if isinstance(event, WorkshopHeld):
        return _is_held(event)
    values = [getattr(event, field.name) for field in fields(event)]
    if not all(value is None or isinstance(value, (str, *_TO_JSON)) for value in values):
        return False
    try:
        case_from_events([event])
        return decode(*encode(event)) == event
    except (ValueError, LookupError, TypeError, AttributeError):
        return False


def _is_held(event: WorkshopHeld) -> bool:
    try:
        return next(workshop_problems([event.workshop]), None) is None and decode(*encode(event)) == event
    except (ValueError, TypeError):
        return False


# --- adding up ------------------------------------------------------------------------------------------------


def case_from_events(events: Iterable[Event]) -> Case:
    """The case these events add up to: the latest answer counts, in the order of the latest answers.

    Total: an event about a challenge that is not there (any more) changes nothing.
    """
    growing = _Growing()
    for event in events:
        growing.apply(event)
    return growing.case()


def answer_key(answer: Answer) -> AnswerKey:
    """Who answered what: an answer replaces an earlier one with the same key."""
    return answer.round, answer.respondent, answer.item, answer.challenge


class _Growing:
    """The case while events are added up; lives only inside ``case_from_events``."""

    def __init__(self) -> None:
        self.apply(Created(Case()))

    def case(self) -> Case:
        return Case(
            self.organisation,
            self.language,
            tuple(self.challenges.values()),
            tuple(self.respondents.values()),
            tuple(self.answers.values()),
            self.example,
            self.extra,
        )

    def apply(self, event: Event) -> None:
        match event:
            case Created(case):
                self._begin(case)
            case CaseChanged(organisation, language):
                self.organisation, self.language = organisation, language
            case RespondentAdded(respondent):
                self.respondents[respondent.id] = respondent
            case ChallengeAdded(challenge):
                self.challenges.setdefault(challenge.id, challenge)
            case ChallengeChanged(challenge) if challenge.id in self.challenges:
                self.challenges[challenge.id] = challenge
            case ChallengeRemoved(id_):
                self.challenges.pop(id_, None)
                self.answers = {key: answer for key, answer in self.answers.items() if answer.challenge != id_}
            case Answered(answer):
                self._answer(answer)
            case Cleared():
                self.answers.pop((event.round, event.respondent, event.item, event.challenge), None)
            case WorkshopHeld(workshop):
                self._hold(workshop)

    def _begin(self, case: Case) -> None:
        self.organisation, self.language = case.organisation, case.language
        self.example, self.extra = case.example, case.extra
        self.challenges = {challenge.id: challenge for challenge in case.challenges}
        self.respondents = {respondent.id: respondent for respondent in case.respondents}
        self.answers: dict[AnswerKey, Answer] = {}
        for answer in case.answers:
            self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        if answer.challenge is None or answer.challenge in self.challenges:
            self.answers.pop(answer_key(answer), None)
            self.answers[answer_key(answer)] = answer

    def _hold(self, workshop: Mapping[str, Any]) -> None:
        before = self.extra.get(WORKSHOPS)
        held = {number_of(other): other for other in before} if isinstance(before, list) else {}
        self.extra = {**self.extra, WORKSHOPS: list((held | {number_of(workshop): workshop}).values())}
