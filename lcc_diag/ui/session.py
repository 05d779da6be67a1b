"""Which case a chapter works on, and in which language: from the page's address, or the last case in JupyterLab."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import parse_qs

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.case import Case
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store import CaseLink, CaseStore
from lcc_diag.store.example import in_language


@dataclass(slots=True)
class Session:
    """The store, the questionnaires, and the open case (``None`` if there is none) with the page's language."""

    store: CaseStore
    questionnaires: Questionnaires
    link: CaseLink | None
    language: str

    def case(self, language: str | None = None) -> Case:
        """The open case as it is on disk now; an example's own texts in ``language`` (default: the page's)."""
        case = self.store.read(self.link.token)
        return in_language(case, language or self.language) if self.link.example else case


def open_session(code: str, case_needed: bool) -> Session:
    """The session of this kernel; raises ``InputError`` if the address or ``code`` names a case that does not exist.

    ``case_needed``: a chapter other than the start page. In JupyterLab, where no address says which case is meant,
    such a chapter takes the case with ``code``, else the case changed last, and begins one if there is none.
    """
    store = CaseStore(settings.database_url(), may_create=settings.may_create_database())
    query = parse_qs(os.environ.get("QUERY_STRING", ""))
    on_page = "QUERY_STRING" in os.environ
    language = query.get("lang", [LANGUAGES[0]])[0]
    token = query.get("case", [""])[0]
    link = store.link(token) if token else store.find(code) if code else None
    if link is None and case_needed and not on_page:
        link = store.latest() or store.create()
    return Session(
        store,
        load(settings.questionnaires_folder()),
        link,
        language if language in LANGUAGES else LANGUAGES[0],
    )
