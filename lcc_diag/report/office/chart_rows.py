"""The figures of a chart as native charts want them: names, series, intervals and the format of the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Any

from lcc_diag.report.amounts import number_format
from lcc_diag.report.office.text import cut, one_line
from lcc_diag.view.round_steps import round_step

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of a bar chart. ``series[0]`` are the values, further ones the marks; ``None`` where there is nothing.

    ``intervals``: low and high of each row or ``None``. ``bands``: start, end and name of each named level.
    ``step``: distance of the ticks, ``None`` where they are uneven. ``amounts``: format of amounts, empty for scores.
    """

    names: list[str]
    series: list[tuple[str, list[float | None]]]
    intervals: list[tuple[float, float] | None]
    emphasis: list[bool]
    low: float
    high: float
    step: float | None
    axis: str
    format: str
    bands: list[tuple[float, float, str]]
    amounts: str = ""

    @property
    def values(self) -> list[float | None]:
        """The value of each row."""
        return self.series[0][1]

    @property
    def axis_format(self) -> str:
        """Format of the numbers along the scale."""
        whole = self.step is None or (self.step == int(self.step) and self.low == int(self.low))
        return self.amounts or ("#,##0" if whole else "0.0")

    def whiskers(self) -> Iterator[tuple[str, str, list[float]]]:
        """``plus`` and ``minus`` with the column of the embedded workbook and the length for each row."""
        first = len(self.series) + 1  # behind names and series: low, high, plus, minus
        for name, side, sign, place in (("plus", 1, 1, first + 2), ("minus", 0, -1, first + 3)):
            lengths = [
                sign * (interval[side] - value) if interval is not None and value is not None else 0.0
                for value, interval in zip(self.values, self.intervals, strict=True)
            ]
            yield name, chr(ord("A") + place), [round(max(length, 0.0), 6) for length in lengths]


@dataclass(frozen=True, slots=True)
class Stack:
    """Shares of a whole: one series for each part, ``None`` where a row has no such part."""

    names: list[str]
    series: list[tuple[str, list[float | None]]]


def bars_of(chart: dict[str, Any], value_name: str, language: str) -> Bars:
    """From chart data of type ``bars`` or ``ranges``; ``value_name`` names the series of values."""
    if chart["type"] == "ranges":
        return _ranges(chart["data"], value_name, language)
    return _bars(chart["data"], value_name)


def _bars(data: dict[str, Any], value_name: str) -> Bars:
    rows = data["rows"]
    values = [row["value"] for row in rows]
    marks = _marks(rows)
    numbers = [*values, *(value for _, column in marks for value in column)]
    whole = all(value is None or value == int(value) for value in numbers) and _step(data) in (None, 1)
    return Bars(
        names=_names(rows),
        series=[(value_name, values), *marks],
        intervals=[_interval(row) for row in rows],
        emphasis=[bool(row.get("emphasis")) for row in rows],
        low=data["min"],
        high=data["max"],
        step=_step(data),
        axis=one_line(data.get("axis") or ""),
        format="0" if whole else "0.0",
        bands=[(band["start"], band["end"], one_line(band["name"])) for band in data.get("bands") or []],
    )


def _ranges(data: dict[str, Any], value_name: str, language: str) -> Bars:
    """On a scale that holds zero and every range: what does not pay lies below zero."""
    rows = data["rows"]
    bottom, top = min([0, *(row["low"] for row in rows)]), max([0, *(row["high"] for row in rows)])
    step = round_step((top - bottom) / 4 or 1)
    amounts = number_format(one_line(data.get("unit") or ""), language)
    return Bars(
        names=_names(rows),
        series=[(value_name, [row["middle"] for row in rows])],
        intervals=[(row["low"], row["high"]) for row in rows],
        emphasis=[False] * len(rows),
        low=step * floor(bottom / step),
        high=step * max(1, ceil(top / step)),
        step=step,
        axis="",  # each number carries its unit
        format=amounts,
        bands=[],
        amounts=amounts,
    )


def stack_of(chart: dict[str, Any]) -> Stack:
    """From chart data of type ``stack``; parts are in the order of their first appearance."""
    rows = chart["data"]["rows"]
    names = {part["id"]: one_line(part["name"]) for row in rows for part in row["parts"]}
    shares = [{part["id"]: part["share"] for part in row["parts"]} for row in rows]
    return Stack(_names(rows), [(name, [row.get(part) for row in shares]) for part, name in names.items()])


def _names(rows: list[dict[str, Any]]) -> list[str]:
    return [cut(one_line(row["name"]), LONGEST_NAME).text for row in rows]


def _marks(rows: list[dict[str, Any]]) -> list[tuple[str, list[float | None]]]:
    names = list(dict.fromkeys(mark["name"] for row in rows for mark in row.get("marks") or []))
    found = [{mark["name"]: mark["value"] for mark in row.get("marks") or []} for row in rows]
    return [(one_line(name), [row.get(name) for row in found]) for name in names]


def _interval(row: dict[str, Any]) -> tuple[float, float] | None:
    low, high = row.get("low"), row.get("high")
    return None if low is None or high is None or row["value"] is None else (low, high)


def _step(data: dict[str, Any]) -> float | None:
    places = [tick["at"] for tick in data.get("ticks") or []]
    steps = {round(b - a, 6) for a, b in pairwise(places)}
    return steps.pop() if len(steps) == 1 else None
