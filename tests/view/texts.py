"""Looking through JSON for texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a JSON value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for entry in value if isinstance(value, list) else []:
        yield from walk(entry)


def both_languages(value: Any) -> list[dict[str, str]]:
    """Every text in it, each complete in both languages and with all its fields filled in."""
    texts = [entry for entry in walk(value) if "de" in entry or "en" in entry]
    for text in texts:
        assert text["de"].strip(), text
        assert text["en"].strip(), text
        assert "{" not in text["de"] + text["en"], text
    return texts
