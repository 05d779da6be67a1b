"""Four things that carry one another, as boxes with numbered arrows; what each arrow says stands below."""

from __future__ import annotations

import math
from typing import Any

from lcc_diag.report.drawing.measure import wrap
from lcc_diag.report.drawing.shapes import (
    BOLD,
    LEADING,
    SIZE,
    SMALL,
    Drawing,
    Layout,
    Shape,
    label,
    labels,
    line,
    rectangle,
    shape,
)
from lcc_diag.view.colours import ACCENT, BANDS, LINE, PAPER, WARM

HEIGHT, GAP = 70.0, 78.0
Box = tuple[float, float, float]
"""Left, top and width."""


def cycle(data: dict[str, Any], layout: Layout, language: str) -> Drawing:
    """The chart type ``cycle``: boxes clockwise from the upper left."""
    boxes = _boxes(data["nodes"], layout)
    bottom = 2 * HEIGHT + GAP + 24
    shapes = [part for edge, number in _numbered(data) for part in _arrow(edge, number, boxes)]
    shapes += [part for node in data["nodes"] for part in _box(node, boxes[node["id"]])]
    names = {node["id"]: node["name"] for node in data["nodes"]}
    for edge, number in _numbered(data):
        text = f"{names[edge['source']]} → {names[edge['target']]}: {edge['text']}"
        told, bottom = _told(text, edge["weakest"], number, layout, bottom)
        shapes += told
    return Drawing(layout.width, bottom, shapes)


def _numbered(data: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
    return [(edge, number) for number, edge in enumerate(data["edges"], start=1)]


def _boxes(nodes: list[dict[str, Any]], layout: Layout) -> dict[str, Box]:
    width = min(230.0, layout.width * 0.42)
    left, right, lower = 1.0, layout.width - width - 1, HEIGHT + GAP + 1
    corners = ((left, 1.0), (right, 1.0), (right, lower), (left, lower))
    return {node["id"]: (*corner, width) for node, corner in zip(nodes, corners, strict=False)}


def _box(node: dict[str, Any], box: Box) -> list[Shape]:
    left, top, width = box
    size = SIZE if width > 180 else SMALL
    names = wrap(node["name"], size * 1.1, width - 10, 2)
    middle = {"text_anchor": "middle", "size": size}
    first = top + HEIGHT / 2 + 5 - len(names) * LEADING / 2
    return [
        rectangle(left, top, width, HEIGHT, BANDS[0], stroke=LINE, stroke_width=1.5, rx=6),
        *labels(names, left + width / 2, first, font_weight="600", **middle),
        label(node["text"], left + width / 2, first + len(names) * LEADING, **middle),
    ]


def _arrow(edge: dict[str, Any], number: int, boxes: dict[str, Box]) -> list[Shape]:
    """An arrow from border to border with its number; the weakest is broken and thicker."""
    start, end = (
        _border(boxes[edge["source"]], boxes[edge["target"]]),
        _border(boxes[edge["target"]], boxes[edge["source"]]),
    )
    colour = WARM if edge["weakest"] else ACCENT
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    dashes = {"stroke_dasharray": "7 5"} if edge["weakest"] else {}
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return [
        line(*start, *end, stroke=colour, width=3.5 if edge["weakest"] else 2, **dashes),
        shape("polygon", points=_head(end, angle), fill=colour),
        *_badge(number, *middle, colour),
    ]


def _border(box: Box, other: Box) -> tuple[float, float]:
    """Where the line between the middles of two boxes leaves the first."""
    (x, y), (toward_x, toward_y) = _middle(box), _middle(other)
    dx, dy = toward_x - x, toward_y - y
    reach = min(box[2] / 2 / abs(dx) if dx else math.inf, HEIGHT / 2 / abs(dy) if dy else math.inf)
    return x + dx * reach, y + dy * reach


def _middle(box: Box) -> tuple[float, float]:
    return box[0] + box[2] / 2, box[1] + HEIGHT / 2


def _head(tip: tuple[float, float], angle: float) -> str:
    ends = [(tip[0] - 13 * math.cos(angle + turn), tip[1] - 13 * math.sin(angle + turn)) for turn in (0.45, -0.45)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *ends))


def _badge(number: int, x: float, y: float, colour: str) -> list[Shape]:
    return [
        shape("circle", cx=x, cy=y, r=11, fill=colour, stroke=PAPER, stroke_width=2),
        label(str(number), x, y + 4.3, SMALL, PAPER, text_anchor="middle", font_weight="700"),
    ]


def _told(text: str, weakest: bool, number: int, layout: Layout, top: float) -> tuple[list[Shape], float]:
    lines = wrap(text, BOLD if weakest else SIZE, layout.width - 34)
    style = {"font_weight": "600", "fill": WARM} if weakest else {}
    badge = _badge(number, 12, top + 10, WARM if weakest else ACCENT)
    return [*badge, *labels(lines, 32, top + 15, **style)], top + len(lines) * LEADING + 10
