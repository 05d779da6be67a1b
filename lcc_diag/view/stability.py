"""How sure the recommendation is (methods E.5)."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def stability(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
