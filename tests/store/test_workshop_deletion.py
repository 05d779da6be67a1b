"""What people said goes when they or the day say so: at once, and without a trace in SQLite's files."""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from lcc_diag.model.workshop import ANECDOTE, Settings, ask_again, reveal, show_text
from lcc_diag.store import CaseStore, schema
from lcc_diag.store.backup import backup, restore
from lcc_diag.store.events import WorkshopHeld
from lcc_diag.store.workshop_state import with_dots_of
from lcc_diag.store.workshops import Submission
from lcc_diag.view.workshop.results import results_view
from tests.cohort.rooms import room as cohort_room
from tests.store.test_workshops import refused
from tests.store.workshops import NAMED, QUESTIONNAIRES, RATING, TODAY, Room

SECRET = "Das darf niemand wissen 4711"
TABLES = (schema.workshop_states, schema.participants, schema.raw_answers, schema.raw_messages)


def number_of_rows(room, *tables):
    return [len(room.rows(table)) for table in tables]


def bytes_of(path):
    """Everything SQLite has on disk."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def revealed(room, leaders, staff):
    """Reveal a result with the leaders' dots."""
    dots = [{"participant": leader, "role": "leader", "top": "complex"} for leader in leaders]
    released = {"challenges": [{"id": "c1", "n": 7, "dots": dots}], "attitudes": [{"leaders": {"dots": dots[:1]}}]}
    room.seal()
    return room.store.change(room.id, lambda old: reveal(old, 1, released, {"c1": [*leaders, *staff]}))


def dots(room):
    released = room.read().rounds[0].released
    return [
        [dot["participant"] for dot in part["dots"]]
        for part in (released["challenges"][0], released["attitudes"][0]["leaders"])
    ]


@pytest.fixture
def held(room):
    """A workshop with two leaders and six staff, who answered, wrote, and saw the result; all texts are shown."""
    leaders = [room.joined("leader", named=True).participant.id for _ in range(2)]
    staff = room.people(6)
    room.enter("answer")
    entries = (room.entry(SECRET, (ANECDOTE, "c1")), room.entry("a"))
    sent = [Submission(room.id, person, entries) for person in (*leaders, *staff)]
    assert room.store.record(sent, QUESTIONNAIRES) == [None] * 16
    revealed(room, leaders, staff)
    texts = room.store.texts(room.id, 1)
    room.store.change(
        room.id, lambda old: reduce(lambda now, text: show_text(now, text["id"], "c1", SECRET), texts, old)
    )
    return leaders, staff


# --- one person -------------------------------------------------------------------------------------------------


def test_who_leaves_takes_answers_texts_and_dots_along_and_the_result_stays(room, held):
    (leader, other), _ = held
    room.store.leave(room.id, leader)
    assert leader not in [voice.participant.id for voice in room.store.voices(room.id, 1)]
    assert dots(room) == [[other], []]
    assert len(room.read().texts) == 7
    assert room.read().round.released["challenges"][0]["n"] == 7
    assert leader in room.read().round.members["c1"]  # later rounds must not be compared with this one
    assert room.counts() == (7, 0)
    assert number_of_rows(room, schema.workshop_states) == [1]  # the earlier ones had the dots
    refused("participant_unknown", room.store.leave, room.id, leader)


def test_who_agrees_no_more_is_not_shown_any_more(room, held):
    (leader, other), _ = held
    room.store.set_named(room.id, leader, False)
    assert dots(room) == [[other], []]
    assert number_of_rows(room, schema.workshop_states) == [1]
    room.store.set_named(room.id, leader, True)
    assert dots(room) == [[other], []]
    assert len(room.store.voices(room.id, 1)) == 8


@pytest.mark.parametrize("leaders", [1, 2])
def test_a_mean_that_is_as_good_as_a_dot_goes_with_it(leaders):
    """Agreement taken back by the only leader, or by one of two, whose answer the other dot would tell."""
    room = cohort_room(staff=6, leaders=leaders, named=leaders)
    revealed = reveal(room.workshop, 1, room.release().shown, {})
    before, after = revealed.round.released, with_dots_of(revealed, {"l1"}).round.released
    assert with_dots_of(revealed, {"l0", "l1"}) == revealed
    assert [entry["leaders"]["n"] for entry in before["attitudes"]] == [{"n": leaders}] * 4
    for old, new in zip(before["attitudes"], after["attitudes"], strict=True):
        for cell in (new["leaders"], new["prediction"]):
            assert (cell["shown"], cell["why"], cell["n"], cell["mean"]) == (False, "too_few", None, None)
            assert len(cell["dots"]) == leaders - 1
        assert (new["gap"], new["surprise"]) == (None, None)
        assert (new["staff"], new["items"]) == (old["staff"], old["items"])


