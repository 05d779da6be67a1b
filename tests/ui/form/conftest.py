"""The form in a real browser, without a notebook: a page mounts it as a phone does, and ``Kernel`` is its other end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Placement, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.items import check_answer
from lcc_diag.store.events import (
    Answered,
    ChallengeAdded,
    ChallengeChanged,
    ChallengeRemoved,
    Cleared,
    Event,
    RespondentAdded,
    case_from_events,
)
from lcc_diag.view import forms
from lcc_diag.view.assets import form_script, form_style
from lcc_diag.view.chapter_form import form_answers
from lcc_diag.view.plan_form import plan_form
from tests.conftest import PATIENCE

HERE = Path(__file__).parent
ADDRESS = "http://form.test"
ROUND, RESPONDENT = "t0", "r1"
DAY = date(2026, 3, 2)
Message = dict[str, Any]
AUTOMATION = Answered(Answer(ROUND, RESPONDENT, "execution.automation", 2, evidence={"hours_per_week_per_person": 3}))


@dataclass
class Kernel:
    """Takes the form's messages into a case, with the checks and events of the package.

    ``online`` False: messages reach nobody. ``refuse``: a type or an item that is refused.
    ``writable`` False: everything is postponed. ``used_elsewhere``: somebody else has entered something since."""

    part: str
    events: list[Event] = field(default_factory=lambda: [RespondentAdded(Respondent(RESPONDENT, "md"))])
    seen: dict[str, Message] = field(default_factory=dict)
    received: list[Message] = field(default_factory=list)
    online: bool = True
    writable: bool = True
    used_elsewhere: bool = False
    refuse: str | None = None

    def case(self) -> Case:
        return case_from_events(self.events)

    def answers(self) -> dict[str, Any]:
        return forms.answers_of(self.case(), RESPONDENT, ROUND)

    def told(self) -> dict[str, Any]:
        """The answers with the remarks on them, as the form takes them."""
        return form_answers(self.case(), load(), RESPONDENT, ROUND, DAY)

    def spec(self) -> dict[str, Any]:
        questionnaires = load()
        case = self.case()
        if self.part == "challenges":
            return forms.challenges_form(questionnaires, case, diagnose(case, questionnaires, DAY).challenges)
        if self.part == "plan":
            return plan_form(questionnaires, case, diagnose(case, questionnaires, DAY))
        return {"attitudes": forms.attitudes_form, "execution": forms.execution_form}[self.part](questionnaires)

    def begin(self) -> dict[str, Any]:
        return {"spec": self.spec(), "answers": self.told(), "language": "de", "storageKey": "case-1"}

    def take(self, message: Message) -> dict[str, Any] | None:
        """The reply to a message, the same one if it comes again."""
        if not self.online:
            return None
        self.received.append(message)
        if not self.writable:
            return {"answers": self.told(), "spec": self.spec(), "message": self._postponed(message)}
        if message["seq"] not in self.seen:
            self.seen[message["seq"]] = self._answer(message)
        return {"answers": self.told(), "spec": self.spec(), "message": self.seen[message["seq"]]}

    def _answer(self, message: Message) -> Message:
        if self.refuse and self.refuse in (message["type"], message.get("item")):
            return self._refused(message, "Das geht hier nicht.", "That does not work here.")
        if message["type"] == "undo" and self.used_elsewhere:
            return {"type": "saved", "seq": message["seq"], "remark": {"de": "nichts", "en": "nothing"}}
        if message["type"] == "undo":
            self.events.pop()
            return {"type": "saved", "seq": message["seq"]}
        event = self._event(message)
        remark = None
        if isinstance(event, Answered):
            case = self.case()
            problem = check_answer(event.answer, {c.id for c in case.challenges}, {RESPONDENT}, load())
            if problem:
                return self._refused(message, problem.code, problem.code)
            remark = self._remark(event.answer)
        self.events.append(event)
        return {"type": "saved", "seq": message["seq"], "remark": remark}

    def _event(self, message: Message) -> Event:
        match message["type"]:
            case "answer" if message["value"] is None:
                return Cleared(ROUND, RESPONDENT, message["item"], message["challenge"])
            case "answer":
                answer = Answer(
                    ROUND, RESPONDENT, message["item"], message["value"], message["challenge"], message["evidence"]
                )
                return Answered(
                    forms.with_change(answer, message["changed"], self.case()) if "changed" in message else answer
                )
            case "challenge_add":
                number = 1 + sum(isinstance(event, ChallengeAdded) for event in self.events)
                return ChallengeAdded(Challenge(f"c{number}", message["statement"], topic=message["topic"]))
            case "challenge_remove":
                return ChallengeRemoved(message["id"])
        changes = {name: message[name] for name in ("statement", "critical", "stabilised") if name in message}
        if "placement" in message:
            placement = message["placement"]
            changes["placement"] = placement and Placement(placement["domain"], placement["reason"])
        challenge = next(c for c in self.case().challenges if c.id == message["id"])
        return ChallengeChanged(replace(challenge, **changes))

    @staticmethod
    def _remark(answer: Answer) -> Message | None:
        return forms.evidence_remark(answer.item, answer.value, answer.evidence, load().execution, DAY)

    @staticmethod
    def _postponed(message: Message) -> Message:
        return {"type": "postponed", "seq": message["seq"], "message": {"de": "Der Platz fehlt.", "en": "No space."}}

    @staticmethod
    def _refused(message: Message, de: str, en: str) -> Message:
        return {"type": "refused", "seq": message["seq"], "message": {"de": de, "en": en}}


OpenForm = Callable[..., tuple[Page, Kernel]]


@pytest.fixture
def open_form(chromium: Browser) -> Iterator[OpenForm]:
    """``open_form(part, kernel=None, width=1024, height=900, hash="")``: a page with the form, and its kernel."""
    contexts, faults = [], []

    def open_(
        part: str, kernel: Kernel | None = None, width: int = 1024, height: int = 900, hash: str = ""
    ) -> tuple[Page, Kernel]:
        kernel = kernel or Kernel(part)
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.expose_function("kernel", kernel.take)
        page.expose_function("begin", kernel.begin)
        page.route(f"{ADDRESS}/**", _serve)
        page.goto(f"{ADDRESS}/page.html{hash}")
        page.locator(".lcc-form h2").wait_for()
        return page, kernel

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _serve(route: Any) -> None:
    name = route.request.url.removeprefix(ADDRESS).partition("?")[0]
    bodies = {
        "/page.html": (lambda: (HERE / "page.html").read_text(encoding="utf-8"), "text/html"),
        "/form.js": (form_script, "text/javascript"),
        "/form.css": (form_style, "text/css"),
    }
    if name not in bodies:
        return route.fulfill(status=404)
    body, kind = bodies[name]
    return route.fulfill(body=body(), content_type=f"{kind}; charset=utf-8")


@pytest.fixture
def figures_kernel() -> Kernel:
    """A kernel whose plan asks for figures, since an automation is to be worked out."""
    kernel = Kernel("plan")
    kernel.events.append(AUTOMATION)
    return kernel


@pytest.fixture
def rated_kernel() -> Callable[[str], Kernel]:
    """A kernel whose case has two rated challenges, one placed by the group itself."""

    def build(part: str) -> Kernel:
        kernel = Kernel(part)
        own = Placement("complicated", "Das hatten wir schon einmal.")
        for challenge, options in (
            (Challenge("c1", "Das ERP läuft.", placement=own), "cccccbcc"),
            (Challenge("c2", "E-Rechnung."), "aaaaabaa"),
        ):
            kernel.events.append(ChallengeAdded(challenge))
            for indicator, option in zip(load().cynefin.indicators, options, strict=True):
                answer = Answer(ROUND, RESPONDENT, f"cynefin.{indicator}", option, challenge.id)
                kernel.events.append(Answered(answer))
        return kernel

    return build
