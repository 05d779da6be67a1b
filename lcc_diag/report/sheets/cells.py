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
from lcc_diag.report.office.text import FONT, clean, lines, width
from lcc_diag.view.colours import ACCENT, BANDS, LINE, MUTED

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
"""What a cell (in UTF-16 units) and a sheet can hold."""
SIZE, LINE_HEIGHT, UNIT = 11, 14.5, 6.0
"""Size of the text and height of its lines in points, and the width of one unit of column width."""
WIDEST, NARROWEST, PROSE, HIGHEST = 52, 7, 110, 409
BODY = {"text_wrap": True, "bottom": 4, "bottom_color": LINE}
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


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out: how many columns prose goes across, and on how many pages it is printed (0: as many as
    it needs)."""

    span: int = 6
    pages: int = 0


class Sheet:
    """A worksheet with a cursor; every method writes below what is there, ``finish`` sets widths and heights.

    ``limits``: the widest a column gets, by its number.
    """

    def __init__(self, styles: Styles, name: str, title: str, lost: Lost, footer: str, layout: Layout) -> None:
        self.styles, self.name, self.lost, self.span = styles, name, lost, layout.span
        self.row = self.tables = 0
        self.sheet: Worksheet = styles.book.add_worksheet(phrase(f"report.sheet_{name}", styles.language))
        self.widths: dict[int, float] = {}
        self.limits: dict[int, float] = {0: 36}
        self.wrapped: dict[int, list[tuple[int, str, bool]]] = {}
        self.prose: dict[int, tuple[str, float]] = {}
        _for_paper(self.sheet, footer, phrase("report.sheet_page", styles.language), layout.pages)
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
        """Prose across the columns, as high as it needs."""
        shown = self.cut(text)
        if not shown:
            return
        style = self.styles.of(text_wrap=True, **properties)
        self.sheet.merge_range(self.row, 0, self.row, self.span - 1, "", style)
        self.sheet.write_string(self.row, 0, shown, style)
        self.prose[self.row] = shown, properties.get("font_size", SIZE)
        self.row += 1

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
        self.row = last + 1
        return first

    def _header(self, columns: list[str], last: int, filtered: bool) -> None:
        self.tables += 1
        look = {"bold": True, "font_color": ACCENT, "bg_color": BANDS[0], "bottom": 2, "bottom_color": ACCENT}
        style = self.styles.of(text_wrap=True, **look)
        names = distinct([self.cut(name) for name in columns])
        headers = [{"header": name, "header_format": style} for name in names]
        options = {"columns": headers, "autofilter": filtered, "style": None, "name": f"{self.name}_{self.tables}"}
        self.sheet.add_table(self.row, 0, last, len(columns) - 1, options)
        for column, name in enumerate(names):
            self._note_width(self.row, column, name, is_header=True)

    def put(self, row: int, column: int, cell: Cell, **properties: Any) -> None:
        """One typed cell."""
        value, style = cell.value, {**BODY, **properties}
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.styles.of(**style))
        elif isinstance(value, date):
            look = self.styles.of(**{**style, "num_format": self.styles.day, "align": "left"})
            self.sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
            self._note_width(row, column, "00.00.0000")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            shown = {"num_format": cell.format} if cell.format else {}
            look = self.styles.of(**{**style, "align": "right", "indent": 1, **shown})
            self.sheet.write_number(row, column, value, look)
            self._note_width(row, column, f"{value:,.2f}")
        else:
            text = self.cut(str(value))
            self.sheet.write_string(row, column, text, self.styles.of(**style))
            self._note_width(row, column, text)

    def cut(self, text: str) -> str:
        """``text`` as a cell can hold it; what is longer is counted and ends with ``…``."""
        whole = clean(text)
        if len(whole) + sum(ord(character) > 0xFFFF for character in whole) <= LONGEST_CELL:
            return whole
        self.lost.cells += 1
        kept = whole.encode("utf-16-le")[: 2 * (LONGEST_CELL - 2)].decode("utf-16-le", errors="ignore")
        return kept + "…"

    # --- widths and heights

    def _note_width(self, row: int, column: int, text: str, is_header: bool = False) -> None:
        """Remember what the column has to hold; a header may wrap between its words."""
        parts = [f"{word}M" for word in text.split()] if is_header else text[:200].split("\n")
        needed = max((width(part, SIZE, is_header) for part in parts), default=0) / UNIT + (5 if is_header else 2.5)
        limit = self.limits.get(column, WIDEST)
        self.widths[column] = max(self.widths.get(column, NARROWEST), min(limit, needed))
        self.wrapped.setdefault(row, []).append((column, text[:2000], is_header))

    def finish(self, frozen: int = 0) -> None:
        """Set widths and heights; ``frozen``: so many rows stay in sight, the last of them on every printed page."""
        missing = [column for column in range(self.span) if column not in self.widths]
        room = PROSE - sum(wide for column, wide in self.widths.items() if column < self.span)
        self.widths |= {column: max(10.0, room / len(missing)) for column in missing}
        for column, wide in self.widths.items():
            self.sheet.set_column(column, column, wide)
        self._set_heights()
        if frozen:
            self.sheet.freeze_panes(frozen, 0)
            self.sheet.repeat_rows(frozen - 1)

    def _set_heights(self) -> None:
        across = sum(self.widths[column] for column in range(self.span)) * UNIT * 0.95
        for row, (text, size) in self.prose.items():
            self.sheet.set_row(row, min(HIGHEST, lines(text, size, across) * size * 1.32 + 4))
        for row, cells in self.wrapped.items():
            most = max(lines(text, SIZE, self.widths[column] * UNIT * 0.93, bold) for column, text, bold in cells)
            self.sheet.set_row(row, min(HIGHEST, most * LINE_HEIGHT + 3))


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
    whole = "#,##0" if abs(value) >= 1000 else "0"
    digits = f"{whole}.{'0' * len(decimals[1])}" if decimals else whole
    return Cell(value, f"{digits}%" if text.rstrip().endswith("%") and abs(value) <= 1 else digits)


def _for_paper(sheet: Worksheet, footer: str, page: str, pages: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L&8{clean(footer).replace('&', '&&')[:150]}&R&8{page}")
    sheet.hide_gridlines(2)
