"""What may stand at a place of a file, read from the type hints of the content classes."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from lcc_diag.content.finding import Path

type_hints = cache(get_type_hints)


def alternatives(kind: Any) -> tuple[Any, ...]:
    """The types of a union without ``None``; any other type alone."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(one for one in get_args(kind) if one is not type(None))
    return (kind,)


def inside(kind: Any, part: str | int) -> Any:
    """The type one step down, or ``None`` where nothing is expected (or anything goes)."""
    kind = alternatives(kind)[0]
    if is_dataclass(kind):
        return type_hints(kind).get(part)
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple and isinstance(part, int):
        if arguments[-1] is Ellipsis:
            return arguments[0]
        return arguments[part] if part < len(arguments) else None
    return None


def at(kind: Any, path: Path) -> Any:
    """The type at ``path`` below ``kind``, or ``None``."""
    for part in path:
        kind = inside(kind, part)
    return kind


def names(kind: Any) -> tuple[str, ...]:
    """The keys a class of the content knows."""
    kind = alternatives(kind)[0]
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def choices(kind: Any) -> tuple[str, ...]:
    """The words allowed by a literal type or a union of such."""
    return tuple(word for one in alternatives(kind) if get_origin(one) is Literal for word in get_args(one))


def length(kind: Any) -> int:
    """How many entries a list of fixed length has."""
    return len(get_args(alternatives(kind)[0]))


def key_type(kind: Any) -> Any:
    """The type of the keys of a mapping with free keys, else ``None``; conditions count as no mapping."""
    kind = alternatives(kind)[0]
    arguments = get_args(kind)
    return arguments[0] if get_origin(kind) is dict and arguments[1] is not Any else None


def walk(kind: Any, data: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Every place of ``data`` for which a type is known, as path, type and data, top down."""
    if kind is None:
        return
    yield path, kind, data
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in entries:
        yield from walk(inside(kind, part), value, (*path, part))
