"""The result page: the view of the case's diagnosis, made anew in the language the page asks for."""

from __future__ import annotations

from datetime import date

from lcc_diag import settings
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.ui.result import Result
from lcc_diag.ui.session import Session
from lcc_diag.view.result import result_view


def result_page(session: Session) -> Result:
    """The result widget of the open case; it follows the page's language."""
    content = session.questionnaires

    def view(language: str) -> dict:
        case = session.case(language)
        return result_view(case, diagnose(case, content, date.today()), content, language)

    page = Result(
        view=view(session.language),
        language=session.language,
        plotly_url=settings.plotly_url(),
    )
    page.observe(lambda change: page.set_trait("view", view(change["new"])), "language")
    return page
