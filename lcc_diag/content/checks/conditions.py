"""Conditions as data: known operators, known features, known limits (the closed table in ``lcc_diag.model.rules``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lcc_diag.content.finding import Finding, Path, listing, not_known, quote
from lcc_diag.model.rules import OPERATORS

PAIR = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions of one kind may speak of.

    ``values``: the only values a feature can equal, for features where these are known. ``settings``: names that may
    stand for a number; ``None`` if they cannot be told because their file is broken.
    """

    features: Collection[str]
    values: Mapping[str, Collection[Any]]
    settings: Collection[str] | None


def check_condition(path: Path, condition: Any, words: Vocabulary) -> Iterator[Finding]:
    """One condition with all conditions inside it."""
    if not isinstance(condition, dict) or len(condition) != 1:
        yield Finding(path, "content_condition", {"known": listing(sorted(OPERATORS))})
        return
    ((operator, operand),) = condition.items()
    place = (*path, operator)
    if operator not in OPERATORS:
        yield not_known(place, "content_operator", operator, sorted(OPERATORS))
    elif operator in ("all", "any"):
        yield from check_several(place, operand, words)
    elif operator == "not":
        yield from check_condition(place, operand, words)
    elif operator == "is":
        yield from check_feature(place, operand, words)
    else:
        yield from check_comparison(place, operator, operand, words)


def check_several(path: Path, operand: Any, words: Vocabulary) -> Iterator[Finding]:
    """A list of conditions. An empty ``all`` always holds ("otherwise"); an empty ``any`` never would."""
    if not isinstance(operand, list) or (path[-1] == "any" and not operand):
        yield Finding(path, "content_conditions_expected", {"name": path[-1]})
        return
    for place, part in enumerate(operand):
        yield from check_condition((*path, place), part, words)


def check_feature(path: Path, name: Any, words: Vocabulary) -> Iterator[Finding]:
    """A feature that conditions of this kind may look at."""
    if not isinstance(name, str) or name not in words.features:
        yield not_known(path, "content_feature", name, sorted(words.features))


def check_comparison(path: Path, operator: str, operand: Any, words: Vocabulary) -> Iterator[Finding]:
    """A feature with the value or limit it is compared to."""
    if not isinstance(operand, list) or len(operand) != PAIR:
        yield Finding(path, "content_pair", {"name": operator})
        return
    feature, limit = operand
    yield from check_feature((*path, 0), feature, words)
    if operator == "equals":
        yield from check_value((*path, 1), feature, limit, words)
    elif isinstance(feature, str) and words.values.get(feature):
        yield Finding((*path, 0), "content_not_a_number", {"name": quote(feature)})
    else:
        yield from check_limit((*path, 1), limit, words)


def check_value(path: Path, feature: Any, value: Any, words: Vocabulary) -> Iterator[Finding]:
    """A value the feature can equal."""
    known = words.values.get(feature) if isinstance(feature, str) else None
    if isinstance(value, dict | list) or value is None:
        yield Finding(path, "content_limit", {"value": quote(value)})
    elif known is not None and value not in known:
        yield Finding(path, "content_choice", {"value": quote(value), "choices": listing(known)})


def check_limit(path: Path, limit: Any, words: Vocabulary) -> Iterator[Finding]:
    """A number or the name of a setting."""
    if isinstance(limit, str):
        if words.settings is not None and limit not in words.settings:
            yield not_known(path, "content_setting", limit, sorted(words.settings))
    elif isinstance(limit, bool) or not isinstance(limit, int | float):
        yield Finding(path, "content_limit", {"value": quote(limit)})
