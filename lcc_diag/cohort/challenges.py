"""What the room may see of one challenge.

Indicators that the guard refuses are left out before anything else is computed. So the call, the support and all that
follows from them rest on the indicators that are shown, and say nothing about the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lcc_diag.cohort.coarse import coarse, share, shares, tenth
from lcc_diag.cohort.crowd import Crowd, answer_to
from lcc_diag.cohort.guard import of_several
from lcc_diag.cohort.shown import ChallengeDot, IndicatorShares, ShownChallenge, Why
from lcc_diag.cohort.spread import spread, widest
from lcc_diag.model import mismatch
from lcc_diag.model.case import DONT_KNOW, Challenge
from lcc_diag.model.challenges import HANDLING
from lcc_diag.model.cynefin import Pool, Rater, call, pool, rate
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.workshop import Voice

Reasons = Mapping[str, Why | None]
"""Why an indicator is not shown, ``None`` if it is; in the order of the questionnaire."""


def item_of(indicator: str) -> str:
    """The item that asks about an indicator."""
    return f"cynefin.{indicator}"


def items_of(cynefin: Cynefin) -> tuple[str, ...]:
    """The items that rate a challenge; what people write about it does not count."""
    return (*map(item_of, cynefin.indicators), HANDLING)


def counted_indicators(challenge: str, crowd: Crowd, cynefin: Cynefin) -> Reasons:
    """Which indicators may be shown: only their answers count."""
    return {name: crowd.refused_answers(answer_to(item_of(name), challenge)) for name in cynefin.indicators}


def shown_challenge(challenge: Challenge, crowd: Crowd, cynefin: Cynefin) -> ShownChallenge:
    """The challenge as the room sees it. ``crowd``: who rated it."""
    reasons = counted_indicators(challenge.id, crowd, cynefin)
    indicators = [_indicator(name, why, challenge.id, crowd, cynefin) for name, why in reasons.items()]
    spreads = {name: _spread(name, challenge.id, crowd, cynefin) for name, why in reasons.items() if why is None}
    modes_why = crowd.refused_answers(answer_to(HANDLING, challenge.id))
    modes = None if modes_why else _modes(challenge.id, crowd, cynefin)
    return {
        "id": challenge.id,
        "statement": challenge.statement,
        **_called(challenge.id, crowd, reasons, modes, cynefin),
        "indicators": indicators,
        "discuss": widest(spreads),
        "modes": None if modes is None else coarse(modes),
        "modes_why": modes_why,
        "dots": _dots(challenge.id, crowd.public, cynefin),
    }


def _called(
    challenge: str, crowd: Crowd, reasons: Reasons, modes: mismatch.Shares | None, cynefin: Cynefin
) -> dict[str, Any]:
    """The call and what belongs to it."""
    counted = [name for name, why in reasons.items() if why is None]
    together = pool(_raters(challenge, crowd.everybody, counted, cynefin), cynefin)
    why = _no_call(together, crowd, reasons, cynefin)
    if why is not None:
        return {"shown": False, "why": why, **_no_values()}
    called, _ = call(together, cynefin.call)
    return {
        "shown": True,
        "why": None,
        "n": crowd.size(len(together.raters)),
        "counted": counted,
        "call": called,
        "support": coarse(together.support),
        "support_share": share(together.support_share or 0.0),
        "disagreement": tenth(together.disagreement),
        "uncertainty": tenth(together.uncertainty),
        "mismatch": None if modes is None else mismatch.named(called, together.support, modes, cynefin),
    }


def _no_values() -> dict[str, Any]:
    """What stands in the place of a call that is not shown."""
    nothing = ("n", "call", "support_share", "disagreement", "uncertainty", "mismatch")
    return {"counted": [], "support": {}, **dict.fromkeys(nothing)}


def _no_call(together: Pool, crowd: Crowd, reasons: Reasons, cynefin: Cynefin) -> Why | None:
    """Why the call is not shown. Its raters need no guard of their own: where a single indicator is shown, people
    differ in it, so they differ in all their answers taken together."""
    if crowd.overlaps:
        return "overlap"
    if sum(why is None for why in reasons.values()) < cynefin.min_answered.value:
        return of_several(reasons.values())
    protected = {voice.participant.id for voice in crowd.protected}
    rated = sum(rater.respondent in protected for rater in together.raters)
    return None if together.enough and (not protected or rated >= crowd.smallest) else "too_few"


def _raters(challenge: str, voices: Iterable[Voice], indicators: Iterable[str], cynefin: Cynefin) -> list[Rater]:
    """People who answered one of the indicators, judged by these alone."""
    keys = {name: (item_of(name), challenge) for name in indicators}
    chosen = {
        voice.participant.id: {name: str(voice.answers[key]) for name, key in keys.items() if key in voice.answers}
        for voice in voices
    }
    return [rate(who, answers, cynefin) for who, answers in chosen.items() if answers]


def _indicator(name: str, why: Why | None, challenge: str, crowd: Crowd, cynefin: Cynefin) -> IndicatorShares:
    values = [] if why else [str(value) for value in crowd.told(answer_to(item_of(name), challenge))]
    return {
        "item": name,
        "shown": why is None,
        "why": why,
        "shares": shares(values, (*cynefin.indicators[name].options, DONT_KNOW)),
        "spread": None if why else share(_spread(name, challenge, crowd, cynefin)),
    }


def _spread(name: str, challenge: str, crowd: Crowd, cynefin: Cynefin) -> float:
    values = [str(value) for value in crowd.told(answer_to(item_of(name), challenge)) if value != DONT_KNOW]
    return spread(values, len(cynefin.indicators[name].options))


def _modes(challenge: str, crowd: Crowd, cynefin: Cynefin) -> mismatch.Shares:
    return mismatch.shares((str(value) for value in crowd.told(answer_to(HANDLING, challenge))), cynefin)


def _dots(challenge: str, voices: Iterable[Voice], cynefin: Cynefin) -> list[ChallengeDot]:
    """Where consenting leaders stand by all they answered, in the order of their ids."""
    roles = {voice.participant.id: voice.participant.role for voice in voices}
    raters = _raters(challenge, voices, cynefin.indicators, cynefin)
    together = [pool((rater,), cynefin) for rater in sorted(raters, key=lambda rater: rater.respondent)]
    return [
        {"participant": one.raters[0].respondent, "role": roles[one.raters[0].respondent], "top": one.ranking[0]}
        for one in together
        if one.enough
    ]
