"""Every text of a file: fields in braces must be known, and the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from lcc_diag.content.finding import Finding, Path, listing
from lcc_diag.model.text import LANGUAGES, Text

FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")

FILLED = {
    ("evidence_missing",): ("level", "fields"),
    ("appointments", "meeting", "title"): ("number",),
    ("appointments", "followup", "title"): ("number",),
    ("appointments", "step", "title"): ("name",),
    ("outcomes", "clarify", "monday_named"): ("challenge",),
    ("outcomes", "prepare", "monday_named"): ("condition", "remedy"),
    ("outcomes", "execute_first", "monday_named"): ("lever",),
}
"""Texts with fields that are filled when the text is shown, and their names."""


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text below ``value`` with its path."""
    if isinstance(value, Text):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from texts(entry, (*path, str(name)))
    elif isinstance(value, tuple):
        for place, entry in enumerate(value):
            yield from texts(entry, (*path, place))


def check_texts(part: Any) -> Iterator[Finding]:
    """Every text with braces in it."""
    for path, text in texts(part):
        if "{" in text.de + text.en or "}" in text.de + text.en:
            yield from check_fields(path, text)


def check_fields(path: Path, text: Text) -> Iterator[Finding]:
    """Fields that are filled, the same in both languages, and no other braces."""
    odd = [language for language in LANGUAGES if set(FIELD.sub("", text[language])) & set("{}")]
    if odd:
        yield from (Finding((*path, language), "content_braces") for language in odd)
        return
    german, english = (sorted(set(FIELD.findall(text[language]))) for language in LANGUAGES)
    filled = FILLED.get(path, ())
    unknown = [name for name in dict.fromkeys(german + english) if name not in filled]
    if unknown:
        yield Finding(path, "content_field_unknown", {"name": unknown[0], "known": listing(filled)})
    elif german != english:
        yield Finding(path, "content_fields_differ", {"german": listing(german), "english": listing(english)})
