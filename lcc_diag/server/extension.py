"""The workbook inside a Jupyter server: JupyterLab, Binder, JupyterHub. Same addresses, under the server's own."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from jupyter_server.serverapp import ServerApp
from traitlets import Bool, Int, Unicode
from traitlets.config import Configurable

from lcc_diag import settings
from lcc_diag.content.folder import shipped
from lcc_diag.server.room import session_limit
from lcc_diag.server.routes import routes
from lcc_diag.server.service import Options, Service


class LccDiag(Configurable):
    """How the workbook is set up in a Jupyter server (``c.LccDiag.visitors = True``)."""

    visitors = Bool(
        False,
        config=True,
        help="Whoever has the address may open chapters, without this server's token: a case only by its link or code.",
    )
    fragile = Bool(
        False, config=True, help="Cases are lost with this server (Binder): pages say so and offer the file."
    )
    sessions = Int(0, config=True, help="Most chapters open at a time; 0: as many as fit into half of the memory.")
    database = Unicode("", config=True, help="URL of the database; otherwise LCC_DIAG_DB, else the user's own.")


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "lcc_diag.server.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add our addresses. Kernels are started with the first page that is asked for, not with every JupyterLab."""
    setup = LccDiag(parent=server)
    if setup.database:
        os.environ[settings.DATABASE] = setup.database
    service = Service(
        Options(
            notebooks=shipped("notebooks"),
            base_url=server.web_app.settings["base_url"],
            visitors=setup.visitors,
            fragile=setup.fragile,
            sessions=setup.sessions or session_limit(),
        )
    )
    service.sessions.when_used = service.workshops.when_used = lambda: _used(server.web_app.settings)
    scrubbed = server.web_app.settings.setdefault("extra_log_scrub_param_keys", [])
    server.web_app.settings["extra_log_scrub_param_keys"] = [*scrubbed, "case", "next"]  # the login's next page too
    server.web_app.add_handlers(".*$", routes(service))
    server.io_loop.add_callback(service.keep_promises)


def _used(server_settings: dict[str, Any]) -> None:
    server_settings["last_activity_times"]["lcc_diag"] = datetime.now(UTC)
