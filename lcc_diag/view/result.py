"""The result of a case as one plain context: texts, numbers and tables in reading order, without any markup.

The page on screen is made from it, and so are text, documents, slides and tables.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lcc_diag.i18n import check_language
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
from lcc_diag.view.unknown import unknown
from lcc_diag.view.verdict import verdict

ORDER = (
    "verdict",
    "reasons",
    "stability",
    "monday",
    "flips",
    "conditions",
    "begin",
    "plan",
    "circle",
    "costs",
    "documents",
    "challenges",
    "charts",
    "unknown",
    "method",
)
"""Sections in reading order."""

ORDER_TO_COLLECT = ("verdict", "reasons", "monday", "unknown", *(name for name in ORDER[5:] if name != "unknown"))
"""Reading order while answers are missing: what is open comes before what is known in part."""

LABELS = (
    "answers_show",
    "why_label",
    "table_show",
    "details_show",
    "change_answers",
    "answer_there",
    "language_switch",
)


def result_view(
    case: Case,
    diagnosis: Diagnosis,
    questionnaires: Questionnaires,
    language: str,
    insight: Insight | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """Everything the result says, in one language, JSON-ready; user text appears unchanged, as data.

    Keys: ``language``, ``title``, ``order`` (sections in reading order), ``labels`` (wording of controls) and one key
    per section of ``ORDER``; a section that has nothing to say here is ``None``. Without ``insight`` the sections made
    from it say that they are being computed. ``today`` decides what lies in the past (default: nothing does).
    Raises ``InputError`` for an unknown language.
    """
    found = Findings.of(case, diagnosis, questionnaires, check_language(language), insight, today)
    collecting = diagnosis.recommendation.outcome == COLLECT
    return {
        "language": language,
        "title": found.say("page_title"),
        "order": list(ORDER_TO_COLLECT if collecting else ORDER),
        "labels": {name: found.say(name) for name in LABELS},
        "verdict": verdict(found),
        "reasons": reasons(found),
        "stability": stability(found),
        "flips": flips(found),
        "monday": monday(found),
        "conditions": conditions(found),
        "begin": begin(found),
        "plan": plan(found),
        "circle": circle(found),
        "costs": costs(found),
        "documents": documents(found),
        "challenges": challenges(found),
        "charts": charts(found),
        "unknown": unknown(found),
        "method": method(found),
    }
