"""Figures for plotly.js as plain data: ``{"wide": {"data", "layout"}, "narrow": {…}}``; plotly itself is not imported.

Marks differ in shape and wording, never in colour alone. No text of a user goes into a figure: plotly reads markup.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lcc_diag.model.case import NOT_APPLICABLE
from lcc_diag.view.findings import Findings

Figure = dict[str, Any]

TEXT, MUTED, ACCENT, WARM, LINE = "#15242a", "#55626b", "#0b5c6b", "#a34a0c", "#c9d2d6"
BANDS = ("#eef1f2", "#f8f9f9")
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
HIGHEST_SCORE, HIGHEST_LEVEL = 5, 4


def _layout(found: Findings, rows: int, narrow: bool, span: tuple[float, float], **rest: Any) -> dict[str, Any]:
    """A quiet horizontal chart: one row per category, first on top, no zooming."""
    return {
        "height": (72 if narrow else 52) * rows + (110 if narrow else 116),
        "margin": {"l": 8 if narrow else 225, "r": 14 if narrow else 175, "t": 8 if narrow else 30, "b": 70},
        "separators": ",." if found.language == "de" else ".,",
        "font": {"family": FONT, "size": 14, "color": TEXT},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "bargap": 0.76 if narrow else 0.56,
        "hovermode": False,
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": -0.22, "font": {"size": 13}},
        "yaxis": {
            "autorange": False,
            "range": [rows - 0.7, -0.75] if narrow else [rows - 0.4, -0.6],
            "tickvals": list(range(rows)),
            "showticklabels": not narrow,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
        },
        "xaxis": {
            "range": list(span),
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 13},
        },
        **rest,
    }


def _bars(lengths: list[float], base: float, colours: list[str]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(lengths))),
        "x": lengths,
        "base": base,
        "marker": {"color": colours},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _marks(name: str, points: list[tuple[int, float]], symbol: str, size: int = 13) -> dict[str, Any]:
    """Open marks on the rows, with an entry in the legend."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [row for row, _ in points],
        "x": [value for _, value in points],
        "marker": {"symbol": symbol, "size": size, "color": "#ffffff", "line": {"width": 2, "color": TEXT}},
        "cliponaxis": False,
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _beside(texts: list[str]) -> list[dict[str, Any]]:
    """On wide screens the value of each row stands in a column of its own, clear of every mark."""
    return [
        {
            "x": 1.035,
            "xref": "paper",
            "y": row,
            "xanchor": "left",
            "showarrow": False,
            "text": text,
            "font": {"size": 14},
        }
        for row, text in enumerate(texts)
    ]


def _above(names: list[str], texts: list[str], start: float) -> list[dict[str, Any]]:
    """On a phone the name and value of each row stand above its bar."""
    return [
        {
            "x": start,
            "y": row - 0.16,
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
            "showarrow": False,
            "text": f"<b>{name}</b><br>{text}",
            "font": {"size": 14},
        }
        for row, (name, text) in enumerate(zip(names, texts, strict=True))
    ]


# --- attitudes ------------------------------------------------------------------------------------------


def attitude_figure(found: Findings) -> Figure:
    """Scores as bars over the labelled levels, the overall impression as a diamond, the leaders' view as a triangle."""
    return {"wide": _attitudes(found, narrow=False), "narrow": _attitudes(found, narrow=True)}


def _attitudes(found: Findings, narrow: bool) -> dict[str, Any]:
    results = list(found.diagnosis.attitudes.values())
    lowest = lowest_apart(found)
    names = [found.attitude_name(result.dimension) for result in results]
    texts = [_score_text(found, result) for result in results]
    colours = [WARM if result.dimension == lowest else ACCENT for result in results]
    bars = _bars([(result.score or 1) - 1 for result in results], 1, colours)
    ladder = [(row, result.ladder) for row, result in enumerate(results) if result.ladder is not None]
    marks = [_marks(found.say("ladder_mark"), ladder, "diamond")] if ladder else []
    layout = _layout(found, len(results), narrow, (1, HIGHEST_SCORE), showlegend=True)
    layout["yaxis"]["ticktext"] = names
    layout["xaxis"] |= {"tickvals": _edges(found), "ticktext": [found.short(edge) for edge in _edges(found)]}
    layout["shapes"] = _bands(found)
    layout["annotations"] = _above(names, texts, 1) if narrow else [*_band_names(found), *_beside(texts)]
    return {"data": [bars, *marks, *_leaders(found, results)], "layout": layout}


