"""Answers of many people in one transaction: everybody hears about their own, and nobody pays for another's mistake."""

import asyncio
import threading

import pytest

from lcc_diag.model.workshop import Entry
from lcc_diag.server.workshop import intake as module
from lcc_diag.server.workshop.intake import Intake
from lcc_diag.store import WorkshopStore
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import Submission
from tests.store.workshops import RATING, Room, codes

POISON = "poison"


class Slow(WorkshopStore):
    """Waits before each transaction until it may go on; cannot take what is called poison."""

    def __init__(self, url):
        super().__init__(url, busy_seconds=0.05)
        self.together = []
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def record(self, submissions, questionnaires):
        self.begun.set()
        assert self.go_on.wait(60)
        self.together.append(len(submissions))
        if any(entry.value == POISON for submission in submissions for entry in submission.entries):
            raise ZeroDivisionError
        return super().record(submissions, questionnaires)


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path / "cases.sqlite")
    room.enter("answer")
    return room


@pytest.fixture
def store(tmp_path, room):
    return Slow(tmp_path / "cases.sqlite")


def submission(room, person, *values):
    return Submission(room.id, person, tuple(room.entry(value) for value in values))


async def gathered(store, intake, *submissions):
    """Send them all while the first transaction is held up; what each is told, or the exception."""
    store.go_on.clear()
    sent = [asyncio.create_task(intake.submit(one)) for one in submissions]
    await asyncio.to_thread(store.begun.wait, 60)
    store.go_on.set()
    async with asyncio.timeout(60):
        return await asyncio.gather(*sent, return_exceptions=True)


def test_what_arrives_during_a_transaction_goes_into_the_next_together(room, store):
    people = room.people(30)

    async def scenario():
        intake = Intake(store)
        first = asyncio.create_task(intake.submit(submission(room, people[0], "b")))
        told = await gathered(store, intake, *(submission(room, person, "a", "zz") for person in people))
        assert await first == [None]
        assert [codes(problems) for problems in told] == [[None, "value_invalid"]] * 30
        await intake.stop()

    asyncio.run(scenario())
    assert store.together in ([1, 30], [31])
    assert all(room.own(person) == {RATING: "a"} for person in people)


def test_everybody_hears_about_their_own(room, store):
    first, second = room.people(2)

    async def scenario():
        intake = Intake(store)
        told = await gathered(
            store,
            intake,
            submission(room, first, "a"),
            submission(room, "nobody", "a", "b"),
            submission(room, second),
            submission(room, second, "zz", "b"),
        )
        assert [codes(problems) for problems in told] == [
            [None],
            ["participant_unknown"] * 2,
            [],
            ["value_invalid", None],
        ]

    asyncio.run(scenario())


def test_a_database_that_does_not_answer_is_said_to_all_and_then_it_goes_on(room, store):
    people = room.people(3)

    async def scenario():
        intake = Intake(store)
        with room.cases._database.writing():
            told = await gathered(store, intake, *(submission(room, person, "a") for person in people))
            assert all(isinstance(error, StoreError) for error in told)
        assert await intake.submit(submission(room, people[0], "a")) == [None]

    asyncio.run(scenario())
    assert [room.own(person) for person in people] == [{RATING: "a"}, {}, {}]


def test_a_mistake_about_one_costs_nobody_else_an_answer(room, store):
    people = room.people(4)

    async def scenario():
        values = ["a", POISON, "a", "a"]
        sent = [submission(room, *pair) for pair in zip(people, values, strict=True)]
        told = await gathered(store, Intake(store), *sent)
        assert [problems if isinstance(problems, list) else type(problems) for problems in told] == [
            [None],
            ZeroDivisionError,
            [None],
            [None],
        ]

    asyncio.run(scenario())


def test_there_is_an_end_to_waiting(room, store, monkeypatch):
    monkeypatch.setattr(module, "MOST_WAITING", 5)
    (person,) = room.people(1)

    async def scenario():
        told = await gathered(store, Intake(store), *(submission(room, person, "a") for _ in range(12)))
        refused = [error for error in told if isinstance(error, StoreError)]
        assert [error.problems[0].code for error in refused] == ["workshop_busy"] * len(refused)
        assert 6 <= len(refused) <= 7  # one may have been on its way already
        assert [problems for problems in told if isinstance(problems, list)] == [[None]] * (12 - len(refused))

    asyncio.run(scenario())


def test_no_transaction_is_larger_than_others_can_wait_for(room, store, monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_ONCE", 4)
    (person,) = room.people(1)

    async def scenario():
        await gathered(store, Intake(store), *(submission(room, person, "a") for _ in range(10)))

    asyncio.run(scenario())
    assert (max(store.together), sum(store.together)) == (4, 10)


def test_whose_line_breaks_while_waiting_has_answered_all_the_same(room, store):
    gone, here = room.people(2)

    async def scenario():
        intake = Intake(store)
        store.go_on.clear()
        waiting = asyncio.create_task(intake.submit(submission(room, gone, "a")))
        await asyncio.to_thread(store.begun.wait, 60)
        waiting.cancel()
        beside = asyncio.create_task(intake.submit(submission(room, here, "b")))
        await asyncio.sleep(0)
        store.go_on.set()
        assert await beside == [None]
        await intake.stop()

    asyncio.run(scenario())
    assert (room.own(gone), room.own(here)) == ({RATING: "a"}, {RATING: "b"})


def test_stopping_writes_what_waits(room, store):
    people = room.people(3)

    async def scenario():
        intake = Intake(store)
        store.go_on.clear()
        sent = [asyncio.create_task(intake.submit(submission(room, person, "a"))) for person in people]
        await asyncio.to_thread(store.begun.wait, 60)
        stopping = asyncio.create_task(intake.stop())
        store.go_on.set()
        await stopping
        assert [await one for one in sent] == [[None]] * 3
        with pytest.raises(StoreError, match="workshop_busy"):
            await intake.submit(submission(room, people[0], "b"))

    asyncio.run(scenario())


def test_a_repeated_message_is_acknowledged_to_both_who_sent_it(room, store):
    (person,) = room.people(1)
    entry, newer = Entry(1, *RATING, "a", "m1"), Entry(1, *RATING, "b", "m2")

    async def scenario():
        sent = [Submission(room.id, person, (one,)) for one in (entry, newer, entry)]
        assert await gathered(store, Intake(store), *sent) == [[None]] * 3

    asyncio.run(scenario())
    assert room.own(person) == {RATING: "b"}
