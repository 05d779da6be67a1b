"""``experiments.yaml``: first steps that may fail safely."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.questions import Meta
from lcc_diag.model.text import Content, Text


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
