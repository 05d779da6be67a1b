"""The whole case as a file, to go on from anywhere. It holds every answer, also those of single staff members."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.case import Case
from lcc_diag.store.case_file import write_case


def make(document: dict[str, Any], case: Case) -> bytes:
    """The case file, the same for every language."""
    return write_case(case).encode("utf-8")
