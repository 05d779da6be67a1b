"""Each challenge in words: what the answers say it is, how it is handled today, and whether the two fit."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.results import ChallengeResult
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings

COMPLEX_CALLS = ("complex", "complex_complicated")
UNCLEAR_CALLS = ("confused", "contested", "chaotic_complex")
ORDER_MODES = ("best_practice", "expert_project")
SEVEREST = 3
"""Severity is written down on the scale 0 (fits) to 3 (dangerous) and kept as a share of it (methods A.6)."""


def main_mode(result: ChallengeResult) -> str | None:
    """The way of handling most raters named; the first of the questionnaire among equals."""
    return max(result.modes, key=lambda mode: result.modes[mode]) if result.modes else None


def is_complex(result: ChallengeResult) -> bool:
    return result.call in COMPLEX_CALLS


def is_run_as_order(result: ChallengeResult) -> bool:
    """A complex challenge that is handled as if the solution could be planned beforehand."""
    return is_complex(result) and main_mode(result) in ORDER_MODES


def is_acute(result: ChallengeResult) -> bool:
    return result.critical and not result.stabilised and result.call == "chaotic"


def call_name(found: Findings, result: ChallengeResult) -> str:
    return found.word(found.questionnaires.cynefin.calls[result.call].name)


def challenges(found: Findings) -> dict[str, Any]:
    """Section with one entry per challenge, the least fitting first; an invitation when there is none."""
    ranked = sorted(found.diagnosis.challenges, key=lambda result: -(result.severity or 0))
    return {
        "title": found.say("challenges_title"),
        "lead": found.say("challenges_lead"),
        "items": [_challenge(found, result) for result in ranked],
        "empty": None if ranked else found.say("challenges_empty"),
        "link": item_link(found, "cynefin."),
    }


def _challenge(found: Findings, result: ChallengeResult) -> dict[str, Any]:
    call = found.questionnaires.cynefin.calls[result.call]
    fit = None if result.severity is None else round(result.severity * SEVEREST)
    return {
        "id": result.id,
        "number": challenge_number(found, result.id),
        "statement": result.statement,
        "call": {"id": result.call, "name": found.word(call.name), "sentence": found.word(call.sentence)},
        "support": support_text(found, result),
        "raters": found.counted("raters", result.raters),
        "handling": _handling(found, result),
        "fit": None if fit is None else {"level": fit, "text": found.say(f"fit_{fit}")},
        "mismatch": _mismatch(found, result),
        "advice": {"label": found.say("advice"), "text": found.word(call.advice)},
        "placement": _placement(found, result),
        "remarks": _remarks(found, result),
        "link": item_link(found, "cynefin.", result.id),
    }


def challenge_number(found: Findings, challenge_id: str) -> int:
    """Number of a challenge from 1, in the order of the case; the same on page, canvas and tables."""
    return [challenge.id for challenge in found.case.challenges].index(challenge_id) + 1


def support_text(found: Findings, result: ChallengeResult) -> str:
    """How far the answers carry the call, on the scale 0 to 1, never as "so much per cent complex" (methods A.2)."""
    domains = found.questionnaires.cynefin.domains
    ranked = sorted(result.support, key=lambda domain: -result.support[domain])[:2]
    shares = [f"{found.word(domains[name].name)} {found.number(result.support[name], 2)}" for name in ranked]
    return found.say("support", shares=found.listed(shares))


def _handling(found: Findings, result: ChallengeResult) -> dict[str, Any]:
    modes = found.questionnaires.cynefin.handling.modes
    named = sorted(result.modes, key=lambda mode: -result.modes[mode])
    return {
        "label": found.say("handling_today"),
        "text": found.word(modes[named[0]].text) if named else found.say("handling_open"),
        "names": [found.word(modes[mode].name) for mode in named],
        "several": found.say("handling_several") if len(named) > 1 else None,
    }


def _mismatch(found: Findings, result: ChallengeResult) -> dict[str, str] | None:
    if result.mismatch is None:
        return None
    entry = found.questionnaires.cynefin.mismatches[result.mismatch]
    return {"id": result.mismatch, "name": found.word(entry.name), "advice": found.word(entry.advice)}


def _placement(found: Findings, result: ChallengeResult) -> dict[str, str] | None:
    """Where the group itself puts the challenge, beside the computed call and never instead of it."""
    placed = next((entry.placement for entry in found.case.challenges if entry.id == result.id), None)
    if placed is None:
        return None
    name = found.word(found.questionnaires.cynefin.domains[placed.domain].name)
    same = placed.domain == result.call
    return {
        "domain": placed.domain,
        "text": found.say("placement_same" if same else "placement_differs", domain=name),
        "reason": placed.reason,
    }


def _remarks(found: Findings, result: ChallengeResult) -> list[str]:
    return [found.say("cliff")] if result.cliff else []
