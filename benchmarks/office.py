"""Slides and workbook beside what makes the same content in another way: how much our care costs, as ratios.

    .venv/bin/python benchmarks/office.py [ROUNDS]

The comparisons take the texts, tables, figures and notes out of our finished files and write them again: openpyxl the
same cells with formats, widths, tables and charts; python-pptx a plain deck on its own template with the same number of
slides, native charts, tables and notes, but nothing measured, described, grouped or drawn. "cold" is a fresh process,
"warm" a running one; both best of ROUNDS, in milliseconds. Compare within a run only.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents import best, cold, example

from lcc_diag.report import make


def cells_of(workbook: bytes) -> list[dict[str, Any]]:
    """Every sheet of a workbook: its cells with formats, its tables, and which of them have a chart."""
    import openpyxl

    return [
        {
            "title": sheet.title,
            "cells": [
                (cell.row, cell.column, cell.value, cell.number_format, cell.font.bold)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
            "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
            "tables": [table.ref for table in sheet.tables.values()],
            "charts": len(sheet._charts),
        }
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook))
    ]


def by_openpyxl(sheets: list[dict[str, Any]]) -> bytes:
    """The same cells, tables and charts written by openpyxl."""
    import openpyxl
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, given in enumerate(sheets):
        sheet = book.create_sheet(given["title"])
        _write_cells(sheet, given)
        for place, reference in enumerate(given["tables"]):
            sheet.add_table(Table(displayName=f"t{number}_{place}", ref=reference))
        for place in range(given["charts"]):
            _add_chart(sheet, given["tables"][min(place + 1, len(given["tables"]) - 1)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_cells(sheet: Any, given: dict[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font

    fonts, wrapped = {bold: Font(name="Arial", bold=bold) for bold in (True, False)}, Alignment(wrap_text=True)
    for row, column, value, number_format, bold in given["cells"]:
        cell = sheet.cell(row, column, value)
        cell.number_format, cell.font, cell.alignment = number_format, fonts[bool(bold)], wrapped
    for name, wide in given["widths"].items():
        sheet.column_dimensions[name].width = wide


def _add_chart(sheet: Any, reference: str) -> None:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.utils import range_boundaries

    left, top, _, bottom = range_boundaries(reference)
    chart = BarChart()
    chart.type = "bar"
    chart.add_data(Reference(sheet, min_col=left + 1, min_row=top, max_row=bottom), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=left, min_row=top + 1, max_row=bottom))
    sheet.add_chart(chart, f"H{top}")


def slides_of(deck: bytes) -> list[dict[str, Any]]:
    """Every slide of a deck: title, paragraphs, notes, and the figures of its charts and tables."""
    from pptx import Presentation

    return [
        {
            "title": slide.shapes.title.text_frame.text,
            "text": [s.text_frame.text for s in slide.placeholders if s.has_text_frame and s != slide.shapes.title],
            "notes": slide.notes_slide.notes_text_frame.text,
            "charts": [
                (list(s.chart.plots[0].categories), [(e.name, list(e.values)) for e in s.chart.plots[0].series])
                for s in slide.shapes
                if s.has_chart
            ],
            "tables": [
                [[cell.text_frame.text for cell in row.cells] for row in s.table.rows]
                for s in slide.shapes
                if s.has_table
            ],
        }
        for slide in Presentation(io.BytesIO(deck)).slides
    ]


def by_hand(slides: list[dict[str, Any]]) -> bytes:
    """The same on python-pptx's own template, as one writes it at first."""
    from pptx import Presentation

    deck = Presentation()
    for given in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = given["title"]
        slide.placeholders[1].text = "\n".join(given["text"])
        slide.notes_slide.notes_text_frame.text = given["notes"]
        for names, series in given["charts"]:
            _chart_by_hand(slide, names, series)
        for rows in given["tables"]:
            _table_by_hand(slide, rows)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _chart_by_hand(slide: Any, names: list[str], series: list[tuple[str, list[float]]]) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    data = CategoryChartData()
    data.categories = names
    for name, values in series:
        data.add_series(name, values)
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)


def _table_by_hand(slide: Any, rows: list[list[str]]) -> None:
    from pptx.util import Inches

    table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(2), Inches(8), Inches(3)).table
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(number, place).text = text


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    document, case = example()
    print(f"{'document':<10}{'kB':>6}{'cold, ms':>12}{'warm, ms':>12}   {'compared with':<34}{'ms':>9}{'ratio':>8}")
    for kind, name, read, write in (
        ("xlsx", "openpyxl: same cells and charts", cells_of, by_openpyxl),
        ("pptx", "python-pptx: a plain deck", slides_of, by_hand),
    ):
        content = make(kind, document, case)
        given = read(content)
        ours = best(lambda kind=kind: make(kind, document, case), rounds)
        other = best(lambda write=write, given=given: write(given), rounds)
        first = cold(kind, document, max(2, rounds // 3))
        row = f"{kind:<10}{len(content) / 1000:>6.0f}{first:>12.1f}{ours:>12.1f}   {name:<34}{other:>9.1f}"
        print(f"{row}{ours / other:>8.2f}")


if __name__ == "__main__":
    main()
