"""The pages: the way in, the chapters, and what is shown when a page cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError
from tornado.web import GZipContentEncoding, HTTPError, RequestHandler, authenticated

from lcc_diag import __version__
from lcc_diag.i18n import in_both_languages
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.server import visitors
from lcc_diag.server.access_log import Logged
from lcc_diag.server.headers import guard
from lcc_diag.server.kernels import KernelError
from lcc_diag.server.opening import Opening
from lcc_diag.server.service import Service

START = "00_start"
STILL_SECONDS = 1.0
"""A database that takes longer must not keep the page blank."""
KEPT = ("case", "lang")
"""What an address may say besides the chapter. A Jupyter server's token is not among it: links are passed on."""


def language_of(query: str) -> str:
    """The language a query asks for, German if it asks for none we have. Error pages ask too, so this never fails."""
    asked = parse_qs(query).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


class Page(Logged, JupyterHandler):
    """A page of ours, for people: with our headers and our error page."""

    def initialize(self, service: Service) -> None:
        self.service = service

    def set_default_headers(self) -> None:
        guard(self)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")

    def set_cors_headers(self) -> None:
        """No other site may read these pages, whatever the server around them allows for its own."""

    async def prepare(self) -> None:
        if GZipContentEncoding not in map(type, self._transforms):
            self._transforms = [*self._transforms, GZipContentEncoding(self.request)]
        await super().prepare()

    def render_page(self, template: str, **context: Any) -> str:
        """One of the pages without a kernel."""
        options = self.service.options
        shared = {"base": options.address, "asset": self.asset, "fragile": options.fragile, "language": self.language()}
        return self.service.pages.get_template(template).render(shared | context)

    def asset(self, name: str) -> str:
        """The address of a file."""
        return f"{self.service.options.address}static/{self.service.assets.address(name)}"

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        guard(self)
        self.finish(self.render_page("error.html", status_code=status_code))

    def language(self) -> str:
        """The language the address asks for."""
        return language_of(self.request.query)

    def kept_query(self) -> str:
        """The part of the address's query that is ours."""
        given = parse_qs(self.request.query)
        return urlencode({name: given[name][0] for name in KEPT if name in given})


class StartHandler(Page):
    """The shortest address leads to the start page."""

    @allow_unauthenticated
    def get(self) -> None:
        query = self.kept_query()
        self.redirect(f"{self.service.options.address}{START}.ipynb" + (f"?{query}" if query else ""))


class MissingHandler(Page):
    """Whatever else is asked for."""

    @allow_unauthenticated
    def get(self) -> None:
        raise HTTPError(404)


class ChapterHandler(Page):
    """A chapter: sent piece by piece while its notebook is executed in a kernel of the visitor's own."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        showing = self._show(name) if self.service.options.visitors else self._show_to_user(name)
        if showing is not None:  # else the visitor was sent to the login
            await showing

    @authenticated
    def _show_to_user(self, name: str) -> Awaitable[None]:
        return self._show(name)

    async def _show(self, name: str) -> None:
        if self._is_embedded_elsewhere():
            raise HTTPError(403)
        notebook = self.service.chapters.notebook(name)
        if notebook is None:
            raise HTTPError(404)
        await self.service.start()
        if self.service.sessions.is_full:
            self.set_status(503)
            self.set_header("Retry-After", "10")
            return await self.finish(self.render_page("waiting.html"))
        await self._send(name, notebook)

    def _is_embedded_elsewhere(self) -> bool:
        """Whether another site asks for the chapter as a picture, a frame or the like: it would take up all the places
        without anybody seeing it. A link on another site is welcome."""
        foreign = self.request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        return foreign and self.request.headers.get("Sec-Fetch-Dest") != "document"

    async def _send(self, name: str, notebook: NotebookNode) -> None:
        owner = visitors.visitor(self, self.service.options.address)
        chapter = Opening(self.service, name, owner, self.kept_query())
        try:
            async for piece in self.service.chapters.html(name, notebook, await self._context(chapter)):
                self.write(piece)
                await self.flush()
        except (StreamClosedError, KernelError):  # nobody is left to be told; or the page loads itself again
            await chapter.give_up()
        except BaseException:
            await chapter.give_up()
            raise

    async def _context(self, chapter: Opening) -> dict[str, Any]:
        """What the template uses besides the notebook."""
        still = await self._still(chapter)
        return {
            "base": self.service.options.address,
            "asset": self.asset,
            "fragile": self.service.options.fragile,
            "chapters": self.service.chapters.names(),
            "language": self.language(),
            "still": still,
            "kernel_start": chapter.start,
            "cell_generator": chapter.cells,
            "page": chapter.page,
            "widgets": partial(chapter.widgets, still),
        }

    async def _still(self, chapter: Opening) -> dict[str, Any] | None:
        """The widgets as they can be shown at once; computed beside the loop, which goes on answering others."""
        making = asyncio.to_thread(self.service.still, chapter.name.partition("_")[2], chapter.token, self.language())
        try:
            still = await asyncio.wait_for(making, STILL_SECONDS)
        except TimeoutError:
            return None
        for model in still["models"].values() if still else ():
            model |= {kind: self.asset(model[kind]) for kind in ("script", "style") if model[kind]}
        return still


class HealthHandler(Logged, RequestHandler):
    """For whoever watches over the server: 200 if chapters can be opened and cases be stored, else 503 and why."""

    def initialize(self, service: Service) -> None:
        self._service = service

    def set_default_headers(self) -> None:
        guard(self)

    @allow_unauthenticated
    async def get(self) -> None:
        problem = await self._service.database_problem()
        self.set_status(503 if problem else 200)
        self.set_header("Cache-Control", "no-store")
        sessions = self._service.sessions
        self.finish(
            {
                "status": "ok",
                "version": __version__,
                "sessions": len(sessions),
                "limit": sessions.limit,
                "kernels": self._service.kernels.describe(),
            }
            | (_said(problem) if problem else {})
        )

    head = get


def _said(problem: Problem) -> dict[str, Any]:
    """What is the matter, without the database's name: that is for the log, while anybody may ask here."""
    unnamed = InputError(Problem(problem.code, {**problem.values, "name": "…"}))
    return {"status": problem.code, "message": in_both_languages(unnamed)}
