"""Conditions as data: a closed table of operators over named features, and nothing else.

A condition is a mapping with one key, its operator::

    {all: [condition, …]}          every one holds (an empty list always holds)
    {any: [condition, …]}          at least one holds
    {not: condition}               it does not hold
    {is: feature}                  the feature is true, or a number above zero
    {equals: [feature, value]}     the feature has exactly this value
    {below: [feature, limit]}      the feature is a number smaller than the limit
    {at_least: [feature, limit]}   the feature is a number not smaller than the limit

A limit is a number or the name of a setting. A feature that is missing or ``None`` makes ``is``, ``equals``,
``below`` and ``at_least`` false. Methods 0.3 and E.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lcc_diag.model.numbers import is_number, settled
from lcc_diag.model.questions import Condition

GATE_FEATURES = frozenset({"voluntary", "people", "minutes", "weeks", "md", "coach", "measurement", "followup"})
"""What the conditions of a gate may look at: the answers about the circle."""

RULE_FEATURES = frozenset(
    {
        "acute",
        "challenges",
        "attitude_scores",
        "execution_answers",
        "complex",
        "complex_as_order",
        "complex_in_drift",
        "unclear",
        "unclear_share",
        "psychological_safety",
        "need",
        "execution_mean",
        "weeks",
        "people",
        "hard_gates_failed",
        "soft_gates_failed",
        "no_staff_view",
    }
)
"""What the conditions of rules and notes may look at; ``lcc_diag.model.features`` says what each one means."""

Features = Mapping[str, Any]
Settings = Mapping[str, float]


def holds(condition: Condition, features: Features, settings: Settings) -> bool:
    """Whether ``condition`` holds for these features; ``settings`` are the numbers a limit may name.

    Raises ``ValueError`` for anything that is not a condition, and ``KeyError`` for an unknown setting.
    """
    operator, operand = _parts(condition)
    return _TABLE[operator](operand, features, settings)


def features_used(condition: Condition) -> tuple[str, ...]:
    """Names of the features a condition looks at, each once, in the order they are written."""
    return tuple(dict.fromkeys(feature for feature, _ in _comparisons(condition)))


def settings_used(condition: Condition) -> tuple[str, ...]:
    """Names of the settings a condition compares with, each once, in the order they are written."""
    return tuple(dict.fromkeys(limit for _, limit in _comparisons(condition) if limit is not None))


def comparisons(condition: Condition) -> Iterator[Condition]:
    """The conditions inside ``condition`` that look at one feature each, in the order they are written.

    Features with which all of them hold or fail alike are the same to ``condition``.
    """
    operator, operand = _parts(condition)
    if operator in ("all", "any"):
        for part in operand:
            yield from comparisons(part)
    elif operator == "not":
        yield from comparisons(operand)
    else:
        yield condition


def _parts(condition: Condition) -> tuple[str, Any]:
    if not isinstance(condition, Mapping) or len(condition) != 1:
        raise ValueError(f"not a condition: {condition!r}")
    ((operator, operand),) = condition.items()
    if operator not in _TABLE:
        raise ValueError(f"unknown operator: {operator!r}")
    return operator, operand


def _comparisons(condition: Condition) -> Iterator[tuple[str, str | None]]:
    """Each comparison as the feature it looks at and the setting it names, if any."""
    for part in comparisons(condition):
        ((operator, operand),) = part.items()
        feature, limit = (operand, None) if operator == "is" else operand
        yield feature, limit if operator in ("below", "at_least") and isinstance(limit, str) else None


def _all(operand: Any, features: Features, settings: Settings) -> bool:
    return all(holds(part, features, settings) for part in operand)


def _any(operand: Any, features: Features, settings: Settings) -> bool:
    return any(holds(part, features, settings) for part in operand)


def _not(operand: Any, features: Features, settings: Settings) -> bool:
    return not holds(operand, features, settings)


def _is(operand: Any, features: Features, settings: Settings) -> bool:
    return bool(features.get(operand))


def _equals(operand: Any, features: Features, settings: Settings) -> bool:
    feature, wanted = operand
    value = features.get(feature)
    return value is not None and value == wanted


def _below(operand: Any, features: Features, settings: Settings) -> bool:
    value, limit = _compared(operand, features, settings)
    return value is not None and value < limit


def _at_least(operand: Any, features: Features, settings: Settings) -> bool:
    value, limit = _compared(operand, features, settings)
    return value is not None and value >= limit


def _compared(operand: Any, features: Features, settings: Settings) -> tuple[float | None, float]:
    feature, limit = operand
    value = features.get(feature)
    number = settings[limit] if isinstance(limit, str) else limit
    return (settled(value) if is_number(value) else None), settled(number)


_TABLE: Mapping[str, Callable[[Any, Features, Settings], bool]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "is": _is,
    "equals": _equals,
    "below": _below,
    "at_least": _at_least,
}

OPERATORS = frozenset(_TABLE)
"""Every operator there is."""
