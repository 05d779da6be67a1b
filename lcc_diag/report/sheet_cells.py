"""One sheet of the workbook, written from the top: titles, prose and tables of typed cells. Text is always text.

Numbers are written as numbers with as many decimals as they are shown with elsewhere, days as days. Whatever somebody
typed is written as a string and nothing else: no formula, no link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lcc_diag.i18n import phrase
from lcc_diag.report.office_text import FONT, clean, lines, width
from lcc_diag.view.figures import ACCENT, BANDS, LINE, MUTED

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
"""What a cell (in UTF-16 units) and a sheet can hold."""
SIZE, LINE_HEIGHT, UNIT = 11, 15, 6.2
"""Size of the text and height of its lines in points, and the width of one unit of column width."""
WIDEST, NARROWEST, PROSE = 56, 7, 110
_DAYS = {"de": "dd.mm.yyyy", "en": "dd/mm/yyyy"}

Value = str | int | float | date | None


@dataclass(slots=True)
class Lost:
    """How much did not fit: ``cells`` that were cut and ``rows`` left out, of the whole workbook."""

    cells: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how it is shown: a number format, ``""`` for none."""

    value: Value
    format: str = ""


@dataclass(slots=True)
class Styles:
    """The formats of a workbook, each made once."""

    book: xlsxwriter.Workbook
    language: str
    made: dict[tuple[Any, ...], Format] = field(default_factory=dict)

    def of(self, **properties: Any) -> Format:
        """A format with these properties on top of the common ones."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            common = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
            self.made[key] = self.book.add_format(common | properties)
        return self.made[key]

    @property
    def day(self) -> str:
        """The number format of a day."""
        return _DAYS[self.language]


class Sheet:
    """A worksheet with a cursor; every method writes below what is there."""

    def __init__(self, styles: Styles, name: str, title: str, lost: Lost, footer: str) -> None:
        self.styles, self.lost, self.row = styles, lost, 0
        self.sheet: Worksheet = styles.book.add_worksheet(phrase(f"report.sheet_{name}", styles.language))
        self.name = name
        self.widths: dict[int, float] = {}
        self.tables = 0
        _for_paper(self.sheet, footer, phrase("report.sheet_page", styles.language))
        self.text(title, bold=True, font_size=16, font_color=ACCENT)

    # --- prose

    def heading(self, text: str) -> None:
        """A title within the sheet, set off from what stands above."""
        self.row += 1
        self.text(text, bold=True, font_size=13, font_color=ACCENT)

    def note(self, text: str) -> None:
        """Prose in the quieter colour."""
        self.text(text, font_color=MUTED)

    def text(self, text: str, **properties: Any) -> None:
        """Prose across the columns that are printed, as high as it needs."""
        shown = self._cut(text)
        if not shown:
            return
        size = properties.get("font_size", SIZE)
        high = lines(shown, size, PROSE * UNIT * 0.95, bold=True) * size * LINE_HEIGHT / SIZE
        self.sheet.set_row(self.row, min(409, high + 3))
        style = self.styles.of(text_wrap=True, **properties)
        self.sheet.merge_range(self.row, 0, self.row, self._last_prose_column(), "", style)
        self.sheet.write_string(self.row, 0, shown, style)
        self.row += 1

    def _last_prose_column(self) -> int:
        return 5

    # --- tables

    def table(self, columns: list[str], rows: list[list[Cell]], filtered: bool = False, spare: int = 0) -> int:
        """A table with a header row that assistive technology knows as such; returns the first row of its body.

        ``spare`` empty rows stay within it for entries to come.
        """
        kept = fitting(rows, MOST_ROWS - self.row - 1 - spare)
        self.lost.rows += len(rows) - len(kept)
        first, last = self.row + 1, self.row + max(1, len(kept) + spare)
        self._header(columns, last, filtered)
        for offset, row in enumerate(kept):
            for column, cell in enumerate(row):
                self.put(first + offset, column, cell)
        self._measure(columns, kept)
        self.row = last + 1
        return first

    def _header(self, columns: list[str], last: int, filtered: bool) -> None:
        self.tables += 1
        style = self.styles.of(
            bold=True, font_color=ACCENT, bg_color=BANDS[0], bottom=2, bottom_color=ACCENT, text_wrap=True
        )
        headers = [{"header": name, "header_format": style} for name in distinct([self._cut(name) for name in columns])]
        options = {"columns": headers, "autofilter": filtered, "style": None, "name": f"{self.name}_{self.tables}"}
        self.sheet.add_table(self.row, 0, last, len(columns) - 1, options)

    def put(self, row: int, column: int, cell: Cell, **properties: Any) -> None:
        """One typed cell."""
        value = cell.value
        style = {"text_wrap": True, "bottom": 4, "bottom_color": LINE} | properties
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.styles.of(**style))
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            self.sheet.write_datetime(
                row, column, moment, self.styles.of(num_format=self.styles.day, align="left", **style)
            )
        elif isinstance(value, int | float) and not isinstance(value, bool):
            shown = {"num_format": cell.format} if cell.format else {}
            self.sheet.write_number(row, column, value, self.styles.of(**shown, **style))
        else:
            self.sheet.write_string(row, column, self._cut(str(value)), self.styles.of(**style))

    def _cut(self, text: str) -> str:
        whole = clean(text)
        if len(whole) + sum(ord(character) > 0xFFFF for character in whole) <= LONGEST_CELL:
            return whole
        self.lost.cells += 1
        kept = whole.encode("utf-16-le")[: 2 * (LONGEST_CELL - 2)].decode("utf-16-le", errors="ignore")
        return kept + "…"

    def _measure(self, columns: list[str], rows: list[list[Cell]]) -> None:
        """Columns as wide as their content up to a limit; where it is longer, it wraps."""
        for column, name in enumerate(columns):
            longest = max(width(part, SIZE) for part in [*(f"{word}M" for word in name.split()), "MMM"])
            for row in rows[:2000]:
                shown = str(row[column].value or "")
                longest = max(longest, min(width(shown[:200], SIZE), WIDEST * UNIT))
            wide = min(WIDEST, max(NARROWEST, longest / UNIT + 2.5))
            self.widths[column] = max(self.widths.get(column, 0), wide)

    def finish(self, frozen: int = 0) -> None:
        """Widths of the columns; ``frozen``: the row of a header that stays in sight and on every printed page."""
        for column, wide in self.widths.items():
            self.sheet.set_column(column, column, wide)
        for column in range(len(self.widths), self._last_prose_column() + 1):
            self.sheet.set_column(column, column, max(12, (PROSE - sum(self.widths.values())) / 5))
        if frozen:
            self.sheet.freeze_panes(frozen, 0)
            self.sheet.repeat_rows(frozen - 1)


def fitting(rows: list[Any], room: int) -> list[Any]:
    """As many rows as fit."""
    return rows[: max(0, room)]


def distinct(names: list[str]) -> list[str]:
    """Headers as a table needs them: none empty, no two alike, at most 250 characters."""
    known: dict[str, str] = {}
    for place, name in enumerate(names, start=1):
        base = " ".join(name.split())[:240] or str(place)
        candidate, number = base, 1
        while candidate.lower() in known:
            number += 1
            candidate = f"{base} {number}"
        known[candidate.lower()] = candidate
    return list(known.values())


def shown(text: str, value: Value) -> Cell:
    """A cell for ``value`` with the number format that shows it as ``text`` does."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(text)
    decimals = re.search(r"\d[.,](\d{1,2})(?!\d)", text)
    digits = "0." + "0" * len(decimals[1]) if decimals else "0"
    return Cell(value, f"{digits}%" if text.rstrip().endswith("%") and abs(value) <= 1 else digits)


def _for_paper(sheet: Worksheet, footer: str, page: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L&8{clean(footer).replace('&', '&&')[:150]}&R&8{page}")
    sheet.hide_gridlines(2)
