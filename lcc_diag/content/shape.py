"""From plain data to the content classes: pydantic checks the shape, this module says in our words what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lcc_diag.content import expected
from lcc_diag.content.finding import Finding, Path, listing, not_known, quote
from lcc_diag.content.source import Source
from lcc_diag.model.text import LANGUAGES, Text

adapter = cache(TypeAdapter)
STEP = re.compile(r"0|[1-9]\d{0,3}")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,49}")


def shape(source: Source, kind: type) -> tuple[Any, list[Finding]]:
    """The data as ``kind``, or ``None`` and everything that does not fit its shape."""
    if not isinstance(source.data, dict):
        return None, [] if source.findings else [Finding((), "content_not_mapping")]
    findings = [*blank_texts(source.data), *identifiers(source, kind)]
    try:
        value = adapter(kind).validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        wrong = [explain(entry, source.data, kind) for entry in error.errors(include_url=False)]
        return None, findings + without_twins(wrong)
    return value, findings


def blank_texts(data: Any, path: Path = ()) -> Iterator[Finding]:
    """Texts of which nothing is there to read."""
    if isinstance(data, str) and not data.strip():
        yield Finding(path, "content_empty")
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in entries:
        yield from blank_texts(value, (*path, part))


def identifiers(source: Source, kind: type) -> Iterator[Finding]:
    """Ids that are numbers or hold strange characters, and steps of a scale that are no plain numbers."""
    for path, here, data in expected.walk(kind, source.data):
        keys = expected.key_type(here) if isinstance(data, dict) else None
        for name in data if keys in (str, int) else ():
            place = (*path, name)
            if keys is str and (place in source.numbers or not IDENTIFIER.fullmatch(name)):
                yield Finding(place, "content_id", {"name": quote(name)})
            if keys is int and not STEP.fullmatch(name):
                yield Finding(place, "content_whole_number_expected", {"value": quote(name)})


def explain(error: Any, data: Any, kind: type) -> Finding:
    """One error of pydantic as a finding in our words."""
    path, given, known = place(error["loc"], data)
    above, here = expected.at(kind, path[:-1]), expected.at(kind, path)
    if error["type"] == "unexpected_keyword_argument":
        return not_known(path, "content_unknown_key", path[-1], expected.names(above))
    if error["type"] == "missing" and not known:
        return missing(path, above)
    if given is None:
        return Finding(path, "content_empty")
    if error["type"] == "literal_error":
        words = expected.choices(expected.key_type(above) if error["loc"][-1] == "[key]" else here)
        return Finding(path, "content_choice", {"value": quote(given), "choices": listing(words)})
    return wrong_type(path, error["type"], given, here)


def without_twins(findings: list[Finding]) -> list[Finding]:
    """A misspelt key is one problem: not also the missing key it was meant to be."""
    meant = {(*one.path[:-1], one.values["similar"]) for one in findings if "similar" in one.values}
    return [one for one in findings if one.code != "content_missing" or one.path not in meant]


def place(loc: tuple[str | int, ...], data: Any) -> tuple[Path, Any, bool]:
    """Path of an error, the value that stands there, and whether anything does.

    pydantic appends marks of its own to a path (the member of a union, ``[key]``); they stand in no file.
    """
    path: Path = ()
    for position, part in enumerate(loc):
        if isinstance(data, dict) and str(part) in data:
            path, data = (*path, str(part)), data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path, data = (*path, part), data[part]
        elif position == len(loc) - 1 and isinstance(data, dict | list) and part != "[key]":
            return (*path, part), data, False
        else:
            break
    return path, path[-1] if loc[-1] == "[key]" else data, True


def missing(path: Path, above: Any) -> Finding:
    """A key, a language or an entry of a list of fixed length is not there."""
    if isinstance(path[-1], int):
        return Finding(path[:-1], "content_length", {"number": expected.length(above)})
    if path[-1] in LANGUAGES and Text in expected.alternatives(above):
        return Finding(path, f"content_language_{path[-1]}")
    return Finding(path, "content_missing", {"name": path[-1]})


WRONG_TYPE = (
    ("string_", "content_text_expected"),
    ("int_", "content_whole_number_expected"),
    ("float_", "content_number_expected"),
    ("bool_", "content_truth_expected"),
    ("tuple_", "content_list_expected"),
    ("dict_", "content_entries_expected"),
)
"""Beginning of pydantic's error type and our sentence for it."""


def wrong_type(path: Path, error: str, given: Any, here: Any) -> Finding:
    """A value of another type than expected."""
    values = {"value": quote(json.dumps(given, ensure_ascii=False))}
    if error == "too_long":
        return Finding(path, "content_length", {"number": expected.length(here)})
    if error == "dataclass_type":
        if Text in expected.alternatives(here):
            return Finding(path, "content_languages_expected", values)
        return Finding(path, "content_keys_expected", {**values, "known": listing(expected.names(here))})
    codes = [code for begin, code in WRONG_TYPE if error.startswith(begin)]
    return Finding(path, codes[0] if codes else "content_invalid", values)
