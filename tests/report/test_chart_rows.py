"""Charts of amounts: a scale of round numbers that holds zero and every range, also below zero."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION

from lcc_diag.content import load
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.report import make
from lcc_diag.report.amounts import amount
from lcc_diag.report.drawing.ranges import round_ticks
from lcc_diag.report.office.chart_rows import bars_of
from lcc_diag.report.pdf import TICKS
from lcc_diag.statistics.insight import insight
from lcc_diag.store.example import example_case
from lcc_diag.view.document import document_view


def amounts(*rows):
    told = [row(*entry) for entry in rows]
    return bars_of({"type": "ranges", "data": {"unit": "€", "rows": told}}, "likely", "de")


def row(low, middle, high):
    return {"name": "x", "low": low, "middle": middle, "high": high, "text": ""}


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


@pytest.fixture(scope="module")
def below_zero():
    """Its document, and the case."""
    case, day = not_paying(), date(2026, 11, 22)
    diagnosis = diagnose(case, load(), day)
    return document_view(case, diagnosis, insight(case, diagnosis, load(), day), load(), "de", day), case


def native_charts(document, case):
    deck = Presentation(io.BytesIO(make("pptx", document, case)))
    return [shape.chart for slide in deck.slides for shape in slide.shapes if getattr(shape, "has_chart", False)]


def test_an_automation_that_does_not_pay_is_drawn_below_zero(below_zero):
    charts = native_charts(*below_zero)
    lowest = [chart.value_axis.minimum_scale for chart in charts]
    values = [list(chart.plots[0].series[0].values) for chart in charts]
    assert min(lowest) < min(value for row in values for value in row if value is not None) < 0


def test_names_of_rows_stand_left_of_bars_below_zero_on_slides(below_zero):
    charts = [chart for chart in native_charts(*below_zero) if chart.value_axis.minimum_scale < 0]
    assert [chart.category_axis.tick_label_position for chart in charts] == [XL_TICK_LABEL_POSITION.LOW]


def test_names_of_rows_stand_left_of_bars_below_zero_on_sheets(below_zero):
    with zipfile.ZipFile(io.BytesIO(make("xlsx", *below_zero))) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        charts = [etree.fromstring(package.read(name)) for name in parts]
    below = [chart for chart in charts if float(chart.find(".//{*}valAx/{*}scaling/{*}min").get("val")) < 0]
    assert [chart.find(".//{*}catAx/{*}tickLblPos").get("val") for chart in below] == ["low"]


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (0, "en", "€0"),
        (20_000, "en", "€20,000"),
        (-500, "en", "−€500"),
        (0, "de", "0\u00a0€"),
        (-500, "de", "−500\u00a0€"),
    ],
)
def test_the_currency_stands_where_the_language_has_it(value, language, expected):
    assert amount(value, "€", language) == expected


@pytest.mark.parametrize("highest", [1, 9, 100, 10_999, 96_000, 100_001, 2_400_000])
def test_an_axis_of_amounts_names_at_least_three(highest):
    drawn = bars_of({"type": "ranges", "data": {"unit": "€", "rows": [row(0, highest / 2, highest)]}}, "likely", "en")
    assert (drawn.high - drawn.low) / drawn.step >= 2
    assert drawn.axis_format.startswith('"€"')
    assert len(round_ticks(0, highest, TICKS)) >= 3
