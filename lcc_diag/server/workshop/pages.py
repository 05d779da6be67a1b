"""The pages of a workshop: for phones, for typing its code, for the wall. They have no kernel and ask for no login."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.httputil import split_host_and_port

from lcc_diag import settings
from lcc_diag.i18n import phrase
from lcc_diag.model.problem import InputError
from lcc_diag.server import access_log
from lcc_diag.server.network import is_loopback
from lcc_diag.server.pages import Page
from lcc_diag.server.workshop.hub import Hub
from lcc_diag.server.workshop.language import language_of_request
from lcc_diag.store.faults import StoreError
from lcc_diag.view.workshop.privacy import Place, privacy_view
from lcc_diag.view.workshop.qr import qr_rows

LONGEST_BASE = 200
"""Signs of an address at which phones find us."""


class WorkshopPage(Page):
    """A page in the language of the phone's setting, or in the one the address asks for."""

    def language(self) -> str:
        return language_of_request(self.request)

    async def prepare(self) -> None:
        await super().prepare()
        self.set_header("Vary", "Accept-Language, Accept-Encoding")

    def show(self, template: str, **data: Any) -> None:
        """One of our pages with the ``data`` that its script finds in it."""
        title = phrase("participant.brand", self.language())
        self.finish(self.render_page(template, title=title, data=data))

    async def room(self, hub: Hub) -> dict[str, Any]:
        """What everybody sees."""
        return (await hub.news()).room

    def missing(self, error: InputError) -> None:
        """There is no such workshop, or nobody can look just now."""
        self.set_status(503 if isinstance(error, StoreError) else 404)


class ParticipantPage(WorkshopPage):
    """What the QR code leads to."""

    @allow_unauthenticated
    async def get(self, id_: str) -> None:
        room = None
        try:
            room = await self.room(await self.service.workshops.hub(id_))
        except InputError as error:
            self.missing(error)
        self.show("participant.html.j2", workshop=id_, room=room)


class WallPage(WorkshopPage):
    """What the beamer shows; it can only be looked at. It shows the way in: as this page itself was reached, or as its
    address says for a browser that knows us by a name of its own (``base``)."""

    @allow_unauthenticated
    async def get(self, wall: str) -> None:
        room, link = None, ""
        try:
            hub = await self.service.workshops.hub_of_wall(wall)
            room, link = await self.room(hub), self._link(f"w/{hub.id}")
        except InputError as error:
            self.missing(error)
        short = self._link("join").partition("://")[2]
        self.show("wall.html.j2", wall=wall, room=room, join=link, join_short=short, qr=qr_rows(link) if link else None)

    def _link(self, place: str) -> str:
        own = f"{self.request.protocol}://{self.request.host}{self.service.options.address}"
        given = parse_qs(self.request.query).get("base", [""])[0]
        return f"{given if self._has_another_name() and _is_base(given) else own}{place}"

    def _has_another_name(self) -> bool:
        """Whether nobody else could use the name by which this browser knows us. Otherwise an address that somebody
        made up would send a whole room elsewhere."""
        host, _ = split_host_and_port(self.request.host)
        return is_loopback(host.strip("[]"))


def _is_base(address: str) -> bool:
    """Whether our pages could lie there: no password, question or fragment in it, and as short as it is read aloud."""
    try:
        scheme, host, path, *more = urlsplit(address)
    except ValueError:
        return False
    plain = bool(host) and "@" not in host and not any(more) and len(address) <= LONGEST_BASE
    return plain and scheme in ("http", "https") and path.endswith("/lcc/")


class PrivacyPage(WorkshopPage):
    """What the workshop's settings mean for those who take part."""

    @allow_unauthenticated
    async def get(self, id_: str) -> None:
        try:
            sheet = await self.service.workshops.beside(self._sheet, id_)
        except InputError as error:
            self.missing(error)
            return self.show("participant.html.j2", workshop=id_, room=None)
        self.finish(self.render_page("privacy.html.j2", sheet=sheet, back=f"{self.service.options.address}w/{id_}"))

    def _sheet(self, id_: str) -> dict[str, Any]:
        workshop, content = self.service.workshops.store.read(id_), self.service.workshops.questionnaires()
        organisation = self.service.store.read(workshop.token).organisation
        place = Place.of(settings.database_url())
        return privacy_view(workshop, organisation, content, place, self.language(), access_log.is_kept())


class JoinPage(WorkshopPage):
    """Where one types the six signs from the wall."""

    @allow_unauthenticated
    def get(self) -> None:
        self.show("join.html.j2")
