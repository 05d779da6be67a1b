"""The Cynefin canvas: four domains around an open centre, and a numbered point per challenge."""

from __future__ import annotations

from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.report.drawing.measure import wrap
from lcc_diag.report.drawing.shapes import Drawing, Layout, Shape, label, line, shape
from lcc_diag.view.colours import ACCENT, LINE, MUTED, PAPER, TEXT

Place = tuple[float, float]
WIDTH, HEIGHT = 800.0, 600.0
FILLS = {"complex": "#e6f0ee", "complicated": "#eaeef6", "clear": "#f5f2e6", "chaotic": "#f8e9e2"}
AREAS = {
    "complex": "M14 14 H436 C404 84 428 150 402 214 L400 300 H288 C190 334 96 284 14 322 Z",
    "complicated": "M436 14 H786 V292 C694 332 604 274 512 300 H400 L402 214 C428 150 404 84 436 14 Z",
    "clear": "M786 292 V586 H352 C366 540 408 520 412 480 C416 446 390 420 400 386 V300 H512 C604 274 694 332 786 292",
    "chaotic": "M14 322 C96 284 190 334 288 300 H400 V386 C390 420 416 446 412 480 C408 520 366 540 352 586 H14 Z",
}
CENTRE = (
    "M400 212 C470 206 520 250 514 302 C510 356 462 392 398 388 C334 386 284 352 286 298 C288 248 338 214 400 212 Z"
)
NAMES = {
    "complex": (36, 50, "start"),
    "complicated": (764, 50, "end"),
    "clear": (764, 558, "end"),
    "chaotic": (36, 558, "start"),
}
PLACES = {
    "complex": (200, 175),
    "complicated": (610, 175),
    "clear": (605, 450),
    "chaotic": (190, 450),
    "confused": (400, 325),
}
BORDERS = {frozenset(("complex", "complicated")): (414, 118), frozenset(("complex", "chaotic")): (150, 308)}
"""Where challenges lie that are between two domains."""


def canvas(data: dict[str, Any], layout: Layout, language: str) -> Drawing:
    """The chart type ``canvas``; the drawing keeps its own measures and is scaled by whoever shows it."""
    large = 1.6 if layout.names == 0 else 1.0
    shapes = [shape("path", d=AREAS[name], fill=FILLS[name], stroke=LINE, stroke_width=2) for name in AREAS]
    shapes.append(shape("path", d=CENTRE, fill=PAPER, stroke=MUTED, stroke_width=2, stroke_dasharray="6 6"))
    for domain in data["domains"]:
        shapes += _name(domain, large)
    places = _places({point["number"]: spot_of(point["domains"]) for point in data["points"]}, large)
    own = _own_places(data["points"], large)
    placed = [_placed(number, spot, places[number], large) for number, spot in own.items()]
    shapes += [part for tie, _ in placed for part in tie] + [part for _, circle in placed for part in circle]
    shapes += _legend(phrase("form.canvas_placed", language), large) if placed else []
    shapes += [part for number, place in places.items() for part in _point(number, place, large)]
    return Drawing(WIDTH, HEIGHT + (18 + 22 * large if placed else 0), shapes)


def _legend(text: str, large: float) -> list[Shape]:
    middle = HEIGHT + 8 + 8 * large
    circle = shape(
        "circle", cx=24 + 10 * large, cy=middle, r=10 * large, fill=PAPER, stroke=ACCENT, stroke_dasharray="5 4"
    )
    return [circle, label(text, 24 + 28 * large, middle + 6 * large, 16 * large)]


def _name(domain: dict[str, Any], large: float) -> list[Shape]:
    if domain["id"] not in NAMES:
        lines = wrap(domain["name"].replace("/", "/ "), 14 * large, 190, 2)
        return [
            label(text, 400, 248 + row * 18 * large, 14 * large, MUTED, text_anchor="middle")
            for row, text in enumerate(lines)
        ]
    x, y, anchor = NAMES[domain["id"]]
    return [label(domain["name"], x, y, 21 * large, TEXT, text_anchor=anchor, font_weight="600")]


def _places(spots: dict[int, Place], large: float) -> dict[int, Place]:
    """Points by number that lie at the same spot stand side by side, three in a row."""
    shared: dict[Place, list[int]] = {}
    for number, spot in spots.items():
        shared.setdefault(spot, []).append(number)
    step = 48 * large
    return {
        number: (
            x + (place % 3 - (min(len(there) - place // 3 * 3, 3) - 1) / 2) * step,
            y + (place // 3 - (len(there) - 1) // 3 / 2) * step,
        )
        for (x, y), there in shared.items()
        for place, number in enumerate(there)
    }


def spot_of(domains: list[str]) -> Place:
    """Where a challenge lies that is in one domain, or between two."""
    if len(domains) == 1:
        return PLACES[domains[0]]
    return BORDERS.get(frozenset(domains), PLACES["confused"])


def placed_elsewhere(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The challenges that the group itself sees in another domain."""
    return [point for point in points if point["placed"] and point["domains"] != [point["placed"]]]


def _own_places(points: list[dict[str, Any]], large: float) -> dict[int, Place]:
    """Where the group itself puts a challenge, if elsewhere: towards the corner with the name, clear of the others."""
    spots = {}
    for point in placed_elsewhere(points):
        x, y = PLACES[point["placed"]]
        spots[point["number"]] = (
            (x, y + 85 * (1 if y < HEIGHT / 2 else -1)) if point["placed"] in NAMES else (x, y + 40)
        )
    return _places(spots, large)


def _placed(number: int, own: Place, place: Place, large: float) -> tuple[list[Shape], list[Shape]]:
    """The tie to the point, and an open circle with its number."""
    pen = {"stroke": ACCENT, "stroke_width": 2.5, "stroke_dasharray": "5 4"}
    circle = shape("circle", cx=own[0], cy=own[1], r=19 * large, fill=PAPER, **pen)
    tie = line(*place, *own, stroke=ACCENT, width=2, stroke_dasharray="3 5")
    return [tie], [circle, _number(number, own, large, ACCENT)]


def _point(number: int, place: Place, large: float) -> list[Shape]:
    dot = shape("circle", cx=place[0], cy=place[1], r=20 * large, fill=ACCENT, stroke=PAPER, stroke_width=3)
    return [dot, _number(number, place, large, PAPER)]


def _number(number: int, place: Place, large: float, colour: str) -> Shape:
    size = 18 * large
    return label(str(number), place[0], place[1] + size * 0.36, size, colour, text_anchor="middle", font_weight="700")
