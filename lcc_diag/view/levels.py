"""What may be said of a score: its interval, and the level or levels it lies in (methods B.2)."""

from __future__ import annotations

from lcc_diag.model.insight import ScoreInterval
from lcc_diag.model.results import AttitudeResult
from lcc_diag.view.findings import Findings

LEVELS_AT_MOST = 2
"""An interval that touches more levels does not allow to name one."""


def interval_of(found: Findings, dimension: str) -> ScoreInterval | None:
    """The interval of a score; none while it is being computed, with too few people, or where levels only are shown."""
    if found.insight is None or found.few_staff:
        return None
    return found.insight.intervals.get(dimension)


def level_text(found: Findings, result: AttitudeResult, quoted: bool = False) -> str:
    """The level of a score in words, or between which levels it lies; ``–`` without a score."""
    if result.level is None:
        return "–"
    interval = interval_of(found, result.dimension)
    if interval is None or len(interval.levels) <= LEVELS_AT_MOST:
        return _name(found, result.level, quoted)
    low, high = (_name(found, interval.levels[place], quoted) for place in (0, -1))
    return found.say("level_between", low=low, high=high)


def _name(found: Findings, level: str, quoted: bool) -> str:
    name = found.word(found.questionnaires.attitudes.levels[level].name)
    return found.quoted(name) if quoted else name
