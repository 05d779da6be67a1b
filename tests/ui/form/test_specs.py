"""The forms as data: complete, in both languages, and silent about domains until the canvas."""

import json
from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.items import item_ids
from lcc_diag.view import forms
from lcc_diag.view.plan_form import plan_form

CASE = Case(
    challenges=(Challenge("c1", "Das ERP läuft."),),
    respondents=(Respondent("r1", "md"),),
    answers=(
        Answer("t0", "r1", "costs.people", 6, "c1"),
        Answer("t0", "r1", "costs.adoption_low", 30),
        Answer("t0", "r1", "costs.coach_eur", 2400),
    ),
)


def specs():
    questionnaires = load()
    return [
        forms.challenges_form(questionnaires, CASE),
        forms.attitudes_form(questionnaires),
        forms.execution_form(questionnaires),
        plan_form(questionnaires, CASE, diagnose(CASE, questionnaires, date(2026, 3, 2))),
    ]


def walk(value):
    """Every mapping inside a JSON value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for entry in value if isinstance(value, list) else []:
        yield from walk(entry)


def test_every_item_is_asked_once():
    asked = [entry["item"] for spec in specs() for entry in walk(spec) if "item" in entry]
    assert sorted(asked) == sorted(item_ids(load()))


@pytest.mark.parametrize("number", range(4))
def test_every_text_is_there_in_both_languages(number):
    spec = json.loads(json.dumps(specs()[number]))
    texts = [entry for entry in walk(spec["sections"]) if "de" in entry or "en" in entry]
    assert len(texts) > 50
    assert all(entry["de"].strip() and entry["en"].strip() for entry in texts)


def test_section_and_group_ids_are_distinct():
    for spec in specs():
        ids = [section["id"] for section in spec["sections"]]
        assert len(ids) == len(set(ids))


def test_no_domain_is_named_before_the_canvas():
    sections = json.dumps(specs()[0]["sections"][:-1], ensure_ascii=False)
    names = [name for domain in load().cynefin.domains.values() for name in (domain.name.de, domain.name.en)]
    assert [name for name in names if name in sections] == []


def test_dont_know_is_the_last_option_of_every_choice():
    choices = [entry for spec in specs() for entry in walk(spec) if entry.get("kind") in ("choice", "number")]
    asked = [entry["options"] for entry in choices if "item" in entry and not entry.get("optional")]
    assert len(asked) == 46
    assert all(options[-1]["value"] == "dk" and options[-1]["apart"] for options in asked)
