"""The verdict: what is recommended, in one sentence, and how far it can be relied on."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.decision import COLLECT
from lcc_diag.model.features import settings_of
from lcc_diag.model.results import ChallengeResult
from lcc_diag.view import formats
from lcc_diag.view.findings import Findings
from lcc_diag.view.stability import stability_line


def verdict(found: Findings) -> dict[str, Any]:
    """The outcome in words, the organisation and date it is about, and its status."""
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
    """Incomplete, first impression or result (methods E.6), and what that means for the reader."""
    kind, text = _status(found)
    return {"id": kind, "label": found.say(f"status_{kind}"), "text": text, "view": _view_text(found)}


def _status(found: Findings) -> tuple[str, str]:
    needed = int(settings_of(found.questionnaires)["raters_for_result"])
    challenges = found.diagnosis.challenges
    single = sum(_raters(result) < needed for result in challenges)
    if found.diagnosis.recommendation.outcome == COLLECT:
        return "incomplete", found.say("status_incomplete_text" if found.answers.given else "status_empty_text")
    if not single:
        return "result", found.say("status_result_text", needed=found.count(needed))
    if len({person for given in found.answers.given.values() for person in given}) == 1:
        return "first", found.say("status_one_text", needed=found.count(needed))
    if single == len(challenges):
        return "first", found.say("status_none_text", needed=found.count(needed))
    return "first", found.say("status_some_text", single=single, total=len(challenges), needed=found.count(needed))


def _raters(result: ChallengeResult) -> int:
    """People whose answers were enough to count."""
    return result.raters if result.support_share is not None else 0


def _view_text(found: Findings) -> str:
    """Whose view of the attitudes this is; only worth a sentence where staff did not decide."""
    scored = found.scored_attitudes()
    if not scored or any(result.view == "staff" for result in scored):
        return ""
    content = found.questionnaires.attitudes
    minimum = found.count(int(content.min_staff.value))
    if found.few_staff:
        return found.say("few_staff", minimum=minimum)
    return found.say("leaders_view", view=found.word(content.leaders_view), minimum=minimum)
