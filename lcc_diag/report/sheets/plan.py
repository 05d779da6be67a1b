"""The plan as a table to work with: who does what by when, a status to choose, days left and open steps counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.report.sheets.cells import BODY, Cell, Sheet

SPARE = 10
"""Empty rows for steps to come."""
DEED, PERSON, DUE, STATUS, LEFT = range(5)
STATES = ("todo", "doing", "done", "dropped")


def write_plan(sheet: Sheet, steps: list[dict[str, Any]], language: str, today: date | None) -> int:
    """The table of steps with its counts above; returns the row of its header for freezing."""
    say = _sayer(language)
    sheet.text(say("plan_hint"))
    counts = sheet.row
    sheet.row += 3
    columns = [say(f"plan_{name}") for name in ("deed", "person", "due", "status", "left")]
    rows = [[*_step(step), Cell(say("plan_todo")), Cell(None)] for step in steps]
    sheet.limits[DEED] = 52
    sheet.widths |= {DEED: 52, PERSON: 20, DUE: 13, STATUS: 13}
    first = sheet.table(columns, rows, filtered=True, spare=SPARE)
    last = first + len(rows) + SPARE - 1
    for offset in range(last - first + 1):
        _own_row(sheet, first + offset, rows[offset] if offset < len(rows) else None, say, today)
    _rules(sheet, first, last, say)
    _counts(sheet, counts, (first, last), rows, say, today)
    return first


def _sayer(language: str) -> Any:
    return lambda key: phrase(f"report.{key}", language)


def _step(step: dict[str, Any]) -> list[Cell]:
    due = date.fromisoformat(step["due"]) if step["due"] else None
    return [Cell(step["deed"]), Cell(step["person"]), Cell(due)]


def _own_row(sheet: Sheet, row: int, cells: list[Cell] | None, say: Any, today: date | None) -> None:
    """Blanks for the spare rows, and the days left as a formula in every row."""
    due = cells[DUE].value if cells else None
    if not cells:
        for column in (DEED, PERSON, DUE, STATUS):
            style = {"num_format": sheet.styles.day, "align": "left"} if column == DUE else {}
            sheet.put(row, column, Cell(None), **style)
    style = sheet.styles.of(**{**BODY, "num_format": "0", "align": "right", "indent": 1})
    left = (due - today).days if due and today else ""
    sheet.sheet.write_formula(row, LEFT, days_left(row + 1, say("plan_done"), say("plan_dropped")), style, left)


def days_left(row: int, done: str, dropped: str) -> str:
    """The formula for ``row`` (counted from 1): nothing without a date or once the step is done or dropped."""
    return f'=IF(OR(C{row}="",D{row}="{done}",D{row}="{dropped}"),"",C{row}-TODAY())'


def open_steps(first: int, last: int, done: str, dropped: str, late: bool = False) -> str:
    """The formula that counts open steps in rows ``first`` to ``last`` (counted from 1), ``late`` only overdue ones."""
    deeds, states, days = (f"{column}{first}:{column}{last}" for column in "ADC")
    still = f'({deeds}<>"")*({states}<>"{done}")*({states}<>"{dropped}")'
    return f'=SUMPRODUCT({still}*({days}<>"")*({days}<TODAY()))' if late else f"=SUMPRODUCT({still})"


def _rules(sheet: Sheet, first: int, last: int, say: Any) -> None:
    """A list for the status, days only for the date."""
    choices = [say(f"plan_{name}") for name in STATES]
    wrong = {"error_title": say("plan_status"), "error_message": say("plan_choose")}
    sheet.sheet.data_validation(first, STATUS, last, STATUS, {"validate": "list", "source": choices, **wrong})
    wrong = {"error_title": say("plan_due"), "error_message": say("plan_date")}
    rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), **wrong}
    sheet.sheet.data_validation(first, DUE, last, DUE, rule)


def _counts(
    sheet: Sheet, row: int, rows: tuple[int, int], steps: list[list[Cell]], say: Any, today: date | None
) -> None:
    first, last = rows[0] + 1, rows[1] + 1
    late = sum(bool(today and step[DUE].value and step[DUE].value < today) for step in steps)
    for offset, (name, is_late, count) in enumerate((("plan_open", False, len(steps)), ("plan_late", True, late))):
        sheet.sheet.write_string(row + offset, DEED, say(name), sheet.styles.of(bold=True))
        formula = open_steps(first, last, say("plan_done"), say("plan_dropped"), is_late)
        sheet.sheet.write_formula(row + offset, PERSON, formula, sheet.styles.of(bold=True, align="left"), count)
