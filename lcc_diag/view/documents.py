"""The documents a result can be taken away as."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings


def documents(found: Findings) -> dict[str, Any] | None:
    """The section, or ``None`` where there is nothing to say."""
    return None
