"""Drawings from native shapes, each one group with one alternative text: bands behind a chart, canvas, cycle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lcc_diag.i18n import phrase
from lcc_diag.report.drawing.canvas import (
    AREAS,
    CENTRE,
    FILLS,
    HEIGHT,
    NAMES,
    PLACES,
    WIDTH,
    placed_elsewhere,
    spot_of,
)
from lcc_diag.report.office.chart_rows import Bars
from lcc_diag.report.office.text import one_line
from lcc_diag.report.slides.charts import PLOT, place_on_scale
from lcc_diag.report.slides.template import DRAWING, INCH, MAIN, Box, rgb
from lcc_diag.report.slides.text import write_run
from lcc_diag.view.colours import ACCENT, BANDS, LINE, MUTED, PAPER, TEXT, WARM

Group = Any
Point = tuple[float, float]
_PIECES = 10
"""Straight pieces a curve of the canvas is drawn with."""


def _emu(*inches: float) -> list[Emu]:
    return [Emu(round(value * INCH)) for value in inches]


def _paint(shape: Any, fill: str | None, line: str | None = None, points: float = 1.0) -> Any:
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(rgb(fill))
    else:
        shape.fill.background()
    if line:
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(rgb(line)), Pt(points)
    else:
        shape.line.fill.background()
    _without_style(shape)
    return shape


def _without_style(shape: Any) -> None:
    """No shadow and no colours of the theme's shape style."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def _write(shape: Any, lines: list[tuple[str, float, bool, str]], language: str, align: Any = PP_ALIGN.CENTER) -> Any:
    """Text in a shape, as ``(text, size, bold, colour)`` per paragraph, without margins."""
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for number, (text, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        write_run(paragraph, one_line(text), language, size, bold, colour)
    return shape


# --- bands --------------------------------------------------------------------------------------------------


def draw_bands(slide: Any, bars: Bars, language: str) -> Group:
    """The named levels as quiet areas behind the plot, their names above."""
    group = slide.shapes.add_group_shape()
    top, high = MAIN.top + MAIN.height * PLOT.top, MAIN.height * PLOT.height
    for number, (start, end, name) in enumerate(bars.bands):
        left, right = place_on_scale(start, bars), place_on_scale(end, bars)
        area = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(left, top, right - left, high))
        _paint(area, BANDS[number % 2])
        label = group.shapes.add_textbox(*_emu(left, top - 0.3, right - left, 0.28))
        _write(label, [(name, 12, False, MUTED)], language).text_frame.word_wrap = False
    return group


# --- canvas -------------------------------------------------------------------------------------------------


class _Canvas:
    """A picture of 800 × 600 units, drawn into a group that fills ``box`` as far as it keeps its shape."""

    def __init__(self, group: Group, box: Box, language: str) -> None:
        self.group, self.language = group, language
        self.scale = min(box.width / WIDTH, box.height / HEIGHT)
        self.left, self.top = box.left, box.top + (box.height - HEIGHT * self.scale) / 2

    def inches(self, x: float, y: float) -> Point:
        return self.left + x * self.scale, self.top + y * self.scale

    def area(self, path: str, fill: str, line: str, points: float, dashed: bool = False) -> None:
        corners = [tuple(round(value * INCH) for value in self.inches(x, y)) for x, y in _corners(path)]
        builder = self.group.shapes.build_freeform(*corners[0])
        builder.add_line_segments(corners[1:], close=True)
        shape = _paint(builder.convert_to_shape(), fill, line, points)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH

    def words(
        self, text: str, x: float, y: float, align: Any, size: float, bold: bool, colour: str, wide: float
    ) -> None:
        left, top = self.inches(x, y)
        left -= {PP_ALIGN.LEFT: 0, PP_ALIGN.CENTER: wide / 2, PP_ALIGN.RIGHT: wide}[align]
        box = self.group.shapes.add_textbox(*_emu(left, top - 0.16, wide, 0.32))
        _write(box, [(text, size, bold, colour)], self.language, align)

    def mark(self, number: int, x: float, y: float, kind: Any, fill: str, line: str, colour: str, size: float) -> Any:
        middle_x, middle_y = self.inches(x, y)
        shape = self.group.shapes.add_shape(kind, *_emu(middle_x - size / 2, middle_y - size / 2, size, size))
        _paint(shape, fill, line, 1.75)
        return _write(shape, [(str(number), 14, True, colour)], self.language)


