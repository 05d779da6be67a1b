"""What only SQLite has: files, their rights, and what is left in them."""

import stat

import pytest
from sqlalchemy import create_engine

from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered, CaseChanged

WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))


@pytest.fixture
def store(path):
    return CaseStore(path)


def test_delete_removes_everything_for_good(store, path):
    kept, gone = store.create(organisation="bleibt"), store.create(organisation="Verschwiegen")
    store.record(gone.token, Answered(Answer("t0", "r1", "cynefin.anecdote", "Verschwiegen" * 500, "c1")))
    reader = create_engine(f"sqlite:///{path}").connect()  # another program keeps the write-ahead file in use
    reader.exec_driver_sql("SELECT * FROM cases").all()
    reader.rollback()
    store.record(gone.token, CaseChanged("Verschwiegen", "de"))
    assert b"Verschwiegen" in path.read_bytes()
    assert b"Verschwiegen" in wal(path)
    store.delete(gone.token)
    assert b"Verschwiegen" not in path.read_bytes() + wal(path)
    reader.close()
    assert store.read(kept.token).organisation == "bleibt"


def wal(path):
    beside = path.with_name(path.name + "-wal")
    return beside.read_bytes() if beside.exists() else b""


def test_the_folder_is_made_and_only_the_owner_may_read(tmp_path):
    path = tmp_path / "new" / "deep" / "cases.sqlite"
    store = CaseStore(path)
    token = store.create().token
    reader = create_engine(f"sqlite:///{path}").connect()
    reader.exec_driver_sql("SELECT * FROM cases").all()
    store.record(token, WEEKS)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    reader.close()
    assert modes.keys() >= {"cases.sqlite", "cases.sqlite-wal"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_writes_are_safe_from_a_power_cut(store):
    with store._database.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
