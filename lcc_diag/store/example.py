"""The worked example: the machine builder of the first article, invented in its details, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.case_file import write_case

ROUND = "t0"


@cache
def _source() -> dict[str, Any]:
    text = resources.files("lcc_diag.store").joinpath("example.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def example_case(language: str, questionnaires: Questionnaires) -> Case:
    """The example's case with its texts in ``language``."""
    source = _source()
    return Case(
        organisation=source["organisation"][language],
        language=language,
        challenges=tuple(_challenge(id_, entry, language) for id_, entry in source["challenges"].items()),
        respondents=tuple(Respondent(id_, role) for id_, role in source["respondents"].items()),
        answers=tuple(_answers(source, language, questionnaires)),
        example=True,
    )


def example_file(language: str, questionnaires: Questionnaires) -> str:
    """The example as a case file."""
    return write_case(example_case(language, questionnaires))


def in_language(case: Case, language: str) -> Case:
    """An opened example with those of its texts that nobody has changed in ``language``; all else as it is."""
    wording = {texts[other]: texts[language] for texts in _texts(_source()) for other in LANGUAGES}

    def worded(value: Any) -> Any:
        return wording.get(value, value) if isinstance(value, str) else value

    return replace(
        case,
        organisation=worded(case.organisation),
        challenges=tuple(replace(c, statement=worded(c.statement)) for c in case.challenges),
        answers=tuple(
            replace(a, value=worded(a.value), evidence={name: worded(value) for name, value in a.evidence.items()})
            for a in case.answers
        ),
    )


def _texts(source: Any) -> Iterator[dict[str, str]]:
    """Everything in ``source`` that is there in each language."""
    if not isinstance(source, dict):
        return
    if set(source) == set(LANGUAGES):
        yield source
    else:
        for part in source.values():
            yield from _texts(part)


def _worded(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, dict) else value


def _challenge(id_: str, entry: dict[str, Any], language: str) -> Challenge:
    return Challenge(id_, entry["statement"][language], topic=entry.get("topic"))


def _answers(source: dict[str, Any], language: str, questionnaires: Questionnaires) -> Iterator[Answer]:
    for challenge, entry in source["challenges"].items():
        yield Answer(ROUND, "r1", "cynefin.anecdote", entry["anecdote"][language], challenge)
        for rater, letters in entry["answers"].items():
            for indicator, letter in zip(questionnaires.cynefin.indicators, letters, strict=True):
                yield Answer(ROUND, rater, f"cynefin.{indicator}", "dk" if letter == "-" else letter, challenge)
            yield Answer(ROUND, rater, "cynefin.handling", entry["handling"], challenge)
        for name, value in entry.get("costs", {}).items():
            yield Answer(ROUND, "r1", f"costs.{name}", value, challenge)
    for rater, rows in source["attitudes"].items():
        yield from _attitude_answers(rater, rows, questionnaires)
    for section in ("execution", "circle", "costs", "plan"):
        yield from _managers_answers(section, source, language)


def _managers_answers(section: str, source: dict[str, Any], language: str) -> Iterator[Answer]:
    """Answers of the managing director; an entry of the plan may bring its fields along."""
    for name, entry in source[section].items():
        fields = source["evidence"].get(name, {}) if section == "execution" else {}
        value = entry
        if isinstance(entry, dict) and "value" in entry:
            value = entry["value"]
            fields = {field: said for field, said in entry.items() if field != "value"}
        evidence = {field: _worded(said, language) for field, said in fields.items()}
        yield Answer(ROUND, "r1", f"{section}.{name}", _worded(value, language), evidence=evidence)


def _attitude_answers(rater: str, rows: dict[str, list], questionnaires: Questionnaires) -> Iterator[Answer]:
    for dimension, values in rows.items():
        *items, ladder = values
        for item, value in zip(questionnaires.attitudes.dimensions[dimension].items, items, strict=True):
            yield Answer(ROUND, rater, f"attitudes.{item}", value)
        yield Answer(ROUND, rater, f"attitudes.{dimension}_ladder", ladder)
