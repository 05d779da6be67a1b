"""Who changed what, live: told across processes, in both directions, whatever happens to the database meanwhile."""

import asyncio
import hashlib
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest

from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore, notices
from lcc_diag.store.changes import Changes
from lcc_diag.store.events import Answered

WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))
SECONDS = 20  # until a test gives up; how soon news must come is measured where it matters


@asynccontextmanager
async def watching(url):
    changes = Changes(url)
    await changes.start()
    try:
        yield changes
    finally:
        await changes.stop()


async def next_of(subscription):
    async with asyncio.timeout(SECONDS):
        return await anext(subscription)


def test_a_change_is_told_and_several_at_once_are_one(url, store):
    async def scenario():
        one, other = store.create().token, store.create().token
        async with watching(url) as changes:
            with changes.subscribe(one) as first, changes.subscribe(one) as second, changes.subscribe(other) as third:
                for _ in range(3):
                    store.record(one, WEEKS)
                assert [await next_of(first), await next_of(second)] == ["changed", "changed"]
                store.undo(other)
                store.record(other, WEEKS)
                assert await next_of(third) == "changed"

    asyncio.run(scenario())


def test_what_was_there_before_and_other_cases_are_no_news(url, store):
    async def scenario():
        one, other = store.create().token, store.create().token
        store.record(one, WEEKS)
        async with watching(url) as changes:
            with changes.subscribe(one) as subscription, changes.subscribe(other) as witness:
                store.record(other, WEEKS)
                assert await next_of(witness) == "changed"
                assert subscription._what is None

    asyncio.run(scenario())


def test_a_repeated_message_is_no_change(url, store):
    async def scenario():
        one, other = store.create().token, store.create().token
        store.record(one, WEEKS, message="m1")
        async with watching(url) as changes:
            with changes.subscribe(one) as subscription, changes.subscribe(other) as witness:
                store.record(one, WEEKS, message="m1")
                store.record(other, WEEKS)
                assert await next_of(witness) == "changed"
                assert subscription._what is None

    asyncio.run(scenario())


def test_a_deleted_case_is_told_once_and_the_subscription_ends(url, store):
    async def scenario():
        token = store.create().token
        async with watching(url) as changes:
            with changes.subscribe(token) as subscription:
                store.record(token, WEEKS)
                store.delete(token)
                async with asyncio.timeout(SECONDS):
                    heard = [what async for what in subscription]
                assert heard[-1] == "deleted"
                assert heard.count("deleted") == 1
            assert changes._subscriptions == {}

    asyncio.run(scenario())


def test_who_comes_back_is_told_of_the_next_change_as_well(url, store):
    async def scenario():
        token = store.create().token
        async with watching(url) as changes:
            for _ in range(3):
                with changes.subscribe(token) as subscription:
                    store.record(token, WEEKS)
                    assert await next_of(subscription) == "changed"

    asyncio.run(scenario())


def test_stopping_lets_everybody_go(url, store):
    async def scenario():
        token = store.create().token
        async with watching(url) as changes:
            subscription = changes.subscribe(token)
            waiting = asyncio.create_task(anext(subscription, "over"))
            await asyncio.sleep(0)
        async with asyncio.timeout(SECONDS):
            assert await waiting == "over"

    asyncio.run(scenario())


# --- two processes ----------------------------------------------------------------------------------------------

OTHER = """
import asyncio, sys, time
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore, notices
from lcc_diag.store.changes import Changes
from lcc_diag.store.events import Answered

async def main(url, token):
    changes, store = Changes(url), CaseStore(url)
    await changes.start()
    with changes.subscribe(token) as subscription:
        print("ready", flush=True)
        print(await anext(subscription), time.time(), flush=True)
    store.record(token, Answered(Answer("t0", "r1", "circle.people", 4)))
    print("recorded", time.time(), flush=True)
    await changes.stop()

asyncio.run(main(*sys.argv[1:]))
"""


