"""What each notebook calls: its chapter, with the documents a result can be taken away as.

Widgets and documents know nothing of each other; here they meet.
"""

from __future__ import annotations

from datetime import date

from ipywidgets import Widget

from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.ui import workbook


def chapter(name: str, code: str = "") -> Widget:
    """The widget of a chapter by its name, see ``lcc_diag.ui.workbook.chapter``."""
    return workbook.chapter(name, code, make_document)


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
