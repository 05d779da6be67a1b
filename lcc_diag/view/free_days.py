"""Public holidays of a German state, with their names, from the library ``holidays``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

YEARS_BEFORE = 1
"""The measurement before a first meeting in January lies in December."""
YEARS_AHEAD = 2
"""A circle of 24 weeks and the year after it lie within the year of the start and the two that follow."""
_LANGUAGES = {"de": "de", "en": "en_US"}


@lru_cache(maxsize=64)
def free_days(state: str | None, year: int, language: str) -> Mapping[date, str]:
    """Public holidays from the year before ``year`` to two years after it, by day, with their name in ``language``.

    ``state`` is the code of a German state (``"BY"``); ``None``, or one that is none, gives the holidays that hold
    everywhere. Those of single towns (Augsburg, or the Assumption in parts of Bavaria) are not among them.
    """
    from holidays import Germany  # takes a tenth of a second, which no page with questions should wait for

    known = state if state in Germany.subdivisions else None
    years = range(year - YEARS_BEFORE, year + YEARS_AHEAD + 1)
    found = Germany(subdiv=known, years=years, language=_LANGUAGES[language], expand=False)
    return MappingProxyType(dict(sorted(found.items())))
