"""Chapters as a notebook calls them, without a page: real store, real widgets."""

import sqlite3

import pytest

from lcc_diag.content import load
from lcc_diag.store import CaseStore
from lcc_diag.store.example import example_case
from lcc_diag.ui.workbook import chapter


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv("LCC_DIAG_DB", url)
    monkeypatch.delenv("QUERY_STRING", raising=False)
    return CaseStore(url)


def form_of(widget):
    return widget.children[-2]


def tell(form, **message):
    """Send a message as the browser does and return what the form was answered."""
    answered = []
    form.send = lambda content, *_: answered.append(content)
    form._handle_custom_msg({"seq": "s1", **message}, [])
    return answered


def test_without_a_page_a_chapter_takes_the_case_changed_last_or_begins_one(store):
    assert store.latest() is None
    chapter("attitudes")
    begun = store.latest()
    assert begun is not None
    chapter("execution")
    assert store.latest() == begun


def test_a_code_opens_exactly_that_case(store):
    example = store.create(case=example_case("en", load()), example=True)
    page = chapter("result", example.code)
    assert page.children[0].view["verdict"]["example"]
    assert page.children[-1].case == {"code": example.code, "example": True}


@pytest.mark.parametrize("code", ["AAAA-AAAA", "not a code", "' OR 1=1 --"])
def test_an_unknown_code_becomes_a_panel_that_says_so(store, code):
    panel = chapter("cynefin", code)
    assert panel.mode == "none"
    assert panel.problem["de"]
    assert panel.problem["en"]


def test_the_code_of_a_finished_case_leads_to_its_result(store):
    done, begun = store.create(case=example_case("de", load())), store.create()
    panel, sent = chapter("start"), []
    panel.send = lambda content, *_: sent.append(content)
    for link in (done, begun):
        panel._handle_custom_msg({"type": "resume", "code": link.code}, [])
    assert [(message["code"], message["chapter"]) for message in sent] == [
        (done.code, "04_result"),
        (begun.code, "01_cynefin"),
    ]


def test_an_unknown_link_and_a_page_without_a_case_say_where_to_begin(store, monkeypatch):
    for query in ("case=unknown&lang=en", "lang=en"):
        monkeypatch.setenv("QUERY_STRING", query)
        assert chapter("cynefin").mode == "none"


def test_an_answer_is_on_disk_when_it_is_acknowledged(store):
    form = form_of(chapter("attitudes"))
    assert tell(form, type="answer", item="attitudes.gm1", challenge=None, value=4, evidence={}) == [
        {"type": "saved", "seq": "s1", "remark": None}
    ]
    (answer,) = store.read(store.latest().token).answers
    assert (answer.item, answer.value) == ("attitudes.gm1", 4)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "answer", "item": "attitudes.gm99", "value": 3},
        {"type": "answer", "item": "attitudes.gm1", "value": 6},
        {"type": "answer", "item": "attitudes.gm1", "value": True},
        {"type": "answer", "item": "execution.owner", "value": 3, "evidence": {"salary": 1}},
        {"type": "answer", "item": "cynefin.anecdote", "challenge": "c1", "value": "x" * 100_000},
        {"type": "answer", "item": None, "value": 3},
        {"type": "answer", "item": ["attitudes.gm1"], "value": {"a": 1}, "evidence": "none"},
        {"type": "challenge_add", "statement": "x" * 500},
        {"type": "challenge_add", "statement": "   "},
        {"type": "challenge_change", "id": "c9", "critical": True},
        {"type": "challenge_remove", "id": None},
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_changes_nothing(store, message):
    form = form_of(chapter("execution"))
    before = store.read(store.latest().token)
    (reply,) = tell(form, **message)
    assert reply["type"] == "refused"
    assert reply["message"]["de"]
    assert reply["message"]["en"]
    assert store.read(store.latest().token) == before


