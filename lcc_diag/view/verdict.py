"""The verdict: what is recommended, in one sentence, and how far it can be relied on."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.decision import COLLECT
from lcc_diag.model.features import settings_of
from lcc_diag.model.results import ChallengeResult
from lcc_diag.view import formats
from lcc_diag.view.chapters import workshop_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.stability import stability_line
from lcc_diag.view.workshop import seen
from lcc_diag.view.workshop.beside import beside

_AFTER_A_WORKSHOP = ("status_one_text", "status_some_text", "status_none_text", "status_empty_text")
"""Sentences that are worded in another way once people have looked together."""


def verdict(found: Findings) -> dict[str, Any]:
    """The outcome in words, the organisation and date it is about, its status, and the workshop beside it."""
    decision = found.diagnosis.recommendation
    outcome = found.questionnaires.rules.outcomes[decision.outcome]
    return {
        "label": found.say("verdict_label"),
        "outcome": decision.outcome,
        "family": outcome.family,
        "name": found.word(outcome.name),
        "sentence": found.word(outcome.verdict),
        "example": found.say("example") if found.case.example else None,
        "organisation": found.case.organisation,
        "date": _date(found),
        "status": status(found),
        "stability": stability_line(found),
        "workshop": beside(found),
    }


def _date(found: Findings) -> dict[str, str] | None:
    """The day of the last answer, the state the result is about."""
    days = [answer.at.date() for answer in found.case.answers if answer.round == found.diagnosis.round and answer.at]
    if not days:
        return None
    return {
        "iso": max(days).isoformat(),
        "text": found.say("answers_until", day=formats.day(max(days), found.language)),
    }


def status(found: Findings) -> dict[str, str]:
    """Incomplete, first impression or result (methods E.6), what that means for the reader, and the way to more views.

    After a workshop the wording holds for those who have seen its result as well.
    """
    kind, key = _status(found)
    label, view = found.say(f"status_{kind}"), _view_text(found)
    return {"id": kind, "label": label, "text": _status_text(found, key), "view": view, "way": _way(found, kind)}


def _status(found: Findings) -> tuple[str, str]:
    """Its name and that of its sentence."""
    challenges = found.diagnosis.challenges
    single = _single(found)
    if found.diagnosis.recommendation.outcome == COLLECT:
        return "incomplete", "status_incomplete_text" if found.answers.given else "status_empty_text"
    if not single:
        return "result", "status_result_text"
    if len({person for given in found.answers.given.values() for person in given}) == 1:
        return "first", "status_one_text"
    return "first", "status_none_text" if single == len(challenges) else "status_some_text"


def _status_text(found: Findings, key: str) -> str:
    counts = {
        "needed": found.count(_needed(found)),
        "single": _single(found),
        "total": len(found.diagnosis.challenges),
    }
    told = seen.say if key in _AFTER_A_WORKSHOP and seen.latest(found) else Findings.say
    return told(found, key, **counts)


def _needed(found: Findings) -> int:
    return int(settings_of(found.questionnaires)["raters_for_result"])


def _single(found: Findings) -> int:
    """Challenges that too few people have rated to call it more than a first impression."""
    return sum(_raters(result) < _needed(found) for result in found.diagnosis.challenges)


def _way(found: Findings, kind: str) -> dict[str, Any] | None:
    """How other people's views come in, where they are asked for and no workshop has been held yet."""
    if kind == "result" or not found.answers.given or seen.latest(found):
        return None
    return {"text": seen.say(found, "way"), "label": seen.say(found, "way_link"), "link": workshop_link(found)}


def _raters(result: ChallengeResult) -> int:
    """People whose answers were enough to count."""
    return result.raters if result.support_share is not None else 0


def _view_text(found: Findings) -> str:
    """Whose view of the attitudes this is; only worth a sentence where staff did not decide."""
    scored = found.scored_attitudes()
    if not scored or any(result.view == "staff" for result in scored):
        return ""
    content = found.questionnaires.attitudes
    minimum, view = found.count(int(content.min_staff.value)), found.word(content.leaders_view)
    if found.few_staff:
        told = seen.say if seen.latest(found) else Findings.say
        return told(found, "few_staff", minimum=minimum)
    if shown := seen.staff_seen(found):
        return seen.say(found, "leaders_view", view=view, **seen.staff_values(found, shown))
    return found.say("leaders_view", view=view, minimum=minimum)
