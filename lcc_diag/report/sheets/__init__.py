"""The workbook: a document as Excel sheets with typed cells, a plan to work with and native charts; no macros."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import xlsxwriter

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Case
from lcc_diag.report.amounts import number_format
from lcc_diag.report.office.chart_rows import bars_of
from lcc_diag.report.office.package import made_on
from lcc_diag.report.office.text import FONT, TAGS, one_line
from lcc_diag.report.sheets.cells import SIZE, Cell, Layout, Lost, Sheet, Styles, shown
from lcc_diag.report.sheets.charts import write_bars
from lcc_diag.report.sheets.plan import write_plan

Document = dict[str, Any]
Block = dict[str, Any]

NAMES = (
    "overview",
    "answers",
    "challenges",
    "attitudes",
    "execution",
    "stability",
    "workshop",
    "costs",
    "plan",
    "dates",
    "dictionary",
)
"""The sheets in their order; every workbook has all of them."""
LAYOUTS = {
    "overview": Layout(span=2),
    "answers": Layout(span=9),
    "challenges": Layout(span=5),
    "attitudes": Layout(pages=1),
    "execution": Layout(pages=1),
    "stability": Layout(pages=1),
    "workshop": Layout(span=7),
    "plan": Layout(span=5),
    "dates": Layout(span=5),
    "dictionary": Layout(span=3),
}


def make(document: Document, case: Case) -> bytes:
    """The workbook as an ``.xlsx`` file; the same document gives the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options["default_format_properties"] = {"font_name": FONT, "font_size": SIZE}
    with xlsxwriter.Workbook(out, options) as book:
        _set_properties(book, document)
        _Writer(book, document).write()
    return out.getvalue()


def _set_properties(book: xlsxwriter.Workbook, document: Document) -> None:
    """Title, state and day; nobody is named as author, since nobody typed it."""
    names = [one_line(document["title"]), one_line(document["organisation"])]
    book.set_properties(
        {
            "title": " – ".join(name for name in names if name)[:250],
            "subject": one_line(document["status"]["label"]),
            "created": made_on(document),
        }
    )
    book.set_custom_property("language", TAGS[document["language"]], "text")


