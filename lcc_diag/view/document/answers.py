"""The answers of a case as a tidy table, one row per answer, with a dictionary of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Answer, Case, Role
from lcc_diag.model.questions import EvidenceField
from lcc_diag.store.workshop_shape import WORKSHOPS, without_dots
from lcc_diag.view.answers import answer_text, entered_text, entry_of, question_text
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop.group_rows import workshop_rows

COLUMNS = ("round", "respondent", "role", "challenge", "item", "question", "value", "text", "day")


def shareable(case: Case) -> Case:
    """The case without answers that would say what a single one of several people thinks of the attitudes.

    Staff's answers are left out, and the attitudes as soon as two leaders answered about them: on screen they are
    shown as a mean only (methods B.5). Nor does a workshop's result say anything about a single one. A case in which
    there is nothing to leave out is returned as it is.
    """
    case = _without_dots(case)
    roles = {person.id: person.role for person in case.respondents}
    leaders = _leaders_about_attitudes(case)
    kept = tuple(answer for answer in case.answers if _may_leave(answer, roles, leaders))
    if len(kept) == len(case.answers):
        return case
    people = tuple(person for person in case.respondents if person.role != "staff")
    return replace(case, respondents=people, answers=kept)


def _without_dots(case: Case) -> Case:
    """The store keeps none; a case made elsewhere might hold some."""
    held = case.extra.get(WORKSHOPS)
    shared = without_dots(held)
    return case if shared == held else replace(case, extra={**case.extra, WORKSHOPS: shared})


def _leaders_about_attitudes(case: Case) -> int:
    leaders = {person.id for person in case.respondents if person.role != "staff"}
    return len({a.respondent for a in case.answers if _about_attitudes(a) and a.respondent in leaders})


def _about_attitudes(answer: Answer) -> bool:
    return answer.item.startswith("attitudes.")


def _may_leave(answer: Answer, roles: Mapping[str, Role], leaders: int) -> bool:
    return roles.get(answer.respondent) != "staff" and (leaders < 2 or not _about_attitudes(answer))


def answer_table(found: Findings) -> dict[str, Any]:
    """``columns`` as ``{id, name}`` and ``rows`` of plain values: the answers that count and may leave the room, then
    the values of groups from workshops."""
    names = [{"id": name, "name": phrase(f"document.answer_{name}", found.language)} for name in COLUMNS]
    rows = [row for answer in _counted(found) for row in _rows(found, answer)]
    return {"columns": names, "rows": [*rows, *workshop_rows(found)]}


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
    """The latest answers that may leave the room, in the order of the items' first answer."""
    leaders = _leaders_about_attitudes(found.case)
    for given in found.answers.given.values():
        yield from (answer for answer in given.values() if _may_leave(answer, found.answers.roles, leaders))


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
