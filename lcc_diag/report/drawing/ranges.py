"""Amounts from low to high with the one in the middle marked, on an axis that holds them all."""

from __future__ import annotations

import math
from typing import Any

from lcc_diag.report.amounts import amount
from lcc_diag.report.drawing.measure import text_width
from lcc_diag.report.drawing.rows import named_rows
from lcc_diag.report.drawing.shapes import SMALL, Drawing, Layout, Shape, interval, label, line, mark, rectangle
from lcc_diag.view.colours import ACCENT, MUTED
from lcc_diag.view.round_steps import round_step

STEPS = (1, 2, 2.5, 5, 10)
"""Round steps of an axis, times a power of ten."""


def ranges(data: dict[str, Any], layout: Layout, language: str) -> Drawing:
    """The chart type ``ranges``."""
    rows = data["rows"]
    low, high = (choose([row[end] for row in rows], default=0) for choose, end in ((min, "low"), (max, "high")))
    ticks = round_ticks(min(low, 0), max(high, 0))
    middles, told, bottom = named_rows(rows, layout, 4)
    span = layout.right - layout.left

    def scale(value: float) -> float:
        return layout.left + (value - ticks[0]) / (ticks[-1] - ticks[0]) * span

    grid = [line(scale(tick), 4, scale(tick), bottom) for tick in ticks]
    drawn = [shape for row, middle in zip(rows, middles, strict=True) for shape in _row(row, middle, scale)]
    axis = _axis(ticks, [amount(tick, data["unit"], language) for tick in ticks], scale, layout, bottom)
    return Drawing(layout.width, bottom + 24, [*grid, *told, *drawn, *axis])


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most ``most`` + 2 evenly spaced round numbers around ``low`` and ``high``."""
    span = (high - low) or 1
    step = round_step(span / most, STEPS)
    first, last = math.floor(low / step + 1e-9), math.ceil((low + span) / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def _row(row: dict[str, Any], middle: float, scale: Any) -> list[Shape]:
    low, high = scale(row["low"]), scale(row["high"])
    bar = rectangle(low, middle - 7, high - low, 14, ACCENT, opacity="0.3")
    return [bar, *interval(low, high, middle), mark("diamond", scale(row["middle"]), middle)]


def _axis(ticks: list[float], texts: list[str], scale: Any, layout: Layout, bottom: float) -> list[Shape]:
    """The numbers below the axis; every other one where they would touch, none beyond the edge."""
    widths = [text_width(text, SMALL) for text in texts]
    every = 1 + int(max(widths) + 8 > scale(ticks[1]) - scale(ticks[0]))
    shapes = []
    for tick, text, width in list(zip(ticks, texts, widths, strict=True))[::every]:
        x = min(max(scale(tick), width / 2), layout.width - width / 2)
        shapes.append(label(text, x, bottom + 16, SMALL, MUTED, text_anchor="middle"))
    return shapes
