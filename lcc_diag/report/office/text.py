"""Text for slides and sheets: without what XML refuses, cut where it must be, and measured before it is placed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

FONT = "Arial"
"""On every Windows and macOS; elsewhere LibreOffice takes Liberation Sans, which has the same widths, so that lines
break alike and what was measured here fits there."""

TAGS = {"de": "de-DE", "en": "en-GB"}

_REFUSED = re.compile("[^\t\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ENDS = re.compile(r"(?<=[^\W\d_]{3})[.!?…][»«”)]*\s+(?=[^\W_a-zäöüß]|[»„“(])")

# Widths of Arial in thousandths of the size, for the characters 32 to 126.
# fmt: off
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
)
# fmt: on
_OTHER, _CAPITAL, _WIDE, _BOLD = 610, 780, 1050, 1.08
_LINE = 1.2


def clean(text: object) -> str:
    """``text`` as XML takes it: control characters and lone surrogates left out, line ends made plain."""
    return _REFUSED.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: object) -> str:
    """``clean`` with all white space made single spaces."""
    return " ".join(clean(text).split())


@dataclass(frozen=True, slots=True)
class Cut:
    """A text shortened to its place; ``rest`` is what to read on with: the whole sentence that was cut and all that
    follow it, empty if nothing was."""

    text: str
    rest: str


def cut(text: object, limit: int) -> Cut:
    """At most ``limit`` characters, ended with ``…`` at a word where there is one near."""
    whole = clean(text).strip()
    if len(whole) <= limit:
        return Cut(whole, "")
    end = whole.rfind(" ", limit - 30, limit - 1)
    end = end if end > 0 else limit - 1
    while end > 1 and unicodedata.combining(whole[end]):  # an accent stays with its letter
        end -= 1
    return Cut(whole[:end].rstrip() + "…", whole[_sentence(whole, end) :])


def _sentence(text: str, place: int) -> int:
    """Where the sentence begins in which ``place`` lies; ends within abbreviations of few letters do not count."""
    return max((found.end() for found in _ENDS.finditer(text) if found.end() <= place + 1), default=0)


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in points, rather a little too wide than too narrow."""
    total = sum(_width_of(character) for character in text)
    return total * size / 1000 * (_BOLD if bold else 1)


def _width_of(character: str) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return _WIDTHS[code - 32]
    if unicodedata.combining(character):
        return 0
    if code > 0xFFFF or character in "→…—" or unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _CAPITAL if unicodedata.category(character) == "Lu" else _OTHER


def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """How many lines ``text`` takes in ``room`` points of width, words longer than a line broken."""
    return sum(_lines_of(line, size, room, bold) for line in text.split("\n"))


def _lines_of(line: str, size: float, room: float, bold: bool) -> int:
    space, used, count = width(" ", size, bold), 0.0, 1
    for word in line.split():
        needed = width(word, size, bold)
        if used and used + space + needed > room:
            used, count = 0.0, count + 1
        used += needed + (space if used else 0)
        while used > room:
            used, count = used - room, count + 1
    return count


def height(text: str, size: float, room: float, bold: bool = False) -> float:
    """Height of the wrapped text in points."""
    return lines(text, size, room, bold) * size * _LINE


def largest(text: str, sizes: Iterable[int], room: float, high: float, bold: bool = False) -> int | None:
    """The first of ``sizes`` (largest first) at which ``text`` fits; ``None`` if it fits at none."""
    return next((size for size in sizes if height(text, size, room, bold) <= high), None)
