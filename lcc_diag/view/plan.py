"""Steps with a name and a date, quick wins, the review."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def plan(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
