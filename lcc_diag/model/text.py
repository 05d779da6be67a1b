"""Text in every language the workbook speaks, and what all content has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

LANGUAGES = ("de", "en")
"""Languages in order of preference: German first, English complete."""


class Content:
    """Base of everything written in ``questionnaires/``: an unknown key is an error.

    The setting is a plain dict that pydantic reads while loading, so the model itself needs no pydantic.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Text(Content):
    """One wording in German and in English; neither may be empty."""

    de: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The wording in ``language`` (``"de"`` or ``"en"``); ``KeyError`` for any other."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return getattr(self, language)
