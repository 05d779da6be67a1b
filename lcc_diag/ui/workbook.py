"""What each notebook calls: the chapter's worksheet with the panel of the case beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipywidgets import VBox, Widget

from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.ui.panel_actions import case_panel, problem_panel
from lcc_diag.ui.session import Session, open_session
from lcc_diag.view.chapter_form import FORMS, MARKED

if TYPE_CHECKING:
    from lcc_diag.ui.result_page import MakeDocument
    from lcc_diag.ui.workshop_page import MakeWorkshopDocument


def chapter(
    name: str,
    code: str = "",
    make_document: MakeDocument | None = None,
    make_workshop_document: MakeWorkshopDocument | None = None,
) -> Widget:
    """The widget of a chapter: ``start``, ``cynefin``, ``attitudes``, ``execution``, ``result``, ``plan`` or
    ``workshop``.

    ``code``: the case to open, for JupyterLab; a served page has it in its address. Without it, the case changed last.
    ``make_document``: what makes the result's documents, see ``lcc_diag.ui.result_page``; without it there are none.
    ``make_workshop_document``: the same for a workshop's sheets, see ``lcc_diag.ui.workshop_page``.
    A problem (unknown link, unusable database, broken questionnaires) becomes a panel that says what to do.
    """
    try:
        return _chapter(name, code, make_document, make_workshop_document)
    except InputError as error:
        return problem_panel(error, LANGUAGES[0])


def _chapter(
    name: str, code: str, make_document: MakeDocument | None, make_workshop_document: MakeWorkshopDocument | None
) -> Widget:
    session = open_session(code, case_needed=name != "start")
    if name == "start":
        return case_panel(session, "open" if session.link else "start")
    if session.link is None:
        raise InputError(Problem("no_case_open"))
    banner = [case_panel(session, "banner")] if session.link.example and name in MARKED else []
    return VBox([*banner, _worksheet(name, session, make_document, make_workshop_document), case_panel(session, "bar")])


def _worksheet(
    name: str,
    session: Session,
    make_document: MakeDocument | None,
    make_workshop_document: MakeWorkshopDocument | None,
) -> Widget:
    # Imported here: a form needs nothing of the result page, and the other way round.
    if name == "workshop":
        from lcc_diag.ui.workshop_page import workshop_page

        return workshop_page(session, make_workshop_document)
    if name in FORMS:
        from lcc_diag.ui.worksheet import Worksheet

        return Worksheet(session, name).form
    from lcc_diag.ui.result_page import result_page

    return result_page(session, make_document)
