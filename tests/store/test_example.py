"""The worked example: acceptable, with the outcome its story tells, and the same in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.plan import agreed
from lcc_diag.store.case_file import read_case
from lcc_diag.store.example import example_case, example_file, in_language

QUESTIONNAIRES = load()
TODAY = date(2026, 11, 22)
LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


def plan(case):
    return agreed(answers_of(case), QUESTIONNAIRES)


@LANGUAGES
def test_is_a_sound_case_file(language):
    assert read_case(example_file(language, QUESTIONNAIRES), QUESTIONNAIRES) == example_case(language, QUESTIONNAIRES)


@LANGUAGES
def test_leads_where_its_story_leads(language):
    found = diagnose(example_case(language, QUESTIONNAIRES), QUESTIONNAIRES, TODAY)
    assert (found.recommendation.rule, found.recommendation.outcome) == ("R10", "start_24")
    assert (found.begin.attitude, found.begin.challenge, found.begin.lever) == ("growth_mindset", "c1", "owner")
    assert [(name, level.chosen, level.counted) for name, level in found.execution.items()] == [
        ("owner", 1, 1),
        ("quick_win", 1, 1),
        ("provider", 1, 1),
        ("ai", 1, 1),
        ("automation", 0, 0),
    ]


@LANGUAGES
def test_its_plan_is_complete(language):
    found = plan(example_case(language, QUESTIONNAIRES))
    assert [step.missing for step in found.steps] == [(), ()]
    assert all(TODAY < step.due < found.review for step in found.steps)
    assert all(win.kind and win.noticed_by and win.day < TODAY for win in found.quick_wins)
    assert [member.asked for member in found.members] == ["alone"] * 4
    assert (found.start, found.start.weekday(), found.weeks, found.state) == (
        date(2027, 1, 14),
        found.weekday,
        24,
        "BY",
    )


def test_switching_the_language_switches_every_text_and_nothing_else():
    german, english = (example_case(language, QUESTIONNAIRES) for language in ("de", "en"))
    assert replace(in_language(german, "en"), language="en") == english
    assert replace(in_language(english, "de"), language="de") == german
    assert in_language(german, "de") == german
    texts = [{step.deed for step in plan(case).steps} for case in (german, english)]
    assert not texts[0] & texts[1]


def test_what_somebody_changed_stays_as_it_is():
    case = example_case("de", QUESTIONNAIRES)
    changed = [replace(a, value="Eigener Satz.", evidence={"person": "KM"}) for a in case.answers if "step_1" in a.item]
    (step, *_) = plan(in_language(replace(case, answers=(*case.answers, *changed)), "en")).steps
    assert (step.deed, step.person) == ("Eigener Satz.", "KM")
