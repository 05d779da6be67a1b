"""The facilitator's page: every message becomes a change on disk before it is acknowledged; what others do is shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime

from lcc_diag import settings
from lcc_diag.i18n import in_both_languages, phrase
from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import Workshop as State
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import Counts
from lcc_diag.ui import workshop_lead as lead
from lcc_diag.ui import workshop_paper as paper
from lcc_diag.ui import workshop_talk as talk
from lcc_diag.ui.session import Session
from lcc_diag.ui.workshop import Workshop
from lcc_diag.ui.workshop_desk import Desk, Message
from lcc_diag.view.workshop.facilitator import Kept, room, shown, workshop_state

MakeWorkshopDocument = Callable[[str, State, Case, Questionnaires, str, date], tuple[str, str, bytes]]
"""Makes a document of a kind about a workshop in a language, as of a day: file name, media type, content."""

DOCUMENTS = ("privacy", "paper")
SHOWN = ("guide", "current", "room", "challenges", "plan", "suggested", "earlier", "texts")
"""Traits that change while a workshop runs."""
LONGEST_ADDRESS = 400
"""A longer address makes a code that no phone reads from afar."""

_log = logging.getLogger(__name__)


def workshop_page(session: Session, make_document: MakeWorkshopDocument | None = None) -> Workshop:
    """The workshop widget of the open case. Without ``make_document`` it makes no documents."""
    return WorkshopPage(session, make_document).widget


class WorkshopPage:
    """Answers the messages of the widget, see ``lcc_diag.ui.workshop.Workshop``."""

    def __init__(self, session: Session, make_document: MakeWorkshopDocument | None) -> None:
        self._desk = Desk(session)
        self._make_document = make_document
        self._done: set[str] = set()  # messages carried out: sent again, they are acknowledged again
        self._desk.keep_results()
        kept, today = self._desk.kept(), settings.today()
        given = self._desk.token, session.case(), kept, session.questionnaires, session.language, today
        self.widget = Workshop(**workshop_state(*given) | {"texts": self._texts(kept, today)})
        self.widget.on_msg(self._receive)
        if session.link.example:
            self.widget.observe(lambda _change: self._show(), "language")  # its own texts change with it

    def _receive(self, _widget: Workshop, message: Message, _buffers: list[bytes]) -> None:
        asked: Mapping[str, Callable[[Message], None]] = {
            "refresh": self._catch_up,
            "clock": self._clock,
            "address": self._address,
            "sheet_items": self._sheet_items,
            "earlier": self._earlier,
            "document": self._document,
        }
        kind = str(message.get("type"))
        if kind in asked:
            asked[kind](message)
        elif kind in ACTIONS and isinstance(message.get("seq"), str):
            self._act(ACTIONS[kind], message)

    def _act(self, action: Callable[[Desk, Message], None], message: Message) -> None:
        seq = message["seq"]
        try:
            remark = None if seq in self._done else action(self._desk, message)
            self._show()
        except InputError as error:
            # The database's fault is not the message's: the page keeps it and sends it again.
            kind = "postponed" if isinstance(error, StoreError) else "refused"
            with suppress(InputError):
                self._show()
            self.widget.send({"type": kind, "seq": seq, "message": in_both_languages(error)})
        else:
            self._done.add(seq)
            self.widget.send({"type": "saved", "seq": seq, "remark": remark})

    # --- what is shown ------------------------------------------------------------------------------------------

    def _catch_up(self, message: Message) -> None:
        """Show what others have done; a page that was away is told all of it again."""
        with suppress(InputError):  # just now nothing can be read: what is shown stays
            self._show()
        if message.get("missed"):
            self.widget.send_state(SHOWN)

    def _show(self) -> None:
        """Give the widget what is on disk; it sends only what differs, and that at once."""
        desk, kept, today = self._desk, self._desk.kept(), settings.today()
        state = shown(desk.case(self.widget.language), kept, desk.questionnaires, today)
        state["texts"] = self._texts(kept, today)
        with self.widget.hold_sync():
            for trait, value in state.items():
                setattr(self.widget, trait, value)

    def _texts(self, kept: Kept, today: date) -> list[dict[str, str]]:
        """What participants wrote, in rounds that are over."""
        current = kept.current(today)
        return lead.readable_texts(self._desk, current[1]) if current else []

    # --- asked and answered at once -----------------------------------------------------------------------------

    def _clock(self, _message: Message) -> None:
        """The time here: what timers on the page are compared with."""
        self.widget.send({"type": "clock", "now": datetime.now(UTC).isoformat(timespec="milliseconds")})

    def _address(self, message: Message) -> None:
        """The link to join by and its code as rows of squares, for the address that the page knows itself by."""
        base, current = message.get("base"), self.widget.current
        if not current or not isinstance(base, str) or not base.startswith(("http://", "https://")):
            return
        from lcc_diag.view.workshop.qr import qr_rows  # no page waits for what draws codes

        link = f"{base.rstrip('/')}/{current['links']['room']}"
        if len(link) <= LONGEST_ADDRESS:
            self.widget.send({"type": "address", "link": link, "rows": qr_rows(link)})

    def _sheet_items(self, message: Message) -> None:
        with suppress(InputError):  # entering the sheet will say what is wrong
            items = paper.sheet_items(self._desk, message)
            self.widget.send({"type": "sheet_items", "role": message["role"], "items": items})

    def _earlier(self, message: Message) -> None:
        """What an earlier workshop has released."""
        with suppress(InputError):
            workshop = self._desk.named(message)
            told = room(workshop, Counts(0, {}, 0), self._desk.case(), self._desk.questionnaires)
            self.widget.send({"type": "earlier", "workshop": message["workshop"], "room": told})

    def _document(self, message: Message) -> None:
        """Make a document and send it; what goes wrong comes back as a sentence in every language."""
        kind, language = message.get("kind"), message.get("language")
        if kind not in DOCUMENTS or language not in LANGUAGES:
            return
        self.widget.send({"type": "document", "kind": kind, "begun": True})  # the page learns that somebody is there
        try:
            name, mime, content = self._made(kind, self._desk.named(message), language)
        except InputError as error:
            self.widget.send({"type": "document", "kind": kind, "message": in_both_languages(error)})
        except Exception:
            _log.exception("a document could not be made")
            failed = {name: phrase("workshop.document_failed", name) for name in LANGUAGES}
            self.widget.send({"type": "document", "kind": kind, "message": failed})
        else:
            self.widget.send({"type": "document", "kind": kind, "name": name, "mime": mime}, [content])

    def _made(self, kind: str, workshop: State, language: str) -> tuple[str, str, bytes]:
        desk = self._desk
        return self._make_document(kind, workshop, desk.case(language), desk.questionnaires, language, settings.today())


def _reveal(desk: Desk, message: Message) -> None:
    from lcc_diag.ui.workshop_reveal import reveal_round  # no page waits for what computes results

    reveal_round(desk, message)


def _undo(desk: Desk, message: Message) -> dict[str, str] | None:
    if desk.undo(message):
        return None
    return {language: phrase("workbook.nothing_to_undo", language) for language in LANGUAGES}


ACTIONS: Mapping[str, Callable[[Desk, Message], dict[str, str] | None]] = {
    "open": lead.open_workshop,
    "enter": lead.enter,
    "reveal": _reveal,
    "timer": lead.timer,
    "lock": lead.lock,
    "text": lead.show_text,
    "delete_raw": lead.delete_raw,
    "challenge_add": talk.add_challenge,
    "placement": talk.place,
    "parts": talk.split,
    "part_remove": talk.remove_part,
    "again": talk.rate_again,
    "answer": talk.answer,
    "step": talk.show_step,
    "sheet": paper.enter_sheet,
    "sheet_undo": paper.undo_sheet,
    "undo": _undo,
}
"""What the page may ask for, by type of message."""
