"""A store on a real SQLite file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcc_diag.store import CaseStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.sqlite"


@pytest.fixture
def store(path: Path) -> CaseStore:
    return CaseStore(path)
