"""Open chapters: each with a kernel of its own, the browser it belongs to, and the line between the two."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

import zmq

from lcc_diag.server.allowance import Allowance
from lcc_diag.server.kernels import Kernel
from lcc_diag.store.changes import DELETED, Changes
from lcc_diag.store.notices import workshop_topic

log = logging.getLogger(__name__)

ARRIVAL_SECONDS = 30.0
"""How long a chapter waits for its page to connect: longer than a slow phone needs to load it."""
GRACE_SECONDS = 2.0
"""After a page said goodbye or the case was deleted: a moment for messages under way."""
ABSENCE_SECONDS = 180.0
"""After the line was cut: a lift, a tunnel. Who stays away longer gets a new kernel by a reload, and loses nothing."""
WORKSHOP_SECONDS = 0.4
"""Between two signs that something has happened in a workshop: thirty people answer all the time."""

State = dict[str, Any]


class Socket(Protocol):
    """The line to a page."""

    def tell(self, message: dict[str, Any], buffers: list[bytes]) -> None: ...
    def close(self, code: int, reason: str) -> None: ...


class Session:
    """One open chapter. ``models``: traits by widget; what is not in there does not exist for the page."""

    def __init__(self, owner: str, kernel: Kernel, token: str) -> None:
        self.id = secrets.token_urlsafe(24)
        self.owner = owner
        self.kernel = kernel
        self.token = token
        self.models: dict[str, frozenset[str]] = {}
        self.allowance = Allowance()
        self.socket: Socket | None = None
        self.until: float | None = time.monotonic() + ARRIVAL_SECONDS
        self._shown = asyncio.Event()
        self._met, self._unheard = False, False
        self._tasks: list[asyncio.Task] = []
        self._ended = False
        kernel.client.shell_channel.socket.sndtimeo = 0  # else a kernel that does not read stops the whole server

    def knows(self, model: str, traits: set[str]) -> bool:
        """Whether the chapter shows a widget ``model`` with these traits open to the page."""
        return model in self.models and traits <= self.models[model]

    def show(self, models: dict[str, State]) -> None:
        """Take the widgets that the chapter has drawn, and pass on from now on what the kernel says about them."""
        self.models = {
            model: frozenset(trait for trait in shown["state"] if not trait.startswith("_"))
            for model, shown in models.items()
        }
        self._shown.set()
        self._begin(self._pass_on())

    def follow(self, changes: Changes, workshops: bool = False) -> None:
        """Let the widgets read the case anew whenever anybody has changed it; a deleted case ends the chapter.

        From now on, and to be begun before the chapter reads its case: what is entered while it is made is told once it
        is shown. ``workshops``: also whenever something happens in one of its workshops.
        """
        if self.token:
            self._begin(self._follow(changes))
        if self.token and workshops:
            self._begin(self._follow_workshops(changes))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do ``work`` until the end; its kernel may have died while the page was still being made."""
        if self._ended:
            work.close()
        else:
            task = asyncio.create_task(work)
            self._tasks.append(task)
            task.add_done_callback(self._broken_off)

    def _broken_off(self, task: asyncio.Task) -> None:
        """A chapter that hears nothing any more must not look alive: it is ended, and its page loads again."""
        if not task.cancelled() and (error := task.exception()):
            log.error("a chapter's line broke off: %s", type(error).__name__)
            self.until = time.monotonic()

    async def _follow(self, changes: Changes) -> None:
        with changes.subscribe(self.token) as subscription:
            async for what in subscription:
                if what == DELETED:
                    self.until = time.monotonic() + GRACE_SECONDS  # whoever deleted it is told so first
                    return
                await self._shown.wait()
                self.refresh()

    async def _follow_workshops(self, changes: Changes) -> None:
        with changes.subscribe(workshop_topic(self.token)) as subscription:
            async for _ in subscription:
                await self._shown.wait()
                self.refresh()
                await asyncio.sleep(WORKSHOP_SECONDS)  # meanwhile more may have happened: it is told once

    def send(self, model: str, data: dict[str, Any], buffers: list[bytes]) -> None:
        """Tell the kernel's widget ``model`` what the page says. A kernel that reads nothing any more is ended soon."""
        client = self.kernel.client
        message = client.session.msg("comm_msg", {"comm_id": model, "data": data})
        message["buffers"] = buffers
        try:
            client.shell_channel.send(message)
        except zmq.Again:
            self.until = time.monotonic()

    def refresh(self, missed: bool = False) -> None:
        """Let the chapter's widgets read the case anew; ``missed``: and tell the page all of it again."""
        content = {"type": "refresh", "missed": True} if missed else {"type": "refresh"}
        for model in self.models:
            self.send(model, {"method": "custom", "content": content}, [])

    def attach(self, socket: Socket) -> None:
        """Another page takes over, or the same one is back."""
        if self.socket is not None:
            self.socket.close(4409, "taken over")
        self.socket, self.until = socket, None
        first, self._met = not self._met, True
        if first and self._unheard:
            self.refresh(missed=True)

    def detach(self, socket: Socket, goodbye: bool) -> None:
        """The line is gone: the page said goodbye, or it was cut."""
        if self.socket is socket:
            self.socket = None
            self.until = time.monotonic() + (GRACE_SECONDS if goodbye else ABSENCE_SECONDS)

    async def end(self) -> None:
        """End the kernel and tell the page."""
        self._ended = True
        for task in self._tasks:
            task.cancel()
        if self.socket is not None:
            self.socket.close(4404, "ended")
            self.socket = None
        await self.kernel.end()

    async def _pass_on(self) -> None:
        """What the kernel's widgets say goes to the page. Without one it is dropped: a page that is back asks anew, one
        that comes for the first time does not know that it has missed something."""
        while True:
            message = await self.kernel.client.get_iopub_msg(timeout=None)
            if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] in self.models:
                self._tell(message["content"], message["buffers"])

    def _tell(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        told = _told(content["comm_id"], content["data"])
        if told and self.socket is not None:
            self.socket.tell(told, buffers)
        elif told:
            self._unheard = True


def _told(model: str, data: dict[str, Any]) -> dict[str, Any] | None:
    if data.get("method") == "update":
        return {"model": model, "state": data["state"]}
    return {"model": model, "content": data["content"]} if data.get("method") == "custom" else None


class Sessions:
    """All open chapters, at most ``limit`` at a time. One that nobody has looked at for long is ended."""

    def __init__(self, take: Callable[[], Awaitable[Kernel]], limit: int) -> None:
        self.limit = limit
        self._take = take
        self._open: dict[str, Session] = {}
        self._opening = 0
        self._ending: set[asyncio.Task] = set()
        self.when_used: Callable[[], None] = lambda: None
        """Called every second as long as chapters are open: whoever ends idle servers must not end this one."""

    def __len__(self) -> int:
        return len(self._open) + self._opening

    @property
    def is_full(self) -> bool:
        return len(self) >= self.limit

    def open(self, owner: str, token: str) -> Coroutine[Any, Any, Session]:
        """A new session of ``owner`` on the case ``token``, with a kernel that is ready. Its place is taken at once:
        of many who ask in the same moment not one more gets in than there is room for."""
        self._opening += 1
        return self._opened(owner, token)

    async def _opened(self, owner: str, token: str) -> Session:
        try:
            session = Session(owner, await self._take(), token)
        finally:
            self._opening -= 1
        self._open[session.id] = session
        session.kernel.when_dead(lambda: self._end_later(session))
        return session

    def get(self, id_: str, owner: str | None) -> Session | None:
        """The open session; None if there is none or it belongs to somebody else: both look the same from outside."""
        session = self._open.get(id_)
        if session is None or owner is None or not secrets.compare_digest(session.owner, owner):
            return None
        return session

    async def end(self, session: Session) -> None:
        """End a session; ending it twice does no harm."""
        if self._open.pop(session.id, None) is not None:
            await session.end()

    async def cull(self) -> None:
        """End what nobody has looked at for too long. A chapter with a living page is never ended."""
        now = time.monotonic()
        gone = [session for session in self._open.values() if session.until is not None and session.until < now]
        await asyncio.gather(*map(self.end, gone))

    async def watch(self, seconds: float = 1.0) -> None:
        """Cull for ever."""
        while True:
            await asyncio.sleep(seconds)
            if self._open:
                self.when_used()
            try:
                await self.cull()
            except Exception:
                log.exception("idle chapters could not be ended")

    async def stop(self) -> None:
        """End all."""
        await asyncio.gather(*map(self.end, list(self._open.values())))

    def _end_later(self, session: Session) -> None:
        task = asyncio.ensure_future(self.end(session))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
