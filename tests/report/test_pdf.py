"""The PDF: conformant, complete, the same every time, whatever anybody typed."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from lcc_diag.content import load
from lcc_diag.i18n import LANGUAGES
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.report import glyphs, pdf
from lcc_diag.statistics.insight import insight
from lcc_diag.store.example import example_case
from lcc_diag.view.document import document_view
from tests.report.sample import HOSTILE, sample
from tests.view.cases import CASES

TODAY = date(2026, 11, 22)
EVERYTHING = {**CASES, "example": lambda: example_case("de", load())}
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def computed(name):
    """A case with what is computed from it, once for both languages."""
    case = EVERYTHING[name]()
    diagnosis = diagnose(case, load(), TODAY)
    return case, diagnosis, insight(case, diagnosis, load(), TODAY)


def document_of(name, language="de"):
    case, diagnosis, more = computed(name)
    return document_view(case, diagnosis, more, load(), language, TODAY), case


def read(data):
    return PdfReader(io.BytesIO(data))


def pages(data):
    return [page.extract_text() for page in read(data).pages]


def squeezed(text):
    """Letters and signs alone: lines, hyphens at their ends and places to break are the typesetter's."""
    shown = unicodedata.normalize("NFKC", glyphs.shown(text)[0])
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", shown)


def everything(data):
    """The running text of all pages, without their heads and feet."""
    told = []

    def keep(text, cm, tm, _font, _size):
        height = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        if 60 < height < 775:
            told.append(text)

    for page in read(data).pages:
        page.extract_text(visitor_text=keep)
    return squeezed("".join(told))


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts(part))


def said(block):
    """The texts of a block that a reader is to see."""
    kept = {"label", "text", "details", "items", "title", "columns", "rows", "sentence"}
    told = {name: part for name, part in block.items() if name in kept}
    return [*texts(told), *(texts(block["table"]["rows"]) if block["kind"] == "chart" and block["table"] else ())]


# --- the document ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERYTHING)
def test_every_case_gives_a_whole_document(name, language):
    document, case = document_of(name, language)
    data = pdf.make(document, case)
    found = everything(data)
    for section in document["sections"]:
        for text in [section["title"], section["lead"] or "", *(t for b in section["blocks"] for t in said(b))]:
            assert squeezed(text) in found, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_holds_the_verdict_what_it_rests_on_and_the_steps(language):
    document, case = document_of("example", language)
    first = squeezed(pages(pdf.make(document, case))[0])
    summary = document["summary"]
    told = [summary[key] for key in ("name", "sentence", "status", "stability", "monday")]
    for text in [*told, *summary["reasons"], *texts(summary["steps"]["rows"]), *texts(summary["facts"])]:
        assert squeezed(text) in first


def test_first_page_stays_one_page_with_endless_texts():
    long = "Ein Satz ohne Ende. " * 500
    summary = sample()["summary"] | {"reasons": [long] * 3, "monday": long}
    summary["steps"] = {"columns": ["Tat", "Wer", "Wann"], "rows": [[long, long, "morgen"]] * 3}
    found = pages(pdf.make(sample(summary=summary), None))
    assert "…" in found[0]
    assert found[1].splitlines()[1] == sample()["labels"]["contents"]


def test_pages_are_numbered_and_a_draft_is_marked_on_each():
    draft, final = (sample(status={"id": name, "label": "ENTWURF", "text": ""}) for name in ("draft", "final"))
    found = pages(pdf.make(draft, None))
    assert len(found) > 2
    for number, page in enumerate(found, start=1):
        assert f"page {number} of {len(found)}" in page
        assert "ENTWURF" in page
    assert "ENTWURF" not in "".join(pages(pdf.make(final, None)))


def test_same_document_gives_the_same_bytes():
    assert pdf.make(sample(), None) == pdf.make(sample(), None)


