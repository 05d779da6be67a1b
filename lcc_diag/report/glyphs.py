"""Which characters the report's own typeface can show, and texts in which every other one is a visible sign.

A tagged, archivable PDF must not contain a character without a glyph, so nothing is left to chance: what the fonts'
character maps do not hold appears as ``□`` and is counted.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
"""Folder of the typeface and its licence."""

NOT_SHOWN = "□"
SOFT_BREAK = "\u200b"
"""Zero-width space: a place where a line may break."""

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = {"Cc", "Cf", "Cs"}
"""Controls, joiners, marks of direction, lone surrogates: nothing is seen of them, so nothing is lost without them."""

_UNNAMED = {"Co", "Cn"}
"""Private and unassigned characters have no meaning that survives in an archive."""

_SELECTORS = range(0xFE00, 0xFE10)
_RUN = re.compile(r"\S{21,}")
_WORD = re.compile(r"[^\w\s]*[^\W\d_]{1,40}(-[^\W\d_]{1,40})*[^\w\s]*")
_STEP = 10


@cache
def known() -> frozenset[str]:
    """The characters that every font in ``FONTS`` has a glyph for."""
    maps = [frozenset(_characters(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset(sign for sign in frozenset.intersection(*maps) if _category(sign) not in _INVISIBLE | _UNNAMED)


def shown(text: str) -> tuple[str, int]:
    """``text`` as it can be set, and how many of its characters are replaced by ``□``.

    Line ends become ``\\n``; a letter and its accent become one character where there is one. What no hyphenation can
    divide (words of over 40 letters, over 20 characters that are not a word) may break after every ten characters.
    """
    lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    signs = list(_signs(lines))
    return _RUN.sub(_breakable, "".join(sign or NOT_SHOWN for sign in signs)), signs.count(None)


def shown_all(value: Any) -> tuple[Any, int]:
    """``value`` (a text, or lists and dictionaries of such) with every text as in ``shown``, and the count of all."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list | tuple):
        parts = [shown_all(part) for part in value]
        return [part for part, _ in parts], sum(count for _, count in parts)
    if isinstance(value, dict):
        parts = [shown_all(part) for part in value.values()]
        return dict(zip(value, (part for part, _ in parts), strict=True)), sum(count for _, count in parts)
    return value, 0


def _signs(text: str) -> Iterator[str | None]:
    """Each character, ``None`` for one that cannot be shown; an accent needs something to stand on."""
    before = " "
    for sign in text:
        category = _category(sign)
        if sign == "\n":
            yield sign
        elif category in _INVISIBLE or ord(sign) in _SELECTORS:
            continue
        elif sign not in known() or (category.startswith("M") and before.isspace()):
            yield None
        else:
            yield sign
        before = sign


def _breakable(run: re.Match[str]) -> str:
    """Places to break in what is not a word; an accent stays with its letter."""
    text = run.group()
    if _WORD.fullmatch(text):
        return text
    parts = re.findall(r"\S[\u0300-\u036f]*", text)
    return SOFT_BREAK.join("".join(parts[start : start + _STEP]) for start in range(0, len(parts), _STEP))


def _category(sign: str) -> str:
    return unicodedata.category(sign)


def _characters(font: bytes) -> Iterator[str]:
    """The characters of a TrueType font: its character map in the form of consecutive ranges (format 12)."""
    table = font[_table(font, b"cmap") :]
    for start in _subtables(table):
        if struct.unpack_from(">H", table, start)[0] == 12:
            (count,) = struct.unpack_from(">I", table, start + 12)
            for first, last, _ in struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * count]):
                yield from map(chr, range(first, last + 1))
            return
    raise ValueError("a font without a character map of format 12")


def _table(font: bytes, name: bytes) -> int:
    """Where a table begins in the font file."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = struct.iter_unpack(">4s4xI4x", font[12 : 12 + 16 * count])
    return next(offset for tag, offset in entries if tag == name)


def _subtables(table: bytes) -> list[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    return [offset for _, _, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count])]
