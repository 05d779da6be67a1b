"""An attitude after the reveal: how the staff answered, what the leaders had guessed, and where both stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lcc_diag.model.attitude_questions import AttitudeItem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.view.canvas import both
from lcc_diag.view.levels import LEVELS_AT_MOST
from lcc_diag.view.workshop.result_challenges import why_text
from lcc_diag.view.workshop.shares import row, share_chart, share_rows
from lcc_diag.view.workshop.telling import Json, Told, counted, joined, number, people, percent, told

CELLS = ("staff", "all", "prediction", "leaders")
OF_LEADERS = ("leaders", "prediction")
WITHOUT_LEVEL = ("prediction",)
"""A guess is a guess, not a level that somebody has reached."""
INTERPRETED_FROM = 0.3
"""Smaller differences between scores are not interpreted (``attitudes.meta.status``)."""


def attitude_slide(shown: Mapping[str, Any], content: Questionnaires, minimum: int) -> Json:
    """One attitude as ``lcc_diag.cohort`` released it: the guess stands beside the answer, single dots only of leaders
    who agreed."""
    dimension = content.attitudes.dimensions[shown["dimension"]]
    view, single = _view(shown), _single(shown, content)
    cells = _cells(shown, content, minimum)
    return {
        "id": shown["dimension"],
        "kind": "attitude",
        "eyebrow": both(dimension.name) if single else told("attitude"),
        "title": both(single.text if single else dimension.name),
        "gloss": None if single else both(dimension.gloss),
        "brief": next((cell["text"] for cell in cells if cell["id"] == view and cell["shown"]), told("not_shown")),
        "why": why_text(shown[view], minimum),
        "cells": cells,
        "scale": _scale(cells, content),
        "remark": told("merged_note") if view == "all" else None,
        "surprise": _surprise(shown),
        "gap": _gap(shown, content),
        "distribution": _distribution(view, shown, content),
        "items": _items(view, shown, content),
    }


def _single(shown: Mapping[str, Any], content: Questionnaires) -> AttitudeItem | None:
    """The statement, if the attitude was asked by one alone, as in a pulse: then the room sees what it said to that."""
    entries = shown["items"]
    if len(entries) != 1 or shown["ladder"]:
        return None
    return content.attitudes.dimensions[shown["dimension"]].items[entries[0]["item"]]


def _view(shown: Mapping[str, Any]) -> str:
    """Whose answers decide: the staff's, or everybody's where the staff alone would be too few."""
    return "staff" if shown["all"] is None else "all"


def _belongs(name: str, shown: Mapping[str, Any]) -> bool:
    """Whether a cell is worth a line: merged groups stand as one; what nobody was asked is not mentioned."""
    cell = shown[name]
    if shown["all"] is not None and name in ("staff", "leaders"):
        return bool(cell and cell.get("dots"))
    return cell is not None and (cell["shown"] or cell["why"] is not None or bool(cell.get("dots")))


# --- means ------------------------------------------------------------------------------------------------------------


def _cells(shown: Mapping[str, Any], content: Questionnaires, minimum: int) -> list[Json]:
    """The groups in order; the leaders' view and their guess as one, where neither is shown for the same reason."""
    cells = {name: _cell(name, shown[name], content, minimum) for name in CELLS if _belongs(name, shown)}
    reasons = [shown[name]["why"] for name in OF_LEADERS if name in cells and not cells[name]["dots"]]
    if len(reasons) == len(OF_LEADERS) and reasons[0] and len(set(reasons)) == 1:
        del cells["prediction"]
        cells["leaders"]["who"] = told("who_leaders_all")
    return list(cells.values())


def _cell(name: str, cell: Mapping[str, Any], content: Questionnaires, minimum: int) -> Json:
    who = told(f"who_{name}")
    shown = cell["shown"]
    mean = told("mean_of_five", mean=number(cell["mean"])) if shown else None
    level = _level(cell, content) if shown and name not in WITHOUT_LEVEL else None
    return {
        "id": name,
        "who": who,
        "shown": shown,
        "why": why_text(cell, minimum),
        "people": people(cell["n"]) if cell["n"] else None,
        "value": cell["mean"],
        "mean": mean,
        "level": level,
        "text": told("cell_text" if level else "guess_text", who=who, mean=mean, level=level) if shown else None,
        "dots": [_dot(dot) for dot in cell.get("dots", ())],
    }


def _dot(dot: Mapping[str, Any]) -> Json:
    score = dot["score"]
    return {"role": dot["role"], "name": told(f"role_{dot['role']}"), "value": score, "text": number(score)}


def _level(cell: Mapping[str, Any], content: Questionnaires) -> Told:
    """The level, or between which levels it lies if the interval touches more than two."""
    levels = content.attitudes.levels
    names = list(levels)
    low, high = cell["span"] or (cell["level"], cell["level"])
    if names.index(high) - names.index(low) < LEVELS_AT_MOST:
        return both(levels[cell["level"]].name)
    return told("level_between", low=both(levels[low].name), high=both(levels[high].name))


