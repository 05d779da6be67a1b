"""Items: what can be asked, which values each takes, and whether an answer, a statement or a text is acceptable."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lcc_diag.model.case import DONT_KNOW, MAX_TEXT_LENGTH, NOT_APPLICABLE, Answer, Challenge, Placement
from lcc_diag.model.problem import Problem
from lcc_diag.model.questionnaires import DOMAINS, EvidenceField, Questionnaires

MAX_ORGANISATION_LENGTH = 200
"""Longest name of an organisation, in characters."""

MAX_NAME_LENGTH = 80
"""Longest name of a round (``t0``) or a topic (``erp``), in characters."""

MAX_NUMBER = 1e12
"""Largest size of a number given as evidence, where the field sets no narrower limit."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORT_NUMBER = re.compile(r"[0-9]{1,6}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of characters: no database keeps them."""
_LADDER = "_ladder"


@dataclass(frozen=True, slots=True)
class Item:
    """What may be answered to one item: one of ``choices``, a whole number from ``minimum`` to ``maximum``, or text.

    ``challenge``: the answer is about one challenge. ``evidence``: fields that may back the answer.
    """

    choices: tuple[str | int, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    text: bool = False
    challenge: bool = False
    evidence: Mapping[str, EvidenceField] = field(default_factory=dict)


def find_item(item: str, questionnaires: Questionnaires) -> Item | None:
    """The item with this id (``cynefin.cause_effect``), or None if the questionnaires have none."""
    section, _, name = item.partition(".")
    find = _FINDERS.get(section)
    return find(name, questionnaires) if find else None


def item_ids(questionnaires: Questionnaires) -> Iterator[str]:
    """Every item id, in the order of the questionnaires."""
    yield "cynefin.anecdote"
    yield from (f"cynefin.{name}" for name in questionnaires.cynefin.indicators)
    yield "cynefin.handling"
    for name, dimension in questionnaires.attitudes.dimensions.items():
        yield from (f"attitudes.{item}" for item in dimension.items)
        yield f"attitudes.{name}{_LADDER}"
    yield from (f"execution.{name}" for name in questionnaires.execution.questions)
    yield from (f"circle.{name}" for name in questionnaires.circle.questions)


def check_answer(
    answer: Answer,
    challenge_ids: Collection[str],
    respondent_ids: Collection[str],
    questionnaires: Questionnaires,
) -> Problem | None:
    """The first thing wrong with an answer, or None. Nothing is corrected or cut: what is kept is what was said.

    The fields may hold anything JSON can say, not only what their types promise: answers come from outside.
    """
    item = find_item(answer.item, questionnaires) if isinstance(answer.item, str) else None
    if item is None:
        return _unknown_item(str(answer.item), questionnaires)
    return (
        _check_place(answer, item, challenge_ids, respondent_ids)
        or _check_value(answer, item)
        or _check_evidence(answer, item)
    )


def check_text(text: str, max_length: int) -> Problem | None:
    """Free text: at most ``max_length`` characters, and none that cannot be stored (NUL, half a character)."""
    if len(text) > max_length:
        return Problem("text_too_long", {"length": len(text), "max": max_length})
    if UNSTORABLE.search(text):
        return Problem("text_character")
    return None


def check_statement(text: str, max_length: int) -> Problem | None:
    """A challenge's sentence: not empty, at most ``max_length`` characters."""
    if not isinstance(text, str) or not text.strip():
        return Problem("statement_empty")
    return check_text(text, max_length)


def check_challenge(challenge: Challenge, max_length: int) -> Problem | None:
    """A challenge with its sentence, topic and the group's own placement."""
    topic, placement = challenge.topic, challenge.placement
    if topic is not None and (not isinstance(topic, str) or check_text(topic, MAX_NAME_LENGTH)):
        return Problem("topic_invalid", {"max": MAX_NAME_LENGTH})
    return check_statement(challenge.statement, max_length) or (placement and _check_placement(placement))


