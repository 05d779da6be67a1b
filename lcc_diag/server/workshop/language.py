"""The language of a phone, from its own setting."""

from __future__ import annotations

from urllib.parse import parse_qs

from tornado.httputil import HTTPServerRequest

from lcc_diag.model.text import LANGUAGES


def language_of_request(request: HTTPServerRequest) -> str:
    """The language the address asks for, else the one the phone is set to."""
    asked = parse_qs(request.query).get("lang", [""])[0]
    return asked if asked in LANGUAGES else preferred(request.headers.get("Accept-Language", ""))


def preferred(header: str) -> str:
    """The language we have that comes first in an ``Accept-Language`` header; German if it names none. Never fails."""
    ranked = sorted((_weighed(part) for part in header[:1000].split(",")), key=lambda one: -one[0])
    known = (language for weight, language in ranked if weight > 0 and language in LANGUAGES)
    return next(known, LANGUAGES[0])


def _weighed(part: str) -> tuple[float, str]:
    """Weight and main language: ``en-GB;q=0.8`` is ``(0.8, "en")``."""
    tag, _, parameters = part.partition(";")
    quality = parameters.strip().removeprefix("q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight if weight <= 1 else 0.0, tag.strip().lower().partition("-")[0]
