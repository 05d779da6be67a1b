"""How a workshop speaks: every text in both languages, numbers as each of them writes numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lcc_diag.i18n import phrase, section
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view import formats

Json = dict[str, Any]
Told = dict[str, str]
"""A text by language."""


def told(key: str, **values: Any) -> Told:
    """The wording ``room.<key>`` in every language; values may be texts by language themselves."""
    wording = section("room")[key]
    return in_each(lambda language: wording[language].format(**_in(values, language)))


def counted(key: str, count: int, **values: Any) -> Told:
    """Like ``told``, from ``<key>_one`` for one and ``<key>_many`` for any other ``{count}``."""
    return told(f"{key}_{'one' if count == 1 else 'many'}", count=count, **values)


def in_each(make: Callable[[str], str]) -> Told:
    """What ``make`` says in every language."""
    return {language: make(language) for language in LANGUAGES}


def same(text: str) -> Told:
    """What somebody wrote is the same in every language."""
    return in_each(lambda _: text)


def number(value: float, digits: int = 1) -> Told:
    """``2,4`` and ``2.4``."""
    return in_each(lambda language: formats.number(value, language, digits))


def percent(share: float) -> Told:
    """A share from 0 to 1 as ``40 %``."""
    return in_each(lambda language: phrase("result.percent", language, value=round(100 * share)))


def joined(*texts: Told | None) -> Told:
    """Sentences one after the other."""
    return in_each(lambda language: " ".join(text[language] for text in texts if text))


def people(band: Mapping[str, int]) -> Told:
    """How many people, as exactly as may be said: ``12 Personen``, ``5 bis 9 Personen``."""
    if "n" in band:
        return counted("people", band["n"])
    return told("people_fewer", below=band["to"] + 1) if not band["from"] else told("people_band", **band)


def _in(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {name: value[language] if isinstance(value, Mapping) else value for name, value in values.items()}
