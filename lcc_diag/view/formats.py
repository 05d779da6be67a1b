"""Numbers, dates and lists as they are written in each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lcc_diag.i18n import phrase

_DECIMAL_SIGN = {"de": ",", "en": "."}
_GROUP_SIGN = {"de": ".", "en": ","}


def number(value: float | None, language: str, digits: int = 1) -> str:
    """``3.4`` as ``3,4`` in German and ``3.4`` in English, thousands grouped; ``–`` for no value."""
    if value is None:
        return "–"
    whole, _, rest = f"{round(value, digits) + 0.0:,.{digits}f}".partition(".")  # adding 0.0 takes the sign off −0.0
    whole = whole.replace(",", _GROUP_SIGN[language]).replace("-", "−")
    return whole + _DECIMAL_SIGN[language] + rest if rest else whole


def short_number(value: float, language: str) -> str:
    """Like ``number``, with as many decimals (at most two) as the value needs: ``24``, ``2,6``, ``0,66``."""
    digits = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return number(value, language, digits)


def day(value: date, language: str) -> str:
    """A date in words: ``12. März 2026``, ``12 March 2026``."""
    month = phrase("result.months", language).split()[value.month - 1]
    return f"{value.day}. {month} {value.year}" if language == "de" else f"{value.day} {month} {value.year}"


def listed(parts: Sequence[str], language: str) -> str:
    """``A``, ``A und B``, ``A, B und C``; an empty string for nothing."""
    *first, last = parts or ("",)
    return f"{', '.join(first)} {phrase('result.and', language)} {last}" if first else last


def quoted(text: str, language: str) -> str:
    """``text``, unchanged, in the quotation marks of the language."""
    return f"»{text}«" if language == "de" else f"“{text}”"
