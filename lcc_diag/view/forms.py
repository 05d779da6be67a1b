"""The forms of parts 1 to 3 as data for the form widget: every text in both languages, no answer in it.

A form is ``{id, phrases, minutes, status, finish, sections}``. A section is ``{id, kind, title, group?, intro?, aside?,
lead?, background?}`` and, by kind, ``questions``, the challenges to write (``challenges``) or the canvas (``canvas``).
Section and group ids are also addresses: challenge, attitude and question ids lead to the place where they are
answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lcc_diag.i18n import phrases, section
from lcc_diag.model.case import DONT_KNOW, MAX_CHALLENGES, MAX_TEXT_LENGTH, NOT_APPLICABLE, Case, Challenge
from lcc_diag.model.execution import counted_level
from lcc_diag.model.questionnaires import (
    Attitude,
    Attitudes,
    CircleQuestion,
    Cynefin,
    EvidenceField,
    Execution,
    ExecutionQuestion,
    Meta,
    Named,
    Questionnaires,
)
from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.text import LANGUAGES, Text
from lcc_diag.view.canvas import both, canvas_view, placement_view
from lcc_diag.view.chapters import CHAPTERS, RESULT

Json = dict[str, Any]

PER_SCREEN = 4
"""Questions with long options on one laptop screen."""

MINUTES = {"challenge": 4.0, "challenges": 2.0, "attitudes": 6.0, "execution": 5.0}
"""Estimates, shown as "about … minutes left": a quarter of a minute for a choice, more where something is written."""


# --- part 1: challenges -----------------------------------------------------------------------------------------------


def challenges_form(questionnaires: Questionnaires, case: Case, results: Iterable[ChallengeResult] = ()) -> Json:
    """Part 1: write challenges down, rate each, then see them on the canvas. No domain is named before the canvas.

    ``results``: the classified challenges of the diagnosis, in any order; without them the canvas is empty.
    """
    cynefin = questionnaires.cynefin
    rated = [entry for number, c in enumerate(case.challenges, 1) for entry in _challenge_sections(cynefin, c, number)]
    canvas = {
        "id": "canvas",
        "kind": "canvas",
        "title": _word("canvas_title"),
        "intro": _word("canvas_intro"),
        **canvas_view(questionnaires, case.challenges, results),
    }
    minutes = MINUTES["challenges"] + MINUTES["challenge"] * max(1, len(case.challenges))
    context = questionnaires.context
    first = _challenges_section(cynefin, case) | {"background": _background(context.traps_lead, context.traps)}
    sections = [first, *rated, canvas]
    return _form("challenges", cynefin.meta, minutes, sections, CHAPTERS["attitudes"])


def _challenges_section(cynefin: Cynefin, case: Case) -> Json:
    return {
        "id": "challenges",
        "kind": "challenges",
        "title": _word("challenges_title"),
        "intro": _word("challenges_intro"),
        "lead": both(cynefin.statement),
        "hint": both(cynefin.statement_hint),
        "maximum": MAX_CHALLENGES,
        "max_length": cynefin.statement_max_length,
        "challenges": [
            {
                "id": challenge.id,
                "statement": challenge.statement,
                "topic": challenge.topic,
                "critical": challenge.critical,
                "stabilised": challenge.stabilised,
                "placement": placement_view(challenge),
            }
            for challenge in case.challenges
        ],
        "suggestions": [
            {"id": name, "topic": typical.topic, "text": both(typical.statement)}
            for name, typical in cynefin.typical_challenges.items()
        ],
    }


def _challenge_sections(cynefin: Cynefin, challenge: Challenge, number: int) -> list[Json]:
    """Story, indicators and handling of one challenge, in the order of methods A.3."""
    group = {"id": challenge.id, "title": _word("challenge_group", number=number), "note": challenge.statement}
    parts = [
        ("story", _word("story_title"), None, [_story(cynefin, challenge.id)]),
        *_indicator_parts(cynefin, challenge.id),
        ("handling", _word("handling_title"), None, _handling(cynefin, challenge.id)),
    ]
    return [
        {
            **_questions(f"{challenge.id}-{name}", title, questions, intro=intro),
            "group": group,
            "aside": _same(challenge.statement),
        }
        for name, title, intro, questions in parts
    ]


def _story(cynefin: Cynefin, challenge: str) -> Json:
    return {
        "item": "cynefin.anecdote",
        "challenge": challenge,
        "kind": "text",
        "text": both(cynefin.anecdote),
        "multiline": True,
        "rows": 6,
        "max_length": MAX_TEXT_LENGTH,
    }


def _indicator_parts(cynefin: Cynefin, challenge: str) -> list[tuple[str, Json, Json | None, list[Json]]]:
    questions = [
        {
            **_choice(f"cynefin.{name}", indicator.question, _options(indicator.options, cynefin.dont_know)),
            "challenge": challenge,
        }
        for name, indicator in cynefin.indicators.items()
    ]
    parts = _screens(questions)
    return [
        (
            f"indicators-{part}",
            _word("indicators_title", part=part, parts=len(parts)),
            _word("indicators_intro") if part == 1 else None,
            chunk,
        )
        for part, chunk in enumerate(parts, 1)
    ]


def _handling(cynefin: Cynefin, challenge: str) -> list[Json]:
    modes = {name: mode.text for name, mode in cynefin.handling.modes.items()}
    mode = _choice("cynefin.handling", cynefin.handling.question, _options(modes, cynefin.dont_know))
    flag = {"kind": "flag", "challenge": challenge}
    return [
        {**mode, "challenge": challenge},
        {**flag, "field": "critical", "text": both(cynefin.critical)},
        {**flag, "field": "stabilised", "text": both(cynefin.stabilised), "only_if": "critical"},
    ]


# --- part 2: attitudes ------------------------------------------------------------------------------------------------


def attitudes_form(questionnaires: Questionnaires) -> Json:
    """Part 2: per attitude its observable behaviours, then its ladder of described levels."""
    attitudes = questionnaires.attitudes
    sections = [
        entry for name, dimension in attitudes.dimensions.items() for entry in _attitude(attitudes, name, dimension)
    ]
    return _form("attitudes", attitudes.meta, MINUTES["attitudes"], sections, CHAPTERS["execution"])


def _attitude(attitudes: Attitudes, name: str, dimension: Attitude) -> list[Json]:
    group = {"id": name, "title": both(dimension.name)}
    scale = _options(attitudes.scale, attitudes.dont_know)
    items = [
        {**_choice(f"attitudes.{item}", entry.text, scale), "scale": True} for item, entry in dimension.items.items()
    ]
    ladder_options = _options(dimension.ladder, attitudes.dont_know, marked=True)
    ladder = _choice(f"attitudes.{name}_ladder", attitudes.ladder_lead, ladder_options)
    return [
        {
            **_questions(name, _word("attitude_items"), items, intro=both(dimension.gloss)),
            "group": group,
            "lead": both(attitudes.lead),
        },
        {**_questions(f"{name}-ladder", _word("attitude_ladder"), [ladder]), "group": group},
    ]


# --- part 3: execution and circle -------------------------------------------------------------------------------------


def execution_form(questionnaires: Questionnaires) -> Json:
    """Part 3: the five execution questions with their evidence, then the conditions of the circle."""
    execution = questionnaires.execution
    group = {"id": "execution", "title": _word("execution_group")}
    asked = [
        {**_questions(name, both(question.short), [_execution_question(execution, name, question)]), "group": group}
        for name, question in execution.questions.items()
    ]
    context = questionnaires.context
    asked[0]["background"] = _background(context.hurdles_lead, context.hurdles)
    sections = [*asked, *_circle_sections(questionnaires)]
    return _form("execution", execution.meta, MINUTES["execution"], sections, RESULT)


def _execution_question(execution: Execution, name: str, question: ExecutionQuestion) -> Json:
    options = _options(question.levels, execution.dont_know, question.not_applicable, marked=True)
    evidence = [_evidence(question, name, entry) for name, entry in question.evidence.items()]
    return {**_choice(f"execution.{name}", question.question, options), "evidence": evidence}


def _evidence(question: ExecutionQuestion, name: str, entry: EvidenceField) -> Json:
    needed_for = [level for level, needs in question.caps.items() if any(need.field == name for need in needs)]
    return {
        "field": name,
        "label": both(entry.label),
        "kind": entry.kind,
        "unit": entry.unit and both(entry.unit),
        "minimum": entry.minimum,
        "maximum": entry.maximum,
        "max_length": MAX_TEXT_LENGTH if entry.kind == "text" else None,
        "choices": [{"value": value, "text": both(text)} for value, text in entry.choices.items()],
        "needed_for": needed_for,
    }


def _circle_sections(questionnaires: Questionnaires) -> list[Json]:
    circle = questionnaires.circle
    group = {"id": "circle", "title": _word("circle_group")}
    questions = [_circle_question(name, question, circle.dont_know) for name, question in circle.questions.items()]
    parts = _screens(questions)
    return [
        {
            **_questions(
                f"circle-{part}",
                _word("circle_title", part=part, parts=len(parts)),
                chunk,
                intro=both(circle.lead) if part == 1 else None,
            ),
            "group": group,
        }
        for part, chunk in enumerate(parts, 1)
    ]


def _circle_question(name: str, question: CircleQuestion, dont_know: Text) -> Json:
    asked = _choice(f"circle.{name}", question.question, _options(question.choices, dont_know))
    if question.hint:
        asked["hint"] = both(question.hint)
    if question.kind == "number":
        limits = {"minimum": question.minimum, "maximum": question.maximum, "whole": True}
        return {**asked, **limits, "kind": "number", "unit": question.unit and both(question.unit)}
    return asked


# --- answers ----------------------------------------------------------------------------------------------------------


def answers_of(case: Case, respondent: str, round: str) -> dict[str, Json]:
    """The answers of one respondent in one round as the form takes them: ``{item@challenge: {value, evidence}}``."""
    return {
        f"{answer.item}@{answer.challenge}" if answer.challenge else answer.item: {
            "value": answer.value,
            "evidence": dict(answer.evidence),
        }
        for answer in case.answers
        if answer.respondent == respondent and answer.round == round
    }


def evidence_remark(item: str, value: Any, evidence: Mapping[str, Any], execution: Execution, day: date) -> Json | None:
    """What to say beneath an execution answer whose level counts for less than chosen; ``None`` if there is nothing.

    ``day``: what the dates given as evidence are compared with (methods D).
    """
    question = execution.questions.get(item.removeprefix("execution."))
    if question is None or not isinstance(value, int):
        return None
    counted, missing = counted_level(value, evidence, question, day)
    if not missing:
        return None
    return {
        language: execution.evidence_missing[language].format(
            level=counted, fields=", ".join(question.evidence[name].label[language] for name in missing)
        )
        for language in LANGUAGES
    }


# --- building blocks --------------------------------------------------------------------------------------------------


def _form(name: str, meta: Meta, minutes: float, sections: list[Json], next_chapter: str) -> Json:
    return {
        "id": name,
        "phrases": {language: phrases("form", language) for language in LANGUAGES},
        "minutes": minutes,
        "status": both(meta.status),
        "finish": {"text": _word(f"finish_{name}"), "href": f"{next_chapter}.ipynb"},
        "sections": sections,
    }


def _background(lead: Text, entries: Mapping[str, Named]) -> Json:
    """Something to read beside the questions, folded away; it is never scored."""
    return {"title": both(lead), "entries": [{"name": both(e.name), "text": both(e.text)} for e in entries.values()]}


def _word(key: str, **values: Any) -> Json:
    """A wording of the form in every language, with its fields filled in."""
    return {language: text.format(**values) for language, text in both(section("form")[key]).items()}


def _same(text: str) -> Json:
    """What somebody wrote is the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def _screens(questions: list[Json]) -> list[list[Json]]:
    """The questions in portions that fit on one screen."""
    return [questions[start : start + PER_SCREEN] for start in range(0, len(questions), PER_SCREEN)]


def _questions(name: str, title: Json, questions: list[Json], intro: Json | None = None) -> Json:
    return {
        "id": name,
        "kind": "questions",
        "title": title,
        "questions": questions,
        **({"intro": intro} if intro else {}),
    }


def _choice(item: str, text: Text, options: list[Json]) -> Json:
    return {"item": item, "kind": "choice", "text": both(text), "options": options}


def _options(
    choices: Mapping[Any, Text], dont_know: Text, not_applicable: Text | None = None, marked: bool = False
) -> list[Json]:
    """The options in order, then – set apart – "not applicable" and "don't know". ``marked``: with their number."""
    given = [
        {"value": value, "text": both(text), **({"mark": str(value)} if marked else {})}
        for value, text in choices.items()
    ]
    apart = [(NOT_APPLICABLE, not_applicable), (DONT_KNOW, dont_know)]
    return given + [{"value": value, "text": both(text), "apart": True} for value, text in apart if text]
