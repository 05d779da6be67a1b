"""A form bound to a case: every message of the form becomes an event on disk before it is acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from lcc_diag import settings
from lcc_diag.i18n import in_both_languages, phrase
from lcc_diag.model.case import FIRST_RESPONDENT, Answer, Challenge, Placement
from lcc_diag.model.items import check_answer, check_challenge
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.events import (
    Answered,
    ChallengeAdded,
    ChallengeChanged,
    ChallengeRemoved,
    Cleared,
    Event,
    RespondentAdded,
)
from lcc_diag.store.faults import StoreError
from lcc_diag.ui.form import Form
from lcc_diag.ui.session import Session
from lcc_diag.view.chapter_form import current_round, form_answers, form_spec, level_remark, who_answers
from lcc_diag.view.forms import with_change
from lcc_diag.view.widget_states import form_state


class Worksheet:
    """One chapter's form on one case. ``form`` is the widget to show."""

    def __init__(self, session: Session, chapter: str) -> None:
        self._session = session
        self._chapter = chapter
        self._own: set[int] = set()  # numbers of the events recorded here
        self._make_sure_of_somebody()
        case = session.case()
        self._respondent, self._round = who_answers(case), current_round(case)
        state = form_state(
            chapter, session.link.token, case, session.questionnaires, session.language, settings.today()
        )
        self.form = Form(**state)
        self.form.on_msg(self._receive)
        self.form.observe(lambda _change: self._show_canvas(), "place")
        if session.link.example:
            self.form.observe(lambda _change: self._refresh(rebuild=True), "language")  # its own texts change with it

    def _make_sure_of_somebody(self) -> None:
        """A case without people gets one: answers are somebody's."""
        if not self._session.case().respondents:
            self._session.store.record(self._session.link.token, RespondentAdded(FIRST_RESPONDENT))

    def _receive(self, _form: Form, message: dict[str, Any], _buffers: list[bytes]) -> None:
        actions: Mapping[str, Callable[[dict[str, Any]], dict[str, str] | None]] = {
            "answer": self._answer,
            "challenge_add": self._add,
            "challenge_change": self._change,
            "challenge_remove": self._remove,
            "undo": self._undo,
        }
        if message.get("type") == "refresh":
            return self._catch_up(bool(message.get("missed")))
        action = actions.get(message.get("type"))
        if action is None:
            return
        try:
            remark = action(message)
        except InputError as error:
            # The database's fault is not the message's: the form keeps it and sends it again.
            kind = "postponed" if isinstance(error, StoreError) else "refused"
            self.form.send({"type": kind, "seq": message.get("seq"), "message": in_both_languages(error)})
        else:
            self._refresh(rebuild=message["type"] != "answer")
            self.form.send({"type": "saved", "seq": message.get("seq"), "remark": remark})

    def _record(self, event: Event, message: dict[str, Any]) -> None:
        self._own.add(self._session.store.record(self._session.link.token, event, message=message.get("seq")))

    def _answer(self, message: dict[str, Any]) -> dict[str, str] | None:
        item, challenge, value = message.get("item"), message.get("challenge"), message.get("value")
        if value in (None, ""):
            self._record(Cleared(self._round, self._respondent, item, challenge), message)
            return None
        evidence = message.get("evidence") or {}
        if isinstance(evidence, dict):  # anything else is refused below
            evidence = {name: entry for name, entry in evidence.items() if entry not in (None, "")}
        answer = Answer(self._round, self._respondent, item, value, challenge, evidence, datetime.now().astimezone())
        case = self._session.case()
        if isinstance(changed := message.get("changed"), str) and isinstance(evidence, dict):
            answer = with_change(answer, changed, case)
        ids = {entry.id for entry in case.challenges}
        people = {person.id for person in case.respondents}
        if problem := check_answer(answer, ids, people, self._session.questionnaires):
            raise InputError(problem)
        self._record(Answered(answer), message)
        return self._remark(answer)

    def _remark(self, answer: Answer) -> dict[str, str] | None:
        return level_remark(answer, self._session.questionnaires, settings.today())

    def _add(self, message: dict[str, Any]) -> None:
        challenge = Challenge("", str(message.get("statement", "")).strip(), topic=message.get("topic"))
        self._record(ChallengeAdded(self._checked(challenge)), message)

    def _change(self, message: dict[str, Any]) -> None:
        changes: dict[str, Any] = {name: bool(message[name]) for name in ("critical", "stabilised") if name in message}
        if "statement" in message:
            changes["statement"] = str(message["statement"]).strip()
        if "placement" in message:
            changes["placement"] = _placement(message["placement"])
        challenge = replace(self._challenge(message), **changes)
        self._record(ChallengeChanged(self._checked(challenge)), message)

    def _remove(self, message: dict[str, Any]) -> None:
        self._record(ChallengeRemoved(self._challenge(message).id), message)

    def _undo(self, message: dict[str, Any]) -> dict[str, str] | None:
        """Take back what was entered here last, unless something was entered elsewhere since."""
        undone = self._session.store.undo(self._session.link.token, message=message.get("seq"), own=self._own)
        if undone is None:
            return {language: phrase("workbook.nothing_to_undo", language) for language in LANGUAGES}
        return None

    def _checked(self, challenge: Challenge) -> Challenge:
        if problem := check_challenge(challenge, self._session.questionnaires.cynefin.statement_max_length):
            raise InputError(problem)
        return challenge

    def _challenge(self, message: dict[str, Any]) -> Challenge:
        for challenge in self._session.case().challenges:
            if challenge.id == message.get("id"):
                return challenge
        raise InputError(Problem("challenge_gone"))

    def _catch_up(self, missed: bool) -> None:
        """Show what others have entered; ``missed``: a page that was away is told all of it again."""
        with suppress(InputError):  # just now nothing can be read: what is shown stays
            self._refresh(rebuild=True)
        if missed:
            self.form.send_state(("answers", "spec"))

    def _refresh(self, rebuild: bool) -> None:
        """Give the form what it shows from the case.

        ``rebuild``: the form itself may have changed, not only an answer. The widget sends only what differs.
        """
        case = self._session.case(self.form.language)
        content, today = self._session.questionnaires, settings.today()
        self.form.answers = form_answers(case, content, self._respondent, self._round, today)
        if rebuild or self._on_canvas():
            self.form.spec = form_spec(self._chapter, case, content, self._round, today)

    def _on_canvas(self) -> bool:
        return self._chapter == "cynefin" and self.form.place.get("section") == "canvas"

    def _show_canvas(self) -> None:
        """The canvas is computed when it is looked at, not after each of the answers before it."""
        if self._on_canvas():
            self._refresh(rebuild=True)


def _placement(given: Any) -> Placement | None:
    """The group's own placement as the form sends it; choosing no domain takes it back."""
    if not isinstance(given, dict) or not given.get("domain"):
        return None
    return Placement(str(given["domain"]), str(given.get("reason", "")).strip())
