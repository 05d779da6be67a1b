"""``attitudes.yaml``: the items of the four attitudes, their ladders and levels, the cycle and the gap."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.questions import Meta, Setting
from lcc_diag.model.text import Content, Text


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
