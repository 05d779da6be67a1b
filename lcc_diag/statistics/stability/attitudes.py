"""Attitude answers that might as well have been given otherwise: scores and gap in each draw (methods E.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.answers import LEADERS, STAFF, Answers
from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.attitudes import Person, group_of, people_of
from lcc_diag.model.features import SAFETY, settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.statistics.draws import distinct, steps, stream
from lcc_diag.statistics.gap import gap_flagged
from lcc_diag.statistics.stability.varied import Varied, alike

PLACE = 1
"""Of the random numbers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One attitude as it was answered by the people who have a score.

    ``answers``: (answers, 1) int8, person by person, turned so that more is better. ``first``: (people,) where each
    person's answers begin; ``number``: (people, 1) of them. ``raters``: (people,) the rows of their shifts.
    ``in_view``, ``leaders``, ``staff``: (people,) who makes up the group score and the two sides of the gap.
    """

    answers: NDArray
    first: NDArray
    number: NDArray
    raters: NDArray
    in_view: NDArray
    leaders: NDArray
    staff: NDArray


@dataclass(frozen=True, slots=True)
class Moves:
    """What chance does: ``steps`` by attitude (answers, draws), ``shifts`` (raters, draws) in scale points."""

    steps: Mapping[str, NDArray]
    shifts: NDArray


@dataclass(frozen=True, slots=True)
class AttitudeDraws:
    """Everyone's answers to the attitudes that have a score; ``raters``: ids of those who have one, sorted."""

    content: Attitudes
    asked: Mapping[str, Asked]
    raters: tuple[str, ...]

    def moves(self, settings: Mapping[str, float], draws: int) -> Moves:
        """Steps of single answers, and shifts of each rater and of all raters together."""
        random, chance = stream(PLACE), settings["attitude_move"]
        own = random.normal(0, settings["rater_shift_sd"], (len(self.raters), draws))
        common = random.normal(0, settings["common_shift_sd"], draws)
        moved = {name: steps(random, (len(asked.answers), draws), chance, chance) for name, asked in self.asked.items()}
        return Moves(moved, own + common)

    def features(self, moves: Moves) -> dict[str, NDArray]:
        """The facts that depend on these answers, each (draws,)."""
        lowest, flagged, safety = np.full(moves.shifts.shape[1], np.inf), np.zeros(moves.shifts.shape[1], bool), {}
        for name, asked in self.asked.items():
            people = self._people(asked, moves.steps[name], moves.shifts)
            score = people[asked.in_view].mean(axis=0)
            lowest = np.minimum(lowest, score)
            flagged |= gap_flagged(people[asked.leaders], people[asked.staff], self.content.gap)
            if name == SAFETY:
                safety = {SAFETY: score}
        return {"weakest_attitude": lowest, **safety, "gap_flagged": flagged}

    def _people(self, asked: Asked, moved: NDArray, shifts: NDArray) -> NDArray:
        """Person scores (people, draws): the mean of the moved answers, shifted, kept on the scale."""
        low, high = min(self.content.scale), max(self.content.scale)
        answers = np.clip(asked.answers + moved, low, high)
        means = np.add.reduceat(answers, asked.first, axis=0, dtype=np.int64) / asked.number
        return np.clip(means + shifts[asked.raters], low, high)


def attitude_draws(answers: Answers, content: Attitudes) -> AttitudeDraws:
    """The answers of everybody who has a score in an attitude."""
    people = {name: people_of(answers, name, content) for name in content.dimensions}
    scored = {name: tuple(p for p in listed if p.score is not None) for name, listed in people.items()}
    raters = tuple(sorted({person.respondent for listed in scored.values() for person in listed}))
    asked = {name: _asked(name, listed, raters, content) for name, listed in scored.items() if listed}
    return AttitudeDraws(content, asked, raters)


def varied_attitudes(answers: Answers, questionnaires: Questionnaires, draws: int) -> Varied | None:
    """The draws by what the rules can tell apart; ``None`` if no attitude has a score."""
    block = attitude_draws(answers, questionnaires.attitudes)
    if not block.asked:
        return None
    features = block.features(block.moves(settings_of(questionnaires), draws))
    flagged = features["gap_flagged"]
    columns = [c for name in features if name != "gap_flagged" for c in alike(name, features[name], questionnaires)]
    first, kinds = distinct([*columns, flagged], draws)
    return Varied(kinds, tuple({name: values[draw].item() for name, values in features.items()} for draw in first))


def _asked(dimension: str, people: tuple[Person, ...], raters: tuple[str, ...], content: Attitudes) -> Asked:
    shape = content.dimensions[dimension].items
    turned = min(content.scale) + max(content.scale)
    keyed = []
    for person in people:
        given = {a.item.partition(".")[2]: a.value for a in person.answers if isinstance(a.value, int)}
        keyed.append([turned - value if shape[item].reverse else value for item, value in given.items()])
    number = np.array([len(values) for values in keyed])
    view = {person.respondent for person in group_of(people, content).people}
    return Asked(
        answers=np.array([v for values in keyed for v in values], np.int8)[:, None],
        first=np.cumsum(number) - number,
        number=number[:, None],
        raters=np.array([raters.index(person.respondent) for person in people]),
        in_view=np.array([person.respondent in view for person in people]),
        leaders=np.array([person.role in LEADERS for person in people]),
        staff=np.array([person.role in STAFF for person in people]),
    )
