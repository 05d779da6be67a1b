"""A case: one organisation's challenges, respondents and answers, as plain values.

``extra`` holds what a case file says beyond the fields known here; it is written back unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Role = Literal["md", "leader", "staff"]
ROLES: tuple[Role, ...] = ("md", "leader", "staff")
"""Managing director, leader, staff."""

DONT_KNOW = "dk"
NOT_APPLICABLE = "na"
MAX_CHALLENGES = 6
MAX_TEXT_LENGTH = 10_000
"""Longest free text kept, in characters; longer input is refused, never cut."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the group itself puts a challenge (methods A.3, step 7); stored beside the computed call."""

    domain: str
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge in one sentence. ``critical``: it endangers the business now; ``stabilised``: no longer."""

    id: str
    statement: str
    critical: bool = False
    stabilised: bool = False
    topic: str | None = None
    placement: Placement | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers: a role, never a name."""

    id: str
    role: Role
    extra: Mapping[str, Any] = field(default_factory=dict)


FIRST_RESPONDENT = Respondent("r1", "md")
"""Who a new case begins with: usually the managing director opens it, and works through the chapters, alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Items: ``cynefin.<indicator>`` a–d, ``cynefin.handling``, ``cynefin.anecdote`` (text),
    ``attitudes.<item>`` 1–5, ``attitudes.<dimension>_ladder`` 1–5, ``execution.<question>`` 0–4 with evidence,
    ``circle.<question>``, ``plan.<entry>`` and ``costs.<entry>`` (text, number, ISO date, HH:MM or a choice).
    ``"dk"`` is don't know, ``"na"`` not applicable; no answer at all is no ``Answer``.
    """

    round: str
    respondent: str
    item: str
    value: str | int | float
    challenge: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known about one organisation, in the order it was entered. Later answers replace earlier ones."""

    organisation: str = ""
    language: str = "de"
    challenges: tuple[Challenge, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    answers: tuple[Answer, ...] = ()
    example: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)
