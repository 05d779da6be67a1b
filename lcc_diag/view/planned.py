"""What was agreed in a case, and the dates that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lcc_diag.model.plan import Agreed, agreed
from lcc_diag.model.schedule import CIRCLE_WEEKS, USUAL_WEEKS, Schedule, compose, meeting_minutes
from lcc_diag.view.findings import Findings
from lcc_diag.view.free_days import free_days


def agreed_in(found: Findings) -> Agreed:
    """Everything entered in the plan of the round."""
    return agreed(found.answers, found.questionnaires)


def holidays_in(found: Findings, plan: Agreed) -> Mapping[date, str]:
    """Public holidays around the circle by day; none without a start."""
    return free_days(plan.state, plan.start.year, found.language) if plan.start else {}


def schedule_in(found: Findings, plan: Agreed) -> Schedule:
    """The dates; as many meetings as agreed, else as recommended, else as there is time for."""
    minutes = meeting_minutes(found.diagnosis.circle.get("minutes"), found.questionnaires.plan)
    return compose(plan, _weeks_in_sight(found), minutes, holidays_in(found, plan), found.questionnaires)


def weeks_answered(found: Findings) -> int | None:
    """For how many weeks the time can be kept, as answered in part 3."""
    answered = found.diagnosis.circle.get("weeks")
    return answered if isinstance(answered, int) else None


def _weeks_in_sight(found: Findings) -> int:
    """Weeks as recommended; where no circle is, the longest one that fits the weeks of part 3."""
    recommended = CIRCLE_WEEKS.get(found.diagnosis.recommendation.outcome)
    fitting = [weeks for weeks in CIRCLE_WEEKS.values() if weeks <= (weeks_answered(found) or 0)]
    return recommended or max(fitting, default=USUAL_WEEKS)