def draw_canvas(slide: Any, data: dict[str, Any], language: str) -> Group:
    """The Cynefin canvas with a numbered point per challenge, and a diamond where the group itself sees it."""
    picture = _Canvas(slide.shapes.add_group_shape(), DRAWING, language)
    for name, path in AREAS.items():
        picture.area(path, FILLS[name], LINE, 1.5)
    picture.area(CENTRE, PAPER, MUTED, 1.25, dashed=True)
    for domain in data["domains"]:
        _domain(picture, domain)
    spots = _spots(data["points"])
    elsewhere = placed_elsewhere(data["points"])
    for number, place in _own_places(elsewhere).items():
        _own_place(picture, number, place, spots[number])
    if elsewhere:
        picture.words(phrase("report.canvas_placed", language), 0, HEIGHT + 34, PP_ALIGN.LEFT, 12, False, WARM, 5.2)
    for point in data["points"]:
        picture.mark(point["number"], *spots[point["number"]], MSO_SHAPE.OVAL, ACCENT, PAPER, PAPER, 0.38)
    return picture.group


def _domain(picture: _Canvas, domain: dict[str, Any]) -> None:
    name = one_line(domain["name"])
    if domain["id"] in NAMES:
        x, y, anchor = NAMES[domain["id"]]
        align = PP_ALIGN.LEFT if anchor == "start" else PP_ALIGN.RIGHT
        picture.words(name, x, y, align, 16, True, TEXT, 1.8)
        return
    for row, part in enumerate(re.split(r"(?<=/) ", name)):
        picture.words(part, 400, 246 + row * 28, PP_ALIGN.CENTER, 12, False, MUTED, 1.5)


