"""What stands in ``questionnaires/``, as frozen values: the shape of each YAML file, top to bottom.

Ids are the keys of the mappings. ``lcc_diag.content`` reads the files into these classes and checks them;
the model only ever sees the values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from lcc_diag.model.plan_questions import Costs, Plan
from lcc_diag.model.questions import EvidenceField, Meta, Setting
from lcc_diag.model.text import Content, Text
from lcc_diag.model.workshop_questions import WorkshopGuide

Domain = Literal["clear", "complicated", "complex", "chaotic", "confused"]
DOMAINS: tuple[Domain, ...] = ("clear", "complicated", "complex", "chaotic", "confused")
ORDERED_PATTERNS: tuple[Domain, ...] = DOMAINS[:4]
"""The four domains with a likelihood column of their own; ``confused`` has the flat pattern."""

Condition = dict[str, Any]
"""A condition as data, over the closed table of operators in ``lcc_diag.model.rules``."""


# --- cynefin.yaml -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DomainText(Content):
    """A Cynefin domain in words: what it is, how cause and effect relate, what to do and which practice fits."""

    name: Text
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


# --- attitudes.yaml ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttitudeItem(Content):
    """An observable behaviour, answered 1–5; ``reverse`` items are scored 6 − answer."""

    text: Text
    reverse: bool = False
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class Attitude(Content):
    """One of the four attitudes with its items and its ladder of described levels 1–5."""

    name: Text
    short: Text
    gloss: Text
    items: dict[str, AttitudeItem]
    ladder: dict[int, Text]


@dataclass(frozen=True, slots=True)
class Level(Content):
    """A band of the 1–5 scale, from ``start`` up to the next band's start."""

    start: float
    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class TransitionRule(Content):
    """Words for an edge of the cycle (methods B.3): ``source >= strong`` and ``target < weak`` breaks off."""

    strong: Setting
    weak: Setting
    breaks: Text
    does_not_start: Text
    partial: Text


@dataclass(frozen=True, slots=True)
class GapRule(Content):
    """When a leader–staff gap is computed and flagged (methods B.4)."""

    min_leaders: Setting
    min_staff: Setting
    flag_from: Setting
    confidence: Setting
    text: Text


@dataclass(frozen=True, slots=True)
class Attitudes(Content):
    """``attitudes.yaml``: items, ladders, levels, cycle and gap rule (methods B)."""

    meta: Meta
    lead: Text
    scale: dict[int, Text]
    dont_know: Text
    ladder_lead: Text
    ladder_differs: Text
    min_answered: Setting
    min_staff: Setting
    ladder_tolerance: Setting
    leaders_view: Text
    dimensions: dict[str, Attitude]
    cycle: tuple[tuple[str, str], ...]
    transitions: TransitionRule
    levels: dict[str, Level]
    gap: GapRule


# --- execution.yaml ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceNeed(Content):
    """What one field must show. Without further keys: it is filled in.

    ``above``: a number greater than this. ``equals``: exactly this choice. ``within_days``: a date not in the
    future and at most this many days ago. ``older_than_days``: a date at least this many days ago.
    """

    field: str
    above: float | None = None
    equals: str | None = None
    within_days: int | None = None
    older_than_days: int | None = None


@dataclass(frozen=True, slots=True)
class Levers(Content):
    """What to do next: ``low`` for counted levels 0–1, ``middle`` for 2, ``high`` for 3–4."""

    low: Text
    middle: Text
    high: Text


@dataclass(frozen=True, slots=True)
class ExecutionQuestion(Content):
    """One execution question, levels 0–4; ``caps[3]`` and ``caps[4]`` list the evidence those levels need."""

    question: Text
    short: Text
    levels: dict[int, Text]
    evidence: dict[str, EvidenceField]
    caps: dict[int, tuple[EvidenceNeed, ...]]
    levers: Levers
    not_applicable: Text | None = None


@dataclass(frozen=True, slots=True)
class ConsistencyCheck(Content):
    """A remark on answers that do not fit together; ``when`` is a condition over the counted levels."""

    when: Condition
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Execution(Content):
    """``execution.yaml``: the five execution questions (methods D)."""

    meta: Meta
    dont_know: Text
    evidence_missing: Text
    owner_first: Setting
    lever_order: tuple[str, ...]
    questions: dict[str, ExecutionQuestion]
    checks: dict[str, ConsistencyCheck]


