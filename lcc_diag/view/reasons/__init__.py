"""The three strongest reasons for an outcome, each with the answers it rests on, and what speaks against it.

Every outcome has its own list of reasons, strongest first. A reason that does not hold for a case is left out, so
that what is said fits both the outcome and the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcc_diag.model.features import is_acute
from lcc_diag.view.challenges import is_complex, is_unclear
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons import attitudes, challenges, execution
from lcc_diag.view.reasons.against import against_answer, against_attitude, against_close, against_strength
from lcc_diag.view.reasons.reason import Reason, Teller, reason

MOST_REASONS = 3
MOST_AGAINST = 2

_FOR: dict[str, tuple[Teller, ...]] = {
    "stabilise": (challenges.acute, challenges.acute_handling, challenges.calm_needed),
    "collect": (execution.missing_challenge, execution.missing_attitudes, execution.missing_execution),
    "clarify": (
        challenges.contested,
        challenges.no_pattern,
        challenges.too_few_answers,
        challenges.no_complex,
    ),
    "safe_start": (attitudes.unsafe, attitudes.gap, challenges.complex_as_order, challenges.complex_other),
    "prepare": (
        execution.conditions_open,
        attitudes.attitude_deep,
        challenges.complex_as_order,
        attitudes.gap,
        attitudes.attitude_moderate,
        challenges.complex_other,
    ),
    "experts": (challenges.no_complex, attitudes.attitude_not_deep, execution.execution_lever),
    "execute_first": (
        execution.execution_weak,
        challenges.complex_in_drift,
        attitudes.attitudes_hold,
        challenges.complex_tried_out,
    ),
    "maintain": (attitudes.attitudes_hold, challenges.complex_tried_out, execution.execution_good),
    "start_deep": (
        attitudes.attitude_deep,
        attitudes.gap,
        challenges.complex_as_order,
        challenges.complex_other,
        execution.conditions_met,
    ),
    "start_moderate": (
        challenges.complex_as_order,
        attitudes.attitude_moderate,
        challenges.complex_other,
        execution.conditions_met,
    ),
}

_ON_COMPLEX = (against_answer(is_complex), against_strength, against_close)
_ON_CARRYING = (against_close, against_answer(is_complex))
_AGAINST: dict[str, tuple[Teller, ...]] = {
    "stabilise": (against_answer(is_acute),),
    "collect": (),
    "clarify": (against_answer(is_unclear),),
    "safe_start": _ON_COMPLEX,
    "prepare": _ON_COMPLEX,
    "experts": (against_attitude, against_answer(lambda result: not is_complex(result))),
    "execute_first": _ON_CARRYING,
    "maintain": _ON_CARRYING,
    "start_deep": _ON_COMPLEX,
    "start_moderate": _ON_COMPLEX,
}


def reasons(found: Findings) -> dict[str, Any]:
    """Section with one to three reasons, the rule that decided, and what speaks against the outcome."""
    decision, kind = found.diagnosis.recommendation, _kind(found)
    rule = found.questionnaires.rules.rules[decision.rule]
    told = _held(found, _FOR[kind])[:MOST_REASONS]
    return {
        "title": found.say("reasons_title"),
        "lead": found.say("reasons_lead") if any(entry["groups"] for entry in told) else None,
        "items": told or [reason("rule", found.word(rule.reason))],
        "rule": {
            "id": decision.rule,
            "text": found.say("rule_text", text=found.word(rule.reason)),
        },
        "against": {
            "title": found.say("against_title"),
            "items": _held(found, _AGAINST[kind])[:MOST_AGAINST],
        },
    }


def _held(found: Findings, tellers: Iterable[Teller]) -> list[Reason]:
    return [told for told in (tell(found) for tell in tellers) if told]


def _kind(found: Findings) -> str:
    """The outcome; preparing for lack of safety and starting out of deep need have reasons of their own."""
    decision = found.diagnosis.recommendation
    if found.questionnaires.rules.rules[decision.rule].conditions == "safe_start":
        return "safe_start"
    if decision.outcome in ("start_12", "start_24"):
        return "start_deep" if found.diagnosis.features.get("need") == "deep" else "start_moderate"
    return decision.outcome
