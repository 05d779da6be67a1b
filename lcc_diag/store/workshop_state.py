"""The state of a workshop as JSON text and back. Secrets of its links are not part of it: they have columns.

Keys that a text does not have get their usual value, so that states of earlier versions stay readable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from lcc_diag.model.case import ROLES
from lcc_diag.model.workshop import PHASES, Round, Settings, Timer, Workshop
from lcc_diag.store.workshop_shape import without_withdrawn

Json = dict[str, Any]


class StateError(ValueError):
    """What is stored is no state of a workshop."""


def state_text(workshop: Workshop) -> str:
    """The state, only ASCII. ``TypeError`` or ``ValueError`` if JSON cannot say what was released."""
    timer = workshop.timer
    data = {
        "settings": {field.name: getattr(workshop.settings, field.name) for field in fields(Settings)},
        "phase": workshop.phase,
        "rounds": [{field.name: getattr(round_, field.name) for field in fields(Round)} for round_ in workshop.rounds],
        "timer": timer and {"ends": timer.ends and timer.ends.isoformat(), "left": timer.left},
        "locked": workshop.locked,
        "texts": list(workshop.texts),
        "taken_over": list(workshop.taken_over),
        "deleted": workshop.deleted,
    }
    return json.dumps(data, allow_nan=False)


def with_state(text: str, **columns: Any) -> Workshop:
    """The workshop with this state; ``columns``: its other fields. ``StateError`` if the text is none."""
    try:
        data = json.loads(text)
        return Workshop(
            **columns,
            settings=_settings(data["settings"]),
            phase=_one_of(PHASES["diagnosis"])(data["phase"]),
            rounds=tuple(_round(round_) for round_ in _list(data["rounds"])) or _missing(),
            timer=_timer(data.get("timer")),
            locked=_is(bool)(data.get("locked", False)),
            texts=tuple(_text(shown) for shown in _list(data.get("texts", []))),
            taken_over=tuple(map(_is(str), _list(data.get("taken_over", [])))),
            deleted=_is(bool)(data.get("deleted", False)),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StateError from error


def with_dots_of(workshop: Workshop, staying: Collection[str]) -> Workshop:
    """The workshop with the dots of these participants only. Results stay that are not as good as a lost dot."""
    rounds = tuple(replace(one, released=without_withdrawn(one.released, staying)) for one in workshop.rounds)
    return replace(workshop, rounds=rounds)


def without_people(workshop: Workshop) -> Workshop:
    """The workshop as it is kept once all raw answers are gone: closed, its results without any dot."""
    rounds = tuple(
        replace(one, sealed=True, released=without_withdrawn(one.released), members={}) for one in workshop.rounds
    )
    return replace(workshop, phase="close", timer=None, rounds=rounds, deleted=True)


# --- reading ------------------------------------------------------------------------------------------------------


def _settings(data: Json) -> Settings:
    usual = Settings()
    values = {field.name: data.get(field.name, getattr(usual, field.name)) for field in fields(Settings)}
    values["roles"] = tuple(map(_one_of(ROLES), _list(data.get("roles", list(usual.roles)))))
    values["challenges"] = tuple(map(_is(str), _list(data.get("challenges", []))))
    for name, value in values.items():
        _is(type(getattr(usual, name)))(value)
    _one_of(tuple(PHASES))(values["parts"])
    return Settings(**values)


def _round(data: Json) -> Round:
    return Round(
        number=_is(int)(data["number"]),
        challenges=tuple(map(_is(str), _list(data["challenges"]))),
        attitudes=_is(bool)(data["attitudes"]),
        sealed=_is(bool)(data.get("sealed", False)),
        released=None if data.get("released") is None else _is(dict)(data["released"]),
        members=_is(dict)(data.get("members", {})),
    )


def _timer(data: Json | None) -> Timer | None:
    if data is None:
        return None
    ends = data.get("ends")
    return Timer(None if ends is None else datetime.fromisoformat(ends), float(data.get("left", 0.0)))


def _text(data: Json) -> Mapping[str, str]:
    return {name: _is(str)(data[name]) for name in ("id", "challenge", "text")}


def _is(kind: type) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return checked


def _one_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if value not in names:
            raise ValueError
        return value

    return checked


_list = _is(list)


def _missing() -> Any:
    raise LookupError
