"""Where a code leads back to."""

from dataclasses import replace

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.store.example import example_case
from lcc_diag.view.resuming import resume_at
from tests.view.agreed import TODAY

PERSON = Respondent("r1", "md")


def finished():
    return example_case("de", load())


def without(*parts):
    """The finished case without the answers to some parts."""
    case = finished()
    return replace(case, answers=tuple(a for a in case.answers if not a.item.startswith(parts)))


def with_last(case, item, value):
    answer = Answer(case.answers[-1].round, case.respondents[0].id, item, value)
    return replace(case, answers=(*case.answers, answer))


@pytest.mark.parametrize(
    ("case", "chapter"),
    [
        (Case("", respondents=(PERSON,)), "01_cynefin"),
        (Case("", challenges=(Challenge("c1", "Das ERP läuft."),), respondents=(PERSON,)), "01_cynefin"),
        (without("attitudes.", "execution.", "circle."), "02_attitudes"),
        (without("execution."), "03_execution"),
        (without("circle."), "03_execution"),
        (finished(), "04_result"),
        (with_last(finished(), "plan.review", "2027-01-11"), "04_result"),
        (with_last(without("attitudes.", "execution."), "execution.owner", 2), "03_execution"),
        (with_last(without("execution."), "attitudes.gm1", 2), "03_execution"),
    ],
)
def test_a_code_leads_to_what_is_open_and_then_to_the_result(case, chapter):
    assert resume_at(case, load(), TODAY) == chapter


def test_what_was_answered_with_dont_know_is_not_open():
    case = finished()
    unsure = replace(case, answers=tuple(replace(a, value="dk", evidence={}) for a in case.answers))
    assert resume_at(unsure, load(), TODAY) == "04_result"
