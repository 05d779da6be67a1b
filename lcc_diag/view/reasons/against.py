"""What speaks against an outcome: the answers and scores that point the other way."""

from __future__ import annotations

from collections.abc import Callable

from lcc_diag.model.numbers import settled
from lcc_diag.model.results import AttitudeResult, ChallengeResult
from lcc_diag.view.answers import answer_row, strongest
from lcc_diag.view.challenges import call_name
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons.attitudes import lowest
from lcc_diag.view.reasons.challenges import chosen
from lcc_diag.view.reasons.reason import (
    Reason,
    Teller,
    attitude_gloss,
    attitude_group,
    attitude_value,
    group,
    limit,
    limit_text,
    reason,
)


def against_answer(holds: Callable[[ChallengeResult], bool]) -> Teller:
    """The answer that speaks strongest against the call of one of the challenges the outcome rests on."""

    def tell(found: Findings) -> Reason | None:
        last = [(strongest(result)[-1], result) for result in chosen(found, holds) if result.contributions]
        opposed = [pair for pair in last if pair[0].weight < 0]
        if not opposed:
            return None
        part, result = min(opposed, key=lambda pair: pair[0].weight)
        rows = [answer_row(found, f"cynefin.{part.indicator}", result.id)]
        groups = [group(result.statement, rows, item_link(found, "cynefin.", result.id))]
        text = found.say("against_answer", call=found.quoted(call_name(found, result)))
        return reason("against_answer", text, about=[result.statement], groups=groups)

    return tell


def against_strength(found: Findings) -> Reason | None:
    """The strongest attitude carries."""
    scored = found.scored_attitudes()
    if not scored or settled(scored[-1].score) < limit(found, "moderate_below"):
        return None
    return _attitude(found, "against_strength", scored[-1], lowest=False)


def against_attitude(found: Findings) -> Reason | None:
    """The weakest attitude does not carry."""
    result = lowest(found)
    if result is None or settled(result.score) >= limit(found, "moderate_below"):
        return None
    return _attitude(found, "against_attitude", result)


def _attitude(found: Findings, name: str, result: AttitudeResult, lowest: bool = True) -> Reason:
    return reason(
        name,
        found.say(name),
        detail=found.say("value", value=attitude_value(found, result)),
        why=limit_text(found, "moderate_below"),
        gloss=attitude_gloss(found, result.dimension),
        groups=[attitude_group(found, result, lowest=lowest)],
    )


def against_close(found: Findings) -> Reason | None:
    """The lowest score lies so near a limit that a slightly milder or stricter rating would turn it."""
    result = lowest(found)
    if result is None:
        return None
    limits = [limit(found, name) for name in ("deep_below", "moderate_below")]
    nearest = min(limits, key=lambda value: abs(result.score - value))
    if settled(abs(result.score - nearest)) >= limit(found, "rater_shift_sd"):
        return None
    values = {"value": attitude_value(found, result), "limit": found.short(nearest)}
    return reason("against_close", found.say("against_close"), detail=found.say("against_close_detail", **values))
