"""What was acknowledged is there: after ``kill -9``, with two programs writing, with many threads."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from lcc_diag.model.case import MAX_CHALLENGES, Answer, Challenge
from lcc_diag.model.problem import InputError
from lcc_diag.store import CaseStore, schema
from lcc_diag.store.events import Answered, ChallengeAdded

WRITER = """
import sys
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered

url, token, name, count = sys.argv[1:]
store = CaseStore(url, busy_seconds=60)
for number in range(int(count)):
    store.record(token, Answered(Answer("t0", "r1", f"{name}.{number}", number)))
    print(number, flush=True)
"""


def writer(url, token, name, count):
    command = [sys.executable, "-c", WRITER, url, token, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_kill_9_loses_nothing_acknowledged(store, url):
    token = store.create().token
    for round_ in range(3):
        process = writer(url, token, f"x{round_}", 1_000_000)
        acknowledged = [int(process.stdout.readline()) for _ in range(30)]
        process.kill()
        acknowledged += [int(line) for line in process.stdout.read().split("\n")[:-1]]
        process.wait()
        kept = {answer.item: answer.value for answer in store.read(token).answers}
        assert {f"x{round_}.{number}": number for number in acknowledged}.items() <= kept.items()
        assert len([item for item in kept if item.startswith(f"x{round_}.")]) <= len(acknowledged) + 1


def test_two_programs_writing_lose_nothing(store, url):
    token = store.create().token
    processes = [writer(url, token, name, 60) for name in ("a", "b")]
    assert [process.communicate()[0].count("\n") for process in processes] == [60, 60]
    assert [process.returncode for process in processes] == [0, 0]
    items = [answer.item for answer in store.read(token).answers]
    assert sorted(items) == sorted(f"{name}.{number}" for name in ("a", "b") for number in range(60))
    for name in ("a", "b"):
        assert [item for item in items if item.startswith(name)] == [f"{name}.{number}" for number in range(60)]


def test_two_programs_starting_at_once_create_one_database(url):
    script = "import sys; from lcc_diag.store import CaseStore; CaseStore(sys.argv[1]).create()"
    processes = [subprocess.Popen([sys.executable, "-c", script, url]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with CaseStore(url)._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 3
        assert connection.exec_driver_sql("SELECT version FROM schema_version").all() == [(schema.VERSION,)]


def test_threads_number_their_events_without_gaps(url):
    store = CaseStore(url, busy_seconds=60)
    token = store.create().token
    events = [Answered(Answer("t0", f"r{number}", "circle.weeks", 12)) for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda event: store.record(token, event), events))
    assert sorted(numbers) == list(range(2, 42))
    assert len(store.read(token).answers) == 40


def test_many_adding_challenges_at_once_stay_at_six_with_ids_of_their_own(url):
    store = CaseStore(url, busy_seconds=60)
    token = store.create().token

    def add(number):
        try:
            return store.record(token, ChallengeAdded(Challenge("", f"Satz {number}")))
        except InputError as error:
            return error.problems[0].code

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(add, range(10)))
    assert results.count("challenges_full") == 10 - MAX_CHALLENGES
    assert sorted(challenge.id for challenge in store.read(token).challenges) == [f"c{n}" for n in range(1, 7)]
