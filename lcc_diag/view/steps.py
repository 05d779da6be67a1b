"""What to do: Monday's step, the conditions still open, and where to begin."""

from __future__ import annotations

from typing import Any

from lcc_diag.model.costs import circle, prices
from lcc_diag.model.cynefin import UNCLEAR_CALLS
from lcc_diag.model.schedule import CIRCLE_WEEKS
from lcc_diag.view.chapters import link
from lcc_diag.view.charts import transition_text, weakest_transition
from lcc_diag.view.circle_basis import circle_basis
from lcc_diag.view.conditions import gate_items
from lcc_diag.view.findings import Findings
from lcc_diag.view.monday_step import monday_step
from lcc_diag.view.notes import notes
from lcc_diag.view.planned import agreed_in

CIRCLE_OUTCOMES = (*CIRCLE_WEEKS, "prepare")
"""Outcomes with a circle in sight."""


def monday(found: Findings) -> dict[str, Any]:
    """The first step, the time a circle costs, the lever where execution is the answer, and remarks."""
    return {
        "title": found.say("monday_title"),
        "text": _monday_text(found),
        "lever": lever(found) if found.diagnosis.recommendation.outcome in ("execute_first", "experts") else None,
        "cost": circle_cost(found),
        "notes": {
            "title": found.say("notes_title"),
            "items": notes(found) + _checks(found),
        },
    }


def _monday_text(found: Findings) -> str:
    """The step with the condition, the challenge or the lever it is about."""
    decision, start = found.diagnosis.recommendation, found.diagnosis.begin
    return monday_step(
        found.questionnaires,
        decision.outcome,
        found.language,
        decision.conditions,
        _to_clarify(found),
        start.lever if lever(found) else None,
    )


def _to_clarify(found: Findings) -> str | None:
    """A challenge that is open: one on which views differ, else the first; by what is said of it, never by a number."""
    unclear = [challenge for challenge in found.diagnosis.challenges if challenge.call in UNCLEAR_CALLS]
    contested = [challenge for challenge in unclear if challenge.call == "contested"]
    return next((challenge.statement for challenge in (*contested, *unclear)), None)


def _checks(found: Findings) -> list[str]:
    checks = found.questionnaires.execution.checks
    return [found.word(checks[name].text) for name in found.diagnosis.checks]


def circle_cost(found: Findings) -> dict[str, Any] | None:
    """Working hours a circle takes and what they rest on; ``None`` where none is recommended."""
    price = prices(found.answers, found.questionnaires)
    cost = circle(found.diagnosis, agreed_in(found), price, None, found.questionnaires.plan)
    if cost is None:
        return None
    values = {"people": cost.people, "minutes": cost.minutes, "weeks": cost.weeks, "hours": found.number(cost.hours, 0)}
    return {"hours": cost.hours, "text": f"{found.say('cost', **values)} {circle_basis(found, cost)}"}


def conditions(found: Findings) -> dict[str, Any]:
    """Conditions that are open, each with what opens it."""
    gates = found.questionnaires.circle.gates
    items = [
        {
            "id": name,
            "name": found.word(gates[name].name),
            "remedy": found.word(gates[name].remedy),
            "link": link(found, "circle", _section(found, name)),
        }
        for name in found.diagnosis.recommendation.conditions
    ]
    return {"title": found.say("conditions_title"), "lead": found.say("conditions_lead"), "items": items}


def _section(found: Findings, gate: str) -> str:
    items = gate_items(found, gate)
    return items[0].partition(".")[2] if items else ""


# --- where to begin ------------------------------------------------------------------------------------------


def begin(found: Findings) -> dict[str, Any]:
    """Where to begin (methods E.3); a helpful sentence where too little is known."""
    if found.diagnosis.recommendation.outcome == "stabilise":  # now only the acute matter counts
        return _no_beginning(found, "begin_stabilise", link(found, "cynefin"))
    if found.diagnosis.begin is None:
        return _no_beginning(found, "begin_empty", link(found, "attitudes"))
    told = [_attitude(found), _topic(found), lever(found), _sprints(found)]
    return {
        "title": found.say("begin_title"),
        "empty": None,
        "link": None,
        "items": [entry for entry in told if entry],
        "experiment": _experiment(found),
    }


def _no_beginning(found: Findings, why: str, where: dict[str, Any]) -> dict[str, Any]:
    told = {"title": found.say("begin_title"), "empty": found.say(why), "link": where}
    return {**told, "items": [], "experiment": None}


def _step(found: Findings, name: str, text: str, *details: str | None) -> dict[str, Any]:
    told = [detail for detail in details if detail]
    return {"id": name, "label": found.say(f"begin_{name}"), "text": text, "details": told}


def _attitude(found: Findings) -> dict[str, Any]:
    start = found.diagnosis.begin
    dimension = found.questionnaires.attitudes.dimensions[start.attitude]
    return _step(found, "attitude", found.word(dimension.name), found.word(dimension.gloss), _link_text(found))


def _link_text(found: Findings) -> str | None:
    edge = weakest_transition(found)
    return found.say("weakest_link", link=transition_text(found, edge)) if edge else None


def _topic(found: Findings) -> dict[str, Any] | None:
    result = found.challenge(found.diagnosis.begin.challenge)
    return _step(found, "topic", found.quoted(result.statement)) if result else None


def _sprints(found: Findings) -> dict[str, Any] | None:
    """Sprints to stress; only said where it is time to start."""
    outcome = found.diagnosis.recommendation.outcome
    names = found.diagnosis.begin.sprints
    if not names or outcome not in CIRCLE_WEEKS:
        return None
    sprints = found.questionnaires.circle.sprints
    text = found.listed([_sprint_name(found, name) for name in names])
    numbers = {name: list(sprints).index(name) + 1 for name in names}
    details = [found.say("sprint_text", number=numbers[name], text=found.word(sprints[name].text)) for name in names]
    return _step(found, "sprints", text, *details)


def _sprint_name(found: Findings, name: str) -> str:
    sprints = found.questionnaires.circle.sprints
    number = list(sprints).index(name) + 1
    return found.say("sprint", number=number, name=found.word(sprints[name].name))


def lever(found: Findings) -> dict[str, Any] | None:
    """The execution question to work on next and the step for its counted level: low 0–1, middle 2, high 3–4."""
    start = found.diagnosis.begin
    if start is None or start.lever is None:
        return None
    counted = found.diagnosis.execution[start.lever].counted
    if counted is None:
        return None
    question = found.questionnaires.execution.questions[start.lever]
    step = question.levers.low if counted <= 1 else question.levers.middle if counted == 2 else question.levers.high
    now = found.say("lever_level", name=found.word(question.short), level=counted)
    return _step(found, "lever", found.word(step), now)


def _experiment(found: Findings) -> dict[str, Any] | None:
    name = found.diagnosis.begin.experiment
    if name is None:
        return None
    entry = found.questionnaires.experiments.experiments[name]
    euros = found.number(entry.budget_eur, 0)
    budget = found.say("budget", euros=euros) if entry.budget_eur else found.say("budget_none")
    return {
        "id": name,
        "label": found.say("begin_experiment"),
        "name": found.word(entry.name),
        "text": found.word(entry.text),
        "signals": [
            {"id": "amplify", "label": found.say("amplify"), "text": found.word(entry.amplify)},
            {"id": "stop", "label": found.say("stop"), "text": found.word(entry.stop)},
            {"id": "days", "label": found.say("days"), "text": found.counted("day", entry.days)},
            {"id": "budget", "label": found.say("budget_label"), "text": budget},
        ],
    }
