"""Figures for plotly.js, made from the data of a chart: ``{"wide": {"data", "layout"}, "narrow": {…}}``, plain data.

plotly itself is not imported. Marks and parts differ in shape, pattern and wording, never in colour alone. plotly reads
markup in its texts, so every text is escaped here.
"""

from __future__ import annotations

import textwrap
from html import escape
from math import ceil, floor
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.view.colours import ACCENT, BANDS, LINE, MUTED, PAPER, TEXT, WARM
from lcc_diag.view.findings import Findings
from lcc_diag.view.round_steps import round_step

Figure = dict[str, Any]

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
SYMBOLS = {"diamond": ("diamond", 13), "triangle": ("triangle-down", 14), "circle": ("circle", 13)}
PATTERNS = (("/", WARM, "#fbeee4"), ("x", MUTED, PAPER), ("-", ACCENT, "#e3f0f2"), (".", TEXT, "#f5f7f7"))
"""Shape, ink and ground of the parts of a bar that are another outcome."""

ROW = {False: 52, True: 72}
LEFT, RIGHT = 225, 205
NAME_WIDTH, TEXT_WIDTH, PHONE_WIDTH = 29, 25, 42
"""Characters that fit beside a row on a wide screen, and across a phone."""


def _both(draw: Any, *given: Any) -> Figure:
    return {"wide": draw(*given, narrow=False), "narrow": draw(*given, narrow=True)}


def _lines(text: str, width: int, most: int = 3) -> str:
    """``text``, escaped, in at most ``most`` lines."""
    lines = textwrap.wrap(text, width, max_lines=most, placeholder=" …") or [""]
    return "<br>".join(escape(line, quote=False) for line in lines)


# --- what every figure has ------------------------------------------------------------------------------


def _layout(rows: list[dict[str, Any]], narrow: bool, span: tuple[float, float], **parts: Any) -> dict[str, Any]:
    """A quiet horizontal chart: one row per entry, first on top, no zooming.

    ``parts``: ``ticks``, ``axis`` (its title, may be empty), ``grid``, ``top`` (pixels above the rows), ``gap``
    (between bars, 0 to 1), ``legend`` (number of lines, 0 for none).
    """
    axis, lines, top = parts.get("axis"), parts.get("legend", 0), parts.get("top", 8)
    below = 30 + (24 if axis else 0)
    plot = ROW[narrow] * len(rows)
    bottom = below + 23 * lines + 12
    return {
        "height": plot + top + bottom,
        "margin": {"l": 12 if narrow else LEFT, "r": 20 if narrow else RIGHT, "t": top, "b": bottom},
        "font": {"family": FONT, "size": 14, "color": TEXT},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "bargap": parts.get("gap", 0.76 if narrow else 0.56),
        "barmode": "stack",
        "hovermode": False,
        "dragmode": False,
        "showlegend": bool(lines),
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "y": -below / plot,
            "yanchor": "top",
            "font": {"size": 13},
        },
        "yaxis": _row_axis(rows, narrow),
        "xaxis": _value_axis(span, parts["ticks"], axis, parts.get("grid", False)),
    }


def _row_axis(rows: list[dict[str, Any]], narrow: bool) -> dict[str, Any]:
    """The rows from top to bottom; their names stand beside them only where there is room."""
    return {
        "autorange": False,
        "range": [len(rows) - 0.7, -0.75] if narrow else [len(rows) - 0.4, -0.6],
        "tickvals": list(range(len(rows))),
        "ticktext": [_lines(row["name"], NAME_WIDTH) for row in rows],
        "showticklabels": not narrow,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticklen": 6,
        "tickcolor": "rgba(0,0,0,0)",
    }


def _value_axis(
    span: tuple[float, float], ticks: list[dict[str, Any]], title: str | None, grid: bool
) -> dict[str, Any]:
    named = {"title": {"text": title, "font": {"size": 13, "color": MUTED}, "standoff": 8}} if title else {}
    return {
        "range": list(span),
        "fixedrange": True,
        "showgrid": grid,
        "gridcolor": LINE,
        "zeroline": False,
        "tickfont": {"size": 13},
        "ticklabeloverflow": "allow",
        "tickvals": [tick["at"] for tick in ticks],
        "ticktext": [tick["text"] for tick in ticks],
        **named,
    }


