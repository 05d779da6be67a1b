"""The calendar file: right local times on both sides of the change, one event per date, safe to import twice."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from lcc_diag.i18n import phrase, sentence
from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError
from lcc_diag.report.calendar import make
from tests.report.sample import HOSTILE, appointment, sample

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def weekly(first: date, count: int):
    days = [first + timedelta(weeks=week) for week in range(count)]
    return [appointment(f"meeting-{n:02d}", f"{day}T15:00", f"{day}T16:30") for n, day in enumerate(days, start=1)]


def file_of(appointments, now=NOON, **changes):
    return make(sample(appointments=appointments, **changes), Case(), now)


def events_of(content):
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def zone_in(content):
    """The zone as the file itself defines it, read by another library that knows nothing of Berlin."""
    unfolded = content.decode().replace("\r\n ", "")
    rule = unfolded[unfolded.index("BEGIN:VTIMEZONE") : unfolded.index("BEGIN:VEVENT")]
    return tzical(io.StringIO(rule)).get("Europe/Berlin")


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        (date(2027, 3, 16), [14, 14, 13, 13]),
        (date(2027, 10, 19), [13, 13, 14, 14]),
        (date(2026, 10, 20), [13, 14, 14, 14]),
    ],
)
def test_three_in_the_afternoon_stays_three_across_the_change_of_time(first, hours):
    content = file_of(weekly(first, 4))
    events = [event for _, event in sorted(events_of(content).items())]
    by_name = [event["DTSTART"].dt.replace(tzinfo=BERLIN).astimezone(UTC) for event in events]
    by_file = [event["DTSTART"].dt.replace(tzinfo=zone_in(content)).astimezone(UTC) for event in events]
    assert [moment.hour for moment in by_name] == hours
    assert by_file == by_name
    assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Berlin"}
    assert {event["DTEND"].dt - event["DTSTART"].dt for event in events} == {timedelta(minutes=90)}


@pytest.mark.parametrize("year", range(2026, 2040))
def test_the_zone_in_the_file_agrees_with_the_real_one_for_years(year):
    zone = zone_in(file_of(weekly(date(2027, 1, 4), 1)))
    for day in range(366):
        noon = datetime(year, 1, 1, 12) + timedelta(days=day)
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=BERLIN).utcoffset()


def test_a_deadline_is_a_whole_day_that_leaves_its_owner_free_and_reminds_the_morning_before():
    content = file_of([appointment("step-1", "2027-03-28", "2027-03-28", kind="step")])
    (event,) = events_of(content).values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 28), date(2027, 3, 29))
    assert b"DTSTART;VALUE=DATE:20270328\r\n" in content
    assert b"DTEND;VALUE=DATE:20270329\r\n" in content
    assert event["TRANSP"] == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    assert datetime.combine(event["DTSTART"].dt, datetime.min.time()) + alarm["TRIGGER"].dt == datetime(2027, 3, 27, 9)


def test_each_date_is_one_event_without_a_rule_and_meetings_bring_no_reminder():
    content = file_of(weekly(date(2027, 1, 5), 24))
    events = events_of(content)
    assert len(events) == 24
    assert not any("RRULE" in event or event.walk("VALARM") for event in events.values())
    assert Calendar.from_ical(content)["METHOD"] == "PUBLISH"


def test_a_second_export_updates_each_event_instead_of_adding_one():
    first = events_of(file_of(weekly(date(2027, 1, 5), 3)))
    moved = events_of(file_of(weekly(date(2027, 1, 12), 3), now=NOON + timedelta(seconds=1)))
    assert first.keys() == moved.keys()
    for uid, event in moved.items():
        assert event["SEQUENCE"] > first[uid]["SEQUENCE"]
        assert event["DTSTAMP"].dt > first[uid]["DTSTAMP"].dt
        assert event["DTSTART"].dt > first[uid]["DTSTART"].dt


def test_sequence_fits_what_calendars_store_for_decades():
    (event,) = events_of(file_of(weekly(date(2027, 1, 5), 1), now=datetime(2080, 1, 1, tzinfo=UTC))).values()
    assert 0 <= event["SEQUENCE"] < 2**31


def test_two_cases_share_no_uid():
    one = events_of(file_of(weekly(date(2027, 1, 5), 3)))
    other = events_of(file_of(weekly(date(2027, 1, 5), 3), calendar_id="fedcba9876543210"))
    assert not one.keys() & other.keys()


NASTY = f"Müller; Söhne, \\n \\ Zeile\nzweite\r\nZeile 🎉🎉🎉 漢字 {HOSTILE} BEGIN:VEVENT\r\nEND:VCALENDAR" * 3


def test_any_text_comes_back_as_it_was_and_every_line_is_short_whole_and_ends_right():
    content = file_of([appointment("meeting-01", "2027-01-05T15:00", "2027-01-05T16:30", title=NASTY, text=NASTY)])
    (event,) = events_of(content).values()
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"]) == NASTY.replace("\r\n", "\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") == line.decode("utf-8", errors="replace") for line in lines)


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_do_not_reach_the_file(letter):
    content = file_of([appointment("meeting-01", "2027-01-05T15:00", "2027-01-05T16:30", title=f"A{letter}B")])
    (event,) = events_of(content).values()
    assert str(event["SUMMARY"]) in ("AB", "A?B")


@pytest.mark.parametrize(("language", "name"), [("de", "Lernkreis – Muster"), ("en", "Learning circle – Muster")])
def test_the_calendar_has_a_name_in_the_language(language, name):
    calendar = Calendar.from_ical(file_of(weekly(date(2027, 1, 5), 1), language=language, organisation="Muster"))
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == name


@pytest.mark.parametrize(("language", "word"), [("de", "Termine"), ("en", "dates")])
def test_without_dates_it_says_so_and_where_to_enter_them(language, word):
    with pytest.raises(InputError) as caught:
        file_of([])
    told = sentence(caught.value.problems[0], language)
    assert word in told
    assert phrase("result.part_plan", language) in told
