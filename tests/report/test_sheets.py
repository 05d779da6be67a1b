"""The workbook read back: text is text, numbers are numbers, formulas are only ours, figures are the document's."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import date, datetime
from functools import cache

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from lcc_diag.i18n import phrase
from lcc_diag.report import sheets
from lcc_diag.report.sheets.cells import LONGEST_CELL, Cell, Layout, Lost, Sheet, Styles, distinct, fitting, shown
from lcc_diag.report.sheets.plan import SPARE, STATES, days_left, open_steps
from tests.report.finished import LANGUAGES, NAMES, chart, finished
from tests.report.monstrous import FORMULAS

EVERY = [(name, language) for name in NAMES for language in LANGUAGES if name != "monstrous"]
TOLD = [(name, language) for name in ("example", "empty", "hostile") for language in LANGUAGES]


@cache
def made(name, language):
    return sheets.make(*finished(name, language))


@cache
def book(name, language):
    return openpyxl.load_workbook(io.BytesIO(made(name, language)))


def say(key, language):
    return phrase(f"report.{key}", language)


def sheet(name, language, part):
    return book(name, language)[say(f"sheet_{part}", language)]


def tables(worksheet):
    """Every table as rows of values, header first."""
    return [[[cell.value for cell in row] for row in worksheet[table.ref]] for table in worksheet.tables.values()]


def cells(workbook):
    return [cell for worksheet in workbook for row in worksheet.iter_rows() for cell in row if cell.value is not None]


def our_formulas(language, first, last):
    done, dropped = say("plan_done", language), say("plan_dropped", language)
    counts = {open_steps(first, last, done, dropped), open_steps(first, last, done, dropped, late=True)}
    return counts | {days_left(row, done, dropped) for row in range(first, last + 1)}


# --- shape --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_workbook_has_all_sheets_for_a4_landscape(name, language):
    found = book(name, language)
    assert found.sheetnames == [say(f"sheet_{part}", language) for part in sheets.NAMES]
    for worksheet in found:
        assert (worksheet.page_setup.orientation, worksheet.page_setup.paperSize) == ("landscape", 9)
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert worksheet.page_setup.fitToWidth in (None, 1)  # one page wide is what is left out
        assert all(table.headerRowCount in (None, 1) for table in worksheet.tables.values())


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_formulas_are_exactly_ours(name, language):
    worksheet = sheet(name, language, "plan")
    found = {cell.value for cell in cells(book(name, language)) if cell.data_type == "f"}
    first, last = _rows(worksheet)
    assert found == our_formulas(language, first, last)


def _rows(worksheet):
    """First and last row of the table of steps, counted from 1."""
    (left, top), (_, bottom) = (_place(end) for end in next(iter(worksheet.tables.values())).ref.split(":"))
    assert left == "A"
    return top + 1, bottom


def _place(name):
    return name[0], int(name[1:])


@pytest.mark.parametrize(("name", "language"), [*TOLD, ("monstrous", "de")])
def test_there_are_no_links_and_no_macros(name, language):
    with zipfile.ZipFile(io.BytesIO(made(name, language))) as package:
        names = package.namelist()
        assert not [part for part in names if "vba" in part.lower() or "externalLink" in part]
        told = [package.read(part) for part in names if part.startswith("xl/worksheets/") and part.endswith(".xml")]
    assert not [part for part in told if b"<hyperlink" in part]


def test_what_looks_like_a_formula_or_a_link_stays_text():
    found = book("monstrous", "de")
    by_value = {}
    for cell in cells(found):
        by_value.setdefault(cell.value, set()).add(cell.data_type)
    for text in FORMULAS:
        assert by_value[text] == {"s"}


@pytest.mark.parametrize(("name", "language"), [*TOLD, ("monstrous", "de")])
def test_the_same_document_gives_the_same_bytes(name, language):
    document, case = finished(name, language)
    assert sheets.make(deepcopy(document), case) == made(name, language)


# --- content ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_typed_frozen_and_filtered(language):
    document, _ = finished("start_24", language)
    worksheet = sheet("start_24", language, "answers")
    (header, *rows) = tables(worksheet)[0]
    assert header == [column["name"] for column in document["answers"]["columns"]]
    assert len(rows) == len(document["answers"]["rows"])
    value, day = (
        header.index(phrase("document.answer_value", language)),
        header.index(phrase("document.answer_day", language)),
    )
    for given, row in zip(document["answers"]["rows"], rows, strict=True):
        assert row[value] == given[value]
        assert row[day] == (datetime.fromisoformat(given[day]) if given[day] else None)
    assert any(isinstance(row[value], int) for row in rows)
    assert worksheet.freeze_panes == "A3"
    assert worksheet.print_title_rows == "$2:$2"
    assert next(iter(worksheet.tables.values())).autoFilter is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("part", "name"), [("attitudes", "attitudes"), ("execution", "execution")])
def test_scores_are_numbers_and_those_of_the_document(part, name, language):
    given = chart(finished("example", language)[0], part, name)
    found = [row for table in tables(sheet("example", language, part)) for row in table]
    for text, values in zip(given["table"]["rows"], given["table"]["values"], strict=True):
        expected = [value if isinstance(value, int | float) else told for told, value in zip(text, values, strict=True)]
        row = next(row for row in found if row[0] == expected[0])
        for cell, value in zip(row, expected, strict=True):
            assert cell == (pytest.approx(value) if isinstance(value, float) else value)
    rows = {row[0]: row[1] for row in tables(sheet("example", language, part))[1][1:]}
    assert rows == {row["name"]: row["value"] for row in given["data"]["rows"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_of_intervals_and_costs_are_those_of_the_document(language):
    document, _ = finished("example", language)
    attitudes = chart(document, "attitudes", "attitudes")["data"]["rows"]
    found = tables(sheet("example", language, "attitudes"))[1]
    low, high = (found[0].index(say(name, language)) for name in ("low", "high"))
    assert [(row[low], row[high]) for row in found[1:]] == [(row["low"], row["high"]) for row in attitudes]
    costs = chart(document, "costs", "costs")["data"]["rows"]
    drawn = next(t for t in tables(sheet("example", language, "costs")) if t[0][1] == say("likely", language))
    assert [row[1:4] for row in drawn[1:]] == [[row["middle"], row["low"], row["high"]] for row in costs]


@pytest.mark.parametrize(("language", "sign"), [("de", '#,##0"\u00a0€"'), ("en", '"€"#,##0')])
def test_amounts_are_numbers_in_euros(language, sign):
    rows = chart(finished("example", language)[0], "costs", "costs")["data"]["rows"]
    cells = [cell for row in sheet("example", language, "costs").iter_rows() for cell in row]
    found = [cell for cell in cells if cell.number_format.startswith(sign)]
    assert {cell.value for cell in found} >= {row[end] for row in rows for end in ("low", "middle", "high")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_native_and_described(language):
    with zipfile.ZipFile(io.BytesIO(made("example", language))) as package:
        drawings = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        described = [
            element.get("descr")
            for name in drawings
            for element in etree.fromstring(package.read(name)).iter("{*}cNvPr")
        ]
        assert len([name for name in package.namelist() if name.startswith("xl/charts/chart")]) == len(described) == 3
    assert all(len(text) > 20 for text in described)
    assert sum(len(worksheet._charts) for worksheet in book("example", language)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_can_be_worked_with(language):
    document, _ = finished("example", language)
    worksheet = sheet("example", language, "plan")
    rows = tables(worksheet)[0][1:]
    steps = document["steps"]
    assert len(rows) == len(steps) + SPARE
    for step, row in zip(steps, rows, strict=False):
        assert [*row[:2], row[2].date().isoformat()] == [step["deed"], step["person"], step["due"]]
    rules = worksheet.data_validations.dataValidation
    choices = next(rule for rule in rules if rule.type == "list")
    assert choices.formula1 == '"' + ",".join(say(f"plan_{name}", language) for name in STATES) + '"'
    assert {rule.type for rule in rules} == {"list", "date"}
    assert {len(str(rule.sqref).split(":")) for rule in rules} == {2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_each_step_once(language):
    document, _ = finished("example", language)
    deeds = [row[0] for table in tables(sheet("example", language, "plan")) for row in table]
    assert [deeds.count(step["deed"]) for step in document["steps"]] == [1] * len(document["steps"])


def test_formulas_bring_the_value_of_the_documents_day():
    worksheet = openpyxl.load_workbook(io.BytesIO(made("example", "de")), data_only=True)[say("sheet_plan", "de")]
    document, _ = finished("example", "de")
    rows = next(
        iter([[cell.value for cell in row] for row in worksheet[table.ref]] for table in worksheet.tables.values())
    )
    today = date.fromisoformat(document["date"]["iso"])
    for row in rows[1 : len(document["steps"]) + 1]:
        assert row[4] == (row[2].date() - today).days


@pytest.mark.parametrize("language", LANGUAGES)
def test_appointments_are_days_in_order(language):
    document, _ = finished("example", language)
    rows = tables(sheet("example", language, "dates"))[0][1:]
    assert [row[0].date().isoformat() for row in rows] == [entry["start"][:10] for entry in document["appointments"]]
    assert [row[3] for row in rows] == [entry["title"] for entry in document["appointments"]]


@pytest.mark.parametrize(("name", "language"), TOLD)
def test_the_overview_says_what_the_document_says(name, language):
    document, _ = finished(name, language)
    told = {row[1] for row in tables(sheet(name, language, "overview"))[0][1:]}
    assert {document["summary"]["sentence"], document["summary"]["name"]} <= told
    assert set(document["summary"]["reasons"]) <= told
    assert datetime.fromisoformat(document["date"]["iso"]) in told


def test_the_columns_of_the_answers_are_explained():
    document, _ = finished("example", "de")
    rows = tables(sheet("example", "de", "dictionary"))[0][1:]
    assert rows == [[entry["id"], entry["name"], entry["text"]] for entry in document["dictionary"]]


def test_nobody_is_named_in_the_properties():
    properties = book("example", "de").properties
    assert not properties.creator
    assert properties.created.date() == date(2026, 11, 22)


# --- limits -------------------------------------------------------------------------------------------------


def test_a_text_too_long_for_a_cell_is_cut_and_said():
    document, case = finished("example", "de")
    document = deepcopy(document)
    document["answers"]["rows"][0][6] = "😀" * 40_000
    found = openpyxl.load_workbook(io.BytesIO(sheets.make(document, case)))
    text = found["Antworten"]["G3"].value
    assert text.endswith("…")
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL
    told = [cell.value for row in found["Überblick"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(value.startswith("Hinweis: 1 Texte") for value in told)


def test_rows_beyond_the_sheet_are_left_out_and_counted():
    assert fitting([1, 2, 3], 2) == [1, 2]
    assert fitting([1, 2, 3], -1) == []
    with xlsxwriter.Workbook(io.BytesIO()) as workbook:
        lost = Lost()
        written = Sheet(Styles(workbook, "de"), "dates", "Termine", lost, "", Layout())
        written.row = 1_048_570
        written.table(["a"], [[Cell(number)] for number in range(10)])
    assert lost.rows == 5


def test_headers_are_unique_and_never_empty():
    assert distinct(["a", "A", "", "a"]) == ["a", "A 2", "3", "a 3"]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("3,4", 3.4, "0.0"),
        ("0,98", 0.9774, "0.00"),
        ("2", 2, "0"),
        ("12 %", 0.12, "0%"),
        ("55.000", 55000, "#,##0"),
        ("1,234.50", 1234.5, "#,##0.00"),
    ],
)
def test_numbers_are_shown_with_the_decimals_they_have_elsewhere(text, value, expected):
    assert shown(text, value) == Cell(value, expected)
