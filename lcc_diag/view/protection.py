"""What is shown where a few staff members are mixed in with their leaders.

Below the smallest group the staff's view does not stand alone: the score is the mean of everybody (methods B.2). Shown
exactly beside the leaders' own answers it would give the staff's away, so only its level is shown, as its middle.
The decision is made from the exact score; since its limits are edges of levels, level and decision agree.
"""

from __future__ import annotations

from dataclasses import replace

from lcc_diag.model.answers import Answers
from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.attitudes import transitions
from lcc_diag.model.results import AttitudeResult, ChallengeResult, Diagnosis


def has_few_staff(answers: Answers, content: Attitudes) -> bool:
    """Whether staff answered about the attitudes, but fewer than the smallest group that is shown."""
    staff = {
        respondent
        for (item, _), given in answers.given.items()
        for respondent in given
        if item.startswith("attitudes.") and answers.roles[respondent] == "staff"
    }
    return 0 < len(staff) < content.min_staff.value


def with_coarse_support(diagnosis: Diagnosis, answers: Answers, content: Attitudes) -> Diagnosis:
    """The diagnosis to show: support in tenths for challenges that a few staff members rated among others."""
    staff = {name: _staff_about(answers, name) for name in (result.id for result in diagnosis.challenges)}
    shown = tuple(
        _in_tenths(result) if 0 < staff[result.id] < content.min_staff.value else result
        for result in diagnosis.challenges
    )
    return replace(diagnosis, challenges=shown)


def _staff_about(answers: Answers, challenge: str) -> int:
    rated = {person for (_, about), given in answers.given.items() if about == challenge for person in given}
    return sum(answers.roles[person] == "staff" for person in rated)


def _in_tenths(result: ChallengeResult) -> ChallengeResult:
    support = {domain: round(share, 1) for domain, share in result.support.items()}
    return replace(result, support=support, p_complex_as_order=round(result.p_complex_as_order, 1))


def with_levels_only(diagnosis: Diagnosis, content: Attitudes) -> Diagnosis:
    """The diagnosis to show: pooled scores as the middle of their level, without ladder and transitions to match."""
    shown = {name: _coarse(result, content) for name, result in diagnosis.attitudes.items()}
    scores = {name: result.score for name, result in shown.items()}
    return replace(diagnosis, attitudes=shown, transitions=transitions(scores, content.cycle, content.transitions))


def _coarse(result: AttitudeResult, content: Attitudes) -> AttitudeResult:
    if result.view == "staff" or result.score is None:
        return result
    starts = [level.start for level in content.levels.values()] + [float(max(content.scale))]
    place = list(content.levels).index(result.level)
    middle = (starts[place] + starts[place + 1]) / 2
    return replace(result, score=middle, ladder=None, ladder_differs=False, raters=0)
