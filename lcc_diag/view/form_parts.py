"""The pieces a form is made of, as data for the form widget: every text in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcc_diag.i18n import phrases, section
from lcc_diag.model.case import DONT_KNOW, NOT_APPLICABLE
from lcc_diag.model.questions import Meta, Named
from lcc_diag.model.text import LANGUAGES, Text
from lcc_diag.view.canvas import both

Json = dict[str, Any]

PER_SCREEN = 4
"""Questions with long options on one laptop screen."""


def form_of(name: str, meta: Meta, minutes: float, sections: list[Json], next_chapter: str) -> Json:
    """A whole form; ``minutes``: how long it takes, ``next_chapter``: where it leads."""
    return {
        "id": name,
        "phrases": {language: phrases("form", language) for language in LANGUAGES},
        "minutes": minutes,
        "status": both(meta.status),
        "finish": {"text": word(f"finish_{name}"), "href": f"{next_chapter}.ipynb"},
        "sections": sections,
    }


def background_of(lead: Text, entries: Mapping[str, Named]) -> Json:
    """Something to read beside the questions, folded away; it is never scored."""
    return {"title": both(lead), "entries": [{"name": both(e.name), "text": both(e.text)} for e in entries.values()]}


def word(key: str, **values: Any) -> Json:
    """A wording of the form in every language, with its fields filled in."""
    return {language: text.format(**values) for language, text in both(section("form")[key]).items()}


def same(text: str) -> Json:
    """What somebody wrote is the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def in_screens(questions: list[Json]) -> list[list[Json]]:
    """The questions in portions that fit on one screen."""
    return [questions[start : start + PER_SCREEN] for start in range(0, len(questions), PER_SCREEN)]


def questions_section(name: str, title: Json, questions: list[Json], intro: Json | None = None) -> Json:
    """A section of questions, one screen on a laptop."""
    return {
        "id": name,
        "kind": "questions",
        "title": title,
        "questions": questions,
        **({"intro": intro} if intro else {}),
    }


def choice_question(item: str, text: Text, options: list[Json]) -> Json:
    """A question to choose an answer to."""
    return {"item": item, "kind": "choice", "text": both(text), "options": options}


def option_list(
    choices: Mapping[Any, Text], dont_know: Text, not_applicable: Text | None = None, marked: bool = False
) -> list[Json]:
    """The options in order, then – set apart – "not applicable" and "don't know". ``marked``: with their number."""
    given = [
        {"value": value, "text": both(text), **({"mark": str(value)} if marked else {})}
        for value, text in choices.items()
    ]
    apart = [(NOT_APPLICABLE, not_applicable), (DONT_KNOW, dont_know)]
    return given + [{"value": value, "text": both(text), "apart": True} for value, text in apart if text]
