"""Requests of phones and walls, answered in JSON: what cannot be done is said in both languages."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, NoReturn
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.httputil import split_host_and_port
from tornado.web import HTTPError, RequestHandler

from lcc_diag.i18n import in_both_languages
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.server.access_log import Logged
from lcc_diag.server.headers import guard
from lcc_diag.server.network import is_loopback
from lcc_diag.server.service import Service
from lcc_diag.server.workshop.door import TooMuchError
from lcc_diag.store.faults import StoreError
from lcc_diag.store.strict_json import parse

JSON = "application/json; charset=utf-8"
MAX_BODY_BYTES = 64 * 2**10
"""Fifty answers are a tenth of it. A Jupyter server would take half a gigabyte."""
PARTICIPANT = "X-Participant"
"""The header with a participant's secret. It is in no cookie, so that no other site can use it."""
MOST_SECRET = 200
"""Signs; ours are shorter."""

_STATUSES = {
    "workshop_unknown": 404,
    "workshop_code_unknown": 404,
    "participant_unknown": 401,
    "workshop_closed": 409,
    "workshop_locked": 409,
    "workshop_full": 409,
    "workshop_sealed": 409,
    "own_code_taken": 409,
}
_PROBLEMS = {
    400: "request_damaged",
    401: "participant_unknown",
    403: "request_foreign",
    404: "address_unknown",
    405: "request_damaged",
    413: "request_too_large",
    429: "request_too_many",
}
"""What to say about a status that comes without a problem of its own."""


def spoken(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[None]]:
    """A method that answers with what it returns as JSON, and with the sentence of an ``InputError`` it raises.

    Nobody has to log in: the secret in the address or the header is the key.
    """

    @wraps(method)
    async def speaking(self: Exchange, *arguments: str) -> None:
        try:
            said = await method(self, *arguments)
        except InputError as error:
            return self.refuse(error)
        if said is not None:
            self.finish(written(said))

    return allow_unauthenticated(speaking)


def written(said: Any) -> str:
    """JSON as short as it gets."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


class Exchange(Logged, RequestHandler):
    """One request and its answer."""

    def initialize(self, service: Service) -> None:
        self.service = service
        self.workshops = service.workshops

    def set_default_headers(self) -> None:
        guard(self)
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """Takes the place of a Jupyter server's check, which needs a cookie: no other site's page can send this.

        JSON and own headers need a permission that is never given; a browser's own word about who asks has to fit.
        """
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json" or not self._is_of_this_site():
            raise HTTPError(403)

    def _is_of_this_site(self) -> bool:
        site = self.request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site == "same-origin"
        origin = self.request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc.lower() == self.request.host.lower()

    def prepare(self) -> None:
        host, _ = split_host_and_port(self.request.host)
        if not (self._serves_others() or is_loopback(host.strip("[]"))):
            raise HTTPError(403)  # a foreign name that leads to this computer
        if len(self.request.body) > MAX_BODY_BYTES:
            raise HTTPError(413)

    def _serves_others(self) -> bool:
        host, _ = split_host_and_port(self.request.host)
        return self.settings.get("allow_remote_access", False) or host in self.settings.get("local_hostnames", ())

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.remote_ip or ""

    @property
    def secret(self) -> str:
        """The participant's secret; ``InputError`` if what came can be none."""
        secret = self.request.headers.get(PARTICIPANT, "")
        if not 0 < len(secret) <= MOST_SECRET:
            raise InputError(Problem("participant_unknown"))
        return secret

    def fields(self, **kinds: type) -> dict[str, Any]:
        """The body, an object with these fields of these types; one that is missing or null is the type's empty
        value. ``InputError`` for anything else."""
        body = parse(self.request.body)
        if not isinstance(body, dict):
            damaged()
        found = {name: kind() if body.get(name) is None else body[name] for name, kind in kinds.items()}
        if any(type(found[name]) is not kind for name, kind in kinds.items()):
            damaged()
        return found

    def refuse(self, error: InputError) -> None:
        """Say why not."""
        if isinstance(error, StoreError):
            self.service.outage.begun(error)
        if isinstance(error, TooMuchError):
            self.set_header("Retry-After", str(math.ceil(error.wait)))
        self.set_status(_status(error))
        self._say(error)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        problem = Problem(_PROBLEMS.get(status_code, "server_failed"))
        self._say(InputError(problem))

    def _say(self, error: InputError) -> None:
        code = "server_failed" if isinstance(error, StoreError) else error.problems[0].code
        self.set_header("Content-Type", JSON)
        self.finish(written({"code": code, "message": sentence(error)}))

    def compute_etag(self) -> str | None:
        """None, where no handler has one: nothing is kept."""
        return None


def sentence(error: InputError) -> dict[str, str]:
    """What is wrong, by language. What is the matter with the database is nothing for phones."""
    return in_both_languages(InputError(Problem("server_failed")) if isinstance(error, StoreError) else error)


def damaged() -> NoReturn:
    """The request is none that a page of ours would send."""
    raise InputError(Problem("request_damaged"))


def _status(error: InputError) -> int:
    if isinstance(error, TooMuchError):
        return 429
    return 503 if isinstance(error, StoreError) else _STATUSES.get(error.problems[0].code, 400)
