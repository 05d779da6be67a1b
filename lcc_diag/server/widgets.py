"""What the widgets of a chapter look like to its page: names, places of their scripts, and their state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

State = dict[str, Any]

_BOX = "VBoxModel"
_REFERENCE = "IPY_MODEL_"


def shown(states: dict[str, State], address: Callable[[str, str], str]) -> dict[str, State]:
    """Each widget of ours and each box as ``{name, script, style, state, children}``; the rest is nothing to look at.

    ``address``: where a script (``js``) or style (``css``) of this content lies. State leaves out what begins with
    ``_``: that is between the kernel and a notebook's front end.
    """
    return {id_: _box(state) for id_, state in states.items() if state.get("_model_name") == _BOX} | {
        id_: _widget(state, address) for id_, state in states.items() if "_esm" in state
    }


def _box(state: State) -> State:
    children = [child.removeprefix(_REFERENCE) for child in state["children"]]
    return {"name": "VBox", "state": {}, "children": children}


def _widget(state: State, address: Callable[[str, str], str]) -> State:
    return {
        "name": state["_anywidget_id"].rpartition(".")[2],
        "script": address(state["_esm"], "js"),
        "style": address(state.get("_css", ""), "css"),
        "state": {trait: value for trait, value in state.items() if not trait.startswith("_") and trait not in _LAYOUT},
        "children": [],
    }


_LAYOUT = ("layout", "tabbable", "tooltip")
