"""The pass-phrase page of a workbook that is served in a network."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from lcc_diag.server.pages import Page

FAILURES, WINDOW_SECONDS = 10, 60.0
"""So many wrong phrases are answered in a minute, from everybody together: guessing is slow, and the one who knows the
phrase waits a minute at most."""
PAUSE_SECONDS = 1.0

EVERYBODY = User("visitor")

_failures: deque[float] = deque(maxlen=FAILURES)


class Entrance(PasswordIdentityProvider):
    """Knows whether a pass-phrase is asked for; if not, everybody is the same visitor and gets no cookie for it."""

    def get_user(self, handler: JupyterHandler) -> Any:
        return super().get_user(handler) if self.auth_enabled else EVERYBODY


class EnterHandler(Page, LoginFormHandler):
    """Asks for the pass-phrase; whoever knows it is let in with this browser."""

    @allow_unauthenticated
    async def post(self) -> None:
        if len(_failures) == FAILURES and time.monotonic() - _failures[0] < WINDOW_SECONDS:
            raise HTTPError(429)
        user = self.identity_provider.process_login_form(self)
        if user is None:
            _failures.append(time.monotonic())
            await asyncio.sleep(PAUSE_SECONDS)
            self.set_status(401)
            return self._render(message=True)
        self.identity_provider.set_login_cookie(self, user)
        self._redirect_safe(self.get_argument("next", default=self.service.options.address))

    def _render(self, message: object = None) -> None:
        after = self.get_argument("next", default=self.service.options.address)
        self.finish(self.render_page("enter.html", next=after, xsrf=self.xsrf_token.decode(), wrong=bool(message)))
