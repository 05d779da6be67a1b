"""A day to look back on that people are at work on."""

from __future__ import annotations

from datetime import date, timedelta

from lcc_diag.model.schedule import SATURDAY
from lcc_diag.view.free_days import free_days

DAY = timedelta(days=1)
YEAR_ENDS, YEAR_BEGINS = (12, 24), (1, 6)
"""From the first to the second day many firms are closed, and many people away."""


def working_day(day: date, state: str | None, language: str) -> date:
    """``day``, or the next that is no weekend, no public holiday of the German ``state`` (``None``: of the whole
    country), and not around the turn of the year.
    """
    while day.weekday() >= SATURDAY or _turns_the_year(day) or day in free_days(state, day.year, language):
        day += DAY
    return day


def _turns_the_year(day: date) -> bool:
    place = (day.month, day.day)
    return place >= YEAR_ENDS or place <= YEAR_BEGINS
