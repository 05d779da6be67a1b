"""Who is in a workshop: joining once however often it is sent, being known again, nothing kept that names anybody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import inspect

from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import Settings
from lcc_diag.store import WorkshopStore, schema, workshop_people
from tests.store.test_workshops import refused
from tests.store.workshops import NAMED, Room

MESSAGE = "a random name of 16"
ABOUT_PEOPLE = (schema.participants, schema.raw_answers, schema.raw_messages)


def test_who_joins_is_known_by_the_secret_alone(room):
    joined = room.joined("leader", named=True)
    assert (joined.participant.role, joined.participant.named) == ("leader", True)
    assert len(joined.secret) >= 22
    assert room.store.participant(room.id, joined.secret) == joined.participant
    for wrong in (joined.secret[:-1], joined.participant.id, room.id, ""):
        refused("participant_unknown", room.store.participant, room.id, wrong)
    other = room.another(NAMED)
    refused("participant_unknown", room.store.participant, other.id, joined.secret)


def test_a_repeated_joining_brings_the_same_participant_and_secret(room, shared_url):
    first = room.joined("staff", message=MESSAGE)
    assert WorkshopStore(shared_url).join(room.id, "staff", message=MESSAGE) == first
    room.store.change(room.id, lambda old: replace(old, locked=True))
    assert room.joined("staff", message=MESSAGE) == first
    assert room.counts() == (1, 0)
    other = room.another(NAMED)
    assert room.store.join(other.id, "staff", message=MESSAGE).secret != first.secret


def test_one_joining_sent_many_times_at_once_is_one(room, shared_url):
    store = WorkshopStore(shared_url, busy_seconds=60)
    with ThreadPoolExecutor(4) as threads:
        joined = list(threads.map(lambda _: store.join(room.id, "staff", message=MESSAGE), range(8)))
    assert set(joined) == {joined[0]}
    assert room.counts() == (1, 0)


def test_a_joining_that_comes_again_after_leaving_brings_nobody_back(room):
    joined = room.joined("staff", message=MESSAGE)
    room.store.leave(room.id, joined.participant.id)
    refused("participant_unknown", room.joined, "staff", message=MESSAGE)
    assert room.counts() == (0, 0)


@pytest.mark.parametrize("message", ["", "m1", "x" * 15, "x" * 201, "ä" * 16, "\x00" * 16, 5, ["x"] * 16])
def test_a_message_that_could_be_guessed_or_is_none_is_refused(asking, message):
    refused("message_damaged", asking.joined, "staff", message=message)


def test_who_may_not_join(room):
    refused("workshop_role_unknown", room.joined, "king")
    refused("workshop_role_unknown", room.joined, ["staff"])
    only_staff = room.another(replace(NAMED, roles=("staff",)))
    refused("workshop_role_unknown", room.store.join, only_staff.id, "md")
    room.store.change(room.id, lambda old: replace(old, locked=True))
    refused("workshop_locked", room.joined, "staff")
    room.enter("close")
    refused("workshop_closed", room.joined, "staff")
    assert room.counts() == (0, 0)


def test_late_joiners_are_let_in_after_the_reveal_too(room):
    room.enter("answer")
    room.seal()
    assert room.joined("staff").participant.id


def test_a_full_room(room, monkeypatch):
    monkeypatch.setattr(workshop_people, "MAX_PARTICIPANTS", 2)
    person, _ = room.people(2)
    refused("workshop_full", room.joined, "staff")
    room.store.leave(room.id, person)
    room.joined("staff")
    refused("workshop_full", room.joined, "staff")


def test_named_are_only_leaders_and_only_where_that_is_asked(room):
    assert not room.joined("staff", named=True).participant.named
    assert not room.joined("leader", named="yes").participant.named
    unasked = room.another(Settings(parts="pulse"))
    assert not room.store.join(unasked.id, "md", named=True).participant.named
    leader = room.joined("md")
    room.store.set_named(room.id, leader.participant.id, True)
    assert room.store.participant(room.id, leader.secret).named
    (staff,) = room.people(1)
    room.store.set_named(room.id, staff, True)
    assert not any(row.named for row in room.rows(schema.participants) if row.role == "staff")


# --- one's own code ---------------------------------------------------------------------------------------------


def test_an_own_code_is_taken_once_in_a_workshop(room):
    first = room.joined("staff", own_code="KM27")
    for typed in ("KM27", "km27", " k m 2 7 "):
        refused("own_code_taken", room.joined, "staff", own_code=typed)
    room.store.join(room.another(NAMED).id, "staff", own_code="KM27")
    room.store.leave(room.id, first.participant.id)
    room.joined("staff", own_code="KM27")


@pytest.mark.parametrize(
    "code", ["K", "KM2", "KM277", "27KM", "K-27", "KM2x", "ßx27", "KM²7", "\ud800A27", "x" * 1000, 5]
)
def test_what_is_no_own_code(asking, code):
    refused("own_code_invalid", asking.joined, "staff", own_code=code)


def test_the_same_code_is_the_same_person_in_a_case_and_nobody_in_another(room, shared_url):
    """Later workshops can match people; whoever has two databases cannot."""
    room.joined("staff", own_code="ÄÖ27")
    later, other = room.another(NAMED), Room(shared_url)
    room.store.join(later.id, "staff", own_code="äö 27")
    other.joined("staff", own_code="ÄÖ27")
    first, second, elsewhere = (
        room.rows(schema.participants, id_)[0].own_code for id_ in (room.id, later.id, other.id)
    )
    assert first == second != elsewhere


# --- what is kept -----------------------------------------------------------------------------------------------


def test_secrets_codes_and_messages_are_kept_only_hashed(room):
    joined = room.joined("staff", own_code="KM27", message=MESSAGE)
    room.enter("answer")
    room.send(joined.participant.id, room.entry(message="the phone's name"))
    kept = str([room.rows(table) for table in (*ABOUT_PEOPLE, schema.workshop_states)])
    assert joined.participant.id in kept
    for secret in (joined.secret, "KM27", MESSAGE, "the phone's name"):
        assert secret not in kept


def test_nothing_tells_when_somebody_joined_or_answered(room, shared_url):
    with room.store._database.reading() as connection:
        found = inspect(connection)
        columns = {table.name: [column["name"] for column in found.get_columns(table.name)] for table in ABOUT_PEOPLE}
    assert columns == {
        "participants": ["workshop", "id", "role", "named", "gone", "secret", "own_code"],
        "raw_answers": ["workshop", "participant", "round", "item", "challenge", "value"],
        "raw_messages": ["workshop", "participant", "message"],
    }
    joined = room.people(8)
    assert joined != sorted(joined)  # ids are random; 1 in 40,320 would be sorted
    if shared_url.startswith("sqlite"):
        assert [row.id for row in room.rows(schema.participants)] == sorted(joined)
        for table in columns:
            with pytest.raises(InputError, match="database_damaged"), room.store._database.reading() as connection:
                connection.exec_driver_sql(f"SELECT rowid FROM {table}")
