"""Reasons that rest on the challenges and on how they are handled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcc_diag.model.features import is_acute
from lcc_diag.model.mismatch import DRIFT
from lcc_diag.model.results import ChallengeResult
from lcc_diag.view.answers import answer_row
from lcc_diag.view.challenges import is_complex, is_handled, is_run_as_order, is_unclear
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons.reason import Reason, challenge_group, group, reason


def chosen(found: Findings, holds: Callable[[ChallengeResult], bool]) -> list[ChallengeResult]:
    """Challenges for which ``holds``, the least fitting handling first."""
    results = [result for result in found.diagnosis.challenges if holds(result)]
    return sorted(results, key=lambda result: -(result.severity or 0))


def _about(found: Findings, name: str, results: list[ChallengeResult], **told: Any) -> Reason | None:
    """A reason about one or several challenges, with the answers on each."""
    if not results:
        return None
    groups = [challenge_group(found, result) for result in results]
    statements = [result.statement for result in results]
    return reason(name, found.counted(name, len(results)), about=statements, groups=groups, **told)


def _complex(found: Findings, name: str, results: list[ChallengeResult]) -> Reason | None:
    return _about(found, name, results, detail=found.say("complex_detail"), why=found.say("complex_why"))


def complex_as_order(found: Findings) -> Reason | None:
    """Complex challenges that are handled as if they could be planned."""
    return _complex(found, "complex_as_order", chosen(found, is_run_as_order))


def complex_other(found: Findings) -> Reason | None:
    """Complex challenges handled in any other way."""
    return _complex(found, "complex", chosen(found, lambda r: is_complex(r) and not is_run_as_order(r)))


def complex_tried_out(found: Findings) -> Reason | None:
    """Complex challenges on which something is tried out."""
    return _complex(found, "complex_tried_out", chosen(found, lambda r: is_complex(r) and is_handled(r, "experiments")))


def complex_in_drift(found: Findings) -> Reason | None:
    """Complex challenges on which nothing happens."""
    return _complex(found, "complex_in_drift", chosen(found, lambda r: is_complex(r) and is_handled(r, DRIFT)))


def acute(found: Findings) -> Reason | None:
    """Challenges that endanger the business now."""
    told = {"detail": found.say("acute_detail"), "why": found.say("acute_why")}
    return _about(found, "acute", chosen(found, is_acute), **told)


def acute_handling(found: Findings) -> Reason | None:
    """The acute challenge is handled in a way that does not fit."""
    results = chosen(found, lambda result: is_acute(result) and result.mismatch is not None)
    if not results:
        return None
    worst = results[0]
    mismatch = found.questionnaires.cynefin.mismatches[worst.mismatch]
    rows = [answer_row(found, "cynefin.handling", worst.id)]
    return reason(
        "acute_handling",
        found.say("acute_handling"),
        detail=found.say("acute_handling_detail", name=found.word(mismatch.name)),
        why=found.word(mismatch.advice),
        groups=[group(worst.statement, rows, item_link(found, "cynefin.", worst.id))],
    )


def calm_needed(found: Findings) -> Reason | None:
    """Why nothing else comes first, in the words of the rule."""
    rule = found.questionnaires.rules.rules[found.diagnosis.recommendation.rule]
    return reason("calm_needed", found.word(rule.reason))


def no_complex(found: Findings) -> Reason | None:
    """No challenge is complex."""
    results = found.diagnosis.challenges
    if not results or any(is_complex(result) for result in results):
        return None
    calls = found.questionnaires.cynefin.calls
    names = [found.word(calls[call].name) for call in calls if any(result.call == call for result in results)]
    return reason(
        "no_complex",
        found.counted("no_complex", len(results)),
        detail=found.say("no_complex_detail", calls=found.listed(names)),
        why=found.say("no_complex_why"),
        groups=[challenge_group(found, result) for result in results],
    )


def contested(found: Findings) -> Reason | None:
    """Challenges on which the raters see different things."""
    results = chosen(found, lambda result: result.call == "contested")
    return _about(found, "contested", results, why=found.say("contested_why"))


def too_few_answers(found: Findings) -> Reason | None:
    """Challenges with too few answers for a call."""
    content = found.questionnaires.cynefin
    minimum = int(content.min_answered.value)
    results = chosen(found, lambda result: result.call == "confused" and result.answered < minimum)
    why = found.say("too_few_why", minimum=found.count(minimum), total=found.count(len(content.indicators)))
    return _about(found, "too_few", results, why=why)


def no_pattern(found: Findings) -> Reason | None:
    """Challenges with enough answers that fit no domain."""
    minimum = found.questionnaires.cynefin.min_answered.value
    results = chosen(found, lambda r: is_unclear(r) and r.call != "contested" and r.answered >= minimum)
    return _about(found, "no_pattern", results, why=found.say("no_pattern_why"))
