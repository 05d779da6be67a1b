"""Whether JSON from outside has the shape of a case: which keys hold what. Keys unknown here are left alone.

The same shape is written down for others in ``case.schema.json``; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lcc_diag.model.case import MAX_TEXT_LENGTH, ROLES
from lcc_diag.model.cynefin_questions import DOMAINS
from lcc_diag.model.problem import Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.workshop_shape import WORKSHOPS, workshop_problems

MAX_ID_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may hold: ``fits`` decides, ``code`` names the problem if not."""

    fits: Callable[[Any], bool]
    code: str
    needed: bool = False
    nullable: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT_LENGTH


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID_LENGTH


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: type(value) is kind


def _one_of(names: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in names


_LIST = Key(_is(list), "case_not_list")
_CASE = {
    "organisation": Key(_is_text, "case_not_text"),
    "language": Key(_one_of(LANGUAGES), "case_not_language"),
    "example": Key(_is(bool), "case_not_flag"),
    "challenges": _LIST,
    "respondents": _LIST,
    "answers": _LIST,
}
_PLACEMENT = {
    "domain": Key(_one_of(DOMAINS), "case_not_domain", needed=True),
    "reason": Key(_is_text, "case_not_text"),
}
_CHALLENGE = {
    "id": Key(_is_id, "case_not_id", needed=True),
    "statement": Key(_is_text, "case_not_text", needed=True),
    "critical": Key(_is(bool), "case_not_flag"),
    "stabilised": Key(_is(bool), "case_not_flag"),
    "topic": Key(_is_text, "case_not_text", nullable=True),
    "placement": Key(_is(dict), "case_not_object", nullable=True),
}
_RESPONDENT = {
    "id": Key(_is_id, "case_not_id", needed=True),
    "role": Key(_one_of(ROLES), "case_not_role", needed=True),
}
_ANSWER = {
    "round": Key(_is_id, "case_not_id", needed=True),
    "respondent": Key(_is_id, "case_not_id", needed=True),
    "challenge": Key(_is_id, "case_not_id", nullable=True),
    "item": Key(_is_id, "case_not_id", needed=True),
    "value": Key(lambda value: type(value) in (str, int, float), "case_not_value", needed=True),
    "evidence": Key(_is(dict), "case_not_object"),
    "at": Key(_is_moment, "case_not_moment", nullable=True),
}
_LISTS = {"challenges": _CHALLENGE, "respondents": _RESPONDENT, "answers": _ANSWER}


def shape_problems(case: dict[str, Any]) -> Iterator[Problem]:
    """Everything about the shape that is wrong; places are named like ``answers.17``, counted from 1."""
    yield from _object_problems(case, _CASE, "")
    yield from workshop_problems(case.get(WORKSHOPS, []))
    for name, keys in _LISTS.items():
        entries = case.get(name, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
            yield from _object_problems(entry, keys, f"{name}.{number}")
            if name == "challenges" and isinstance(entry, dict) and isinstance(entry.get("placement"), dict):
                yield from _object_problems(entry["placement"], _PLACEMENT, f"{name}.{number}.placement")


def _object_problems(value: Any, keys: dict[str, Key], path: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("case_not_object", {"name": path}, path=path)
        return
    for name, key in keys.items():
        if name not in value:
            if key.needed:
                yield Problem("case_key_missing", {"name": name}, path=path or None)
        elif not (key.fits(value[name]) or (key.nullable and value[name] is None)):
            yield Problem(key.code, {"name": name}, path=path or None)
