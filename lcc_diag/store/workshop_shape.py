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


def _dots(dots: Any, staying: Collection[str]) -> list[Any]:
    return [dot for dot in dots if dot["participant"] in staying]


def _names_people(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key in _PEOPLE or (key == DOTS and part != []) or _names_people(part) for key, part in value.items())
    return isinstance(value, list) and any(map(_names_people, value))
