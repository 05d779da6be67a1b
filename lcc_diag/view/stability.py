"""How sure the recommendation is: how often slightly changed answers lead to the same one (methods E.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcc_diag.model.decision import COLLECT
from lcc_diag.model.features import settings_of
from lcc_diag.model.insight import BLOCKS, Stability
from lcc_diag.view.charts import table
from lcc_diag.view.figures import stack_figure
from lcc_diag.view.findings import Findings, saying
from lcc_diag.view.odds import in_hundred, percent

_say = saying("stability")

OTHER = "other"
MOST_OTHERS = 4
"""Parts of the chart beside the recommended outcome; if there are more outcomes, the rarest share the last part."""
WORTH_TELLING = 0.05
"""From this share on the most likely other outcome is named."""
MOVES = ("attitude_move", "rater_shift_sd", "common_shift_sd", "option_move", "level_move")

Section = dict[str, Any]


def stability(found: Findings) -> Section | None:
    """The section; ``None`` where nothing is recommended yet. Without insight it says that it is being computed.

    With a few staff members among the answers only the label is told: shares would give single answers away.
    """
    if found.diagnosis.recommendation.outcome == COLLECT:
        return None
    draws = found.number(settings_of(found.questionnaires)["draws"], 0)
    head = {"title": _say(found, "title"), "lead": _say(found, "lead", draws=draws)}
    if found.insight is None:
        return {**head, "pending": _say(found, "pending")}
    sure = found.insight.stability
    if sure is None:
        return None
    return {
        **head,
        "label": {"id": sure.label, "text": _say(found, f"label_{sure.label}")},
        "sentence": f"{_sentence(found, sure)} {_say(found, f'advice_{sure.label}')}",
        "reasons": _reasons(found, sure),
        "chart": None if found.few_staff else _chart(found, sure),
        "note": _note(found, draws),
    }


def stability_line(found: Findings) -> Section | None:
    """One line for the top of the page: ``{id, text, more}``; ``None`` where nothing is recommended yet."""
    part = stability(found)
    if part is None:
        return None
    if "label" not in part:
        return {"id": "pending", "text": _say(found, "line_pending"), "more": ""}
    label, sure = part["label"], found.insight.stability
    told = _say(found, "line_hidden" if found.few_staff else "line", label=label["text"], times=_times(found, sure))
    return {"id": label["id"], "text": told, "more": _say(found, "line_more")}


def _times(found: Findings, sure: Stability) -> str:
    return in_hundred(sure.same_outcome, found.language)


def outcome_name(found: Findings, outcome: str) -> str:
    """An outcome in words, in quotation marks."""
    return found.quoted(found.word(found.questionnaires.rules.outcomes[outcome].name))


# --- what is said -----------------------------------------------------------------------------------------


def _sentence(found: Findings, sure: Stability) -> str:
    name = outcome_name(found, sure.outcome)
    if found.few_staff:
        return _say(found, "same_hidden", outcome=name)
    told = [_say(found, "same", times=_times(found, sure), outcome=name)]
    if round(100 * sure.same_family) > round(100 * sure.same_outcome):
        told.append(_say(found, "family", times=in_hundred(sure.same_family, found.language)))
    return " ".join(told)


def _reasons(found: Findings, sure: Stability) -> list[str]:
    """Why the label is lower than the shares would allow, and what the whole rests on."""
    told = []
    if "shrunk" in sure.caps and sure.shrunk_outcome:
        told.append(_say(found, "shrunk", outcome=outcome_name(found, sure.shrunk_outcome)))
    if sure.known < 1 and not found.few_staff:  # a share would tell what one of a few left open
        known = percent(sure.known, found.language)
        told.append(_say(found, "unknown" if "unknown" in sure.caps else "known", known=known))
    if len({person for given in found.answers.given.values() for person in given}) == 1:
        told.append(_say(found, "single" if "single" in sure.caps else "one_person"))
    return told


def _note(found: Findings, draws: str) -> str:
    settings = settings_of(found.questionnaires)
    moves = {name: found.short(settings[name]) for name in MOVES if name.endswith("_sd")}
    moves |= {name: percent(settings[name], found.language) for name in MOVES if name.endswith("_move")}
    limits = {name: percent(settings[name], found.language) for name in ("stable_from", "mostly_from")}
    return _say(found, "note", draws=draws, **moves, **limits)


# --- the chart --------------------------------------------------------------------------------------------


def _chart(found: Findings, sure: Stability) -> Section:
    blocks = {"all": sure.shares} | {name: sure.by_block[name] for name in BLOCKS if name in sure.by_block}
    outcomes = _outcomes(sure, blocks)
    rows = [_row(found, name, shares, outcomes, sure.outcome) for name, shares in blocks.items()]
    data = {"rows": rows}
    return {
        "id": "stability",
        "type": "stack",
        "title": _say(found, "chart"),
        "sentence": _chart_sentence(found, sure),
        "empty": None,
        "link": None,
        "table": _table(found, rows),
        "data": data,
        "figure": stack_figure(found, data),
    }


def _outcomes(sure: Stability, blocks: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Outcomes that get a part: the recommended one first, then the others by their largest share."""
    largest: dict[str, float] = {}
    for shares in blocks.values():
        for outcome, share in shares.items():
            largest[outcome] = max(share, largest.get(outcome, 0))
    largest.pop(sure.outcome, None)
    others = sorted((name for name, share in largest.items() if share > 0), key=lambda name: -largest[name])
    return [sure.outcome, *(others if len(others) <= MOST_OTHERS else [*others[: MOST_OTHERS - 1], OTHER])]


def _row(found: Findings, block: str, shares: Mapping[str, float], outcomes: list[str], same: str) -> Section:
    rest = sum(share for outcome, share in shares.items() if outcome not in outcomes)
    parts = [
        {
            "id": name,
            "name": _part_name(found, name),
            "share": round(share, 4),
            "text": percent(share, found.language),
            "same": name == same,
        }
        for name, share in ((name, rest if name == OTHER else shares.get(name, 0.0)) for name in outcomes)
    ]
    return {"name": _say(found, f"block_{block}"), "parts": parts}


def _part_name(found: Findings, name: str) -> str:
    return _say(found, "other") if name == OTHER else found.word(found.questionnaires.rules.outcomes[name].name)


def _table(found: Findings, rows: list[Section]) -> Section:
    columns = [_say(found, "column_varied"), *(part["name"] for part in rows[0]["parts"])]
    cells = [[(row["name"], row["name"]), *((part["text"], part["share"]) for part in row["parts"])] for row in rows]
    return table(columns, cells)


def _chart_sentence(found: Findings, sure: Stability) -> str:
    """What else may come out, and which answers the recommendation depends on most."""
    told = []
    other = max(
        (name for name in sure.shares if name != sure.outcome), key=lambda name: sure.shares[name], default=None
    )
    if other and sure.shares[other] >= WORTH_TELLING:
        times = in_hundred(sure.shares[other], found.language)
        told.append(_say(found, "else", outcome=outcome_name(found, other), times=times))
    told.append(_weakest_block(found, sure))
    return " ".join(told)


def _weakest_block(found: Findings, sure: Stability) -> str:
    same = {name: shares.get(sure.outcome, 0.0) for name, shares in sure.by_block.items()}
    weakest = min(same, key=lambda name: same[name], default=None)
    if weakest is None or same[weakest] >= 1 - WORTH_TELLING:
        return _say(found, "depends_none")
    times = in_hundred(same[weakest], found.language)
    return _say(found, "depends", block=_say(found, f"depends_{weakest}"), times=times)
