"""The small workbook inside each chart of the deck: what opens with “Edit data”. Lengths of whiskers are formulas."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from lcc_diag.report.office.chart_rows import Bars, Stack


def bars_workbook(bars: Bars, day: datetime) -> bytes:
    """Names, values and marks, then low, high and both lengths of each interval."""
    out = io.BytesIO()
    with _begun(out, day) as book:
        sheet = book.add_worksheet("Sheet1")
        _columns(sheet, bars.names, bars.series)
        if any(bars.intervals):
            _intervals(sheet, bars)
    return out.getvalue()


def stack_workbook(stack: Stack, day: datetime) -> bytes:
    """Names and shares."""
    out = io.BytesIO()
    with _begun(out, day) as book:
        _columns(book.add_worksheet("Sheet1"), stack.names, stack.series)
    return out.getvalue()


def _begun(out: io.BytesIO, day: datetime) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": day})
    return book


def _columns(sheet: xlsxwriter.worksheet.Worksheet, names: list[str], series: list[tuple[str, list]]) -> None:
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name)
    for column, (title, values) in enumerate(series, start=1):
        sheet.write_string(0, column, title)
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)


def _intervals(sheet: xlsxwriter.worksheet.Worksheet, bars: Bars) -> None:
    first = len(bars.series) + 1
    lengths = [lengths for _, _, lengths in bars.whiskers()]
    for column, title in enumerate(("−", "+", "↦", "↤"), start=first):
        sheet.write_string(0, column, title)
    for row, interval in enumerate(bars.intervals, start=1):
        if interval is None:
            continue
        low, high = cell(row, first), cell(row, first + 1)
        sheet.write_number(row, first, interval[0])
        sheet.write_number(row, first + 1, interval[1])
        sheet.write_formula(row, first + 2, f"={high}-{cell(row, 1)}", None, lengths[0][row - 1])
        sheet.write_formula(row, first + 3, f"={cell(row, 1)}-{low}", None, lengths[1][row - 1])
