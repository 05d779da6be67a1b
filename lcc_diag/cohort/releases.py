"""The one way from participants' answers to what the room may see.

A release is made once per round and frozen. It is a pure function of the answers and of what earlier rounds rested on;
people of a group may be exchanged in it without changing it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lcc_diag.cohort import challenges
from lcc_diag.cohort.attitudes import asked_about, counted, groups_of, items_of, shown_attitude
from lcc_diag.cohort.coarse import band
from lcc_diag.cohort.crowd import Crowd, as_before, before_round, crowd_of, members_of
from lcc_diag.cohort.recommendation import Felt, Rated, recommendation_of, weakest_of
from lcc_diag.cohort.shown import Shown, ShownAttitude
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import PREDICTION, Key, Voice, Workshop

Members = dict[str, list[str]]
"""Ids of the protected people whose answers something was shown of, by topic: ``challenge:<id>``, ``attitudes``,
``prediction``; with ``public:`` before it, of those who had agreed to be shown. Never shown."""


@dataclass(frozen=True, slots=True)
class Release:
    """What the room may see of a round, and whose answers that rests on."""

    shown: Shown
    members: Members


@dataclass(frozen=True, slots=True)
class _Round:
    """Everything a release of the current round is made from."""

    voices: Sequence[Voice]
    workshop: Workshop
    questionnaires: Questionnaires

    def crowd(self, topic: str, keys: Sequence[Key]) -> Crowd:
        """The people who answered about a topic, as far as earlier rounds let them count."""
        there = crowd_of(self.voices, self.workshop.settings, frozenset(keys))
        return as_before(there, before_round(self.workshop.rounds, self.workshop.round.number, topic))


def release(
    voices: Sequence[Voice], workshop: Workshop, case: Case, questionnaires: Questionnaires, today: date
) -> Release:
    """What the room may see of the current round of ``workshop``.

    ``voices``: all answers of this round. ``case``: the workshop's case; its challenges are named, and what its own
    people said about execution and the circle enters the recommendation. ``today``: what dates in evidence are
    compared with. Raises ``InputError`` while the round still takes answers.
    """
    if not workshop.round.sealed:
        raise InputError(Problem("workshop_not_sealed"))
    asking = _Round(voices, workshop, questionnaires)
    members: Members = {}
    rated = _rated(asking, case, members)
    felt, attitudes = _attitudes(asking, members) if workshop.round.attitudes else ([], [])
    whole = workshop.settings.parts == "diagnosis"
    shown: Shown = {
        "round": workshop.round.number,
        "min_group": workshop.settings.min_group,
        "people": band(sum(bool(voice.answers) and not voice.participant.left for voice in voices)),
        "challenges": [one.shown for one in rated],
        "attitudes": attitudes,
        "recommendation": recommendation_of(rated, felt, case, questionnaires, today) if whole else None,
        "weakest": weakest_of(felt, questionnaires),
    }
    return Release(shown, members)


def _rated(asking: _Round, case: Case, members: Members) -> list[Rated]:
    """The challenges of the round that are still in the case, in the order of the round."""
    cynefin, found = asking.questionnaires.cynefin, []
    known = {challenge.id: challenge for challenge in case.challenges}
    for name in asking.workshop.round.challenges:
        if name in known:
            topic = f"challenge:{_asked_as(known[name], asking.workshop)}"
            crowd = asking.crowd(topic, [(item, name) for item in challenges.items_of(cynefin)])
            members |= members_of(crowd, topic)
            found.append(Rated(challenges.shown_challenge(known[name], crowd, cynefin), crowd))
    return found


def _asked_as(challenge: Challenge, workshop: Workshop) -> str:
    """The id under which a challenge was rated first: entered again word by word it is the same question, and answers
    of one person less must not be compared with those of all."""
    for earlier in workshop.rounds[:-1]:
        for shown in (earlier.released or {}).get("challenges", ()):
            if _words(shown["statement"]) == _words(challenge.statement):
                return shown["id"]
    return challenge.id


def _words(statement: str) -> list[str]:
    return re.findall(r"\w+", statement.casefold())


def _attitudes(asking: _Round, members: Members) -> tuple[list[Felt], list[ShownAttitude]]:
    """The attitudes in the order of the questionnaire: what they rest on, and how they are shown."""
    content, parts = asking.questionnaires.attitudes, asking.workshop.settings.parts
    every = [asked_about(name, parts, asking.questionnaires) for name in content.dimensions]
    crowd = asking.crowd("attitudes", [(item, None) for item in items_of(every)])
    predicting = asking.crowd("prediction", [(f"{PREDICTION}{name}", None) for name in content.dimensions]).of(LEADERS)
    members |= members_of(crowd, "attitudes") | members_of(predicting, "prediction")
    groups = groups_of(crowd)
    felt = [Felt(asked, counted(asked, groups), groups) for asked in every]
    return felt, [shown_attitude(one.asked, one.counted, groups, crowd, predicting) for one in felt]
