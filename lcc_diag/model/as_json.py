"""A diagnosis as plain JSON-ready values, numbers unrounded: what ``lcc-diag diagnose --json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from lcc_diag.model.explanation import Explanation
from lcc_diag.model.insight import Insight
from lcc_diag.model.results import Diagnosis


def as_json(diagnosis: Diagnosis, insight: Insight | None = None) -> dict[str, Any]:
    """One object; keys are fixed, more may be added.

    ``robustness`` (same_outcome and same_family as shares, label; methods E.5), ``flips``, ``intervals``, ``weakest``
    and ``costs`` come from ``insight`` and are ``None`` without it, or where there is nothing to compute.
    """
    recommendation = diagnosis.recommendation
    return {
        "round": diagnosis.round,
        "challenges": [_plain(challenge) for challenge in diagnosis.challenges],
        "attitudes": {name: result.score for name, result in diagnosis.attitudes.items()},
        "attitude_results": _plain(diagnosis.attitudes),
        "transitions": _plain(diagnosis.transitions),
        "gap": _plain(diagnosis.gap),
        "execution": _execution(diagnosis),
        "circle": _plain(diagnosis.circle),
        "recommendation": _plain(recommendation),
        "begin": _plain(diagnosis.begin),
        "robustness": _plain(insight.stability) if insight else None,
        "flips": _plain(insight.flips) if insight else None,
        "intervals": _plain(insight.intervals) if insight else None,
        "weakest": _plain(insight.weakest) if insight else None,
        "costs": _plain(insight.costs) if insight else None,
        "unknown": _plain(diagnosis.unknown),
        "features": _plain(diagnosis.features),
        "explanation": _tree(diagnosis.explanation),
        "versions": dict(diagnosis.versions),
    }


def _execution(diagnosis: Diagnosis) -> dict[str, Any]:
    levels = diagnosis.execution
    return {
        "levels": {name: level.counted for name, level in levels.items()},
        "mean": diagnosis.execution_mean,
        "chosen": {name: level.chosen for name, level in levels.items()},
        "missing": {name: list(level.missing) for name, level in levels.items()},
        "checks": list(diagnosis.checks),
    }


def _plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, sequences as lists; explanations are left out, the tree stands once."""
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(part) for name, part in named.items() if not isinstance(part, Explanation)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _tree(step: Explanation) -> dict[str, Any]:
    return {
        "what": step.what,
        "value": _plain(step.value),
        "rule": step.rule,
        "inputs": _plain(step.inputs),
        "thresholds": dict(step.thresholds),
        "source": step.source,
        "because": [_tree(below) for below in step.because],
    }
