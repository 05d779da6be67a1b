"""What would change the recommendation (methods E.5)."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def flips(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
