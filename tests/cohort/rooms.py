"""Rooms full of people: voices as a workshop's store hands them over, plausible or exactly as a test says.

``room(seed, ...)`` makes a workshop, its case and voices whose answers lean the same way, as those of one company do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from lcc_diag.cohort import Release, release
from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent, Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Key, Participant, Settings, Voice, Workshop, asked, first_round
from tests.circle import READY

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
QUESTIONNAIRES = load()


@dataclass(frozen=True)
class Room:
    """Everything that ``lcc_diag.cohort.release`` takes."""

    voices: tuple[Voice, ...]
    workshop: Workshop
    case: Case
    questionnaires: Questionnaires = QUESTIONNAIRES

    def release(self) -> Release:
        """What the room may see."""
        return release(self.voices, self.workshop, self.case, self.questionnaires, TODAY)


def voice(name: str, role: Role, answers: Mapping[Key, str | int], named: bool = False) -> Voice:
    """One participant's answers."""
    return Voice(Participant(name, role, named), answers)


def rating(challenge: str, options: str, mode: str | None = None) -> dict[Key, str | int]:
    """Answers about a challenge, options in the order of the indicators; ``-`` is don't know, a blank no answer."""
    named = zip(QUESTIONNAIRES.cynefin.indicators, options, strict=True)
    answers: dict[Key, str | int] = {
        (f"cynefin.{name}", challenge): "dk" if option == "-" else option for name, option in named if option != " "
    }
    return answers | ({("cynefin.handling", challenge): mode} if mode else {})


def scored(dimension: str, score: float, turn: int = 0) -> dict[Key, str | int]:
    """Answers to the five items of an attitude whose mean is ``score`` (in fifths); ``turn`` moves them round, so that
    people with equal scores differ in their items."""
    items = QUESTIONNAIRES.attitudes.dimensions[dimension].items
    whole, rest = divmod(round(score * len(items)), len(items))
    keyed = [whole + (place < rest) for place in range(len(items))]
    if 1 < whole < 5:
        keyed = [value + step for value, step in zip(keyed, (1, -1, 0, 0, 0), strict=True)] if rest < 4 else keyed
    moved = keyed[turn % len(items) :] + keyed[: turn % len(items)]
    return {
        (f"attitudes.{item}", None): 6 - value if shape.reverse else value
        for (item, shape), value in zip(items.items(), moved, strict=True)
    }


def workshop_of(settings: Settings, **changed: Any) -> Workshop:
    """A workshop whose first round has been asked and sealed."""
    opened = Workshop("secret", "ABC234", "wall", "token", settings, NOW, date(2026, 3, 30))
    sealed = replace(first_round(settings), sealed=True)
    return replace(opened, **{"phase": "answer", "rounds": (sealed,), **changed})


def case_of(challenges: Iterable[str]) -> Case:
    """A case with these challenges; its managing director has answered about execution and the circle."""
    conditions = [Answer("t0", "boss", f"circle.{name}", value) for name, value in READY.items()]
    execution = [Answer("t0", "boss", f"execution.{name}", 2) for name in QUESTIONNAIRES.execution.questions]
    return Case(
        organisation="Muster GmbH",
        challenges=tuple(Challenge(name, f"Worum es bei {name} geht") for name in challenges),
        respondents=(Respondent("boss", "md"),),
        answers=(*execution, *conditions),
    )


def room(
    seed: int = 0,
    staff: int = 12,
    leaders: int = 3,
    named: int = 3,
    agreement: float = 0.5,
    **settings: Any,
) -> Room:
    """A room of ``staff`` and ``leaders`` (the first of them is the managing director, the first ``named`` of them
    agreed to be shown). ``agreement``: how often somebody says what most say, 0..1."""
    random = Random(seed)
    parts = settings.get("parts", "diagnosis")
    challenges = settings.pop("challenges", {"diagnosis": ("c1", "c2"), "cynefin": ("c1",), "pulse": ()}[parts])
    chosen = Settings(challenges=tuple(challenges), named_leaders=named > 0, **settings)
    workshop = workshop_of(chosen)
    people = [Participant(f"l{n}", "leader" if n else "md", n < named) for n in range(leaders)]
    people += [Participant(f"s{n}", "staff") for n in range(staff)]
    lean: dict[Key, Any] = {}
    voices = tuple(Voice(who, _answers(who, workshop, lean, agreement, random)) for who in people)
    return Room(voices, workshop, case_of(challenges or ("c1",)))


def _answers(
    who: Participant, workshop: Workshop, lean: dict[Key, Any], agreement: float, random: Random
) -> dict[Key, str | int]:
    keys = [key for phase in ("answer", "predict") for key in asked(workshop, phase, who.role, QUESTIONNAIRES)]
    answers: dict[Key, str | int] = {}
    for key in keys:
        choices = choices_of(key[0])
        usual = lean.setdefault(key, random.choice(choices))
        value = usual if random.random() < agreement else random.choice(choices)
        if random.random() >= 0.03:
            answers[key] = "dk" if random.random() < 0.03 else value
    return answers


def choices_of(item: str) -> list[Any]:
    """What can be answered to a question of a workshop, without "don't know"."""
    section, _, name = item.partition(".")
    if section != "cynefin":
        return list(QUESTIONNAIRES.attitudes.scale)
    cynefin = QUESTIONNAIRES.cynefin
    return list(cynefin.handling.modes if name == "handling" else cynefin.indicators[name].options)