def _scale(cells: list[Json], content: Questionnaires) -> Json | None:
    """The means on one line from 1 to 5, with the bands of the levels behind them."""
    shown = [cell for cell in cells if cell["shown"]]
    if not shown and not any(cell["dots"] for cell in cells):
        return None
    return {
        "id": "scale",
        "title": told("scale_title"),
        "bands": [{"start": level.start, "name": both(level.name)} for level in content.attitudes.levels.values()],
        "columns": [told(f"column_{name}") for name in ("who", "mean", "level", "people")],
        "sentence": joined(*(_ended(cell["text"]) for cell in shown)),
        "note": told("dots_note") if any(cell["dots"] for cell in cells) else None,
    }


def _ended(text: Told) -> Told:
    return {language: f"{wording}." for language, wording in text.items()}


# --- the guess and the gap --------------------------------------------------------------------------------------------


def _surprise(shown: Mapping[str, Any]) -> Told | None:
    difference = shown["surprise"]
    if difference is None:
        return None
    given = {"guess": number(shown["prediction"]["mean"]), "mean": number(shown["staff"]["mean"])}
    if abs(difference) < INTERPRETED_FROM:
        return told("surprise_hit", **given)
    return told(f"surprise_{'above' if difference > 0 else 'below'}", **given, difference=number(abs(difference)))


def _gap(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    """Leaders against staff (methods B.4): called a gap only if it is large and hardly chance."""
    gap = shown["gap"]
    if gap is None:
        return None
    limits = {"low": number(gap["ci_low"]), "high": number(gap["ci_high"])}
    side = "_even" if not gap["difference"] else "_below" if gap["difference"] < 0 else ""
    numbers = told(f"gap_numbers{side}", difference=number(abs(gap["difference"])), **limits)
    return {"flagged": gap["flagged"], "numbers": numbers, "text": _gap_text(gap, content)}


def _gap_text(gap: Mapping[str, Any], content: Questionnaires) -> Told:
    return both(content.attitudes.gap.text) if gap["flagged"] else told("gap_none")


# --- how answers are spread -------------------------------------------------------------------------------------------


def _distribution(view: str, shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    """People by level, highest last; by their answer, where there was one statement."""
    cell = shown[view]
    if not cell["shown"]:
        return None
    title = told("distribution_title", who=told(f"who_{view}"))
    note = told("distribution_note", people=people(cell["n"])) if cell["n"] else None
    if _single(shown, content) and shown["items"][0]["shown"]:
        return _item(shown["items"][0], shown["dimension"], content) | {"title": title, "note": note}
    return share_chart("distribution", title, _level_rows(cell, content), note=note)


def _level_rows(cell: Mapping[str, Any], content: Questionnaires) -> list[Json]:
    shares = [cell["distribution"].get(str(step), 0.0) for step in range(1, len(content.attitudes.levels) + 1)]
    levels = zip(content.attitudes.levels.values(), shares, strict=True)
    return [row(str(step), both(level.name), share, percent(share)) for step, (level, share) in enumerate(levels, 1)]


def _items(view: str, shown: Mapping[str, Any], content: Questionnaires) -> Json:
    """Each statement and the ladder, as far as they may be shown. One statement alone stands on the slide itself."""
    entries = [] if _single(shown, content) else [*shown["items"], *([shown["ladder"]] if shown["ladder"] else [])]
    hidden = sum(not entry["shown"] for entry in entries)
    return {
        "title": told("items_title", who=told(f"who_{view}")),
        "charts": [_item(entry, shown["dimension"], content) for entry in entries if entry["shown"]],
        "hidden": counted("some_hidden", hidden) if hidden else None,
    }


def _item(entry: Mapping[str, Any], dimension: str, content: Questionnaires) -> Json:
    attitudes = content.attitudes
    asked = attitudes.dimensions[dimension]
    item = asked.items.get(entry["item"])
    steps = attitudes.scale if item else asked.ladder
    names = {str(step): both(text) for step, text in steps.items()}
    rows = share_rows(names, entry["shares"], both(attitudes.dont_know))
    note = told("reverse_note") if item and item.reverse else None
    title = both(item.text if item else attitudes.ladder_lead)
    return share_chart(f"attitudes.{entry['item']}", title, rows, note=note)


def lowest_apart(attitudes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one attitude lies lower than all others by a difference that is interpreted."""
    means = sorted(shown[view]["mean"] for shown in attitudes if shown[view := _view(shown)]["shown"])
    return len(means) > 1 and round(means[1] - means[0], 2) >= INTERPRETED_FROM


def weakest_text(weakest: Mapping[str, Any] | None, content: Questionnaires) -> Told | None:
    """Which attitude is weakest, and which link of the cycle."""
    if weakest is None:
        return None
    attitudes = content.attitudes
    name, source, target = (
        both(attitudes.dimensions[dimension].short) for dimension in (weakest["dimension"], *weakest["link"])
    )
    state = both(getattr(attitudes.transitions, weakest["state"]))
    return told("weakest", name=name, source=source, target=target, state=state)