class _Writer:
    """Writes the sheets one after the other; what did not fit is told on the first, once all are written."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.document, self.language = document, document["language"]
        self.styles, self.lost = Styles(book, self.language), Lost()
        self.sections = {section["id"]: section for section in document["sections"]}
        self.told = ""  # the heading above the cursor, so that a table of the same title does not repeat it

    def write(self) -> None:
        first = self._sheet("overview", self.document["title"])
        writers: dict[str, Callable[[Sheet], int]] = {
            "answers": self._answers,
            "challenges": self._challenges,
            "attitudes": self._attitudes,
            "execution": self._execution,
            "stability": self._stability,
            "workshop": self._workshop,
            "costs": self._costs,
            "plan": self._plan,
            "dates": self._dates,
            "dictionary": self._dictionary,
        }
        for name, write in writers.items():
            sheet = self._sheet(name, self._title(name))
            sheet.finish(write(sheet))
        self._overview(first)
        first.finish()

    def _sheet(self, name: str, title: str) -> Sheet:
        return Sheet(self.styles, name, title, self.lost, self.document["footer"], LAYOUTS.get(name, Layout()))

    def _say(self, key: str, **values: Any) -> str:
        return phrase(f"report.{key}", self.language, **values)

    def _title(self, name: str) -> str:
        section = self.sections.get(name)
        return section["title"] if section else self._say(f"sheet_{name}")

    # --- overview

    def _overview(self, sheet: Sheet) -> None:
        document, summary = self.document, self.document["summary"]
        rows = [
            (self._say("organisation"), document["organisation"]),
            (self._say("example"), document["example"] or ""),
            (self._say("status"), self._status()),
            (self._say("recommendation"), summary["name"]),
            ("", summary["sentence"]),
            *((beside["title"], " ".join(beside["texts"])) for beside in [summary["workshop"]] if beside),
            (self._say("basis"), " ".join(filter(None, (summary["status"], summary["way"])))),
            (self._say("stability"), summary["stability"]),
            *((summary["reasons_title"] if n == 0 else "", reason) for n, reason in enumerate(summary["reasons"])),
            (summary["monday_title"], summary["monday"]),
            *((fact["label"], fact["text"]) for fact in summary["facts"]),
        ]
        cells = [[Cell(label), Cell(text)] for label, text in rows if text]
        if document["date"]:
            cells.insert(0, [Cell(self._say("date")), Cell(date.fromisoformat(document["date"]["iso"]))])
        sheet.limits |= {0: 28, 1: 96}
        sheet.table([self._say("entry"), self._say("content")], cells)
        for count, key in ((self.lost.cells, "cut_cells"), (self.lost.rows, "cut_rows")):
            if count:
                sheet.note(self._say(key, count=count))

    def _status(self) -> str:
        label, text = self.document["status"]["label"], self.document["status"]["text"]
        return text if text.startswith(label) else ". ".join(filter(None, (label, text)))

    # --- answers, dates, dictionary: one table a sheet

    def _answers(self, sheet: Sheet) -> int:
        table = self.document["answers"]
        days = [place for place, column in enumerate(table["columns"]) if column["id"] == "day"]
        sheet.limits |= {place: 22 for place, column in enumerate(table["columns"]) if column["id"] == "value"}
        rows = [[_answer(value, place in days) for place, value in enumerate(row)] for row in table["rows"]]
        return self._one_table(sheet, [column["name"] for column in table["columns"]], rows)

    def _dates(self, sheet: Sheet) -> int:
        columns = [self._say(f"dates_{name}") for name in ("start", "from", "to", "kind", "text")]
        return self._one_table(sheet, columns, [_appointment(entry) for entry in self.document["appointments"]])

    def _dictionary(self, sheet: Sheet) -> int:
        columns = [self._say(f"dictionary_{name}") for name in ("id", "name", "text")]
        rows = [[Cell(entry["id"]), Cell(entry["name"]), Cell(entry["text"])] for entry in self.document["dictionary"]]
        return self._one_table(sheet, columns, rows)

    def _one_table(self, sheet: Sheet, columns: list[str], rows: list[list[Cell]]) -> int:
        if not rows:
            sheet.note(self._say("nothing"))
            return 0
        return sheet.table(columns, rows, filtered=True)

    # --- sections

    def _challenges(self, sheet: Sheet) -> int:
        return self._section(sheet, "challenges")

    def _attitudes(self, sheet: Sheet) -> int:
        return self._section(sheet, "attitudes")

    def _execution(self, sheet: Sheet) -> int:
        return self._section(sheet, "execution")

    def _stability(self, sheet: Sheet) -> int:
        return self._section(sheet, "stability")

    def _workshop(self, sheet: Sheet) -> int:
        return self._section(sheet, "workshop")

    def _costs(self, sheet: Sheet) -> int:
        return self._section(sheet, "costs")

    def _plan(self, sheet: Sheet) -> int:
        """The steps to work with, then what the plan says about them and what already runs differently."""
        steps = self.document["steps"]
        day = self.document["date"]
        header = write_plan(sheet, steps, self.language, date.fromisoformat(day["iso"]) if day else None)
        blocks = self.sections["plan"]["blocks"] if "plan" in self.sections else []
        told = [block for place, block in enumerate(blocks) if not _names_facts(blocks, place)]
        again = self.document["summary"]["steps"]["rows"]  # the same steps, worded
        self._blocks(sheet, [b for b in told if b["kind"] != "facts" and b.get("rows") != again])
        return header

    def _section(self, sheet: Sheet, name: str) -> int:
        section = self.sections.get(name)
        if not section:
            sheet.note(self._say("nothing"))
            return 0
        if section["lead"]:
            sheet.text(section["lead"])
        self._blocks(sheet, section["blocks"])
        return 0

    def _blocks(self, sheet: Sheet, blocks: list[Block]) -> None:
        """Prose, tables and charts in their order; facts below one heading after another become one table."""
        group, facts = "", []
        for place, block in enumerate(blocks):
            if _names_facts(blocks, place):
                group = block["text"]
            elif block["kind"] == "facts":
                facts += [(group, item) for item in block["items"]]
            else:
                self._facts(sheet, facts)
                group, facts = "", []
                self._block(sheet, block)
        self._facts(sheet, facts)

    def _facts(self, sheet: Sheet, facts: list[tuple[str, dict[str, Any]]]) -> None:
        """A table of facts, without the columns in which there is nothing."""
        rows = [[group, item["label"], item["text"], " · ".join(item["details"])] for group, item in facts]
        used = [place for place in range(4) if any(row[place] for row in rows)]
        if used:
            names = [self._say(name) for name in ("group", "entry", "content", "details")]
            sheet.row += 1
            sheet.table([names[place] for place in used], [[Cell(row[place]) for place in used] for row in rows])

    def _block(self, sheet: Sheet, block: Block) -> None:
        kind = block["kind"]
        if kind == "heading":
            sheet.heading(block["text"])
            self.told = block["text"]
        elif kind == "paragraph":
            (sheet.note if block["style"] == "note" else sheet.text)(block["text"])
        elif kind == "callout":
            sheet.text(f"{block['label']}. {block['text']}", bold=True)
        elif kind == "list":
            for item in block["items"]:
                sheet.text(f"• {item}")
        elif kind == "table":
            if block["title"] != self.told:
                sheet.heading(block["title"])
            sheet.table(block["columns"], [[Cell(text) for text in row] for row in block["rows"]])
        elif kind == "chart":
            self._chart(sheet, block)

    def _chart(self, sheet: Sheet, chart: Block) -> None:
        sheet.heading(chart["title"])
        sheet.text(chart["sentence"] or "")
        columns, rows = _cells(chart["table"])
        if chart["type"] == "ranges" and chart.get("data"):
            unit = number_format(chart["data"]["unit"], self.language)
            rows = [[cell if isinstance(cell.value, str) else Cell(cell.value, unit) for cell in row] for row in rows]
        sheet.table(*_named_first(columns, rows))
        if chart["type"] in ("bars", "ranges") and chart.get("data"):
            sheet.row += 1
            name = self._say("value" if chart["type"] == "bars" else "likely")
            write_bars(sheet, bars_of(chart, name, self.language), chart, self.language)


def _names_facts(blocks: list[Block], place: int) -> bool:
    """Whether a heading only names the facts below it: it then becomes a column of their table."""
    following = blocks[place + 1]["kind"] if place + 1 < len(blocks) else ""
    return blocks[place]["kind"] == "heading" and following == "facts"


def _cells(table: dict[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Columns and typed rows of a chart's table."""
    cells = zip(table["rows"], table.get("values") or table["rows"], strict=True)
    return table["columns"], [[shown(text, value) for text, value in zip(*row, strict=True)] for row in cells]


def _named_first(columns: list[str], rows: list[list[Cell]]) -> tuple[list[str], list[list[Cell]]]:
    """A column that only numbers the rows goes second, so that the first one says what each row is about."""
    if len(columns) < 2 or [row[0].value for row in rows] != list(range(1, len(rows) + 1)):
        return columns, rows
    return [columns[1], columns[0], *columns[2:]], [[row[1], row[0], *row[2:]] for row in rows]


def _answer(value: Any, is_day: bool) -> Cell:
    if is_day and value:
        return Cell(date.fromisoformat(value))
    whole = isinstance(value, float) and value == int(value)
    return Cell(int(value) if whole else value, "" if isinstance(value, str) else "General")


def _appointment(entry: dict[str, Any]) -> list[Cell]:
    """Day, times where there are any, title and purpose."""
    start = datetime.fromisoformat(entry["start"])
    end = datetime.fromisoformat(entry["end"])
    times = ["", ""] if entry["all_day"] else [f"{moment:%H:%M}" for moment in (start, end)]
    return [Cell(start.date()), *(Cell(time) for time in times), Cell(entry["title"]), Cell(entry["text"])]
