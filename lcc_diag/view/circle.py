"""The circle composed: people, dates, agenda, agreement (methods E)."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def circle(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
