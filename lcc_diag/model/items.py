"""Items: what can be asked, which values each takes, and whether an answer, a statement or a text is acceptable."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from lcc_diag.model.case import DONT_KNOW, MAX_TEXT_LENGTH, NOT_APPLICABLE, Answer, Challenge, Placement
from lcc_diag.model.cynefin_questions import DOMAINS
from lcc_diag.model.numbers import is_number
from lcc_diag.model.plan import YEARS
from lcc_diag.model.plan_questions import PER_CHALLENGE, Costs, Plan, entered_items
from lcc_diag.model.problem import Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import EvidenceField

MAX_ORGANISATION_LENGTH = 200
"""Longest name of an organisation, in characters."""

MAX_NAME_LENGTH = 80
"""Longest name of a round (``t0``) or a topic (``erp``), in characters."""

MAX_ENTRY_LENGTH = 300
"""Longest text of a plan, in characters: a step is a sentence, and it has to fit into a calendar and on a slide."""

MAX_NUMBER = 1e12
"""Largest size of a number, where the questionnaire sets no narrower limit."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_SHORT_NUMBER = re.compile(r"[0-9]{1,6}")
_QUOTED_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of characters: no database keeps them."""
_LADDER = "_ladder"


@dataclass(frozen=True, slots=True)
class Item:
    """What may be answered to one item: a value of its ``kind``.

    ``choice``: one of ``choices``. ``whole``: that, or a whole number from ``minimum`` to ``maximum``. ``number``: any
    number in that range. ``text``: at most ``max_length`` characters, which also limits texts in the evidence.
    ``date``: ISO. ``time``: HH:MM. ``challenge``: the answer is about one challenge. ``evidence``: fields that may
    back the answer.
    """

    kind: Literal["choice", "whole", "number", "text", "date", "time"] = "choice"
    choices: tuple[str | int, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = MAX_TEXT_LENGTH
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
    for part, content in (("plan", questionnaires.plan), ("costs", questionnaires.costs)):
        yield from (f"{part}.{name}" for name, _, _ in entered_items(content))


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
        return Item("text", challenge=True)
    if name == "handling":
        return Item(choices=(*cynefin.handling.modes, DONT_KNOW), challenge=True)
    indicator = cynefin.indicators.get(name)
    return indicator and Item(choices=(*indicator.options, DONT_KNOW), challenge=True)


def _attitudes(name: str, questionnaires: Questionnaires) -> Item | None:
    dimensions = questionnaires.attitudes.dimensions
    ladder = dimensions.get(name.removesuffix(_LADDER)) if name.endswith(_LADDER) else None
    if ladder:
        return Item(choices=(*ladder.ladder, DONT_KNOW))
    known = any(name in dimension.items for dimension in dimensions.values())
    return Item(choices=(*questionnaires.attitudes.scale, DONT_KNOW)) if known else None


def _execution(name: str, questionnaires: Questionnaires) -> Item | None:
    question = questionnaires.execution.questions.get(name)
    if question is None:
        return None
    optional = (NOT_APPLICABLE,) if question.not_applicable else ()
    return Item(choices=(*question.levels, DONT_KNOW, *optional), evidence=question.evidence)


def _circle(name: str, questionnaires: Questionnaires) -> Item | None:
    question = questionnaires.circle.questions.get(name)
    if question is None:
        return None
    if question.kind == "number":
        return Item("whole", (DONT_KNOW,), question.minimum or 0, question.maximum)
    return Item(choices=(*question.choices, DONT_KNOW))


def _plan(name: str, questionnaires: Questionnaires) -> Item | None:
    return _entered(name, questionnaires.plan)


def _costs(name: str, questionnaires: Questionnaires) -> Item | None:
    return _entered(name, questionnaires.costs)


def _entered(name: str, content: Plan | Costs) -> Item | None:
    for item, section, entry in entered_items(content):
        if item == name:
            about_one = isinstance(content, Costs) and section == PER_CHALLENGE
            choices, limits = tuple(entry.choices), (entry.minimum, entry.maximum)
            return Item(entry.kind, choices, *limits, MAX_ENTRY_LENGTH, about_one, entry.fields)
    return None


_FINDERS = {
    "cynefin": _cynefin,
    "attitudes": _attitudes,
    "execution": _execution,
    "circle": _circle,
    "plan": _plan,
    "costs": _costs,
}


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
    check = _VALUE_CHECKS.get(item.kind, _check_choice)
    problem = check(answer.value, item)
    return problem and Problem(problem.code, {"item": answer.item, "value": _short(answer.value), **problem.values})


def _check_choice(value: Any, item: Item) -> Problem | None:
    if _takes(item, value):
        return None
    quoted = _is_quoted_number(value, item)
    return Problem("value_quoted") if quoted else Problem("value_invalid", {"allowed": _allowed(item)})


def _check_text_value(value: Any, item: Item) -> Problem | None:
    return check_text(value, item.max_length) if isinstance(value, str) else Problem("value_not_text")


def _check_number(value: Any, item: Item) -> Problem | None:
    if isinstance(value, str) and _QUOTED_NUMBER.fullmatch(value):
        return Problem("value_quoted")
    return _number_problem(value, item, "value")


def _check_date(value: Any, _: Item) -> Problem | None:
    if not _is_date(value):
        return Problem("value_not_date")
    return (
        None if date.fromisoformat(value).year in YEARS else Problem("value_year", {"min": YEARS[0], "max": YEARS[-1]})
    )


def _check_time(value: Any, _: Item) -> Problem | None:
    return None if isinstance(value, str) and _TIME.fullmatch(value) else Problem("value_not_time")


_VALUE_CHECKS = {"text": _check_text_value, "number": _check_number, "date": _check_date, "time": _check_time}


def _number_problem(value: Any, limits: Item | EvidenceField, what: Literal["value", "evidence"]) -> Problem | None:
    if not is_number(value):
        return Problem(f"{what}_not_number")
    low = -MAX_NUMBER if limits.minimum is None else limits.minimum
    high = MAX_NUMBER if limits.maximum is None else limits.maximum
    if low <= value <= high:
        return None
    return Problem(f"{what}_out_of_range", {"min": f"{low:.12g}", "max": f"{high:.12g}"})


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(_ISO_DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _is_choice(value: Any, choices: tuple[str | int, ...]) -> bool:
    """Equal and of the same type: ``True`` and ``4.0`` are not numbers on a scale, ``"4"`` is not 4."""
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _is_whole(value: Any, minimum: float, maximum: float | None) -> bool:
    return type(value) is int and minimum <= value <= (MAX_NUMBER if maximum is None else maximum)


def _takes(item: Item, value: Any) -> bool:
    in_range = item.kind == "whole" and _is_whole(value, item.minimum or 0, item.maximum)
    return in_range or _is_choice(value, item.choices)


def _is_quoted_number(value: Any, item: Item) -> bool:
    """``"4"`` where 4 is possible: a sentence that only lists 4 among the possible values would not help."""
    return isinstance(value, str) and bool(_SHORT_NUMBER.fullmatch(value)) and _takes(item, int(value))


def _allowed(item: Item) -> str:
    numbers = [f"{item.minimum}–{'…' if item.maximum is None else item.maximum}"] if item.kind == "whole" else []
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
        problem = None if _is_left_open(value) else _evidence_problem(value, evidence_field, item.max_length)
        if problem:
            return Problem(problem.code, {"item": answer.item, "field": name, "value": _short(value), **problem.values})
    return None


def _is_left_open(value: Any) -> bool:
    """An emptied field: it is there but shows nothing, like one that is not there."""
    return value is None or value == ""


def _evidence_problem(value: Any, field: EvidenceField, max_length: int) -> Problem | None:
    match field.kind:
        case "text" if value is True:  # "deputy": true says there is one
            return None
        case "text":
            return check_text(value, max_length) if isinstance(value, str) else Problem("evidence_not_text")
        case "number":
            return _number_problem(value, field, "evidence")
        case "date":
            return None if _is_date(value) else Problem("evidence_not_date")
    if _is_choice(value, tuple(field.choices)) or (value is True and "yes" in field.choices):
        return None
    return Problem("evidence_not_choice", {"allowed": ", ".join(field.choices)})
