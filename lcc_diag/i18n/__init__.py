"""Interface wording in every language: ``texts/<section>.yaml`` holds ``key: {de: …, en: …}``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES, Text


@cache
def section(name: str) -> dict[str, Text]:
    """All wordings of one section, by key; ``FileNotFoundError`` if there is no such section."""
    source = resources.files(__package__).joinpath("texts", f"{name}.yaml").read_text(encoding="utf-8")
    entries = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {key: Text(**wording) for key, wording in entries.items()}


def phrases(name: str, language: str) -> dict[str, str]:
    """One section in one language, as the widgets need it."""
    return {key: text[language] for key, text in section(name).items()}


def phrase(key: str, language: str, /, **values: Any) -> str:
    """The wording of ``section.key`` in ``language`` with ``{name}`` fields filled from ``values``."""
    name, _, entry = key.partition(".")
    wording = section(name)[entry][language]
    return wording.format(**values) if values else wording


def sentence(problem: Problem, language: str) -> str:
    """The problem as one sentence, preceded by where it is (file, line, id), as far as known."""
    place = ", ".join(
        str(part)
        for part in (
            problem.file,
            problem.line and phrase("problems.line", language, number=problem.line),
            problem.path,
        )
        if part
    )
    text = phrase(f"problems.{problem.code}", language, **problem.values)
    return f"{place}: {text}" if place else text


def in_both_languages(error: InputError) -> dict[str, str]:
    """The problems of ``error`` as text for a widget, one sentence a line, by language."""
    return {language: "\n".join(sentence(problem, language) for problem in error.problems) for language in LANGUAGES}


def check_language(name: str) -> str:
    """``name`` if it is a language of the workbook; otherwise ``InputError`` naming those there are."""
    if name not in LANGUAGES:
        raise InputError(Problem("language_unknown", {"name": name[:40], "languages": ", ".join(LANGUAGES)}))
    return name
