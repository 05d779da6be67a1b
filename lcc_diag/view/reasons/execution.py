"""Reasons that rest on execution, on the conditions of a circle, and on what is missing altogether."""

from __future__ import annotations

from collections.abc import Iterable

from lcc_diag.model.answers import known
from lcc_diag.model.numbers import settled
from lcc_diag.view.answers import deciding_row
from lcc_diag.view.chapters import link
from lcc_diag.view.conditions import gate_items
from lcc_diag.view.findings import Findings
from lcc_diag.view.reasons.reason import Group, Reason, group, limit, limit_text, reason

_SHOWN = 3
"""Execution questions shown with a reason, the most telling ones."""


def _execution_group(found: Findings, names: Iterable[str]) -> Group:
    rows = [deciding_row(found, f"execution.{name}") for name in names]
    answered = [row for row in rows if row["answers"]]
    return group(found.say("name_execution"), answered, link(found, "execution"))


def _by_level(found: Findings) -> list[str]:
    counted = {name: level.counted for name, level in found.diagnosis.execution.items() if level.counted is not None}
    return sorted(counted, key=lambda name: counted[name])


def _mean_reason(found: Findings, name: str, weak: bool) -> Reason | None:
    mean = found.diagnosis.execution_mean
    if mean is None or (settled(mean) < limit(found, "execution_mean_from")) != weak:
        return None
    ranked = _by_level(found) if weak else _by_level(found)[::-1]
    return reason(
        name,
        found.say(name),
        detail=found.say("execution_mean", mean=found.number(mean)),
        why=limit_text(found, "execution_mean_from"),
        groups=[_execution_group(found, ranked[:_SHOWN])],
    )


def execution_weak(found: Findings) -> Reason | None:
    """The mean of the counted levels lies below the limit."""
    return _mean_reason(found, "execution_weak", weak=True)


def execution_good(found: Findings) -> Reason | None:
    """The mean of the counted levels reaches the limit."""
    return _mean_reason(found, "execution_good", weak=False)


def execution_lever(found: Findings) -> Reason | None:
    """Where execution can move most: the question "where to begin" names, or else the lowest level."""
    begin, ranked = found.diagnosis.begin, _by_level(found)
    name = (begin and begin.lever) or (ranked[0] if ranked else None)
    level = found.diagnosis.execution[name].counted if name else None
    if level is None:
        return None
    short = found.word(found.questionnaires.execution.questions[name].short)
    detail = found.say("execution_lever_detail", name=found.quoted(short), level=level)
    return reason(
        "execution_lever", found.say("execution_lever"), detail=detail, groups=[_execution_group(found, [name])]
    )


# --- conditions of a circle -----------------------------------------------------------------------------------


def gate_names(found: Findings, gates: Iterable[str]) -> list[str]:
    """Conditions of success by name."""
    return [found.word(found.questionnaires.circle.gates[name].name) for name in gates]


def conditions_open(found: Findings) -> Reason | None:
    """Conditions of success that are not met."""
    names = found.diagnosis.recommendation.conditions
    if not names:
        return None
    detail = found.say("conditions_open_detail", names=" · ".join(gate_names(found, names)))
    text = found.counted("conditions_open", len(names))
    return reason("conditions_open", text, detail=detail, groups=[_gate_group(found, names)])


def conditions_met(found: Findings) -> Reason | None:
    """Conditions of success that are met, and those still open."""
    still_open = found.diagnosis.recommendation.conditions
    met = [name for name in found.questionnaires.circle.gates if name not in still_open]
    text = found.say("conditions_met" if _all_known(found, met) else "conditions_met_known")
    rest = found.say("conditions_met_but", names=" · ".join(gate_names(found, still_open))) if still_open else None
    return reason("conditions_met", text, detail=rest, groups=[_gate_group(found, met)])


def _all_known(found: Findings, gates: Iterable[str]) -> bool:
    return all(known(found.answers.of_managers(item)) for name in gates for item in gate_items(found, name))


def _gate_group(found: Findings, names: Iterable[str]) -> Group:
    items = dict.fromkeys(item for name in names for item in gate_items(found, name))
    rows = [deciding_row(found, item) for item in items]
    unanswered = [{"who": None, "answer": found.say("not_answered")}]
    told = [row | {"answers": row["answers"] or unanswered} for row in rows]
    return group(found.say("name_circle"), told, link(found, "circle"))


# --- what is missing ------------------------------------------------------------------------------------------


def missing_challenge(found: Findings) -> Reason | None:
    """No challenge is written down."""
    if found.diagnosis.challenges:
        return None
    return reason("missing_challenge", found.say("missing_challenge"), links=[link(found, "cynefin")])


def missing_attitudes(found: Findings) -> Reason | None:
    """Too few attitudes have a score."""
    needed, there = int(limit(found, "attitude_scores_min")), len(found.scored_attitudes())
    if there >= needed:
        return None
    minimum = int(found.questionnaires.attitudes.min_answered.value)
    detail = found.say(
        "missing_attitudes_detail",
        known=there,
        total=len(found.questionnaires.attitudes.dimensions),
        needed=found.count(needed),
        minimum=found.count(minimum),
    )
    return reason("missing_attitudes", found.say("missing_attitudes"), detail=detail, links=[link(found, "attitudes")])


def missing_execution(found: Findings) -> Reason | None:
    """No execution question has a level that counts."""
    if any(level.counted is not None for level in found.diagnosis.execution.values()):
        return None
    return reason("missing_execution", found.say("missing_execution"), links=[link(found, "execution")])
