"""One line for each request, without anything that leads to a case or a person."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

from tornado.web import HTTPError, RequestHandler

log = logging.getLogger("lcc_diag.access")

_SECRET = re.compile(r"/(sessions|w|wall)/[^/]+")
_OURS = re.compile(
    r".*/lcc/(\d\d_[a-z]+\.ipynb|health|enter|sessions/…(/socket)?|join|workshops/find|(w|wall)/…(/[a-z.]{3,12})?)?"
)


def is_kept() -> bool:
    """Whether requests are logged at all."""
    return log.isEnabledFor(logging.INFO)


def line(handler: RequestHandler) -> str:
    """``200 GET /lcc/02_attitudes.ipynb 35ms``: no query (it names the case), no session, no workshop, no address of
    the visitor."""
    milliseconds = round(1000 * handler.request.request_time())
    return f"{handler.get_status()} {handler.request.method} {_path(handler)} {milliseconds}ms"


def _path(handler: RequestHandler) -> str:
    """The path; of what is no address of ours nothing: it may be a link that came out wrong, with a case in it."""
    path = _SECRET.sub(r"/\1/…", handler.request.path)
    return path if handler.get_status() < 400 or _OURS.fullmatch(path) else "…"


class Logged:
    """Mixin for request handlers: their requests and errors go to our log, without what the application would add."""

    def _log(self) -> None:
        log.info(line(self))

    def log_exception(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kind and place of an error that was not expected: its text and the request may quote what a visitor wrote."""
        if not isinstance(error, HTTPError):
            places = "".join(traceback.format_tb(trace))
            logging.getLogger("lcc_diag.server").error("%s in a request:\n%s", kind and kind.__name__, places)
