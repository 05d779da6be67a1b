"""What the panel of a case asks for: begin, resume, open a file, see the example, save, delete."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lcc_diag import settings
from lcc_diag.i18n import in_both_languages
from lcc_diag.model.case import FIRST_RESPONDENT, Case
from lcc_diag.model.items import MAX_ORGANISATION_LENGTH
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.store import CaseLink
from lcc_diag.store.case_file import file_name, identified, read_case, write_case
from lcc_diag.store.example import example_case
from lcc_diag.ui.case_panel import CasePanel
from lcc_diag.ui.session import Session
from lcc_diag.view.chapters import CHAPTERS, RESULT
from lcc_diag.view.resuming import resume_at
from lcc_diag.view.widget_states import panel_state

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.25, 8.0
"""After an unknown code, doubled each time. Without it pages try thousands of codes in a second, and a server with a
thousand cases gives one away within hours; so it takes weeks in which the server does nothing else. Who mistypes hardly
notices."""


def case_panel(session: Session, mode: str) -> CasePanel:
    """The panel in ``mode``, answering its messages from ``session``."""
    link = session.link
    state = panel_state(mode, session.language, link.code if link else "", bool(link and link.example))
    panel = CasePanel(**state)
    actions = PanelActions(session, panel)
    panel.on_msg(actions.receive)
    return panel


def problem_panel(error: InputError, language: str) -> CasePanel:
    """A panel that says what is wrong and leads back to the start page."""
    return CasePanel(**panel_state("none", language) | {"problem": in_both_languages(error)})


class PanelActions:
    """One method per message of the panel; each answers with exactly one message."""

    def __init__(self, session: Session, panel: CasePanel) -> None:
        self._session = session
        self._panel = panel
        self._pause = FIRST_PAUSE_SECONDS
        self._by_type: dict[str, Callable[[dict[str, Any], list[bytes]], None]] = {
            "create": self._create,
            "resume": self._resume,
            "open": self._open,
            "example": self._example,
            "download": self._download,
            "delete": self._delete,
        }

    def receive(self, _panel: CasePanel, content: dict[str, Any], buffers: list[bytes]) -> None:
        """Carry out one message; anything wrong with it comes back as a sentence."""
        action = self._by_type.get(content.get("type"))
        if action is None:
            return
        try:
            action(content, buffers)
        except InputError as error:
            self._panel.send({"type": "problem", "message": in_both_languages(error)})

    def _create(self, content: dict[str, Any], _: list[bytes]) -> None:
        organisation = str(content.get("organisation", "")).strip()
        if len(organisation) > MAX_ORGANISATION_LENGTH:
            raise InputError(Problem("organisation_too_long", {"max": MAX_ORGANISATION_LENGTH}))
        role = "leader" if content.get("role") == "leader" else "md"
        case = Case(organisation, self._panel.language, respondents=(replace(FIRST_RESPONDENT, role=role),))
        self._opened(self._session.store.create(case=identified(case)), CHAPTERS["cynefin"])

    def _resume(self, content: dict[str, Any], _: list[bytes]) -> None:
        try:
            link = self._session.store.find(str(content.get("code", "")))
        except InputError:
            self._wait()
            raise
        case = self._session.store.read(link.token)
        self._opened(link, resume_at(case, self._session.questionnaires, settings.today()))

    def _wait(self) -> None:
        time.sleep(self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    def _open(self, _: dict[str, Any], buffers: list[bytes]) -> None:
        case = read_case(bytes(buffers[0]), self._session.questionnaires)
        self._opened(self._session.store.create(case=identified(case)), RESULT)

    def _example(self, _content: dict[str, Any], _: list[bytes]) -> None:
        case = example_case(self._panel.language, self._session.questionnaires)
        self._opened(self._session.store.create(case=case), RESULT)

    def _download(self, _content: dict[str, Any], _: list[bytes]) -> None:
        case = self._session.case(self._panel.language)
        name = file_name(
            "", settings.today()
        )  # without the code: whoever gets the file need not get the stored case too
        self._panel.send({"type": "file", "name": name, "content": write_case(case)})

    def _delete(self, _content: dict[str, Any], _: list[bytes]) -> None:
        self._session.store.delete(self._session.link.token)
        self._panel.send({"type": "deleted"})

    def _opened(self, link: CaseLink, chapter: str) -> None:
        self._panel.send({"type": "opened", "token": link.token, "code": link.code, "chapter": chapter})