def _spots(points: list[dict[str, Any]]) -> dict[int, Point]:
    """Where each challenge lies; those at the same place stand side by side, three in a row."""
    together: dict[Point, list[int]] = {}
    for point in points:
        together.setdefault(spot_of(point["domains"]), []).append(point["number"])
    return {
        number: (x + (place % 3 - (min(len(there), 3) - 1) / 2) * 56, y + place // 3 * 56)
        for (x, y), there in together.items()
        for place, number in enumerate(there)
    }


def _own_places(points: list[dict[str, Any]]) -> dict[int, Point]:
    """Where the group itself sees challenges: towards the outer edge of the domain, three in a row."""
    together: dict[str, list[int]] = {}
    for point in points:
        together.setdefault(point["placed"], []).append(point["number"])
    places = {}
    for domain, there in together.items():
        x, y = PLACES[domain]
        outwards = -1 if y < PLACES["confused"][1] else 1
        for place, number in enumerate(there):
            places[number] = (x + (place % 3 - 1) * 72, y + outwards * (place // 3 * 70) - outwards * 70)
    return places


def _own_place(picture: _Canvas, number: int, place: Point, spot: Point) -> None:
    """An open diamond where the group itself sees it, tied to the point by a dashed line."""
    ends = _emu(*picture.inches(*spot), *picture.inches(*place))
    tie = picture.group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    tie.line.color.rgb, tie.line.width = RGBColor.from_string(rgb(WARM)), Pt(1.5)
    tie.line.dash_style = MSO_LINE.DASH
    _without_style(tie)
    picture.mark(number, *place, MSO_SHAPE.DIAMOND, PAPER, WARM, WARM, 0.46)


def _corners(path: str) -> list[Point]:
    """A path of ``M L H V C Z`` (absolute) as the corners of a polygon."""
    x, y = 0.0, 0.0
    corners: list[Point] = []
    for command, numbers in re.findall(r"([MLHVC])([^MLHVCZ]*)", path):
        values = [float(number) for number in numbers.split()]
        if command == "C":
            for place in range(0, len(values), 6):
                corners += _curve((x, y), values[place : place + 6])
                x, y = corners[-1]
            continue
        x = values[0] if command != "V" else x
        y = values[-1] if command != "H" else y
        corners.append((x, y))
    return corners


def _curve(start: Point, numbers: list[float]) -> Iterator[Point]:
    (x0, y0), (x1, y1, x2, y2, x3, y3) = start, numbers
    for step in range(1, _PIECES + 1):
        t = step / _PIECES
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


# --- cycle --------------------------------------------------------------------------------------------------

_NODE = (2.5, 1.15)
_SITES = {"right": 3, "left": 1, "top": 0, "bottom": 2}
"""The connection sites of a box, by number, and their places as shares of its width and height."""
_SHARES = {"right": (1.0, 0.5), "left": (0.0, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0)}


def draw_cycle(slide: Any, data: dict[str, Any], language: str, weakest: str) -> Group:
    """Boxes clockwise from the upper left, tied by arrows that stay tied; the weak one dashed and named."""
    group = slide.shapes.add_group_shape()
    places = dict(zip((node["id"] for node in data["nodes"]), _corners_of(MAIN), strict=False))
    boxes = {}
    for node in data["nodes"]:
        box = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *_emu(*places[node["id"]], *_NODE))
        _paint(box, "#e3eff1", ACCENT, 1.5)
        boxes[node["id"]] = _write(box, [(node["name"], 16, True, TEXT), (node["text"], 16, False, MUTED)], language)
    for number, edge in enumerate(data["edges"], start=1):
        _edge(group, edge, number, boxes, places, language, weakest)
    return group


def _corners_of(box: Box) -> tuple[Point, ...]:
    left, right = box.left + 0.2, box.left + box.width - _NODE[0] - 0.5
    top, bottom = box.top + 0.35, box.top + box.height - _NODE[1] - 0.65
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _edge(
    group: Group,
    edge: dict[str, Any],
    number: int,
    boxes: dict[str, Any],
    places: dict[str, Point],
    language: str,
    weakest: str,
) -> None:
    if edge["source"] not in boxes or edge["target"] not in boxes:
        return
    source, target = places[edge["source"]], places[edge["target"]]
    out, into = _sides(source, target)
    ends = _emu(*_site(source, out), *_site(target, into))
    arrow = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    _tie(arrow, boxes[edge["source"]], _SITES[out], boxes[edge["target"]], _SITES[into])
    arrow.line.color.rgb = RGBColor.from_string(rgb(WARM if edge["weakest"] else ACCENT))
    arrow.line.width = Pt(3 if edge["weakest"] else 2)
    if edge["weakest"]:
        arrow.line.dash_style = MSO_LINE.DASH
    etree.SubElement(arrow.line._get_or_add_ln(), qn("a:tailEnd"), type="triangle", w="med", len="med")
    _without_style(arrow)
    _edge_label(group, edge, number, (source, target), language, weakest)


def _tie(arrow: Any, source: Any, out: int, target: Any, into: int) -> None:
    """Moving a box moves its arrows; the places of both ends are already those of the sites."""
    properties = arrow._element.nvCxnSpPr.cNvCxnSpPr
    for name, shape, site in (("a:stCxn", source, out), ("a:endCxn", target, into)):
        etree.SubElement(properties, qn(name), id=str(shape.shape_id), idx=str(site))


def _site(place: Point, side: str) -> Point:
    x, y = _SHARES[side]
    return place[0] + x * _NODE[0], place[1] + y * _NODE[1]


def _sides(source: Point, target: Point) -> tuple[str, str]:
    """The sides at which an arrow leaves and arrives; a diagonal one leaves upwards or downwards."""
    across, down = target[0] - source[0], target[1] - source[1]
    sideways = ("right", "left") if across > 0 else ("left", "right")
    upright = ("bottom", "top") if down > 0 else ("top", "bottom")
    if abs(across) > 1 and abs(down) > 1:
        return upright[0], sideways[1]
    return sideways if abs(across) > 1 else upright


def _edge_label(
    group: Group, edge: dict[str, Any], number: int, ends: tuple[Point, Point], language: str, weakest: str
) -> None:
    """Number and state of the transition on its arrow; the weak one is named as such."""
    (x1, y1), (x2, y2) = ends
    x, y = (x1 + x2 + _NODE[0]) / 2, (y1 + y2 + _NODE[1]) / 2
    colour = WARM if edge["weakest"] else MUTED
    lines = [(f"{number}  {edge['text']}", 14, edge["weakest"], colour)]
    lines += [(weakest, 14, True, WARM)] if edge["weakest"] else []
    horizontal = abs(y2 - y1) < 1
    high = 0.3 * len(lines)
    top = y - high - 0.12 if horizontal else y - high / 2
    label = group.shapes.add_textbox(*_emu(x - 1.15, top, 2.3, high))
    if not horizontal:
        _paint(label, PAPER)
    _write(label, lines, language)
