"""Cases and their parts as JSON values and back: one form for the case file and for the stored events.

Reading trusts its input: a case file is checked before (``case_shape``), stored events were checked when recorded.
Keys with their usual value are left out, keys unknown here are kept in ``extra``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lcc_diag.model.case import Answer, Case, Challenge, Placement, Respondent

Json = dict[str, Any]

CASE_KEYS = ("organisation", "language", "example", "challenges", "respondents", "answers")
CHALLENGE_KEYS = ("id", "statement", "critical", "stabilised", "topic", "placement")
PLACEMENT_KEYS = ("domain", "reason")
RESPONDENT_KEYS = ("id", "role")
ANSWER_KEYS = ("round", "respondent", "challenge", "item", "value", "evidence", "at")


def case_to_json(case: Case) -> Json:
    """The whole case; ``case_from_json`` gives it back."""
    return {
        **_extra(case.extra, CASE_KEYS),
        "organisation": case.organisation,
        "language": case.language,
        **_if_set(example=case.example),
        "challenges": [challenge_to_json(challenge) for challenge in case.challenges],
        "respondents": [respondent_to_json(respondent) for respondent in case.respondents],
        "answers": [answer_to_json(answer) for answer in case.answers],
    }


def case_from_json(data: Json) -> Case:
    """The case again; ``extra`` holds the keys that are unknown here."""
    return Case(
        organisation=data.get("organisation", ""),
        language=data.get("language", "de"),
        challenges=tuple(challenge_from_json(challenge) for challenge in data.get("challenges", ())),
        respondents=tuple(respondent_from_json(respondent) for respondent in data.get("respondents", ())),
        answers=tuple(answer_from_json(answer) for answer in data.get("answers", ())),
        example=data.get("example", False),
        extra=_extra(data, CASE_KEYS),
    )


def challenge_to_json(challenge: Challenge) -> Json:
    """One challenge, with the group's own placement if there is one."""
    return {
        "id": challenge.id,
        "statement": challenge.statement,
        **_if_set(critical=challenge.critical, stabilised=challenge.stabilised),
        **({} if challenge.topic is None else {"topic": challenge.topic}),
        **({} if challenge.placement is None else {"placement": _placement_to_json(challenge.placement)}),
        **_extra(challenge.extra, CHALLENGE_KEYS),
    }


def challenge_from_json(data: Json) -> Challenge:
    """The challenge again."""
    placement = data.get("placement")
    return Challenge(
        id=data["id"],
        statement=data["statement"],
        critical=data.get("critical", False),
        stabilised=data.get("stabilised", False),
        topic=data.get("topic"),
        placement=None if placement is None else _placement_from_json(placement),
        extra=_extra(data, CHALLENGE_KEYS),
    )


def respondent_to_json(respondent: Respondent) -> Json:
    """One respondent."""
    return {"id": respondent.id, "role": respondent.role, **_extra(respondent.extra, RESPONDENT_KEYS)}


def respondent_from_json(data: Json) -> Respondent:
    """The respondent again."""
    return Respondent(data["id"], data["role"], _extra(data, RESPONDENT_KEYS))


def answer_to_json(answer: Answer) -> Json:
    """One answer; its time in ISO 8601."""
    return {
        "round": answer.round,
        "respondent": answer.respondent,
        **({} if answer.challenge is None else {"challenge": answer.challenge}),
        "item": answer.item,
        "value": answer.value,
        **({"evidence": dict(answer.evidence)} if answer.evidence else {}),
        **({} if answer.at is None else {"at": answer.at.isoformat()}),
        **_extra(answer.extra, ANSWER_KEYS),
    }


def answer_from_json(data: Json) -> Answer:
    """The answer again."""
    at = data.get("at")
    return Answer(
        round=data["round"],
        respondent=data["respondent"],
        item=data["item"],
        value=data["value"],
        challenge=data.get("challenge"),
        evidence=data.get("evidence", {}),
        at=None if at is None else datetime.fromisoformat(at),
        extra=_extra(data, ANSWER_KEYS),
    )


def _placement_to_json(placement: Placement) -> Json:
    return {"domain": placement.domain, "reason": placement.reason, **_extra(placement.extra, PLACEMENT_KEYS)}


def _placement_from_json(data: Json) -> Placement:
    return Placement(data["domain"], data.get("reason", ""), _extra(data, PLACEMENT_KEYS))


def _if_set(**flags: bool) -> Json:
    return {name: True for name, value in flags.items() if value}


def _extra(data: Mapping[str, Any], known: tuple[str, ...]) -> Json:
    return {key: value for key, value in data.items() if key not in known}
