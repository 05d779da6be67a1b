"""SQLite files that are locked, read-only, full, damaged, newer or not there: one sentence, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lcc_diag.i18n import sentence
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore, WorkshopStore
from lcc_diag.store.events import Answered
from lcc_diag.store.faults import StoreError

WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))


@pytest.fixture
def store(path):
    return CaseStore(path)


def big(number):
    return Answered(Answer("t0", "r1", f"cynefin.anecdote{number}", "x" * 9_000))


def fault(function, *args):
    """The code of the one problem; its sentence must exist in both languages and say what to do."""
    with pytest.raises(StoreError) as caught:
        function(*args)
    (problem,) = caught.value.problems
    assert "Bitte" in sentence(problem, "de")
    assert "lease" in sentence(problem, "en")
    return problem.code


# --- locked -----------------------------------------------------------------------------------------------------


def test_locked(path):
    store = CaseStore(path, busy_seconds=0.05)
    token = store.create().token
    store.record(token, WEEKS)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert fault(store.record, token, big(1)) == "database_locked"
    assert fault(store.undo, token) == "database_locked"
    assert fault(store.delete, token) == "database_locked"
    assert fault(store.create) == "database_locked"
    assert len(store.read(token).answers) == 1  # reading goes on beside a writer
    other.execute("ROLLBACK")
    other.close()
    assert store.record(token, big(1)) == 3


def test_waits_its_turn(path):
    store = CaseStore(path, busy_seconds=30)
    token = store.create().token
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor(1) as thread:
        recording = thread.submit(store.record, token, WEEKS)
        with pytest.raises(TimeoutError):
            recording.result(timeout=0.2)
        other.execute("COMMIT")
        assert recording.result() == 2
    other.close()


# --- read-only --------------------------------------------------------------------------------------------------


def test_opened_read_only(store, path):
    token = store.create().token
    store.record(token, WEEKS)
    reader = CaseStore(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert len(reader.read(token).answers) == 1
    assert fault(reader.record, token, big(1)) == "database_readonly"
    assert fault(reader.delete, token) == "database_readonly"
    assert len(store.read(token).answers) == 1


READ_ONLY = """
import os, sys
import sqlalchemy.dialects.sqlite  # the interpreter may lie where only root may read
from pathlib import Path
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered
from lcc_diag.store.faults import StoreError

if os.geteuid() == 0:  # root may write everywhere: become somebody who may not
    os.setgid(65534)
    os.setuid(65534)
try:
    CaseStore(Path(sys.argv[1])).record(sys.argv[2], Answered(Answer("t0", "r1", "circle.weeks", 24)))
except StoreError as error:
    print(error.problems[0].code)
"""


@pytest.fixture
def open_folder():
    """A folder every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="lcc-diag-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "expected"),
    [(0o444, 0o555, "database_readonly"), (0o444, 0o777, "database_readonly"), (0o000, 0o755, "database_readonly")],
    ids=["file and folder", "file", "file may not even be read"],
)
def test_without_the_right_to_write(open_folder, file_mode, folder_mode, expected):
    path = open_folder / "cases.sqlite"
    store = CaseStore(path)
    token = store.create().token
    store.record(token, WEEKS)
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    out = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path), token], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == expected
    open_folder.chmod(0o755)
    path.chmod(0o600)
    assert store.read(token).answers[0].value == 12


# --- full -------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte; only root can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system; the size limit below covers much the same")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(200_000))
    store = CaseStore(small_disk / "cases.sqlite")
    token = store.create().token
    acknowledged = []

    def fill():
        for number in range(1000):
            acknowledged.append(store.record(token, big(number)))

    assert fault(fill) == "database_full"
    assert len(acknowledged) > 5
    assert fault(store.create) == "database_full"
    ballast.unlink()
    assert len(store.read(token).answers) == len(acknowledged)
    assert store.record(token, WEEKS) == len(acknowledged) + 2


LIMITED = """
import resource, sys
from pathlib import Path
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered
from lcc_diag.store.faults import StoreError

store = CaseStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
acknowledged = 0
try:
    for number in range(1000):
        store.record(sys.argv[2], Answered(Answer("t0", "r1", f"x.{number}", "x" * 9_000)))
        acknowledged += 1
except StoreError as error:
    print(acknowledged, error.problems[0].code)
"""


