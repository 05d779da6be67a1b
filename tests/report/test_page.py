"""The page: whole in one file, readable by everyone, harmless whatever people wrote."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from lcc_diag.model.case import Case
from lcc_diag.report.drawing import NARROW, WIDE, draw
from lcc_diag.report.drawing.measure import text_width, wrap
from lcc_diag.report.drawing.ranges import round_ticks
from lcc_diag.report.page import make
from tests.browser.pages import violations
from tests.report.sample import DATA, HOSTILE, LONG, sample

MOST_BYTES = 300_000
VOID = {"meta", "link", "br", "wbr"}


class Outline(HTMLParser):
    """Elements, headings and text of a page, and whether every element is closed."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.texts = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return "".join(self.texts)


@pytest.fixture(scope="module")
def page():
    return make(sample(), Case()).decode("utf-8")


def test_every_element_is_closed_and_every_text_is_there_unchanged(page):
    outline = Outline(page)
    assert outline.open == []
    assert outline.text.count(HOSTILE) > 20
    assert LONG.strip() in outline.text
    assert "{{ words" not in page


def test_text_of_a_user_becomes_no_element_and_no_address(page):
    outline = Outline(page)
    assert {tag for tag, _ in outline.elements}.isdisjoint({"script", "img", "iframe", "form", "object", "embed"})
    addresses = [
        value for _, attributes in outline.elements for name, value in attributes.items() if name in ("href", "src")
    ]
    assert addresses
    assert all(address.startswith("#") or address == "data:," for address in addresses)
    assert not [name for _, attributes in outline.elements for name in attributes if name.startswith("on")]


def test_a_policy_in_the_page_forbids_scripts_and_requests(page):
    (policy,) = [meta["content"] for meta in Outline(page).all("meta") if meta.get("http-equiv")]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert not re.search(r"url\(|@import", page)


@pytest.mark.parametrize("letter", ["\x00", "\x08", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_and_halves_of_characters_do_not_reach_the_page(letter):
    content = make(sample(organisation=f"A{letter}B"), Case()).decode("utf-8")
    assert letter not in content
    assert re.search(r"A\??B</bdi>", content)


@pytest.mark.parametrize("language", ["de", "en"])
def test_language_title_and_headings_in_order(language):
    outline = Outline(make(sample(language=language, organisation="Muster & Söhne"), Case()).decode())
    assert outline.all("html") == [{"lang": language}]
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "Muster & Söhne" in outline.text.split("Das Ergebnis")[1]


def test_contents_lead_to_every_section(page):
    outline = Outline(page)
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    targets = [link["href"][1:] for link in outline.all("a")]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert targets[1:] == [section["id"] for section in sample()["sections"]]


def test_every_chart_is_said_in_a_sentence_and_shown_in_a_table(page):
    outline = Outline(page)
    drawings = outline.all("svg")
    assert len(drawings) == 2 * len(DATA)
    assert all(drawing["role"] == "img" and drawing["aria-label"].startswith("Satz zu ") for drawing in drawings)
    assert page.count("<caption>table: Bild") == len(DATA)


def test_a_draft_says_so_and_a_final_report_does_not(page):
    final = make(sample(status={"id": "final", "label": "Bericht", "text": ""}), Case()).decode()
    assert 'class="draft"' in page
    assert 'class="draft"' not in final


def test_an_empty_document_is_a_page_too():
    empty = {"columns": [], "rows": []}
    summary = sample()["summary"] | {"stability": "", "reasons": [], "monday": "", "steps": empty, "facts": []}
    outline = Outline(make(sample(summary=summary, sections=[], organisation="", date=None), Case()).decode())
    assert "Noch keiner." in outline.text


@pytest.mark.browser
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser_it_is_accessible_fits_the_screen_and_asks_nobody(chromium, tmp_path, language, width):
    path = tmp_path / "page.html"
    path.write_bytes(make(sample(language=language), Case()))
    context = chromium.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.hit") is None
    assert violations(page) == []
    shown = page.locator("svg:visible")
    assert shown.count() == len(DATA)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    context.close()


# --- charts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [WIDE, NARROW])
@pytest.mark.parametrize("type_", DATA)
def test_no_shape_lies_outside_its_drawing(type_, layout):
    drawing = draw({"type": type_, "data": DATA[type_]}, layout, "de")
    assert drawing.shapes
    for shape in drawing.shapes:
        numbers = {
            name: float(value) for name, value in shape.attributes.items() if name in ("x", "y", "x1", "x2", "y1", "y2")
        }
        for name, value in numbers.items():
            most = drawing.width if name.startswith("x") else drawing.height
            assert -0.5 <= value <= most + 0.5, shape
        if shape.tag == "rect":
            assert numbers["x"] + float(shape.attributes["width"]) <= drawing.width + 0.5


def widths(drawing, fill):
    return [float(s.attributes["width"]) for s in drawing.shapes if s.tag == "rect" and s.attributes["fill"] == fill]


def test_bars_are_as_long_as_their_values():
    row = {"low": None, "high": None, "text": "", "emphasis": False, "marks": []}
    data = {"min": 0, "max": 4, "ticks": [], "bands": [], "axis": "", "legend": []}
    data["rows"] = [
        {"name": "a", "value": 1, **row},
        {"name": "b", "value": 4, **row},
        {"name": "c", "value": None, **row},
    ]
    short, long = widths(draw({"type": "bars", "data": data}, WIDE, "de"), "#0b5c6b")
    assert long == pytest.approx(4 * short)
    assert long == pytest.approx(WIDE.right - WIDE.left)


def test_shares_fill_their_bar():
    drawing = draw({"type": "stack", "data": DATA["stack"]}, WIDE, "de")
    largest, whole = [width for width in widths(drawing, "#0b5c6b") if width > 20]
    assert largest == pytest.approx(0.84 * whole, abs=0.1)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (0, 1), (0, 48000), (-2500.5, 4000), (0, 1e12), (0, 0.0003), (-7, 0), (1e15, 1e15)]
)
def test_an_axis_has_few_round_numbers_around_every_value(low, high):
    ticks = round_ticks(low, high)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low + 1e-9
    assert ticks[-1] >= high - 1e-9


@pytest.mark.parametrize("text", [LONG, HOSTILE, "x" * 500, "漢" * 200, "kurz", "", "ein Wort"])
def test_lines_keep_to_their_room_and_leave_nothing_out_silently(text):
    lines = wrap(text, 14, 120)
    assert len(lines) <= 3
    assert all(text_width(line, 14) <= 120 for line in lines)
    whole = "".join(lines).replace(" ", "") == "".join(text.split())
    assert whole or lines[-1].endswith("…")
