"""Widgets asked to read their case anew: what others entered is there, and a page that was away is told everything."""

from __future__ import annotations

import pytest

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.case import Answer
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered
from lcc_diag.store.example import example_case
from lcc_diag.workbook import chapter


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """``opened(name)``: a chapter of the example, its store and its case."""
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv(settings.DATABASE, url)
    monkeypatch.delenv("QUERY_STRING", raising=False)
    store = CaseStore(url)
    link = store.create(case=example_case("de", load()))

    def open_(name):
        return next(child for child in chapter(name, link.code).children if type(child).__name__ in ("Form", "Result"))

    return open_, store, link


def sent_by(widget, message):
    """The traits that the widget sends when asked to refresh."""
    sent = []
    widget._send = lambda message, **_: sent.append(message)
    widget._handle_custom_msg(message, [])
    return {trait for one in sent if one.get("method") == "update" for trait in one["state"]}


@pytest.mark.parametrize(("name", "traits"), [("attitudes", {"answers"}), ("result", {"view"})])
def test_only_what_others_have_changed_is_sent(opened, name, traits):
    open_, store, link = opened
    widget = open_(name)
    assert sent_by(widget, {"type": "refresh"}) == set()
    store.record(link.token, Answered(Answer("t0", "r1", "attitudes.gm1", 5)))
    assert sent_by(widget, {"type": "refresh"}) == traits


@pytest.mark.parametrize(("name", "traits"), [("attitudes", {"answers", "spec"}), ("result", {"view"})])
def test_a_page_that_was_away_is_told_everything(opened, name, traits):
    open_, _, _ = opened
    assert sent_by(open_(name), {"type": "refresh", "missed": True}) == traits


def test_a_case_that_is_gone_leaves_what_is_shown(opened):
    open_, store, link = opened
    form = open_("attitudes")
    store.delete(link.token)
    before = dict(form.answers)
    assert sent_by(form, {"type": "refresh"}) == set()
    assert form.answers == before