def test_the_case_file_is_inside():
    content = '{"organisation": "漢字 😀 \\u0000", "ä": 1}'
    file = {"name": "fall.lcc.json", "content": content, "text": "Die Falldatei."}
    reader = read(pdf.make(sample(case_file=file), None))
    assert reader.attachments == {"fall.lcc.json": [content.encode()]}
    (entry,) = (item.get_object() for item in reader.trailer["/Root"]["/AF"])
    assert entry["/AFRelationship"] == "/Source"
    assert entry["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"


def test_a_document_without_a_day_is_still_one():
    assert "22. November" not in pages(pdf.make(sample(date=None), None))[0]


def test_charts_that_have_no_drawing_are_their_sentence_and_table():
    document = sample()
    for block in document["sections"][0]["blocks"]:
        if block["kind"] == "chart":
            block |= {"type": None, "data": None}
    reader = read(pdf.make(document, None))
    assert not list(elements(reader, "/Figure"))
    assert squeezed("Satz zu bars") in squeezed("".join(page.extract_text() for page in reader.pages))


# --- conformance ----------------------------------------------------------------------------------------


def walk(node, seen=None):
    """All structure elements, in reading order."""
    seen = set() if seen is None else seen
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from walk(child, seen)
    elif isinstance(node, dict) and id(node) not in seen:
        seen.add(id(node))
        if "/S" in node:
            yield node
        yield from walk(node.get("/K", []), seen)


def elements(reader, *kinds):
    return (node for node in walk(reader.trailer["/Root"]["/StructTreeRoot"]) if node["/S"] in kinds)


@pytest.fixture(scope="module")
def reader():
    document, case = document_of("example")
    return read(pdf.make(document, case))


def test_tagged_titled_and_in_a_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Beispiel Maschinenbau GmbH" in reader.metadata.title
    assert reader.metadata.author is None
    assert reader.metadata.creation_date.date() == TODAY


def test_says_that_it_is_pdf_ua_and_pdf_a(reader):
    told = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for line in ("<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<"):
        assert line in told


def test_every_figure_has_its_sentence_instead(reader):
    document, _ = document_of("example")
    sentences = [b["sentence"] for s in document["sections"] for b in s["blocks"] if b["kind"] == "chart" and b["data"]]
    spoken = [str(figure["/Alt"]) for figure in elements(reader, "/Figure")]
    assert len(spoken) == len(sentences) > 2
    for sentence, text in zip(sentences, spoken, strict=True):
        assert text.endswith(sentence)


def test_headings_descend_one_level_at_a_time(reader):
    levels = [int(node["/S"][2]) for node in elements(reader, "/H1", "/H2", "/H3", "/H4")]
    assert len(levels) > 10
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_headers(reader):
    tables = list(elements(reader, "/Table"))
    assert len(tables) > 4
    assert all(any(node["/S"] == "/TH" for node in walk(table)) for table in tables)


def test_only_our_own_typeface_and_all_of_it_embedded(reader):
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    below = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert {re.sub(r"^\w+\+", "", str(font["/BaseFont"])).split("-")[0] for font in below} == {"/SourceSans3"} or {
        "SourceSans3" in str(font["/BaseFont"]) for font in below
    } == {True}
    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in below)
    assert all("/ToUnicode" in font for font in fonts)


# --- any text whatsoever --------------------------------------------------------------------------------


def with_text(text):
    """The sample with ``text`` where people type."""
    document = sample(organisation=text)
    document["summary"]["steps"]["rows"] = [[text, text, "morgen"]]
    chart = next(block for block in document["sections"][0]["blocks"] if block.get("type") == "ranges")
    chart["data"]["rows"][0]["name"] = text
    blocks = [
        {"kind": "heading", "text": text},
        {"kind": "paragraph", "text": text, "style": "normal"},
        {"kind": "facts", "items": [{"label": text, "text": text, "details": [text]}]},
        {"kind": "table", "title": text, "columns": ["A", "B"], "rows": [[text, text]], "numeric": [False, True]},
        {"kind": "callout", "label": text, "text": text},
        chart | {"title": text, "sentence": text},
    ]
    document["sections"] = [{"id": "plan", "title": text, "lead": text, "blocks": blocks, "notes": []}]
    return document


SIGNS = "#$[]{}\\@<>*_`~/=-+'\"»«„“€→□ \t\n\r\v\f\u0085\u2028\u202e\u200d\ufe0f\u0301\u0338\u00ad\ufeff\ue000\ud800"
PIECES = ("#set text(99pt)", "//", "/* ", "@label", "= ", "😀", "👨‍👩‍👧", "漢字", "العربية", "e\u0301\u0302", "x" * 90)
TRICKY = st.sampled_from([*SIGNS, *PIECES])


