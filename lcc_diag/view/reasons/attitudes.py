"""Reasons that rest on the four attitudes."""

from __future__ import annotations

from collections.abc import Callable

from lcc_diag.model.features import SAFETY
from lcc_diag.model.numbers import settled
from lcc_diag.model.results import AttitudeResult, Gap
from lcc_diag.view.answers import Row
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons.reason import (
    Reason,
    attitude_gloss,
    attitude_group,
    attitude_value,
    group,
    limit,
    limit_text,
    reason,
)


def lowest(found: Findings) -> AttitudeResult | None:
    """The attitude with the lowest score, of equal ones the first in the questionnaire."""
    scored = found.scored_attitudes()
    return scored[0] if scored else None


def _told(found: Findings, name: str, result: AttitudeResult, detail: str, setting: str) -> Reason:
    """A reason about one attitude: its value, what it means, the limit, and the answers that decide it."""
    why = " ".join(filter(None, [limit_text(found, setting), _near(found, result)]))
    gloss = attitude_gloss(found, result.dimension)
    told = found.say(detail, value=attitude_value(found, result))
    return reason(name, found.say(name), detail=told, why=why, gloss=gloss, groups=[attitude_group(found, result)])


def _lowest_reason(found: Findings, name: str, setting: str, holds: Callable[[float, float], bool]) -> Reason | None:
    result = lowest(found)
    if result is None or not holds(settled(result.score), limit(found, setting)):
        return None
    return _told(found, name, result, "lowest", setting)


def _near(found: Findings, result: AttitudeResult) -> str | None:
    """Says which other attitudes are too close to the lowest to tell them apart."""
    if result is not lowest(found):
        return None
    noise = limit(found, "rater_shift_sd")
    near = [other for other in found.scored_attitudes()[1:] if settled(other.score - result.score) < noise]
    names = [f"{found.attitude_name(other.dimension)} ({found.number(other.score)})" for other in near]
    return found.say("near", names=found.listed(names)) if names else None


def attitude_deep(found: Findings) -> Reason | None:
    """The lowest score lies below the limit of deep need."""
    return _lowest_reason(found, "attitude_deep", "deep_below", lambda score, below: score < below)


def attitude_moderate(found: Findings) -> Reason | None:
    """The lowest score lies between both limits."""
    if attitude_deep(found):
        return None
    return _lowest_reason(found, "attitude_moderate", "moderate_below", lambda score, below: score < below)


def attitude_not_deep(found: Findings) -> Reason | None:
    """The lowest score reaches the limit of deep need."""
    return _lowest_reason(found, "attitude_not_deep", "deep_below", lambda score, below: score >= below)


def attitudes_hold(found: Findings) -> Reason | None:
    """The lowest score reaches the upper limit."""
    return _lowest_reason(found, "attitudes_hold", "moderate_below", lambda score, below: score >= below)


def unsafe(found: Findings) -> Reason | None:
    """Psychological safety is too low to start without care."""
    safety = found.diagnosis.attitudes.get(SAFETY)
    if safety is None or safety.score is None or settled(safety.score) >= limit(found, "safe_start_below"):
        return None
    return _told(found, "unsafe", safety, "value", "safe_start_below")


def gap(found: Findings) -> Reason | None:
    """Leaders see an attitude clearly better than the staff do."""
    measured = found.diagnosis.gap
    if measured is None or not measured.flagged:
        return None
    name = found.attitude_name(measured.dimension)
    means = {"leaders": found.number(measured.leaders_mean), "staff": found.number(measured.staff_mean)}
    return reason(
        "gap",
        found.say("gap"),
        detail=found.say("gap_detail", name=name, **means),
        why=found.word(found.questionnaires.attitudes.gap.text),
        gloss=attitude_gloss(found, measured.dimension),
        groups=[group(name, [gap_row(found, measured)], item_link(found, f"attitudes.{measured.dimension}"))],
    )


def gap_row(found: Findings, measured: Gap) -> Row:
    """Both means and the difference with its interval; never a difference alone (methods B.4)."""
    means = {"leaders": measured.leaders_mean, "staff": measured.staff_mean}
    low, high = found.number(measured.ci_low), found.number(measured.ci_high)
    return {
        "item": f"attitudes.{measured.dimension}",
        "question": found.say("means"),
        "answers": [
            {"who": found.say(f"view_{who}"), "answer": found.say("of_five", score=found.number(mean))}
            for who, mean in means.items()
        ],
        "note": found.say("gap_spread", difference=found.number(measured.difference), low=low, high=high),
    }
