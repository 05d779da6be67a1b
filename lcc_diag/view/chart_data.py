"""What each chart shows, as plain data: the same for the figure on screen, the PDF, the slides and the page.

``bars``: ``min``, ``max``, ``ticks``, ``bands``, ``axis``, ``rows`` with a value, its interval and marks, ``legend``;
``cycle``: ``nodes`` and ``edges``; ``canvas``: ``domains`` and ``points``. All in one language.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lcc_diag.model.case import NOT_APPLICABLE
from lcc_diag.model.results import AttitudeResult, ChallengeResult, ExecutionLevel
from lcc_diag.view.findings import Findings
from lcc_diag.view.levels import interval_of, level_text

Data = dict[str, Any]

HIGHEST_SCORE, HIGHEST_LEVEL = 5, 4
BETWEEN = {"complex_complicated": ["complex", "complicated"], "chaotic_complex": ["chaotic", "complex"]}
"""Calls on the boundary of two domains."""


def rounded(score: float | None) -> float | None:
    """A score as it is read, with one decimal: more of them would give away how many people it is the mean of."""
    return None if score is None else round(score, 1)


def _bars(rows: list[Data], legend: list[Data], **rest: Any) -> Data:
    shown = {mark["shape"] for row in rows for mark in row["marks"]}
    shown |= {"interval"} if any(row["low"] is not None for row in rows) else set()
    return {**rest, "rows": rows, "legend": [entry for entry in legend if entry["shape"] in shown]}


# --- attitudes ------------------------------------------------------------------------------------------


def attitude_data(found: Findings) -> Data:
    """Scores as bars over the levels, with interval, the overall impression and the leaders' view."""
    lowest = lowest_apart(found)
    marks = (("interval", "interval_mark"), ("diamond", "ladder_mark"), ("triangle", "leaders_mark"))
    edges = _edges(found)
    names = [found.word(level.name) for level in found.questionnaires.attitudes.levels.values()]
    return _bars(
        [_attitude_row(found, result, result.dimension == lowest) for result in found.diagnosis.attitudes.values()],
        [{"shape": shape, "name": found.say(name)} for shape, name in marks],
        min=1,
        max=HIGHEST_SCORE,
        ticks=[{"at": edge, "text": found.short(edge)} for edge in edges],
        bands=[
            {"start": start, "end": end, "name": name}
            for (start, end), name in zip(pairwise(edges), names, strict=True)
        ],
        axis=found.say("score_axis"),
    )


def lowest_apart(found: Findings) -> str | None:
    """The attitude with the lowest score; none where all scores read the same."""
    scored = found.scored_attitudes()
    told = {found.number(result.score) for result in scored}
    return scored[0].dimension if len(told) > 1 else None


def _edges(found: Findings) -> list[float]:
    return [level.start for level in found.questionnaires.attitudes.levels.values()] + [HIGHEST_SCORE]


def _attitude_row(found: Findings, result: AttitudeResult, emphasis: bool) -> Data:
    interval = interval_of(found, result.dimension)
    gap = found.diagnosis.gap
    leaders = gap.leaders_mean if gap and gap.dimension == result.dimension else None
    marks = [_mark(found, "diamond", result.ladder, "ladder_mark"), _mark(found, "triangle", leaders, "leaders_mark")]
    return {
        "name": found.attitude_name(result.dimension),
        "value": rounded(result.score),
        "low": rounded(interval.low) if interval else None,
        "high": rounded(interval.high) if interval else None,
        "text": _score_text(found, result),
        "emphasis": emphasis,
        "marks": [mark for mark in marks if mark],
    }


def _mark(found: Findings, shape: str, value: float | None, name: str) -> Data | None:
    return None if value is None else {"shape": shape, "value": rounded(value), "name": found.say(name)}


def _score_text(found: Findings, result: AttitudeResult) -> str:
    if result.score is None:
        return found.say("no_score")
    return f"{found.number(result.score)} · {level_text(found, result)}"


# --- execution ------------------------------------------------------------------------------------------


def execution_data(found: Findings) -> Data:
    """The levels that count as bars, the levels chosen as circles where they differ."""
    lever = found.diagnosis.begin.lever if found.diagnosis.begin else None
    return _bars(
        [_execution_row(found, level, level.question == lever) for level in found.diagnosis.execution.values()],
        [{"shape": "circle", "name": found.say("chosen_mark")}],
        min=0,
        max=HIGHEST_LEVEL,
        ticks=[{"at": level, "text": str(level)} for level in range(HIGHEST_LEVEL + 1)],
        bands=[],
        axis=found.say("level_axis"),
    )


def _execution_row(found: Findings, level: ExecutionLevel, is_lever: bool) -> Data:
    capped = isinstance(level.chosen, int) and level.chosen != level.counted
    mark = _mark(found, "circle", level.chosen, "chosen_mark") if capped else None
    return {
        "name": found.word(found.questionnaires.execution.questions[level.question].short),
        "value": level.counted,
        "low": None,
        "high": None,
        "text": _counted_text(found, level, is_lever),
        "emphasis": is_lever,
        "marks": [mark] if mark else [],
    }


def _counted_text(found: Findings, level: ExecutionLevel, is_lever: bool) -> str:
    if level.counted is not None:
        return found.say("level_text_lever" if is_lever else "level_text", level=level.counted)
    if level.chosen is None:
        return found.say("not_answered")
    return found.say("not_applicable" if level.chosen == NOT_APPLICABLE else "dont_know_short")


# --- cycle and canvas -----------------------------------------------------------------------------------


def cycle_data(nodes: list[Data], edges: list[Data]) -> Data:
    """Attitudes and the transitions between them, from what the cycle on screen is drawn from."""
    return {
        "nodes": [{"id": node["id"], "name": node["name"], "text": node["text"]} for node in nodes],
        "edges": [
            {
                "source": edge["source"],
                "target": edge["target"],
                "text": edge["state"]["text"],
                "weakest": edge["weakest"],
            }
            for edge in edges
        ],
    }


def canvas_data(found: Findings) -> Data:
    """The domains, and each challenge with the domains its call speaks of and where the group itself puts it."""
    results = {result.id: result for result in found.diagnosis.challenges}
    cynefin = found.questionnaires.cynefin
    return {
        "domains": [
            {"id": name, "name": found.word(domain.name), "gloss": found.word(domain.gloss)}
            for name, domain in cynefin.domains.items()
        ],
        "points": [
            {
                "number": number,
                "name": challenge.statement,
                "domains": _domains(found, results.get(challenge.id)),
                "placed": challenge.placement.domain if challenge.placement else None,
                "text": _call_text(found, results.get(challenge.id)),
            }
            for number, challenge in enumerate(found.case.challenges, start=1)
        ],
    }


def _domains(found: Findings, result: ChallengeResult | None) -> list[str]:
    if result is None or not result.answered:
        return []
    return BETWEEN.get(result.call, [result.call] if result.call in found.questionnaires.cynefin.domains else [])


def _call_text(found: Findings, result: ChallengeResult | None) -> str:
    if result is None or not result.answered:
        return found.say("not_answered")
    return found.word(found.questionnaires.cynefin.calls[result.call].name)
