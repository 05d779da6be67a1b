"""Each document, cold and warm, beside a second library or a naive version of the same content, in one run.

    .venv/bin/python benchmarks/documents.py [ROUNDS]

"cold" is a fresh process from its first line to the bytes (imports, fonts and templates included, the diagnosis not);
"warm" the same again in a running process. Both in milliseconds, best of ROUNDS: what is measured is our code, not what
else the computer does. "ratio" is warm time against that of the comparison; below 1 ours is faster. What the comparison
leaves out is said beside it. Compare within a run only. The case is the worked example, in German.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lcc_diag.model.case import Case
from lcc_diag.report import KINDS, make

DAY = date(2026, 11, 22)
Document = dict[str, Any]

COLD = """
import json, sys, time
given = json.loads(sys.stdin.buffer.read())
begun = time.perf_counter()
from lcc_diag.model.case import Case
from lcc_diag.report import make
make(sys.argv[1], given, Case())
print(time.perf_counter() - begun)
"""


def example() -> tuple[Document, Any]:
    """The document of the worked example, and its case."""
    from lcc_diag.content import load
    from lcc_diag.model.diagnosis import diagnose
    from lcc_diag.statistics.insight import insight
    from lcc_diag.store.example import example_case
    from lcc_diag.view.document import document_view

    content = load()
    case = example_case("de", content)
    diagnosis = diagnose(case, content, DAY)
    return document_view(case, diagnosis, insight(case, diagnosis, content, DAY), content, "de", DAY), case


def best(action: Callable[[], object], rounds: int) -> float:
    """Milliseconds of the fastest of ``rounds``, after one that does not count."""
    action()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return 1000 * min(times)


def cold(kind: str, document: Document, rounds: int) -> float:
    """Milliseconds of the fastest of ``rounds`` fresh processes."""
    given = json.dumps(document).encode()
    command = [sys.executable, "-c", COLD, kind]
    runs = [subprocess.run(command, input=given, capture_output=True, check=True) for _ in range(rounds)]
    return 1000 * min(float(run.stdout) for run in runs)


# --- the same content made in another way -------------------------------------------------------------------


def rows_of(document: Document) -> list[list[Any]]:
    """Every table of the document with its columns, as lists."""
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    tables = [
        block["table"] if block["kind"] == "chart" else block
        for block in blocks
        if block.get("columns") or "table" in block
    ]
    return [[table["columns"], *table["rows"]] for table in tables if table]


def texts_of(value: Any) -> list[str]:
    """Every text in ``value``, in reading order."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in texts_of(part)]


def page_by_hand(document: Document) -> bytes:
    """Paragraphs and tables from plain strings: no charts, no headings."""
    told = [f"<p>{escape(text)}</p>" for text in texts_of([document["summary"], document["sections"]])]
    tables = [
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
        + "</table>"
        for rows in rows_of(document)
    ]
    return f"<!doctype html><meta charset=utf-8>{''.join(told)}{''.join(tables)}".encode()


def page_by_pandas(document: Document) -> bytes:
    """The tables alone, by pandas Styler."""
    import pandas

    frames = [pandas.DataFrame(rows[1:], columns=rows[0]) for rows in rows_of(document)]
    return "".join(frame.style.hide().to_html() for frame in frames).encode()


def calendar_by_hand(document: Document) -> bytes:
    """Events as strings in UTC: no zone, no folding of long lines, no reminders."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//DE"]
    for entry in document["appointments"]:
        lines += ["BEGIN:VEVENT", f"UID:{entry['uid']}", "DTSTAMP:20261122T000000Z"]
        for name in ("start", "end"):
            moment = (
                datetime.fromisoformat(entry[name])
                .replace(tzinfo=ZoneInfo("Europe/Berlin"))
                .astimezone(ZoneInfo("UTC"))
            )
            lines.append(f"DT{name.upper()}:{moment:%Y%m%dT%H%M%SZ}")
        text = entry["title"].replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
        lines += [f"SUMMARY:{text}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def table_by_pandas(document: Document) -> bytes:
    """The answers by pandas: formulas stay formulas."""
    import pandas

    frame = pandas.DataFrame(document["answers"]["rows"], columns=[c["id"] for c in document["answers"]["columns"]])
    return frame.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n").encode("utf-8-sig")


def table_by_hand(document: Document) -> bytes:
    """The answers by the csv module alone: formulas stay formulas."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(document["answers"]["rows"])
    return file.getvalue().encode("utf-8-sig")


def sheets_by_openpyxl(document: Document) -> bytes:
    """The answers and tables as bare cells by openpyxl: no formats, no lists, no charts; formulas stay formulas."""
    from openpyxl import Workbook

    book = Workbook()
    for rows in [document["answers"]["rows"], *rows_of(document)]:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def slides_by_hand(document: Document) -> bytes:
    """One slide of plain text a section, on the library's own template: no charts, tables or notes."""
    from pptx import Presentation

    deck = Presentation()
    for section in document["sections"]:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = section["title"]
        slide.placeholders[1].text = "\n".join(texts_of(section["blocks"]))
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def printed_by_a_browser(document: Document, rounds: int) -> float | None:
    """Milliseconds until a Chromium that is already running has printed the page; ``None`` where there is none."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM, FLAGS

    if CHROMIUM is None:
        return None
    page = make("html", document, Case()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()
        took = best(lambda: (tab.set_content(page), tab.pdf(format="A4", tagged=True)), rounds)
        browser.close()
    return took


COMPARISONS: list[tuple[str, str, Callable[[Document], bytes]]] = [
    ("html", "strings by hand: no charts", page_by_hand),
    ("html", "pandas Styler: tables only", page_by_pandas),
    ("ics", "strings by hand: UTC, nothing folded", calendar_by_hand),
    ("csv", "csv module: formulas stay", table_by_hand),
    ("csv", "pandas: formulas stay", table_by_pandas),
    ("xlsx", "openpyxl: bare cells", sheets_by_openpyxl),
    ("pptx", "plain text on slides", slides_by_hand),
]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    document, case = example()
    warm = {}
    print(f"{'document':<10}{'kB':>8}{'cold, ms':>12}{'warm, ms':>12}")
    for kind in KINDS:
        warm[kind] = best(lambda kind=kind: make(kind, document, case), rounds)
        size = len(make(kind, document, case)) / 1000
        print(f"{kind:<10}{size:>8.0f}{cold(kind, document, rounds):>12.1f}{warm[kind]:>12.2f}")
    print(f"\n{'document':<10}{'compared with':<42}{'ms':>10}{'ratio':>8}")
    for kind, name, other in COMPARISONS:
        compare(kind, name, warm[kind], best(lambda other=other: other(document), rounds))
    if took := printed_by_a_browser(document, rounds):
        compare("pdf", "page printed by a running Chromium", warm["pdf"], took)


def compare(kind: str, name: str, ours: float, other: float) -> None:
    """A line with the other's time and the ratio of ours to it."""
    print(f"{kind:<10}{name:<42}{other:>10.2f}{ours / other:>8.2f}")


if __name__ == "__main__":
    main()
