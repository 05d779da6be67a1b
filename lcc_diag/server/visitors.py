"""Which browser is asking: a random name in a cookie, so that a chapter belongs to the browser that opened it."""

from __future__ import annotations

import re
import secrets

from tornado.web import RequestHandler

COOKIE = "lcc-visitor"
_NAME = re.compile(r"[\w-]{22}")


def known(handler: RequestHandler) -> str | None:
    """The visitor's name from the request, if it brings one that we could have given."""
    name = handler.get_cookie(COOKIE, "")
    return name if _NAME.fullmatch(name) else None


def visitor(handler: RequestHandler, path: str) -> str:
    """The visitor's name; a new visitor gets one, for this program's part of the site (``path``) and this session."""
    name = known(handler)
    if name is None:
        name = secrets.token_urlsafe(16)
        secure = handler.request.protocol == "https"
        handler.set_cookie(COOKIE, name, path=path, httponly=True, samesite="Lax", secure=secure)
    return name
