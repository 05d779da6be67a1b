"""Every document of a case tells of its workshops: the same words and figures, groups only, whatever was typed."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Placement
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.text import LANGUAGES
from lcc_diag.report import glyphs, make
from lcc_diag.statistics.insight import insight
from lcc_diag.view.document import document_view
from tests.report.finished import section
from tests.view.cases import OUTCOMES
from tests.view.workshops import CONTENT, HOSTILE, rating, released, with_workshops
from tests.view.workshops import again as later_round

TODAY = date(2026, 11, 24)
DOT = {"participant": "p-4711", "role": "leader", "top": "chaotic", "score": 3.2}


def hostile_case():
    """A case whose workshop holds markup where people type, and dots that have no business there."""
    case = OUTCOMES["start_24"]()
    challenge = replace(case.challenges[0], placement=Placement("complex", HOSTILE))
    shown = released(challenges=[rating("c9", f"{HOSTILE} 1"), *released()["challenges"]])
    shown["challenges"][0]["dots"] = shown["attitudes"][0]["leaders"]["dots"] = [DOT]
    first = {"id": 1, "day": "2026-11-23", "parts": "diagnosis", "min_group": 5, "rounds": [shown, later_round()]}
    last = {
        "id": 2,
        "day": None,
        "min_group": 7,
        "rounds": [released(attitudes=[], challenges=[rating("c2", HOSTILE)], recommendation={"outcome": "clarify"})],
    }
    return with_workshops(replace(case, challenges=(challenge, *case.challenges[1:])), first, last)


@cache
def document(language):
    case = hostile_case()
    diagnosis = diagnose(case, CONTENT, TODAY)
    return document_view(case, diagnosis, insight(case, diagnosis, CONTENT, TODAY), CONTENT, language, TODAY), case


@cache
def made(kind, language):
    return make(kind, *document(language))


def blocks(language, kind):
    return [block for block in section(document(language)[0], "workshop")["blocks"] if block["kind"] == kind]


def squeezed(text):
    shown = unicodedata.normalize("NFKC", glyphs.shown(text)[0])
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", shown)


@cache
def pdf_text(language):
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made("pdf", language))).pages))


@cache
def deck(language):
    return Presentation(io.BytesIO(made("pptx", language)))


def slide_text(language):
    told = []
    for slide in deck(language).slides:
        for shape in slide.shapes:
            told += [shape.text_frame.text] if shape.has_text_frame else []
            rows = shape.table.rows if shape.has_table else ()
            told += [cell.text for row in rows for cell in row.cells]
        told.append(slide.notes_slide.notes_text_frame.text)
    return squeezed("".join(told))


def sheet(language):
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", language)))
    return [list(row) for row in book[phrase("report.sheet_workshop", language)].iter_rows(values_only=True)]


def wanted(language):
    """What every document has to say: headings, tables, facts, charts, remarks."""
    told = [block["text"] for block in blocks(language, "heading")]
    told += [cell for block in blocks(language, "table") for row in block["rows"] for cell in row]
    told += [item[key] for block in blocks(language, "facts") for item in block["items"] for key in ("label", "text")]
    told += [detail for block in blocks(language, "facts") for item in block["items"] for detail in item["details"]]
    told += [block["sentence"] for block in blocks(language, "chart")]
    return told + [item for block in blocks(language, "list") for item in block["items"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text_of", [pdf_text, slide_text])
def test_pdf_and_slides_tell_everything_about_the_workshops(text_of, language):
    found = text_of(language)
    assert [text for text in wanted(language) if squeezed(text) not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_the_slide_of_the_verdict_and_the_overview_say_what_the_workshop_recommends(language):
    told = squeezed(" ".join(document(language)[0]["summary"]["workshop"]["texts"]))
    assert told in squeezed(PdfReader(io.BytesIO(made("pdf", language))).pages[0].extract_text())
    second = deck(language).slides[1].shapes
    assert told in squeezed("".join(shape.text_frame.text for shape in second if shape.has_text_frame))
    overview = openpyxl.load_workbook(io.BytesIO(made("xlsx", language))).worksheets[0]
    assert told in squeezed("".join(str(cell) for row in overview.iter_rows(values_only=True) for cell in row))
    assert told in squeezed(made("html", language).decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_it_and_holds_no_markup_of_others(language):
    page = made("html", language).decode()
    assert "<script" not in page
    assert "window.hit=1" in page  # as text
    assert all(block["sentence"] in page for block in blocks(language, "chart"))
    assert f'id="workshop">{phrase("workshop_document.titles", language)}' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_the_figures_as_numbers_and_text_as_text(language):
    rows = sheet(language)
    (chart,) = blocks(language, "chart")
    for values in chart["table"]["values"]:
        numbers = [value for value in values if isinstance(value, float)]
        told = [[cell for cell in row if isinstance(cell, int | float)] for row in rows if row[0] == values[0]]
        assert numbers in told
    assert any(row[0] == HOSTILE for row in rows)
    formulas = [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("=")]
    assert formulas == []


def test_a_slide_draws_staff_leaders_and_guess_as_a_native_chart():
    charts = [shape.chart for slide in deck("de").slides for shape in slide.shapes if shape.has_chart]
    drawn = [[list(series.values) for series in chart.plots[0].series] for chart in charts]
    staff, leaders, guess = [2.4, 3.1, None, 2.9], [3.7, None, None, None], [3.5, None, None, 3.0]
    assert any(all(series in one for series in (staff, leaders, guess)) for one in drawn)


def test_the_csv_has_a_row_per_group():
    rows = list(csv.reader(io.StringIO(made("csv", "de").decode("utf-8-sig"), newline=""), delimiter=";"))
    groups = [row for row in rows if row[1] == "group"]
    assert {row[0] for row in groups} == {"w1.1", "w1.2", "w2.1"}
    assert next(row for row in groups if row[2:5] == ["staff", "", "attitudes.growth_mindset"])[6] == "2,4"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx", "html", "csv"])
def test_nobody_in_the_room_is_in_any_document(kind, language):
    """Neither as text nor in a packed part nor in an attachment."""
    data = made(kind, language)
    told = [data]
    if kind in ("pptx", "xlsx"):
        told += list(parts_of(data))
    if kind == "pdf":
        reader = PdfReader(io.BytesIO(data))
        told += [pdf_text(language).encode(), *(content for files in reader.attachments.values() for content in files)]
        assert len(told) > 2
    assert not any(b"p-4711" in part for part in told)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            part = file.read(name)
            yield part
            if name.endswith(".xlsx"):  # the figures behind a chart
                yield from parts_of(part)


def test_a_case_without_a_workshop_says_nothing_about_one():
    case = OUTCOMES["start_24"]()
    diagnosis = diagnose(case, CONTENT, TODAY)
    told = document_view(case, diagnosis, insight(case, diagnosis, CONTENT, TODAY), CONTENT, "de", TODAY)
    assert section(told, "workshop") is None
