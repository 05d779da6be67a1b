"""What is shown of the attitudes where a few staff members are mixed in with their leaders.

Below the smallest group the staff's view does not stand alone: the score is the mean of everybody (methods B.2). Shown
exactly beside the leaders' own answers it would give the staff's away, so only its level is shown, as its middle.
The decision is made from the exact score; since its limits are edges of levels, level and decision agree.
"""

from __future__ import annotations

from dataclasses import replace

from lcc_diag.model.answers import Answers
from lcc_diag.model.attitudes import transitions
from lcc_diag.model.questionnaires import Attitudes
from lcc_diag.model.results import AttitudeResult, Diagnosis


def has_few_staff(answers: Answers, content: Attitudes) -> bool:
    """Whether staff answered about the attitudes, but fewer than the smallest group that is shown."""
    staff = {
        respondent
        for (item, _), given in answers.given.items()
        for respondent in given
        if item.startswith("attitudes.") and answers.roles[respondent] == "staff"
    }
    return 0 < len(staff) < content.min_staff.value


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
