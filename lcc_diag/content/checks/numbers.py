"""Numbers that must lie in a range or add up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.questions import Setting

TOLERANCE = 1e-9


def check_range(path: Path, value: float, minimum: float, maximum: float) -> Iterator[Finding]:
    """A number from ``minimum`` to ``maximum``."""
    if not minimum <= value <= maximum:
        values = {"value": f"{value:g}", "minimum": f"{minimum:g}", "maximum": f"{maximum:g}"}
        yield Finding(path, "content_range", values)


def check_setting(path: Path, setting: Setting, minimum: float, maximum: float) -> Iterator[Finding]:
    """The value of a setting, from ``minimum`` to ``maximum``."""
    yield from check_range((*path, "value"), setting.value, minimum, maximum)


def check_count(path: Path, setting: Setting, minimum: int, maximum: int) -> Iterator[Finding]:
    """The value of a setting that counts something: a whole number from ``minimum`` to ``maximum``."""
    if setting.value != int(setting.value):
        yield Finding((*path, "value"), "content_whole_number_expected", {"value": f"{setting.value:g}"})
    else:
        yield from check_setting(path, setting, minimum, maximum)


def check_share(path: Path, value: float) -> Iterator[Finding]:
    """A probability that may be multiplied: above 0, at most 1."""
    if not 0 < value <= 1:
        yield Finding(path, "content_share", {"value": f"{value:g}"})


def adds_up(values: Iterable[float]) -> bool:
    """Whether the values sum to 1."""
    return math.isclose(math.fsum(values), 1, rel_tol=0, abs_tol=TOLERANCE)
