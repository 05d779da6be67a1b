"""The kernel's side of the result page: real store, real widget, real documents."""

from __future__ import annotations

import pytest

from lcc_diag.content import load
from lcc_diag.i18n import phrase
from lcc_diag.model.case import Answer, Case
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.statistics import insight as statistics
from lcc_diag.store import CaseStore
from lcc_diag.store.case_file import read_case
from lcc_diag.store.events import Answered, WorkshopHeld
from lcc_diag.store.example import example_case
from lcc_diag.ui.result_page import result_page
from lcc_diag.ui.session import open_session
from lcc_diag.workbook import make_document
from tests.view.insights import is_pending
from tests.view.workshops import with_workshops


@pytest.fixture
def session(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv("LCC_DIAG_DB", url)
    monkeypatch.delenv("QUERY_STRING", raising=False)
    link = CaseStore(url).create(case=example_case("de", load()), example=True)
    return open_session(link.code, case_needed=True)


def tell(page, **message):
    """Send a message as the browser does and return what the page was answered: content and files."""
    answered = []
    page.send = lambda content, buffers=(): answered.append((content, buffers))
    page._handle_custom_msg(message, [])
    return answered


def test_more_is_computed_when_asked_and_kept_in_the_other_language(session):
    page = result_page(session)
    assert is_pending(page.view)
    tell(page, type="more")
    assert not is_pending(page.view)
    german = page.view["stability"]["chart"]["table"]["values"]
    page.language = "en"
    assert not is_pending(page.view)
    assert [row[1:] for row in page.view["stability"]["chart"]["table"]["values"]] == [row[1:] for row in german]


def test_what_was_computed_from_other_answers_is_forgotten(session):
    page = result_page(session)
    tell(page, type="more")
    session.store.record(session.link.token, Answered(Answer("t0", "r1", "execution.owner", 0)))
    page.language = "en"
    assert is_pending(page.view)
    tell(page, type="more")
    assert not is_pending(page.view)


def test_a_workshop_that_is_revealed_is_told_and_nothing_is_computed_again(session):
    page = result_page(session)
    tell(page, type="more")
    known = page.view["stability"]
    (held,) = with_workshops(Case()).extra["workshops"]
    session.store.record(session.link.token, WorkshopHeld(held))
    tell(page, type="refresh")
    assert len(page.view["workshop"]["rounds"]) == 2
    assert page.view["stability"] == known


def test_a_computation_that_fails_leaves_the_rest_and_is_told(session, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(statistics, "insight", broken)
    page = result_page(session)
    before = page.view["reasons"]
    tell(page, type="more")
    assert page.view["stability"]["failed"] == phrase("stability.failed", "de")
    assert page.view["reasons"] == before
    page.language = "en"
    assert page.view["stability"]["failed"] == phrase("stability.failed", "en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_comes_back_as_bytes_with_a_name_that_holds_no_text_of_a_user(session, language):
    page = result_page(session, make_document)
    _, (content, (file,)) = tell(page, type="document", kind="json", language=language)
    assert (content["type"], content["kind"]) == ("document", "json")
    assert content["name"].startswith("lcc-")
    assert content["name"].endswith(".lcc.json")
    assert read_case(file, load()).organisation == session.case(language).organisation


def test_that_a_document_is_begun_is_told_before_it_is_made(session):
    told_before = []

    def maker(*_):
        told_before.extend(content for content, _ in answered)
        return "lcc.pdf", "application/pdf", b"%PDF"

    page = result_page(session, maker)
    answered = []
    page.send = lambda content, buffers=(): answered.append((content, buffers))
    page._handle_custom_msg({"type": "document", "kind": "pdf", "language": "de"}, [])
    assert told_before == [{"type": "document", "kind": "pdf", "begun": True}]
    assert len(answered) == 2


@pytest.mark.parametrize(
    "message", [{"kind": "exe", "language": "de"}, {"kind": "pdf", "language": "fr"}, {"kind": ["pdf"]}, {}]
)
def test_what_is_no_document_is_left_alone(session, message):
    assert tell(result_page(session, make_document), type="document", **message) == []


def test_what_goes_wrong_with_a_document_is_a_sentence_in_both_languages(session):
    def refuse(*_):
        raise InputError(Problem("no_case_open"))

    def break_(*_):
        raise ZeroDivisionError

    for maker in (refuse, break_):
        _, (content, files) = tell(result_page(session, maker), type="document", kind="pdf", language="de")
        assert set(content["message"]) == {"de", "en"}
        assert all(content["message"].values())
        assert not files


def test_without_a_maker_no_document_is_offered(session):
    page = result_page(session)
    assert page.view["documents"] is None
    assert tell(page, type="document", kind="pdf", language="de") == []