@FEW
@given(st.lists(st.one_of(TRICKY, st.characters()), max_size=40).map("".join))
def test_any_text_compiles_and_is_shown_or_counted(text):
    found = everything(pdf.make(with_text(text), None))
    if not any(map(unicodedata.combining, glyphs.shown(text)[0])):  # pypdf reads letters under accents twice
        assert squeezed(text) in found


@pytest.mark.parametrize("text", ["x" * 10_000, "Führungskraft " * 1000, HOSTILE, "", " ", "\u0301", "\ud800", "\x00"])
def test_long_and_empty_and_broken_texts(text):
    assert squeezed(text) in everything(pdf.make(with_text(text), None))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["x" * 2000, "a1-" * 700, "1" * 60])
def test_nothing_runs_over_the_edge_of_the_page(text, language):
    """Lines are told apart by their height: none is longer than a page is wide."""
    document = with_text(text) | {"language": language}
    lines = "\n".join(pages(pdf.make(document, None))).splitlines()
    assert max(len(line) for line in lines if text[:3] in line) < 130


def test_places_to_break_leave_no_trace():
    data = pdf.make(with_text("x1" * 100), None)
    reader = read(data)
    spoken = [str(figure["/Alt"]) for figure in elements(reader, "/Figure")]
    told = ["".join(pages(data)), str(reader.outline), reader.metadata.title, *spoken]
    assert spoken
    assert not any(glyphs.SOFT_BREAK in text or "\ufffc" in text for text in told)


def test_a_long_heading_goes_on_as_text():
    long = "Ein Satz als Überschrift. " * 20
    blocks = [{"kind": "heading", "text": long}]
    document = sample(sections=[{"id": "plan", "title": "Plan", "lead": None, "blocks": blocks, "notes": []}])
    data = pdf.make(document, None)
    heading = next(item for item in read(data).outline[-2] if long[:20] in str(item.get("/Title")))
    assert len(heading["/Title"]) <= pdf.HEADING
    assert squeezed(long) in everything(data)


def test_what_the_typeface_lacks_is_counted_and_told():
    document = sample(organisation="A 😀 漢字", sections=[])
    document["labels"]["not_shown"] = "Es fehlen {count}."
    empty = {"reasons": [], "monday": "", "sentence": "", "facts": [], "way": "", "workshop": None}
    document["summary"] = document["summary"] | empty
    document["summary"]["steps"]["rows"] = []
    assert "Es fehlen 3." in pages(pdf.make(document, None))[-1]


def test_nothing_is_told_where_nothing_is_missing():
    document, case = document_of("example")
    assert document["labels"]["not_shown"][:12] not in "".join(pages(pdf.make(document, case)))


# --- the typeface ---------------------------------------------------------------------------------------


def test_known_characters_are_those_of_the_fonts():
    maps = [set(map(chr, TTFont(path).getBestCmap())) for path in glyphs.FONTS.glob("*.ttf")]
    assert len(maps) == 2
    hidden = {sign for sign in maps[0] if unicodedata.category(sign) in {"Cf", "Co", "Cn", "Cc", "Cs"}}
    assert glyphs.known() == set.intersection(*maps) - hidden


@pytest.mark.parametrize(
    "text", ["Ä ö ü ß ẞ „“ ‚‘ »« – — … € ≥ ≤ → − · ½ ‰", "ąćęłńóśźż čšž şţ ğı őű þð", "Ωμέγα Жизнь Їжак"]
)
def test_european_text_is_shown_as_it_is(text):
    assert glyphs.shown(text) == (text, 0)


def test_words_are_left_to_hyphenation_and_the_rest_may_break():
    compound = "Donaudampfschifffahrtsgesellschaft"
    assert glyphs.shown(f"»{compound}«, {compound}-{compound}.")[0] == f"»{compound}«, {compound}-{compound}."
    address = "vorname.nachname@unternehmen-mit-langem-namen.example"
    broken, missing = glyphs.shown(address)
    assert missing == 0
    assert broken != address
    assert broken.replace(glyphs.SOFT_BREAK, "") == address
    assert max(map(len, broken.split(glyphs.SOFT_BREAK))) == 10


def test_the_licence_travels_with_the_typeface():
    assert "SIL OPEN FONT LICENSE" in (glyphs.FONTS / "OFL.txt").read_text(encoding="utf-8")