def _words(rows: list[dict[str, Any]], narrow: bool, start: float, lift: float = 0.16) -> list[dict[str, Any]]:
    """The words of each row: on wide screens in a column of their own, on a phone above the bar with its name."""
    if not narrow:
        place = {"x": 1.035, "xref": "paper", "xanchor": "left", "align": "left", "showarrow": False}
        texts = (_lines(row["text"], TEXT_WIDTH) for row in rows)
        return [{**place, "y": at, "text": text, "font": {"size": 14}} for at, text in enumerate(texts)]
    place = {"x": start, "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False}
    texts = (f"<b>{_lines(row['name'], PHONE_WIDTH, 1)}</b><br>{_lines(row['text'], PHONE_WIDTH, 1)}" for row in rows)
    return [{**place, "y": at - lift, "text": text, "font": {"size": 14}} for at, text in enumerate(texts)]


def _marks(name: str, points: list[tuple[float, float]], shape: str, smaller: int = 0) -> dict[str, Any]:
    """Open marks on the rows, with an entry in the legend."""
    symbol, size = SYMBOLS[shape]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [row for row, _ in points],
        "x": [value for _, value in points],
        "marker": {"symbol": symbol, "size": size - smaller, "color": PAPER, "line": {"width": 2, "color": TEXT}},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _spans(name: str, spans: list[tuple[int, float, float]]) -> list[dict[str, Any]]:
    """Lines with ends from low to high, dark on a light edge so that they are seen on bars and beside them."""
    line = {
        "type": "scatter",
        "y": [at for row, _, _ in spans for at in (row, row, None)],
        "x": [at for _, low, high in spans for at in (low, high, None)],
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    ends = {"symbol": "line-ns", "size": 11, "line": {"width": 2.5, "color": TEXT}}
    return [
        {**line, "mode": "lines", "line": {"width": 6, "color": PAPER}, "showlegend": False},
        {**line, "mode": "lines+markers", "name": name, "line": {"width": 2.5, "color": TEXT}, "marker": ends},
    ]


# --- bars -----------------------------------------------------------------------------------------------


def bar_figure(data: dict[str, Any]) -> Figure:
    """Bars with intervals and marks over named bands, from ``data`` of type ``bars``."""
    return _both(_bars, data)


def _bars(data: dict[str, Any], narrow: bool) -> dict[str, Any]:
    rows, start = data["rows"], data["min"]
    lines = len(data["legend"]) if narrow else min(1, len(data["legend"]))
    layout = _layout(
        rows,
        narrow,
        (start, data["max"]),
        ticks=data["ticks"],
        axis=data["axis"],
        grid=not data["bands"],
        top=8 if narrow or not data["bands"] else 30,
        legend=lines,
    )
    layout["shapes"] = [_band(band, BANDS[place % 2]) for place, band in enumerate(data["bands"])]
    names = [] if narrow else [_band_name(band) for band in data["bands"]]
    layout["annotations"] = [*names, *_words(rows, narrow, start)]
    return {"data": [_bar(rows, start), *_on_bars(data, narrow)], "layout": layout}


def _bar(rows: list[dict[str, Any]], start: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": [(start if row["value"] is None else row["value"]) - start for row in rows],
        "base": start,
        "marker": {"color": [WARM if row["emphasis"] else ACCENT for row in rows]},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _on_bars(data: dict[str, Any], narrow: bool) -> list[dict[str, Any]]:
    """Intervals on the bars, and marks: beneath the bars where there are intervals, else upon them."""
    rows, drawn = data["rows"], []
    beneath = any(entry["shape"] == "interval" for entry in data["legend"])
    lower, smaller = ((0.21, 3) if narrow else (0.36, 2)) if beneath else (0, 0)
    for shape, name in ((entry["shape"], entry["name"]) for entry in data["legend"]):
        if shape == "interval":
            spans = [(at, row["low"], row["high"]) for at, row in enumerate(rows) if row["low"] is not None]
            drawn += _spans(name, spans)
            continue
        placed = [(at + lower, mark) for at, row in enumerate(rows) for mark in row["marks"]]
        marks = [(at, mark["value"]) for at, mark in placed if mark["shape"] == shape]
        drawn.append(_marks(name, marks, shape, smaller))
    return drawn


def _band(band: dict[str, Any], colour: str) -> dict[str, Any]:
    place = {"xref": "x", "yref": "paper", "x0": band["start"], "x1": band["end"], "y0": 0, "y1": 1}
    return {"type": "rect", "layer": "below", **place, "fillcolor": colour, "line": {"width": 0}}


def _band_name(band: dict[str, Any]) -> dict[str, Any]:
    place = {"x": (band["start"] + band["end"]) / 2, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {
        **place,
        "showarrow": False,
        "text": escape(band["name"], quote=False),
        "font": {"size": 13, "color": MUTED},
    }


# --- parts of a whole -----------------------------------------------------------------------------------


def stack_figure(found: Findings, data: dict[str, Any]) -> Figure:
    """Each row a whole of parts, solid for the same outcome, patterned for others; ``data`` of type ``stack``."""
    return _both(_stack, found, data)


def _stack(found: Findings, data: dict[str, Any], narrow: bool) -> dict[str, Any]:
    rows = [{**row, "text": _same_text(found, row)} for row in data["rows"]]
    kinds = {part["id"]: part for row in rows for part in row["parts"]}
    others = [name for name, part in kinds.items() if not part["same"]]
    ticks = [{"at": at, "text": found.say("percent", value=round(100 * at))} for at in (0, 0.5, 1)]
    lines = len(kinds) if narrow else ceil(len(kinds) / 2)
    layout = _layout(rows, narrow, (0, 1), ticks=ticks, legend=lines, gap=0.66 if narrow else 0.4)
    layout["annotations"] = _words(rows, narrow, 0, 0.21)
    traces = [
        _part(rows, part, None if part["same"] else PATTERNS[others.index(name) % len(PATTERNS)])
        for name, part in kinds.items()
    ]
    return {"data": traces, "layout": layout}


def _same_text(found: Findings, row: dict[str, Any]) -> str:
    same = next(part for part in row["parts"] if part["same"])
    return phrase("stability.same_short", found.language, share=same["text"])


def _part(rows: list[dict[str, Any]], kind: dict[str, Any], pattern: tuple[str, str, str] | None) -> dict[str, Any]:
    shares = [next((part["share"] for part in row["parts"] if part["id"] == kind["id"]), 0) or None for row in rows]
    marker: dict[str, Any] = {"color": ACCENT, "line": {"width": 1.5, "color": PAPER}}
    if pattern:
        shape, ink, ground = pattern
        fill = {"shape": shape, "fgcolor": ink, "bgcolor": ground, "size": 7, "solidity": 0.35}
        marker = {"color": ground, "pattern": fill, "line": {"width": 1.5, "color": ink}}
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(kind["name"], quote=False),
        "y": list(range(len(rows))),
        "x": shares,
        "marker": marker,
        "hoverinfo": "skip",
    }


# --- ranges ---------------------------------------------------------------------------------------------


def range_figure(found: Findings, rows: list[dict[str, Any]], unit: str = "€") -> Figure:
    """From low to high with the middle marked, one row each, from the ``rows`` of ``data`` of type ``ranges``."""
    return _both(_ranges, found, rows, unit)


def _ranges(found: Findings, rows: list[dict[str, Any]], unit: str, narrow: bool) -> dict[str, Any]:
    lowest, highest = min([0, *(row["low"] for row in rows)]), max([1, *(row["high"] for row in rows)])
    ticks = [{"at": at, "text": _amount(found, at, unit)} for at in _ticks(lowest, highest, 3 if narrow else 5)]
    span = (lowest - 0.02 * (highest - lowest), highest + 0.04 * (highest - lowest))
    layout = _layout(rows, narrow, span, ticks=ticks, grid=True, legend=2 if narrow else 1)
    layout["annotations"] = _words(rows, narrow, span[0])
    spans = _spans(found.say("range_mark"), [(at, row["low"], row["high"]) for at, row in enumerate(rows)])
    middle = _marks(found.say("middle_mark"), [(at, row["middle"]) for at, row in enumerate(rows)], "diamond")
    return {"data": [*spans, middle], "layout": layout}


def _amount(found: Findings, value: float, unit: str) -> str:
    text = found.number(value, 0)
    return f"{unit}{text}" if found.language == "en" and unit == "€" else f"{text} {unit}"


def _ticks(lowest: float, highest: float, most: int) -> list[float]:
    """At most about ``most`` round numbers from ``lowest`` to ``highest``."""
    step = round_step((highest - lowest) / most)
    return [at * step for at in range(ceil(lowest / step), floor(highest / step) + 1)]
