"""What is computed beside a diagnosis, written by hand where a test needs exactly this, else computed."""

from __future__ import annotations

from dataclasses import replace

from lcc_diag.content import load
from lcc_diag.model.insight import CostReport, Flips, Insight, ScoreInterval, Stability
from lcc_diag.statistics.insight import insight
from tests.view.cases import DAY, diagnosed

STABLE = Stability(
    outcome="start_24",
    same_outcome=0.9655,
    same_family=0.9935,
    shares={"start_24": 0.9655, "start_12": 0.028, "prepare": 0.0065},
    by_block={"attitudes": {"start_24": 0.97, "start_12": 0.03}, "cynefin": {"start_24": 1.0}},
    shrunk_outcome="start_24",
    known=1.0,
    label="stable",
    caps=(),
    draws=2000,
)
CLOSE = replace(
    STABLE,
    same_outcome=0.45,
    same_family=0.45,
    shares={"start_24": 0.45, "experts": 0.3, "clarify": 0.2, "prepare": 0.03, "collect": 0.01, "maintain": 0.01},
    by_block={"attitudes": {"start_24": 1.0}, "cynefin": {"start_24": 0.5, "experts": 0.5}},
    label="close",
)
INTERVALS = {
    "growth_mindset": ScoreInterval(1.6, 3.0, ("defensive", "occasional", "developing")),
    "psychological_safety": ScoreInterval(2.7, 3.3, ("developing",)),
    "resilience": None,
    "authentic_communication": None,
}
SURE = {"growth_mindset": 0.9, "psychological_safety": 0.1, "resilience": 0.0, "authentic_communication": 0.0}


def insight_of(stability=STABLE, intervals=INTERVALS, weakest=SURE):
    """An insight with nothing but what is given."""
    nothing = CostReport(48.3, False, 44, (), None, None, None)
    return Insight(stability, Flips((), True, 2), intervals, weakest, nothing)


def computed(case):
    """The insight of a case, computed."""
    return insight(case, diagnosed(case), load(), DAY)


def is_pending(view):
    """Whether a section of the view still waits for what is computed after the verdict."""
    return any(isinstance(view[name], dict) and "pending" in view[name] for name in view["order"])
