"""Who answered about a topic: people whose answers are protected, and people who agreed to be shown.

A topic is what one release is a function of: a challenge, the attitudes, the prediction of the attitudes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from lcc_diag.cohort.coarse import band
from lcc_diag.cohort.guard import refusal
from lcc_diag.cohort.shown import Band, Why
from lcc_diag.model.answers import LEADERS, STAFF
from lcc_diag.model.case import DONT_KNOW, Role
from lcc_diag.model.workshop import Key, Round, Settings, Voice

PUBLIC_ALONE = 3
"""Of fewer leaders who agreed to be shown, alone with a question, no answers are shown: they agreed to a dot."""

Plan = Literal["apart", "staff", "leaders", "merged", "nobody"]
"""Which groups the attitudes are shown of: staff and leaders each, only one of them, all as one group, or none."""


PUBLIC = "public:"
"""Stands before a topic: the people who had agreed to be shown when it was released."""

Measure = Callable[[Voice], str | int | float | None]
"""What is looked at in somebody's answers: the answer to one question, or a score; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some people who answered. ``public``: leaders who agreed to be shown; anybody may know all their answers.

    ``smallest``: protected people without whom nothing is said. ``overlaps``: nothing may be said at all, since an
    earlier round about the same topic was shown of other people.
    """

    protected: tuple[Voice, ...]
    public: tuple[Voice, ...]
    smallest: int
    overlaps: bool = False

    @property
    def everybody(self) -> tuple[Voice, ...]:
        """Protected and public people."""
        return self.protected + self.public

    def of(self, roles: tuple[Role, ...]) -> Crowd:
        """Those of them who have one of the roles."""
        return replace(self, protected=_with(roles, self.protected), public=_with(roles, self.public))

    def told(self, measure: Measure) -> list[str | int | float]:
        """What there is of all of them, "don't know" included."""
        return _told(measure, self.everybody)

    def refused(self, measure: Measure) -> Why | None:
        """Why nothing may be said about this; ``None`` if it may be shown. Only protected people need the guard."""
        if self.overlaps:
            return "overlap"
        if self.protected:
            return refusal(_told(measure, self.protected), self.smallest)
        return None if any(value != DONT_KNOW for value in _told(measure, self.public)) else "too_few"

    def refused_answers(self, measure: Measure) -> Why | None:
        """The same for answers to a single question."""
        few = not self.protected and len(_told(measure, self.public)) < PUBLIC_ALONE
        return self.refused(measure) or ("too_few" if few else None)

    def size(self, people: int) -> Band:
        """How many of them something rests on; public people may be counted."""
        return band(people) if self.protected else {"n": people}


@dataclass(frozen=True, slots=True)
class Before:
    """Whom earlier rounds rested on: protected people, ``members``, and ``public`` ones. Both empty: nobody."""

    members: frozenset[str]
    public: frozenset[str]


def crowd_of(voices: Iterable[Voice], settings: Settings, topic: Collection[Key]) -> Crowd:
    """The people who answered a question of a topic, and are still there."""
    there = [voice for voice in voices if not voice.participant.left and any(key in topic for key in voice.answers)]
    public = tuple(voice for voice in there if is_public(voice, settings))
    protected = tuple(voice for voice in there if not is_public(voice, settings))
    return Crowd(protected, public, settings.min_group)


def is_public(voice: Voice, settings: Settings) -> bool:
    """Whether somebody agreed to be shown. Only leaders and managing directors are asked; staff never count as that."""
    return settings.named_leaders and voice.participant.named and voice.participant.role in LEADERS


def answer_to(item: str, challenge: str | None = None) -> Measure:
    """The answer to a question as what is looked at."""
    return lambda voice: voice.answers.get((item, challenge))


def plan_of(crowd: Crowd) -> Plan:
    """Which groups of the attitudes may be shown, from sizes alone, so that the choice says nothing of the answers.

    Of two groups that together are known, either both are large enough or only one is ever shown: showing the staff
    and everybody would give a few leaders' answers away, and the other way round.
    """
    smallest = crowd.smallest
    staff, leaders = len(crowd.of(STAFF).protected), len(crowd.of(LEADERS).protected)
    if staff >= smallest:
        return "staff" if 0 < leaders < smallest else "apart"
    if staff:
        return "merged" if staff + leaders >= smallest else _without_staff(leaders)
    return "leaders" if leaders == 0 or leaders >= smallest else "nobody"


def _without_staff(leaders: int) -> Plan:
    """What is left where neither the staff nor all protected people together are enough."""
    return "nobody" if leaders else "leaders"


def as_before(crowd: Crowd, before: Before) -> Crowd:
    """Those who count after earlier rounds about the same topic.

    Comparing two results that differ by a few people gives these few away to whoever assumes that the others stick to
    their opinion. So again exactly the same protected people count: newcomers do not, and if one is missing nothing is
    shown. They stay protected even if they have agreed to be shown since, or the comparison would show what they said
    before. Who was shown and takes that back does not count any more: everybody knows what they said.
    """
    public = tuple(voice for voice in crowd.public if voice.participant.id not in before.members)
    if not before.members:
        protected = tuple(voice for voice in crowd.protected if voice.participant.id not in before.public)
        return replace(crowd, protected=protected, public=public)
    again = tuple(voice for voice in crowd.everybody if voice.participant.id in before.members)
    return replace(crowd, protected=again, public=public, overlaps=len(again) < len(before.members))


def members_of(crowd: Crowd, topic: str) -> dict[str, list[str]]:
    """Whose answers anything that is said about a topic depends on, for later rounds to look at.

    Protected people are left out where they are too few, or not the same as before, so that nothing is said of them.
    """
    silent = crowd.overlaps or len(crowd.protected) < crowd.smallest
    found = {topic: () if silent else crowd.protected, PUBLIC + topic: crowd.public}
    return {name: sorted(voice.participant.id for voice in voices) for name, voices in found.items() if voices}


def before_round(rounds: Iterable[Round], number: int, topic: str) -> Before:
    """What rounds before ``number`` released about a topic; their protected people are always the same ones."""
    earlier = [round_.members for round_ in rounds if round_.number < number]
    members = next((members[topic] for members in earlier if members.get(topic)), ())
    return Before(frozenset(members), frozenset(who for members in earlier for who in members.get(PUBLIC + topic, ())))


def _with(roles: tuple[Role, ...], voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(voice for voice in voices if voice.participant.role in roles)


def _told(measure: Measure, voices: Iterable[Voice]) -> list[str | int | float]:
    return [value for voice in voices if (value := measure(voice)) is not None]
