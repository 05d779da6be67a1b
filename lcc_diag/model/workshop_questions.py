"""``workshop.yaml``: how a workshop runs – its kinds, phases and minutes, and what the facilitator says."""

from __future__ import annotations

from dataclasses import dataclass, field

from lcc_diag.model.questions import Meta, Setting
from lcc_diag.model.text import Content, Text


@dataclass(frozen=True, slots=True)
class WorkshopKind(Content):
    """A kind of workshop. ``usual``: minutes it is usually given. ``plans``: whole minutes of each of its phases, by
    the minutes there are for all of them; other budgets are scaled from the nearest one.

    ``say``, ``watch`` and ``fallbacks`` stand in phases of this kind in place of the phase's own words; of its
    fallbacks only those named here.
    """

    name: Text
    purpose: Text
    usual: int
    plans: dict[int, dict[str, int]]
    say: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    watch: dict[str, Text] = field(default_factory=dict)
    fallbacks: dict[str, dict[str, Text]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhaseScript(Content):
    """A phase: its ``title``, what the ``room`` does, sentences to ``say`` aloud, and what the facilitator watches.

    ``fallbacks``: what to do in trouble, by the trouble's id.
    """

    title: Text
    room: Text
    say: tuple[Text, ...]
    watch: Text
    fallbacks: dict[str, Text]


@dataclass(frozen=True, slots=True)
class WorkshopGuide(Content):
    """``workshop.yaml``.

    ``pulse``: the one item of each attitude that a pulse asks, by dimension. ``troubles``: names of what
    may go wrong. ``again``: what is said when parts of a challenge are rated after the talk. ``decompose``: questions
    that help to find those parts. ``group_sizes``: smallest groups a facilitator may choose. ``budgets``: minutes to
    choose from. ``talk_minutes``: for the two questions that divide the room most about a challenge. ``talk_kept``: the
    share of the talk that further challenges leave to it, and that a later round is led in. ``keep_days``: until raw
    answers are deleted.
    """

    meta: Meta
    pulse: dict[str, str]
    kinds: dict[str, WorkshopKind]
    phases: dict[str, PhaseScript]
    again: tuple[Text, ...]
    troubles: dict[str, Text]
    decompose: tuple[Text, ...]
    group_sizes: tuple[int, ...]
    budgets: tuple[int, ...]
    talk_minutes: Setting
    talk_kept: Setting
    keep_days: Setting
