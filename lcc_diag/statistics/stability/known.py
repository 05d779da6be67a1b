"""How much of what the decision asks for is known (methods 0.1, E.5, E.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean

from lcc_diag.model.answers import Answers, known
from lcc_diag.model.case import DONT_KNOW, Answer
from lcc_diag.model.challenges import HANDLING
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis


def known_share(answers: Answers, diagnosis: Diagnosis, questionnaires: Questionnaires) -> float:
    """Share of the questions the decision rests on that are answered with more than "don't know", 0..1.

    Every question counts once, however many people answered it. About a challenge and about attitudes it counts with
    the share of people who know it among those who took part there: who answered something about this challenge, or
    about any attitude. Nobody is held to questions of a part they took no part in; a part without anybody is unknown.
    Execution and circle are asked of the management once; a level whose evidence is missing is not known. Parts the
    decision did not look at do not count: what burns needs no attitudes. Without any question the share is 1.
    """
    parts = {step.what for step in diagnosis.recommendation.explanation.because}
    found: list[float] = []
    if "challenges" in parts:
        found += [share for c in diagnosis.challenges for share in _challenge(c.id, answers, questionnaires)]
    if parts & {"attitudes", "gap"}:
        items = [f"attitudes.{i}" for d in questionnaires.attitudes.dimensions.values() for i in d.items]
        found += _shares([answers.to(item) for item in items])
    if "execution" in parts:
        found += [level.chosen not in (None, DONT_KNOW) and not level.missing for level in diagnosis.execution.values()]
    if "gates" in parts:
        found += [value is not None for value in diagnosis.circle.values()]
    return fmean(found) if found else 1.0


def _challenge(challenge: str, answers: Answers, questionnaires: Questionnaires) -> Iterator[float]:
    items = [*(f"cynefin.{indicator}" for indicator in questionnaires.cynefin.indicators), HANDLING]
    return _shares([answers.to(item, challenge) for item in items])


def _shares(given: Iterable[dict[str, Answer]]) -> Iterator[float]:
    """For each question the share of people who know it, among all who answered any of them."""
    listed = tuple(given)
    people = {respondent for answered in listed for respondent in answered}
    for answered in listed:
        yield sum(known(answer) for answer in answered.values()) / len(people) if people else 0.0
