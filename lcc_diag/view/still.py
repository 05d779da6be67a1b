"""A chapter's widgets as its kernel will make them, made without one: shown at once, connected when it is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lcc_diag.model.case import Case
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.store.example import in_language
from lcc_diag.view.chapter_form import FORMS, MARKED
from lcc_diag.view.widget_states import form_state, panel_state, result_state

if TYPE_CHECKING:
    from lcc_diag.view.workshop.facilitator import Kept

Json = dict[str, Any]

_FILES = {"Form": "form", "Result": "result", "CasePanel": "case", "Workshop": "workshop"}


def still(
    name: str,
    case: Case | None,
    example: bool,
    token: str,
    code: str,
    questionnaires: Questionnaires,
    language: str,
    today: date,
    plotly_url: str = "",
    kept: Kept | None = None,
) -> Json | None:
    """``{"root": id, "models": {id: {name, script, style, state, children}}}`` of the chapter ``name`` (``start``,
    ``cynefin``, ``attitudes``, ``execution``, ``result``, ``plan``, ``workshop``), in the shape of what the kernel has
    made.

    ``case``: as it is stored, with its ``token`` and ``code``; ``None`` on a start page without an open case. A chapter
    that needs a case and has none is ``None``: the kernel says what is wrong. ``script`` and ``style`` are names of
    files. ``plotly_url``: the address that kernels are told. ``kept``: the workshops of the case.
    """
    if case is None:
        return _stage(_widget("CasePanel", panel_state("start", language))) if name == "start" else None
    if name == "start":
        return _stage(_widget("CasePanel", panel_state("open", language, code, example)))
    told = in_language(case, language) if example else case
    if name in FORMS:
        worksheet = _widget("Form", form_state(name, token, told, questionnaires, language, today))
    elif name == "workshop":
        worksheet = _widget("Workshop", _workshop(token, told, kept, questionnaires, language, today))
    else:
        worksheet = _widget("Result", result_state(_view(told, questionnaires, language, today), language, plotly_url))
    banner = (
        [_widget("CasePanel", panel_state("banner", language, code, example))] if example and name in MARKED else []
    )
    return _stage(*banner, worksheet, _widget("CasePanel", panel_state("bar", language, code, example)), boxed=True)


def news(live: Json, shown: Json | None) -> Json:
    """``live`` (what the kernel has made, in the shape of ``still``) without the traits that ``shown`` has already.

    Where the two are not built alike, all of ``live``: then the page shows it in place of the other.
    """
    pairs = _pairs(live, live["root"], shown, shown["root"]) if shown else None
    if pairs is None:
        return live
    models = {
        id_: model | {"state": _changed(model["state"], pairs[id_])} if id_ in pairs else model
        for id_, model in live["models"].items()
    }
    return live | {"models": models}


def _changed(state: Json, known: Json) -> Json:
    return {trait: value for trait, value in state.items() if trait not in known or known[trait] != value}


def _pairs(live: Json, id_: str, shown: Json, shown_id: str) -> dict[str, Json] | None:
    """The state on the page by id of the live widget; ``None`` if there is another widget or another number of them."""
    one, other = live["models"][id_], shown["models"][shown_id]
    if one["name"] != other["name"] or len(one["children"]) != len(other["children"]):
        return None
    pairs = {id_: other["state"]}
    for child, shown_child in zip(one["children"], other["children"], strict=True):
        below = _pairs(live, child, shown, shown_child)
        if below is None:
            return None
        pairs |= below
    return pairs


def _view(case: Case, questionnaires: Questionnaires, language: str, today: date) -> Json:
    from lcc_diag.model.diagnosis import diagnose
    from lcc_diag.view.result import result_view  # no form waits for the result

    return result_view(case, diagnose(case, questionnaires, today), questionnaires, language, None, today)


def _workshop(
    token: str, case: Case, kept: Kept | None, questionnaires: Questionnaires, language: str, today: date
) -> Json:
    from lcc_diag.view.workshop.facilitator import Kept, workshop_state  # nobody else waits for the room

    return workshop_state(token, case, kept or Kept(), questionnaires, language, today)


def _widget(name: str, state: Json) -> Json:
    return {
        "name": name,
        "script": f"{_FILES[name]}.js",
        "style": f"{_FILES[name]}.css",
        "state": state,
        "children": [],
    }


def _stage(*widgets: Json, boxed: bool = False) -> Json:
    """The widgets in their order, in a box if the kernel puts them into one."""
    models = {f"still-{number}": widget for number, widget in enumerate(widgets, 1)}
    if not boxed:
        return {"root": next(iter(models)), "models": models}
    box = {"name": "VBox", "script": "", "style": "", "state": {}, "children": list(models)}
    return {"root": "still", "models": {"still": box, **models}}
