"""A small builder of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.questionnaires import Questionnaires
from tests.circle import READY

TODAY = date(2026, 3, 16)


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@dataclass
class CaseBuilder:
    """Collects answers the way people give them: a string of options, one score for a whole attitude, and so on."""

    content: Questionnaires
    round: str = "t0"
    challenges: list[Challenge] = field(default_factory=list)
    respondents: dict[str, Respondent] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def case(self) -> Case:
        return Case(
            challenges=tuple(self.challenges),
            respondents=tuple(self.respondents.values()),
            answers=tuple(self.answers),
        )

    def people(self, role: str, *names: str) -> None:
        for name in names:
            self.respondents[name] = Respondent(name, role)

    def say(self, who: str, item: str, value: Any, challenge: str | None = None, **evidence: Any) -> None:
        self.answers.append(Answer(self.round, who, item, value, challenge, evidence))

    def challenge(self, name: str, **values: Any) -> None:
        self.challenges.append(Challenge(name, name, **values))

    def rate(self, who: str, challenge: str, options: str, mode: str | None = None) -> None:
        """``options`` in the order of the indicators; ``-`` is don't know, a blank no answer."""
        for indicator, option in zip(self.content.cynefin.indicators, options, strict=True):
            if option != " ":
                self.say(who, f"cynefin.{indicator}", "dk" if option == "-" else option, challenge)
        if mode:
            self.say(who, "cynefin.handling", mode, challenge)

    def attitude(self, who: str, dimension: str, score: int) -> None:
        """All five items so that the person score is ``score``."""
        for item, shape in self.content.attitudes.dimensions[dimension].items.items():
            self.say(who, f"attitudes.{item}", 6 - score if shape.reverse else score)

    def group(self, people: Iterable[str], scores: Mapping[str, float | None]) -> None:
        """Person scores next to each other whose mean over ten people is the group score, to one decimal."""
        for dimension, score in scores.items():
            if score is not None:
                tenths = round(score * 10)
                for place, who in enumerate(people):
                    self.attitude(who, dimension, tenths // 10 + (place < tenths % 10))

    def execute(self, who: str, levels: Mapping[str, Any]) -> None:
        for question, level in levels.items():
            self.say(who, f"execution.{question}", level, **self.evidence(question))

    def evidence(self, question: str) -> dict[str, Any]:
        """Evidence that backs every level of an execution question."""
        shape = self.content.execution.questions[question]
        shown: dict[str, Any] = {}
        for needs in shape.caps.values():
            for need in needs:
                days = need.older_than_days if need.older_than_days is not None else 1
                shown[need.field] = {
                    "text": "KM",
                    "number": 2,
                    "choice": need.equals or next(iter(shape.evidence[need.field].choices), ""),
                    "date": (TODAY - timedelta(days=days)).isoformat(),
                }[shape.evidence[need.field].kind]
        return shown

    def conditions(self, who: str, **changed: Any) -> None:
        for question, value in {**READY, **changed}.items():
            if value is not None:
                self.say(who, f"circle.{question}", value)


@pytest.fixture
def build(questionnaires: Questionnaires) -> CaseBuilder:
    return CaseBuilder(questionnaires)
