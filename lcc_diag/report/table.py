"""The answers as a tidy table for other programs: one row per answer, the columns' stable ids above.

``;`` between cells, UTF-8 with a byte order mark, CRLF: what a double click in a German Excel reads right, and what
LibreOffice and pandas (``sep=";"``) read as well. Numbers are written as numbers, with the decimal sign of the
document's language, because Excel would take ``1.5`` for a date in Germany. Text that a spreadsheet could take for a
formula gets an apostrophe in front and is otherwise unchanged; numbers, negative ones too, never do.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from lcc_diag.model.case import Case

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a formula can begin with, also in full width, and the white space spreadsheets skip to find one."""

_DECIMAL_SIGN = {"de": ",", "en": "."}
_BYTE_ORDER_MARK = "\ufeff"


def make(document: dict[str, Any], case: Case) -> bytes:
    """The table of answers as CSV; without answers the columns alone."""
    answers, language = document["answers"], document["language"]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([column["id"] for column in answers["columns"]])
    writer.writerows([cell(value, language) for value in row] for row in answers["rows"])
    return (_BYTE_ORDER_MARK + file.getvalue()).encode("utf-8", errors="replace")


def cell(value: str | int | float | None, language: str) -> str:
    """One cell: numbers as numbers, text so that no spreadsheet evaluates it, nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value).replace(".", _DECIMAL_SIGN[language])
    text = value.replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS) else text