def test_two_processes_tell_each_other_within_a_second(url, store):
    async def scenario():
        token = store.create().token
        other = subprocess.Popen([sys.executable, "-c", OTHER, url, token], stdout=subprocess.PIPE, text=True)
        assert other.stdout.readline() == "ready\n"
        store.record(token, WEEKS)
        recorded = time.time()
        async with watching(url) as changes:
            with changes.subscribe(token) as subscription:
                what, heard = (await asyncio.to_thread(other.stdout.readline)).split()
                assert (what, float(heard) - recorded < 1) == ("changed", True)
                assert await next_of(subscription) == "changed"
                heard_here = time.time()
                what, recorded_there = (await asyncio.to_thread(other.stdout.readline)).split()
                assert (what, heard_here - float(recorded_there) < 1) == ("recorded", True)
        assert other.wait() == 0

    asyncio.run(scenario())


# --- PostgreSQL -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["fast", "immediate"], ids=["restarted", "crashed"])
def test_after_the_server_was_away_everybody_is_told_to_look(server, postgres, mode):
    async def scenario():
        store = CaseStore(postgres)
        token = store.create().token
        async with watching(postgres) as changes:
            with changes.subscribe(token) as subscription:
                await asyncio.to_thread(server.restart, mode)
                assert await next_of(subscription) == "changed"
                store.record(token, WEEKS)
                assert await next_of(subscription) == "changed"

    asyncio.run(scenario())


def test_a_server_that_is_not_there_yet_is_waited_for(server, postgres, caplog):
    async def scenario():
        store = CaseStore(postgres)
        token = store.create().token
        server.stop()
        try:
            async with watching(postgres) as changes:
                with changes.subscribe(token) as subscription:
                    await asyncio.to_thread(server.start)
                    assert await next_of(subscription) == "changed"
        finally:
            if not server.is_running():
                server.start()

    asyncio.run(scenario())
    assert [record.getMessage() for record in caplog.records] == [
        "Changes: the database server does not answer, trying again"
    ]


def test_who_listens_learns_no_token(server, postgres):
    store = CaseStore(postgres)
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as listener:
        listener.execute(f"LISTEN {notices.CHANNEL}")
        token = store.create().token
        store.record(token, WEEKS)
        store.delete(token)
        heard = [notice.payload for notice in listener.notifies(timeout=SECONDS, stop_after=3)]
    name = hashlib.sha256(f"lcc_diag_cases {token}".encode()).hexdigest()[:40]
    assert heard == [f"{name} changed", f"{name} changed", f"{name} deleted"]


def test_only_what_is_committed_is_told(postgres):
    store = CaseStore(postgres)
    token = store.create().token
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as listener:
        listener.execute(f"LISTEN {notices.CHANNEL}")
        with suppress(ZeroDivisionError), store._database.writing() as connection:
            notices.tell(connection, token)
            1 / 0  # noqa: B018
        store.record(token, WEEKS)
        assert len(list(listener.notifies(timeout=0.3))) == 1


# --- SQLite -----------------------------------------------------------------------------------------------------


def test_the_file_is_open_only_while_somebody_is_subscribed(path):
    async def scenario():
        token = CaseStore(path).create().token
        async with watching(path) as changes:
            assert changes._source._connection is None
            with changes.subscribe(token):
                assert changes._source._connection is not None
            assert changes._source._connection is None

    asyncio.run(scenario())


def test_another_file_in_its_place_is_noticed(path, tmp_path):
    async def scenario():
        store = CaseStore(path)
        token = store.create().token
        with sqlite3.connect(path) as whole:
            whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole.close()
        shutil.copy(path, tmp_path / "copy")
        async with watching(path) as changes:
            with changes.subscribe(token) as subscription:
                (tmp_path / "copy").rename(path)
                assert await next_of(subscription) == "changed"
                store.record(token, WEEKS)
                assert await next_of(subscription) == "changed"
                path.unlink()
                CaseStore(path).create()  # another program makes a new file, without this case
                heard = [await next_of(subscription)]
                while heard[-1] != "deleted":
                    heard.append(await next_of(subscription))

    asyncio.run(scenario())
