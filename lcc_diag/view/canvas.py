"""The Cynefin canvas as data: domains, points and words, for the form and for the result page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcc_diag.i18n import section
from lcc_diag.model.case import Challenge
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.text import LANGUAGES, Text

Json = dict[str, Any]


def both(text: Text) -> dict[str, str]:
    """The wording in every language, so that the page can switch without asking."""
    return {language: text[language] for language in LANGUAGES}


def canvas_view(
    questionnaires: Questionnaires, challenges: Iterable[Challenge], results: Iterable[ChallengeResult] = ()
) -> Json:
    """What ``canvas.js`` draws: ``domains``, ``points`` numbered in the order of the challenges, ``calls``, ``words``.

    A challenge without a result has ``call`` ``None`` and is not drawn. ``support`` is the support by the answers,
    0 to 1 per domain (methods A.5).
    """
    words = section("form")
    cynefin = questionnaires.cynefin
    by_id = {result.id: result for result in results}
    return {
        "domains": [
            {"id": name, "name": both(domain.name), "short": both(domain.short), "gloss": both(domain.gloss)}
            for name, domain in cynefin.domains.items()
        ],
        "calls": {
            name: {"name": both(call.name), "sentence": both(call.sentence)} for name, call in cynefin.calls.items()
        },
        "points": [_point(number, c, by_id.get(c.id)) for number, c in enumerate(challenges, start=1)],
        "words": {name: both(words[f"canvas_{name}"]) for name in ("cliff", "computed", "placed")},
        "attribution": both(cynefin.attribution),
    }


def placement_view(challenge: Challenge) -> Json | None:
    """Where the group itself puts the challenge, or ``None``."""
    placed = challenge.placement
    return placed and {"domain": placed.domain, "reason": placed.reason}


def _point(number: int, challenge: Challenge, result: ChallengeResult | None) -> Json:
    answered = result is not None and result.answered > 0
    return {
        "number": number,
        "challenge": challenge.id,
        "statement": challenge.statement,
        "call": result.call if answered else None,
        "support": {domain: round(share, 4) for domain, share in result.support.items()} if answered else {},
        "placement": placement_view(challenge),
    }
