"""What the challenges of a workshop are called on every screen: by number, parts by that of the whole."""

from __future__ import annotations

from collections.abc import Mapping

from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import Workshop
from lcc_diag.view.workshop.telling import Told, told

PART_OF = "part_of"
"""Key in ``Challenge.extra``: the challenge it was split from."""


def challenge_names(workshop: Workshop, case: Case) -> dict[str, Told]:
    """All challenges that were asked about, by id. A number belongs to one challenge in all rounds; what was split from
    a challenge of an earlier round is called part of it, so that nobody takes one for the other."""
    numbers: dict[str, tuple[int, ...]] = {}
    wholes = 0
    for round_ in workshop.rounds:
        earlier = dict(numbers)
        for id_ in round_.challenges:
            if id_ not in numbers:
                whole = _whole_of(id_, case, earlier)
                wholes += whole is None
                numbers[id_] = (wholes,) if whole is None else (*earlier[whole], _place(id_, whole, case))
    return {id_: _name(*number) for id_, number in numbers.items()}


def part_of(challenge: Challenge) -> str | None:
    """The id of the challenge it was split from."""
    whole = challenge.extra.get(PART_OF)
    return whole if isinstance(whole, str) else None


def _whole_of(id_: str, case: Case, known: Mapping[str, object]) -> str | None:
    whole = next((part_of(challenge) for challenge in case.challenges if challenge.id == id_), None)
    return whole if whole in known else None


def _place(id_: str, whole: str, case: Case) -> int:
    """Which part of the whole it is, whether or not the others are rated too."""
    return [challenge.id for challenge in case.challenges if part_of(challenge) == whole].index(id_) + 1


def _name(number: int, *parts: int) -> Told:
    if not parts:
        return told("challenge", number=number)
    return told("challenge_part", number=number, part=".".join(map(str, parts)))
