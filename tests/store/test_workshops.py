"""Workshops and their states in databases of each kind: opened, found, changed, told of."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import (
    Settings,
    ask_again,
    enter,
    pause,
    reveal,
    seal,
    show_text,
    start_timer,
    take_over,
)
from lcc_diag.store import CaseStore, WorkshopStore, notices, schema
from lcc_diag.store.changes import Changes
from lcc_diag.store.codes import ALPHABET
from lcc_diag.store.events import WorkshopHeld
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import workshop_topic
from tests.store.workshops import NAMED, TODAY, Room

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
PULSE = Settings(parts="pulse")


def refused(code, function, *args, **kwargs):
    with pytest.raises(InputError) as caught:
        function(*args, **kwargs)
    assert [problem.code for problem in caught.value.problems] == [code]


# --- opened and found -------------------------------------------------------------------------------------------


def test_opened_and_found_by_each_of_its_names(room):
    workshop = room.read()
    assert workshop.settings == NAMED
    assert (workshop.phase, workshop.token, workshop.version) == ("join", room.token, 1)
    assert workshop.delete_on == TODAY + timedelta(days=14)
    assert len(workshop.code) == 6
    assert set(workshop.code) <= set(ALPHABET)
    assert len({workshop.id, workshop.wall, workshop.code}) == 3
    assert min(len(workshop.id), len(workshop.wall)) >= 22  # 128 random bits
    typed = f" {workshop.code[:3].lower()}-{workshop.code[3:]} "
    assert room.store.find(typed) == room.store.at_wall(workshop.wall) == workshop
    assert room.store.of_case(room.token) == (workshop,)


@pytest.mark.parametrize("name", ["", "x", "\ud800", "ä", "\x00", "' OR 1=1 --", "%", "x" * 100_000])
def test_unknown_names(asking, name):
    room = asking
    refused("workshop_unknown", room.store.read, name)
    refused("workshop_unknown", room.store.at_wall, name)
    refused("workshop_code_unknown", room.store.find, name)
    refused("workshop_unknown", room.store.change, name, seal)
    refused("workshop_unknown", room.store.join, name, "staff")
    refused("workshop_unknown", room.store.leave, name, "x")
    refused("case_unknown", room.store.open, name, NAMED, TODAY)
    refused("participant_unknown", room.store.participant, room.id, name)
    refused("participant_unknown", room.store.participant, name, "x")
    refused("participant_unknown", room.store.leave, room.id, name)
    assert room.store.of_case(name) == ()


def test_wrong_settings_open_nothing(room):
    refused("workshop_group_too_small", room.another, replace(NAMED, min_group=4))
    assert len(room.store.of_case(room.token)) == 1


def test_several_on_one_case_are_numbered_and_known_apart(room):
    second = room.another(PULSE)
    assert [room.store.number(id_) for id_ in (room.id, second.id)] == [1, 2]
    assert [workshop.settings for workshop in room.store.of_case(room.token)] == [NAMED, PULSE]


def test_a_number_the_case_already_tells_of_is_not_used_again(room):
    """As after a backup or in a case from a file: the workshops themselves are not there, what they released is."""
    room.cases.record(room.token, WorkshopHeld({"id": 7}))
    assert room.store.number(room.another(PULSE).id) == 8


def test_many_opening_at_once_have_numbers_of_their_own(room, shared_url):
    store = WorkshopStore(shared_url, busy_seconds=60)
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: store.open(room.token, PULSE, TODAY), range(6)))
    assert sorted(store.number(workshop.id) for workshop in opened) == [2, 3, 4, 5, 6, 7]


def test_secrets_are_not_shown_by_what_carries_them(room):
    joined = room.joined("staff")
    assert joined.secret not in repr(joined)


# --- states -----------------------------------------------------------------------------------------------------


def test_every_state_comes_back_as_it_was(room):
    for act in (
        lambda workshop: replace(enter(workshop, "answer"), locked=True),
        lambda workshop: start_timer(workshop, 90, NOW),
        lambda workshop: pause(workshop, NOW),
        lambda workshop: take_over(workshop, "mark", True),
        seal,
        lambda workshop: reveal(workshop, 1, {"challenges": [{"id": "c1", "dots": []}], "n": None}, {"c1": ["x"]}),
        lambda workshop: ask_again(workshop, ("c2",)),
    ):
        before = room.read()
        after = room.store.change(room.id, act)
        assert after == room.read()
        assert after == replace(act(before), version=before.version + 1)


def test_what_changes_nothing_writes_nothing(room):
    room.enter("answer")
    assert room.enter("answer").version == 2


def test_what_an_act_raises_is_passed_on_and_nothing_has_happened(room):
    refused("workshop_phase_impossible", room.enter, "talk")
    assert room.read().version == 1


def test_acts_at_the_same_time_build_on_each_other(room, shared_url):
    store = WorkshopStore(shared_url, busy_seconds=60)

    def add(number):
        store.change(room.id, lambda old: replace(old, settings=replace(old.settings, budget=old.settings.budget + 1)))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(12)))
    assert room.read().settings.budget == 102
    assert room.read().version == 13


def test_a_code_leads_nowhere_once_the_workshop_is_over(room):
    code = room.read().code
    room.enter("close")
    refused("workshop_code_unknown", room.store.find, code)
    assert room.store.read(room.id).closed


def test_a_text_is_shown_only_if_it_may_be(room):
    refused("workshop_text_gone", room.store.change, room.id, lambda old: show_text(old, "x", "c1", "erfunden"))


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """A workshop whose state can be spoilt, and that state while it was whole."""
    room = Room(tmp_path_factory.mktemp("damaged") / "cases.sqlite")
    return room, room.rows(schema.workshop_states)[0].state


@pytest.mark.parametrize(
    "state",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        {"phase": "party"},
        {"rounds": []},
        {"rounds": [5]},
        {"rounds": [{"number": "1", "challenges": [], "attitudes": True}]},
        {"rounds": [{"number": 1, "challenges": "c1", "attitudes": True}]},
        {"settings": {"parts": "all"}},
        {"settings": {"min_group": "5"}},
        {"settings": {"roles": ["king"]}},
        {"timer": {"ends": "soon"}},
        {"texts": [{"id": "x"}]},
        {"taken_over": [1]},
        {"locked": 1},
        {"deleted": "no"},
    ],
    ids=str,
)
def test_a_damaged_state_is_said(damaged, state):
    room, whole = damaged
    text = state if isinstance(state, str) else json.dumps(json.loads(whole) | state)
    with room.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE workshop_states SET state = ?", (text,))
    for read in (room.read, room.seal, room.counts, lambda: room.store.purge(date.max)):
        with pytest.raises(StoreError, match="database_damaged"):
            read()


def test_a_state_of_an_earlier_version_is_read(path):
    """Keys that were not there yet have their usual value."""
    room = Room(path)
    old = {
        "settings": {"challenges": ["c1"], "parts": "cynefin"},
        "phase": "join",
        "rounds": [{"number": 1, "challenges": ["c1"], "attitudes": False}],
        "later": 1,
    }
    with room.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE workshop_states SET state = ?", (json.dumps(old),))
    assert room.read().settings == Settings(parts="cynefin", challenges=("c1",))
    assert room.read().taken_over == ()


# --- told of ----------------------------------------------------------------------------------------------------


def test_every_change_of_a_workshop_is_told_and_none_of_the_case(room, shared_url):
    async def scenario():
        changes = Changes(shared_url, every_seconds=0.05)
        await changes.start()
        other = CaseStore(shared_url).create().token
        async with asyncio.timeout(20):
            with changes.subscribe(workshop_topic(room.token)) as news, changes.subscribe(room.token) as case:
                person = room.joined("leader", named=True).participant.id
                assert await anext(news) == "changed"
                for act in (
                    lambda: room.enter("answer"),
                    lambda: room.say(person, "a"),
                    lambda: room.store.set_named(room.id, person, False),
                    lambda: room.store.leave(room.id, person),
                    lambda: room.another(PULSE),
                    lambda: room.store.delete_raw(room.id),
                ):
                    act()
                    assert await anext(news) == "changed"
                CaseStore(shared_url).delete(other)
                assert case._what is None
                room.cases.delete(room.token)
                heard = [what async for what in news]
                assert heard[-1] == "deleted"
                assert heard.count("deleted") == 1
        await changes.stop()

    asyncio.run(scenario())


def test_what_is_followed_before_there_is_a_workshop_is_told_of_the_first(shared_url):
    async def scenario():
        changes, token = Changes(shared_url, every_seconds=0.05), CaseStore(shared_url).create().token
        await changes.start()
        async with asyncio.timeout(20):
            with changes.subscribe(workshop_topic(token)) as news:
                WorkshopStore(shared_url).open(token, PULSE, TODAY)
                assert await anext(news) == "changed"
        await changes.stop()

    asyncio.run(scenario())


def test_a_repeated_message_and_a_refused_entry_are_no_change(room):
    (person,) = room.people(1)
    room.enter("answer")
    entry = room.entry()
    room.send(person, entry)
    version = room.read().version
    assert room.send(person, entry, room.entry("z")) == [None, "value_invalid"]
    assert room.read().version == version


def test_who_listens_to_the_database_learns_no_secret(postgres, server):
    room = Room(postgres)
    names = {room.token, room.id, room.read().code, room.read().wall}
    topic = re.compile("[0-9a-f]{40} changed")
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as listener:
        listener.execute(f"LISTEN {notices.CHANNEL}")
        room.joined()
        room.enter("answer")
        heard = [notice.payload for notice in listener.notifies(timeout=20, stop_after=2)]
    assert all(topic.fullmatch(notice) for notice in heard)
    assert not any(name in notice for name in names for notice in heard)
