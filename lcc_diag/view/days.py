"""Days and times as one reads them in a calendar."""

from __future__ import annotations

from datetime import date, datetime

from lcc_diag.i18n import phrase
from lcc_diag.view.findings import Findings


def weekday_name(found: Findings, weekday: int) -> str:
    """``Donnerstag`` for 3."""
    return phrase("circle.weekdays", found.language).split()[weekday]


def every_weekday(found: Findings, weekday: int) -> str:
    """``donnerstags`` for 3."""
    return phrase("circle.weekdays_every", found.language).split()[weekday]


def long_day(found: Findings, day: date) -> str:
    """``Donnerstag, 14. Januar 2027``."""
    return phrase("circle.on_day", found.language, weekday=weekday_name(found, day.weekday()), day=found.day(day))


def clock(moment: datetime) -> str:
    """``15:00``."""
    return f"{moment:%H:%M}"


def when(found: Findings, day: date, span: tuple[datetime, datetime] | None) -> str:
    """``Donnerstag, 14. Januar 2027, 15:00–16:30 Uhr``; without times the day alone."""
    told = long_day(found, day)
    if span is None:
        return told
    return phrase("circle.at_time", found.language, day=told, begin=clock(span[0]), end=clock(span[1]))


def period(found: Findings, first: date, last: date) -> str:
    """``14.–21. Januar 2027``, ``28. Januar bis 4. Februar 2027``; what both days share is said once."""
    end = found.day(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{'.' if found.language == 'de' else ''}–{end}"
    begin = found.day(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return phrase("circle.from_to", found.language, first=begin, last=end)
