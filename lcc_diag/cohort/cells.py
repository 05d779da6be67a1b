"""The scores of a group in one attitude as the room sees them."""

from __future__ import annotations

from collections.abc import Iterable

from lcc_diag.cohort.coarse import shares, tenth
from lcc_diag.cohort.crowd import Crowd, Measure
from lcc_diag.cohort.shown import AttitudeDot, Cell, LeadersCell, Why
from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.attitudes import level_of, mean_interval
from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.numbers import mean
from lcc_diag.model.workshop import Voice


def refused(why: Why) -> Cell:
    """A cell of which nothing is said but why."""
    return {"shown": False, "why": why, "n": None, "mean": None, "level": None, "span": None, "distribution": {}}


def cell(crowd: Crowd, measure: Measure, content: Attitudes) -> Cell:
    """The scores of a group of whom scores may be shown."""
    scores = _numbers(crowd, measure)
    average = mean(scores)
    return {
        "shown": True,
        "why": None,
        "n": crowd.size(len(scores)),
        "mean": None if average is None else tenth(average),
        "level": level_of(average, content.levels),
        "span": _span(scores, content),
        "distribution": _distribution(scores, content),
    }


def with_dots(shown: Cell, public: Iterable[Voice], measure: Measure) -> LeadersCell:
    """The cell of leaders with a dot for each who agreed to be shown and has a score, in the order of their ids."""
    dots: list[AttitudeDot] = []
    for voice in sorted(public, key=lambda voice: voice.participant.id):
        score = measure(voice)
        if score is not None and score != DONT_KNOW:
            who = voice.participant
            dots.append({"participant": who.id, "role": who.role, "score": tenth(float(score))})
    return {**shown, "dots": dots}


def _numbers(crowd: Crowd, measure: Measure) -> list[float]:
    return [float(score) for score in crowd.told(measure) if score != DONT_KNOW]


def _span(scores: list[float], content: Attitudes) -> list[str] | None:
    """The levels at both ends of the interval of the mean, cut off at the ends of the scale."""
    if len(scores) < 2:
        return None
    return [level for end in mean_interval(scores, content) if (level := level_of(end, content.levels)) is not None]


def _distribution(scores: Iterable[float], content: Attitudes) -> dict[str, float]:
    """Share of people per level, the lowest level first."""
    ordered = sorted(content.levels, key=lambda name: content.levels[name].start)
    places = [ordered.index(level) + 1 for score in scores if (level := level_of(score, content.levels)) is not None]
    return shares(places, range(1, len(ordered) + 1))
