"""The form of a chapter on a case: what it asks, and what has been answered. The same with a kernel and without one."""

from __future__ import annotations

from datetime import date
from typing import Any

from lcc_diag.model.answers import answers_of as said_in
from lcc_diag.model.case import FIRST_RESPONDENT, ROLES, Answer, Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.view.date_remarks import evidence_date_remarks, plan_date_remarks
from lcc_diag.view.forms import answers_of, attitudes_form, challenges_form, evidence_remark, execution_form

Json = dict[str, Any]

FORMS = ("cynefin", "attitudes", "execution", "plan")
"""Chapters that are forms."""
MARKED = (*FORMS, "workshop")
"""Chapters that say at their top when the case is an example; the result says so itself."""
ROUND = "t0"
"""The first round of answers."""


def who_answers(case: Case) -> str:
    """Id of the managing director of the case, else of a leader, else of anybody, else ``FIRST_RESPONDENT``."""
    if not case.respondents:
        return FIRST_RESPONDENT.id
    return min(case.respondents, key=lambda person: ROLES.index(person.role)).id


def current_round(case: Case) -> str:
    """The round in which the case is being answered."""
    return case.answers[-1].round if case.answers else ROUND


def chapter_form(
    name: str, case: Case, questionnaires: Questionnaires, respondent: str, round: str, today: date
) -> dict[str, Json]:
    """``{"spec", "answers"}`` of the chapter ``name`` (one of ``FORMS``), as ``lcc_diag.ui.form.Form`` shows them."""
    return {
        "spec": form_spec(name, case, questionnaires, round, today),
        "answers": form_answers(case, questionnaires, respondent, round, today),
    }


def form_spec(name: str, case: Case, questionnaires: Questionnaires, round: str, today: date) -> Json:
    """What the form of the chapter ``name`` asks about ``case``; ``KeyError`` if the chapter is no form."""
    if name == "attitudes":
        return attitudes_form(questionnaires)
    if name == "execution":
        return execution_form(questionnaires)
    diagnosis = diagnose(case, questionnaires, today, round)
    if name == "cynefin":
        return challenges_form(questionnaires, case, diagnosis.challenges)
    if name == "plan":
        from lcc_diag.view.plan_form import plan_form  # the other forms need nothing of the result

        return plan_form(questionnaires, case, diagnosis)
    raise KeyError(name)


def form_answers(case: Case, questionnaires: Questionnaires, respondent: str, round: str, today: date) -> Json:
    """One respondent's answers as the form takes them, with what is remarked on them: levels that do not count yet
    (``remark``) and dates that are hardly meant (``remarks`` by field, see ``view/date_remarks.py``)."""
    answers = answers_of(case, respondent, round)
    for answer in case.answers:
        if answer.respondent == respondent and answer.round == round:
            _remark_on(answers[_key(answer)], answer, questionnaires, today)
    for item, remarks in plan_date_remarks(said_in(case, round), questionnaires, today).items():
        if item in answers:
            answers[item]["remarks"] = remarks
    return answers


def _key(answer: Answer) -> str:
    return f"{answer.item}@{answer.challenge}" if answer.challenge else answer.item


def _remark_on(shown: Json, answer: Answer, questionnaires: Questionnaires, today: date) -> None:
    if remark := level_remark(answer, questionnaires, today):
        shown["remark"] = remark
    if remarks := evidence_date_remarks(answer, questionnaires, today):
        shown["remarks"] = remarks


def level_remark(answer: Answer, questionnaires: Questionnaires, today: date) -> dict[str, str] | None:
    """What evidence a higher level still needs, if the chosen level does not count yet."""
    if not answer.item.startswith("execution."):
        return None
    day = answer.at.date() if answer.at else today
    return evidence_remark(answer.item, answer.value, answer.evidence, questionnaires.execution, day)