def test_a_disk_that_takes_no_more(store, path):
    token = store.create().token
    command = [sys.executable, "-c", LIMITED, str(path), token]
    acknowledged, code = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert code == "database_disk"
    assert int(acknowledged) > 5
    assert len(store.read(token).answers) == int(acknowledged)
    assert store.record(token, WEEKS) == int(acknowledged) + 2


# --- damaged, foreign, newer, missing -----------------------------------------------------------------------------


def damaged_copies(sound):
    yield "header", b"no database at all" + sound[18:]
    yield "half", sound[: len(sound) // 2]
    yield "middle", sound[:4096] + bytes(b ^ 0xFF for b in sound[4096:8192]) + sound[8192:]
    yield "noise", bytes(range(256)) * 64


def test_damaged(store, path):
    token = store.create().token
    for number in range(5):
        store.record(token, big(number))
    for name, content in damaged_copies(path.read_bytes()):
        path.write_bytes(content)
        assert (name, fault(CaseStore(path).read, token)) == (name, "database_damaged")
        assert path.read_bytes() == content  # left as it is


def test_damaged_event(store, path):
    token = store.create().token
    for payload in ("{", "{}", '{"answer": 5}', "\udc80"):
        with sqlite3.connect(path) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO events (token, seq, kind, payload, at)"
                " VALUES (?, 9, 'answered', CAST(? AS TEXT), '')",
                (token, payload.encode("utf-8", "surrogateescape")),
            )
        connection.close()
        assert fault(store.read, token) == "database_damaged"


def test_somebody_elses_database_is_left_alone(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE history (id)")
    connection.close()
    assert fault(CaseStore(path).check) == "database_damaged"
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("history",)]
    connection.close()


def test_newer(store, path):
    store.create()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = version + 1")
    connection.close()
    assert fault(CaseStore(path).latest) == "database_newer"


def test_unreachable(tmp_path):
    (tmp_path / "file").write_text("")
    assert fault(CaseStore(tmp_path / "file" / "cases.sqlite").check) == "database_unreachable"
    assert fault(CaseStore(tmp_path).check) == "database_unreachable"
    assert fault(CaseStore("sqlite:///file:/nowhere/cases.sqlite?mode=ro&uri=true").check) == "database_unreachable"


@pytest.mark.parametrize("address", ["", "cases.sqlite", "sqlite://", "sqlite:///:memory:", "nosuch://host/name"])
def test_an_address_that_keeps_nothing(address):
    assert fault(CaseStore, address) == "database_address"


def test_a_removed_file_is_never_made_anew_and_taken_up_again_once_it_is_back(store, path):
    token = store.create().token
    elsewhere = path.rename(path.with_name("elsewhere"))
    acts = (store.create, store.check, store.latest, lambda: store.record(token, WEEKS), lambda: store.read(token))
    assert {fault(act) for act in acts} == {"database_gone"}
    assert not path.exists()
    elsewhere.rename(path)
    assert store.record(token, WEEKS) == 2


def test_an_emptied_file_is_not_made_anew(store, path):
    store.create()
    path.write_bytes(b"")
    assert fault(store.check) == "database_gone"
    assert fault(store.create) == "database_gone"


def test_what_goes_into_a_file_while_that_is_removed_is_not_acknowledged(store, path):
    token = store.create().token

    def remove():
        with store._database.writing() as connection:
            connection.exec_driver_sql("UPDATE cases SET code = 'K7MF3XQD'")
            path.rename(path.with_name("elsewhere"))

    assert fault(remove) == "database_gone"
    assert fault(store.read, token) == "database_gone"


def test_who_knows_that_there_is_a_database_makes_none(path):
    assert fault(CaseStore(path, may_create=False).create) == "database_gone"
    assert fault(WorkshopStore(path, may_create=False).read, "any") == "database_gone"
    assert not path.exists()
    CaseStore(path).check()
    assert CaseStore(path, may_create=False).create().token


def test_check_opens_or_creates(path):
    CaseStore(path).check()
    assert path.exists()
    assert os.access(path, os.R_OK)


def test_errors_for_the_log_hold_no_answers(path):
    store = CaseStore(path, busy_seconds=0)
    token = store.create().token
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as caught:
        store.record(token, Answered(Answer("t0", "r1", "cynefin.anecdote", "Verschwiegen", "c1")))
    other.close()
    assert token not in str(caught.value.__cause__)
    assert "Verschwiegen" not in str(caught.value.__cause__)
