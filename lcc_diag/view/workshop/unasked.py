"""What of a released result is about people who could not join: it is not worth a word that they are too few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcc_diag.model.answers import LEADERS
from lcc_diag.model.workshop import Settings

Json = Mapping[str, Any]


def without_unasked(released: Json, settings: Settings) -> Json:
    """A round as it was released, without the leaders' view and guess where nobody could join as a leader or managing
    director. Everybody sees at the door which roles there are, so this tells nothing of who was there."""
    if set(settings.roles) & set(LEADERS):
        return released
    attitudes = [attitude | {"leaders": None, "prediction": None} for attitude in released.get("attitudes", [])]
    return {**released, "attitudes": attitudes}
