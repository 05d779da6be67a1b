"""Why a result is what it is: a tree of values that the screens render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """One step of the reasoning.

    ``what`` names the statement (``"challenge.c1.call"``, ``"attitude.resilience"``, ``"decision"``), ``value`` is
    its result, ``rule`` the formula or rule used, ``inputs`` the values it looked at, ``thresholds`` the numbers it
    compared them with, ``source`` the section of the method, ``because`` the steps it rests on, down to answers.
    """

    what: str
    value: Any
    rule: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    because: tuple[Explanation, ...] = ()

    def walk(self) -> Iterator[Explanation]:
        """This step and every step below it, top first."""
        yield self
        for step in self.because:
            yield from step.walk()
