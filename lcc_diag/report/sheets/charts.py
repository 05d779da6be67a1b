"""Native charts on sheets, each beside the table it is drawn from, so that changed figures change the picture."""

from __future__ import annotations

from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.report.office.chart_rows import Bars
from lcc_diag.report.office.text import FONT, cut, one_line
from lcc_diag.report.sheets.cells import Cell, Sheet
from lcc_diag.view.colours import ACCENT, LINE, PAPER, TEXT, WARM

WIDTH, ROW_HEIGHT, FRAME_HEIGHT = 820, 48, 130
_MARKS = (
    {"fill": {"color": PAPER}, "border": {"color": TEXT, "width": 1.25}},
    {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": TEXT, "bg_color": PAPER},
        "border": {"color": TEXT},
    },
)


def write_bars(sheet: Sheet, bars: Bars, chart: dict[str, Any], language: str) -> None:
    """The table of a bar chart – values, marks, ends of the intervals and their lengths – and the chart below it."""
    has_intervals = any(bars.intervals)
    names = [name for name, _ in bars.series]
    ends = [phrase(f"report.{name}", language) for name in ("low", "high", "below", "above")] if has_intervals else []
    header = [phrase("report.attitude", language), *names, *ends]
    lengths = {name: values for name, _, values in bars.whiskers()}
    rows = [_row(bars, place, lengths, has_intervals) for place in range(len(bars.names))]
    first = sheet.table(header, rows)
    drawn = _chart(sheet, bars, chart, first)
    high = FRAME_HEIGHT + ROW_HEIGHT * len(rows)
    spoken = one_line(f"{chart['title']}. {chart['sentence'] or ''}")
    place = {"description": cut(spoken, 250).text, "object_position": 2, "y_offset": 8}
    drawn.set_size({"width": WIDTH, "height": high})
    sheet.sheet.insert_chart(sheet.row, 0, drawn, place)
    sheet.row += high // 20 + 3


def _row(bars: Bars, place: int, lengths: dict[str, list[float]], has_intervals: bool) -> list[Cell]:
    cells = [Cell(bars.names[place]), *(Cell(values[place], bars.format) for _, values in bars.series)]
    if has_intervals:
        low, high = bars.intervals[place] or (None, None)
        known = bars.intervals[place] is not None
        spans = [lengths[name][place] if known else None for name in ("minus", "plus")]
        cells += [Cell(value, bars.format) for value in (low, high, *spans)]
    return cells


def _chart(sheet: Sheet, bars: Bars, chart: dict[str, Any], first: int) -> Any:
    drawn = sheet.styles.book.add_chart({"type": "bar"})
    last, name = first + len(bars.names) - 1, sheet.sheet.get_name()
    for column in range(1, len(bars.series) + 1):
        series = {
            "name": [name, first - 1, column],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column, last, column],
            "data_labels": {"value": True, "num_format": bars.format, "font": {"name": FONT, "size": 10}},
            "gap": 55,
        }
        drawn.add_series(series | (_main(sheet, bars, first, last) if column == 1 else _MARKS[(column - 2) % 2]))
    _axes(drawn, bars, one_line(chart["title"]))
    return drawn


def _main(sheet: Sheet, bars: Bars, first: int, last: int) -> dict[str, Any]:
    """The series of values: its colours and intervals."""
    colours = [{"fill": {"color": WARM if emphasised else ACCENT}} for emphasised in bars.emphasis]
    main: dict[str, Any] = {"fill": {"color": ACCENT}, "points": colours}
    if any(bars.intervals):
        below = len(bars.series) + 3
        lengths = {name: values for name, _, values in bars.whiskers()}
        place = sheet.sheet.get_name().replace("'", "''")
        cells = [
            f"='{place}'!${chr(65 + column)}${first + 1}:${chr(65 + column)}${last + 1}"
            for column in (below, below + 1)
        ]
        main["y_error_bars"] = {
            "type": "custom",
            "minus_values": cells[0],
            "plus_values": cells[1],
            "minus_data": lengths["minus"],
            "plus_data": lengths["plus"],
            "line": {"color": TEXT, "width": 1.5},
        }
        main["data_labels"] = {"value": True, "position": "inside_base", "font": {"color": PAPER, "bold": True}}
        main["data_labels"] |= {"num_format": bars.format}
    return main


def _axes(drawn: Any, bars: Bars, title: str) -> None:
    font = {"name": FONT, "size": 11, "bold": False}
    scale = {"min": bars.low, "max": bars.high, "num_format": bars.axis_format, "num_font": font}
    scale |= {"major_unit": bars.step} if bars.step else {}
    lines = {"major_gridlines": {"visible": True, "line": {"color": LINE}}, "line": {"none": True}}
    drawn.set_x_axis({**scale, **lines, "name": bars.axis, "name_font": font})
    names = {"reverse": True, "crossing": "max", "label_position": "low"}  # low: not on bars that lie below zero
    drawn.set_y_axis({**names, "num_font": font, "major_tick_mark": "none"})
    drawn.set_title({"name": title, "name_font": {"name": FONT, "size": 13, "color": TEXT}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": font} if len(bars.series) > 1 else {"none": True})
