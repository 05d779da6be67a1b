"""Each challenge in words: what the answers say it is, how it is handled today, and whether the two fit."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.cynefin import COMPLEX_CALLS, UNCLEAR_CALLS
from lcc_diag.model.mismatch import AS_ORDER, WORST, main_mode
from lcc_diag.model.results import ChallengeResult
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop import seen

SHOWN_FROM = 0.05
"""Smallest support worth naming beside the strongest."""


def is_complex(result: ChallengeResult) -> bool:
    """Whether it counts as complex in the decision."""
    return result.call in COMPLEX_CALLS


def is_unclear(result: ChallengeResult) -> bool:
    """Whether it counts as unclear in the decision."""
    return result.call in UNCLEAR_CALLS


def is_handled(result: ChallengeResult, *modes: str) -> bool:
    """Whether one of ``modes`` is the way of handling most raters named."""
    return main_mode(result.modes) in modes


def is_run_as_order(result: ChallengeResult) -> bool:
    """A complex challenge that is handled as if the solution could be planned beforehand."""
    return is_complex(result) and is_handled(result, *AS_ORDER)


def call_name(found: Findings, result: ChallengeResult) -> str:
    """The call in words."""
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
    fit = None if result.severity is None else round(result.severity * WORST)
    return {
        "id": result.id,
        "number": challenge_number(found, result.id),
        "statement": result.statement,
        "call": {"id": result.call, "name": found.word(call.name), "sentence": found.word(call.sentence)},
        "support": support_text(found, result),
        "raters": raters_text(found, result),
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
    """How far the answers carry the call, on the scale 0 to 1, never as "so much per cent complex" (methods A.2).

    Empty where nobody has answered enough: what is known then is what was assumed beforehand.
    """
    if result.support_share is None:
        return ""
    domains = found.questionnaires.cynefin.domains
    ranked = sorted(result.support, key=lambda domain: -result.support[domain])[:2]
    ranked = [name for name in ranked if result.support[name] >= SHOWN_FROM]
    shares = [f"{found.word(domains[name].name)} {found.number(result.support[name], 2)}" for name in ranked]
    return found.say("support", shares=found.listed(shares))


def raters_text(found: Findings, result: ChallengeResult) -> str:
    """How many people the call rests on; those with too few answers do not count (methods A.5)."""
    told = seen.say if seen.latest(found) else Findings.say
    if result.support_share is None:
        return told(found, "raters_none")
    return told(found, "raters_one" if result.raters == 1 else "raters_many", count=found.count(result.raters))


def handling_names(found: Findings, result: ChallengeResult) -> list[str]:
    """Names of the ways the challenge is handled, the one most raters named first."""
    modes = found.questionnaires.cynefin.handling.modes
    return [found.word(modes[mode].name) for mode in sorted(result.modes, key=lambda mode: -result.modes[mode])]


def _handling(found: Findings, result: ChallengeResult) -> dict[str, Any]:
    mode, names = main_mode(result.modes), handling_names(found, result)
    text = found.word(found.questionnaires.cynefin.handling.modes[mode].text) if mode else found.say("handling_open")
    return {
        "label": found.say("handling_today"),
        "text": text,
        "names": names,
        "others": found.say("handling_others", names=found.listed(names[1:])) if names[1:] else None,
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
        "label": found.say("placement_label"),
        "text": found.say("placement_same" if same else "placement_differs", domain=name),
        "reason": placed.reason,
    }


def _remarks(found: Findings, result: ChallengeResult) -> list[str]:
    return [found.say("cliff")] if result.cliff else []
