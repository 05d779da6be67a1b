"""One line for each request, without anything that leads to a case or a person."""

from __future__ import annotations

import logging
import re

from tornado.web import RequestHandler

log = logging.getLogger("lcc_diag.access")

_SESSION = re.compile(r"/sessions/[^/]+")


def line(handler: RequestHandler) -> str:
    """``200 GET /lcc/02_attitudes.ipynb 35ms``: no query (it names the case), no session, no address of the visitor."""
    path = _SESSION.sub("/sessions/…", handler.request.path)
    milliseconds = round(1000 * handler.request.request_time())
    return f"{handler.get_status()} {handler.request.method} {path} {milliseconds}ms"


class Logged:
    """Mixin for request handlers: its requests go to our log, and not with their query to the application's."""

    def _log(self) -> None:
        log.info(line(self))
