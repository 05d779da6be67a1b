"""What would change the recommendation: the fewest answers that, each moved by one step, turn its outcome (E.5).

Every answer touches one part of the workbook only. For each part it is found out first what a few moves can make of
it, as far as the rules can tell apart; then the parts are combined by the total number of moves, and the one decision
function says what would follow. Every flip is confirmed by a full diagnosis of the changed case.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.decision import COLLECT, outcome_of
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.features import derived, settings_of
from lcc_diag.model.insight import Flip, Flips
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.rules import comparisons, holds
from lcc_diag.statistics.flips.moves import Moves, Order, applied, better, side_by_side
from lcc_diag.statistics.flips.parts import AttitudesAndGap, Challenges, CirclePart, ExecutionPart, Facts, Part

MOST_FLIPS = 3
"""More would be no help."""

Kind = Hashable
"""What the rules can tell apart about the facts of one part."""


def flips(case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, today: date) -> Flips | None:
    """The smallest flips, at most one per other outcome and three in all, none of which contains another.

    ``diagnosis`` is that of ``case`` with the same questionnaires on the day ``today``. Sets of up to ``flip_steps``
    answers are looked at; of equally many the ones that come first in the questionnaires are told. ``None`` where too
    little is known for a recommendation.
    """
    if diagnosis.recommendation.outcome == COLLECT:
        return None
    search = _Search(case, diagnosis, questionnaires, today)
    found: list[Flip] = []
    number, most = 0, int(settings_of(questionnaires)["flip_steps"])
    while number < most and len(found) < MOST_FLIPS:
        number += 1
        found += search.of_size(number, found)
    return Flips(tuple(found[:MOST_FLIPS]), search.exact, number)


class _Search:
    """The parts of one case, and what their combinations come to."""

    def __init__(self, case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, today: date) -> None:
        self._case, self._diagnosis, self._content, self._today = case, diagnosis, questionnaires, today
        answers = answers_of(case, diagnosis.round)
        order = Order(case, answers, questionnaires)
        self._parts: tuple[Part, ...] = (
            Challenges(case, diagnosis, answers, order, questionnaires),
            AttitudesAndGap(answers, order, questionnaires),
            ExecutionPart(answers, order, questionnaires, today),
            CirclePart(answers, order, questionnaires),
        )
        self._settings = settings_of(questionnaires)
        self._tests = [t for rule in questionnaires.rules.rules.values() for t in comparisons(rule.when)]
        self._facts: list[dict[Kind, Facts]] = [{} for _ in self._parts]
        self._kinds: dict[tuple, Kind] = {}
        self._reached = {diagnosis.recommendation.outcome}
        self._confirmed = True

    @property
    def exact(self) -> bool:
        """Whether nothing was left out."""
        return self._confirmed and all(part.exact for part in self._parts)

    def of_size(self, number: int, smaller: Sequence[Flip]) -> list[Flip]:
        """A flip of exactly ``number`` moves for each outcome not reached by fewer, the plainest first.

        A set that contains one of ``smaller``, the flips told already, is left out; an outcome that was reached but
        left out is not looked for with more moves. Sets that are not told are not compared: some of the moves of a
        flip may by themselves turn the outcome to something else, for which a plainer set stands.
        """
        found: dict[str, Flip] = {}
        reached = set()
        for moves, kinds in self._together(number):
            rule, outcome = self._outcome(kinds)
            if outcome in self._reached or outcome in found:
                continue
            reached.add(outcome)
            flip = Flip(tuple(move.step for move in moves), outcome, rule)
            only_more = any(set(other.steps) <= set(flip.steps) for other in smaller)
            if not only_more and self._holds(flip):
                found[outcome] = flip
        self._reached |= reached
        return list(found.values())

    def _together(self, number: int) -> list[tuple[Moves, tuple[Kind, ...]]]:
        """What exactly ``number`` moves in all parts come to, plainest first."""
        ways = [self._ways(place, number) for place in range(len(self._parts))]
        together = side_by_side(ways, number)
        return sorted((moves, kinds) for kinds, moves in together.items() if len(moves) == number)

    def _ways(self, place: int, number: int) -> dict[Kind, Moves]:
        ways: dict[Kind, Moves] = {}
        for facts, moves in self._parts[place].ways(number):
            kind = self._kind(facts)
            if better(moves, ways.get(kind)):
                ways[kind] = moves
                self._facts[place].setdefault(kind, facts)
        return ways

    def _kind(self, facts: Facts) -> Kind:
        known = tuple(facts.items())
        if known not in self._kinds:
            every = derived({**self._diagnosis.features, **facts}, self._content)
            self._kinds[known] = tuple(holds(test, every, self._settings) for test in self._tests)
        return self._kinds[known]

    def _outcome(self, kinds: tuple[Kind, ...]) -> tuple[str, str]:
        merged = dict(self._diagnosis.features)
        for facts, kind in zip(self._facts, kinds, strict=True):
            merged.update(facts[kind])
        return outcome_of(merged, self._content)

    def _holds(self, flip: Flip) -> bool:
        """Whether the model itself says so; anything else would be a fault of the search, and is not shown."""
        changed = applied(self._case, self._diagnosis.round, flip.steps)
        found = diagnose(changed, self._content, self._today, self._diagnosis.round).recommendation
        same = (found.outcome, found.rule) == (flip.outcome, flip.rule)
        self._confirmed &= same
        return same
