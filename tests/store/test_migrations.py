"""Databases of earlier versions. ``version_1`` holds dumps of databases as the first version of the store made them."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect

from lcc_diag.model.case import Answer, Challenge
from lcc_diag.model.workshop import Settings
from lcc_diag.store import CaseStore, WorkshopStore, schema
from lcc_diag.store.database import Database
from lcc_diag.store.events import Answered, ChallengeAdded
from lcc_diag.store.faults import StoreError
from lcc_diag.store.migrations import STEPS
from tests.store.workshops import TODAY, Room

DUMPS = Path(__file__).parent / "version_1"
CODES = {"sqlite": "M4CW-PJ3K", "postgresql": "4GD9-43QQ"}


def add_notes(connection):
    """A step as a later version may have one."""
    connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN note TEXT")
    connection.exec_driver_sql("UPDATE cases SET note = 'first ' || code")


def number_notes(connection):
    connection.exec_driver_sql("UPDATE cases SET note = note || ' second'")


def fail(connection):
    connection.exec_driver_sql("DROP TABLE events")
    raise RuntimeError


@pytest.fixture
def kind(url):
    return url.partition("+")[0].partition(":")[0]


@pytest.fixture
def old(url, kind, request):
    """The URL of a database of version 1."""
    dump = (DUMPS / f"{kind}.sql").read_text(encoding="utf-8")
    if kind == "sqlite":
        with sqlite3.connect(request.getfixturevalue("path")) as connection:
            connection.executescript(dump)
        connection.close()
    else:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(dump)
    return url


def notes(database):
    with database.reading() as connection:
        return [note for (note,) in connection.exec_driver_sql("SELECT note FROM cases ORDER BY created").all()]


def version(database):
    with database.reading() as connection:
        return schema.version(connection, "")


def tables_of(url):
    """What the database itself says about every table: columns, keys, what must differ, what refers to what."""
    with Database(url).reading() as connection:
        found = inspect(connection)
        return {
            table: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
                found.get_pk_constraint(table)["constrained_columns"],
                sorted(key["column_names"] for key in found.get_unique_constraints(table)),
                sorted((key["constrained_columns"], key["referred_table"]) for key in found.get_foreign_keys(table)),
                sorted(index["column_names"] for index in found.get_indexes(table)),
                has_rowid(connection, table),
            )
            for table in found.get_table_names()
        }


def has_rowid(connection, table):
    if connection.dialect.name != "sqlite":
        return None
    return (
        "WITHOUT ROWID"
        not in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar()
    )


def copies(path):
    return sorted(file.name for file in path.parent.glob("cases.version-*"))


def test_what_version_1_wrote_is_read_and_goes_on(old, kind):
    store = CaseStore(old)
    token = store.find(CODES[kind]).token
    case = store.read(token)
    assert case.organisation == "Müller & Söhne"
    assert case.challenges == (Challenge("c1", "Das ERP läuft noch nicht; 'wer' führt?"),)
    assert [answer.value for answer in case.answers] == ["Nul\x00 und 👍\nneue Zeile", 12]
    assert store.record(token, ChallengeAdded(Challenge("", "Drei.")), message="m1") == 2
    assert store.record(token, ChallengeAdded(Challenge("", "Drei."))) == 9
    assert store.read(token).challenges[-1].id == "c3"
    assert version(Database(old)) == len(STEPS) + 1


def test_a_database_of_version_1_gets_the_tables_of_a_new_one_and_a_copy_beside(old, url, path, kind, tmp_path, server):
    new = f"sqlite:///{tmp_path}/new.sqlite" if kind == "sqlite" else server.new_database()
    assert tables_of(old) == tables_of(new)
    assert len(copies(path)) == (kind == "sqlite")
    token = CaseStore(old).find(CODES[kind]).token
    workshops = WorkshopStore(old)
    workshop = workshops.open(token, Settings(parts="pulse"), TODAY)
    assert workshops.join(workshop.id, "staff").participant.role == "staff"
    assert workshops.of_case(token) == (workshops.read(workshop.id),)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_aside_keeps_no_answers_of_workshops(url, path):
    room = Room(url)
    (person,) = room.people(1)
    room.enter("write")
    room.write(person, "Das geht am Tag X.")
    assert version(Database(url, steps=(*STEPS, add_notes))) == len(STEPS) + 2
    (copy,) = copies(path)
    kept = (path.parent / copy).read_bytes()
    assert b"Das geht am Tag X." not in kept
    assert room.token.encode() in kept
    assert b"Das geht am Tag X." in b"".join(file.read_bytes() for file in path.parent.glob("cases.sqlite*"))


def test_steps_are_taken_in_order_and_once(old, path, kind):
    database = Database(old, steps=(add_notes, number_notes))
    assert version(database) == 3
    codes = [note.split()[1] for note in notes(database)]
    assert codes[0] == CODES[kind].replace("-", "")
    assert notes(database) == [f"first {code} second" for code in codes]
    assert notes(Database(old, steps=(add_notes, number_notes))) == notes(database)
    assert len(copies(path)) == (kind == "sqlite")


def test_only_the_missing_steps_are_taken(old):
    assert version(Database(old, steps=(add_notes,))) == 2
    database = Database(old, steps=(fail, number_notes))
    assert all(note.endswith("second") for note in notes(database))


def test_a_step_that_fails_leaves_everything_as_it_was(old, path, kind):
    with pytest.raises(RuntimeError), Database(old, steps=(add_notes, fail)).reading():
        pass
    assert copies(path) == []
    store = CaseStore(old)
    token = store.find(CODES[kind]).token
    assert store.record(token, Answered(Answer("t0", "r1", "circle.weeks", 36))) == 9


def test_an_older_program_refuses_what_a_newer_one_has_changed(old):
    version(Database(old, steps=(*STEPS, add_notes)))
    with pytest.raises(StoreError, match="database_newer"):
        CaseStore(old).check()


STARTING = """
import sys
from lcc_diag.store.database import Database

def add_notes(connection):
    connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN note TEXT")

with Database(sys.argv[1], busy_seconds=60, steps=(add_notes,)).reading() as connection:
    connection.exec_driver_sql("SELECT note FROM cases")
"""


def test_three_programs_starting_at_once_change_the_tables_once(old, path, kind):
    processes = [subprocess.Popen([sys.executable, "-c", STARTING, old]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert len(copies(path)) == (kind == "sqlite")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_as_it_was_lies_beside_and_only_its_owner_may_read_it(old, path):
    reader = sqlite3.connect(path)  # keeps the write-ahead file, and what stands only there
    reader.execute("PRAGMA journal_mode = WAL").fetchone()
    reader.execute("UPDATE cases SET example = 1")
    reader.commit()
    (path.parent / "cases.version-1.sqlite").write_text("mine")
    version(Database(old, steps=(add_notes,)))
    reader.close()
    assert copies(path) == ["cases.version-1-2.sqlite", "cases.version-1.sqlite"]
    assert (path.parent / "cases.version-1.sqlite").read_text() == "mine"
    copy = path.parent / "cases.version-1-2.sqlite"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert version(Database(copy, steps=())) == 1
    assert CaseStore(copy).find(CODES["sqlite"]).example
