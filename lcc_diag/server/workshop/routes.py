"""The addresses of workshops."""

from __future__ import annotations

import re

from lcc_diag.server.service import Service
from lcc_diag.server.workshop.answers import AnswersHandler
from lcc_diag.server.workshop.pages import JoinPage, ParticipantPage, PrivacyPage, WallPage
from lcc_diag.server.workshop.people import JoinHandler, LeaveHandler, NamedHandler, OwnFileHandler, OwnHandler
from lcc_diag.server.workshop.rooms import FindHandler, RoomHandler, WallRoomHandler
from lcc_diag.server.workshop.streams import EventsHandler, WallEventsHandler

_KEY = r"([A-Za-z0-9_-]{1,64})"
_OF_ID = {
    "": ParticipantPage,
    "/room": RoomHandler,
    "/events": EventsHandler,
    "/join": JoinHandler,
    "/own": OwnHandler,
    "/own.html": OwnFileHandler,
    "/privacy": PrivacyPage,
    "/answers": AnswersHandler,
    "/named": NamedHandler,
    "/leave": LeaveHandler,
}
_OF_WALL = {"": WallPage, "/room": WallRoomHandler, "/events": WallEventsHandler}


def workshop_routes(lcc: str, service: Service) -> list[tuple[str, type, dict]]:
    """Patterns below ``lcc``, handlers and what they are given, as ``server.routes`` has them."""
    shared = {"service": service}
    return [
        (f"{lcc}join", JoinPage, shared),
        (f"{lcc}workshops/find", FindHandler, shared),
        *((f"{lcc}w/{_KEY}{re.escape(end)}", handler, shared) for end, handler in _OF_ID.items()),
        *((f"{lcc}wall/{_KEY}{end}", handler, shared) for end, handler in _OF_WALL.items()),
    ]
