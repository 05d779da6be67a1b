"""The result of a case as one plain context: texts, numbers and tables in reading order, without any markup.

The page on screen is made from it, and so are text, documents, slides and tables.
"""

from __future__ import annotations

from typing import Any

from lcc_diag.i18n import check_language
from lcc_diag.model.case import Case
from lcc_diag.model.decision import COLLECT
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.view.challenges import challenges
from lcc_diag.view.charts import charts
from lcc_diag.view.findings import Findings
from lcc_diag.view.method import method
from lcc_diag.view.reasons import reasons
from lcc_diag.view.steps import begin, conditions, monday
from lcc_diag.view.unknown import unknown
from lcc_diag.view.verdict import verdict

ORDER = ("verdict", "reasons", "monday", "conditions", "begin", "challenges", "charts", "unknown", "method")
"""Sections in reading order."""

ORDER_TO_COLLECT = ("verdict", "reasons", "monday", "unknown", "conditions", "begin", "challenges", "charts", "method")
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


def result_view(case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, language: str) -> dict[str, Any]:
    """Everything the result says, in one language, JSON-ready; user text appears unchanged, as data.

    Keys: ``language``, ``title``, ``order`` (sections in reading order), ``labels`` (wording of controls) and one key
    per section of ``ORDER``. Raises ``InputError`` for an unknown language.
    """
    found = Findings.of(case, diagnosis, questionnaires, check_language(language))
    collecting = diagnosis.recommendation.outcome == COLLECT
    return {
        "language": language,
        "title": found.say("page_title"),
        "order": list(ORDER_TO_COLLECT if collecting else ORDER),
        "labels": {name: found.say(name) for name in LABELS},
        "verdict": verdict(found),
        "reasons": reasons(found),
        "monday": monday(found),
        "conditions": conditions(found),
        "begin": begin(found),
        "challenges": challenges(found),
        "charts": charts(found),
        "unknown": unknown(found),
        "method": method(found),
    }
