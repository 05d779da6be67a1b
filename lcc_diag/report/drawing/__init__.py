"""Charts as plain shapes: rectangles, lines and text with their places. A template writes them down, escaped once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcc_diag.report.drawing.bars import bars
from lcc_diag.report.drawing.canvas import canvas
from lcc_diag.report.drawing.cycle import cycle
from lcc_diag.report.drawing.ranges import ranges
from lcc_diag.report.drawing.shapes import NARROW, WIDE, Drawing, Layout
from lcc_diag.report.drawing.stack import stack

__all__ = ["NARROW", "WIDE", "Drawing", "Layout", "draw"]

_CHARTS: dict[str, Callable[[dict[str, Any], Layout, str], Drawing]] = {
    "bars": bars,
    "canvas": canvas,
    "cycle": cycle,
    "ranges": ranges,
    "stack": stack,
}


def draw(chart: dict[str, Any], layout: Layout, language: str) -> Drawing:
    """The chart of a document drawn for a page as wide as ``layout``; ``language`` writes the numbers of an axis."""
    return _CHARTS[chart["type"]](chart["data"], layout, language)
