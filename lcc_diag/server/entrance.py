"""The pass-phrase page of a workbook that is served in a network."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from lcc_diag.server.pages import Page, language_of

FAILURES, WINDOW_SECONDS = 10, 60.0
"""So many wrong phrases are answered in a minute from one address: guessing is slow, and the one who knows the phrase
waits a minute at most. Behind a proxy that does not say who asks, all have one address."""
ADDRESSES = 1000
"""So many addresses are remembered; the oldest is forgotten first."""
PAUSE_SECONDS = 1.0

EVERYBODY = User("visitor")

_failures: dict[str, deque[float]] = {}


class Entrance(PasswordIdentityProvider):
    """Knows whether a pass-phrase is asked for; if not, everybody is the same visitor and gets no cookie for it."""

    def get_user(self, handler: JupyterHandler) -> Any:
        return super().get_user(handler) if self.auth_enabled else EVERYBODY


class EnterHandler(Page, LoginFormHandler):
    """Asks for the pass-phrase; whoever knows it is let in with this browser."""

    @allow_unauthenticated
    async def post(self) -> None:
        failures = _failures.get(self.request.remote_ip, ())
        if len(failures) == FAILURES and time.monotonic() - failures[0] < WINDOW_SECONDS:
            raise HTTPError(429)
        user = self.identity_provider.process_login_form(self)
        if user is None:
            _remember(self.request.remote_ip)
            await asyncio.sleep(PAUSE_SECONDS)
            self.set_status(401)
            return self._render(message=True)
        self.identity_provider.set_login_cookie(self, user)
        self._redirect_safe(self.get_argument("next", default=self.service.options.address))

    def language(self) -> str:
        """The language of the page that was asked for."""
        asked = parse_qs(self.request.query)
        return super().language() if "lang" in asked else language_of(urlsplit(asked.get("next", [""])[0]).query)

    def _render(self, message: object = None) -> None:
        after = self.get_argument("next", default=self.service.options.address)
        self.finish(self.render_page("enter.html", next=after, xsrf=self.xsrf_token.decode(), wrong=bool(message)))


def _remember(address: str) -> None:
    """Count a wrong phrase from this address."""
    failures = _failures.pop(address, deque(maxlen=FAILURES))
    _failures[address] = failures  # the youngest is last
    failures.append(time.monotonic())
    if len(_failures) > ADDRESSES:
        del _failures[next(iter(_failures))]
