"""A single YAML value, read without YAML's surprises.

YAML 1.1 turns ``No`` into false, ``12:30`` into 750, ``010`` into 8 and ``2025-01-01`` into a date. Here only text,
``true``/``false``, plain whole and decimal numbers and an empty value are read; anything else is to be put in quotes.
"""

from __future__ import annotations

import re

YAML = "tag:yaml.org,2002:"
WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,14})")
DECIMAL = re.compile(r"[-+]?(0|[1-9]\d{0,14})?\.\d{1,17}")
NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows in no file; escapes such as ``\\0`` could still bring it into a text."""

TRUTH = {"true": True, "false": False}


class AmbiguousError(ValueError):
    """The value would be read as something else than it looks; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_scalar(text: str, tag: str) -> str | int | float | bool | None:
    """The value of a scalar with the tag YAML resolved for it; ``AmbiguousError`` if it needs quotes."""
    match tag.removeprefix(YAML):
        case "str" if NOT_PRINTABLE.search(text):
            raise AmbiguousError("content_character")
        case "str":
            return text.strip()
        case "null":
            return None
        case "bool" if text in TRUTH:
            return TRUTH[text]
        case "bool":
            raise AmbiguousError("content_yes_no")
        case "int" if WHOLE.fullmatch(text):
            return int(text)
        case "float" if DECIMAL.fullmatch(text) or WHOLE.fullmatch(text):
            return float(text)
        case "int" | "float" | "timestamp" | "merge" | "value":
            raise AmbiguousError("content_quotes")
    raise AmbiguousError("content_tag")
