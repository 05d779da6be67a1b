"""Whoever watches over the server is told whether it can serve."""

from __future__ import annotations

import json

import pytest

from tests.server.serving import Standalone


@pytest.fixture
def own(tmp_path):
    serving = Standalone(tmp_path).start()
    yield serving
    serving.stop()


def health(serving) -> tuple[int, dict]:
    answer = serving.visitor().ask("lcc/health")
    return answer.status, json.loads(answer.body)


def test_a_server_that_can_serve_says_so(served):
    status, said = health(served)
    assert status == 200
    assert said["status"] == "ok"
    assert said["limit"] >= 8
    assert {"version", "sessions", "kernels"} <= set(said)


def test_a_server_that_cannot_store_says_so(own):
    own.database.rename(own.folder / "elsewhere")
    own.database.mkdir()
    status, said = health(own)
    assert status == 503
    assert said["status"].startswith("database")
    own.database.rmdir()
    (own.folder / "elsewhere").rename(own.database)
    assert health(own) == (200, health(own)[1])
    own.database.write_bytes(b"no database at all " * 1000)
    assert health(own)[0] == 503
    assert "Traceback" not in own.log


def test_a_database_that_is_taken_away_is_said_and_not_replaced_by_an_empty_one(own):
    case = own.case()
    elsewhere = own.database.rename(own.folder / "elsewhere")
    for _ in range(3):
        status, said = health(own)
        assert (status, said["status"]) == (503, "database_gone")
    assert "zurück" in said["message"]["de"]
    assert "put it back" in said["message"]["en"]
    assert own.database.name not in str(said)  # whoever has the address may ask
    own.visitor().open("00_start")  # its kernel makes none either
    own.visitor().open("02_attitudes", case)
    assert not own.database.exists()
    elsewhere.rename(own.database)
    assert health(own)[0] == 200
    assert "message" not in health(own)[1]
    assert own.log.count(f"the database “{own.database.name}” is not there any more") == 1
    assert own.log.count("The database can be used again") == 1
