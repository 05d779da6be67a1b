"""Native charts on slides, each with its figures in an embedded workbook, so that they can be edited.

Rows are horizontal bars. An interval is a native error bar; marks beside the bar (impression, leaders' view, the level
chosen) are further bars, open or hatched: native charts cannot mix horizontal bars with points. The names of
the levels stand in a group behind the chart, whose plot area has a fixed place for that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from lcc_diag.report.office.chart_rows import Bars, Stack
from lcc_diag.report.office.chart_workbook import bars_workbook, stack_workbook
from lcc_diag.report.office.text import FONT, TAGS
from lcc_diag.report.slides.template import MAIN, Box, rgb
from lcc_diag.view.colours import ACCENT, LINE, MUTED, PAPER, TEXT, WARM

PLOT = Box(0.25, 0.08, 0.64, 0.72)
"""Place of the bars within the chart, as shares of its width and height."""
STACK_PLOT = Box(0.26, 0.03, 0.70, 0.70)
FILLS = (
    (ACCENT, PAPER),
    ("#c9d2d6", TEXT),
    (WARM, PAPER),
    ("#8fb7bf", TEXT),
    (MUTED, PAPER),
    ("#eed9c8", TEXT),
)
_SMALLEST_LABELLED = 0.06


def draw_bars(placeholder: Any, bars: Bars, language: str, day: datetime) -> Any:
    """Bars with their marks and intervals in a chart placeholder; returns the graphic frame."""
    data = CategoryChartData(number_format=bars.format)
    data.categories = bars.names
    for name, values in bars.series:
        data.add_series(name, values)
    frame = placeholder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    chart = frame.chart
    _settle(chart)
    chart.part.chart_workbook.update_from_xlsx_blob(bars_workbook(bars, day))
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, -5
    _value_axis(chart.value_axis, bars)
    _category_axis(chart)
    _place(chart, PLOT)
    _colour_bars(chart, bars)
    _label_bars(chart, bars)
    _intervals(chart, bars)
    _legend(chart, len(bars.series) > 1)
    _speak(chart, language)
    return frame


def draw_stack(placeholder: Any, stack: Stack, language: str, day: datetime) -> Any:
    """Shares of a whole as stacked bars in a chart placeholder; returns the graphic frame."""
    data = CategoryChartData(number_format="0%")
    data.categories = stack.names
    for name, values in stack.series:
        data.add_series(name, values)
    frame = placeholder.insert_chart(XL_CHART_TYPE.BAR_STACKED, data)
    chart = frame.chart
    _settle(chart)
    chart.part.chart_workbook.update_from_xlsx_blob(stack_workbook(stack, day))
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.25
    _quiet(axis, "0%")
    _category_axis(chart)
    _place(chart, STACK_PLOT)
    for number, series in enumerate(chart.plots[0].series):
        _colour_share(series, *FILLS[number % len(FILLS)], stack.series[number][1])
    _legend(chart, True)
    _speak(chart, language)
    return frame


def place_on_scale(value: float, bars: Bars, box: Box = MAIN) -> float:
    """Where ``value`` lies on the slide, in inches from the left."""
    share = (value - bars.low) / (bars.high - bars.low)
    return box.left + box.width * (PLOT.left + PLOT.width * share)


# --- whole chart --------------------------------------------------------------------------------------------


def _settle(chart: Any) -> None:
    chart.font.size, chart.font.name = Pt(14), FONT
    chart.font.color.rgb = _colour(TEXT)
    chart.has_title = False


def _speak(chart: Any, language: str) -> None:
    """The language of the deck for all text of the chart."""
    space = chart._chartSpace
    tag = etree.Element(qn("c:lang"), val=TAGS[language])
    place = space.find(qn("c:date1904"))
    space.insert(0 if place is None else space.index(place) + 1, tag)
    for name in ("a:rPr", "a:defRPr", "a:endParaRPr"):
        for properties in space.iter(qn(name)):
            properties.set("lang", TAGS[language])


def _place(chart: Any, box: Box) -> None:
    """A fixed place for the plot area, without its labels."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", box.left),
        ("y", box.top),
        ("w", box.width),
        ("h", box.height),
    ):
        etree.SubElement(manual, qn(f"c:{name}"), val=str(value))
    area.insert(0, layout)


def _legend(chart: Any, shown: bool) -> None:
    chart.has_legend = shown
    if shown:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(12)


def _value_axis(axis: Any, bars: Bars) -> None:
    axis.minimum_scale, axis.maximum_scale = bars.low, bars.high
    if bars.step:
        axis.major_unit = bars.step
    _quiet(axis, bars.axis_format)
    if bars.axis:
        axis.has_title = True
        frame = axis.axis_title.text_frame
        frame.text = bars.axis
        frame.paragraphs[0].runs[0].font.size, frame.paragraphs[0].runs[0].font.bold = Pt(12), False


def _quiet(axis: Any, number_format: str) -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _colour(LINE)
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(12)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False


