"""Guessing codes and joining in masses: it gets nowhere, and the room goes on whatever somebody tries."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from lcc_diag.server.workshop.door import (
    JOIN_BURST,
    JOINS_PER_SECOND,
    MOST_REMEMBERED,
    WINDOW_SECONDS,
    WRONG_CODES,
    WRONG_CODES_OF_ALL,
    Arrivals,
    Guesses,
    Remembered,
    network,
)
from lcc_diag.store.workshops import MAX_PARTICIPANTS
from tests.server.visiting import Answer, Visitor
from tests.server.workshop.room import JSON, Room

HALL = "203.0.113.7"
"""One address for a whole hall: behind a router, or behind a proxy that does not tell who asks."""


@pytest.fixture(scope="module")
def behind(proxied) -> Visitor:
    """Somebody who can be at any address: the server believes what the proxy in front of it says."""
    return Visitor(f"http://127.0.0.1:{proxied.port}{proxied.base_url}")


@pytest.fixture
def room(proxied) -> Room:
    return Room.opened(proxied)


def find(visitor: Visitor, code: str, address: str) -> Answer:
    body = json.dumps({"code": code})
    return visitor.ask("lcc/workshops/find", "POST", body, Content_Type=JSON, X_Forwarded_For=address)


def join(visitor: Visitor, room: Room, number: int, address: str, role: str = "staff") -> Answer:
    body = json.dumps({"role": role, "message": f"phone-{number:010}"})
    return visitor.ask(f"{room.place}/join", "POST", body, Content_Type=JSON, X_Forwarded_For=address)


# --- codes ------------------------------------------------------------------------------------------------------------


def test_guessing_gets_nowhere_and_the_room_goes_on(behind, room):
    inside = room.phone()
    guesses = [f"CDFG{one}{two}" for one in "HJKMNP" for two in "QRTVWXY"]
    with ThreadPoolExecutor(len(guesses)) as threads:
        statuses = list(threads.map(lambda guess: find(behind, guess, HALL).status, guesses))
    assert statuses.count(404) == WRONG_CODES
    assert statuses.count(429) == len(guesses) - WRONG_CODES
    refused = find(behind, room.workshop.code, HALL)
    assert refused.status == 429  # not even the right one, or guessing would go on
    assert "QR" in json.loads(refused.body)["message"]["de"]
    assert 0 < int(refused.headers["Retry-After"]) <= WINDOW_SECONDS

    assert behind.ask(f"{room.place}/room", X_Forwarded_For=HALL).status == 200  # the QR code leads past all this
    assert join(behind, room, 1, HALL).status == 200
    assert inside.own()["role"] == "staff"
    assert find(behind, room.workshop.code, "203.0.113.8").status == 200


def test_right_codes_are_not_counted(behind, room):
    assert {find(behind, room.workshop.code, "203.0.113.20").status for _ in range(2 * WRONG_CODES)} == {200}


def test_a_code_that_is_none_counts_as_wrong(behind):
    for code in ("", "O0IL15", "x" * 5000, "ÄÖÜ", "' OR '1'='1", "\x00" * 6):
        assert find(behind, code, "203.0.113.21").status in (400, 404)


def test_the_code_of_a_workshop_that_is_over_leads_nowhere(behind, room):
    room.enter("close")
    assert find(behind, room.workshop.code, "203.0.113.22").status == 404


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_after_a_minute_one_may_try_again():
    clock = Clock()
    guesses = Guesses(clock)
    for _ in range(WRONG_CODES):
        assert guesses.wait(HALL) == 0
        guesses.wrong(HALL)
    assert guesses.wait(HALL) == WINDOW_SECONDS
    clock.now += WINDOW_SECONDS
    assert guesses.wait(HALL) == 0


def test_many_addresses_together_have_a_limit_too():
    guesses = Guesses(Clock())
    for number in range(WRONG_CODES_OF_ALL):
        assert guesses.wait(f"10.0.{number // 256}.{number % 256}") == 0
        guesses.wrong(f"10.0.{number // 256}.{number % 256}")
    assert guesses.wait("10.9.9.9") > 0


def test_a_year_of_guessing_finds_next_to_nothing():
    """All addresses together, one workshop whose code is never closed."""
    minutes = 365 * 24 * 60
    assert minutes * WRONG_CODES / 22**6 < 0.1
    assert 24 * 60 * WRONG_CODES_OF_ALL / 22**6 < 0.01  # a day, with as many addresses as one likes


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unix socket", "unix socket"),
    ],
)
def test_a_household_is_one_address(address, counted):
    assert network(address) == counted


def test_memory_has_a_limit():
    remembered = Remembered(list)
    remembered["first"].append("kept")
    for number in range(MOST_REMEMBERED - 1):
        remembered[str(number)].append("x")
    assert remembered["first"] == ["kept"]  # the youngest now
    for number in range(MOST_REMEMBERED):
        remembered[f"again {number}"].append("x")
    assert remembered["first"] == []


# --- joining ----------------------------------------------------------------------------------------------------------


def test_a_flood_of_joins_ends_and_others_get_in(behind, room):
    room.phone()
    tries = range(int(JOIN_BURST) + 40)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: join(behind, room, number, HALL, role="thief"), tries))
    statuses = [answer.status for answer in answers]
    assert set(statuses) == {400, 429}
    assert JOIN_BURST <= statuses.count(400) < JOIN_BURST + 40
    refused = next(answer for answer in answers if answer.status == 429)
    assert int(refused.headers["Retry-After"]) == 1
    assert join(behind, room, 999, "203.0.113.9").status == 200
    assert join(behind, Room.opened(room.serving), 1, HALL).status == 200


def test_workshops_that_are_none_are_not_counted(behind, room):
    """Whoever joins a thousand of them would be a stranger again, and could flood the one there is."""
    unknown = replace(room.workshop, id="A" * 22)
    nowhere = Room(room.serving, unknown, room.case)
    tries = range(int(JOIN_BURST) + 20)
    with ThreadPoolExecutor(8) as threads:
        statuses = set(threads.map(lambda number: join(behind, nowhere, number, HALL).status, tries))
    assert statuses == {404}


def test_a_hall_behind_one_address_gets_in():
    """300 phones within two minutes, however they come; who is refused tries again as told."""
    for seconds in (120.0, 30.0, 0.0):
        clock = Clock()
        arrivals, latest = Arrivals(clock), 0.0
        for number in range(300):
            clock.now = max(clock.now, 1000 + number * seconds / 300)
            while wait := arrivals.wait("room", HALL):
                clock.now += max(wait, 0.01)
            latest = clock.now - 1000
        assert latest <= max(seconds, 300 / JOINS_PER_SECOND) + 1
        assert latest <= 120


def test_a_workshop_has_room_for_so_many(room):
    people = [(room.id, f"p{number}", f"secret {number}") for number in range(MAX_PARTICIPANTS)]
    with closing(sqlite3.connect(room.serving.database)) as database, database:
        database.executemany("INSERT INTO participants VALUES (?, ?, 'staff', 0, 0, ?, NULL)", people)
    answer = room.stranger().ask_to_join()
    assert answer.status == 409
    assert str(MAX_PARTICIPANTS) in json.loads(answer.body)["message"]["de"]


def test_a_join_that_is_repeated_is_one_person(room):
    stranger = room.stranger()
    answers = [stranger.ask_to_join(message="a message of its own") for _ in range(3)]
    assert len({answer.body for answer in answers}) == 1
    assert room.seen_when(lambda seen: seen["counts"]["joined"])["counts"]["joined"] == 1


def test_a_closed_door_is_said(room):
    room.store.change(room.id, lambda workshop: replace(workshop, locked=True))
    answer = room.stranger().ask_to_join()
    assert answer.status == 409
    assert "Tür" in json.loads(answer.body)["message"]["de"]


def test_two_phones_with_one_own_code(room):
    assert room.stranger().ask_to_join(own_code="km 27").status == 200
    assert room.stranger().ask_to_join(own_code="KM27").status == 409
    assert room.stranger().ask_to_join(own_code="K1").status == 400
