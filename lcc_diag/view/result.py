"""The result of a case as one plain context: texts, numbers and tables in reading order, without any markup.

The page on screen is made from it, and so are text, documents, slides and tables.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lcc_diag.i18n import check_language, phrase
from lcc_diag.model.case import Case
from lcc_diag.model.decision import COLLECT
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.view.challenges import challenges
from lcc_diag.view.charts import charts
from lcc_diag.view.circle import circle
from lcc_diag.view.costs import costs
from lcc_diag.view.documents import documents
from lcc_diag.view.findings import Findings
from lcc_diag.view.flips import flips
from lcc_diag.view.method import method
from lcc_diag.view.plan import plan
from lcc_diag.view.reasons import reasons
from lcc_diag.view.stability import stability
from lcc_diag.view.steps import begin, conditions, monday
from lcc_diag.view.suggestions import in_brief
from lcc_diag.view.unknown import unknown
from lcc_diag.view.verdict import verdict
from lcc_diag.view.workshop.summary import workshop_part

ORDER = (
    "verdict",
    "reasons",
    "monday",
    "conditions",
    "begin",
    "plan",
    "circle",
    "costs",
    "challenges",
    "charts",
    "workshop",
    "stability",
    "flips",
    "unknown",
    "documents",
    "method",
)
"""Sections in reading order: what is recommended and why, what to do, what was found, how far it can be relied on, and
what to take away."""

_FIRST_TO_COLLECT = ("verdict", "reasons", "monday", "unknown", "workshop")
ORDER_TO_COLLECT = (*_FIRST_TO_COLLECT, *(name for name in ORDER if name not in _FIRST_TO_COLLECT))
"""Reading order while answers are missing: what is open comes before what is known in part."""

LABELS = (
    "answers_show",
    "why_label",
    "table_show",
    "details_show",
    "change_answers",
    "answer_there",
    "language_switch",
    "enter_there",
    "how_worked_out",
    "suggestions_title",
    "people_title",
    "sprints_title",
    "dates_title",
    "on_this_page",
    "to_documents",
)
COLUMNS = (
    "deed",
    "person",
    "due",
    "what",
    "where",
    "since",
    "noticed",
    "minutes",
    "part",
    "asked",
    "when",
    "appointment",
)
"""Columns of tables on screen that documents name in the same words."""


def result_view(
    case: Case,
    diagnosis: Diagnosis,
    questionnaires: Questionnaires,
    language: str,
    insight: Insight | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """Everything the result says, in one language, JSON-ready; user text appears unchanged, as data.

    Keys: ``language``, ``title``, ``order`` (sections in reading order), ``labels`` (wording of controls), and one key
    per section of ``ORDER``; a section that has nothing to say here is ``None``. Without ``insight`` the sections made
    from it say in ``pending`` that they are being computed, see ``failed``. ``today`` decides what lies in the past
    (default: nothing does).
    Raises ``InputError`` for an unknown language.
    """
    found = Findings.of(case, diagnosis, questionnaires, check_language(language), insight, today)
    collecting = diagnosis.recommendation.outcome == COLLECT
    return {
        "language": language,
        "title": found.say("page_title"),
        "order": list(ORDER_TO_COLLECT if collecting else ORDER),
        "labels": _labels(found),
        "verdict": verdict(found),
        "reasons": reasons(found),
        "stability": stability(found),
        "flips": flips(found),
        "monday": monday(found),
        "conditions": conditions(found),
        "begin": begin(found),
        "plan": _plan(found),
        "circle": circle(found),
        "costs": costs(found),
        "documents": documents(found),
        "challenges": challenges(found),
        "charts": charts(found),
        "unknown": unknown(found),
        "workshop": workshop_part(found),
        "method": method(found),
    }


def _plan(found: Findings) -> dict[str, Any]:
    """The plan beside the conditions, whose wording it does not repeat."""
    told = plan(found)
    return told | {"suggestions": in_brief(found, told["suggestions"])}


def _labels(found: Findings) -> dict[str, str]:
    columns = {f"column_{name}": phrase(f"document.column_{name}", found.language) for name in COLUMNS}
    labels = {name: found.say(name) for name in LABELS}
    return labels | columns | {"table": phrase("document.table", found.language)}


def failed(view: dict[str, Any]) -> dict[str, Any]:
    """The view with sections that say they could not be computed, in place of those that wait."""
    text = phrase("stability.failed", view["language"])
    told = {
        name: {**{key: entry for key, entry in part.items() if key != "pending"}, "failed": text}
        for name in view["order"]
        if isinstance(part := view[name], dict) and "pending" in part
    }
    return view | told | {"verdict": view["verdict"] | {"stability": None}}
