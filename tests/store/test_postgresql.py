"""What only a server has: lost connections, users without rights, a disk of its own, addresses with passwords."""

import os
import shutil
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from lcc_diag.i18n import sentence
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore, schema
from lcc_diag.store.address import parse, shown
from lcc_diag.store.events import Answered
from lcc_diag.store.faults import StoreError
from tests.store.postgres import PASSWORD

WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))
SECRET = "Sesam99"


@pytest.fixture
def store(postgres):
    return CaseStore(postgres)


@pytest.fixture
def name(postgres):
    return postgres.rpartition("/")[2]


def fault(function, *args):
    """The code of the one problem; its sentence says what to do, and nothing tells a password or an answer."""
    with pytest.raises(StoreError) as caught:
        function(*args)
    (problem,) = caught.value.problems
    assert "itte" in sentence(problem, "de")
    assert "lease" in sentence(problem, "en")
    told = "".join(traceback.format_exception(caught.value.__cause__)) + str(caught.value)
    assert PASSWORD not in told
    assert SECRET not in told
    assert "circle.weeks" not in told
    return problem.code


def plain(url):
    return psycopg.connect(url.replace("+psycopg", ""))


# --- away and back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["fast", "immediate"], ids=["restarted", "crashed"])
def test_what_was_acknowledged_outlives_the_server_and_work_goes_on(server, store, mode):
    token = store.create().token
    store.record(token, WEEKS, message="m1")
    server.stop(mode)
    try:
        assert fault(store.record, token, WEEKS) == "database_server_unreachable"
        assert fault(store.read, token) == "database_server_unreachable"
    finally:
        server.start()
    assert store.record(token, WEEKS, message="m1") == 2
    assert store.record(token, WEEKS) == 3


def test_a_connection_lost_in_the_middle_has_changed_nothing(server, store, name):
    token = store.create().token

    def lose():
        with store._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM events")
            server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            connection.exec_driver_sql("DELETE FROM cases")

    assert fault(lose) == "database_server_unreachable"
    assert store.record(token, WEEKS) == 2


def test_after_a_fork_both_go_on(store):
    token = store.create().token
    child = os.fork()
    if child == 0:
        store.record(token, WEEKS)
        os._exit(0)
    store.record(token, WEEKS)
    assert os.waitpid(child, 0)[1] == 0
    assert store.record(token, WEEKS) == 4


def test_nothing_stays_connected(server, store, name):
    store.record(store.create().token, WEEKS)
    assert server.run(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'") == [(0,)]


# --- what a transaction promises --------------------------------------------------------------------------------


def test_reading_sees_one_state_and_cannot_write(store):
    token = store.create().token
    count = "SELECT count(*) FROM events"
    with store._database.reading() as connection:
        before = connection.exec_driver_sql(count).scalar()
        store.record(token, WEEKS)
        assert connection.exec_driver_sql(count).scalar() == before

    def write():
        with store._database.reading() as connection:
            connection.exec_driver_sql("DELETE FROM events")

    assert fault(write) == "database_server_readonly"


@pytest.mark.parametrize("default", ["off", "local", "remote_apply"])
def test_acknowledged_means_committed_whatever_the_server_would_rather_do(server, store, name, default):
    server.run(f"ALTER DATABASE {name} SET synchronous_commit = {default}")
    with store._database.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == {"off": "on"}.get(default, default)


def test_a_locked_case_is_said_and_another_one_goes_on(postgres):
    store = CaseStore(postgres, busy_seconds=0.05)
    one, other = store.create().token, store.create().token
    with plain(postgres) as connection:
        connection.execute("SELECT * FROM cases WHERE token = %s FOR UPDATE", [one])
        assert fault(store.record, one, WEEKS) == "database_locked"
        assert fault(store.undo, one) == "database_locked"
        assert fault(store.delete, one) == "database_locked"
        assert store.record(other, WEEKS) == 2
        assert store.read(one).answers == ()
    assert store.record(one, WEEKS) == 2


def test_waits_its_turn(postgres):
    store = CaseStore(postgres, busy_seconds=30)
    token = store.create().token
    with ThreadPoolExecutor(1) as thread:
        with plain(postgres) as connection:
            connection.execute("SELECT * FROM cases FOR UPDATE")
            recording = thread.submit(store.record, token, WEEKS)
            with pytest.raises(TimeoutError):
                recording.result(timeout=0.3)
        assert recording.result() == 2


# --- rights, room, other people's tables ------------------------------------------------------------------------


def test_a_database_that_takes_no_changes(server, store, name):
    token = store.create().token
    server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert fault(store.record, token, WEEKS) == "database_server_readonly"
    assert store.read(token).answers == ()


def test_a_user_without_the_right_to_write(server, store, name):
    token = store.create().token
    server.run(
        "DROP ROLE IF EXISTS reader",
        f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'",
        "GRANT pg_read_all_data TO reader",
    )
    reader = CaseStore(server.url(name, "reader", SECRET))
    assert reader.read(token).answers == ()
    assert fault(reader.record, token, WEEKS) == "database_server_readonly"
    empty = server.new_database().rpartition("/")[2]
    assert fault(CaseStore(server.url(empty, "reader", SECRET)).check) == "database_server_readonly"


def test_a_full_disk(server, store):
    disk = server.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0777", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system")
    try:
        (disk / "space").mkdir()
        shutil.chown(disk / "space", "nobody")
        server.run(f"CREATE TABLESPACE small LOCATION '{disk}/space'")
        token = store.create().token
        with store._database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE events SET TABLESPACE small")
        acknowledged = []

        def fill():
            for number in range(1000):
                text = os.urandom(3_000).hex()  # cannot be compressed
                acknowledged.append(store.record(token, Answered(Answer("t0", "r1", f"x.{number}", text))))

        assert fault(fill) == "database_full"
        assert len(store.read(token).answers) == len(acknowledged) > 5
        store.delete(token)
    finally:
        with store._database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE events SET TABLESPACE pg_default")
        server.run("CHECKPOINT", "DROP TABLESPACE small")
        subprocess.run(["umount", str(disk)], check=True)


