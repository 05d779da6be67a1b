"""Reasons that rest on the challenges and on how they are handled."""

from __future__ import annotations

from collections.abc import Callable

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


def _about(found: Findings, name: str, results: list[ChallengeResult], why: str | None = None) -> Reason | None:
    if not results:
        return None
    groups = [challenge_group(found, result) for result in results]
    return reason(
        name, found.counted(name, len(results)), why, about=[result.statement for result in results], groups=groups
    )


def complex_as_order(found: Findings) -> Reason | None:
    return _about(found, "complex_as_order", chosen(found, is_run_as_order), found.say("complex_why"))


def complex_other(found: Findings) -> Reason | None:
    results = chosen(found, lambda result: is_complex(result) and not is_run_as_order(result))
    return _about(found, "complex", results, found.say("complex_why"))


def complex_tried_out(found: Findings) -> Reason | None:
    results = chosen(found, lambda result: is_complex(result) and is_handled(result, "experiments"))
    return _about(found, "complex_tried_out", results, found.say("complex_why"))


def complex_in_drift(found: Findings) -> Reason | None:
    results = chosen(found, lambda result: is_complex(result) and is_handled(result, DRIFT))
    return _about(found, "complex_in_drift", results)


def acute(found: Findings) -> Reason | None:
    return _about(found, "acute", chosen(found, is_acute), found.say("acute_why"))


def acute_handling(found: Findings) -> Reason | None:
    """The acute challenge is handled in a way that does not fit."""
    results = chosen(found, lambda result: is_acute(result) and result.mismatch is not None)
    if not results:
        return None
    worst = results[0]
    mismatch = found.questionnaires.cynefin.mismatches[worst.mismatch]
    rows = [answer_row(found, "cynefin.handling", worst.id)]
    groups = [group(worst.statement, rows, item_link(found, "cynefin.", worst.id))]
    text = found.say("acute_handling", name=found.quoted(found.word(mismatch.name)))
    return reason("acute_handling", text, found.word(mismatch.advice), about=[worst.statement], groups=groups)


def calm_needed(found: Findings) -> Reason | None:
    rule = found.questionnaires.rules.rules[found.diagnosis.recommendation.rule]
    return reason("calm_needed", found.word(rule.reason))


def no_complex(found: Findings) -> Reason | None:
    results = found.diagnosis.challenges
    if not results or any(is_complex(result) for result in results):
        return None
    calls = found.questionnaires.cynefin.calls
    names = [found.word(calls[call].name) for call in calls if any(result.call == call for result in results)]
    why = found.say("calls_are", calls=found.listed(names))
    return reason(
        "no_complex",
        found.counted("no_complex", len(results)),
        why,
        groups=[challenge_group(found, r) for r in results],
    )


def contested(found: Findings) -> Reason | None:
    results = chosen(found, lambda result: result.call == "contested")
    return _about(found, "contested", results, found.say("contested_why"))


def too_few_answers(found: Findings) -> Reason | None:
    content = found.questionnaires.cynefin
    minimum = int(content.min_answered.value)
    results = chosen(found, lambda result: result.call == "confused" and result.answered < minimum)
    why = found.say("too_few_why", minimum=found.count(minimum), total=found.count(len(content.indicators)))
    return _about(found, "too_few", results, why)


def no_pattern(found: Findings) -> Reason | None:
    minimum = found.questionnaires.cynefin.min_answered.value
    results = chosen(found, lambda r: is_unclear(r) and r.call != "contested" and r.answered >= minimum)
    return _about(found, "no_pattern", results, found.say("no_pattern_why"))
