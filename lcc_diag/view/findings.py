"""What every part of the result page reads from, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.answers import Answers, answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import AttitudeResult, ChallengeResult, Diagnosis
from lcc_diag.model.text import Text
from lcc_diag.view import formats
from lcc_diag.view.protection import has_few_staff, with_coarse_support, with_levels_only


@dataclass(frozen=True, slots=True)
class Findings:
    """A case, what it says, and the content it was asked with, to be told in one language."""

    case: Case
    diagnosis: Diagnosis
    questionnaires: Questionnaires
    language: str
    answers: Answers
    few_staff: bool
    insight: Insight | None = None
    today: date | None = None

    @classmethod
    def of(
        cls,
        case: Case,
        diagnosis: Diagnosis,
        questionnaires: Questionnaires,
        language: str,
        insight: Insight | None = None,
        today: date | None = None,
    ) -> Findings:
        """Findings with the answers of the round the diagnosis is about; a few staff members stay unrecognisable.

        ``insight`` is ``None`` while it is still being computed; ``today`` decides what lies in the past.
        """
        answers = answers_of(case, diagnosis.round)
        diagnosis = with_coarse_support(diagnosis, answers, questionnaires.attitudes)
        if few := has_few_staff(answers, questionnaires.attitudes):
            diagnosis = with_levels_only(diagnosis, questionnaires.attitudes)
        return cls(case, diagnosis, questionnaires, language, answers, few, insight, today)

    def say(self, key: str, **values: Any) -> str:
        """The wording ``result.<key>`` with its fields filled."""
        return phrase(f"result.{key}", self.language, **values)

    def counted(self, key: str, count: int, **values: Any) -> str:
        """Like ``say``, from ``<key>_one`` for one and ``<key>_many`` for any other count.

        ``{count}`` is the number in words, ``{Count}`` the same at the beginning of a sentence.
        """
        word = self.count(count)
        numbers = {"count": word, "Count": word.capitalize()}
        return self.say(f"{key}_{'one' if count == 1 else 'many'}", **numbers, **values)

    def count(self, value: int) -> str:
        """A small whole number as a word, as one writes it within a sentence; larger ones in figures."""
        words = self.say("numerals").split()
        return words[value] if 0 <= value < len(words) else self.number(value, 0)

    def word(self, text: Text) -> str:
        """Content in the language of the page."""
        return text[self.language]

    def number(self, value: float | None, digits: int = 1) -> str:
        """A number with ``digits`` decimals; ``–`` for none."""
        return formats.number(value, self.language, digits)

    def short(self, value: float) -> str:
        """A number with no more decimals than it needs."""
        return formats.short_number(value, self.language)

    def day(self, value: date) -> str:
        """A date in words."""
        return formats.day(value, self.language)

    def listed(self, parts: list[str]) -> str:
        """``A, B und C``."""
        return formats.listed(parts, self.language)

    def quoted(self, text: str) -> str:
        """``text`` in the quotation marks of the language."""
        return formats.quoted(text, self.language)

    def attitude_name(self, dimension: str) -> str:
        """The short name of an attitude."""
        return self.word(self.questionnaires.attitudes.dimensions[dimension].short)

    def scored_attitudes(self) -> list[AttitudeResult]:
        """Attitudes with a score, lowest first; equal scores keep the order of the questionnaire."""
        scored = [result for result in self.diagnosis.attitudes.values() if result.score is not None]
        return sorted(scored, key=lambda result: result.score)

    def challenge(self, challenge_id: str | None) -> ChallengeResult | None:
        """The result of a challenge; ``None`` if there is none with this id."""
        return next((result for result in self.diagnosis.challenges if result.id == challenge_id), None)


def saying(section: str) -> Callable[..., str]:
    """``say(found, key, **values)``: the wording ``<section>.<key>`` in the language of the page, its fields filled."""

    def say(found: Findings, key: str, **values: Any) -> str:
        return phrase(f"{section}.{key}", found.language, **values)

    return say


def counting(section: str) -> Callable[..., str]:
    """``counted(found, key, count, **values)``: the same from ``<key>_one`` for one and ``<key>_many`` for any other.

    ``{count}`` is the number in words.
    """

    def counted(found: Findings, key: str, count: int, **values: Any) -> str:
        wording = f"{section}.{key}_{'one' if count == 1 else 'many'}"
        return phrase(wording, found.language, count=found.count(count), **values)

    return counted
