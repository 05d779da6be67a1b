"""What each notebook calls: its chapter, with the documents a result can be taken away as.

Widgets and documents know nothing of each other; here they meet.
"""

from __future__ import annotations

from datetime import date

from ipywidgets import Widget

from lcc_diag import settings
from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.workshop import Workshop
from lcc_diag.ui import workbook


def chapter(name: str, code: str = "") -> Widget:
    """The widget of a chapter by its name, see ``lcc_diag.ui.workbook.chapter``."""
    return workbook.chapter(name, code, make_document, make_workshop_document)


def make_document(
    kind: str,
    case: Case,
    diagnosis: Diagnosis,
    insight: Insight,
    questionnaires: Questionnaires,
    language: str,
    today: date,
) -> tuple[str, str, bytes]:
    """File name, media type and content of a document of ``kind``; ``InputError`` for what the case lacks for it."""
    from lcc_diag.report import KINDS, file_name, make  # no chapter waits for what writes files
    from lcc_diag.view.document import document_view

    document = document_view(case, diagnosis, insight, questionnaires, language, today)
    return file_name(kind, document), KINDS[kind].mime, make(kind, document, case)


def make_workshop_document(
    kind: str, workshop: Workshop, case: Case, questionnaires: Questionnaires, language: str, today: date
) -> tuple[str, str, bytes]:
    """File name, media type and content of a sheet of a workshop: ``privacy`` or ``paper``.

    Both are made from the workshop's settings and from where the database is, as they are now (``today`` is not needed
    yet). ``InputError`` for another kind.
    """
    from lcc_diag.report import KINDS, check_sheet, make_sheet  # no chapter waits for what writes files
    from lcc_diag.view.workshop.paper_form import paper_view
    from lcc_diag.view.workshop.privacy import Place, privacy_view

    check_sheet(kind)
    if kind == "paper":
        view = paper_view(workshop, case, questionnaires, language)
    else:
        place = Place.of(settings.database_url())
        view = privacy_view(workshop, case.organisation, questionnaires, place, language)
    return f"{view['base']}{KINDS['pdf'].ending}", KINDS["pdf"].mime, make_sheet(kind, view)