# --- circle.yaml ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CircleQuestion(Content):
    """A condition of the circle, asked of the managing director; choices or a whole number."""

    question: Text
    kind: Literal["choice", "number"]
    short: Text
    hint: Text | None = None
    choices: dict[str, Text] = field(default_factory=dict)
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Gate(Content):
    """A condition of success. ``hard``/``soft``: when it is not met; a missing answer never matches a comparison."""

    name: Text
    remedy: Text
    hard: Condition | None = None
    soft: Condition | None = None


@dataclass(frozen=True, slots=True)
class Sprint(Content):
    """One of the six sprints; ``phase`` is unfreeze, change or refreeze."""

    name: Text
    phase: Literal["unfreeze", "change", "refreeze"]
    text: Text


@dataclass(frozen=True, slots=True)
class Named(Content):
    """A name and a sentence or two."""

    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Circle(Content):
    """``circle.yaml``: conditions, gates with remedies, sprints, principles and success factors (methods E)."""

    meta: Meta
    lead: Text
    dont_know: Text
    questions: dict[str, CircleQuestion]
    gates: dict[str, Gate]
    phases: dict[str, Text]
    sprints: dict[str, Sprint]
    focus: dict[str, tuple[str, ...]]
    focus_first: tuple[str, ...]
    principles: dict[str, Named]
    success_factors: dict[str, Named]


# --- rules.yaml -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule(Content):
    """A row of the decision table; the first whose ``when`` holds decides. ``conditions`` names what is listed."""

    when: Condition
    outcome: str
    conditions: Literal["none", "all_failed", "soft_failed", "safe_start"]
    text: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Note(Content):
    """A remark beside the outcome; ``only_for`` limits it to these rules (empty: all but R2)."""

    when: Condition
    text: Text
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Content):
    """An outcome in words: the verdict in one sentence and what to do on Monday."""

    name: Text
    family: str
    verdict: Text
    monday: Text


@dataclass(frozen=True, slots=True)
class Rules(Content):
    """``rules.yaml``: the decision table R1–R11 with its thresholds (methods E.2)."""

    meta: Meta
    settings: dict[str, Setting]
    rules: dict[str, Rule]
    notes: dict[str, Note]
    outcomes: dict[str, Outcome]


# --- experiments.yaml, context.yaml, sources.yaml -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Experiment(Content):
    """A first experiment: for an attitude or for a topic, with the signals to amplify it and to stop it."""

    name: Text
    text: Text
    amplify: Text
    stop: Text
    days: int
    budget_eur: int
    attitude: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Experiments(Content):
    """``experiments.yaml``: safe-to-fail first steps (methods E.3)."""

    meta: Meta
    lead: Text
    experiments: dict[str, Experiment]


@dataclass(frozen=True, slots=True)
class Context(Content):
    """``context.yaml``: the traps of small firms and the hurdles of execution; shown, never scored."""

    meta: Meta
    traps_lead: Text
    traps: dict[str, Named]
    hurdles_lead: Text
    hurdles: dict[str, Named]


@dataclass(frozen=True, slots=True)
class Source(Content):
    """Where something comes from; ``checked`` says how far it could be verified."""

    citation: str
    used_for: Text
    checked: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FactCheck(Content):
    """A claim of the articles, what we found, and the wording the product uses."""

    claim: Text
    finding: Text
    wording: Text


@dataclass(frozen=True, slots=True)
class Sources(Content):
    """``sources.yaml``: sources and fact-check notes (methods F)."""

    meta: Meta
    sources: dict[str, Source]
    fact_checks: dict[str, FactCheck]


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """All content of one ``questionnaires/`` folder, one attribute per file."""

    cynefin: Cynefin
    attitudes: Attitudes
    execution: Execution
    circle: Circle
    rules: Rules
    experiments: Experiments
    context: Context
    sources: Sources
    plan: Plan
    costs: Costs
    workshop: WorkshopGuide

    def versions(self) -> dict[str, int]:
        """Version of each file by its name, as stored with every result."""
        return {name: getattr(self, name).meta.version for name in self.__slots__}
