"""Shares of a whole as one bar per row; each kind of share has a letter, so that it is known without its colour."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any

from lcc_diag.report.drawing.measure import text_width, wrap
from lcc_diag.report.drawing.rows import BAR, named_rows
from lcc_diag.report.drawing.shapes import SMALL, Drawing, Layout, Shape, label, rectangle
from lcc_diag.view.colours import ACCENT, PAPER, TEXT

OTHERS = ("#c9d2d6", "#e4c7b2", "#dfe5e7", "#b7d3d7", "#efe3d8", "#d3cfe0", "#e8e8dc", "#c7d8c6")
"""Fills of what is not the same, light enough for dark letters; neighbours are told apart by letter and gap."""

Part = dict[str, Any]


def stack(data: dict[str, Any], layout: Layout, language: str) -> Drawing:
    """The chart type ``stack``."""
    kinds = {part["id"]: part for row in data["rows"] for part in row["parts"]}
    letters = dict(zip(kinds, ascii_uppercase, strict=False))
    wide = Layout(layout.width, layout.names, 0)
    middles, told, bottom = named_rows([{"name": row["name"]} for row in data["rows"]], wide, 0)
    drawn = [
        shape for row, middle in zip(data["rows"], middles, strict=True) for shape in _row(row, middle, wide, letters)
    ]
    key, end = _legend(kinds, letters, wide, bottom + 6)
    return Drawing(layout.width, end, [*told, *drawn, *key])


def _row(row: dict[str, Any], middle: float, layout: Layout, letters: dict[str, str]) -> list[Shape]:
    shapes, start = [], layout.left
    for part in row["parts"]:
        width = part["share"] * (layout.right - layout.left)
        shapes += _part(part, start, width, middle, letters)
        start += width
    return shapes


def _part(part: Part, start: float, width: float, middle: float, letters: dict[str, str]) -> list[Shape]:
    """A piece of the bar with its letter and share as far as they fit."""
    letter = letters[part["id"]]
    box = rectangle(start, middle - BAR * 0.65, width, BAR * 1.3, _fill(part, letters), stroke=PAPER, stroke_width=1.5)
    texts = (f"{letter}  {part['text']}", letter)
    fitting = next((text for text in texts if text_width(text, SMALL) + 8 <= width), None)
    if fitting is None:
        return [box]
    style = {"fill": PAPER if part["same"] else TEXT, "text_anchor": "middle", "font_weight": "600"}
    return [box, label(fitting, start + width / 2, middle + 4.5, SMALL, **style)]


def _fill(part: Part, letters: dict[str, str]) -> str:
    return ACCENT if part["same"] else OTHERS[ascii_uppercase.index(letters[part["id"]]) % len(OTHERS)]


def _legend(kinds: dict[str, Part], letters: dict[str, str], layout: Layout, top: float) -> tuple[list[Shape], float]:
    shapes = []
    for number, (id_, part) in enumerate(kinds.items()):
        y = top + number * 24
        colour = PAPER if part["same"] else TEXT
        text = wrap(part["name"], SMALL + 1, layout.width - layout.left - 30, 1)[0]
        shapes += [
            rectangle(layout.left, y, 20, 18, _fill(part, letters)),
            label(letters[id_], layout.left + 10, y + 13, SMALL, colour, text_anchor="middle", font_weight="600"),
            label(text, layout.left + 28, y + 13.5, SMALL + 1, font_weight="600" if part["same"] else "400"),
        ]
    return shapes, top + len(kinds) * 24 + 4
