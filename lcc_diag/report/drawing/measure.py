"""How wide a text will roughly be, and where to break it. Without the reader's font this can only be estimated."""

from __future__ import annotations

import re
import unicodedata

_NARROW = frozenset("iljtfrI.,:;!|'’()[]{}/ -·")
_BROAD = frozenset("mwMW%@…—")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may end: not at the spaces that hold a number and its unit together."""
ELLIPSIS = "…"


def text_width(text: str, size: float) -> float:
    """Width of ``text`` in a sans font of ``size``, a little generous."""
    return size * sum(map(_em, text))


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 0.35
    if letter in _BROAD:
        return 0.95
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return 1.1
    return 0.72 if letter.isupper() else 0.57


def wrap(text: str, size: float, room: float, most: int = 3) -> list[str]:
    """``text`` in at most ``most`` lines of width ``room``; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in _SPACES.split(text.strip()):
        for piece in _pieces(word, size, room):
            joined = f"{lines[-1]} {piece}".strip()
            if text_width(joined, size) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    lines = [line for line in lines if line]
    return lines if len(lines) <= most else [*lines[: most - 1], _shortened(lines[most - 1], size, room)]


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word longer than a line cut into pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, size: float, room: float) -> str:
    while line and text_width(line + ELLIPSIS, size) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
