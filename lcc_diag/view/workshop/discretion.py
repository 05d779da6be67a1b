"""What of a released result may leave the room with its case.

Leaders who agreed to be shown agreed to it for the room, and may take it back. A case and its documents stay. So dots
stay behind, and with them every value of so few people that it is as good as a dot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcc_diag.store.workshop_shape import is_few, without_dots

Json = Mapping[str, Any]

ROOM_ONLY = "room_only"
"""Why such a value is missing in a case."""

_CELLS = ("staff", "leaders", "all", "prediction")


def discreet(released: Json) -> dict[str, Any]:
    """A round as it was released, without dots and without values of one or two people."""
    kept = without_dots(dict(released))
    few = is_few(released.get("people"))
    return kept | {
        "challenges": [_challenge(challenge, few) for challenge in kept.get("challenges", [])],
        "attitudes": [_attitude(attitude) for attitude in kept.get("attitudes", [])],
        "recommendation": None if few else kept.get("recommendation"),
    }


def _challenge(challenge: Json, few: bool) -> Json:
    if not few and not is_few(challenge.get("n")):
        return challenge
    return {"id": challenge["id"], "statement": challenge["statement"], **_hidden()}


def _attitude(attitude: Json) -> Json:
    hidden = {name: _hidden() for name in _CELLS if is_few((attitude.get(name) or {}).get("n"))}
    if "leaders" in hidden or "staff" in hidden:
        hidden["gap"] = None
    if "prediction" in hidden or "staff" in hidden:
        hidden["surprise"] = None
    return {**attitude, **hidden}


def _hidden() -> dict[str, Any]:
    return {"shown": False, "why": ROOM_ONLY, "n": None}