def test_of_a_challenge_that_two_leaders_rated_alone_a_withdrawn_dot_leaves_the_other():
    room = cohort_room(staff=0, leaders=2, named=2, parts="cynefin")
    revealed = reveal(room.workshop, 1, room.release().shown, {})
    (before,), (after,) = (
        revealed.round.released["challenges"],
        with_dots_of(revealed, {"l1"}).round.released["challenges"],
    )
    assert [dot["participant"] for dot in before["dots"]] == ["l0", "l1"]
    assert after == before | {"dots": before["dots"][1:]}
    assert (before["shown"], before["why"]) == (False, "too_few")
    assert room_texts(revealed, room) != room_texts(with_dots_of(revealed, {"l1"}), room)  # and it can be shown


def room_texts(workshop, room):
    return str(results_view(workshop, room.case, room.questionnaires))


def test_a_result_computed_before_somebody_left_is_stored_without_their_dots(room):
    leaders = [room.joined("leader", named=True).participant.id for _ in range(2)]
    room.enter("answer")
    room.store.leave(room.id, leaders[0])
    revealed(room, leaders, [])
    assert dots(room) == [[leaders[1]], []]


def test_a_text_cannot_be_shown_after_it_was_withdrawn(room):
    people = room.people(6)
    room.enter("write")
    for number, person in enumerate(people):
        room.write(person, f"Text {number}")
    room.seal()
    mine = next(text for text in room.store.texts(room.id, 1) if text["text"] == "Text 0")
    room.store.leave(room.id, people[0])
    refused("workshop_text_gone", room.store.change, room.id, lambda old: show_text(old, mine["id"], "c1", "Text 0"))


def test_leaving_leaves_no_trace_in_the_file(path):
    room = Room(path)
    person, other = room.people(2)
    room.enter("write")
    room.write(person, SECRET)
    room.write(other, "bleibt")
    room.write(person, f"{SECRET} anders")
    assert SECRET.encode() in bytes_of(path)
    room.store.leave(room.id, person)
    assert SECRET.encode() not in bytes_of(path)
    assert b"bleibt" in bytes_of(path)


def test_a_text_that_was_off_the_wall_already_leaves_no_trace_either(path):
    room = Room(path)
    people = room.people(5)
    room.enter("write")
    for number, person in enumerate(people):
        room.write(person, f"{SECRET} {number}")
    room.seal()
    mine = next(text for text in room.store.texts(room.id, 1) if text["text"] == f"{SECRET} 0")
    room.store.change(room.id, lambda old: show_text(old, mine["id"], "c1", mine["text"]))
    room.store.change(room.id, lambda old: replace(old, texts=()))
    room.store.leave(room.id, people[0])
    assert f"{SECRET} 0".encode() not in bytes_of(path)
    assert f"{SECRET} 1".encode() in bytes_of(path)


def test_what_somebody_was_reading_while_it_was_deleted_is_gone_after_the_next_daily_look(path):
    """As a backup reads; the server's own connection, which is always open, keeps SQLite from tidying up by itself."""
    room = Room(path, busy_seconds=0.05)
    (person,) = room.people(1)
    room.enter("write")
    with closing(sqlite3.connect(path)) as always, closing(sqlite3.connect(path, isolation_level=None)) as reader:
        always.execute("PRAGMA data_version").fetchall()
        room.write(person, SECRET)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM raw_answers").fetchall()
        room.store.leave(room.id, person)
        reader.execute("COMMIT")
        assert room.store.purge(date.min) == 0
        assert SECRET.encode() not in bytes_of(path)


# --- all of a workshop ------------------------------------------------------------------------------------------


def test_deleting_what_was_answered_closes_the_workshop_and_keeps_what_the_room_saw(room, held):
    (leader, _), _ = held
    workshop = room.store.delete_raw(room.id)
    assert workshop == room.read()
    assert (workshop.deleted, workshop.phase) == (True, "close")
    assert workshop.round.members == {}
    assert dots(room) == [[], []]
    assert len(workshop.texts) == 8
    assert number_of_rows(room, *TABLES) == [1, 0, 0, 0]
    assert leader not in str(workshop)
    assert (room.store.voices(room.id, 1), room.store.texts(room.id, 1)) == ((), ())
    assert room.send(leader, room.entry()) == ["participant_unknown"]
    refused("workshop_closed", room.joined, "staff")
    assert room.store.delete_raw(room.id) == workshop


