"""The same figures everywhere: the document against PDF, slides, workbook, page, case file and screen.

Three cases in both languages: the worked example, an empty one, and one with as much of everything as can be entered.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser

import openpyxl
import pytest
from icalendar import Calendar
from pptx import Presentation
from pypdf import PdfReader

from lcc_diag.content import load
from lcc_diag.model.case import Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.report import glyphs, make
from lcc_diag.report.amounts import amount
from lcc_diag.report.drawing.ranges import round_ticks
from lcc_diag.report.pdf import TICKS
from lcc_diag.statistics.insight import insight
from lcc_diag.store.case_file import read_case
from lcc_diag.store.example import example_case
from lcc_diag.view.document import document_view
from lcc_diag.view.result import result_view
from tests.report.crowded import crowded

TODAY = date(2026, 11, 22)
CASES = {
    "example": lambda language: example_case(language, load()),
    "empty": lambda _: Case(),
    "crowded": lambda _: crowded(),
}
EVERY = [(name, language) for name in CASES for language in ("de", "en")]
MOST_BYTES_OF_A_PAGE = 300_000
FIGURE = re.compile(r"\d+(?:[.,]\d+)+")


@cache
def case_of(name, language):
    return CASES[name](language)


@cache
def diagnosed(name, language):
    case = case_of(name, language)
    diagnosis = diagnose(case, load(), TODAY)
    return diagnosis, insight(case, diagnosis, load(), TODAY)


def document_from(case, diagnosis, found, language):
    return document_view(case, diagnosis, found, load(), language, TODAY)


@cache
def document_of(name, language):
    return document_from(case_of(name, language), *diagnosed(name, language), language)


@cache
def made(kind, name, language):
    return make(kind, document_of(name, language), case_of(name, language))


def charts_of(document):
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    return [block for block in blocks if block["kind"] == "chart"]


def squeezed(text):
    """Letters and signs alone: where lines end and words break is each document's own affair."""
    shown = unicodedata.normalize("NFKC", glyphs.shown(text)[0])
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", shown)


def texts(value):
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from texts(part)


# --- what each kind says ------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The rows of all tables of a page, its text, and its text without drawings."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.rows, self.words, self.drawn, self.skipped, self.cell = [], [], [], 0, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ("svg", "style")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag):
        self.skipped -= tag in ("svg", "style")
        self.words.append(" " if tag in ("td", "th", "p", "li", "span", "h2", "h3") else "")
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data):
        (self.drawn if self.skipped else self.words).append(data)
        if self.cell:
            self.rows[-1][-1] += data


@cache
def page_of(name, language):
    return Page(made("html", name, language).decode("utf-8"))


def page_text(name, language):
    return "".join(page_of(name, language).words)


def page_text_with_drawings(name, language):
    return page_text(name, language) + "".join(page_of(name, language).drawn)


@cache
def pdf_text(name, language):
    pages = PdfReader(io.BytesIO(made("pdf", name, language))).pages
    return "\n".join(page.extract_text() for page in pages)


def shapes_of(holder):
    for shape in holder.shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes_of(shape)


@cache
def slides_text(name, language):
    told = []
    for slide in Presentation(io.BytesIO(made("pptx", name, language))).slides:
        for shape in shapes_of(slide):
            told += [shape.text_frame.text] if shape.has_text_frame else []
            told += (
                [cell.text for row in shape.table.rows for cell in row.cells] if getattr(shape, "has_table", 0) else []
            )
        told.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
    return "\n".join(told)


