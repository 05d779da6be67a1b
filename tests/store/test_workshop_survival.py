"""What was acknowledged to a phone is there: after ``kill -9`` in the middle, with two servers on one database."""

import json
import subprocess
import sys

import pytest

from lcc_diag.model.workshop import asked
from lcc_diag.store import schema
from lcc_diag.store.faults import StoreError
from tests.store.workshops import QUESTIONNAIRES, RATING, Room

PHONES = """
import json, sys
from itertools import count
from lcc_diag.content import load
from lcc_diag.model.workshop import Entry
from lcc_diag.store.workshops import Submission, WorkshopStore

url, workshop, people, keys, most = sys.argv[1:]
store, content, people, keys = WorkshopStore(url, busy_seconds=60), load(), json.loads(people), json.loads(keys)
for number in range(int(most)):
    item, challenge = keys[number % len(keys)]
    entries = [Entry(1, item, challenge, "dk", f"{person} {number}") for person in people]
    problems = store.record([Submission(workshop, *sent) for sent in zip(people, [(one,) for one in entries])], content)
    print(json.dumps([number, [problem and problem.code for problem in problems]]), flush=True)
"""


@pytest.fixture
def room(shared_url):
    room = Room(shared_url, busy_seconds=60)
    room.enter("answer")
    return room


def phones(room, url, people, most):
    keys = asked(room.read(), "answer", "staff", QUESTIONNAIRES)
    command = [sys.executable, "-c", PHONES, url, room.id, json.dumps(people), json.dumps(keys), str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True), keys


def test_kill_9_loses_nothing_acknowledged_and_repeats_nothing(room, shared_url):
    people = room.people(3)
    process, keys = phones(room, shared_url, people, 1_000_000)
    told = [json.loads(process.stdout.readline()) for _ in range(20)]
    process.kill()
    told += [json.loads(line) for line in process.stdout.read().split("\n")[:-1]]
    process.wait()
    assert all(problems == [None] * 3 for _, problems in told)
    acknowledged = {tuple(keys[number % len(keys)]) for number, _ in told}
    for person in people:
        assert acknowledged <= set(room.own(person))
        assert len(room.own(person)) <= len(acknowledged) + 1
    assert len(room.rows(schema.raw_messages)) - 3 * len(told) in (0, 3)  # all of a transaction or nothing


def test_two_servers_lose_nothing_and_neither_blocks_the_other(room, shared_url):
    halves = [room.people(2), room.people(2)]
    running = [phones(room, shared_url, people, 21) for people in halves]
    for process, _ in running:
        told = [json.loads(line) for line in process.communicate()[0].splitlines()]
        assert told == [[number, [None, None]] for number in range(21)]
    assert [len(room.own(person)) for half in halves for person in half] == [21] * 4


def test_no_answer_is_taken_once_another_program_has_sealed_the_round(room, shared_url):
    """Whatever the order, everything that was acknowledged is in what is read after sealing."""
    people = room.people(3)
    process, keys = phones(room, shared_url, people, 60)
    first = [json.loads(process.stdout.readline()) for _ in range(5)]
    room.seal()
    voices = room.store.voices(room.id, 1)
    rest = [json.loads(line) for line in process.communicate()[0].splitlines()]
    taken = [number for number, problems in first + rest if problems == [None] * 3]
    assert taken == list(range(len(taken)))
    assert {problem for number, problems in rest if number not in taken for problem in problems} == {"workshop_sealed"}
    assert [len(voice.answers) for voice in voices] == [min(len(taken), len(keys))] * 3


def test_a_database_that_does_not_answer_takes_nothing(path):
    room = Room(path, busy_seconds=0.05)
    (person,) = room.people(1)
    room.enter("answer")
    with room.cases._database.writing(), pytest.raises(StoreError, match="database_locked"):
        room.send(person, room.entry(message="m1"))
    assert room.own(person) == {}
    assert room.send(person, room.entry(message="m1")) == [None]
    assert room.own(person) == {RATING: "a"}
