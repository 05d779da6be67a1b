"""The deck read back: native charts with the document's figures, notes, descriptions, nothing outside."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from functools import cache

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from lcc_diag.i18n import phrase
from lcc_diag.report import slides
from lcc_diag.report.office import text as office_text
from lcc_diag.report.slides.storyboard import Line, slides_of
from lcc_diag.report.slides.template import FIRST, Box
from lcc_diag.report.slides.text import LONGEST_NOTES, pages, parted, shortened, unsaid
from tests.report.finished import LANGUAGES, NAMES, chart, finished, section

EVERY = [(name, language) for name in NAMES for language in LANGUAGES]
TOLD = [(name, language) for name in ("example", "empty", "monstrous") for language in LANGUAGES]
SMALLEST_BODY, SMALLEST_CELL = 14, 12


@cache
def made(name, language):
    return slides.make(*finished(name, language))


def deck(name, language):
    return Presentation(io.BytesIO(made(name, language)))


def texts(slide):
    return [shape.text_frame.text for shape in flat(slide.shapes) if shape.has_text_frame]


def flat(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from flat(shape.shapes)


def charts(presentation):
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def description(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_slide_has_a_message_notes_a_footer_and_a_number(name, language):
    document, _ = finished(name, language)
    for slide in deck(name, language).slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.has_notes_slide
        assert len(slide.notes_slide.notes_text_frame.text) > 40
        kinds = {element.get("type") for element in slide.shapes._spTree.iter(qn("p:ph"))}
        assert {"ftr", "sldNum"} <= kinds
        assert document["footer"] in texts(slide)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_nothing_is_outside_the_slide_and_no_placeholder_is_empty(name, language):
    presentation = deck(name, language)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height
        for shape in slide.placeholders:
            number = shape._element.find(f".//{qn('a:fld')}")
            assert shape.has_chart or shape.has_table or shape.text_frame.text.strip() or number is not None


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_chart_table_and_group_is_described(name, language):
    for slide in deck(name, language).slides:
        for shape in slide.shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.GROUP or shape.has_chart or shape.has_table:
                assert len(description(shape)) > 5


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_ids_are_unique_so_that_arrows_find_their_boxes(name, language):
    for slide in deck(name, language).slides:
        ids = [element.get("id") for element in slide.shapes._spTree.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        ends = slide.shapes._spTree.xpath(".//a:stCxn | .//a:endCxn")
        assert {end.get("id") for end in ends} <= set(ids)


@pytest.mark.parametrize(("name", "language"), TOLD)
def test_what_comes_first_is_read_first(name, language):
    for slide in deck(name, language).slides:
        shapes = [shape for shape in slide.shapes if not _is_small_print(shape)]
        assert shapes[0] == slide.shapes.title
        assert _is_small_print(list(slide.shapes)[-1])
        left = [shape for shape in shapes[1:] if shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.GROUP]
        beside = [shape for shape in shapes[1:] if shape not in left]
        assert shapes[1:] == [*left, *beside]


def _is_small_print(shape):
    element = shape._element.find(f".//{qn('p:ph')}")
    return element is not None and element.get("type") in ("ftr", "sldNum")


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_text_stays_readable_and_within_its_place(name, language):
    for slide in deck(name, language).slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert min(sizes(shape._element)) >= SMALLEST_CELL
            elif shape.is_placeholder and shape.has_text_frame and not _is_small_print(shape):
                assert min(sizes(shape._element)) >= SMALLEST_BODY
                assert _height(shape) <= shape.height / 12700 + 1


def sizes(element):
    return [int(run.get("sz")) / 100 for run in element.iter(qn("a:rPr"))]


def _height(shape):
    """Height of the text in points, by the widths of the typeface."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        size = max(run.font.size.pt for run in paragraph.runs)
        total += office_text.height(paragraph.text, size, shape.width / 12700 - 18 * paragraph.level)
    return total


@pytest.mark.parametrize(("name", "language"), TOLD)
def test_every_run_has_the_language_of_the_deck(name, language):
    tag = {"de": "de-DE", "en": "en-GB"}[language]
    with zipfile.ZipFile(io.BytesIO(made(name, language))) as package:
        for part in package.namelist():
            if re.match(r"ppt/(slides|charts|notesSlides)/[^/]+\.xml", part):
                root = etree.fromstring(package.read(part))
                assert {run.get("lang") for run in root.iter(qn("a:rPr"))} <= {tag}


