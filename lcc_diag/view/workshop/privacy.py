"""The privacy sheet of a workshop: what its settings and its storage really do, in sentences for those who take part.

It says what the code does, no more: whoever changes what is stored or shown changes this sheet (methods B.5).
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import URL

from lcc_diag.i18n import phrase
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import MAX_ANECDOTE_LENGTH, PHASES, Workshop
from lcc_diag.settings import HOME
from lcc_diag.store.address import file_of, is_sqlite, parse
from lcc_diag.view import formats

Json = dict[str, Any]

RULINGS = "bag_surveys"
"""The source of what is said about works councils."""

LABELS = ("back", "not_shown")


@dataclass(frozen=True, slots=True)
class Place:
    """Where answers lie: a ``file`` on a ``computer``, or a database of this name on a ``server``. Neither the folder
    nor a user's name is told: participants need not know them."""

    kind: Literal["file", "server"]
    name: str
    computer: str

    @classmethod
    def of(cls, address: str) -> Place:
        """The place of a database address, seen from this computer; ``StoreError`` if it is no address."""
        url, here = parse(address), platform.node() or "localhost"
        if not is_sqlite(url):
            return cls("server", url.database or "", _host(url) or here)
        path = file_of(url)
        return cls("file", path.name if path else PurePath(str(url.database).partition("?")[0]).name, here)


def _host(url: URL) -> str:
    """The host of a server; empty if it is on this computer, reached by a socket."""
    given = url.host or url.query.get("host", "")
    names = given if isinstance(given, str) else ", ".join(given)
    return "" if names.startswith("/") else names


def privacy_view(
    workshop: Workshop,
    organisation: str,
    questionnaires: Questionnaires,
    place: Place,
    language: str,
    logged: bool | None = None,
) -> Json:
    """The sheet in one language: ``language``, ``title``, ``about``, ``day`` (ISO), ``base`` (file name without
    ending), ``items`` (for participants), ``legal`` (for the company) and ``labels``. An item is ``{label, text,
    details}``.

    ``place``: where the database is. ``logged``: whether the server's access log is on, ``None`` if that is not known.
    """
    sheet = _Sheet(workshop, questionnaires, place, language, logged)
    opened = workshop.opened.astimezone(HOME).date()
    day = sheet.say("opened", day=formats.day(opened, language))
    return {
        "language": language,
        "title": sheet.say("title"),
        "about": " · ".join(part for part in (organisation, day) if part.strip()),
        "day": opened.isoformat(),
        "base": f"lcc-{sheet.say('base')}-{opened.isoformat()}",
        "items": sheet.items(),
        "legal": sheet.legal(),
        "labels": {name: sheet.say(name) for name in LABELS},
    }


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Says what is true of one workshop, in one language."""

    workshop: Workshop
    content: Questionnaires
    place: Place
    language: str
    logged: bool | None

    def say(self, key: str, **values: Any) -> str:
        return phrase(f"privacy.{key}", self.language, **values)

    @property
    def _asks_for_stories(self) -> bool:
        return "write" in PHASES[self.workshop.settings.parts]

    @property
    def _leaders(self) -> bool:
        return bool(set(LEADERS) & set(self.workshop.settings.roles))

    def items(self) -> list[Json]:
        settings, minimum = self.workshop.settings, self.workshop.settings.min_group
        leaders = "leaders_named" if settings.named_leaders else "leaders_unnamed"
        leave = phrase("participant.leave", self.language)
        told = [
            self._item("purpose", settings.purpose.strip() or self.say("purpose_open")),
            self._item("responsible", settings.responsible.strip() or self.say("responsible_open")),
            self._item("fields", self._fields()),
            self._item("not", self._not_stored()),
            self._item("who", "", *self._who()),
            self._item("group", self.say("group", minimum=minimum)),
            self._item("leaders", self.say(leaders)) if self._leaders else None,
            self._item("text", self.say("text", minimum=minimum)) if self._asks_for_stories else None,
            self._item("voluntary", self.say("voluntary")),
            self._item("withdraw", self.say("withdraw", leave=leave)),
            self._item("place", self._place()),
            self._item("delete", self._delete()),
            self._item("backup", self.say("backup")),
            self._item("documents", self.say("documents")),
            self._item("rights", self.say("rights")),
        ]
        return [item for item in told if item]

    def legal(self) -> list[Json]:
        source = self.content.sources.sources.get(RULINGS)
        checked = [self.say("advice_source", checked=source.checked[self.language])] if source else []
        return [
            self._item("council", self.say("council")),
            self._item("basis", self.say("basis")),
            self._item("advice", " ".join([self.say("advice"), *checked])),
        ]

    def _item(self, name: str, text: str, *details: str) -> Json:
        return {"id": name, "label": self.say(f"{name}_label"), "text": text, "details": list(details)}

    # --- what is stored

    def _fields(self) -> str:
        settings = self.workshop.settings
        roles = formats.listed([phrase(f"result.role_{role}", self.language) for role in settings.roles], self.language)
        told = [self.say("fields", roles=roles, parts=self._parts())]
        if self._leaders and settings.parts != "cynefin":
            told.append(self.say("guess"))
        if self._asks_for_stories:
            told.append(self.say("story", length=formats.number(MAX_ANECDOTE_LENGTH, self.language, 0)))
        return " ".join([*told, self.say("own_code")])

    def _parts(self) -> str:
        settings = self.workshop.settings
        if settings.parts != "diagnosis":
            return self.say(f"parts_{settings.parts}")
        count = len(settings.challenges)
        return self.say("parts_diagnosis_one") if count == 1 else self.say("parts_diagnosis_many", count=count)

    def _not_stored(self) -> str:
        log = {None: "log_unknown", True: "log_on", False: "log_off"}[self.logged]
        return " ".join([self.say("not_stored"), self.say(log), self.say("log_others")])

    # --- who sees it, where it is, how long

    def _who(self) -> list[str]:
        facilitator = "who_facilitator_stories" if self._asks_for_stories else "who_facilitator"
        return [self.say(key) for key in ("who_you", facilitator, "who_md", "who_operator", "who_paper")]

    def _place(self) -> str:
        where = self.say(f"place_{self.place.kind}", name=self.place.name, computer=self.place.computer)
        return f"{where} {self.say('place_others')}"

    def _delete(self) -> str:
        day = formats.day(self.workshop.delete_on, self.language)
        told = self.say("delete_done") if self.workshop.deleted else self.say("delete", day=day)
        return f"{told} {self.say('delete_server')}" if self.place.kind == "server" else told
