"""All addresses of the workbook, the same in an application of its own and inside a Jupyter server."""

from __future__ import annotations

import re

from lcc_diag.server.assets import AssetHandler
from lcc_diag.server.pages import ChapterHandler, HealthHandler, MissingHandler, StartHandler
from lcc_diag.server.service import Service
from lcc_diag.server.sockets import SessionHandler, SessionSocket
from lcc_diag.server.workshop.routes import workshop_routes

Route = tuple[str, type, dict]


def routes(service: Service) -> list[Route]:
    """Address pattern, handler and what the handler is given; the first that fits answers."""
    lcc = re.escape(service.options.address)
    shared = {"service": service}
    return [
        (lcc, StartHandler, shared),
        (lcc.removesuffix("/"), StartHandler, shared),
        (rf"{lcc}(\w+)\.ipynb", ChapterHandler, shared),
        (rf"{lcc}static/([\w.-]+)", AssetHandler, {"assets": service.assets}),
        (rf"{lcc}sessions/([\w-]+)/socket", SessionSocket, shared),
        (rf"{lcc}sessions/([\w-]+)", SessionHandler, shared),
        (f"{lcc}health", HealthHandler, shared),
        *workshop_routes(lcc, service),
        (f"{lcc}.*", MissingHandler, shared),
    ]
