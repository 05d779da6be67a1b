"""The plot for the docs: one panel a measure, one bar a program, the range as a line through its end. Plain SVG."""

from __future__ import annotations

from html import escape
from statistics import median

from benchmarks.serving.programs import OURS
from benchmarks.serving.summary import MEASURES, Measure, Results, values
from lcc_diag.view.colours import ACCENT, LINE, MUTED, PAPER, TEXT

PANELS = {
    "form_usable_warm": "Form, warm: until usable",
    "chart_usable_warm": "Chart, warm: until drawn",
    "form_usable_cold": "Form, cold: until usable",
    "chart_usable_cold": "Chart, cold: until drawn",
    "response": "Click to acknowledgement",
    "form_bytes_cold": "Form, cold: bytes",
    "memory_each": "Memory per session, form",
    "memory_each_chart": "Memory per session, chart",
}
WIDTH, MARGIN, GAP = 880, 24, 40
ROW, BAR, HEAD = 26, 14, 34
LABEL, VALUE = 78, 70
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def plot(results: Results) -> str:
    """The panels in two columns."""
    shown = [key for key in PANELS if any(values(results, name, key) for name in results["programs"])]
    height = HEAD + ROW * len(results["programs"]) + 22
    width = (WIDTH - 2 * MARGIN - GAP) / 2
    parts = []
    for place, key in enumerate(shown):
        x, y = MARGIN + (place % 2) * (width + GAP), 56 + (place // 2) * height
        parts.append(f'<g transform="translate({x:.0f} {y})">{_panel(results, key, width)}</g>')
    whole = 56 + height * ((len(shown) + 1) // 2) + 8
    title = "lcc-diag beside Voilà, Streamlit, Panel and Solara"
    head = _text(MARGIN, 30, title, size=18, weight=600) + _text(
        WIDTH - MARGIN, 30, "shorter is better · line: lowest to highest", anchor="end", colour=MUTED
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" width="{WIDTH}" height="{whole}" '
        f'role="img" aria-label="{escape(title)}" font-family="{FONT}" font-size="13">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{head}{"".join(parts)}</svg>\n'
    )


def _panel(results: Results, key: str, width: float) -> str:
    measure = next(measure for measure in MEASURES if measure.key == key)
    found = {name: values(results, name, key) for name in results["programs"]}
    longest = max(max(cell) for cell in found.values() if cell)
    scale = (width - LABEL - VALUE) / longest
    rows = [
        _row(HEAD + place * ROW, results["programs"][name]["title"], measure, cell, scale, name == OURS)
        for place, (name, cell) in enumerate(found.items())
    ]
    bottom = HEAD - 8 + ROW * len(found)
    axis = f'<line x1="{LABEL}" y1="{HEAD - 12}" x2="{LABEL}" y2="{bottom}" stroke="{LINE}"/>'
    return _text(0, 12, PANELS[key], weight=600, size=14) + axis + "".join(rows)


def _row(y: int, title: str, measure: Measure, cell: list[float], scale: float, is_ours: bool) -> str:
    weight = 600 if is_ours else 400
    label = _text(LABEL - 8, y + 5, title, anchor="end", weight=weight)
    if not cell:
        return label + _text(LABEL + 6, y + 5, "–")
    length, low, high = (scale * value for value in (median(cell), min(cell), max(cell)))
    colour = ACCENT if is_ours else "#9aa7ad"
    bar = f'<rect x="{LABEL}" y="{y - BAR / 2}" width="{max(length, 1):.1f}" height="{BAR}" fill="{colour}"/>'
    line = ""
    if high - low > 1:
        line = (
            f'<line x1="{LABEL + low:.1f}" y1="{y}" x2="{LABEL + high:.1f}" y2="{y}" stroke="{TEXT}" stroke-width="2"/>'
        )
    value = _text(LABEL + max(length, high) + 6, y + 5, measure.shown(median(cell)), weight=weight)
    return label + bar + line + value


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, weight: int = 400, colour: str = TEXT
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{escape(text)}</text>'
    )
