"""Tables on slides: columns as wide as their content asks for, rows carried over to a further slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lcc_diag.report.office.text import cut, height, one_line, width
from lcc_diag.report.slides.storyboard import Table
from lcc_diag.report.slides.template import INCH, LEGEND, REMARKS, TABLE, Box, rgb
from lcc_diag.report.slides.text import write_run
from lcc_diag.view.colours import ACCENT, LINE

SIZES = (18, 16, 14, 12)
LONGEST_CELL = 220
"""Characters of a cell on a slide; the rest goes to the speaker notes."""
LEGEND_BOX, ABOVE, BELOW = LEGEND, Box(TABLE.left, TABLE.top, TABLE.width, 3.85), REMARKS
"""Places of a table: beside a drawing, and above remarks."""
MOST_PAGES = 4
_ROUND, _BETWEEN = 0.06, 0.18
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own “no style, no grid”: lines are set cell by cell, so that every program shows the same."""


def shortened(table: Table) -> Table:
    """The table with long cells cut."""
    rows = [[cut(one_line(cell), LONGEST_CELL).text for cell in row] for row in table.rows]
    return Table([one_line(name) for name in table.columns], rows, table.numeric)


def unsaid(table: Table, count: int) -> list[str]:
    """What is missing where only the first ``count`` rows are shown: the rest of each cell that was cut, then the other
    rows whole."""
    rests = [cut(one_line(cell), LONGEST_CELL).rest for row in table.rows[:count] for cell in row]
    return [rest for rest in rests if rest] + [one_line(" – ".join(row)) for row in table.rows[count:]]


def fitted(table: Table, box: Box) -> list[tuple[Table, int]]:
    """Pages of the table, each with the size of its text."""
    for size in SIZES:
        if _height(table, table.rows, size, box) <= box.height:
            return [(table, size)]
    size = SIZES[-2]
    return [(Table(table.columns, rows, table.numeric), size) for rows in _split(table, size, box)]


def _split(table: Table, size: int, box: Box) -> Iterator[list[list[str]]]:
    page: list[list[str]] = []
    for row in table.rows:
        if page and _height(table, [*page, row], size, box) > box.height:
            yield page
            page = []
        page.append(row)
    yield page


def _height(table: Table, rows: list[list[str]], size: int, box: Box) -> float:
    widths = column_widths(table, size, box.width)
    return sum(
        _row_height(row, widths, size, first) for first, row in [(True, table.columns), *((False, r) for r in rows)]
    )


def _row_height(row: list[str], widths: list[float], size: int, bold: bool) -> float:
    """Height in inches."""
    highest = max(height(cell, size, (wide - _BETWEEN) * 72 - 1, bold) for cell, wide in zip(row, widths, strict=True))
    return highest / 72 + 2 * _ROUND


def column_widths(table: Table, size: int, room: float) -> list[float]:
    """Widths in inches that fill ``room``: short columns as they are, long ones share the rest by length."""
    natural = [_natural(table, place, size) for place in range(len(table.columns))]
    least = [_least(table, place, size) for place in range(len(table.columns))]
    if sum(natural) <= room:
        return [wide * room / sum(natural) for wide in natural]
    fair = room / len(natural)
    short = {place: wide for place, wide in enumerate(natural) if wide <= fair}
    rest = room - sum(short.values())
    weights = {place: wide**0.6 for place, wide in enumerate(natural) if place not in short}
    shares = {place: max(least[place], rest * weight / sum(weights.values())) for place, weight in weights.items()}
    scale = rest / sum(shares.values())
    return [short[place] if place in short else shares[place] * scale for place in range(len(natural))]


def _natural(table: Table, place: int, size: int) -> float:
    cells = [table.columns[place], *(row[place] for row in table.rows)]
    return max(width(cell, size, bold=True) for cell in cells) / 72 + _BETWEEN + 0.05


def _least(table: Table, place: int, size: int) -> float:
    """The longest word, so that it is not broken, within bounds."""
    cells = [table.columns[place], *(row[place] for row in table.rows)]
    words = [word for cell in cells for word in cell.split()]
    return min(2.5, max((width(word, size, bold=True) for word in words), default=0) / 72 + _BETWEEN + 0.05)


# --- drawing ------------------------------------------------------------------------------------------------


def draw_table(placeholder: Any, table: Table, size: int, box: Box, language: str) -> Any:
    """Fill a table placeholder; returns the graphic frame."""
    frame = placeholder.insert_table(rows=len(table.rows) + 1, cols=len(table.columns))
    _use_plain_style(frame.table)
    widths = column_widths(table, size, box.width)
    for column, wide in zip(frame.table.columns, widths, strict=True):
        column.width = Emu(round(wide * INCH))
    for number, row in enumerate([table.columns, *table.rows]):
        frame.table.rows[number].height = Emu(round(_row_height(row, widths, size, number == 0) * INCH))
        for place, text in enumerate(row):
            right = bool(table.numeric) and table.numeric[place]
            _fill(frame.table.cell(number, place), text, language, size, number == 0, right)
    frame.width, frame.height = (
        Emu(sum(c.width for c in frame.table.columns)),
        Emu(sum(r.height for r in frame.table.rows)),
    )
    return frame


def _use_plain_style(table: Any) -> None:
    table.horz_banding = False
    table.first_row = True  # read out as the header
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE


def _fill(cell: Any, text: str, language: str, size: int, is_header: bool, right: bool) -> None:
    cell.margin_left, cell.margin_right = Emu(0), Emu(round(_BETWEEN * INCH))
    cell.margin_top = cell.margin_bottom = Emu(round(_ROUND * INCH))
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_header else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write_run(paragraph, text, language, size, bold=is_header, colour=ACCENT if is_header else None)
    _underline(cell, ACCENT if is_header else LINE, Pt(1.5) if is_header else Pt(0.75))


def _underline(cell: Any, colour: str, thickness: int) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(int(thickness)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=str(RGBColor.from_string(rgb(colour))))
