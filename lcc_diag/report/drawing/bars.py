"""Values as bars over labelled bands, with their interval and with marks for what others see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcc_diag.report.drawing.measure import text_width, wrap
from lcc_diag.report.drawing.rows import BAR, legend, named_rows
from lcc_diag.report.drawing.shapes import SMALL, Drawing, Layout, Shape, interval, label, line, mark, rectangle
from lcc_diag.view.colours import ACCENT, BANDS, LINE, MUTED, WARM

Data = dict[str, Any]
Scale = Callable[[float], float]


def bars(data: Data, layout: Layout, language: str) -> Drawing:
    """The chart type ``bars``."""
    scale = _scale(data, layout)
    names, top = _band_names(data, layout, scale)
    middles, told, bottom = named_rows(data["rows"], layout, top)
    drawn = [
        shape for row, middle in zip(data["rows"], middles, strict=True) for shape in _row(row, middle, data, scale)
    ]
    axis, below = _axis(data, layout, scale, bottom)
    key, end = legend(((entry["shape"], entry["name"]) for entry in data["legend"]), layout, below)
    bands = _bands(data, scale, top, bottom)
    return Drawing(layout.width, end, [*bands, *_grid(data, scale, top, bottom), *names, *told, *drawn, *axis, *key])


def _scale(data: Data, layout: Layout) -> Scale:
    span = (data["max"] - data["min"]) or 1
    return lambda value: layout.left + (value - data["min"]) / span * (layout.right - layout.left)


def _bands(data: Data, scale: Scale, top: float, bottom: float) -> list[Shape]:
    return [
        rectangle(scale(band["start"]), top, scale(band["end"]) - scale(band["start"]), bottom - top, BANDS[number % 2])
        for number, band in enumerate(data["bands"])
    ]


def _band_names(data: Data, layout: Layout, scale: Scale) -> tuple[list[Shape], float]:
    """The names of the bands above them, every other one lower where they would touch, and where the plot begins."""
    widths = [text_width(band["name"], SMALL) for band in data["bands"]]
    rooms = [scale(band["end"]) - scale(band["start"]) for band in data["bands"]]
    staggered = any(width + 4 > room for width, room in zip(widths, rooms, strict=True))
    shapes = []
    for number, (band, width) in enumerate(zip(data["bands"], widths, strict=True)):
        middle = scale((band["start"] + band["end"]) / 2)
        x = min(max(middle, width / 2), layout.width - width / 2)
        y = 12 + (15 if staggered and number % 2 else 0)
        shapes.append(label(band["name"], x, y, SMALL, MUTED, text_anchor="middle"))
    return shapes, (12 + 15 * staggered if shapes else 0) + 8


def _grid(data: Data, scale: Scale, top: float, bottom: float) -> list[Shape]:
    return [line(scale(tick["at"]), top, scale(tick["at"]), bottom) for tick in data["ticks"]]


def _row(row: Data, middle: float, data: Data, scale: Scale) -> list[Shape]:
    shapes = []
    if row["value"] is not None:
        start = scale(data["min"])
        colour = WARM if row["emphasis"] else ACCENT
        shapes.append(rectangle(start, middle - BAR / 2, scale(row["value"]) - start, BAR, colour))
    if row.get("low") is not None and row.get("high") is not None:
        shapes += interval(scale(row["low"]), scale(row["high"]), middle)
    return shapes + [mark(entry["shape"], scale(entry["value"]), middle) for entry in row["marks"]]


def _axis(data: Data, layout: Layout, scale: Scale, bottom: float) -> tuple[list[Shape], float]:
    shapes = [line(layout.left, bottom, layout.right, bottom, LINE)]
    shapes += [
        label(tick["text"], scale(tick["at"]), bottom + 16, SMALL, MUTED, text_anchor="middle")
        for tick in data["ticks"]
    ]
    lines = wrap(data["axis"] or "", SMALL, layout.right - layout.left, 2)
    shapes += [label(text, layout.left, bottom + 34 + row * 15, SMALL, MUTED) for row, text in enumerate(lines)]
    return shapes, bottom + 24 + len(lines) * 15 + (6 if lines else 0)
