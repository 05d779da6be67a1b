"""Backup and restore as a consultant uses them: real processes, files and databases of each kind."""

import gzip
import json
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lcc_diag.i18n import sentence
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.problem import InputError
from lcc_diag.store import CaseStore
from lcc_diag.store.backup import backup, restore
from lcc_diag.store.backup_file import Content, check, write
from lcc_diag.store.events import Answered, ChallengeAdded, ChallengeRemoved

NASTY = "<script> '; DROP TABLE events; -- \x00 \ud83d 👍 \r\n\t{name} ü"
WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))


def silent(done, total):
    assert 0 < done <= total


def refused(code, function, *args):
    with pytest.raises(InputError) as caught:
        function(*args)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert "itte" in sentence(problem, "de")
    assert "lease" in sentence(problem, "en")


def run(*arguments, db=None):
    command = [sys.executable, "-m", "lcc_diag", *map(str, arguments)]
    environment = os.environ | ({"LCC_DIAG_DB": db} if db else {})
    return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False, encoding="utf-8")


def filled(url):
    """A store with three cases that have been used in every way."""
    store = CaseStore(url)
    begun = Case(NASTY, "en", (Challenge("c4", NASTY),), (Respondent("r7", "staff"),), (WEEKS.answer,))
    links = [store.create(organisation="Müller"), store.create(case=begun), store.create(example=True)]
    for number in range(3):
        store.record(links[0].token, ChallengeAdded(Challenge("", NASTY)), message=f"m{number}")
    store.record(links[0].token, ChallengeRemoved("c2"))
    store.record(links[0].token, Answered(Answer("t0", "r1", "cynefin.anecdote", NASTY, "c1")))
    store.record(links[0].token, WEEKS)
    store.undo(links[0].token)
    return links