# --- the items of each questionnaire -------------------------------------------------------------------------


def _cynefin(name: str, questionnaires: Questionnaires) -> Item | None:
    cynefin = questionnaires.cynefin
    if name == "anecdote":
        return Item(text=True, challenge=True)
    if name == "handling":
        return Item((*cynefin.handling.modes, DONT_KNOW), challenge=True)
    indicator = cynefin.indicators.get(name)
    return indicator and Item((*indicator.options, DONT_KNOW), challenge=True)


def _attitudes(name: str, questionnaires: Questionnaires) -> Item | None:
    dimensions = questionnaires.attitudes.dimensions
    ladder = dimensions.get(name.removesuffix(_LADDER)) if name.endswith(_LADDER) else None
    if ladder:
        return Item((*ladder.ladder, DONT_KNOW))
    known = any(name in dimension.items for dimension in dimensions.values())
    return Item((*questionnaires.attitudes.scale, DONT_KNOW)) if known else None


def _execution(name: str, questionnaires: Questionnaires) -> Item | None:
    question = questionnaires.execution.questions.get(name)
    if question is None:
        return None
    optional = (NOT_APPLICABLE,) if question.not_applicable else ()
    return Item((*question.levels, DONT_KNOW, *optional), evidence=question.evidence)


def _circle(name: str, questionnaires: Questionnaires) -> Item | None:
    question = questionnaires.circle.questions.get(name)
    if question is None:
        return None
    if question.kind == "number":
        return Item((DONT_KNOW,), minimum=question.minimum or 0, maximum=question.maximum)
    return Item((*question.choices, DONT_KNOW))


_FINDERS = {"cynefin": _cynefin, "attitudes": _attitudes, "execution": _execution, "circle": _circle}


# --- checks -----------------------------------------------------------------------------------------------------


def _unknown_item(item: str, questionnaires: Questionnaires) -> Problem:
    similar = difflib.get_close_matches(item[:80].lower(), list(item_ids(questionnaires)), n=1)
    if similar:
        return Problem("item_unknown_similar", {"item": _short(item), "similar": similar[0]})
    return Problem("item_unknown", {"item": _short(item)})


def _check_placement(placement: Placement) -> Problem | None:
    if placement.domain not in DOMAINS:
        return Problem("domain_unknown", {"domain": _short(placement.domain), "domains": ", ".join(DOMAINS)})
    if not isinstance(placement.reason, str):
        return Problem("value_not_text", {"item": "placement.reason"})
    return check_text(placement.reason, MAX_TEXT_LENGTH)


def _check_place(
    answer: Answer, item: Item, challenge_ids: Collection[str], respondent_ids: Collection[str]
) -> Problem | None:
    if not _is_in(answer.respondent, respondent_ids):
        return Problem("respondent_unknown", {"item": answer.item, "respondent": _short(answer.respondent)})
    if item.challenge and not _is_in(answer.challenge, challenge_ids):
        return Problem("challenge_unknown", {"item": answer.item, "challenge": _short(answer.challenge or "–")})
    if not item.challenge and answer.challenge is not None:
        return Problem("challenge_needless", {"item": answer.item, "challenge": _short(answer.challenge)})
    if not isinstance(answer.round, str) or not answer.round.strip() or check_text(answer.round, MAX_NAME_LENGTH):
        return Problem("round_invalid", {"item": answer.item, "max": MAX_NAME_LENGTH})
    return None


def _is_in(id_: Any, ids: Collection[str]) -> bool:
    return isinstance(id_, str) and id_ in ids


def _check_value(answer: Answer, item: Item) -> Problem | None:
    value = answer.value
    if item.text:
        if not isinstance(value, str):
            return Problem("value_not_text", {"item": answer.item})
        return check_text(value, MAX_TEXT_LENGTH)
    if _takes(item, value):
        return None
    if _is_quoted_number(value, item):
        return Problem("value_quoted", {"item": answer.item, "value": value})
    return Problem("value_invalid", {"item": answer.item, "value": _short(value), "allowed": _allowed(item)})


