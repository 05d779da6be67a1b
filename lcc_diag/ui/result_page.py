"""The result page: the case's view in the page's language, what is computed after the verdict, and its documents."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from lcc_diag import settings
from lcc_diag.i18n import in_both_languages, phrase
from lcc_diag.model.case import Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import Insight
from lcc_diag.model.problem import InputError
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.text import LANGUAGES
from lcc_diag.ui.result import Result
from lcc_diag.ui.session import Session
from lcc_diag.view.documents import KINDS
from lcc_diag.view.result import failed, result_view
from lcc_diag.view.widget_states import result_state

MakeDocument = Callable[[str, Case, Diagnosis, Insight, Questionnaires, str, date], tuple[str, str, bytes]]
"""Makes a document of a kind in a language, as of a day: file name, media type, content."""

_log = logging.getLogger(__name__)


def result_page(session: Session, make_document: MakeDocument | None = None) -> Result:
    """The result widget of the open case; it follows the page's language. Without ``make_document`` it offers none."""
    return ResultPage(session, make_document).widget


class ResultPage:
    """Answers the messages of the result widget, and keeps what was computed as long as the answers stay the same."""

    def __init__(self, session: Session, make_document: MakeDocument | None) -> None:
        self._session = session
        self._make_document = make_document
        self._basis: Case | None = None
        self._insight: Insight | None = None
        self._failed = False
        language = session.language
        self.widget = Result(**result_state(self._view(language), language, settings.plotly_url()))
        self.widget.observe(lambda change: self._show(change["new"]), "language")
        self.widget.on_msg(self.receive)

    def receive(self, _widget: Result, content: dict[str, Any], _buffers: list[bytes]) -> None:
        """Carry out one message: ``more``, ``refresh`` or ``document``; anything else is left alone."""
        if content.get("type") == "more":
            self._more()
        elif content.get("type") == "refresh":
            self._catch_up(bool(content.get("missed")))
        elif content.get("type") == "document" and self._make_document:
            self._document(content.get("kind"), content.get("language"))

    def _catch_up(self, missed: bool) -> None:
        """Show what others have entered; ``missed``: a page that was away is told all of it again."""
        with suppress(InputError):  # just now nothing can be read: what is shown stays
            self._show(self.widget.language)
        if missed:
            self.widget.send_state(("view",))

    def _show(self, language: str) -> None:
        self.widget.view = self._view(language)

    def _view(self, language: str) -> dict[str, Any]:
        case, diagnosis, today = self._diagnosed(language)
        view = result_view(case, diagnosis, self._session.questionnaires, language, self._insight, today)
        if self._make_document is None:
            view["documents"] = None
        return failed(view) if self._failed else view

    def _diagnosed(self, language: str) -> tuple[Case, Diagnosis, date]:
        """The case as it is on disk now; what was computed from other answers is forgotten.

        What its workshops have shown enters nothing that is computed.
        """
        basis = replace(self._session.case(LANGUAGES[0]), extra={})
        if basis != self._basis:
            self._basis, self._insight, self._failed = basis, None, False
        case, today = self._session.case(language), settings.today()
        return case, diagnose(case, self._session.questionnaires, today), today

    def _computed(self, case: Case, diagnosis: Diagnosis, today: date) -> Insight:
        if self._insight is None:
            from lcc_diag.statistics.insight import insight  # numpy: not before the verdict is on screen

            self._insight = insight(case, diagnosis, self._session.questionnaires, today)
        return self._insight

    def _more(self) -> None:
        """Compute what the verdict did not wait for, and show it; where that fails, the page says so."""
        try:
            self._computed(*self._diagnosed(self.widget.language))
        except Exception:
            _log.exception("what follows the verdict could not be computed")
            self._failed = True
        self._show(self.widget.language)

    def _document(self, kind: Any, language: Any) -> None:
        """Make a document and send it; what goes wrong comes back as a sentence in every language."""
        if kind not in KINDS or language not in LANGUAGES:
            return
        self.widget.send({"type": "document", "kind": kind, "begun": True})  # the page learns that somebody is there
        try:
            case, diagnosis, today = self._diagnosed(language)
            computed = self._computed(case, diagnosis, today)
            given = (case, diagnosis, computed, self._session.questionnaires, language, today)
            name, mime, content = self._make_document(kind, *given)
        except InputError as error:
            self.widget.send({"type": "document", "kind": kind, "message": in_both_languages(error)})
        except Exception:
            _log.exception("a document could not be made")
            self.widget.send({"type": "document", "kind": kind, "message": _failure(kind)})
        else:
            self.widget.send({"type": "document", "kind": kind, "name": name, "mime": mime}, [content])


def _failure(kind: str) -> dict[str, str]:
    return {
        language: phrase("documents.failed", language, name=phrase(f"documents.{kind}_name", language))
        for language in LANGUAGES
    }
