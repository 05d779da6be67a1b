"""``cynefin.yaml``: probabilities add up, every domain and mode is covered (methods A.4–A.6)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from lcc_diag.content.checks.ids import (
    check_choices,
    check_each_once,
    check_exactly,
    check_needed,
    check_reference,
    check_some,
)
from lcc_diag.content.checks.numbers import adds_up, check_count, check_range, check_setting, check_share
from lcc_diag.content.finding import Finding, Path, listing
from lcc_diag.model.cynefin_questions import DOMAINS, ORDERED_PATTERNS, Cynefin, Indicator
from lcc_diag.model.mismatch import AS_ORDER, DRIFT
from lcc_diag.model.results import Call

NOT_FOR_INDICATORS = ("handling", "anecdote")
"""Items of their own beside the indicators."""

LONGEST_STATEMENT = 500


def check_cynefin(cynefin: Cynefin) -> Iterator[Finding]:
    """The whole file."""
    yield from check_each_once(("columns",), cynefin.columns, ORDERED_PATTERNS)
    yield from check_exactly(("domains",), cynefin.domains, DOMAINS)
    yield from check_exactly(("calls",), cynefin.calls, get_args(Call))
    yield from check_priors(cynefin)
    yield from check_thresholds(cynefin)
    yield from check_some(("indicators",), cynefin.indicators)
    for name, indicator in cynefin.indicators.items():
        yield from check_indicator(("indicators", name), indicator, cynefin)
    yield from check_handling(cynefin)
    yield from check_mismatches(cynefin)
    yield from check_statements(cynefin)


def check_priors(cynefin: Cynefin) -> Iterator[Finding]:
    """Priors and shares of "don't know" for every domain."""
    yield from check_exactly(("prior",), cynefin.prior, DOMAINS)
    for domain, share in cynefin.prior.items():
        yield from check_share(("prior", domain), share)
    if not adds_up(cynefin.prior.values()):
        yield Finding(("prior",), "content_sum", {"number": f"{math.fsum(cynefin.prior.values()):g}"})
    yield from check_exactly(("dont_know_likelihood",), cynefin.dont_know_likelihood, DOMAINS)
    for domain, share in cynefin.dont_know_likelihood.items():
        yield from check_range(("dont_know_likelihood", domain), share, 0.001, 0.999)


def check_thresholds(cynefin: Cynefin) -> Iterator[Finding]:
    """Numbers in their range."""
    call = cynefin.call
    yield from check_range(("statement_max_length",), cynefin.statement_max_length, 20, LONGEST_STATEMENT)
    yield from check_setting(("tempering",), cynefin.tempering, 0.01, 1)
    yield from check_count(("min_answered",), cynefin.min_answered, 1, len(cynefin.indicators))
    for name in ("p_min", "margin_min", "liminal_sum", "contested_support", "support_p"):
        yield from check_setting(("call", name), getattr(call, name), 0, 1)
    yield from check_setting(("call", "cliff_review_months"), call.cliff_review_months, 1, 120)


def check_indicator(path: Path, indicator: Indicator, cynefin: Cynefin) -> Iterator[Finding]:
    """Options and their likelihoods, which add up for every domain."""
    if path[-1] in NOT_FOR_INDICATORS:
        yield Finding(path, "content_reserved", {"name": path[-1]})
    yield from check_choices((*path, "options"), indicator.options)
    yield from check_exactly((*path, "likelihood"), indicator.likelihood, indicator.options)
    for option, shares in indicator.likelihood.items():
        for place, share in enumerate(shares):
            yield from check_share((*path, "likelihood", option, place), share)
    for place, domain in enumerate(cynefin.columns):
        column = [shares[place] for shares in indicator.likelihood.values()]
        if not adds_up(column):
            values = {"name": domain, "number": f"{math.fsum(column):g}"}
            yield Finding((*path, "likelihood"), "content_column_sum", values)


def check_handling(cynefin: Cynefin) -> Iterator[Finding]:
    """Every mode has its severity in every domain."""
    modes, path = cynefin.handling.modes, ("handling", "modes")
    yield from check_choices(path, modes)
    yield from check_needed(path, modes, (*AS_ORDER, DRIFT))
    for name, mode in modes.items():
        yield from check_exactly((*path, name, "severity"), mode.severity, DOMAINS)
        for domain, severity in mode.severity.items():
            yield from check_range((*path, name, "severity", domain), severity, 0, 3)


def check_mismatches(cynefin: Cynefin) -> Iterator[Finding]:
    """A mismatch names a mode, and no other one has the same cell."""
    cells: dict[tuple[str, str], str] = {}
    for name, mismatch in cynefin.mismatches.items():
        path = ("mismatches", name)
        yield from check_reference((*path, "mode"), mismatch.mode, cynefin.handling.modes)
        first = cells.setdefault((mismatch.domain, mismatch.mode), name)
        if first != name:
            cell = listing((mismatch.domain, mismatch.mode))
            yield Finding(path, "content_used_twice", {"name": cell, "other": first})


def check_statements(cynefin: Cynefin) -> Iterator[Finding]:
    """A typical challenge must fit where people write their own."""
    for name, typical in cynefin.typical_challenges.items():
        for language in ("de", "en"):
            length = len(typical.statement[language])
            if length > cynefin.statement_max_length:
                values = {"number": length, "maximum": cynefin.statement_max_length}
                yield Finding(("typical_challenges", name, "statement", language), "content_too_long", values)
