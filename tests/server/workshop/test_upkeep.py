"""What is due is deleted day by day, whatever happens in between, by a server that just runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from lcc_diag import settings
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import Settings
from lcc_diag.server.workshop import upkeep
from lcc_diag.store import CaseStore
from lcc_diag.store.workshops import WorkshopStore


class Days:
    """The days that go by."""

    def __init__(self) -> None:
        self.today = date.today()
        self.asked = 0

    def __call__(self) -> date:
        self.asked += 1
        return self.today


@pytest.fixture
def days(monkeypatch) -> Days:
    days = Days()
    monkeypatch.setattr(settings, "today", days)
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(upkeep, "AGAIN_SECONDS", 0.01)
    return days


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    file = tmp_path / "unverwechselbar.sqlite"
    monkeypatch.setenv(settings.DATABASE, f"sqlite:///{file.as_posix()}")
    return file


def opened(database: Path, keep_days: int) -> str:
    """Id of a new workshop."""
    case = CaseStore(database).create(case=Case("Muster GmbH", challenges=(Challenge("c1", "Alles"),)))
    return (
        WorkshopStore(database).open(case.token, Settings(challenges=("c1",), keep_days=keep_days), settings.today()).id
    )


def upkept(database: Path, *reached: Callable[[], object]) -> None:
    """Run until all of this has come about, one after the other."""

    async def run() -> None:
        task = asyncio.create_task(upkeep.purge_daily(WorkshopStore(database)))
        async with asyncio.timeout(60):
            for one in reached:
                while not one():
                    await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(run())


def test_each_day_has_its_own_that_is_due(database, days):
    today, tomorrow = opened(database, 0), opened(database, 1)
    store = WorkshopStore(database)

    def next_day() -> bool:
        assert not store.read(tomorrow).deleted
        days.today += timedelta(days=1)
        return True

    upkept(database, lambda: store.read(today).deleted, next_day, lambda: store.read(tomorrow).deleted)


def test_a_day_on_which_it_failed_is_tried_again_and_said_without_secrets(database, days, caplog):
    due = opened(database, 0)
    elsewhere = database.with_name("elsewhere")
    database.rename(elsewhere)
    database.mkdir()

    def mended() -> bool:
        database.rmdir()
        elsewhere.rename(database)
        return True

    upkept(database, lambda: caplog.records, mended, lambda: WorkshopStore(database).read(due).deleted)
    assert "deleted later" in caplog.text
    assert "unverwechselbar" not in caplog.text


def test_looking_creates_no_database(database, days):
    upkept(database, lambda: days.asked > 3)
    assert not database.exists()
