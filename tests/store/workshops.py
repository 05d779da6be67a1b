"""A workshop to try things with: a case with two challenges, people who join and answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from sqlalchemy import Row, Table, select

from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge, Role
from lcc_diag.model.problem import Problem
from lcc_diag.model.workshop import ANECDOTE, Entry, Key, Phase, Settings, Workshop, asked, enter, seal
from lcc_diag.store import CaseStore, WorkshopStore
from lcc_diag.store.workshops import Joined, Submission

QUESTIONNAIRES = load()
CHALLENGES = (Challenge("c1", "Eins."), Challenge("c2", "Zwei."))
NAMED = Settings(challenges=("c1", "c2"), named_leaders=True)
RATING = ("cynefin.cause_effect", "c1")
TODAY = date(2026, 11, 23)
"""On which all are opened."""


class Room:
    """One workshop in a database."""

    def __init__(self, url: str, settings: Settings = NAMED, busy_seconds: float = 5.0) -> None:
        self.cases = CaseStore(url)
        self.token = self.cases.create(case=Case(challenges=CHALLENGES)).token
        self.store = WorkshopStore(url, busy_seconds)
        self.id = self.another(settings).id
        self._numbers = count(1)

    def another(self, settings: Settings = NAMED) -> Workshop:
        """One more workshop on the same case."""
        return self.store.open(self.token, settings, TODAY)

    def read(self) -> Workshop:
        """The workshop as it is now."""
        return self.store.read(self.id)

    def enter(self, phase: Phase) -> Workshop:
        """Go to a phase."""
        return self.store.change(self.id, lambda workshop: enter(workshop, phase))

    def seal(self) -> Workshop:
        """Take no more answers in this round."""
        return self.store.change(self.id, seal)

    def joined(self, role: Role = "staff", **more: object) -> Joined:
        """Somebody new."""
        return self.store.join(self.id, role, **more)

    def people(self, number: int, role: Role = "staff") -> list[str]:
        """Ids of new participants."""
        return [self.joined(role).participant.id for _ in range(number)]

    def entry(self, value: object = "a", key: Key = RATING, message: object = None, round_: int = 1) -> Entry:
        """An answer, by default of a name of its own."""
        return Entry(round_, *key, value, f"m{next(self._numbers)}" if message is None else message)

    def send(self, participant: str, *sent: Entry) -> list[str | None]:
        """Send answers; the codes of what is wrong with them."""
        return codes(self.store.record([Submission(self.id, participant, sent)], QUESTIONNAIRES))

    def say(self, participant: str, *values: object) -> None:
        """Answer the same question one time after the other."""
        assert self.send(participant, *map(self.entry, values)) == [None] * len(values)

    def write(self, participant: str, text: str, challenge: str = "c1") -> None:
        """Write something about a challenge."""
        assert self.send(participant, self.entry(text, (ANECDOTE, challenge))) == [None]

    def answer_all(self, participant: str, role: Role = "staff", value: object = "dk") -> None:
        """Answer everything that is asked in this phase, the same."""
        workshop = self.read()
        keys = asked(workshop, workshop.phase, role, QUESTIONNAIRES)
        entries = [self.entry(value, key, round_=workshop.round.number) for key in keys]
        assert self.send(participant, *entries) == [None] * len(keys)

    def own(self, participant: str) -> dict[Key, object]:
        """What somebody has answered in the first round."""
        return self.store.own(self.id, participant, 1)

    def rows(self, table: Table, workshop: str = "") -> Sequence[Row]:
        """What a table has about this workshop, or about another one."""
        with self.store._database.reading() as connection:
            return connection.execute(select(table).where(table.c.workshop == (workshop or self.id))).all()

    def counts(self) -> tuple[int, int]:
        """How many are here, and how many have finished."""
        found = self.store.counts(self.id, QUESTIONNAIRES)
        return found.joined, found.finished


def codes(problems: list[Problem | None]) -> list[str | None]:
    """What is wrong, by code."""
    return [problem and problem.code for problem in problems]