# --- figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("part", "name"), [("attitudes", "attitudes"), ("execution", "execution")])
def test_bars_are_native_and_hold_the_figures_of_the_document(part, name, language):
    rows = chart(finished("example", language)[0], part, name)["data"]["rows"]
    found = next(
        c for c in charts(deck("example", language)) if list(c.plots[0].categories) == [r["name"] for r in rows]
    )
    series = {entry.name: list(entry.values) for entry in found.plots[0].series}
    assert next(iter(series.values())) == [row["value"] for row in rows]
    for place, row in enumerate(rows):
        for mark in row["marks"]:
            assert series[mark["name"]][place] == mark["value"]


def test_intervals_are_error_bars_of_the_same_length():
    rows = chart(finished("example", "de")[0], "attitudes", "attitudes")["data"]["rows"]
    found = next(c for c in charts(deck("example", "de")) if c._chartSpace.find(f".//{qn('c:errBars')}") is not None)
    bars = found._chartSpace.find(f".//{qn('c:errBars')}")
    ends = {"plus": lambda row: row["high"] - row["value"], "minus": lambda row: row["value"] - row["low"]}
    for name, length in ends.items():
        lengths = [float(value.text) for value in bars.find(qn(f"c:{name}")).iter(qn("c:v"))]
        assert lengths == pytest.approx([length(row) for row in rows])


