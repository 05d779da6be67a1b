"""Heads of all files, experiments and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcc_diag.content.checks.numbers import check_range
from lcc_diag.content.finding import Finding, quote
from lcc_diag.model.background import Sources
from lcc_diag.model.experiments import Experiments

LONGEST_DAYS = 365
LARGEST_BUDGET = 1_000_000


def check_meta(part: Any) -> Iterator[Finding]:
    """The version is a number from 1."""
    yield from check_range(("meta", "version"), part.meta.version, 1, 10**6)


def check_experiments(experiments: Experiments) -> Iterator[Finding]:
    """An experiment belongs to an attitude, a topic or both; otherwise nobody would ever see it."""
    for name, experiment in experiments.experiments.items():
        path = ("experiments", name)
        if experiment.attitude is None and experiment.topic is None:
            yield Finding(path, "content_experiment_place")
        yield from check_range((*path, "days"), experiment.days, 1, LONGEST_DAYS)
        yield from check_range((*path, "budget_eur"), experiment.budget_eur, 0, LARGEST_BUDGET)


def check_sources(sources: Sources) -> Iterator[Finding]:
    """Addresses are shown as links: only web addresses may be."""
    for name, source in sources.sources.items():
        if source.url is not None and not source.url.startswith(("https://", "http://")):
            yield Finding(("sources", name, "url"), "content_url", {"value": quote(source.url)})
