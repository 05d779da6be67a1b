"""Single draws as answers that somebody might have given, for the scalar model to diagnose.

This says independently of the arrays what a draw means; only the random numbers come from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lcc_diag.model.answers import Answers, answers_of
from lcc_diag.model.attitudes import people_of
from lcc_diag.model.case import Answer, Case, Respondent
from lcc_diag.model.challenges import rated
from lcc_diag.model.features import settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.statistics.stability.attitudes import AttitudeDraws, Moves, attitude_draws
from lcc_diag.statistics.stability.challenges import challenge_draws
from lcc_diag.statistics.stability.circle import circle_draws
from lcc_diag.statistics.stability.execution import execution_draws

ASKED = "zz"
"""A managing director who answers last, and only what nobody knew."""


@dataclass(frozen=True)
class Draws:
    """All moves of ``draws`` draws of a case."""

    case: Case
    answers: Answers
    diagnosis: Diagnosis
    content: Questionnaires
    today: date
    draws: int

    def replayed(self, draw: int) -> Case:
        """The case with the answers of one draw."""
        changed = [*self.attitudes(draw), *self.cynefin(draw), *self.execution(draw), *self.circle(draw)]
        people = (*self.case.respondents, Respondent(ASKED, "md"))
        return replace(self.case, respondents=people, answers=(*self.case.answers, *changed))

    def moved_attitudes(self) -> tuple[AttitudeDraws, Moves]:
        block = attitude_draws(self.answers, self.content.attitudes)
        return block, block.moves(settings_of(self.content), self.draws)

    def attitudes(self, draw: int) -> Iterator[Answer]:
        content = self.content.attitudes
        _, moves = self.moved_attitudes()
        for name, shape in content.dimensions.items():
            scored = [person for person in people_of(self.answers, name, content) if person.score is not None]
            given = [a for person in scored for a in person.answers if isinstance(a.value, int)]
            for place, answer in enumerate(given):
                step = int(moves.steps[name][place, draw])
                turned = -step if shape.items[answer.item.partition(".")[2]].reverse else step
                yield replace(answer, value=min(5, max(1, answer.value + turned)))

    def cynefin(self, draw: int) -> Iterator[Answer]:
        content = self.content.cynefin
        for number, challenge in enumerate(self.case.challenges):
            block = challenge_draws(challenge, self.answers, content)
            if block is None:
                continue
            moves = block.moves(number, settings_of(self.content)["option_move"], self.draws)
            for rater, steps in zip(rated(challenge, self.answers, content).together.raters, moves, strict=True):
                for indicator, step in zip(content.indicators, steps[draw].tolist(), strict=True):
                    if step:
                        option = "abcd"["abcd".index(rater.answers[indicator]) + step]
                        item = f"cynefin.{indicator}"
                        yield Answer(self.answers.round, rater.respondent, item, option, challenge.id)

    def execution(self, draw: int) -> Iterator[Answer]:
        block = execution_draws(self.answers, self.content.execution, self.today)
        if block is not None:
            moves = block.moves(settings_of(self.content)["level_move"], self.draws)
            for name, steps in zip(block.questions, moves, strict=True):
                answer = self.answers.of_managers(f"execution.{name}")
                yield replace(answer, value=min(4, max(0, answer.value + int(steps[draw]))))

    def circle(self, draw: int) -> Iterator[Answer]:
        block = circle_draws(self.diagnosis.circle, self.content)
        if block is not None:
            for name, places in block.draw(self.draws).items():
                yield Answer(self.answers.round, ASKED, f"circle.{name}", block.values(name)[places[draw]])


def draws_of(case: Case, diagnosis: Diagnosis, content: Questionnaires, today: date, draws: int) -> Draws:
    return Draws(case, answers_of(case, diagnosis.round), diagnosis, content, today, draws)