def slide_charts(name, language):
    """The values of every native chart: by series, in the order of the rows."""
    deck = Presentation(io.BytesIO(made("pptx", name, language)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if getattr(shape, "has_chart", False)]
    return [[list(series.values) for plot in chart.plots for series in plot.series] for chart in charts]


@cache
def sheet_rows(name, language):
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", name, language)))
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


# --- the same figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_page_holds_every_table_as_the_document_has_it(name, language):
    rows = page_of(name, language).rows
    document = document_of(name, language)
    tables = [chart["table"] for chart in charts_of(document) if chart["table"]]
    tables += [b for section in document["sections"] for b in section["blocks"] if b["kind"] == "table"]
    wanted = [row for table in tables for row in [table["columns"], *table["rows"]]]
    assert [row for row in wanted if row not in rows] == []
    assert (name == "empty") == (not charts_of(document))


@pytest.mark.parametrize(("name", "language"), EVERY)
@pytest.mark.parametrize("text_of", [pdf_text, slides_text, page_text_with_drawings])
def test_every_sentence_on_a_figure_stands_in_each_document(name, language, text_of):
    document = document_of(name, language)
    summary = document["summary"]
    said = [chart["sentence"] for chart in charts_of(document)]
    said += [summary["sentence"], *summary["reasons"]]
    said += [row["text"] for chart in charts_of(document) if chart["type"] == "bars" for row in chart["data"]["rows"]]
    found = squeezed(text_of(name, language))
    missing = [text for text in said if squeezed(text) not in found]
    assert missing == []


def scales(document):
    """What stands along the scales of amounts."""
    for chart in charts_of(document):
        if chart["type"] == "ranges":
            ends = [0, *(row[end] for row in chart["data"]["rows"] for end in ("low", "high"))]
            ticks = round_ticks(min(ends), max(ends), TICKS)
            yield from (amount(tick, chart["data"]["unit"], document["language"]) for tick in ticks)


@pytest.mark.parametrize(("name", "language"), EVERY)
@pytest.mark.parametrize("text_of", [pdf_text, slides_text, page_text])
def test_no_document_holds_a_decimal_figure_of_its_own(name, language, text_of):
    document = document_of(name, language)
    known = set(FIGURE.findall("\n".join([*texts(document), *scales(document)])))
    assert set(FIGURE.findall(text_of(name, language))) - known == set()


def bare(row):
    """A row as it compares, whatever the order of its columns: numbers to four places, no empty cells."""
    cells = [cell for cell in row if cell not in (None, "–")]
    return Counter(round(cell, 4) if isinstance(cell, int | float) else squeezed(str(cell)) for cell in cells)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_workbook_holds_every_figure_of_every_chart_as_a_number(name, language):
    rows = [bare(row) for row in sheet_rows(name, language)]
    for chart in charts_of(document_of(name, language)):
        for values in chart["table"]["values"]:
            assert bare(values) in rows, chart["id"]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_slides_draw_the_values_the_document_has(name, language):
    drawn = slide_charts(name, language)
    for chart in charts_of(document_of(name, language)):
        if chart["type"] == "bars":
            assert [row["value"] for row in chart["data"]["rows"]] in [series[0] for series in drawn], chart["id"]
        if chart["type"] == "stack":
            shares = [
                [row["parts"][place]["share"] for row in chart["data"]["rows"]]
                for place in range(len(chart["data"]["rows"][0]["parts"]))
            ]
            assert [[round(share, 4) for share in series] for series in shares] in [
                [[round(value or 0, 4) for value in series] for series in one] for one in drawn
            ], chart["id"]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_from_the_case_file_the_very_same_document_is_made_again(name, language):
    case = read_case(made("json", name, language), load())
    diagnosis = diagnose(case, load(), TODAY)
    again = document_from(case, diagnosis, insight(case, diagnosis, load(), TODAY), language)
    assert again == document_of(name, language)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_screen_shows_the_same_tables_and_sentences(name, language):
    diagnosis, found = diagnosed(name, language)
    view = result_view(case_of(name, language), diagnosis, load(), language, found, TODAY)
    shown = [chart for chart in view["charts"].values() if chart["table"]]
    document = document_of(name, language)
    wanted = {chart["id"]: (chart["sentence"], chart["table"]["rows"]) for chart in charts_of(document)}
    assert {chart["id"]: (chart["sentence"], chart["table"]["rows"]) for chart in shown}.items() <= wanted.items()
    assert view["verdict"]["sentence"] == document["summary"]["sentence"]


@pytest.mark.parametrize("name", CASES)
def test_both_languages_tell_the_same_numbers(name):
    german, english = document_of(name, "de"), document_of(name, "en")
    assert [section["id"] for section in german["sections"]] == [section["id"] for section in english["sections"]]
    for one, other in zip(charts_of(german), charts_of(english), strict=True):
        numbers = [
            [[value for value in row if isinstance(value, int | float)] for row in chart["table"]["values"]]
            for chart in (one, other)
        ]
        assert numbers[0] == numbers[1], one["id"]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_calendar_holds_every_appointment_and_only_those(name, language):
    document = document_of(name, language)
    if not document["appointments"]:
        assert name == "empty"
        return
    events = Calendar.from_ical(made("ics", name, language)).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [entry["title"] for entry in document["appointments"]]
    starts = [
        event["DTSTART"].dt.isoformat()[: len(entry["start"])]
        for event, entry in zip(events, document["appointments"], strict=True)
    ]
    assert starts == [entry["start"] for entry in document["appointments"]]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_page_stays_small(name, language):
    assert len(made("html", name, language)) < MOST_BYTES_OF_A_PAGE


def test_answers_of_single_staff_members_stand_in_the_case_file_alone():
    staff = {person.id for person in crowded().respondents if person.role == "staff"}
    document = document_of("crowded", "de")
    table = csv.reader(io.StringIO(made("csv", "crowded", "de").decode("utf-8-sig"), newline=""), delimiter=";")
    sheet = [cell for row in sheet_rows("crowded", "de") for cell in row]
    assert {row[1] for row in table} == {"respondent", *(row[1] for row in document["answers"]["rows"])}
    for shared in (sheet, (row[1] for row in document["answers"]["rows"])):
        assert staff.isdisjoint(shared)
    assert {answer.respondent for answer in read_case(document["case_file"]["content"], load()).answers}.isdisjoint(
        staff
    )
    assert {answer.respondent for answer in read_case(made("json", "crowded", "de"), load()).answers} > staff
