"""``context.yaml`` and ``sources.yaml``: what is told beside the questions, and where it all comes from."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.questions import Meta, Named
from lcc_diag.model.text import Content, Text


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
