"""Days as they are entered and kept: ISO dates, ``2026-11-22``."""

from __future__ import annotations

from datetime import date
from typing import Any


def iso_day(value: Any) -> date | None:
    """The day ``value`` says; ``None`` if it is no ISO date."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
