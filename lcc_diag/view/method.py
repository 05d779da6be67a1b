"""How the result came about and where its limits are: status of every questionnaire, fact checks, versions."""

from __future__ import annotations

from typing import Any

from lcc_diag.view.findings import Findings
from lcc_diag.view.steps import CIRCLE_OUTCOMES

USED = ("cynefin", "attitudes", "execution", "circle", "rules", "experiments")
"""Questionnaires a result rests on, in the order of the workbook."""


def _relevant_checks(found: Findings) -> list[str]:
    """Fact checks on what this result speaks of."""
    circle = found.diagnosis.recommendation.outcome in CIRCLE_OUTCOMES
    touched = {
        "pilot_effect": circle,
        "circle_format": circle,
        "lewin_three_steps": circle,
        "accenture_margin": found.diagnosis.gap is not None,
        "bonanno_resilience": bool(found.scored_attitudes()),
        "cynefin_names": bool(found.diagnosis.challenges),
    }
    return [
        name for name, is_touched in touched.items() if is_touched and name in found.questionnaires.sources.fact_checks
    ]


def method(found: Findings) -> dict[str, Any]:
    """Section with the status of every questionnaire used, fact checks, the deciding rule, attribution and versions."""
    content = found.questionnaires
    return {
        "title": found.say("method_title"),
        "lead": found.say("method_lead"),
        "status": [_status(found, name) for name in USED],
        "checks": {
            "title": found.say("checks_title"),
            "items": [
                {"id": name, "text": found.word(content.sources.fact_checks[name].wording)}
                for name in _relevant_checks(found)
            ],
        },
        "rule": {"title": found.say("rule_title"), "text": _rule(found)},
        "attribution": found.word(content.cynefin.attribution),
        "versions": {
            "title": found.say("versions_title"),
            "values": dict(found.diagnosis.versions),
            "text": ", ".join(f"{name} {version}" for name, version in found.diagnosis.versions.items()),
            "round": found.diagnosis.round,
        },
    }


def _rule(found: Findings) -> str:
    """The rule by its number, for those who look it up."""
    name = found.diagnosis.recommendation.rule
    return found.say("rule_number", rule=name, text=found.word(found.questionnaires.rules.rules[name].reason))


def _status(found: Findings, name: str) -> dict[str, Any]:
    meta = getattr(found.questionnaires, name).meta
    return {
        "id": name,
        "name": found.say(f"name_{name}"),
        "text": found.word(meta.status),
        "version": found.diagnosis.versions.get(name, meta.version),
    }
