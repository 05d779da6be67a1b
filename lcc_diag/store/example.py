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
    wording = {texts[other]: texts[language] for texts in _texts() for other in LANGUAGES}
    return replace(
        case,
        organisation=wording.get(case.organisation, case.organisation),
        challenges=tuple(replace(c, statement=wording.get(c.statement, c.statement)) for c in case.challenges),
        answers=tuple(replace(a, value=wording.get(a.value, a.value)) for a in case.answers),
    )


def _texts() -> Iterator[dict[str, str]]:
    source = _source()
    yield source["organisation"]
    for entry in source["challenges"].values():
        yield entry["statement"]
        yield entry["anecdote"]


def _challenge(id_: str, entry: dict[str, Any], language: str) -> Challenge:
    return Challenge(id_, entry["statement"][language], topic=entry.get("topic"))


def _answers(source: dict[str, Any], language: str, questionnaires: Questionnaires) -> Iterator[Answer]:
    for challenge, entry in source["challenges"].items():
        yield Answer(ROUND, "r1", "cynefin.anecdote", entry["anecdote"][language], challenge)
        for rater, letters in entry["answers"].items():
            for indicator, letter in zip(questionnaires.cynefin.indicators, letters, strict=True):
                yield Answer(ROUND, rater, f"cynefin.{indicator}", "dk" if letter == "-" else letter, challenge)
            yield Answer(ROUND, rater, "cynefin.handling", entry["handling"], challenge)
    for rater, rows in source["attitudes"].items():
        yield from _attitude_answers(rater, rows, questionnaires)
    for section in ("execution", "circle"):
        for question, value in source[section].items():
            yield Answer(ROUND, "r1", f"{section}.{question}", value)


def _attitude_answers(rater: str, rows: dict[str, list], questionnaires: Questionnaires) -> Iterator[Answer]:
    for dimension, values in rows.items():
        *items, ladder = values
        for item, value in zip(questionnaires.attitudes.dimensions[dimension].items, items, strict=True):
            yield Answer(ROUND, rater, f"attitudes.{item}", value)
        yield Answer(ROUND, rater, f"attitudes.{dimension}_ladder", ladder)
