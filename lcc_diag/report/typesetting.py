"""Setting a PDF: tagged (PDF/UA-1) and archivable (PDF/A-3a), in our own typeface.

Typst sets it from ``typst/*.typ``; every text goes in as data, so nothing in it can act as markup. Typst itself checks
both standards while compiling and refuses what does not conform.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from lcc_diag.report.glyphs import FONTS

STANDARDS = ["ua-1", "a-3a"]
"""Standards the compiler checks."""

TEMPLATES = Path(__file__).parent / "typst"


def typeset(template: str, day: str, **inputs: str) -> bytes:
    """The PDF made from a template and its inputs; ``day``, in ISO form, is its date. The same gives the same bytes."""
    import typst

    compiler = typst.Compiler(input=TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), sys_inputs=inputs)
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=at)


@cache
def _fonts() -> Any:
    """Our own typeface alone, so that every machine sets the same pages."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
