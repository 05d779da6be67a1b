"""What a reason is made of, and the pieces reasons share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lcc_diag.model.results import AttitudeResult, ChallengeResult
from lcc_diag.view.answers import Row, attitude_rows, challenge_rows
from lcc_diag.view.challenges import call_name
from lcc_diag.view.chapters import Link, item_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.levels import level_text

Reason = dict[str, Any]
Group = dict[str, Any]
Teller = Callable[[Findings], Reason | None]
"""Tells one reason, or nothing where it does not hold."""


def reason(
    name: str,
    text: str,
    *,
    detail: str | None = None,
    why: str | None = None,
    gloss: str | None = None,
    about: Iterable[str] = (),
    groups: Iterable[Group] = (),
    links: Iterable[Link] = (),
) -> Reason:
    """A headline, one more sentence, the challenge statements it is about; then, on opening: what the terms mean, why
    it counts, the answers, and where to change them."""
    kept = [group for group in groups if group["rows"]]
    return {
        "id": name,
        "text": text,
        "detail": detail,
        "about": list(about),
        "gloss": gloss,
        "why": why,
        "groups": kept,
        "links": list(links),
    }


def group(title: str, rows: list[Row], place: Link, remark: str | None = None) -> Group:
    """Answers that belong together, with the place where they were given."""
    return {"title": title, "remark": remark, "rows": rows, "link": place}


def challenge_group(found: Findings, result: ChallengeResult) -> Group:
    """The answers that decided what a challenge is, and how it is handled."""
    call = found.questionnaires.cynefin.calls[result.call]
    remark = found.say("call_is", call=call_name(found, result), sentence=found.word(call.sentence))
    return group(result.statement, challenge_rows(found, result), item_link(found, "cynefin.", result.id), remark)


def attitude_group(found: Findings, result: AttitudeResult, lowest: bool = True) -> Group:
    """The answers that pull an attitude down most, or up most."""
    rows = attitude_rows(found, result.dimension, lowest=lowest)
    lead = found.word(found.questionnaires.attitudes.lead)
    return group(attitude_value(found, result), rows, item_link(found, f"attitudes.{result.dimension}"), lead)


def attitude_value(found: Findings, result: AttitudeResult) -> str:
    """An attitude with its score and level: ``Resilienz, 2,9 von 5 (»Im Aufbau«)``."""
    name, score = found.attitude_name(result.dimension), found.number(result.score)
    return found.say("attitude_value", name=name, score=score, level=level_text(found, result, quoted=True))


def attitude_gloss(found: Findings, dimension: str) -> str:
    """What an attitude means, in one line."""
    entry = found.questionnaires.attitudes.dimensions[dimension]
    return found.say("gloss", name=found.word(entry.short), text=found.word(entry.gloss))


def limit(found: Findings, name: str) -> float:
    """A limit of the decision by its name in the rules."""
    return found.questionnaires.rules.settings[name].value


def limit_text(found: Findings, name: str) -> str:
    """A limit of the decision in words, with the reason that stands beside it in the rules."""
    setting = found.questionnaires.rules.settings[name]
    return found.say("limit", limit=found.short(setting.value), reason=found.word(setting.reason))
