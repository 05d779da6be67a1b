"""What a case keeps of its workshops: what each has released, and nothing about single people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from lcc_diag.model.problem import Problem

WORKSHOPS = "workshops"
"""Key in ``Case.extra`` and in the case file: a list of objects, each with a number of its own, ``id``."""

MOST_NUMBER = 9999
DOTS = "dots"
"""Key of a list of single people in what is released to the room: it never gets into a case."""

FEWEST = 3
"""A mean of fewer people who are known by name is what each of them answered, or as good as that."""

_COMPARED = {"leaders": "gap", "prediction": "surprise"}
"""What an attitude says of a group beside its cell."""

_PEOPLE = ("members", "participant", "participants", "secret", "wall")


def number_of(workshop: Any) -> int | None:
    """The number of a workshop within its case, from 1; None if it has none."""
    number = workshop.get("id") if isinstance(workshop, dict) else None
    return number if type(number) is int and 1 <= number <= MOST_NUMBER else None


def workshop_problems(workshops: Any) -> Iterator[Problem]:
    """Everything about them that is wrong; places are named like ``workshops.2``, counted from 1."""
    if not isinstance(workshops, list):
        yield Problem("case_not_list", {"name": WORKSHOPS})
        return
    for place, workshop in enumerate(workshops, start=1):
        path = f"{WORKSHOPS}.{place}"
        if not isinstance(workshop, dict):
            yield Problem("case_not_object", {"name": path}, path=path)
        elif number_of(workshop) is None:
            yield Problem("case_not_workshop_number", {"name": "id", "max": MOST_NUMBER}, path=path)
        elif _names_people(workshop):
            yield Problem("case_workshop_people", path=path)
    for number, count in Counter(map(number_of, workshops)).items():
        if number and count > 1:
            yield Problem("id_twice", {"id": number}, path=WORKSHOPS)


def without_dots(value: Any, staying: Collection[str] = ()) -> Any:
    """What was released, with the dots of these participants only; everything else stays as it is."""
    if isinstance(value, dict):
        return {
            key: _dots(part, staying) if key == DOTS else without_dots(part, staying) for key, part in value.items()
        }
    return [without_dots(part, staying) for part in value] if isinstance(value, list) else value


def without_withdrawn(value: Any, staying: Collection[str] = ()) -> Any:
    """The same for the room: with a dot goes what rests on so few leaders that it is as good as that dot."""
    if not isinstance(value, dict):
        return [without_withdrawn(part, staying) for part in value] if isinstance(value, list) else value
    kept = {key: without_withdrawn(part, staying) for key, part in value.items() if key != DOTS}
    if DOTS in value:
        dots = _dots(value[DOTS], staying)
        few = is_few(value.get("n")) and len(dots) < len(value[DOTS])
        kept = (_hidden(kept) if few else kept) | {DOTS: dots}
    gone = [
        said for cell, said in _COMPARED.items() if said in kept and kept[cell]["shown"] is not value[cell]["shown"]
    ]
    return kept | dict.fromkeys(gone)


def is_few(people: Any) -> bool:
    """Exactly known and fewer than ``FEWEST``; a number that is only roughly known is one of protected people."""
    number = people.get("n") if isinstance(people, dict) else None
    return number is not None and number < FEWEST


def _hidden(shown: dict[str, Any]) -> dict[str, Any]:
    """A challenge or a cell as ``lcc_diag.cohort`` releases it where there are too few people."""
    empty = {list: [], dict: {}, str: None}
    reasons = {"shown": False} | {why: "too_few" for why in ("why", "modes_why") if why in shown}
    nothing = {key: empty.get(type(part)) for key, part in shown.items() if key not in ("id", "statement")}
    return shown | nothing | dict.fromkeys({"n", "modes"} & shown.keys()) | reasons


def _dots(dots: Any, staying: Collection[str]) -> list[Any]:
    return [dot for dot in dots if dot["participant"] in staying]


def _names_people(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key in _PEOPLE or (key == DOTS and part != []) or _names_people(part) for key, part in value.items())
    return isinstance(value, list) and any(map(_names_people, value))
