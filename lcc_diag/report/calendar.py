"""The dates agreed as a calendar file (RFC 5545) that every calendar can import, and import again.

Single events, no rule: holidays move single dates. An event keeps its UID for good, so a second import updates
instead of doubling; calendars take the version with the higher SEQUENCE, which is therefore counted in time. Meetings
are in local time with the zone's rule in the file. Deadlines are whole days that do not block the calendar, and remind
at nine the morning before: seen on the day itself they would come too late. Meetings bring no reminder, because each
calendar has its owner's habit for those.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from lcc_diag import __version__
from lcc_diag.i18n import phrase
from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError, Problem

ZONE = "Europe/Berlin"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""SEQUENCE counts the seconds since then; 32 bits last until 2094."""
BEFORE_A_DEADLINE = timedelta(hours=-15)
"""From midnight of the day itself back to nine on the day before."""

Appointment = dict[str, Any]


def make(document: dict[str, Any], case: Case, now: datetime | None = None) -> bytes:
    """The calendar file; ``now`` (with a zone) is when it is made, the present if left out.

    ``InputError`` if nothing has been agreed that has a date: an empty calendar helps nobody.
    """
    if not document["appointments"]:
        raise InputError(Problem("document_no_dates"))
    made = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    calendar = _calendar(document)
    calendar.add_component(_zone())
    for appointment in document["appointments"]:
        calendar.add_component(_event(appointment, document, made))
    return calendar.to_ical(sorted=False)


def _calendar(document: dict[str, Any]) -> Calendar:
    name = phrase("document_files.calendar", document["language"])
    if document["organisation"]:
        name = f"{name} – {_clean(document['organisation'])}"
    calendar = Calendar()
    calendar.add("prodid", f"-//lcc-diag//{__version__}//{document['language'].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key, value in (("name", name), ("x-wr-calname", name), ("x-wr-timezone", ZONE)):
        calendar.add(key, vText(value))
    calendar.add("x-wr-relcalid", vText(document["calendar_id"]))  # Outlook opens the same calendar again, not another
    return calendar


def _zone() -> Timezone:
    """Central European time as the European Union has it since 1996, as rules: Outlook reads no lists of dates."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(_period(TimezoneDaylight(), datetime(1996, 3, 31, 2), 1, 2, 3, "CEST"))
    zone.add_component(_period(TimezoneStandard(), datetime(1996, 10, 27, 3), 2, 1, 10, "CET"))
    return zone


def _period(part: Any, first: datetime, before: int, after: int, month: int, name: str) -> Any:
    part.add("dtstart", first)
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
    part.add("tzoffsetfrom", timedelta(hours=before))
    part.add("tzoffsetto", timedelta(hours=after))
    part.add("tzname", name)
    return part


def _event(appointment: Appointment, document: dict[str, Any], made: datetime) -> Event:
    event = Event()
    event.add("uid", f"{appointment['uid']}-{document['calendar_id']}@lcc-diag")
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", int((made - EPOCH).total_seconds()))
    event.add("summary", vText(_clean(appointment["title"])))
    if appointment["text"]:
        event.add("description", vText(_clean(appointment["text"])))
    (_add_day if appointment["all_day"] else _add_hours)(event, appointment)
    event.add("status", "CONFIRMED")
    return event


def _add_day(event: Event, appointment: Appointment) -> None:
    """A whole day that leaves its owner free; the end is the day after the last one."""
    start = date.fromisoformat(appointment["start"])
    last = max(date.fromisoformat(appointment["end"] or appointment["start"]), start)
    event.add("dtstart", start)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", vText("FREE"))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", BEFORE_A_DEADLINE)
    alarm.add("description", vText(_clean(appointment["title"])))
    event.add_component(alarm)


def _add_hours(event: Event, appointment: Appointment) -> None:
    """From and to in the local time of the zone."""
    for name in ("start", "end"):
        event.add(f"dt{name}", datetime.fromisoformat(appointment[name]).replace(tzinfo=ZoneInfo(ZONE)))
    event.add("transp", "OPAQUE")


def _clean(text: str) -> str:
    """Control characters have no place in a calendar; line breaks and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", errors="replace").decode("utf-8")
    return "".join(letter for letter in lines if letter in "\n\t" or letter.isprintable() or ord(letter) > 0x9F)