def lines(file):
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request, tmp_path):
    """The URL of a second empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/target.sqlite"
        return
    server = request.getfixturevalue("server")
    url = server.new_database()
    yield url
    server.drop(url)


def test_everything_comes_back_and_goes_on(url, target, tmp_path):
    links, file = filled(url), tmp_path / "cases.backup"
    assert backup(url, file, silent) == Content(3, 10)
    assert restore(target, file, silent) == Content(3, 10)
    before, after = CaseStore(url), CaseStore(target)
    assert after.latest() == before.latest()
    for link in links:
        assert after.find(link.code) == after.link(link.token) == link
        assert after.read(link.token) == before.read(link.token)
    backup(target, tmp_path / "again", silent)
    assert sorted(map(str, lines(tmp_path / "again")[:-1])) == sorted(map(str, lines(file)[:-1]))
    used = links[0].token
    assert after.record(used, ChallengeAdded(Challenge("", "neu")), message="m1") == 3  # known from before
    assert after.record(used, ChallengeAdded(Challenge("", "neu"))) == 9
    assert after.read(used).challenges[-1].id == "c4"  # c2 was removed, its id stays used


def test_on_the_command_line(path, tmp_path):
    link = CaseStore(path).create(organisation="Müller")
    file, new = tmp_path / "cases.backup", f"sqlite:///{tmp_path}/new.sqlite"
    done = run("backup", file, "--lang", "de", db=f"sqlite:///{path}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Gesichert und geprüft" in done.stdout
    assert "Fälle: 1, Einträge: 1" in done.stdout
    assert link.token not in done.stdout
    done = run("restore", file, "--db", new, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cases: 1, entries: 1" in done.stdout
    assert CaseStore(new).read(link.token).organisation == "Müller"


def test_only_the_owner_may_read_it_and_nothing_else_is_left_beside(path, tmp_path):
    filled(f"sqlite:///{path}")
    file = tmp_path / "backups" / "cases.backup"
    file.parent.mkdir()
    backup(path, file, silent)
    assert [entry.name for entry in file.parent.iterdir()] == ["cases.backup"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_overwritten(path, tmp_path):
    filled(f"sqlite:///{path}")
    file = tmp_path / "cases.backup"
    file.write_text("mine")
    refused("backup_exists", backup, path, file, silent)
    assert file.read_text() == "mine"
    refused("file_not_writable", backup, path, tmp_path / "nowhere" / "cases.backup", silent)


def test_a_mistyped_database_is_not_created_and_backed_up(tmp_path):
    refused("backup_no_database", backup, tmp_path / "mistyped.sqlite", tmp_path / "cases.backup", silent)
    assert list(tmp_path.iterdir()) == []


def test_cases_that_are_there_are_left_alone(url, target, tmp_path):
    filled(url)
    file = tmp_path / "cases.backup"
    backup(url, file, silent)
    kept = CaseStore(target).create(example=True)
    refused("restore_not_empty", restore, target, file, silent)
    with CaseStore(target)._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT token FROM cases").all() == [(kept.token,)]


def test_two_restoring_at_once_restore_once(url, target, tmp_path):
    filled(url)
    file = tmp_path / "cases.backup"
    backup(url, file, silent)
    CaseStore(target).check()

    def try_to_restore(_number):
        try:
            return restore(target, file, silent)
        except InputError as error:
            return error.problems[0].code

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(try_to_restore, range(2)))
    assert sorted(results, key=str) == [Content(3, 10), "restore_not_empty"]


def test_one_moment_is_kept_while_others_write(url, target, tmp_path):
    """Two cases are always changed in turn: in whichever moment is kept, they are at most one step apart."""
    store = CaseStore(url, busy_seconds=60)
    tokens = [store.create().token for _ in range(2)]
    begun, stop = threading.Event(), threading.Event()

    def keep_writing():
        while not stop.is_set():
            for token in tokens:
                store.record(token, WEEKS)
            begun.set()

    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(keep_writing)
        assert begun.wait(20)
        for number in range(3):
            backup(url, tmp_path / str(number), silent)
        stop.set()
        writing.result()
    for number in range(3):
        numbers = {line["token"]: len(line["events"]) for line in lines(tmp_path / str(number))[1:-1]}
        assert 0 <= numbers[tokens[0]] - numbers[tokens[1]] <= 1


# --- damaged, foreign, newer ------------------------------------------------------------------------------------


@pytest.fixture
def file(path, tmp_path):
    filled(f"sqlite:///{path}")
    backup(path, tmp_path / "cases.backup", silent)
    return tmp_path / "cases.backup"


def packed(*parts):
    return gzip.compress(b"".join(json.dumps(part).encode() + b"\n" for part in parts))


def nothing_restored(file, target):
    assert CaseStore(target).latest() is None
    with CaseStore(target)._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_cut_off_or_with_a_wrong_bit(file, target, share):
    sound = file.read_bytes()
    position = max(int(len(sound) * share), 3)
    file.write_bytes(sound[:position])
    refused("backup_damaged", restore, target, file, silent)
    flipped = bytearray(sound)
    flipped[-6] ^= 1  # in the checksum of gzip
    file.write_bytes(bytes(flipped))
    refused("backup_damaged", restore, target, file, silent)
    nothing_restored(file, target)


def test_edited_or_shortened_lines_are_noticed(file, target):
    first, *cases, end = lines(file)
    edited = [{**cases[0], "code": "AAAAAAAA"}, *cases[1:]]
    for parts in ([first, *edited, end], [first, *cases[1:], end], [first, *cases], [first, *cases, end, cases[0]]):
        file.write_bytes(packed(*parts))
        refused("backup_damaged", restore, target, file, silent)
    nothing_restored(file, target)


def test_what_no_database_of_ours_can_hold_is_refused_as_a_whole(file, target, tmp_path):
    _, *cases, _ = lines(file)
    event = cases[0]["events"][0]
    wrong = [
        {**cases[0], "token": 5},
        {**cases[0], "token": "\x00"},
        {**cases[0], "token": "x" * 65},
        {**cases[0], "example": "yes"},
        {**cases[0], "code": None},
        {**cases[0], "events": [{**event, "seq": "1"}]},
        {**cases[0], "events": [{**event, "seq": 2**40}]},
        {**cases[0], "events": [event, event]},
        {**cases[0], "events": []},
        {**cases[0], "events": [5]},
    ]
    for number, case in enumerate(wrong):
        write(tmp_path / str(number), [*cases[1:], case])
        refused("backup_damaged", restore, target, tmp_path / str(number), silent)
    nothing_restored(file, target)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "backup_foreign"),
        (b"hello", "backup_foreign"),
        (packed({"format": "lcc-diag/case@1"}), "backup_foreign"),
        (packed({}), "backup_foreign"),
        (packed([]), "backup_foreign"),
        (packed({"format": "lcc-diag/backup@3"}), "backup_newer"),
        (packed({"format": "lcc-diag/backup@2"}), "backup_damaged"),
        (packed({"format": "lcc-diag/backup@1"}), "backup_damaged"),
        (b"\x1f\x8b", "backup_damaged"),
    ],
    ids=[
        "empty",
        "text",
        "case file",
        "no format",
        "list",
        "newer",
        "only a beginning",
        "only an old beginning",
        "two bytes",
    ],
)
def test_not_a_backup(tmp_path, content, code):
    (tmp_path / "file").write_bytes(content)
    refused(code, check, tmp_path / "file")
    refused("file_missing", check, tmp_path / "nothing")