def test_deleting_in_the_middle_takes_nothing_more(room):
    room.enter("answer")
    assert room.store.delete_raw(room.id).round.sealed
    refused("workshop_phase_impossible", room.store.change, room.id, lambda old: ask_again(old, ("c1",)))


def test_on_its_day_and_not_before(url):
    room = Room(url)  # in a database of its own: all others in it would go as well
    later = room.another(Settings(parts="pulse", keep_days=30))
    (person,) = room.people(1)
    room.enter("answer")
    room.say(person, "a")
    day = room.read().delete_on
    assert room.store.purge(day - timedelta(days=1)) == 0
    assert room.own(person) == {RATING: "a"}
    assert room.store.purge(day) == 1
    assert room.own(person) == {}
    assert room.store.purge(day + timedelta(days=1)) == 0
    assert not room.store.read(later.id).deleted
    assert room.store.purge(date.max) == 1


def test_after_the_day_no_answer_is_left_in_the_file(path):
    room = Room(path)
    people = [room.joined("leader", named=True, own_code=f"KM{number}").participant.id for number in range(10, 30)]
    room.enter("answer")
    for person in people:
        room.write(person, f"{SECRET} {person}")
        room.answer_all(person, "leader", "dk")
        room.write(person, f"{SECRET} {person} noch einmal")
    revealed(room, people, [])
    with room.store._database.reading() as connection:
        hashes = connection.exec_driver_sql("SELECT secret FROM participants").scalars().all()
        hashes += connection.exec_driver_sql("SELECT own_code FROM participants").scalars().all()
        hashes += connection.exec_driver_sql("SELECT message FROM raw_messages").scalars().all()
    needles = [SECRET, "attitudes.gm1", "cynefin.anecdote", *people, *hashes]
    before = bytes_of(path)
    assert all(needle.encode() in before for needle in needles)
    assert room.store.purge(date.max) == 1
    after = bytes_of(path)
    assert [needle for needle in needles if needle.encode() in after] == []


def test_deleting_a_case_deletes_its_workshops_and_no_others(path):
    room, other = Room(path), Room(path)
    for one in (room, other):
        (person,) = one.people(1)
        one.enter("write")
        one.write(person, SECRET + one.id)
    code = room.read().code
    room.cases.delete(room.token)
    refused("workshop_unknown", room.read)
    refused("workshop_code_unknown", room.store.find, code)
    assert room.store.of_case(room.token) == ()
    for secret in (SECRET + room.id, room.id, code):
        assert secret.encode() not in bytes_of(path)
    assert (SECRET + other.id).encode() in bytes_of(path)
    assert number_of_rows(room, *TABLES) == [0, 0, 0, 0]
    assert number_of_rows(other, *TABLES) == [2, 1, 1, 1]


def test_deleting_a_case_with_a_workshop_in_each_kind_of_database(room, held):
    room.cases.delete(room.token)
    assert number_of_rows(room, *TABLES) == [0] * len(TABLES)


# --- backups ----------------------------------------------------------------------------------------------------


def test_a_backup_has_nothing_of_workshops_but_what_they_released(room, held, shared_url, tmp_path):
    leaders, staff = held
    workshop = room.read()
    room.cases.record(room.token, WorkshopHeld({"id": 1, "challenges": [{"id": "c1", "n": 7}]}))
    file, target = tmp_path / "cases.backup", tmp_path / "restored.sqlite"
    backup(shared_url, file, lambda done, total: None)
    kept = gzip.decompress(file.read_bytes()).decode()
    for secret in (workshop.id, workshop.wall, workshop.code, SECRET, ANECDOTE, *leaders, *staff):
        assert secret not in kept
    restore(target, file, lambda done, total: None)
    assert CaseStore(target).read(room.token) == room.cases.read(room.token)
    assert CaseStore(target).read(room.token).extra["workshops"][0]["challenges"][0]["n"] == 7
    restored = Room.__new__(Room)
    restored.store = type(room.store)(target)
    assert restored.store.of_case(room.token) == ()
    assert restored.store.number(restored.store.open(room.token, NAMED, TODAY).id) == 2
