"""The paper form as a PDF: conformant, few pages, a fresh sheet for each form, whatever anybody typed."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from lcc_diag.model.text import LANGUAGES
from lcc_diag.report import glyphs, paper
from lcc_diag.view.workshop.paper import paper_items
from lcc_diag.view.workshop.paper_form import paper_view
from tests.view.workshops import CONTENT, HOSTILE, SECRETS, STATEMENTS, case_with, workshop_with

KINDS = {
    "diagnosis": {},
    "crowded": {"challenges": ("c1", "c2", "c3", "c4", "c5", "c6")},
    "pulse": {"parts": "pulse"},
    "cynefin": {"parts": "cynefin", "challenges": ("c1",)},
}
MOST_PAGES = {"diagnosis": 4, "crowded": 6, "pulse": 1, "cynefin": 2}


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", glyphs.shown(text)[0])


@cache
def made(kind, language):
    view = paper_view(workshop_with(**KINDS[kind]), case_with(*STATEMENTS), CONTENT, language)
    return paper.make(view)


@cache
def pages(data):
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_form_is_short_and_begins_on_a_sheet_of_its_own(kind, language):
    found = pages(made(kind, language))
    word, of = {"de": ("Seite", "von"), "en": ("Page", "of")}[language]
    firsts = [place for place, text in enumerate(found) if f"{word} 1 {of}" in text]
    assert len(firsts) == 2
    assert all(place % 2 == 0 for place in firsts)
    lengths = [int(re.search(rf"{word} 1 {of} (\d+)", found[place])[1]) for place in firsts]
    assert max(lengths) <= MOST_PAGES[kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_code_stands_on_paper(kind, language):
    text = "\n".join(pages(made(kind, language)))
    for item in paper_items(workshop_with(**KINDS[kind]), "md", CONTENT):
        assert re.search(rf"(?<![\w-]){item.code}(?![\w-])", text), item.code


def test_it_is_tagged_and_archivable_and_always_the_same():
    reader = PdfReader(io.BytesIO(made("diagnosis", "de")))
    meta = str(reader.trailer["/Root"]["/Metadata"].get_object().get_data())
    assert "<pdfuaid:part>1" in meta.replace("\\n", "")
    assert "<pdfaid:part>3" in meta.replace("\\n", "")
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"
    view = paper_view(workshop_with(), case_with(*STATEMENTS), CONTENT, "de")
    assert paper.make(view) == made("diagnosis", "de")


def test_markup_and_emoji_are_shown_as_text():
    view = paper_view(workshop_with(), case_with(*[HOSTILE] * 3, organisation=HOSTILE), CONTENT, "de")
    found = squeezed("".join(pages(paper.make(view))))
    assert found.count(squeezed(HOSTILE)) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_secret_of_the_workshop_is_on_paper(language):
    data = made("diagnosis", language)
    told = "".join(pages(data)).encode() + data
    assert not any(secret.encode() in told for secret in SECRETS)
