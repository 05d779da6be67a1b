"""Shares as a person says them: whole numbers out of a hundred, and percentages that never round to all or none."""

from __future__ import annotations

from lcc_diag.i18n import phrase
from lcc_diag.view import formats


def in_hundred(share: float, language: str) -> str:
    """``in 87 von 100 Proberechnungen``; the ends in words, so that 0.999 does not become certain."""
    times = round(100 * share)
    if share >= 1:
        return phrase("stability.times_all", language)
    if times in (0, 100):
        return phrase("stability.times_most" if times else "stability.times_few", language)
    return phrase("stability.times", language, times=times)


def percent(share: float, language: str) -> str:
    """``87 %``; ``über 99 %`` and ``unter 1 %`` where rounding would say all or none."""
    whole = round(100 * share)
    if 0 < share < 1 and whole in (0, 100):
        return phrase("stability.percent_most" if whole else "stability.percent_few", language)
    return phrase("result.percent", language, value=formats.number(100 * share, language, 0))
