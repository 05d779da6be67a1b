"""One workshop as this process follows it: looked at when it changes and somebody listens, told to all who do."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Protocol

from lcc_diag.model.problem import InputError
from lcc_diag.server.workshop.door import TooMuchError
from lcc_diag.server.workshop.news import News, event
from lcc_diag.store.changes import DELETED, Changes, Subscription
from lcc_diag.store.faults import StoreError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
"""Between two looks: thirty people answer several times a second."""
COUNT_SECONDS = 2.0
"""How often phones are told that only counts have changed; the wall is told at once."""
BEAT_SECONDS = 10.0
"""Between signs of life, shorter than what proxies take for an end."""
WANTED_SECONDS = 15.0
"""How long somebody who asks without listening is taken to ask again."""
RETRY_SECONDS = 1.0
"""After the database did not answer."""
MOST_STREAMS, MOST_STREAMS_OF_ADDRESS = 1200, 600
"""Twice as many as there can be participants; a hall behind one address has room, and one address cannot take all."""

HEARTBEAT = b": still here\n\n"
GONE = event("gone", {})


class Stream(Protocol):
    """One line to a phone or a wall; ``address``: whom it counts for."""

    address: str
    is_wall: bool

    def tell(self, event: bytes) -> None: ...
    def close(self) -> None: ...


class Hub:
    """Looks at the workshop ``id_`` with ``look``, when one of the ``topics`` has changed. The first of them is its
    case, without which it is gone."""

    def __init__(
        self,
        id_: str,
        look: Callable[[], Awaitable[dict[str, Any]]],
        topics: Sequence[str],
        changes: Changes,
        when_over: Callable[[], None],
    ) -> None:
        self.id = id_
        self._look_up = look
        self._when_over = when_over
        self._news: News | None = None
        self._looking = asyncio.Lock()
        self._stale = asyncio.Event()
        self._asked = time.monotonic()
        self._streams: set[Stream] = set()
        self._told: tuple[str, float] = ("", 0.0)
        self._later: asyncio.TimerHandle | None = None
        self._over = False
        self._subscriptions = [changes.subscribe(topic) for topic in topics]  # before the first look: nothing is missed
        works = (self._watch(), self._beat(), *map(self._follow, self._subscriptions))
        self._tasks = [self._begun(work) for work in works]

    async def news(self) -> News:
        """The room as it was looked at last; waits for the first look only. ``InputError`` if there is none."""
        self._asked = time.monotonic()
        return self._news or await self._look(again=False)

    def stale(self) -> None:
        """Something has changed: sooner known here than from the database."""
        self._stale.set()

    async def attach(self, stream: Stream) -> None:
        """Tell ``stream`` how it is and from now on what changes. ``TooMuchError`` if there are too many."""
        news = await self.news()
        of_address = sum(one.address == stream.address for one in self._streams)
        if len(self._streams) >= MOST_STREAMS or of_address >= MOST_STREAMS_OF_ADDRESS:
            raise TooMuchError("streams_full", BEAT_SECONDS)
        self._streams.add(stream)
        stream.tell(news.event)
        if self._over:  # meanwhile
            stream.close()

    def detach(self, stream: Stream) -> None:
        """The line is gone."""
        self._streams.discard(stream)

    def __len__(self) -> int:
        return len(self._streams)

    def end(self, last: bytes | None = None) -> None:
        """Tell nobody anything any more; ``last``: what all are told before."""
        if self._over:
            return
        self._over = True
        self._when_over()
        if self._later:
            self._later.cancel()
        for stream in list(self._streams):
            if last:
                stream.tell(last)
            stream.close()
        for subscription in self._subscriptions:
            subscription.close()
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()

    @property
    def is_wanted(self) -> bool:
        """Whether anybody would notice a change."""
        return bool(self._streams) or time.monotonic() - self._asked < WANTED_SECONDS

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Streams that would hear nothing any more are closed: they come again, or their pages ask by themselves."""
        if not task.cancelled() and (error := task.exception()):
            log.error("a workshop is not followed any more: %s", type(error).__name__)
            self.end()

    async def _follow(self, subscription: Subscription) -> None:
        async for what in subscription:
            if what == DELETED and subscription is self._subscriptions[0]:
                return self.end(GONE)
            self.stale()

    async def _watch(self) -> None:
        while not self._over:
            await self._stale.wait()
            self._stale.clear()
            await self._renew()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _renew(self) -> None:
        if not self.is_wanted:
            self._news = None  # whoever asks next looks
            return
        try:
            await self._look(again=True)
        except StoreError:
            self._stale.set()
            await asyncio.sleep(RETRY_SECONDS)
        except InputError:
            self.end(GONE)

    async def _look(self, again: bool) -> News:
        async with self._looking:
            if self._news is None or again:
                news = News(await self._look_up())
                if self._news is None or news.etag != self._news.etag:
                    self._news = news
                    self._tell()
            return self._news

    def _tell(self) -> None:
        """Walls hear at once; so do phones if more than a number has changed, else after a while."""
        self._tell_all(walls=True)
        state, when = self._told
        pause = when + COUNT_SECONDS - time.monotonic()
        if self._news.state != state or pause <= 0:
            self._tell_phones()
        elif self._later is None:
            self._later = asyncio.get_running_loop().call_later(pause, self._tell_phones)

    def _tell_phones(self) -> None:
        if self._later:
            self._later.cancel()
        self._later = None
        if self._news:
            self._told = self._news.state, time.monotonic()
            self._tell_all(walls=False)

    def _tell_all(self, walls: bool) -> None:
        for stream in [one for one in self._streams if one.is_wall == walls]:
            stream.tell(self._news.event)

    async def _beat(self) -> None:
        while self.is_wanted:
            await asyncio.sleep(BEAT_SECONDS)
            for stream in list(self._streams):
                stream.tell(HEARTBEAT)
        self.end()
