"""Between the moment a chapter reads its case and the moment its page listens, nothing that others enter is missed."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.sync.client import ClientConnection

from lcc_diag import settings
from lcc_diag.model.case import Answer
from lcc_diag.server import widgets
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered
from tests.server.inside import inside
from tests.server.visiting import TIMEOUT, Chapter


@pytest.fixture
def store() -> CaseStore:
    return CaseStore(settings.database_url())


def entered(store: CaseStore, token: str) -> None:
    """Somebody else answers."""
    store.record(token, Answered(Answer("t0", "r1", "attitudes.gm1", 4)))


def told(line: ClientConnection) -> dict[str, int]:
    """The answers that a page is told of without asking."""
    while "answers" not in (state := json.loads(line.recv(timeout=TIMEOUT)).get("state", {})):
        pass
    return {item: answer["value"] for item, answer in state["answers"].items()}


def test_what_is_entered_while_the_page_is_made(store, monkeypatch):
    token, shown = store.create().token, widgets.shown

    def late(*given):
        entered(store, token)  # the kernel has read the case, and the page has not been sent
        return shown(*given)

    monkeypatch.setattr(widgets, "shown", late)

    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open, "02_attitudes", token)
            await asyncio.to_thread(hear, chapter)

    asyncio.run(scenario())


def hear(chapter: Chapter) -> None:
    with chapter.line() as line:
        assert told(line) == {"attitudes.gm1": 4}


def test_what_is_entered_before_the_page_listens(store):
    token = store.create().token

    def hear_of(chapter: Chapter) -> None:
        with chapter.line() as line:
            entered(store, token)
            assert told(line) == {"attitudes.gm1": 4}

    async def scenario():
        async with inside() as server:
            chapter = await asyncio.to_thread(server.visitor().open, "02_attitudes", token)
            other = await asyncio.to_thread(server.visitor().open, "02_attitudes", token)
            await asyncio.to_thread(hear_of, other)  # by then the first one's kernel has spoken as well
            await asyncio.to_thread(hear, chapter)

    asyncio.run(scenario())
