"""The same document gives the same bytes: office files carry the document's date and nothing of the moment."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can name; every entry gets it."""


def made_on(document: dict[str, Any]) -> datetime:
    """Midday of the document's date; a fixed day where it has none, so that nothing depends on the clock."""
    day = document.get("date")
    return datetime.fromisoformat(f"{day['iso'] if day else '2000-01-01'}T12:00:00")


def settled(package: bytes) -> bytes:
    """``package`` (a zip archive) with the moment of writing taken out of every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
