"""One opening of a chapter: a kernel is taken and the notebook executed while the page's head is on its way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

from nbformat import NotebookNode

from lcc_diag.server import widgets
from lcc_diag.server.chapters import Execution
from lcc_diag.server.service import Service
from lcc_diag.server.sessions import Session
from lcc_diag.view.still import news

WORKSHOP = "10_workshop"
"""The facilitator's chapter, which hears of everything that happens in the case's workshops."""


class Opening:
    """What the template of a chapter asks for, one after the other: ``start``, ``cells``, ``widgets``."""

    def __init__(self, service: Service, name: str, owner: str, query: str) -> None:
        self.name = name
        self._service = service
        self._query = query
        self.token = parse_qs(query).get("case", [""])[0]
        self._opened = asyncio.ensure_future(service.sessions.open(owner, self.token))
        self._session: Session | None = None
        self._execution: Execution | None = None

    async def start(self, notebook: NotebookNode) -> str:
        """Wait for the kernel; the id of its session."""
        self._session = await self._opened
        self._session.follow(self._service.changes, workshops=self.name == WORKSHOP)
        await asyncio.sleep(0)  # by now it hears of changes, and the kernel has not read the case
        environment = {"QUERY_STRING": self._query, **self._service.known()}
        self._execution = Execution(notebook, self._session.kernel, environment)
        return self._session.id

    async def cells(self, _notebook: NotebookNode, _id: str) -> AsyncIterator[NotebookNode]:
        """The executed cells."""
        async for cell in self._execution.cells():
            yield cell

    def page(self) -> dict[str, Any]:
        """What the page has to know about itself."""
        return {
            "base": self._service.options.address,
            "chapter": self.name,
            "session": self._session.id,
            "case": self.token,
            "fragile": self._service.options.fragile,
        }

    def widgets(self, still: dict[str, Any] | None) -> dict[str, Any]:
        """The widgets as the page shows them, without what it shows already (``still``). From now on the page may
        speak with them.
        """
        models = widgets.shown(self._execution.models(), self._address)
        self._session.show(models)
        live = {"root": self._execution.root, "models": models}
        return news(live, still) if live["root"] else live

    def _address(self, text: str, ending: str) -> str:
        return f"{self._service.options.address}static/{self._service.assets.address_of(text, ending)}"

    async def give_up(self) -> None:
        """The page could not be finished, for instance because the visitor went away."""
        with contextlib.suppress(Exception):
            await self._service.sessions.end(await self._opened)
