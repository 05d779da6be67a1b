"""Where the facilitator's actions work: the case, its workshops, and what was done here and may be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcc_diag import settings
from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Workshop
from lcc_diag.store import WorkshopStore
from lcc_diag.store.events import Event, WorkshopHeld
from lcc_diag.store.workshop_shape import WORKSHOPS, number_of
from lcc_diag.ui.session import Session
from lcc_diag.view.workshop.facilitator import Kept, day_of, kept_workshops
from lcc_diag.view.workshop.held import held

Message = dict[str, Any]


class Desk:
    """One facilitator's page on one case. Everything is read from disk anew: others may work on it too."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.workshops = WorkshopStore(settings.database_url(), may_create=settings.may_create_database())
        self.sheets: list[tuple[str, str]] = []
        """Workshop and participant of the paper sheets entered here, oldest first."""
        self._own: set[int] = set()  # numbers of the events recorded here

    @property
    def token(self) -> str:
        """The secret of the open case."""
        return self.session.link.token

    @property
    def questionnaires(self) -> Questionnaires:
        """What is asked."""
        return self.session.questionnaires

    def case(self, language: str | None = None) -> Case:
        """The case as it is now."""
        return self.session.case(language)

    def kept(self) -> Kept:
        """All workshops of the case as they are now."""
        return kept_workshops(self.workshops, self.token, self.questionnaires)

    def named(self, message: Message) -> Workshop:
        """The workshop that a message is about; ``InputError`` if this case has none of that number."""
        for number, workshop in self.kept().workshops:
            if number == message.get("workshop"):
                return workshop
        raise InputError(Problem("workshop_unknown"))

    def change(self, message: Message, act: Callable[[Workshop], Workshop]) -> Workshop:
        """The workshop that a message is about, changed."""
        return self.workshops.change(self.named(message).id, act)

    def record(self, event: Event, message: Message, part: str = "") -> None:
        """Add an event to the case, once per message; ``part`` tells several events of one message apart."""
        self._own.add(self.session.store.record(self.token, event, message=f"{message.get('seq')}{part}"))

    def undo(self, message: Message) -> bool:
        """Take back what was entered here last, unless something was entered elsewhere since; whether it was."""
        return self.session.store.undo(self.token, message=message.get("seq"), own=self._own) is not None

    def keep_results(self) -> None:
        """Write into the case what its workshops have released and is not there yet, perhaps because of a crash."""
        told = self.case().extra.get(WORKSHOPS, [])
        known = {number_of(entry): entry for entry in told} if isinstance(told, list) else {}
        for number, workshop in self.kept().workshops:
            summary = held(workshop, number, day_of(workshop))
            revealed = len(summary["rounds"])
            if revealed > len(known.get(number, {}).get("rounds", [])):
                event, name = WorkshopHeld(summary), f"workshop-{number}-round-{revealed}"
                self.session.store.record(self.token, event, message=name)
