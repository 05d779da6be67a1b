"""What a participant takes away: every own answer in words, in one file that needs and sends nothing; and the privacy
sheet as a page. Both are looked at in Chromium, on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

import lcc_diag
from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import ask_again, reveal, seal
from lcc_diag.view.workshop.own_answers import own_answers
from lcc_diag.view.workshop.paper import paper_items
from lcc_diag.view.workshop.privacy import Place, privacy_view
from tests.view.workshops import CONTENT, HOSTILE, SECRETS, STATEMENTS, case_with, workshop_with

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(lcc_diag.__file__).parent / "server" / "templates"), autoescape=True
)
PHONE = {"width": 390, "height": 844}
GIVEN = {
    ("cynefin.handling", "c2"): "expert_project",
    ("prediction.resilience", None): 4,
    ("attitudes.ps1", None): DONT_KNOW,
    ("attitudes.growth_mindset_ladder", None): 2,
    ("attitudes.gm1", None): 5,
    ("cynefin.novelty", "c2"): "c",
    ("cynefin.anecdote", "c1"): HOSTILE,
}


def own(language="de", answers=None, begun=None, case=None):
    answers = {1: GIVEN} if answers is None else answers
    return own_answers(begun or workshop_with(), case or case_with(), "leader", answers, CONTENT, language)


def items(view, number=0):
    return [
        (group["title"], item["question"], item["answer"])
        for group in view["rounds"][number]["groups"]
        for item in group["items"]
    ]


def file_of(view):
    return TEMPLATES.get_template("own_answers.html.j2").render(own=view)


def test_answers_stand_with_their_questions_in_the_order_they_were_asked():
    told = items(own())
    assert [title for title, _, _ in told] == [
        STATEMENTS[0],
        STATEMENTS[1],
        STATEMENTS[1],
        "Lernhaltung (Growth Mindset)",
        "Lernhaltung (Growth Mindset)",
        "Psychologische Sicherheit",
        "Meine Schätzung",
    ]
    assert told[0][1:] == ("Mein Ereignis", HOSTILE)
    assert told[1][1] == "Wurde so etwas schon einmal gelöst?"
    assert told[1][2].startswith("Ähnliches ja")
    assert told[3][2] == "5 – fast immer"
    assert told[4][2].startswith("2 – Einzelne lernen")
    assert told[5][2] == "Nicht erlebt / weiß ich nicht"
    assert told[6][2].startswith("4 – ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", [{}, {"parts": "pulse"}])
def test_every_answer_there_can_be_has_words(settings, language):
    begun = workshop_with(**settings)
    for item in paper_items(begun, "md", CONTENT):
        for value in set(item.keys.values()):
            ((_, question, answer),) = items(own(language, {1: {item.key: value}}, begun))
            assert question
            assert answer not in ("", str(value))


def test_rounds_stay_apart_and_what_is_gone_is_said():
    revealed = reveal(seal(workshop_with()), 1, {"challenges": []}, {})
    second = {("cynefin.novelty", "c9"): "a", ("cynefin.unknown", "c1"): "a"}
    view = own("en", {2: second, 1: GIVEN}, ask_again(revealed, ("c9",)))
    assert [entry["title"] for entry in view["rounds"]] == ["Round 1", "Round 2"]
    assert items(view, 1) == [
        (
            "A challenge that is not there any more",
            "Has something like this been solved before?",
            "Yes, by us, several times; there are instructions.",
        )
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_and_name_of_the_file_come_from_nobody(language):
    case = replace(case_with(HOSTILE, HOSTILE), organisation=HOSTILE)
    view = own(language, case=case)
    assert re.fullmatch(r"[a-z0-9-]+\.html", view["file"])
    assert "2026-11-23" in view["file"]
    page = file_of(view)
    title = re.search(r"<title>(.*)</title>", page)[1]
    assert title == {"de": "Meine Antworten", "en": "My answers"}[language]
    assert not any(secret in page for secret in SECRETS)
    assert {"de": "nirgends sonst gespeichert", "en": "stored nowhere else"}[language] in page


def test_somebody_who_answered_nothing_is_told_so():
    for answers in ({}, {1: {}}):
        view = own(answers=answers)
        assert view["rounds"] == []
        assert view["nothing"] in file_of(view)


def test_the_file_holds_nothing_that_runs_or_loads():
    page = file_of(own())
    assert not re.search(r"<script|<img|<iframe|@import|url\(|\shref=\"(?!data:)|\son\w+=", page)
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page


# --- as a page --------------------------------------------------------------------------------------------------


def privacy_page(language):
    begun = workshop_with(purpose=HOSTILE, responsible="Dr. Eva Beispiel", named_leaders=True)
    sheet = privacy_view(begun, HOSTILE, CONTENT, Place("file", "x" * 80, "laptop-7"), language, logged=False)
    return TEMPLATES.get_template("privacy.html.j2").render(
        sheet=sheet, back="../abc", asset=lambda name: f"/none/{name}"
    ), sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_page_has_every_sentence_in_one_language_and_leads_back(language):
    page, sheet = privacy_page(language)
    assert f'<html lang="{language}">' in page
    assert f'href="../abc?lang={language}"' in page
    assert f'href="?lang={"en" if language == "de" else "de"}"' in page
    assert "<script" not in page
    assert all(item["label"] in page for item in [*sheet["items"], *sheet["legal"]])


@pytest.mark.browser
def test_both_pages_fit_a_phone_and_have_no_barriers(chromium, axe):
    context = chromium.new_context(viewport=PHONE)
    for content in (file_of(own()), file_of(own("en")), privacy_page("de")[0], privacy_page("en")[0]):
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        page.set_content(content.replace("Content-Security-Policy", "x-not-here"), wait_until="domcontentloaded")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run().then(result => result.violations.map(one => one.id + ': ' + one.nodes[0].html))"
        )
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert not page.evaluate("'hit' in window")
    context.close()