def test_a_chart_can_be_edited_in_its_workbook():
    rows = chart(finished("example", "de")[0], "attitudes", "attitudes")["data"]["rows"]
    found = next(c for c in charts(deck("example", "de")) if rows[0]["name"] in list(c.plots[0].categories))
    book = openpyxl.load_workbook(io.BytesIO(found.part.chart_workbook.xlsx_part.blob))
    cells = list(book["Sheet1"].iter_rows(min_row=2, max_row=len(rows) + 1, values_only=True))
    assert [row[:2] for row in cells] == [(row["name"], row["value"]) for row in rows]
    formulas = [value for row in cells for value in row if isinstance(value, str) and value.startswith("=")]
    assert len(formulas) == 2 * len(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_of_the_stability_add_up_as_in_the_document(language):
    rows = chart(finished("example", language)[0], "stability", "stability")["data"]["rows"]
    found = next(c for c in charts(deck("example", language)) if next(iter(c.plots[0].categories)) == rows[0]["name"])
    shares = [[value or 0 for value in series.values] for series in found.plots[0].series]
    assert [sum(row) for row in zip(*shares, strict=True)] == pytest.approx([1.0] * len(rows), abs=0.01)
    assert shares[0][0] == rows[0]["parts"][0]["share"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranges_of_costs_are_those_of_the_document(language):
    rows = chart(finished("example", language)[0], "costs", "costs")["data"]["rows"]
    found = next(c for c in charts(deck("example", language)) if next(iter(c.plots[0].categories)) == rows[0]["name"])
    assert list(found.plots[0].series[0].values) == [row["middle"] for row in rows]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_would_change_the_recommendation_is_told_with_its_answers(name, language):
    document, _ = finished(name, language)
    sure = section(document, "stability")
    facts = [item for block in sure["blocks"] if block["kind"] == "facts" for item in block["items"]] if sure else []
    told = [text for slide in deck(name, language).slides for text in texts(slide)]
    title = phrase("report.slide_flips", language)
    assert any(text.startswith(title) for text in told) == bool(facts)
    for item in facts[:1]:
        assert any(office_text.cut(office_text.one_line(item["text"]), 100).text[:-1] in text for text in told)


def test_the_canvas_shows_every_point_with_its_number():
    document, _ = finished("monstrous", "de")
    points = chart(document, "challenges", "canvas")["data"]["points"]
    slide = next(s for s in deck("monstrous", "de").slides if any(shape.has_table for shape in s.shapes))
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    numbers = [shape.text_frame.text for shape in flat(group.shapes) if shape.has_text_frame]
    assert all(numbers.count(str(point["number"])) == 2 for point in points)  # a point, and the group's own place
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [row.cells[1].text_frame.text for row in list(table.rows)[1:]] == [point["name"].strip() for point in points]


def test_the_weak_link_of_the_cycle_is_dashed_and_named():
    sentence = chart(finished("example", "de")[0], "attitudes", "cycle")["sentence"]
    slide = next(s for s in deck("example", "de").slides if s.shapes.title.text_frame.text in sentence)
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    arrows = [shape for shape in group.shapes if shape._element.tag == qn("p:cxnSp")]
    dashed = [arrow for arrow in arrows if arrow._element.find(f".//{qn('a:prstDash')}") is not None]
    assert (len(arrows), len(dashed)) == (4, 1)
    assert any("Schwächster Übergang" in shape.text_frame.text for shape in group.shapes if shape.has_text_frame)


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_and_sprints_stand_in_tables_with_a_header(language):
    document, _ = finished("example", language)
    tables = [shape.table for s in deck("example", language).slides for shape in s.shapes if shape.has_table]
    rows = [[[cell.text_frame.text for cell in row.cells] for row in table.rows] for table in tables]
    steps = document["summary"]["steps"]
    assert [steps["columns"], *steps["rows"]] in rows
    assert all(table.first_row for table in tables)
    sprints = next(b for b in section(document, "circle")["blocks"] if b["kind"] == "table" and len(b["columns"]) == 4)
    assert any(table[1:] == sprints["rows"] for table in rows)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_two_slides_have_the_same_title(name, language):
    titles = [slide.title for slide in slides_of(finished(name, language)[0])]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_it_is_not_time_to_start_one_slide_is_about_the_circle(language):
    document, _ = finished("prepare", language)
    titles = [slide.title for slide in slides_of(document)]
    begin, method = (phrase(f"report.slide_{name}", language) for name in ("begin", "method"))
    assert titles[titles.index(begin) + 1 :] == [phrase("circle.lead_later", language), method]


# --- what is not meant to be there --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [*TOLD, ("hostile", "de")])
def test_the_same_document_gives_the_same_bytes(name, language):
    document, case = finished(name, language)
    assert slides.make(deepcopy(document), case) == made(name, language)


def test_a_draft_says_so_on_every_slide_and_a_report_does_not():
    draft = deck("empty", "de").slide_masters[0]
    final = deck("example", "de").slide_masters[0]
    assert "Entwurf" in [shape.text_frame.text for shape in draft.shapes]
    assert "Entwurf" not in [shape.text_frame.text for shape in final.shapes]


def test_what_is_cut_goes_on_in_the_notes_within_bounds():
    presentation = deck("monstrous", "de")
    notes = [slide.notes_slide.notes_text_frame.text for slide in presentation.slides]
    assert any("Nicht auf der Folie:" in text for text in notes)
    assert max(len(text) for text in notes) < LONGEST_NOTES + 1000
    paragraphs = [part for slide in presentation.slides for text in texts(slide) for part in text.split("\n")]
    assert max(len(part) for part in paragraphs) < 700


def test_what_is_cut_begins_in_the_notes_with_the_sentence_that_broke_off():
    first, second = "Das ist der erste Satz, z. B. Anfang.", "»Stabil« heißt das hier und noch vieles mehr. Ende."
    line = Line(f"{first} {second}")
    assert unsaid((line, Line("Danach.")), 1, 60) == [second, "Danach."]
    assert unsaid((line, Line("Danach.")), 0, 60) == [line.text, "Danach."]
    assert unsaid((Line("Ein Wort nach dem anderen, ohne Ende"),), 1, 30) == ["Ein Wort nach dem anderen, ohne Ende"]


def test_footnotes_alone_make_no_further_slide():
    box, text = Box(1, 1, 8, 0.8), Line("Ein Satz. " * 22)
    note = Line("Eine Fußnote, die nicht mehr passt.", style="note")
    assert len(pages([text, note], box)) == 2
    shown, left = parted((text, note), box)
    assert [page.lines for page in shown] == [tuple(shortened((text,)))]
    assert left == [note.text]


def test_markup_and_formulas_stay_text():
    told = "\n".join(text for slide in deck("hostile", "de").slides for text in texts(slide))
    assert '<img src=x onerror="window.hit=1"> & {count} =1+1 »«' in told


def test_nobody_is_named_in_the_properties():
    properties = deck("example", "en").core_properties
    assert (properties.author, properties.last_modified_by, properties.language) == ("", "", "en-GB")
    assert properties.title.endswith("Example Engineering Ltd") or properties.title
    assert properties.created.date().isoformat() == finished("example", "en")[0]["date"]["iso"]


def test_the_template_offers_placeholders_in_the_language_of_the_deck():
    layouts = deck("empty", "de").slide_layouts
    assert [layout.name for layout in layouts] == ["Titelfolie", "Text", "Diagramm", "Zeichnung", "Tabelle"]
    assert all(any(p.placeholder_format.idx == FIRST for p in layout.placeholders) for layout in layouts)


def test_text_is_measured_like_the_typeface():
    assert office_text.width("Mm", 10) == pytest.approx((833 + 833) / 100)
    assert office_text.lines("wort " * 10, 10, office_text.width("wort wort", 10) + 0.1) == 5
    assert office_text.cut("a" * 50, 10).text == "a" * 9 + "…"
    assert office_text.clean("a\x00b\x0bc\ud800d\r\ne") == "abcd\ne"
