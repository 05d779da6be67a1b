"""Where small changes of the answers about execution and about the circle can lead (methods D, E.1)."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from lcc_diag.model import execution
from lcc_diag.model.answers import LEADERS, MANAGING_DIRECTOR, Answers, known
from lcc_diag.model.case import Answer
from lcc_diag.model.circle_questions import CircleQuestion
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import Condition
from lcc_diag.model.rules import holds
from lcc_diag.statistics.flips.moves import Order, Ways, keep
from lcc_diag.statistics.limits import compared, starts


def execution_ways(answers: Answers, order: Order, questionnaires: Questionnaires, today: date) -> dict[str, Ways]:
    """By question: the counted levels that no step or one step leads to, evidence as it is."""
    questions = questionnaires.execution.questions
    return {name: _level_ways(name, answers, order, questionnaires, today) for name in questions}


def _level_ways(name: str, answers: Answers, order: Order, questionnaires: Questionnaires, today: date) -> Ways:
    content, item = questionnaires.execution, f"execution.{name}"
    ways: dict[int | None, tuple] = {execution.levels(answers, content, today)[name].counted: ()}
    answer = answers.of_managers(item)
    if answer is None or not isinstance(answer.value, int):
        return ways
    for new in (answer.value - 1, answer.value + 1):
        if new in content.questions[name].levels:
            counted = execution.levels(_changed(answers, answer, new), content, today)[name].counted
            keep(ways, counted, (order.move(answer, new, new),))
    return ways


def _changed(answers: Answers, answer: Answer, new: int) -> Answers:
    key = (answer.item, answer.challenge)
    given = answers.given[key] | {answer.respondent: replace(answer, value=new)}
    return replace(answers, given={**answers.given, key: given})


def circle_ways(answers: Answers, order: Order, questionnaires: Questionnaires) -> dict[str, Ways]:
    """By question about the circle: the present answer and those one step away that a condition tells apart.

    A step leads from one choice to any other, from a number to the next value that matters, from "don't know" or no
    answer to any answer. Of several answers that all conditions treat alike only the first is kept.
    """
    tests = compared(questionnaires)
    questions = questionnaires.circle.questions.items()
    return {
        name: _answer_ways(name, question, tests.get(name, []), answers, order, questionnaires)
        for name, question in questions
    }


def _answer_ways(
    name: str,
    question: CircleQuestion,
    tests: list[Condition],
    answers: Answers,
    order: Order,
    questionnaires: Questionnaires,
) -> Ways:
    answer = answers.of_managers(f"circle.{name}")
    now = answer.value if answer is not None and known(answer) else None
    settings = settings_of(questionnaires)
    ways: dict[str | int | None, tuple] = {now: ()}
    person = answer.respondent if answer is not None else _who_answers(answers)
    if person is None:
        return ways
    given = answer or Answer(answers.round, person, f"circle.{name}", None)
    seen = {tuple(holds(test, {name: now}, settings) for test in tests)}
    for nth, new in enumerate(_other_values(question, now, tests, settings)):
        result = tuple(holds(test, {name: new}, settings) for test in tests)
        if result not in seen:
            seen.add(result)
            ways[new] = (order.move(given, new, nth),)
    return ways


def _who_answers(answers: Answers) -> str | None:
    """Who would answer a question about the circle: a managing director, else a leader; ``None`` without either."""
    for roles in (MANAGING_DIRECTOR, LEADERS):
        for person, role in answers.roles.items():
            if role in roles:
                return person
    return None


def _other_values(
    question: CircleQuestion, now: str | int | None, tests: list[Condition], settings: dict[str, float]
) -> list[str | int]:
    if question.kind == "choice":
        return [choice for choice in question.choices if choice != now]
    numbers = sorted(set(starts(tests, settings)))
    if now is None:
        values = [number - 1 for number in numbers[:1]] + numbers
    else:
        values = [n for n in numbers if n > now][:1] + [n - 1 for n in numbers if n <= now][-1:]
    low, high = question.minimum or 0, math.inf if question.maximum is None else question.maximum
    return [value for value in values if low <= value <= high]
