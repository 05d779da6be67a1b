"""The privacy sheet as a PDF: one page, conformant, the same words as on the screen, whatever anybody typed."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from lcc_diag.model.problem import InputError
from lcc_diag.model.text import LANGUAGES
from lcc_diag.report import glyphs, make_sheet, privacy
from lcc_diag.view.workshop.privacy import Place, privacy_view
from lcc_diag.workbook import make_workshop_document
from tests.view.workshops import CONTENT, HOSTILE, OPENED, SECRETS, case_with, workshop_with

PURPOSE = "Wir wollen verstehen, warum die Meister trotz ERP mit eigenen Listen planen, und drei Schritte verabreden."
KINDS = ({"named_leaders": True}, {"parts": "pulse"}, {"parts": "cynefin", "challenges": ("c1",), "min_group": 7})
SERVER = Place("server", "cases", "db.example.org")


def view_of(language, **settings):
    begun = workshop_with(**{"purpose": PURPOSE, "responsible": "Dr. Eva Beispiel, Personal, 0711 123456", **settings})
    return privacy_view(begun, "Muster & Söhne GmbH", CONTENT, SERVER, language)


def pages(data):
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", glyphs.shown(text)[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", KINDS)
def test_it_is_one_page_with_every_sentence(settings, language):
    view = view_of(language, **settings)
    (page,) = pages(privacy.make(view))
    found = squeezed(page)
    for item in [*view["items"], *view["legal"]]:
        assert all(squeezed(text) in found for text in [item["label"], item["text"], *item["details"]]), item["id"]


def test_it_is_tagged_and_archivable_and_always_the_same():
    data = privacy.make(view_of("en"))
    reader = PdfReader(io.BytesIO(data))
    meta = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1" in meta
    assert b"<pdfaid:part>3" in meta
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title == view_of("en")["title"]
    assert privacy.make(view_of("en")) == data


def test_markup_and_emoji_are_shown_as_text_and_long_texts_go_on():
    begun = workshop_with(purpose=f"{HOSTILE} {PURPOSE * 40}", responsible=HOSTILE + "x" * 500)
    view = privacy_view(begun, HOSTILE, CONTENT, SERVER, "de")
    told = pages(privacy.make(view))
    assert len(told) > 1
    found = squeezed("".join(told))
    assert found.count(squeezed(HOSTILE)) == 3
    assert squeezed(view["labels"]["not_shown"]) in found
    assert squeezed(view["labels"]["not_shown"]) not in squeezed("".join(pages(privacy.make(view_of("de")))))


@pytest.mark.parametrize(
    ("kind", "name"), [("privacy", "lcc-privacy-2026-11-23"), ("paper", "lcc-paper-form-2026-11-23")]
)
def test_the_workbook_makes_sheets_from_where_the_database_really_is(kind, name, monkeypatch):
    monkeypatch.setenv("LCC_DIAG_DB", "postgresql://anna:geheim@db.example.org/umfrage")
    begun = workshop_with(purpose=PURPOSE)
    made = make_workshop_document(kind, begun, case_with(organisation=HOSTILE), CONTENT, "en", OPENED.date())
    assert made[:2] == (f"{name}.pdf", "application/pdf")
    told = "".join(pages(made[2])).encode() + made[2]
    assert (b"db.example.org" in told) == (kind == "privacy")
    assert not any(secret.encode() in told for secret in (*SECRETS, "anna", "geheim"))


def test_there_is_no_other_sheet():
    with pytest.raises(InputError, match="document_kind_unknown"):
        make_workshop_document("pptx", workshop_with(), case_with(), CONTENT, "de", OPENED.date())
    with pytest.raises(InputError):
        make_sheet("../pdf", {})
