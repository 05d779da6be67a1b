"""The answers of a case as a tidy table, one row per answer, with a dictionary of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Answer, Case
from lcc_diag.model.questions import EvidenceField
from lcc_diag.view.answers import answer_text, entered_text, entry_of, question_text
from lcc_diag.view.findings import Findings

COLUMNS = ("round", "respondent", "role", "challenge", "item", "question", "value", "text", "day")


def shareable(case: Case) -> Case:
    """The case without what single staff members answered; a case without staff is returned as it is."""
    staff = {person.id for person in case.respondents if person.role == "staff"}
    if not staff:
        return case
    return replace(
        case,
        respondents=tuple(person for person in case.respondents if person.id not in staff),
        answers=tuple(answer for answer in case.answers if answer.respondent not in staff),
    )


def answer_table(found: Findings) -> dict[str, Any]:
    """``columns`` as ``{id, name}`` and ``rows`` of plain values: the answers that count, staff's left out."""
    names = [{"id": name, "name": phrase(f"document.answer_{name}", found.language)} for name in COLUMNS]
    return {"columns": names, "rows": [row for answer in _counted(found) for row in _rows(found, answer)]}


def dictionary(language: str) -> list[dict[str, str]]:
    """What each column of the table of answers means."""
    return [
        {
            "id": name,
            "name": phrase(f"document.answer_{name}", language),
            "text": phrase(f"document.about_{name}", language),
        }
        for name in COLUMNS
    ]


def _counted(found: Findings) -> Iterator[Answer]:
    """The latest answer of each leader to each item, in the order of the items' first answer."""
    for given in found.answers.given.values():
        yield from (answer for person, answer in given.items() if found.answers.roles[person] != "staff")


def _rows(found: Findings, answer: Answer) -> Iterator[list[Any]]:
    day = answer.at.date().isoformat() if answer.at else ""
    who = [answer.round, answer.respondent, found.answers.roles[answer.respondent], answer.challenge or ""]
    question, text = question_text(found, answer.item), answer_text(found, answer.item, answer.value)
    yield [*who, answer.item, question, answer.value, text, day]
    for name, value in answer.evidence.items():
        if value is not None and value != "":  # a field that was emptied shows nothing
            field, said = _field(found, answer.item, name), "yes" if value is True else value
            words = phrase("document.yes", found.language) if value is True else entered_text(found, field, value)
            yield [*who, f"{answer.item}.{name}", found.word(field.label), said, words, day]


def _field(found: Findings, item: str, name: str) -> EvidenceField:
    part, _, question = item.partition(".")
    if part == "execution":
        return found.questionnaires.execution.questions[question].evidence[name]
    return entry_of(getattr(found.questionnaires, part), question).fields[name]
