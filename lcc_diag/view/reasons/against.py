"""What speaks against an outcome: the answers and scores that point the other way."""

from __future__ import annotations

from collections.abc import Callable

from lcc_diag.model.numbers import settled
from lcc_diag.model.results import ChallengeResult
from lcc_diag.view.answers import answer_row, strongest
from lcc_diag.view.challenges import call_name
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons.attitudes import lowest
from lcc_diag.view.reasons.challenges import chosen
from lcc_diag.view.reasons.reason import (
    Reason,
    Teller,
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
        return reason("against_answer", text, None, about=[result.statement], groups=groups)

    return tell


def against_strength(found: Findings) -> Reason | None:
    scored = found.scored_attitudes()
    if not scored or settled(scored[-1].score) < limit(found, "moderate_below"):
        return None
    text = found.say("against_strength", value=attitude_value(found, scored[-1]))
    return reason("against_strength", text, None, groups=[attitude_group(found, scored[-1], lowest=False)])


def against_attitude(found: Findings) -> Reason | None:
    result = lowest(found)
    if result is None or settled(result.score) >= limit(found, "moderate_below"):
        return None
    text = found.say("against_attitude", value=attitude_value(found, result))
    return reason("against_attitude", text, limit_text(found, "moderate_below"), groups=[attitude_group(found, result)])


def against_close(found: Findings) -> Reason | None:
    """The lowest score lies so near a limit that a slightly milder or stricter rating would turn it."""
    result = lowest(found)
    if result is None:
        return None
    limits = [limit(found, name) for name in ("deep_below", "moderate_below")]
    nearest = min(limits, key=lambda value: abs(result.score - value))
    if settled(abs(result.score - nearest)) >= limit(found, "rater_shift_sd"):
        return None
    text = found.say("against_close", value=attitude_value(found, result), limit=found.short(nearest))
    return reason("against_close", text)
