"""The figures as tables: median and range of each measure, its ratio to plain Voilà, and the goals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.serving.programs import BASELINE, OURS

Results = dict[str, Any]


def seconds(value: float) -> str:
    return f"{value / 1000:.2f} s"


def milliseconds(value: float) -> str:
    return f"{value:.0f} ms"


def megabytes(value: float) -> str:
    return f"{value:.0f} MB" if value >= 20 else f"{value:.1f} MB"


def size(value: float) -> str:
    return f"{value / 1e6:.1f} MB" if value >= 1e6 else f"{value / 1000:.0f} kB"


def number(value: float) -> str:
    return f"{value:.0f}"


def percent(value: float) -> str:
    return f"{value:.1f} %"


@dataclass(frozen=True)
class Measure:
    key: str
    title: str
    shown: Callable[[float], str]


MEASURES = (
    Measure("start", "Server start to first answer", seconds),
    Measure("form_heading_cold", "Form, cold: heading", seconds),
    Measure("form_usable_cold", "Form, cold: usable", seconds),
    Measure("form_heading_warm", "Form, warm: heading", seconds),
    Measure("form_usable_warm", "Form, warm: usable", seconds),
    Measure("form_clickable_warm", "Form, warm: first radio button to be clicked", seconds),
    Measure("response", "Click to acknowledgement", milliseconds),
    Measure("response_slowest", "Slowest click of a round", milliseconds),
    Measure("chart_heading_cold", "Chart, cold: heading", seconds),
    Measure("chart_usable_cold", "Chart, cold: drawn", seconds),
    Measure("chart_heading_warm", "Chart, warm: heading", seconds),
    Measure("chart_usable_warm", "Chart, warm: drawn", seconds),
    Measure("form_bytes_cold", "Form, cold: bytes", size),
    Measure("form_requests_cold", "Form, cold: requests", number),
    Measure("form_bytes_warm", "Form, warm: bytes", size),
    Measure("form_requests_warm", "Form, warm: requests", number),
    Measure("chart_bytes_cold", "Chart, cold: bytes", size),
    Measure("chart_requests_cold", "Chart, cold: requests", number),
    Measure("chart_bytes_warm", "Chart, warm: bytes", size),
    Measure("chart_requests_warm", "Chart, warm: requests", number),
    Measure("foreign", "Requests to other hosts", number),
    Measure("memory_0", "Memory, no session", megabytes),
    Measure("memory_1", "Memory, 1 session", megabytes),
    Measure("memory_10", "Memory, 10 sessions", megabytes),
    Measure("memory_30", "Memory, 30 sessions", megabytes),
    Measure("memory_each", "Memory per session, form", megabytes),
    Measure("memory_each_chart", "Memory per session, chart", megabytes),
    Measure("crowded", "Form usable, while 30 are opened one by one", seconds),
    Measure("idle_cpu", "Processor at rest, 30 sessions (100 % is one core)", percent),
)
GOALS = (
    ("form_usable_warm", 1 / 3, "form, warm"),
    ("chart_usable_warm", 1 / 3, "chart, warm"),
    ("memory_each", 1 / 3, "memory per session, form"),
    ("memory_each_chart", 1 / 3, "memory per session, chart"),
    ("form_bytes_cold", 1 / 4, "bytes, form, cold"),
    ("form_bytes_warm", 1 / 4, "bytes, form, warm"),
    ("chart_bytes_cold", 1 / 4, "bytes, chart, cold"),
    ("chart_bytes_warm", 1 / 4, "bytes, chart, warm"),
)
"""Measure, the greatest ratio to plain Voilà, and what it is called."""
FASTER_THAN_ALL = ("form_usable_warm", "chart_usable_warm")


def spread(measure: Measure, values: list[float]) -> str:
    """Median, with the range where there is one."""
    shown = measure.shown(median(values))
    low, high = (measure.shown(value).partition(" ")[0] for value in (min(values), max(values)))
    return shown if low == high else f"{shown} ({low}–{high})"


def values(results: Results, program: str, key: str) -> list[float]:
    return results["programs"].get(program, {}).get("values", {}).get(key, [])


def figures(results: Results) -> list[list[str]]:
    """A head and a row for each measure, a column for each program."""
    rows = [["", *(program["title"] for program in results["programs"].values())]]
    for measure in MEASURES:
        cells = [values(results, name, measure.key) for name in results["programs"]]
        if any(cells):
            rows.append([measure.title, *(spread(measure, cell) if cell else "–" for cell in cells)])
    return rows


def ratios(results: Results) -> list[list[str]]:
    """The medians over those of plain Voilà: below 1 is less."""
    names = list(results["programs"])
    rows = [["", *(results["programs"][name]["title"] for name in names)]]
    for measure in MEASURES:
        base = values(results, BASELINE, measure.key)
        if base and median(base):
            cells = [values(results, name, measure.key) for name in names]
            rows.append([measure.title, *(f"{median(cell) / median(base):.2f}" if cell else "–" for cell in cells)])
    return rows


def goals(results: Results) -> list[str]:
    """What was to be reached, and whether it was."""
    said = []
    for key, most, name in GOALS:
        ours, base = values(results, OURS, key), values(results, BASELINE, key)
        if ours and base:
            ratio = median(ours) / median(base)
            said.append(f"{name}: {ratio:.2f} of plain Voilà, at most {most:.2f}: {_met(ratio <= most)}")
    for key in FASTER_THAN_ALL:
        if ours := values(results, OURS, key):
            peers = {name: values(results, name, key) for name in results["programs"] if name != OURS}
            ahead = [name for name, theirs in peers.items() if theirs and median(theirs) <= median(ours)]
            said.append(f"{_title(key)} ahead of every peer: {_met(not ahead)}{_behind(results, ahead)}")
    return said


def _title(key: str) -> str:
    return next(measure.title for measure in MEASURES if measure.key == key)


def _met(is_met: bool) -> str:
    return "reached" if is_met else "**not reached**"


def _behind(results: Results, names: list[str]) -> str:
    return f", behind {', '.join(results['programs'][name]['title'] for name in names)}" if names else ""


def aligned(rows: list[list[str]]) -> str:
    """The rows as a table for people who read the source: columns padded, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _line(row: list[str], widths: list[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    return f"| {' | '.join(cells)} |"
