"""The forms of parts 1 to 3 as data for the form widget: every text in both languages, no answer in it.

A form is ``{id, phrases, minutes, status, finish, sections}``. A section is ``{id, kind, title, group?, intro?, aside?,
lead?, background?}`` and, by kind, ``questions``, the challenges to write (``challenges``) or the canvas (``canvas``).
Section and group ids are also addresses: challenge, attitude and question ids lead to the place where they are
answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lcc_diag.model.attitude_questions import Attitude, AttitudeItem, Attitudes
from lcc_diag.model.case import MAX_CHALLENGES, MAX_TEXT_LENGTH, Answer, Case, Challenge
from lcc_diag.model.circle_questions import CircleQuestion
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.execution import counted_level
from lcc_diag.model.execution_questions import Execution, ExecutionQuestion
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import EvidenceField
from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.text import LANGUAGES, Text
from lcc_diag.view.canvas import both, canvas_view, placement_view
from lcc_diag.view.chapters import CHAPTERS, RESULT
from lcc_diag.view.form_parts import (
    Json,
    background_of,
    choice_question,
    form_of,
    in_screens,
    option_list,
    questions_section,
    same,
    word,
)

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
        "title": word("canvas_title"),
        "intro": word("canvas_intro"),
        **canvas_view(questionnaires, case.challenges, results),
    }
    minutes = MINUTES["challenges"] + MINUTES["challenge"] * max(1, len(case.challenges))
    context = questionnaires.context
    first = _challenges_section(cynefin, case) | {"background": background_of(context.traps_lead, context.traps)}
    sections = [first, *rated, canvas]
    return form_of("challenges", cynefin.meta, minutes, sections, CHAPTERS["attitudes"])


def _challenges_section(cynefin: Cynefin, case: Case) -> Json:
    return {
        "id": "challenges",
        "kind": "challenges",
        "title": word("challenges_title"),
        "intro": word("challenges_intro"),
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
    parts = [
        ("story", word("story_title"), None, [story_question(cynefin, challenge.id)]),
        *indicator_parts(cynefin, challenge.id),
        ("handling", word("handling_title"), None, _handling(cynefin, challenge.id)),
    ]
    return sections_about(challenge, number, parts)


Part = tuple[str, Json, Json | None, list[Json]]
"""A section about a challenge: the end of its id, its title, what introduces it, its questions."""


def sections_about(challenge: Challenge, number: int, parts: Iterable[Part]) -> list[Json]:
    """Sections about one challenge, grouped under it, with its statement beside each."""
    group = {"id": challenge.id, "title": word("challenge_group", number=number), "note": challenge.statement}
    return [
        {
            **questions_section(f"{challenge.id}-{name}", title, questions, intro=intro),
            "group": group,
            "aside": same(challenge.statement),
        }
        for name, title, intro, questions in parts
    ]


def story_question(cynefin: Cynefin, challenge: str) -> Json:
    """An event from daily work, to be written down."""
    return {
        "item": "cynefin.anecdote",
        "challenge": challenge,
        "kind": "text",
        "text": both(cynefin.anecdote),
        "multiline": True,
        "rows": 6,
        "max_length": MAX_TEXT_LENGTH,
    }


def indicator_parts(cynefin: Cynefin, challenge: str) -> list[Part]:
    """How the challenge behaves, in portions that fit on a screen."""
    questions = [
        {
            **choice_question(f"cynefin.{name}", indicator.question, option_list(indicator.options, cynefin.dont_know)),
            "challenge": challenge,
        }
        for name, indicator in cynefin.indicators.items()
    ]
    parts = in_screens(questions)
    return [
        (
            f"indicators-{part}",
            word("indicators_title", part=part, parts=len(parts)),
            word("indicators_intro") if part == 1 else None,
            chunk,
        )
        for part, chunk in enumerate(parts, 1)
    ]


def handling_question(cynefin: Cynefin, challenge: str) -> Json:
    """How the challenge is dealt with today."""
    modes = {name: mode.text for name, mode in cynefin.handling.modes.items()}
    mode = choice_question("cynefin.handling", cynefin.handling.question, option_list(modes, cynefin.dont_know))
    return {**mode, "challenge": challenge}


def _handling(cynefin: Cynefin, challenge: str) -> list[Json]:
    flag = {"kind": "flag", "challenge": challenge}
    return [
        handling_question(cynefin, challenge),
        {**flag, "field": "critical", "text": both(cynefin.critical)},
        {**flag, "field": "stabilised", "text": both(cynefin.stabilised), "only_if": "critical"},
    ]


# --- part 2: attitudes ------------------------------------------------------------------------------------------------


def attitudes_form(questionnaires: Questionnaires) -> Json:
    """Part 2: per attitude its observable behaviours, then its ladder of described levels."""
    attitudes = questionnaires.attitudes
    sections = [
        entry
        for name, dimension in attitudes.dimensions.items()
        for entry in attitude_sections(attitudes, name, dimension)
    ]
    return form_of("attitudes", attitudes.meta, MINUTES["attitudes"], sections, CHAPTERS["execution"])


def item_question(attitudes: Attitudes, item: str, entry: AttitudeItem) -> Json:
    """How often a behaviour was to be seen."""
    scale = option_list(attitudes.scale, attitudes.dont_know)
    return {**choice_question(f"attitudes.{item}", entry.text, scale), "scale": True}


def attitude_sections(attitudes: Attitudes, name: str, dimension: Attitude) -> list[Json]:
    """The behaviours of one attitude, then its ladder."""
    group = {"id": name, "title": both(dimension.name)}
    items = [item_question(attitudes, item, entry) for item, entry in dimension.items.items()]
    ladder_options = option_list(dimension.ladder, attitudes.dont_know, marked=True)
    ladder = choice_question(f"attitudes.{name}_ladder", attitudes.ladder_lead, ladder_options)
    return [
        {
            **questions_section(name, word("attitude_items"), items, intro=both(dimension.gloss)),
            "group": group,
            "lead": both(attitudes.lead),
        },
        {**questions_section(f"{name}-ladder", word("attitude_ladder"), [ladder]), "group": group},
    ]


# --- part 3: execution and circle -------------------------------------------------------------------------------------


def execution_form(questionnaires: Questionnaires) -> Json:
    """Part 3: the five execution questions with their evidence, then the conditions of the circle."""
    execution = questionnaires.execution
    group = {"id": "execution", "title": word("execution_group")}
    asked = [
        {
            **questions_section(name, both(question.short), [_execution_question(execution, name, question)]),
            "group": group,
        }
        for name, question in execution.questions.items()
    ]
    context = questionnaires.context
    asked[0]["background"] = background_of(context.hurdles_lead, context.hurdles)
    sections = [*asked, *_circle_sections(questionnaires)]
    return form_of("execution", execution.meta, MINUTES["execution"], sections, RESULT)


def _execution_question(execution: Execution, name: str, question: ExecutionQuestion) -> Json:
    options = option_list(question.levels, execution.dont_know, question.not_applicable, marked=True)
    evidence = [_evidence(question, name, entry) for name, entry in question.evidence.items()]
    return {**choice_question(f"execution.{name}", question.question, options), "evidence": evidence}


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
    group = {"id": "circle", "title": word("circle_group")}
    questions = [_circle_question(name, question, circle.dont_know) for name, question in circle.questions.items()]
    parts = in_screens(questions)
    return [
        {
            **questions_section(
                f"circle-{part}",
                word("circle_title", part=part, parts=len(parts)),
                chunk,
                intro=both(circle.lead) if part == 1 else None,
            ),
            "group": group,
        }
        for part, chunk in enumerate(parts, 1)
    ]


def _circle_question(name: str, question: CircleQuestion, dont_know: Text) -> Json:
    asked = choice_question(f"circle.{name}", question.question, option_list(question.choices, dont_know))
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


def with_change(answer: Answer, field: str, case: Case) -> Answer:
    """The answer as ``case`` holds it, with ``field`` of its evidence as in ``answer``; without one, ``answer`` itself.

    The rest of ``answer`` is what its browser knew, which another browser may have changed since.
    """
    place = (answer.respondent, answer.round, answer.item, answer.challenge)
    for stored in case.answers:
        if (stored.respondent, stored.round, stored.item, stored.challenge) == place:
            evidence = {name: entry for name, entry in stored.evidence.items() if name != field}
            if field in answer.evidence:
                evidence[field] = answer.evidence[field]
            return replace(answer, value=stored.value, evidence=evidence)
    return answer


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
