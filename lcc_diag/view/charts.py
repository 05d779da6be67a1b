"""The four charts of a result: canvas, attitudes, cycle, execution. Each says the same in a sentence and in a table.

``table``: ``columns`` and ``rows`` as they are read, ``values`` the same cells as numbers where there are any; ``data``
is what documents draw, by ``type``; ``figure`` the same for plotly on screen.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from lcc_diag.model.begin import weakest_link
from lcc_diag.model.case import DONT_KNOW, NOT_APPLICABLE
from lcc_diag.model.group_sizes import EXACT_FROM
from lcc_diag.model.numbers import settled
from lcc_diag.model.results import AttitudeResult, ChallengeResult, ExecutionLevel, Transition
from lcc_diag.view.canvas import canvas_view
from lcc_diag.view.challenges import call_name, challenge_number, handling_names
from lcc_diag.view.chapters import link
from lcc_diag.view.chart_data import attitude_data, canvas_data, cycle_data, execution_data, lowest_apart, rounded
from lcc_diag.view.figures import bar_figure
from lcc_diag.view.findings import Findings
from lcc_diag.view.levels import level_text
from lcc_diag.view.weakest import weakest_text

Chart = dict[str, Any]

TYPES = {"canvas": "canvas", "attitudes": "bars", "cycle": "cycle", "execution": "bars"}
"""How each chart is drawn: what its ``data`` holds."""


def charts(found: Findings) -> dict[str, Chart]:
    """All charts by id; one without data has ``empty`` and a place to answer instead of ``table``."""
    return {
        "canvas": canvas(found),
        "attitudes": attitudes(found),
        "cycle": cycle(found),
        "execution": execution(found),
    }


def _chart(found: Findings, name: str, part: str, sentence: str | None, table: Any, **rest: Any) -> Chart:
    return {
        "id": name,
        "type": TYPES[name],
        "title": found.say(f"chart_{name}"),
        "sentence": sentence,
        "table": table if sentence else None,
        "empty": None if sentence else found.say(f"chart_{name}_empty"),
        "link": link(found, part),
        **rest,
    }


def table(columns: list[str], cells: list[list[tuple[str, Any]]]) -> dict[str, Any]:
    """A table of cells, each as it is read and as a value."""
    return {
        "columns": columns,
        "rows": [[text for text, _ in row] for row in cells],
        "values": [[value for _, value in row] for row in cells],
    }


def _columns(found: Findings, *names: str) -> list[str]:
    return [found.say(f"column_{name}") for name in names]


def _plain(text: str) -> tuple[str, str]:
    return text, text


# --- canvas ------------------------------------------------------------------------------------------


def canvas(found: Findings) -> Chart:
    """The Cynefin canvas, the same as in the form, with its sentence and table."""
    results = found.diagnosis.challenges
    drawn = canvas_view(found.questionnaires, found.case.challenges, results)
    sentence = _canvas_sentence(found) if results else None
    return _chart(found, "canvas", "cynefin", sentence, _canvas_table(found), data=canvas_data(found), **drawn)


def _canvas_sentence(found: Findings) -> str:
    calls = Counter(call_name(found, result) for result in found.diagnosis.challenges)
    alone = len(found.diagnosis.challenges) == 1
    parts = [found.quoted(name) + ("" if alone else f" ({count})") for name, count in calls.most_common()]
    return found.counted("canvas_sentence", len(found.diagnosis.challenges), calls=found.listed(parts))


def _canvas_table(found: Findings) -> dict[str, Any]:
    columns = _columns(found, "number", "challenge", "call", "support", "handling")
    return table(columns, [_canvas_row(found, result) for result in found.diagnosis.challenges])


def _canvas_row(found: Findings, result: ChallengeResult) -> list[tuple[str, Any]]:
    number = challenge_number(found, result.id)
    strongest = None if result.support_share is None else round(max(result.support.values()), 4)
    handling = found.listed(handling_names(found, result)) or "–"
    return [
        (str(number), number),
        _plain(result.statement),
        _plain(call_name(found, result)),
        (found.number(strongest, 2), strongest),
        _plain(handling),
    ]


# --- attitudes ------------------------------------------------------------------------------------------


def attitudes(found: Findings) -> Chart:
    """The score of each attitude in its level, with the overall impression beside it."""
    scored = found.scored_attitudes()
    data = attitude_data(found)
    return _chart(
        found,
        "attitudes",
        "attitudes",
        _attitude_sentence(found, scored) if scored else None,
        _attitude_table(found),
        remarks=_attitude_remarks(found),
        levels=[
            {"id": name, "start": level.start, "name": found.word(level.name), "meaning": found.word(level.meaning)}
            for name, level in found.questionnaires.attitudes.levels.items()
        ],
        data=data,
        figure=bar_figure(data) if scored else None,
    )


def _attitude_sentence(found: Findings, scored: list[AttitudeResult]) -> str:
    ends = [
        found.say("with_score", name=found.attitude_name(result.dimension), score=found.number(result.score))
        for result in (scored[0], scored[-1])
    ]
    text = found.say("attitude_sentence" if len(scored) > 1 else "attitude_sentence_one", low=ends[0], high=ends[1])
    if len(scored) > 1 and lowest_apart(found) is None:
        text = found.say("attitude_sentence_even", score=found.number(scored[0].score))
    unknown = [found.attitude_name(name) for name, result in found.diagnosis.attitudes.items() if result.score is None]
    missing = found.say("without_score", names=found.listed(unknown)) if unknown else None
    weakest = weakest_text(found) if lowest_apart(found) else None
    return " ".join(filter(None, (text, weakest, missing)))


def _attitude_remarks(found: Findings) -> list[str]:
    content = found.questionnaires.attitudes
    differing = [result for result in found.diagnosis.attitudes.values() if result.ladder_differs]
    told = [f"{found.attitude_name(r.dimension)}: {found.word(content.ladder_differs)}" for r in differing]
    if found.few_staff:
        told.insert(0, found.say("few_staff", minimum=found.count(int(content.min_staff.value))))
    gap = found.diagnosis.gap
    if gap is not None:
        means = {"leaders": found.number(gap.leaders_mean), "staff": found.number(gap.staff_mean)}
        interval = {"low": found.number(gap.ci_low), "high": found.number(gap.ci_high)}
        key = "gap_flagged" if gap.flagged else "gap_open"
        told.append(found.say(key, name=found.attitude_name(gap.dimension), **means, **interval))
    return told


def _attitude_table(found: Findings) -> dict[str, Any]:
    columns = _columns(found, "attitude", "score", "level", "ladder", "view", "raters", "dont_know")
    return table(columns, [_attitude_row(found, result) for result in found.diagnosis.attitudes.values()])


def _attitude_row(found: Findings, result: AttitudeResult) -> list[tuple[str, Any]]:
    people = people_text(found, result)
    return [
        _plain(found.attitude_name(result.dimension)),
        (found.number(result.score), rounded(result.score)),
        _plain(level_text(found, result)),
        (found.number(result.ladder), rounded(result.ladder)),
        _plain(found.say(f"view_{result.view}")),
        (people, result.raters if people == str(result.raters) else people),
        _dont_know(found, result),
    ]


def _dont_know(found: Findings, result: AttitudeResult) -> tuple[str, float | None]:
    """The share of "don't know"; of a few staff members mixed with their leaders it would tell what one answered."""
    if found.few_staff:
        return found.number(None), None
    return found.say("percent", value=found.number(100 * result.dont_know, 0)), round(result.dont_know, 2)


def people_text(found: Findings, result: AttitudeResult) -> str:
    """How many people a score rests on; small groups of staff as a band."""
    minimum = int(found.questionnaires.attitudes.min_staff.value)
    if found.few_staff and result.view == "all":
        return "–"
    if result.view == "staff" and result.raters < EXACT_FROM:
        return f"{minimum}–{EXACT_FROM - 1}"
    return str(result.raters)


# --- cycle ------------------------------------------------------------------------------------------


def transition_text(found: Findings, edge: Transition) -> str:
    """An edge of the cycle in words: from, to, and how it holds."""
    return found.say("transition", path=_path(found, edge), state=_state(found, edge))


def _path(found: Findings, edge: Transition) -> str:
    return f"{found.attitude_name(edge.source)} → {found.attitude_name(edge.target)}"


def _state(found: Findings, edge: Transition) -> str:
    return found.word(getattr(found.questionnaires.attitudes.transitions, edge.state))


def cycle(found: Findings) -> Chart:
    """The four attitudes as a cycle, with its weakest transition."""
    weakest = weakest_transition(found)
    edges = [_edge(found, edge, weakest) for edge in found.diagnosis.transitions]
    nodes = _nodes(found)
    return _chart(
        found,
        "cycle",
        "attitudes",
        _cycle_sentence(found, weakest) if edges else None,
        table(
            _columns(found, "transition", "strength", "state"),
            [_edge_row(found, e) for e in found.diagnosis.transitions],
        ),
        nodes=nodes,
        edges=edges,
        data=cycle_data(nodes, edges),
    )


def _nodes(found: Findings) -> list[dict[str, Any]]:
    scores = {result.dimension: result.score for result in found.diagnosis.attitudes.values()}
    return [
        {"id": name, "name": found.attitude_name(name), "score": rounded(score), "text": found.number(score)}
        for name, score in scores.items()
    ]


def weakest_transition(found: Findings) -> Transition | None:
    """The weakest edge of the cycle; none where all edges are alike, so that nothing is made of a tie."""
    edges = found.diagnosis.transitions
    if len(edges) > 1 and len({(settled(edge.strength), edge.state) for edge in edges}) == 1:
        return None
    scores = {name: result.score for name, result in found.diagnosis.attitudes.items()}
    weakest = weakest_link(scores, found.questionnaires.attitudes)
    return next((edge for edge in edges if (edge.source, edge.target) == weakest), None)


def _cycle_sentence(found: Findings, weakest: Transition | None) -> str:
    if weakest is None:
        return found.say("links_alike", state=_state(found, found.diagnosis.transitions[0]))
    return found.say("weakest_link", link=transition_text(found, weakest))


def _edge(found: Findings, edge: Transition, weakest: Transition | None) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "strength": rounded(edge.strength),
        "state": {"id": edge.state, "text": _state(found, edge)},
        "text": transition_text(found, edge),
        "weakest": edge == weakest,
    }


def _edge_row(found: Findings, edge: Transition) -> list[tuple[str, Any]]:
    return [
        _plain(_path(found, edge)),
        (found.number(edge.strength), rounded(edge.strength)),
        _plain(_state(found, edge)),
    ]


# --- execution ------------------------------------------------------------------------------------------


def execution(found: Findings) -> Chart:
    """The five execution questions: the level that counts beside the level chosen."""
    levels = list(found.diagnosis.execution.values())
    answered = [level for level in levels if level.chosen is not None]
    counted = [level for level in levels if level.counted is not None]
    data = execution_data(found)
    return _chart(
        found,
        "execution",
        "execution",
        _execution_sentence(found, counted) if answered else None,
        table(
            _columns(found, "question", "chosen", "counted", "meaning", "evidence"),
            [_execution_row(found, level) for level in levels],
        ),
        data=data,
        figure=bar_figure(data) if counted else None,
    )


def _execution_sentence(found: Findings, counted: list[ExecutionLevel]) -> str:
    if not counted:
        return found.say("execution_none_counted")
    lowest = min(level.counted for level in counted)
    names = [found.say("with_level", name=_short(found, e), level=lowest) for e in counted if e.counted == lowest]
    text = found.say("execution_sentence", mean=found.number(found.diagnosis.execution_mean), low=found.listed(names))
    if len(names) == len(counted) > 1:
        text = found.say("execution_sentence_even", level=lowest)
    capped = sum(level.counted != level.chosen for level in counted)
    return f"{text} {found.counted('execution_capped', capped)}" if capped else text


def _short(found: Findings, level: ExecutionLevel) -> str:
    return found.word(found.questionnaires.execution.questions[level.question].short)


def _execution_row(found: Findings, level: ExecutionLevel) -> list[tuple[str, Any]]:
    question = found.questionnaires.execution.questions[level.question]
    meaning = found.word(question.levels[level.counted]) if level.counted is not None else "–"
    missing = found.listed([found.word(question.evidence[name].label) for name in level.missing]) or "–"
    return [
        _plain(found.word(question.short)),
        (chosen_text(found, level), level.chosen if isinstance(level.chosen, int) else None),
        (found.number(level.counted, 0), level.counted),
        _plain(meaning),
        _plain(missing),
    ]


def chosen_text(found: Findings, level: ExecutionLevel) -> str:
    """The level as answered: a number, or why there is none."""
    special = {None: "not_answered", DONT_KNOW: "dont_know_short", NOT_APPLICABLE: "not_applicable"}
    return found.say(special[level.chosen]) if level.chosen in special else str(level.chosen)
