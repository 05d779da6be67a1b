"""The circle's dates: right number, right weekday, no free day, stable ids; oracles from the calendar on the wall."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.plan import Agreed, Step
from lcc_diag.model.schedule import agenda, circle_sizes, compose, meeting_days, meeting_minutes

CONTENT = load()
THURSDAY = 3
ASCENSION, CORPUS_CHRISTI = date(2027, 5, 6), date(2027, 5, 27)
START = date(2027, 1, 14)  # a Thursday


def composed(free=(), weeks=12, minutes=90, **agreed):
    plan = Agreed(**{"start": START, "weekday": THURSDAY, "time": time(15)} | agreed)
    return compose(plan, weeks, minutes, set(free), CONTENT)


def days(events):
    return [event.day for event in events]


def test_twelve_meetings_a_week_apart():
    meetings = composed().meetings
    assert days(meetings) == [START + n * timedelta(weeks=1) for n in range(12)]
    assert meetings[-1].day == date(2027, 4, 1)
    assert meetings[0].span == (datetime(2027, 1, 14, 15), datetime(2027, 1, 14, 16, 30))


def test_a_meeting_on_a_free_day_is_left_out_and_the_series_goes_on_a_week_longer():
    schedule = composed({ASCENSION, CORPUS_CHRISTI, date(2027, 5, 17)}, weeks=24)
    assert len(schedule.meetings) == 24
    assert schedule.left_out == (ASCENSION, CORPUS_CHRISTI)
    assert days(schedule.meetings)[15:19] == [date(2027, 4, 29), date(2027, 5, 13), date(2027, 5, 20), date(2027, 6, 3)]
    assert schedule.meetings[-1].day == date(2027, 7, 8)


@pytest.mark.parametrize(
    ("start", "weekday", "first"),
    [
        (date(2027, 1, 13), THURSDAY, date(2027, 1, 14)),
        (date(2027, 1, 15), THURSDAY, date(2027, 1, 21)),
        (date(2026, 12, 31), 0, date(2027, 1, 4)),  # across New Year
        (date(2027, 1, 14), None, date(2027, 1, 14)),
        (date(2027, 1, 7), THURSDAY, date(2027, 1, 14)),  # the start itself is free
        (date(2027, 1, 1), 4, date(2027, 1, 15)),  # two free Fridays in a row
        (date(2028, 2, 29), 1, date(2028, 2, 29)),
    ],
)
def test_the_first_meeting_is_on_the_weekday_on_or_after_the_start(start, weekday, first):
    free = {date(2027, 1, 1), date(2027, 1, 7), date(2027, 1, 8)}
    assert composed(free, start=start, weekday=weekday).meetings[0].day == first


def test_what_was_agreed_goes_before_what_is_recommended():
    for agreed, recommended, meetings in ((None, 12, 12), (None, 24, 24), (24, 12, 24), (12, 24, 12)):
        plan = Agreed(start=START, weeks=agreed)
        assert len(compose(plan, recommended, 90, (), CONTENT).meetings) == meetings


@pytest.mark.parametrize(("weeks", "each"), [(12, 2), (24, 4)])
def test_each_sprint_has_the_same_number_of_meetings(weeks, each):
    schedule = composed({ASCENSION}, weeks=weeks)
    names = [event.sprint for event in schedule.meetings]
    assert names == [name for name in CONTENT.circle.sprints for _ in range(each)]
    for sprint in schedule.sprints:
        held = schedule.meetings[sprint.first - 1 : sprint.last]
        assert {event.sprint for event in held} == {sprint.id}
        assert (sprint.first_day, sprint.last_day) == (held[0].day, held[-1].day)


def test_sprints_are_known_before_there_is_a_start():
    schedule = composed(start=None)
    assert schedule.meetings == schedule.followups == schedule.others == ()
    assert [(sprint.first, sprint.last) for sprint in schedule.sprints][:2] == [(1, 2), (3, 4)]
    assert {sprint.first_day for sprint in schedule.sprints} == {None}


def test_a_quarter_of_a_year_lies_between_the_later_meetings():
    schedule = composed(weeks=24)
    last = schedule.meetings[-1].day
    assert days(schedule.followups) == [last + n * timedelta(weeks=13) for n in (1, 2, 3, 4)]
    assert {event.at for event in schedule.followups} == {time(15)}


def test_a_quarterly_meeting_on_a_free_day_is_a_week_later_and_moves_no_other():
    epiphany = date(2028, 1, 6)
    free = {ASCENSION, CORPUS_CHRISTI, epiphany}
    schedule = composed(free, weeks=24)
    expected = [date(2027, 10, 7), date(2028, 1, 13), date(2028, 4, 6), date(2028, 7, 6)]
    assert days(schedule.followups) == expected
    assert schedule.moved == (epiphany,)


def test_measurements_lie_around_the_circle_on_working_days():
    free = {date(2027, 1, 7), date(2027, 1, 6), date(2027, 4, 8)}
    measured = {event.kind: event.day for event in composed(free).others}
    assert measured == {
        "measurement_before": date(2027, 1, 5),
        "measurement_after": date(2027, 4, 9),
        "measurement_later": date(2027, 9, 30),
    }
    saturday = composed(start=date(2027, 1, 16), weekday=5).others
    assert days(saturday) == [date(2027, 1, 8), date(2027, 4, 12), date(2027, 10, 4)]


def test_deadlines_are_there_without_a_circle():
    steps = (Step(2, "Anfangen", "AB", date(2027, 1, 8)), Step(5, "Aufhören", "", None))
    plan = Agreed(steps=steps, review=date(2027, 1, 4))
    events = compose(plan, 12, 90, (), CONTENT).events
    assert [(event.uid, event.day, event.span) for event in events] == [
        ("review", date(2027, 1, 4), None),
        ("step-2", date(2027, 1, 8), None),
    ]


def test_events_come_in_order_of_time_and_whole_days_first():
    schedule = composed(review=START)
    told = [(event.day, event.at or time.min) for event in schedule.events]
    assert told == sorted(told)
    assert [event.uid for event in schedule.events if event.day == START] == ["review", "meeting-01"]


def test_without_a_time_a_meeting_takes_the_whole_day():
    assert {event.span for event in composed(time=None).events} == {None}


def test_a_late_meeting_ends_on_the_next_day():
    assert composed(time=time(23, 30), minutes=60).meetings[0].span[1] == datetime(2027, 1, 15, 0, 30)


def uids(schedule):
    return [event.uid for event in schedule.events]


def test_ids_say_the_place_and_stay_when_dates_move():
    before = composed(weeks=12)
    after = composed({START, ASCENSION}, weeks=12, start=date(2027, 3, 1), weekday=0, time=time(8), minutes=60)
    assert sorted(uids(before)) == sorted(uids(after))
    assert uids(before)[:3] == ["measurement-before", "meeting-01", "meeting-02"]
    assert uids(before)[-4:] == ["measurement-later", "followup-2", "followup-3", "followup-4"]
    longer = composed(weeks=24)
    assert set(uids(before)) <= set(uids(longer))


WEEKDAYS = st.one_of(st.none(), st.integers(0, 6))
STARTS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(STARTS, WEEKDAYS, st.sampled_from([12, 24]), st.sets(st.integers(0, 600), max_size=80))
def test_any_start_and_any_free_days(start, weekday, weeks, offsets):
    free = {start + timedelta(days=offset) for offset in offsets}
    schedule = compose(Agreed(start=start, weekday=weekday), weeks, 90, free, CONTENT)
    met = days(schedule.meetings)
    assert len(met) == weeks
    assert not {*met, *days(schedule.followups), *days(schedule.others)} & free
    wanted = start.weekday() if weekday is None else weekday
    assert {day.weekday() for day in (*met, *days(schedule.followups))} == {wanted}
    assert start <= met[0]
    assert met == sorted(set(met))
    series = sorted([*met, *schedule.left_out])
    first = start + timedelta(days=(wanted - start.weekday()) % 7)
    assert series == [first + n * timedelta(weeks=1) for n in range(len(series))]
    covered = [n for sprint in schedule.sprints for n in range(sprint.first, sprint.last + 1)]
    assert covered == list(range(1, weeks + 1))
    assert len(set(uids(schedule))) == len(schedule.events) == weeks + 3 + 4


def test_a_weekend_start_without_a_weekday_is_kept():
    met, free = meeting_days(Agreed(start=date(2026, 11, 14)), 12, {date(2026, 12, 26)})
    assert {day.weekday() for day in met} == {5}
    assert free == (date(2026, 12, 26),)


@pytest.mark.parametrize(
    ("answered", "minutes"), [(None, 90), ("dk", 90), (0, 60), (59, 60), (60, 60), (75, 75), (90, 90), (600, 90)]
)
def test_a_meeting_takes_an_hour_to_ninety_minutes(answered, minutes):
    assert meeting_minutes(answered, CONTENT.plan) == minutes


@pytest.mark.parametrize(("minutes", "parts"), [(90, (20, 45, 25)), (75, (15, 40, 20)), (60, (15, 30, 15))])
def test_a_shorter_meeting_keeps_its_proportions(minutes, parts):
    assert agenda(list(CONTENT.plan.agenda.values()), minutes) == parts


@given(st.integers(60, 90))
def test_the_agenda_adds_up(minutes):
    parts = agenda(list(CONTENT.plan.agenda.values()), minutes)
    assert sum(parts) == minutes
    assert min(parts) >= 10


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (0, ()), (2, ()), (3, (3,)), (5, (5,)), (6, (3, 3)), (7, (4, 3)), (8, (4, 4)), (10, (5, 5)), (11, (4, 4, 3)),
        (16, (4, 4, 4, 4)),
    ],
)  # fmt: skip
def test_people_split_as_evenly_as_possible(people, sizes):
    assert circle_sizes(people, CONTENT.plan) == sizes


@given(st.integers(3, 200))
def test_every_circle_has_three_to_five_people(people):
    sizes = circle_sizes(people, CONTENT.plan)
    assert sum(sizes) == people
    assert set(sizes) <= {3, 4, 5}
    assert max(sizes) - min(sizes) <= 1
