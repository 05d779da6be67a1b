"""People in a workshop, without phones: they join and answer through the store, each somewhat differently."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import count

from lcc_diag.content import load
from lcc_diag.model.case import DONT_KNOW, Role
from lcc_diag.model.items import find_item
from lcc_diag.model.workshop import ANECDOTE, PREDICTION, Entry, Participant, asked
from lcc_diag.store import WorkshopStore
from lcc_diag.store.workshops import Submission

QUESTIONNAIRES = load()
STORY = "Am Montag fehlte die Liste, und alle riefen in der Planung an."


class Crowd:
    """Everybody in one workshop; the same seed answers the same."""

    def __init__(self, store: WorkshopStore, id_: str, seed: int = 1) -> None:
        self.store, self.id = store, id_
        self.people: list[Participant] = []
        self._chance = random.Random(seed)
        self._numbers = count(1)

    def arrive(self, *roles: Role) -> Crowd:
        """More people."""
        self.people += [self.store.join(self.id, role).participant for role in roles]
        return self

    def answer(self, people: Iterable[Participant] | None = None) -> None:
        """These people (all) answer everything the current phase asks of them."""
        workshop = self.store.read(self.id)
        sent = []
        for person in people or self.people:
            keys = asked(workshop, workshop.phase, person.role, QUESTIONNAIRES)
            entries = (
                Entry(workshop.round.number, item, about, self._value(item), f"m{next(self._numbers)}")
                for item, about in keys
            )
            sent.append(Submission(self.id, person.id, tuple(entries)))
        assert set(self.store.record(sent, QUESTIONNAIRES)) <= {None}

    def _value(self, item: str) -> str | int:
        if item == ANECDOTE:
            return STORY
        if item.startswith(PREDICTION):
            return self._chance.choice((3, 4, 4, 5))
        known = find_item(item, QUESTIONNAIRES)
        options = [choice for choice in known.choices if choice != DONT_KNOW] or list(range(1, 6))
        return self._chance.choice(options)
