"""Amounts along a scale and in cells: the sign of the currency before the number in English, behind it in German."""

from __future__ import annotations

from lcc_diag.view.formats import short_number


def amount(value: float, unit: str, language: str) -> str:
    """``20.000 €``, ``€20,000``, ``−€500``; other units stand behind the number in both languages."""
    number = short_number(abs(value), language)
    sign = "−" if value < 0 else ""
    return f"{sign}{unit}{number}" if _is_before(unit, language) else f"{sign}{number}\u00a0{unit}".rstrip()


def number_format(unit: str, language: str) -> str:
    """The same as a number format of office programs, for whole amounts; negative ones after the semicolon."""
    if not unit:
        return "#,##0"
    if _is_before(unit, language):
        return f'"{unit}"#,##0;"−{unit}"#,##0'
    return f'#,##0"\u00a0{unit}";"−"#,##0"\u00a0{unit}"'


def _is_before(unit: str, language: str) -> bool:
    return unit == "€" and language == "en"
