"""Calm remarks on dates that are hardly meant, in the same words on a page and in a document. Nothing is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from lcc_diag.i18n import phrase
from lcc_diag.model.answers import Answers
from lcc_diag.model.case import Answer
from lcc_diag.model.days import iso_day
from lcc_diag.model.execution_questions import ExecutionQuestion
from lcc_diag.model.plan import YEARS, Agreed, Step, agreed
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view import formats

Told = dict[str, str]
Remarks = dict[str, Told]
"""Remarks on one answer by field of its evidence; the answer itself goes by ``VALUE``."""
VALUE = ""


def is_past(day: date | None, today: date | None) -> bool:
    """Whether a day is over; without a ``today`` none is."""
    return day is not None and today is not None and day < today


def step_remark(step: Step, today: date | None, language: str) -> str | None:
    """What to say of a step that was due before ``today``; ``None`` if there is nothing."""
    if not is_past(step.due, today):
        return None
    return phrase("plan.step_past", language, number=step.number, day=formats.day(step.due, language))


def review_remark(plan: Agreed, today: date | None, language: str) -> str | None:
    """What to say of a review that is over, or before the last step is due; ``None`` if there is nothing."""
    if is_past(plan.review, today):
        return phrase("plan.review_past", language)
    last = max((step.due for step in plan.steps if step.due), default=None)
    if plan.review is None or last is None or plan.review >= last:
        return None
    return phrase("plan.review_early", language, day=formats.day(last, language))


def plan_date_remarks(answers: Answers, questionnaires: Questionnaires, today: date) -> dict[str, Remarks]:
    """Remarks on the plan's dates by item, in every language; items without any are left out."""
    plan = agreed(answers, questionnaires)
    due = {f"plan.step_{step.number}": {"due": _due_remark(answers, step, today)} for step in plan.steps}
    wins = {f"plan.quick_win_{win.number}": {"day": _ahead_remark(win.day, today)} for win in plan.quick_wins}
    review = {"plan.review": {VALUE: _in_each(lambda language: review_remark(plan, today, language))}}
    told = {item: _said(remarks) for item, remarks in (due | wins | review).items()}
    return {item: remarks for item, remarks in told.items() if remarks}


def evidence_date_remarks(answer: Answer, questionnaires: Questionnaires, today: date) -> Remarks:
    """Remarks on days by which something had happened, but which are later than ``today``."""
    part, _, name = answer.item.partition(".")
    question = questionnaires.execution.questions.get(name)
    if part != "execution" or question is None:
        return {}
    return _said({name: _ahead_remark(iso_day(answer.evidence.get(name)), today) for name in _looks_back(question)})


def _looks_back(question: ExecutionQuestion) -> Iterator[str]:
    """Fields with a day of the past: those that count only for some time, or after some time (methods D)."""
    needs = [need for level in question.caps.values() for need in level]
    return (need.field for need in needs if need.within_days is not None or need.older_than_days is not None)


def _due_remark(answers: Answers, step: Step, today: date) -> Told | None:
    """A day in a year that nobody plans for counts as not entered (``YEARS``); else as a document says it."""
    answer = answers.of_managers(f"plan.step_{step.number}")
    day = iso_day(answer.evidence.get("due"))
    if day is not None and day.year not in YEARS:
        return _in_each(lambda language: phrase("dates.year", language))
    return _in_each(lambda language: step_remark(step, today, language))


def _ahead_remark(day: date | None, today: date) -> Told | None:
    if day is None or day <= today:
        return None
    return _in_each(lambda language: phrase("dates.ahead", language, day=formats.day(day, language)))


def _said(remarks: Mapping[str, Told | None]) -> Remarks:
    return {field: remark for field, remark in remarks.items() if remark}


def _in_each(tell: Callable[[str], str | None]) -> Told | None:
    """What ``tell`` says in every language; ``None`` if it says nothing."""
    told = {language: tell(language) for language in LANGUAGES}
    return told if all(told.values()) else None
