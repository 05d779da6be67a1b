"""The documents on offer: what each is for, draft or final, and what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import Answer
from lcc_diag.store.example import example_case
from lcc_diag.view.result import result_view
from tests.view.agreed import NOTHING
from tests.view.cases import CASES, diagnosed

KINDS = ["pdf", "pptx", "xlsx", "ics", "html", "csv", "json"]


def offered(case, language="de", insight=NOTHING):
    return result_view(case, diagnosed(case), load(), language, insight, date(2026, 11, 22))["documents"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CASES)
def test_every_kind_is_on_offer_for_every_case(name, language):
    part = offered(CASES[name](), language)
    assert [kind["id"] for kind in part["kinds"]] == KINDS
    assert all(kind["name"] in kind["words"]["create"] for kind in part["kinds"])


def test_without_a_step_it_is_a_draft_with_a_link_to_the_plan():
    part = offered(CASES["start_12"]())
    assert part["status"]["id"] == "draft"
    assert part["link"]["chapter"] == "05_plan"


def test_a_step_with_name_and_date_makes_it_final():
    case = CASES["start_12"]()
    step = Answer("t0", "r1", "plan.step_1", "Eine Liste", evidence={"person": "KM", "due": "2026-12-04"})
    part = offered(
        type(case)(
            case.organisation, challenges=case.challenges, respondents=case.respondents, answers=(*case.answers, step)
        )
    )
    assert part["status"]["id"] == "final"
    assert part["link"] is None


def test_the_calendar_says_when_there_is_no_date_to_put_into_it():
    before = offered(CASES["start_12"](), insight=None)["kinds"]
    assert {kind["missing"] for kind in before} == {None}
    missing = {kind["id"]: kind["missing"] for kind in offered(CASES["start_12"]())["kinds"]}
    assert missing.pop("ics")
    assert set(missing.values()) == {None}
    assert all(kind["missing"] is None for kind in offered(example_case("de", load()))["kinds"])
