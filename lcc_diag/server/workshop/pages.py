"""The pages of a workshop: for phones, for typing its code, for the wall. They have no kernel and ask for no login."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

from jupyter_server.auth.decorator import allow_unauthenticated

from lcc_diag.i18n import in_both_languages, phrases
from lcc_diag.model.problem import InputError
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import Workshop
from lcc_diag.server.pages import Page
from lcc_diag.server.workshop.language import preferred
from lcc_diag.store.faults import StoreError


class WorkshopPage(Page):
    """A page in the language of the phone's setting, or in the one the address asks for."""

    def language(self) -> str:
        asked = parse_qs(self.request.query).get("lang", [""])[0]
        return asked if asked in LANGUAGES else preferred(self.request.headers.get("Accept-Language", ""))

    async def prepare(self) -> None:
        await super().prepare()
        self.set_header("Vary", "Accept-Language, Accept-Encoding")

    async def found(self, look: Callable[[str], Workshop], key: str) -> Workshop | None:
        """The workshop; None if it could not be found, which the visitor has been told then."""
        try:
            return await asyncio.to_thread(look, key)
        except InputError as error:
            self.set_status(503 if isinstance(error, StoreError) else 404)
            self.show("join.html.j2", problem=in_both_languages(error))
            return None

    def show(self, template: str, place: str = "", problem: dict[str, str] | None = None) -> None:
        """One of our pages. ``place``: where it finds what it asks for, below the address of everything."""
        texts = {language: phrases("participant", language) for language in LANGUAGES}
        self.finish(self.render_page(template, place=place, texts=texts, problem=problem))


class ParticipantPage(WorkshopPage):
    """What the QR code leads to."""

    @allow_unauthenticated
    async def get(self, id_: str) -> None:
        if await self.found(self.service.workshops.store.read, id_):
            self.show("participant.html.j2", f"w/{id_}/")


class WallPage(WorkshopPage):
    """What the beamer shows; it can only be looked at."""

    @allow_unauthenticated
    async def get(self, wall: str) -> None:
        if await self.found(self.service.workshops.store.at_wall, wall):
            self.show("wall.html.j2", f"wall/{wall}/")


class JoinPage(WorkshopPage):
    """Where one types the six signs from the wall."""

    @allow_unauthenticated
    def get(self) -> None:
        self.show("join.html.j2")
