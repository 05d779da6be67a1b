"""What the widgets of a chapter begin with: the same for the kernel that makes them and the page that cannot wait."""

from __future__ import annotations

from datetime import date
from typing import Any

from lcc_diag.i18n import phrases
from lcc_diag.model.case import Case
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view.chapter_form import chapter_form, current_round, who_answers

Json = dict[str, Any]


def panel_state(mode: str, language: str, code: str = "", example: bool = False) -> Json:
    """``lcc_diag.ui.case_panel.CasePanel`` in ``mode``; ``code``: of the open case, empty if there is none."""
    return {
        "mode": mode,
        "case": {"code": code, "example": example} if code else {},
        "phrases": {name: phrases("workbook", name) for name in LANGUAGES},
        "language": language,
        "problem": {},
    }


def form_state(name: str, token: str, case: Case, questionnaires: Questionnaires, language: str, today: date) -> Json:
    """``lcc_diag.ui.form.Form`` of the chapter ``name`` on the case with ``token``."""
    respondent = who_answers(case)
    return {
        **chapter_form(name, case, questionnaires, respondent, current_round(case), today),
        "language": language,
        "storage_key": f"lcc-{token}-{respondent}",
        "place": {},
    }


def result_state(view: Json, language: str, plotly_url: str) -> Json:
    """``lcc_diag.ui.result.Result`` showing ``view``; ``plotly_url``: where plotly.js lies, or empty."""
    return {"view": view, "language": language, "plotly_url": plotly_url}
