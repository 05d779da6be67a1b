"""Everything computed beside the diagnosis, at once: how sure it is, what would change it, what it costs."""

from __future__ import annotations

from datetime import date

from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.statistics.costs import cost_report
from lcc_diag.statistics.flips import flips
from lcc_diag.statistics.scores import intervals, weakest
from lcc_diag.statistics.stability import stability


def insight(case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, today: date) -> Insight:
    """Stability, flips, intervals, rank probabilities and costs of a diagnosed case; same case, same numbers.

    ``today``: what dates in evidence are compared with where the day of an answer is not recorded.
    """
    answers = answers_of(case, diagnosis.round)
    return Insight(
        stability=stability(case, diagnosis, questionnaires, today),
        flips=flips(case, diagnosis, questionnaires, today),
        intervals=intervals(answers, questionnaires),
        weakest=weakest(answers, questionnaires),
        costs=cost_report(case, diagnosis, questionnaires),
    )
