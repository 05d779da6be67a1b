"""Which conditions look at an answer about the circle, and from which numbers on they come out otherwise (D, E.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.questions import Condition
from lcc_diag.model.rules import Settings, comparisons, features_used


def compared(questionnaires: Questionnaires) -> dict[str, list[Condition]]:
    """The comparisons that gates and rules make, by the feature they look at."""
    gates = questionnaires.circle.gates.values()
    every = [part for gate in gates for part in (gate.hard, gate.soft) if part is not None]
    every += [rule.when for rule in questionnaires.rules.rules.values()]
    found: dict[str, list[Condition]] = {}
    for condition in every:
        for test in comparisons(condition):
            found.setdefault(features_used(test)[0], []).append(test)
    return found


def starts(tests: Iterable[Condition], settings: Settings) -> Iterator[int]:
    """Whole numbers from which on a comparison comes out otherwise than just below, in no order, some repeatedly."""
    for test in tests:
        ((operator, operand),) = test.items()
        if operator == "is":
            yield 1
            continue
        limit = settings[operand[1]] if isinstance(operand[1], str) else operand[1]
        yield math.ceil(limit)
        if operator == "equals":
            yield math.floor(limit) + 1
