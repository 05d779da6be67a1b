"""A problem with something the user gave us, as data: what, where, and the values for the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``code`` names the sentence in ``i18n/texts/problems.yaml``, ``values`` fill it.

    ``file``, ``line`` (from 1) and ``path`` (ids from the top, joined by dots) say where it is; any may be absent.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    path: str | None = None


class InputError(Exception):
    """Something the user gave us cannot be used; holds every problem found, never only the first."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code} {dict(p.values)}" for p in problems))
