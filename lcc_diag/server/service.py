"""What all requests share, in the application of our own as in a Jupyter server: chapters, kernels, open sessions."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.server.assets import PLOTLY, Assets
from lcc_diag.server.chapters import TEMPLATES, Chapters
from lcc_diag.server.kernels import Kernels
from lcc_diag.server.outage import Outage
from lcc_diag.server.room import session_limit
from lcc_diag.server.sessions import Sessions
from lcc_diag.server.workshop.upkeep import purge_daily
from lcc_diag.server.workshop.workshops import Workshops
from lcc_diag.store import CaseStore
from lcc_diag.store.changes import Changes
from lcc_diag.view.still import still
from lcc_diag.view.workshop.facilitator import kept_workshops


@dataclass(frozen=True)
class Options:
    """``visitors``: whoever has the address may open chapters, without the Jupyter server's login. ``fragile``: what is
    saved here is lost with this server, and the pages say so. ``sessions``: most chapters open at a time."""

    notebooks: Path
    base_url: str = "/"
    visitors: bool = True
    fragile: bool = False
    sessions: int = field(default_factory=session_limit)

    @property
    def address(self) -> str:
        """Where everything of ours lies, beginning and ending with a slash."""
        return f"{self.base_url.rstrip('/')}/lcc/"


class Service:
    """The running workbook. ``start`` begins what runs in the background, ``stop`` ends it with all kernels."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.assets = Assets()
        self.chapters = Chapters(options.notebooks)
        self.pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
        self.kernels = Kernels(cwd=options.notebooks, environment=self._environment())
        self.sessions = Sessions(self.kernels.take, options.sessions)
        self.store = CaseStore(settings.database_url())
        self.changes = Changes(settings.database_url())
        self.outage = Outage()
        self.workshops = Workshops(self.store, self.changes, self.attend)
        self._tasks: list[asyncio.Task] = []
        self._started: asyncio.Future | None = None
        self._attending: asyncio.Future | None = None

    def still(self, name: str, token: str, language: str) -> dict[str, Any] | None:
        """What a chapter of a case shows, made without a kernel; None where the kernel has to say what is wrong."""
        try:
            link = self.store.link(token) if token else None
            case = self.store.read(token) if link else None
            content = load(settings.questionnaires_folder())
            kept = kept_workshops(self.workshops.store, token, content) if link and name == "workshop" else None
        except InputError:
            return None
        example, code = (link.example, link.code) if link else (False, "")
        return still(name, case, example, token, code, content, language, settings.today(), self.plotly_address, kept)

    async def database_problem(self) -> Problem | None:
        """What is the matter with the database, looked at now; the log says it too."""
        try:
            await asyncio.to_thread(self.store.check)
        except InputError as error:
            self.outage.begun(error)
            return error.problems[0]
        self.outage.over()
        return None

    def known(self) -> dict[str, str]:
        """What a chapter's environment says about the database; nothing as long as nobody has used it."""
        return {settings.DATABASE_KNOWN: "1"} if self.store.is_known else {}

    @property
    def plotly_address(self) -> str:
        """Where charts find their script."""
        return f"{self.options.address}static/{self.assets.address(PLOTLY)}"

    async def start(self) -> None:
        """Begin; called again, it waits until the first call is through. One that failed is tried again."""
        if self._started is None:
            self._started = asyncio.ensure_future(self._start())
        try:
            await asyncio.shield(self._started)
        except OSError:
            self._started = None
            raise

    async def _start(self) -> None:
        await self.kernels.start()
        await self.attend()
        self._tasks.append(asyncio.create_task(self.sessions.watch()))
        self._tasks.append(asyncio.create_task(self.database_problem()))  # made or seen by now, it is known

    async def attend(self) -> None:
        """Begin to hear of changes, which is all that a workshop's phones need: they have no kernels."""
        if self._attending is None:
            self._attending = asyncio.ensure_future(self.changes.start())
        await asyncio.shield(self._attending)

    def keep_promises(self) -> None:
        """Delete from now on what is due to be deleted, whether or not anybody opens a page."""
        self._tasks.append(asyncio.create_task(purge_daily(self.workshops.store)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.workshops.stop()
        await self.sessions.stop()
        await self.changes.stop()
        await self.kernels.stop()

    def _environment(self) -> dict[str, str]:
        """What kernels inherit. Widgets need not be told their own changes (echo); charts come from this server."""
        return {
            **os.environ,
            "JUPYTER_WIDGETS_ECHO": "0",
            settings.PLOTLY_URL: self.plotly_address,
        }
