"""What it costs, with the user's own figures (methods A.6, D)."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def costs(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
