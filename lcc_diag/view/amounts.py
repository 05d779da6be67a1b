"""Hours and euros in words: what was entered exactly, what is estimated with two digits that mean something."""

from __future__ import annotations

from math import floor, log10

from lcc_diag.i18n import phrase
from lcc_diag.model.insight import Range
from lcc_diag.view.findings import Findings

DIGITS = 2
"""Significant digits of an estimate; more would pretend to know."""


def two_digits(value: float) -> float:
    """``value`` with two significant digits: 74,960 as 75,000."""
    if value == 0:
        return 0.0
    return float(round(value, DIGITS - 1 - floor(log10(abs(value)))))


def euros(found: Findings, value: float) -> str:
    """``51.004,80 €``, ``€51,004.80``; whole euros without decimals."""
    cents = round(abs(value), 2)
    amount = found.number(cents, 0 if cents == round(cents) else 2)
    key = "costs.euros_negative" if value < 0 and cents else "costs.euros"
    return phrase(key, found.language, value=amount)


def rough_euros(found: Findings, value: float) -> str:
    """``rund 150.000 €`` for 153,004.80: an amount as one says it, the exact one stands beside it."""
    told = two_digits(value)
    return euros(found, value) if told == value else _about(found, euros(found, told), told)


def hours(found: Findings, value: float) -> str:
    """``221,76 Stunden``."""
    return phrase("costs.hours_one" if value == 1 else "costs.hours", found.language, value=found.short(value))


def rounded(given: Range) -> Range:
    """The range as it is told."""
    return Range(two_digits(given.p10), two_digits(given.p50), two_digits(given.p90))


def euro_range(found: Findings, given: Range) -> str:
    """``54.000 bis 95.000 €, in der Mitte 75.000 €``; ``rund 75.000 €`` where low and high read the same."""
    told = rounded(given)
    if told.p10 == told.p90:
        return _about(found, euros(found, told.p50), told.p50)
    if told.p10 < 0:
        ends = {"low": euros(found, told.p10), "middle": euros(found, told.p50), "high": euros(found, told.p90)}
        return phrase("costs.range_euros_signed", found.language, **ends)
    return phrase("costs.range_euros", found.language, **_ends(found, told))


def hour_range(found: Findings, given: Range) -> str:
    """``370 bis 650 Stunden, in der Mitte 520``."""
    told = rounded(given)
    if told.p10 == told.p90:
        return _about(found, hours(found, told.p50), told.p50)
    return phrase("costs.range_hours", found.language, **_ends(found, told))


def _about(found: Findings, text: str, value: float) -> str:
    return phrase("costs.about", found.language, value=text) if value else text


def _ends(found: Findings, told: Range) -> dict[str, str]:
    return {"low": found.short(told.p10), "middle": found.short(told.p50), "high": found.short(told.p90)}