def _category_axis(chart: Any) -> None:
    axis = chart.category_axis
    axis.reverse_order = True  # the first row on top …
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")  # … and the scale still below
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # beside the bars that lie below zero, not on them
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _colour(MUTED)
    axis.tick_labels.font.size = Pt(14)


# --- bars ---------------------------------------------------------------------------------------------------


def _colour_bars(chart: Any, bars: Bars) -> None:
    main, *marks = chart.plots[0].series
    main.format.fill.solid()
    main.format.fill.fore_color.rgb = _colour(ACCENT)
    for place, emphasised in enumerate(bars.emphasis):
        if emphasised:
            fill = main.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = _colour(WARM)
    for number, series in enumerate(marks):
        fill, line = series.format.fill, series.format.line
        if number == 0:
            fill.solid()
            fill.fore_color.rgb = _colour(PAPER)
        else:
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = _colour(TEXT), _colour(PAPER)
        line.color.rgb, line.width = _colour(TEXT), Pt(1.25)


def _label_bars(chart: Any, bars: Bars) -> None:
    """The value right of the bar, beyond the end of its interval, and still the live value of the chart."""
    for number, series in enumerate(chart.plots[0].series):
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = bars.format, False
        labels.font.size, labels.font.bold = Pt(14 if number == 0 else 12), number == 0
    for place, (value, interval) in enumerate(zip(bars.values, bars.intervals, strict=True)):
        if value is not None and interval is not None and interval[1] > value:
            _shift(
                chart.plots[0].series[0],
                place,
                (interval[1] - value) / (bars.high - bars.low) * PLOT.width,
                bars.format,
            )


def _shift(series: Any, place: int, by: float, number_format: str) -> None:
    label = series.points[place].data_label._get_or_add_dLbl()
    for child in list(label):
        if child.tag not in (qn("c:idx"),):
            label.remove(child)
    layout = etree.SubElement(etree.SubElement(label, qn("c:layout")), qn("c:manualLayout"))
    etree.SubElement(layout, qn("c:x"), val=f"{by:.4f}")
    etree.SubElement(layout, qn("c:y"), val="0")
    etree.SubElement(label, qn("c:numFmt"), formatCode=number_format, sourceLinked="0")
    _bold_text(label)
    etree.SubElement(label, qn("c:dLblPos"), val="outEnd")
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        etree.SubElement(label, qn(f"c:show{name}"), val="1" if name == "Val" else "0")


def _bold_text(label: Any) -> None:
    text = etree.SubElement(label, qn("c:txPr"))
    etree.SubElement(text, qn("a:bodyPr"))
    etree.SubElement(text, qn("a:lstStyle"))
    paragraph = etree.SubElement(text, qn("a:p"))
    etree.SubElement(etree.SubElement(paragraph, qn("a:pPr")), qn("a:defRPr"), sz="1400", b="1")
    etree.SubElement(paragraph, qn("a:endParaRPr"))


def _intervals(chart: Any, bars: Bars) -> None:
    """Error bars that read their lengths from the embedded workbook."""
    if not any(bars.intervals):
        return
    series = chart.plots[0].series[0]._element
    bar = etree.Element(qn("c:errBars"))
    etree.SubElement(bar, qn("c:errBarType"), val="both")
    etree.SubElement(bar, qn("c:errValType"), val="cust")
    etree.SubElement(bar, qn("c:noEndCap"), val="0")
    for name, column, lengths in bars.whiskers():
        reference = etree.SubElement(etree.SubElement(bar, qn(f"c:{name}")), qn("c:numRef"))
        etree.SubElement(reference, qn("c:f")).text = f"Sheet1!${column}$2:${column}${len(lengths) + 1}"
        _cache(etree.SubElement(reference, qn("c:numCache")), lengths)
    line = etree.SubElement(etree.SubElement(bar, qn("c:spPr")), qn("a:ln"), w="19050")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=rgb(TEXT))
    series.insert(series.index(series.find(qn("c:cat"))), bar)


def _cache(cache: Any, lengths: list[float]) -> None:
    etree.SubElement(cache, qn("c:formatCode")).text = "General"
    etree.SubElement(cache, qn("c:ptCount"), val=str(len(lengths)))
    for place, length in enumerate(lengths):
        etree.SubElement(etree.SubElement(cache, qn("c:pt"), idx=str(place)), qn("c:v")).text = repr(length)


def _colour_share(series: Any, colour: str, text: str, values: list[float | None]) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour(colour)
    series.format.line.color.rgb = _colour(PAPER)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0%", False
    labels.font.size, labels.font.color.rgb = Pt(14), _colour(text)
    for place, value in enumerate(values):
        if not value or value < _SMALLEST_LABELLED:
            _without_label(series, place)


def _without_label(series: Any, place: int) -> None:
    label = series.points[place].data_label._get_or_add_dLbl()
    for child in list(label):
        if child.tag != qn("c:idx"):
            label.remove(child)
    etree.SubElement(label, qn("c:delete"), val="1")


def _colour(colour: str) -> RGBColor:
    return RGBColor.from_string(rgb(colour))
