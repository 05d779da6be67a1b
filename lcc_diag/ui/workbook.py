"""What each notebook calls: the chapter's worksheet with the panel of the case beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipywidgets import VBox, Widget

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.ui.panel_actions import case_panel, problem_panel
from lcc_diag.ui.session import Session, open_session
from lcc_diag.view.chapter_form import FORMS

if TYPE_CHECKING:
    from lcc_diag.ui.result_page import MakeDocument


def chapter(name: str, code: str = "", make_document: MakeDocument | None = None) -> Widget:
    """The widget of a chapter: ``start``, ``cynefin``, ``attitudes``, ``execution``, ``result`` or ``plan``.

    ``code``: the case to open, for JupyterLab; a served page has it in its address. Without it, the case changed last.
    ``make_document``: what makes the result's documents, see ``lcc_diag.ui.result_page``; without it there are none.
    A problem (unknown link, unusable database, broken questionnaires) becomes a panel that says what to do.
    """
    try:
        return _chapter(name, code, make_document)
    except InputError as error:
        return problem_panel(error, LANGUAGES[0])


def _chapter(name: str, code: str, make_document: MakeDocument | None) -> Widget:
    session = open_session(code, case_needed=name != "start")
    if name == "start":
        return case_panel(session, "open" if session.link else "start")
    if session.link is None:
        raise InputError(Problem("no_case_open"))
    banner = [case_panel(session, "banner")] if session.link.example and name in FORMS else []
    return VBox([*banner, _worksheet(name, session, make_document), case_panel(session, "bar")])


def _worksheet(name: str, session: Session, make_document: MakeDocument | None) -> Widget:
    # Imported here: a form needs nothing of the result page, and the other way round.
    if name in FORMS:
        from lcc_diag.ui.worksheet import Worksheet

        return Worksheet(session, name).form
    from lcc_diag.ui.result_page import result_page

    return result_page(session, make_document)
