"""JSON from outside, read strictly: what two readers could understand differently is refused, not guessed."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any, NoReturn

from lcc_diag.model.items import UNSTORABLE
from lcc_diag.model.problem import InputError, Problem

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 30
"""Objects and lists inside each other; a case needs five."""


def parse(data: bytes | str) -> Any:
    """The value in ``data``; ``InputError`` if it is too large, no UTF-8, no JSON, or ambiguous."""
    if len(data) > MAX_BYTES:
        raise InputError(Problem("json_too_large", {"max": MAX_BYTES // 1024**2}))
    text = data if isinstance(data, str) else _decoded(data)
    try:
        value = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_float=_float,
            parse_constant=_refuse_number,
        )
    except json.JSONDecodeError as error:
        raise InputError(Problem("json_damaged", line=error.lineno)) from error
    except RecursionError as error:
        raise InputError(Problem("json_too_deep", {"max": MAX_DEPTH})) from error
    except ValueError as error:  # a whole number of more than 4,300 digits
        raise InputError(Problem("json_number")) from error
    _check_tree(value)
    return value


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("json_not_utf8", line=line)) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise InputError(Problem("json_key_twice", {"name": twice[:60]}))
    return value


def _float(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse_number(text)


def _refuse_number(_text: str) -> NoReturn:
    """NaN, Infinity, 1e999: no numbers of JSON, or too large for one."""
    raise InputError(Problem("json_number"))


def _check_tree(value: Any) -> None:
    """Depth and characters, without recursion."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise InputError(Problem("json_too_deep", {"max": MAX_DEPTH}))
        level = [part for whole in level for part in _parts(whole)]


def _parts(value: Any) -> list[Any]:
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise InputError(Problem("text_character"))
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []
