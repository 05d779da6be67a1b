"""Who changed what, live: tells which cases were changed by any program that uses the same database.

PostgreSQL tells by itself (one connection per watcher). SQLite is asked every 0.3 s, only while somebody is subscribed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from lcc_diag.store.address import is_sqlite
from lcc_diag.store.database import Database
from lcc_diag.store.notices import CHANGED, DELETED, Tell, topic

EVERY_SECONDS = 0.3


class Source(Protocol):
    """Where changes come from. Runs until it is cancelled, and lives on whatever happens to the database."""

    async def run(self, listening: asyncio.Event) -> None:
        """Watch, and set the event once nothing is missed any more, or it is clear that this will take longer."""

    def follow(self, token: str) -> None:
        """Somebody is interested in this case from now on."""

    def leave(self, token: str) -> None:
        """Nobody is interested in this case any more."""


class Changes:
    """Watches one database from an asyncio loop. All methods belong to that loop.

    >>> changes = Changes("sqlite:///cases.sqlite"); await changes.start()
    >>> with changes.subscribe(token) as subscription:
    ...     async for what in subscription: ...  # "changed", at last perhaps "deleted"
    """

    def __init__(self, url: str | Path, every_seconds: float = EVERY_SECONDS) -> None:
        """Nothing is opened yet; ``StoreError`` if the address is none."""
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._source = _source(Database(url), every_seconds, self._tell, self._tell_all)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to watch. A database that does not answer is tried again and again, in the background."""
        listening = asyncio.Event()
        self._task = asyncio.create_task(self._source.run(listening))
        await listening.wait()

    async def stop(self) -> None:
        """Stop watching; every subscription ends."""
        for subscription in [one for some in self._subscriptions.values() for one in some]:
            subscription.close()
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def subscribe(self, token: str) -> Subscription:
        """Every change of this case from now on, by whomever. To be closed, best by ``with``."""
        subscription = Subscription(token, self._end)
        others = self._subscriptions.setdefault(topic(token), set())
        if not others:
            self._source.follow(token)
        others.add(subscription)
        return subscription

    def _end(self, subscription: Subscription) -> None:
        others = self._subscriptions.get(topic(subscription.token), set())
        others.discard(subscription)
        if not others and self._subscriptions.pop(topic(subscription.token), None) is not None:
            self._source.leave(subscription.token)

    def _tell(self, about: str, what: str) -> None:
        for subscription in self._subscriptions.get(about, ()):
            subscription.tell(what)

    def _tell_all(self) -> None:
        """Something may have been missed: everybody had better look."""
        for about in self._subscriptions:
            self._tell(about, CHANGED)


class Subscription:
    """Changes of one case. Several that happen before one is taken are taken as one; after a deletion it ends."""

    def __init__(self, token: str, end: Callable[[Subscription], None]) -> None:
        self.token = token
        self._end = end
        self._news = asyncio.Event()
        self._what: str | None = None
        self._over = False

    def tell(self, what: str) -> None:
        """Take note of a change."""
        self._what = DELETED if DELETED in (self._what, what) else what
        self._news.set()

    def close(self) -> None:
        """No more changes; whoever waits for one is let go."""
        self._over = True
        self._news.set()
        self._end(self)

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        await self._news.wait()
        what, self._what = self._what, None
        if self._over or what is None:
            raise StopAsyncIteration
        if what == DELETED:
            self.close()
        else:
            self._news.clear()
        return what

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()


def _source(database: Database, every_seconds: float, tell: Tell, tell_all: Callable[[], None]) -> Source:
    if is_sqlite(database.url):
        from lcc_diag.store.polling import Polling

        return Polling(database, every_seconds, tell, tell_all)
    from lcc_diag.store.listening import Listening

    return Listening(database, tell, tell_all)
