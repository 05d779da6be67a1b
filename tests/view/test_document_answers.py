"""The answers a document brings along: the table, what was entered beside an answer, the attached case file."""

from __future__ import annotations

import json
from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.i18n import phrase
from lcc_diag.model.case import Answer, Case, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.statistics.insight import insight
from lcc_diag.store.case_file import read_case
from lcc_diag.view.document import document_view
from lcc_diag.view.document.answers import COLUMNS, answer_table
from lcc_diag.view.findings import Findings
from lcc_diag.view.result import result_view
from tests.view.cases import CASES

DAY = date(2026, 11, 22)
VALUE, TEXT = COLUMNS.index("value"), COLUMNS.index("text")


def row_of(item, value, field, entry, language="de"):
    """Value and words of a field entered beside an answer; ``None`` where it has no row."""
    given = Answer("t0", "r1", item, value, evidence={field: entry})
    case = Case(respondents=(Respondent("r1", "md"),), answers=(given,))
    found = Findings.of(case, diagnose(case, load(), DAY), load(), language)
    rows = answer_table(found)["rows"]
    return next(((row[VALUE], row[TEXT]) for row in rows if row[4] == f"{item}.{field}"), None)


@pytest.mark.parametrize("entry", [None, ""])
def test_an_emptied_field_has_no_row(entry):
    assert row_of("execution.automation", 2, "process", entry) is None
    assert row_of("plan.step_1", "Tafel", "due", entry) is None


@pytest.mark.parametrize(
    ("item", "value", "field", "entry", "german", "english"),
    [
        ("execution.owner", 3, "deputy", True, ("yes", "ja"), ("yes", "yes")),
        ("execution.owner", 3, "deputy", "KM", ("KM", "KM"), ("KM", "KM")),
        ("execution.automation", 2, "build_cost_eur", 8000.5, (8000.5, "8.000,5 €"), (8000.5, "8,000.5 €")),
        ("plan.quick_win_1", "x", "change_kind", "process", ("process", "Ablauf"), ("process", "Process")),
        ("plan.quick_win_1", "x", "day", "2026-10-05", ("2026-10-05", "2026-10-05"), ("2026-10-05", "2026-10-05")),
    ],
)
def test_a_field_tells_its_value_and_its_words(item, value, field, entry, german, english):
    assert row_of(item, value, field, entry) == german
    assert row_of(item, value, field, entry, "en") == english


@pytest.mark.parametrize(
    ("role", "item", "said"),
    [
        ("leader", "circle.weeks", "case_file"),
        ("leader", "attitudes.gm1", "case_file_shared"),
        ("staff", "attitudes.gm1", "case_file_shared"),
        ("staff", "circle.weeks", "case_file_shared"),
    ],
)
def test_the_attached_case_file_says_whether_it_is_whole(role, item, said):
    people = (Respondent("r1", "md"), Respondent("r2", role))
    answers = tuple(Answer("t0", person.id, item, 4) for person in people)
    case = Case(respondents=people, answers=answers)
    diagnosis = diagnose(case, load(), DAY)
    found = insight(case, diagnosis, load(), DAY)
    attached = document_view(case, diagnosis, found, load(), "de", DAY)["case_file"]
    assert attached["text"] == phrase(f"document.{said}", "de")
    assert (read_case(attached["content"], load()) == case) == (said == "case_file")


def test_attitudes_of_several_leaders_stay_in_the_room():
    people = (Respondent("r1", "md"), Respondent("r2", "leader"), Respondent("s1", "staff"))
    given = tuple(Answer("t0", p.id, item, 3) for p in people for item in ("attitudes.gm1", "execution.owner"))
    case = Case(respondents=people, answers=given)
    rows = answer_table(Findings.of(case, diagnose(case, load(), DAY), load(), "de"))["rows"]
    item, person = COLUMNS.index("item"), COLUMNS.index("respondent")
    assert {(row[item], row[person]) for row in rows} == {("execution.owner", "r1"), ("execution.owner", "r2")}


@pytest.mark.parametrize("name", ["prepare", "start_12", "execute_first"])
def test_a_document_leaves_out_nothing_the_page_recommends(name):
    case = CASES[name]()
    diagnosis = diagnose(case, load(), DAY)
    computed = insight(case, diagnosis, load(), DAY)
    view = result_view(case, diagnosis, load(), "de", computed, DAY)
    document = document_view(case, diagnosis, computed, load(), "de", DAY)
    told = json.dumps(document["sections"], ensure_ascii=False)
    assert view["monday"]["text"] in told
    assert all(json.dumps(note, ensure_ascii=False)[1:-1] in told for note in view["monday"]["notes"]["items"])
    assert all(entry["remedy"] in told for entry in view["conditions"]["items"])
    assert view["verdict"]["status"]["view"] in document["summary"]["status"]
