"""The answers that count: the latest one of each respondent to each item, within one round.

Rounds are ordered by their first answer, so a late correction in an earlier round does not make that round the latest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lcc_diag.model.case import DONT_KNOW, Answer, Case, Role
from lcc_diag.model.explanation import Explanation

MANAGING_DIRECTOR: tuple[Role, ...] = ("md",)
LEADERS: tuple[Role, ...] = ("md", "leader")
"""Leaders include the managing director (methods B.4)."""
STAFF: tuple[Role, ...] = ("staff",)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of one round. ``roles``: role by respondent id, sorted by id. ``given``: by (item, challenge id or
    ``None``) the latest answer of each respondent, in the order in which they were last changed.
    """

    round: str
    roles: Mapping[str, Role]
    given: Mapping[tuple[str, str | None], Mapping[str, Answer]]

    def to(self, item: str, challenge: str | None = None) -> dict[str, Answer]:
        """Answers to one item by respondent id, sorted by id."""
        return dict(sorted(self.given.get((item, challenge), {}).items()))

    def of_managers(self, item: str, challenge: str | None = None) -> Answer | None:
        """The latest answer of a managing director, else of a leader; staff are not asked (reading of methods D, E)."""
        for roles in (MANAGING_DIRECTOR, LEADERS):
            entered = [a for r, a in self.given.get((item, challenge), {}).items() if self.roles[r] in roles]
            if entered:
                return entered[-1]
        return None


def rounds(case: Case) -> tuple[str, ...]:
    """Ids of the rounds of a case, in the order of their first answer."""
    return tuple(dict.fromkeys(answer.round for answer in case.answers))


def answers_of(case: Case, round: str | None = None) -> Answers:
    """The answers of ``round``, or of the latest round; ``""`` names the round of a case without answers.

    Answers about challenges or by respondents that are no longer in the case are left out.
    """
    name = round if round is not None else next(reversed(rounds(case)), "")
    roles = {respondent.id: respondent.role for respondent in sorted(case.respondents, key=lambda r: r.id)}
    about = {None, *(challenge.id for challenge in case.challenges)}
    given: dict[tuple[str, str | None], dict[str, Answer]] = {}
    for answer in case.answers:
        if answer.round == name and answer.respondent in roles and answer.challenge in about:
            latest = given.setdefault((answer.item, answer.challenge), {})
            latest.pop(answer.respondent, None)
            latest[answer.respondent] = answer
    return Answers(name, roles, given)


def known(answer: Answer | None) -> bool:
    """Whether there is an answer and it says more than "don't know"."""
    return answer is not None and answer.value != DONT_KNOW


def cite(answer: Answer) -> Explanation:
    """The answer as the end of an explanation."""
    inputs = {"respondent": answer.respondent, "round": answer.round}
    if answer.challenge is not None:
        inputs["challenge"] = answer.challenge
    if answer.evidence:
        inputs["evidence"] = dict(answer.evidence)
    return Explanation(f"answers.{answer.item}", answer.value, "answer", inputs)


def not_answered(item: str, challenge: str | None = None) -> Explanation:
    """The end of an explanation where nobody answered."""
    inputs = {} if challenge is None else {"challenge": challenge}
    return Explanation(f"unanswered.{item}", None, "unanswered", inputs)