def lowest_apart(found: Findings) -> str | None:
    """The attitude with the lowest score; none where all scores read the same."""
    scored = found.scored_attitudes()
    told = {found.number(result.score) for result in scored}
    return scored[0].dimension if len(told) > 1 else None


def _score_text(found: Findings, result: Any) -> str:
    if result.score is None:
        return found.say("no_score")
    return f"{found.number(result.score)} · {found.word(found.questionnaires.attitudes.levels[result.level].name)}"


def _leaders(found: Findings, results: list[Any]) -> list[dict[str, Any]]:
    """The leaders' own view, where it can be compared with the staff's."""
    gap = found.diagnosis.gap
    rows = [(row, gap.leaders_mean) for row, result in enumerate(results) if gap and result.dimension == gap.dimension]
    return [_marks(found.say("leaders_mark"), rows, "triangle-down", 14)] if rows else []


def _edges(found: Findings) -> list[float]:
    return [level.start for level in found.questionnaires.attitudes.levels.values()] + [HIGHEST_SCORE]


def _bands(found: Findings) -> list[dict[str, Any]]:
    edges = _edges(found)
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "yref": "paper",
            "x0": start,
            "x1": end,
            "y0": 0,
            "y1": 1,
            "fillcolor": BANDS[index % 2],
            "line": {"width": 0},
        }
        for index, (start, end) in enumerate(pairwise(edges))
    ]


def _band_names(found: Findings) -> list[dict[str, Any]]:
    levels, edges = list(found.questionnaires.attitudes.levels.values()), _edges(found)
    return [
        {
            "x": (edges[index] + edges[index + 1]) / 2,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "text": found.word(level.name),
            "font": {"size": 13, "color": MUTED},
        }
        for index, level in enumerate(levels)
    ]


# --- execution ------------------------------------------------------------------------------------------


def execution_figure(found: Findings) -> Figure:
    """The levels that count as bars, the levels chosen as open circles where they differ."""
    return {"wide": _execution(found, narrow=False), "narrow": _execution(found, narrow=True)}


def _execution(found: Findings, narrow: bool) -> dict[str, Any]:
    levels = list(found.diagnosis.execution.values())
    questions = found.questionnaires.execution.questions
    names = [found.word(questions[level.question].short) for level in levels]
    lever = found.diagnosis.begin.lever if found.diagnosis.begin else None
    texts = [_level_text(found, level, level.question == lever) for level in levels]
    colours = [WARM if level.question == lever else ACCENT for level in levels]
    bars = _bars([level.counted or 0 for level in levels], 0, colours)
    claimed = [(row, level.chosen) for row, level in enumerate(levels) if _is_capped(level)]
    marks = [_marks(found.say("chosen_mark"), claimed, "circle")] if claimed else []
    layout = _layout(found, len(levels), narrow, (0, HIGHEST_LEVEL), showlegend=bool(marks))
    layout["yaxis"]["ticktext"] = names
    layout["xaxis"] |= {
        "tickvals": list(range(HIGHEST_LEVEL + 1)),
        "showgrid": True,
        "gridcolor": LINE,
        "title": {"text": found.say("level_axis"), "font": {"size": 13, "color": MUTED}, "standoff": 8},
    }
    layout["annotations"] = _above(names, texts, 0) if narrow else _beside(texts)
    return {"data": [bars, *marks], "layout": layout}


def _is_capped(level: Any) -> bool:
    return isinstance(level.chosen, int) and level.chosen != level.counted


def _level_text(found: Findings, level: Any, is_lever: bool) -> str:
    if level.counted is not None:
        return found.say("level_text_lever" if is_lever else "level_text", level=level.counted)
    if level.chosen is None:
        return found.say("not_answered")
    return found.say("not_applicable" if level.chosen == NOT_APPLICABLE else "dont_know_short")
