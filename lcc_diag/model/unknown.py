"""What is not known: unanswered questions, "don't know", missing evidence, too few people (methods 0.1, E.6).

A question counts as answered as soon as one person answers it with more than "don't know".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lcc_diag.model.answers import Answers, known
from lcc_diag.model.case import Answer
from lcc_diag.model.challenges import HANDLING
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import AttitudeResult, ChallengeResult, ExecutionLevel, Unknown


def unknowns(
    answers: Answers,
    challenges: Iterable[ChallengeResult],
    attitudes: Mapping[str, AttitudeResult],
    execution: Mapping[str, ExecutionLevel],
    questionnaires: Questionnaires,
) -> tuple[Unknown, ...]:
    """Everything a result would rest on that is not known, in the order of the workbook."""
    found: list[Unknown] = []
    for challenge in challenges:
        found.extend(_about_challenge(answers, challenge, questionnaires))
    for result in attitudes.values():
        found.extend(_about_attitude(answers, result, questionnaires))
    if all(result.view != "staff" for result in attitudes.values()):
        found.append(Unknown("no_staff", "attitudes"))
    found.extend(_about_execution(answers, execution))
    for question in questionnaires.circle.questions:
        found.extend(_asked_of_managers(answers, f"circle.{question}"))
    return tuple(found)


def _about_challenge(answers: Answers, challenge: ChallengeResult, questionnaires: Questionnaires) -> Iterator[Unknown]:
    for item in (*(f"cynefin.{indicator}" for indicator in questionnaires.cynefin.indicators), HANDLING):
        yield from _missing(item, answers.to(item, challenge.id).values(), challenge.id)
    enough = challenge.raters if challenge.support_share is not None else 0
    if enough < settings_of(questionnaires)["raters_for_result"]:
        yield Unknown("few_raters", "cynefin", challenge.id)


def _about_attitude(answers: Answers, result: AttitudeResult, questionnaires: Questionnaires) -> Iterator[Unknown]:
    if result.score is None:
        for item in questionnaires.attitudes.dimensions[result.dimension].items:
            yield from _missing(f"attitudes.{item}", answers.to(f"attitudes.{item}").values())


def _about_execution(answers: Answers, execution: Mapping[str, ExecutionLevel]) -> Iterator[Unknown]:
    for question, level in execution.items():
        yield from _asked_of_managers(answers, f"execution.{question}")
        if level.missing:
            yield Unknown("evidence", f"execution.{question}")


def _asked_of_managers(answers: Answers, item: str) -> Iterator[Unknown]:
    answer = answers.of_managers(item)
    return _missing(item, () if answer is None else (answer,))


def _missing(item: str, given: Iterable[Answer], challenge: str | None = None) -> Iterator[Unknown]:
    listed = tuple(given)
    if not any(known(answer) for answer in listed):
        yield Unknown("dont_know" if listed else "unanswered", item, challenge)
