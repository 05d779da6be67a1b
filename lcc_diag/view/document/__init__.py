"""A finished result as one document: what the PDF, the slides, the tables and the page are all made from."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.store.case_file import file_name, write_case
from lcc_diag.view.appointments import appointments
from lcc_diag.view.document.answers import answer_table, dictionary, shareable
from lcc_diag.view.document.blocks import fact
from lcc_diag.view.document.sections import sections, step_table
from lcc_diag.view.findings import Findings
from lcc_diag.view.result import result_view

LABELS = ("page", "of", "contents", "table", "draft", "attachment", "recommendation", "not_shown")


def document_view(
    case: Case,
    diagnosis: Diagnosis,
    insight: Insight,
    questionnaires: Questionnaires,
    language: str,
    today: date,
) -> dict[str, Any]:
    """The document in one language, JSON-ready; user text appears unchanged, as data.

    Keys: ``language``, ``title``, ``organisation``, ``date``, ``example``, ``base`` (file name without ending),
    ``status`` (``draft`` until a step has a name and a date), ``summary`` (the first page), ``steps``, ``sections``
    with their ``blocks``, ``appointments``, ``answers``, ``dictionary``, ``labels``, ``case_file`` (to be attached),
    ``calendar_id`` and ``footer``. What single staff members answered is in none of them.
    """
    view = result_view(case, diagnosis, questionnaires, language, insight, today)
    found = Findings.of(case, diagnosis, questionnaires, language, insight, today)
    status = _status(view)
    return {
        "language": language,
        "title": phrase("document.title", language),
        "organisation": case.organisation,
        "date": {"iso": today.isoformat(), "text": found.day(today)},
        "example": view["verdict"]["example"],
        "base": f"lcc-{phrase('document.base', language)}-{today.isoformat()}",
        "status": status,
        "summary": _summary(view),
        "steps": _steps(view),
        "sections": sections(view),
        "appointments": appointments(found),
        "answers": answer_table(found),
        "dictionary": dictionary(language),
        "labels": {name: phrase(f"document.{name}", language) for name in LABELS},
        "case_file": _case_file(case, language, today),
        "calendar_id": _identifier(case),
        "footer": phrase("document.footer", language),
    }


def _status(view: dict[str, Any]) -> dict[str, str]:
    part = view["plan"]["status"] if view["plan"] else {"id": "draft", "text": ""}
    return {"id": part["id"], "label": phrase(f"document.{part['id']}", view["language"]), "text": part["text"]}


def _summary(view: dict[str, Any]) -> dict[str, Any]:
    """The first page: the verdict, how sure it is, three reasons, Monday's step, and who does what by when."""
    language, sure, charts = view["language"], view["stability"], view["charts"]
    told = [(charts[name]["title"], charts[name]["sentence"]) for name in ("canvas", "attitudes", "execution")]
    return {
        "title": phrase("document.summary", language),
        "name": view["verdict"]["name"],
        "sentence": view["verdict"]["sentence"],
        "status": _rests_on(view["verdict"]["status"]),
        "way": way["text"] if (way := view["verdict"]["status"]["way"]) else "",
        "workshop": view["verdict"]["workshop"],
        "stability": f"{sure['label']['text']}. {sure['sentence']}" if sure and "label" in sure else "",
        "reasons_title": phrase("document.reasons", language),
        "reasons": [_in_one_line(reason) for reason in view["reasons"]["items"]],
        "monday_title": view["monday"]["title"],
        "monday": view["monday"]["text"],
        "steps_title": phrase("document.steps", language),
        "steps": step_table(view),
        "no_steps": phrase("document.no_steps", language),
        "facts": [fact(title, sentence) for title, sentence in told if sentence],
    }


def _steps(view: dict[str, Any]) -> list[dict[str, Any]]:
    """Deed, person and ISO date of each step, for a table to work on with."""
    given = view["plan"]["steps"] if view["plan"] else []
    return [
        {"deed": step["deed"], "person": step["person"], "due": step["due"]["iso"] if step["due"] else None}
        for step in given
    ]


def _in_one_line(reason: dict[str, Any]) -> str:
    """A reason with its detail, unless that only leads over to a list of challenges."""
    return reason["text"] if reason["about"] or not reason["detail"] else f"{reason['text']} {reason['detail']}"


def _rests_on(status: dict[str, str]) -> str:
    """What the recommendation rests on, and whose view of the attitudes it is."""
    return " ".join(filter(None, (f"{status['label']}.", status["text"], status["view"])))


def _case_file(case: Case, language: str, today: date) -> dict[str, str]:
    shared = shareable(case)
    text = phrase("document.case_file" if shared is case else "document.case_file_shared", language)
    return {"name": file_name("", today), "content": write_case(shared), "text": text}


def _identifier(case: Case) -> str:
    """What calendars know the case by: stable, and saying nothing about it."""
    first = next(iter(case.answers), None)
    known = case.extra.get("id") or (case.organisation, first and (first.item, first.respondent, str(first.at)))
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]