def test_what_the_database_cannot_take_just_now_is_postponed_and_kept_when_sent_again(store, tmp_path):
    form = form_of(chapter("attitudes"))
    answer = {"type": "answer", "item": "attitudes.gm1", "challenge": None, "value": 4, "evidence": {}}
    other = sqlite3.connect(tmp_path / "cases.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    (reply,) = tell(form, **answer)
    other.execute("rollback")
    assert (reply["type"], reply["seq"]) == ("postponed", "s1")
    assert "cases.sqlite" in reply["message"]["de"]
    assert "cases.sqlite" in reply["message"]["en"]
    assert tell(form, **answer)[0]["type"] == "saved"
    assert [entry.value for entry in store.read(store.latest().token).answers] == [4]


def test_markup_and_formulas_are_kept_as_text(store):
    form = form_of(chapter("cynefin"))
    tell(form, type="challenge_add", statement="<script>alert(1)</script> =SUM(A1)")
    (challenge,) = store.read(store.latest().token).challenges
    assert challenge.statement == "<script>alert(1)</script> =SUM(A1)"


def test_a_level_without_evidence_is_remarked_on_and_undo_goes_back(store):
    form = form_of(chapter("execution"))
    (reply,) = tell(form, type="answer", item="execution.owner", value=3, evidence={})
    assert "2" in reply["remark"]["de"]
    (undone,) = tell(form, type="undo", seq="s2")
    assert undone["type"] == "saved"
    assert form.answers == {}
    (nothing,) = tell(form, type="undo", seq="s3")
    assert nothing["remark"]["en"] == "There is nothing left to take back."


def test_undo_leaves_what_a_colleague_has_entered_since(store):
    mine = form_of(chapter("attitudes"))
    theirs = form_of(chapter("attitudes"))
    answer = {"type": "answer", "challenge": None, "value": 4, "evidence": {}}
    tell(mine, **answer, item="attitudes.gm1")
    tell(theirs, **answer, item="attitudes.gm2", seq="s2")
    (left,) = tell(mine, type="undo", seq="s3")
    assert left["remark"]
    assert sorted(mine.answers) == ["attitudes.gm1", "attitudes.gm2"]
    (taken_back,) = tell(theirs, type="undo", seq="s4")
    assert not taken_back["remark"]
    assert tell(mine, type="undo", seq="s5")[0]["remark"] is None
    assert mine.answers == {}


def test_a_case_without_people_gets_one_and_a_leader_s_case_keeps_the_leader(store):
    from lcc_diag.model.case import Case, Respondent

    empty = store.create(case=Case())
    chapter("attitudes", empty.code)
    assert [person.role for person in store.read(empty.token).respondents] == ["md"]
    led = store.create(case=Case(respondents=(Respondent("x", "leader"),)))
    tell(form_of(chapter("attitudes", led.code)), type="answer", item="attitudes.gm1", value=2)
    assert store.read(led.token).answers[0].respondent == "x"


def test_a_change_of_one_field_keeps_what_another_browser_has_stored(store):
    form = form_of(chapter("plan"))
    step = {"type": "answer", "item": "plan.step_1", "challenge": None}
    tell(form, **step, seq="s1", value="Früh und spät übergeben", evidence={})
    tell(form, **step, seq="s2", value="Früh und spät übergeben", evidence={"person": "KM"}, changed="person")
    tell(form, **step, seq="s3", value="Ein alter Text", evidence={"due": "2026-12-04"}, changed="due")
    stored = form.answers["plan.step_1"]
    assert stored == {"value": "Früh und spät übergeben", "evidence": {"person": "KM", "due": "2026-12-04"}}
    tell(form, **step, seq="s4", value="Ein alter Text", evidence={"due": "2026-12-04"}, changed="person")
    assert form.answers["plan.step_1"]["evidence"] == {"due": "2026-12-04"}


def test_a_change_of_one_field_without_a_stored_answer_counts_as_a_whole_answer(store):
    form = form_of(chapter("plan"))
    given = {"value": "Früh und spät übergeben", "evidence": {"due": "2026-12-04"}}
    tell(form, type="answer", item="plan.step_1", challenge=None, **given, changed="due")
    assert form.answers["plan.step_1"] == given


def test_a_field_that_does_not_exist_is_refused(store):
    form = form_of(chapter("plan"))
    step = {"type": "answer", "item": "plan.step_1", "challenge": None, "value": "Übergeben"}
    tell(form, **step, seq="s1", evidence={})
    for number, changed in enumerate(("colour", ["person"])):
        (reply,) = tell(form, **step, seq=f"t{number}", evidence={"colour": "red"}, changed=changed)
        assert reply["type"] == "refused"
