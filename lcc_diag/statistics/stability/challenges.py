"""Answers about challenges that might as well have been their neighbours: the calls in each draw (methods A.5, E.5)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcc_diag.model.answers import Answers
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.challenges import rated
from lcc_diag.model.cynefin import likelihood
from lcc_diag.model.cynefin_questions import DOMAINS, Cynefin
from lcc_diag.model.features import about_challenges, settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import ChallengeResult
from lcc_diag.statistics.calls import CALLS, called
from lcc_diag.statistics.draws import distinct, settled, steps, stream
from lcc_diag.statistics.stability.varied import Varied, together

PLACE = 2
"""Of the random numbers."""


@dataclass(frozen=True, slots=True)
class ChallengeDraws:
    """One challenge as rated by the people who answered enough for a call.

    ``logs``: (raters, domains) logarithm of each rater's posterior, up to a constant. ``change``: (raters,
    2 · indicators, domains) what it adds to move an answer to the option before (first half) or after it.
    ``down``, ``up``: (raters, indicators) how likely such a move is for an answer that may move, else 0.
    """

    content: Cynefin
    logs: NDArray
    change: NDArray
    down: NDArray
    up: NDArray

    def moves(self, number: int, move: float, draws: int) -> NDArray:
        """Steps (raters, draws, indicators) to neighbouring options; ``number`` of the challenge, ``move`` 0..1."""
        random = stream(PLACE, number)
        shape = (len(self.logs), draws, self.down.shape[1])
        return steps(random, shape, self.down[:, None, :] * move, self.up[:, None, :] * move)

    def calls(self, moves: NDArray) -> NDArray:
        """The call in each draw, (draws,), as its place in ``CALLS``."""
        people = self._posteriors(moves)
        supporters = (settled(people) >= self.content.call.support_p.value).sum(axis=0)
        return called(people.mean(axis=0), supporters, len(people), self.content.call)

    def _posteriors(self, moves: NDArray) -> NDArray:
        """(raters, draws, domains)."""
        raters, draws, indicators = moves.shape
        moved = np.empty((raters, draws, 2 * indicators))
        np.less(moves, 0, out=moved[..., :indicators])
        np.greater(moves, 0, out=moved[..., indicators:])
        logs = moved @ self.change
        logs += self.logs[:, None, :]
        logs -= logs.max(axis=2, keepdims=True)
        weights = np.exp(logs, out=logs)
        weights /= weights.sum(axis=2, keepdims=True)
        return weights


_NOTHING = [0.0] * len(DOMAINS)


def challenge_draws(challenge: Challenge, answers: Answers, content: Cynefin) -> ChallengeDraws | None:
    """The answers about one challenge; ``None`` if nobody answered enough for a call."""
    together = rated(challenge, answers, content).together
    if not together.enough:
        return None
    raters, table = together.raters, _table(content)
    moved = [[table[indicator, rater.answers.get(indicator)] for indicator in content.indicators] for rater in raters]
    return ChallengeDraws(
        content,
        logs=np.array([[math.log(rater.posterior[domain]) for domain in DOMAINS] for rater in raters]),
        change=np.array([[*(move.down for move in row), *(move.up for move in row)] for row in moved]),
        down=np.array([[move.chances[0] for move in row] for row in moved]),
        up=np.array([[move.chances[1] for move in row] for row in moved]),
    )


def varied_challenges(
    case: Case, answers: Answers, found: Sequence[ChallengeResult], questionnaires: Questionnaires, draws: int
) -> Varied | None:
    """The draws by their calls; ``None`` if no challenge was rated enough for a call. ``found``: as answered."""
    move = settings_of(questionnaires)["option_move"]
    blocks = [challenge_draws(challenge, answers, questionnaires.cynefin) for challenge in case.challenges]
    if not any(blocks):
        return None
    columns = [
        np.full(draws, CALLS.index(challenge.call)) if block is None else block.calls(block.moves(number, move, draws))
        for number, (challenge, block) in enumerate(zip(found, blocks, strict=True))
    ]
    first, kinds = distinct(columns, draws)
    return together(kinds, [if_called(found, (column[draw] for column in columns)) for draw in first])


def if_called(challenges: Iterable[ChallengeResult], calls: Iterable[int]) -> dict[str, object]:
    """The facts about these challenges if they were called so."""
    pairs = zip(challenges, calls, strict=True)
    return about_challenges(tuple(replace(challenge, call=CALLS[call]) for challenge, call in pairs))


class _Move(NamedTuple):
    """What a move of one answer down and up would add to the logarithms, and how it is chosen (down, up)."""

    down: list[float]
    up: list[float]
    chances: tuple[float, float]


def _table(content: Cynefin) -> Mapping[tuple[str, str | None], _Move]:
    """The moves by indicator and answer; whatever is no option stays."""
    stays = _Move(_NOTHING, _NOTHING, (0.0, 0.0))
    found: defaultdict[tuple[str, str | None], _Move] = defaultdict(lambda: stays)
    for indicator, shape in content.indicators.items():
        options = list(shape.options)
        for place, option in enumerate(options):
            found[indicator, option] = _move(indicator, options, place, content)
    return found


def _move(indicator: str, options: list[str], place: int, content: Cynefin) -> _Move:
    """The ends have one neighbour; an answer between them moves either way with equal chance."""
    lower, higher = place > 0, place + 1 < len(options)
    chance = 1 / max(1, lower + higher)
    return _Move(
        _change(indicator, options[place], options[place - 1], content) if lower else _NOTHING,
        _change(indicator, options[place], options[place + 1], content) if higher else _NOTHING,
        (chance * lower, chance * higher),
    )


def _change(indicator: str, old: str, new: str, content: Cynefin) -> list[float]:
    return [
        content.tempering.value
        * math.log(likelihood(content, indicator, new, domain) / likelihood(content, indicator, old, domain))
        for domain in DOMAINS
    ]
