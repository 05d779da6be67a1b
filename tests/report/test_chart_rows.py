"""Charts of amounts: a scale of round numbers that holds zero and every range, also below zero."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation

from lcc_diag.content import load
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.report import make
from lcc_diag.report.office.chart_rows import bars_of
from lcc_diag.statistics.insight import insight
from lcc_diag.store.example import example_case
from lcc_diag.view.document import document_view


def amounts(*rows):
    told = [{"name": "x", "low": low, "middle": middle, "high": high, "text": ""} for low, middle, high in rows]
    return bars_of({"type": "ranges", "data": {"unit": "€", "rows": told}}, "likely")


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        ([(12_000, 21_500, 48_000)], (0, 60_000, 20_000)),
        ([(0, 0, 0)], (0, 1, 1)),
        ([], (0, 1, 1)),
        ([(-500, 100, 700)], (-500, 1_000, 500)),
        ([(-90_000, -88_000, -86_000)], (-100_000, 50_000, 50_000)),
        ([(-500, -400, -300), (12_000, 21_500, 48_000)], (-20_000, 60_000, 20_000)),
        ([(1e-3, 2e-3, 3e-3)], (0, 3e-3, 1e-3)),
        ([(1e11, 2e11, 3e12)], (0, 3e12, 1e12)),
    ],
)
def test_the_scale_holds_zero_and_every_range(rows, scale):
    bars = amounts(*rows)
    assert (bars.low, bars.high, bars.step) == pytest.approx(scale)
    assert bars.intervals == [(low, high) for low, _, high in rows]


def not_paying():
    """The example with an automation that costs more than it saves, and no other amounts."""
    case, costly = example_case("de", load()), {"run_cost_year_eur": 90_000}
    kept = (a for a in case.answers if not (a.item.startswith("costs.") and a.challenge))
    dear = (replace(a, evidence={**a.evidence, **costly}) if a.item == "execution.automation" else a for a in kept)
    return replace(case, answers=tuple(dear))


def test_an_automation_that_does_not_pay_is_drawn_below_zero():
    case, day = not_paying(), date(2026, 11, 22)
    diagnosis = diagnose(case, load(), day)
    document = document_view(case, diagnosis, insight(case, diagnosis, load(), day), load(), "de", day)
    deck = Presentation(io.BytesIO(make("pptx", document, case)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if getattr(shape, "has_chart", False)]
    lowest = [chart.value_axis.minimum_scale for chart in charts]
    values = [list(chart.plots[0].series[0].values) for chart in charts]
    assert min(lowest) < min(value for row in values for value in row if value is not None) < 0
    assert make("xlsx", document, case)
