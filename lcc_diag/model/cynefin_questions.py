"""``cynefin.yaml``: what is asked about a challenge, the domains and what answers say about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lcc_diag.model.questions import Meta, Setting
from lcc_diag.model.text import Content, Text

Domain = Literal["clear", "complicated", "complex", "chaotic", "confused"]
DOMAINS: tuple[Domain, ...] = ("clear", "complicated", "complex", "chaotic", "confused")
ORDERED_PATTERNS: tuple[Domain, ...] = DOMAINS[:4]
"""The four domains with a likelihood column of their own; ``confused`` has the flat pattern."""


@dataclass(frozen=True, slots=True)
class DomainText(Content):
    """A Cynefin domain in words: what it is, how cause and effect relate, what to do and which practice fits.

    ``short``: a few words that follow the name where there is no room for the ``gloss``, as on a wall.
    """

    name: Text
    short: Text
    gloss: Text
    cause_effect: Text
    sequence: Text
    practice: Text


@dataclass(frozen=True, slots=True)
class CallText(Content):
    """A call (result of the classification) in words: its name, one sentence, and what follows from it."""

    name: Text
    sentence: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Indicator(Content):
    """One question about a challenge. ``likelihood[option]`` are P(option | domain), columns as in ``columns``."""

    name: Text
    question: Text
    options: dict[str, Text]
    likelihood: dict[str, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class HandlingMode(Content):
    """A way a challenge is handled today; ``severity`` per domain from 0 (fits) to 3 (dangerous)."""

    name: Text
    text: Text
    severity: dict[Domain, int]


@dataclass(frozen=True, slots=True)
class Handling(Content):
    """How a challenge is handled today: the question, and its answers (``modes``) by id."""

    question: Text
    modes: dict[str, HandlingMode]


@dataclass(frozen=True, slots=True)
class Mismatch(Content):
    """A named cell of the severity matrix; ``domain: any`` covers every domain without a cell of its own."""

    domain: Domain | Literal["any"]
    mode: str
    name: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class TypicalChallenge(Content):
    """A challenge to start from; ``topic`` links it to a first experiment."""

    statement: Text
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class CallRule(Content):
    """Thresholds of the call (methods A.5), all shares between 0 and 1; ``cliff_review_months`` in months."""

    p_min: Setting
    margin_min: Setting
    liminal_sum: Setting
    contested_support: Setting
    support_p: Setting
    cliff_review_months: Setting


@dataclass(frozen=True, slots=True)
class Cynefin(Content):
    """``cynefin.yaml``: indicators, likelihoods, handling and mismatches (methods A.4–A.6)."""

    meta: Meta
    attribution: Text
    statement: Text
    statement_hint: Text
    statement_max_length: int
    anecdote: Text
    dont_know: Text
    critical: Text
    stabilised: Text
    domains: dict[Domain, DomainText]
    calls: dict[str, CallText]
    columns: tuple[Domain, Domain, Domain, Domain]
    prior: dict[Domain, float]
    dont_know_likelihood: dict[Domain, float]
    tempering: Setting
    min_answered: Setting
    call: CallRule
    indicators: dict[str, Indicator]
    handling: Handling
    mismatches: dict[str, Mismatch]
    typical_challenges: dict[str, TypicalChallenge]
