"""Every date agreed, as it goes into a calendar: meetings, measurements, quarterly meetings, deadlines, the review."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def appointments(found: Findings) -> list[dict[str, Any]]:
    """The dates in order of time; none without a plan."""
    return []
