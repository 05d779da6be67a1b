"""As many chapters as there is memory for, in a container as well."""

from __future__ import annotations

import pytest

from lcc_diag.server.room import FEWEST_SESSIONS, MOST_SESSIONS, SESSION_BYTES, session_limit

TWO_GB = 2 * 2**30


@pytest.fixture(autouse=True)
def without_hub(monkeypatch):
    monkeypatch.delenv("MEM_LIMIT", raising=False)


@pytest.mark.parametrize("name", ["memory.max", "memory/memory.limit_in_bytes"])
def test_a_containers_limit_counts(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(f"{TWO_GB}\n")
    assert session_limit(tmp_path) == TWO_GB // 2 // SESSION_BYTES


def test_the_hubs_limit_counts(tmp_path, monkeypatch):
    monkeypatch.setenv("MEM_LIMIT", str(TWO_GB))
    assert session_limit(tmp_path) == TWO_GB // 2 // SESSION_BYTES


def test_a_tiny_container_still_serves_a_few(tmp_path):
    (tmp_path / "memory.max").write_text("1000\n")
    assert session_limit(tmp_path) == FEWEST_SESSIONS


@pytest.mark.parametrize("text", ["max\n", ""])
def test_no_limit_is_none(tmp_path, text):
    (tmp_path / "memory.max").write_text(text)
    assert FEWEST_SESSIONS <= session_limit(tmp_path) <= MOST_SESSIONS
