"""The forms that participants fill in on their phones, as data: the same form as in the chapters, without flags,
evidence, undo and the names of domains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lcc_diag.i18n import phrases, section
from lcc_diag.model.case import Case, Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES, Text
from lcc_diag.model.workshop import ASKING, MAX_ANECDOTE_LENGTH, PREDICTION, Key, Phase, Workshop, asked, phases_of
from lcc_diag.view.canvas import both
from lcc_diag.view.form_parts import Json, choice_question, option_list, questions_section, word
from lcc_diag.view.forms import (
    Part,
    attitude_sections,
    handling_question,
    indicator_parts,
    item_question,
    sections_about,
    story_question,
)
from lcc_diag.view.workshop.naming import challenge_names

MINUTES = {"story": 2.0, "choice": 0.25}
"""Estimates per question, shown as "about … minutes left"."""


def phone_form(workshop: Workshop, case: Case, role: Role, questionnaires: Questionnaires) -> Json | None:
    """What somebody of this role is asked in the current phase; ``None`` while nothing can be answered.

    ``sections`` is empty if the phase asks only others. ``earlier``: what differs in the forms of this round's earlier
    phases, whose answers may still be changed. ``finish`` leads to no chapter: the page is told instead.
    """
    if workshop.phase not in ASKING or workshop.round.sealed:
        return None
    phases = phases_of(workshop)
    before = phases[: phases.index(workshop.phase)]
    earlier = [_questions(workshop, case, phase, role, questionnaires) for phase in before if phase in ASKING]
    return {
        **_questions(workshop, case, workshop.phase, role, questionnaires),
        "phrases": {language: _phrases(language) for language in LANGUAGES},
        "status": None,
        "finish": {"text": _word("finish")},
        "undo": False,
        "earlier": [form for form in earlier if form["sections"]],
    }


def answers_for_form(own: Mapping[Key, Any]) -> dict[str, Json]:
    """Somebody's own answers as the form takes them: ``{item@challenge: {value, evidence}}``."""
    return {
        f"{item}@{challenge}" if challenge else item: {"value": value, "evidence": {}}
        for (item, challenge), value in own.items()
    }


def _questions(workshop: Workshop, case: Case, phase: Phase, role: Role, questionnaires: Questionnaires) -> Json:
    """What a phase asks: what its form does not share with those of other phases."""
    keys = asked(workshop, phase, role, questionnaires)
    return {
        "id": f"workshop-{phase}",
        "name": _word(f"name_{phase}"),
        "minutes": MINUTES["story" if phase == "write" else "choice"] * len(keys),
        "sections": _SECTIONS[phase](workshop, case, questionnaires) if keys else [],
    }


def _phrases(language: str) -> dict[str, str]:
    """The wording of the form, with what is said differently on a phone."""
    ours = {key.removeprefix("form_"): text for key, text in phrases("participant", language).items() if "form_" in key}
    return phrases("form", language) | ours


def _word(key: str) -> Json:
    return both(section("participant")[key])


def _about(workshop: Workshop, case: Case, parts: Callable[[str], list[Part]]) -> list[Json]:
    """The same parts about one challenge of the round after the other, each called what it is called on the wall."""
    by_id, names = {challenge.id: challenge for challenge in case.challenges}, challenge_names(workshop, case)
    known = [by_id[id_] for id_ in workshop.round.challenges if id_ in by_id]
    return [
        {**entry, "group": {**entry["group"], "title": names[challenge.id]}}
        for number, challenge in enumerate(known, start=1)
        for entry in sections_about(challenge, number, parts(challenge.id))
    ]


# --- the phases -------------------------------------------------------------------------------------------------------


def _write(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> list[Json]:
    """An event for each challenge."""
    return _about(workshop, case, lambda challenge: [_story(questionnaires, challenge)])


def _story(questionnaires: Questionnaires, challenge: str) -> Part:
    question = story_question(questionnaires.cynefin, challenge)
    question |= {"max_length": MAX_ANECDOTE_LENGTH, "hint": _word("story_hint")}
    return "story", word("story_title"), None, [question]


def _answer(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> list[Json]:
    """One challenge after the other, then the attitudes."""
    rated = _about(workshop, case, lambda challenge: _rating(questionnaires, challenge))
    return rated + (_attitudes(workshop, questionnaires) if workshop.round.attitudes else [])


def _rating(questionnaires: Questionnaires, challenge: str) -> list[Part]:
    handling = handling_question(questionnaires.cynefin, challenge)
    parts = indicator_parts(questionnaires.cynefin, challenge)
    return [*parts, ("handling", word("handling_title"), None, [handling])]


def _attitudes(workshop: Workshop, questionnaires: Questionnaires) -> list[Json]:
    attitudes = questionnaires.attitudes
    if workshop.settings.parts != "pulse":
        return [
            entry
            for name, dimension in attitudes.dimensions.items()
            for entry in attitude_sections(attitudes, name, dimension)
        ]
    pulse = questionnaires.workshop.pulse
    items = [item_question(attitudes, pulse[name], entry.items[pulse[name]]) for name, entry in _pulse(questionnaires)]
    return [{**questions_section("pulse", word("attitude_items"), items), "lead": both(attitudes.lead)}]


def _pulse(questionnaires: Questionnaires) -> list[tuple[str, Any]]:
    dimensions = questionnaires.attitudes.dimensions
    return [(name, dimensions[name]) for name in questionnaires.workshop.pulse]


def _predict(workshop: Workshop, _case: Case, questionnaires: Questionnaires) -> list[Json]:
    """What leaders expect the staff to answer: before they see it."""
    questions = [_prediction(workshop, name, questionnaires) for name in questionnaires.attitudes.dimensions]
    return [questions_section("prediction", _word("predict_title"), questions, intro=_word("predict_intro"))]


def _prediction(workshop: Workshop, name: str, questionnaires: Questionnaires) -> Json:
    attitudes = questionnaires.attitudes
    dimension = attitudes.dimensions[name]
    pulse = workshop.settings.parts == "pulse"
    about = dimension.items[questionnaires.workshop.pulse[name]].text if pulse else dimension.gloss
    options = option_list(attitudes.scale, section("participant")["predict_dont_know"], marked=True)
    question = choice_question(f"{PREDICTION}{name}", _named("predict_question", dimension.name), options)
    return {**question, "scale": True, "hint": both(about)}


def _named(key: str, name: Text) -> Text:
    """A wording about something of this name."""
    wording = section("participant")[key]
    return Text(**{language: wording[language].format(name=name[language]) for language in LANGUAGES})


_SECTIONS = {"write": _write, "answer": _answer, "predict": _predict}