def _is_choice(value: Any, choices: tuple[str | int, ...]) -> bool:
    """Equal and of the same type: ``True`` and ``4.0`` are not numbers on a scale, ``"4"`` is not 4."""
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _is_whole(value: Any, minimum: int, maximum: int | None) -> bool:
    return type(value) is int and minimum <= value <= (MAX_NUMBER if maximum is None else maximum)


def _takes(item: Item, value: Any) -> bool:
    in_range = item.minimum is not None and _is_whole(value, item.minimum, item.maximum)
    return in_range or _is_choice(value, item.choices)


def _is_quoted_number(value: Any, item: Item) -> bool:
    """``"4"`` where 4 is possible: a sentence that only lists 4 among the possible values would not help."""
    return isinstance(value, str) and bool(_SHORT_NUMBER.fullmatch(value)) and _takes(item, int(value))


def _allowed(item: Item) -> str:
    numbers = [] if item.minimum is None else [f"{item.minimum}–{'…' if item.maximum is None else item.maximum}"]
    return ", ".join([*numbers, *(str(choice) for choice in item.choices)])


def _short(value: Any) -> str:
    """A value for a sentence: short, printable, written as in a file.

    Huge whole numbers are left out, Python refuses to write them.
    """
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return "…"
    return "".join(character if character.isprintable() else "?" for character in str(value)[:60])


def _check_evidence(answer: Answer, item: Item) -> Problem | None:
    if not isinstance(answer.evidence, Mapping):
        return Problem("evidence_no_fields", {"item": answer.item})
    for name, value in answer.evidence.items():
        evidence_field = item.evidence.get(name)
        if evidence_field is None:
            known = ", ".join(item.evidence) or "–"
            return Problem("evidence_unknown", {"item": answer.item, "field": _short(name), "known": known})
        problem = None if _is_left_open(value) else _EVIDENCE_CHECKS[evidence_field.kind](value, evidence_field)
        if problem:
            return Problem(problem.code, {"item": answer.item, "field": name, "value": _short(value), **problem.values})
    return None


def _is_left_open(value: Any) -> bool:
    """An emptied field: it is there but shows nothing, like one that is not there."""
    return value is None or value == ""


def _check_evidence_text(value: Any, _: EvidenceField) -> Problem | None:
    if value is True:  # "deputy": true says there is one
        return None
    return check_text(value, MAX_TEXT_LENGTH) if isinstance(value, str) else Problem("evidence_not_text")


def _check_evidence_number(value: Any, evidence_field: EvidenceField) -> Problem | None:
    if type(value) not in (int, float) or (isinstance(value, float) and not math.isfinite(value)):
        return Problem("evidence_not_number")
    low = -MAX_NUMBER if evidence_field.minimum is None else evidence_field.minimum
    high = MAX_NUMBER if evidence_field.maximum is None else evidence_field.maximum
    return None if low <= value <= high else Problem("evidence_out_of_range", {"min": f"{low:g}", "max": f"{high:g}"})


def _check_evidence_date(value: Any, _: EvidenceField) -> Problem | None:
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return Problem("evidence_not_date")
    try:
        date.fromisoformat(value)
    except ValueError:
        return Problem("evidence_not_date")
    return None


def _check_evidence_choice(value: Any, evidence_field: EvidenceField) -> Problem | None:
    if _is_choice(value, tuple(evidence_field.choices)) or (value is True and "yes" in evidence_field.choices):
        return None
    return Problem("evidence_not_choice", {"allowed": ", ".join(evidence_field.choices)})


_EVIDENCE_CHECKS = {
    "text": _check_evidence_text,
    "number": _check_evidence_number,
    "date": _check_evidence_date,
    "choice": _check_evidence_choice,
}