def test_somebody_elses_database_is_left_alone(server, postgres, name):
    server.run("CREATE TABLE history (id int)", database=name)
    assert fault(CaseStore(postgres).check) == "database_foreign"
    assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database=name) == [("history",)]


def test_newer(server, store, name):
    store.create()
    server.run("UPDATE schema_version SET version = version + 1", database=name)
    assert fault(CaseStore(server.url(name)).latest) == "database_newer"


def test_emptied_while_in_use(server, store, name):
    store.create()
    server.run(f"DROP TABLE {', '.join(schema.metadata.tables)}", database=name)
    assert fault(store.create) == "database_foreign"
    assert fault(store.create) == "database_gone"  # looked again; what is lost is not hidden behind empty tables
    assert CaseStore(server.url(name)).create().token  # a program that is started anew


# --- addresses --------------------------------------------------------------------------------------------------


def test_wrong_password_user_database_or_port(server, name):
    urls = [
        server.url(name, password=SECRET),
        server.url(name, user="nobody", password=SECRET),
        server.url("missing"),
        f"postgresql+psycopg://lcc:{SECRET}@127.0.0.1:1/{name}",
        f"postgresql+psycopg:///{name}?host=/nowhere&password={SECRET}",
    ]
    assert {fault(CaseStore(url).check) for url in urls} == {"database_server_unreachable"}


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_addresses_as_services_hand_them_out(postgres, scheme):
    CaseStore(postgres.replace("postgresql+psycopg", scheme)).check()


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://lcc:a@{SECRET}@host/cases",
        f"postgresql://lcc:a@{SECRET}/x@host/cases",
        f"postgresql://lcc:a@b:{SECRET}@host/cases",
        f"postgresql://{SECRET}",
        f"mysql://lcc:{SECRET}@host/cases",
        f"postgresql+psycopg2://lcc:{SECRET}@host/cases",
        f"lcc:{SECRET}@host/cases",
    ],
)
def test_an_address_that_cannot_be_used_is_not_repeated(address):
    assert fault(CaseStore, address) == "database_address"


def test_an_address_is_shown_without_its_secrets():
    address = f"postgresql://lcc:{SECRET}@host:5433/cases?sslmode=require&sslpassword={SECRET}"
    assert shown(address) == "postgresql+psycopg://lcc:***@host:5433/cases?sslmode=require"
    address = f"postgresql:///cases?host=/run&password={SECRET}"
    assert shown(address) == "postgresql+psycopg:///cases?host=%2Frun"
    assert SECRET not in repr(parse(address))
    assert shown("sqlite:////home/Möller/faelle 1.sqlite") == "sqlite:////home/Möller/faelle 1.sqlite"
    assert shown(Path("faelle.sqlite")) == "faelle.sqlite"


WITHOUT_DRIVER = """
import sys
sys.modules["psycopg"] = None
from lcc_diag.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("command", [["serve", "--port", "18866"], ["backup", "x"]])
def test_without_the_driver_a_sentence_says_what_to_install(command, tmp_path):
    address = f"postgresql+psycopg://lcc:{SECRET}@127.0.0.1/cases"
    program = [sys.executable, "-c", WITHOUT_DRIVER, *command, "--db", address]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'lcc-diag[postgres]'" in done.stderr
    assert SECRET not in done.stdout + done.stderr
