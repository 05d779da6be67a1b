"""What bars, shares and ranges have in common: one row per entry with its name, and a legend below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcc_diag.report.drawing.measure import text_width, wrap
from lcc_diag.report.drawing.shapes import BOLD, LEADING, SIZE, SMALL, Layout, Shape, interval, label, labels, mark
from lcc_diag.view.colours import WARM

BAR = 20.0
"""How high a bar is."""


def named_rows(entries: list[dict[str, Any]], layout: Layout, top: float) -> tuple[list[float], list[Shape], float]:
    """The middle of each row's bar, the names and texts, and where the rows end."""
    place = _beside if layout.names else _above
    middles, shapes = [], []
    for entry in entries:
        middle, told, top = place(entry, layout, top)
        middles.append(middle)
        shapes += told
    return middles, shapes, top


def _beside(entry: dict[str, Any], layout: Layout, top: float) -> tuple[float, list[Shape], float]:
    """Name on the left, text on the right, both in the middle of the row."""
    names = wrap(entry["name"], BOLD, layout.names - 18)
    texts = wrap(entry.get("text") or "", BOLD if entry.get("emphasis") else SIZE, layout.texts - 18)
    height = max(len(names), len(texts), 1) * LEADING + 22
    middle = top + height / 2
    told = labels(names, 0, _first(middle, names), font_weight="600")
    told += labels(texts, layout.right + 14, _first(middle, texts), **_style(entry))
    return middle, told, top + height


def _first(middle: float, lines: list[str]) -> float:
    return middle + SIZE * 0.35 - (len(lines) - 1) * LEADING / 2


def _above(entry: dict[str, Any], layout: Layout, top: float) -> tuple[float, list[Shape], float]:
    """Name and text above the bar."""
    names = wrap(entry["name"], BOLD, layout.width - 8)
    texts = wrap(entry.get("text") or "", BOLD if entry.get("emphasis") else SIZE, layout.width - 8)
    told = labels(names, 0, top + LEADING, font_weight="600")
    told += labels(texts, 0, top + LEADING * (len(names) + 1), **_style(entry))
    middle = top + LEADING * (len(names) + len(texts)) + 10 + BAR / 2
    return middle, told, middle + BAR / 2 + 12


def _style(entry: dict[str, Any]) -> dict[str, str]:
    return {"fill": WARM, "font_weight": "600"} if entry.get("emphasis") else {}


def legend(entries: Iterable[tuple[str, str]], layout: Layout, top: float) -> tuple[list[Shape], float]:
    """Marks with their names, in as many lines as they need."""
    shapes: list[Shape] = []
    x, y = layout.left, top
    for kind, name in entries:
        text = wrap(name, SMALL, layout.width - layout.left - 24, 1)[0]
        if x > layout.left and x + 24 + text_width(text, SMALL) > layout.width:
            x, y = layout.left, y + 22
        sign = interval(x, x + 14, y + 8) if kind == "interval" else [mark(kind, x + 7, y + 8)]
        shapes += [*sign, label(text, x + 20, y + 12, SMALL)]
        x += 20 + text_width(text, SMALL) + 22
    return shapes, y + 24 if shapes else top
