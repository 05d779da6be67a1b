"""Part 4 as data for the form widget: steps, visible results, the circle's people and dates, the own figures.

Everything here may stay empty. A section of kind ``entries`` stands on one screen also on a phone; rows of one entry
(``row``) appear as they are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.items import MAX_ENTRY_LENGTH
from lcc_diag.model.plan_questions import Entry, EntrySection
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import EvidenceField
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view.canvas import both
from lcc_diag.view.chapters import RESULT
from lcc_diag.view.cost_questions import automation_asked, challenges_asked, general_asked
from lcc_diag.view.findings import Findings
from lcc_diag.view.form_parts import Json, form_of, same, word
from lcc_diag.view.plan import plan


def plan_form(questionnaires: Questionnaires, case: Case, diagnosis: Diagnosis) -> Json:
    """Part 4 of a diagnosed case; what its result suggests is offered beside the empty steps."""
    told = {name: Findings.of(case, diagnosis, questionnaires, name) for name in LANGUAGES}
    plan = [_section("plan", name, section) for name, section in questionnaires.plan.sections.items()]
    plan[0]["suggestions"] = _suggestions(told)
    sections = [*plan, *_cost_sections(told[LANGUAGES[0]])]
    return form_of("plan", questionnaires.plan.meta, 0, sections, RESULT)


def _cost_sections(found: Findings) -> Iterator[Json]:
    """Only what something can be worked out from (``view/cost_questions.py``)."""
    costs = found.questionnaires.costs.sections
    if names := general_asked(found):
        general = costs["general"]
        yield _section("costs", "general", replace(general, entries={name: general.entries[name] for name in names}))
    for number, challenge in challenges_asked(found):
        yield _for_challenge(costs["challenge"], challenge, number)
    if automation_asked(found):
        yield _section("costs", "automation", costs["automation"])


def _section(part: str, name: str, section: EntrySection, challenge: str | None = None) -> Json:
    questions = [q for key, entry in section.entries.items() for q in _questions(f"{part}.{key}", entry, challenge)]
    return {
        "id": name,
        "kind": "entries",
        "title": both(section.title),
        "intro": both(section.intro),
        "group": {"id": part, "title": word(f"{part}_group")},
        "questions": questions,
    }


def _for_challenge(section: EntrySection, challenge: Challenge, number: int) -> Json:
    asked = _section("costs", f"costs-{challenge.id}", section, challenge.id)
    return {**asked, "title": word("costs_challenge", number=number), "aside": same(challenge.statement)}


def _questions(item: str, entry: Entry, challenge: str | None) -> Iterator[Json]:
    if entry.rows == 1:
        yield _question(item, entry, challenge)
        return
    for number in range(1, entry.rows + 1):
        row = {"of": item, "number": number, "name": both(entry.short)}
        asked = _question(f"{item}_{number}", entry, challenge) | {"row": row}
        if number > 1:
            asked.pop("hint", None)  # said once is enough
        yield asked


def _question(item: str, entry: Entry, challenge: str | None) -> Json:
    return {
        "item": item,
        "kind": "select" if entry.kind == "choice" else entry.kind,
        "optional": True,
        "text": both(entry.question),
        **_limits(entry),
        **({"multiline": True, "rows": entry.lines} if entry.lines > 1 else {}),
        **({"challenge": challenge} if challenge else {}),
        **({"hint": both(entry.hint)} if entry.hint else {}),
        **({"fields": [_field(name, field) for name, field in entry.fields.items()]} if entry.fields else {}),
    }


def _field(name: str, field: EvidenceField) -> Json:
    return {"field": name, "label": both(field.label), "kind": field.kind, **_limits(field)}


def _limits(entry: Entry | EvidenceField) -> dict[str, Any]:
    return {
        "unit": entry.unit and both(entry.unit),
        "minimum": entry.minimum,
        "maximum": entry.maximum,
        "max_length": MAX_ENTRY_LENGTH if entry.kind == "text" else None,
        "choices": [{"value": value, "text": both(text)} for value, text in entry.choices.items()],
    }


def _suggestions(told: dict[str, Findings]) -> list[Json]:
    """The plan's suggestions with their texts in every language."""
    by_language = {name: {entry["id"]: entry for entry in plan(found)["suggestions"]} for name, found in told.items()}
    first = by_language[LANGUAGES[0]]
    return [
        {
            "id": id_,
            "label": {name: entries[id_]["label"] for name, entries in by_language.items()},
            "text": {name: entries[id_]["text"] for name, entries in by_language.items()},
        }
        for id_ in first
    ]
