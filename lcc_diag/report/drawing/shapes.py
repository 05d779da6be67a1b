"""The shapes charts are made of, and the two widths they are drawn for."""

from __future__ import annotations

from dataclasses import dataclass, field

from lcc_diag.view.colours import LINE, PAPER, TEXT

SIZE, BOLD, SMALL, LEADING = 14.0, 15.4, 12.0, 18.0
"""Text sizes (``BOLD``: as wide as bold text of ``SIZE`` runs) and the distance between two lines."""


@dataclass(frozen=True, slots=True)
class Layout:
    """``width`` of the drawing, of the column of ``names`` on its left and of ``texts`` on its right (0: above)."""

    width: float
    names: float
    texts: float

    @property
    def left(self) -> float:
        """Where the plot begins."""
        return self.names or 8

    @property
    def right(self) -> float:
        """Where the plot ends."""
        return self.width - (self.texts or 8)


WIDE, NARROW = Layout(720, 160, 156), Layout(340, 0, 0)
"""For a page and for a phone."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a drawing: its tag, its attributes, and the text inside, unescaped."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from back to front on an area of ``width`` × ``height``."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)


def shape(tag: str, text: str = "", **attributes: str | float) -> Shape:
    """A shape; names with underscores become hyphenated, numbers are rounded to tenths."""
    return Shape(tag, {name.replace("_", "-"): _written(value) for name, value in attributes.items()}, text)


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def rectangle(x: float, y: float, width: float, height: float, fill: str, **rest: str | float) -> Shape:
    """A filled rectangle."""
    return shape("rect", x=x, y=y, width=max(width, 0), height=height, fill=fill, **rest)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 1, **rest: str) -> Shape:
    """A straight line."""
    return shape("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **rest)


def label(text: str, x: float, y: float, size: float = SIZE, fill: str = TEXT, **rest: str | float) -> Shape:
    """A line of text on the baseline ``y``."""
    return shape("text", text, x=x, y=y, font_size=size, fill=fill, **rest)


def labels(lines: list[str], x: float, y: float, **rest: str | float) -> list[Shape]:
    """Several lines of text, the first on the baseline ``y``."""
    return [label(text, x, y + row * LEADING, **rest) for row, text in enumerate(lines)]


def interval(low: float, high: float, middle: float) -> list[Shape]:
    """A line with ends from ``low`` to ``high``, light around it so that it shows on a bar too."""
    places = ((low, middle, high, middle), (low, middle - 5, low, middle + 5), (high, middle - 5, high, middle + 5))
    halo = [line(*place, stroke=PAPER, width=5, stroke_linecap="square") for place in places]
    return halo + [line(*place, stroke=TEXT, width=2) for place in places]


def mark(kind: str, x: float, y: float, reach: float = 6.5) -> Shape:
    """An open mark: a circle, a triangle, or a diamond."""
    pen = {"fill": PAPER, "stroke": TEXT, "stroke_width": 2}
    if kind == "circle":
        return shape("circle", cx=x, cy=y, r=reach, **pen)
    corners = {"triangle": ((0, -1), (0.95, 0.75), (-0.95, 0.75))}.get(
        kind, ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0))
    )
    points = " ".join(f"{_written(x + reach * dx)},{_written(y + reach * dy)}" for dx, dy in corners)
    return shape("polygon", points=points, **pen)
