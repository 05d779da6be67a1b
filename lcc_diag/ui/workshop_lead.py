"""Leading a workshop: open it, go from phase to phase, keep the time, close the door, release texts, end it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lcc_diag import settings
from lcc_diag.model import workshop as model
from lcc_diag.model.case import ROLES
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES
from lcc_diag.model.workshop import PHASES, Settings, Timer, Workshop
from lcc_diag.ui.workshop_desk import Desk, Message
from lcc_diag.view.workshop.guide import KEEP_DAYS, MAX_WORDS
from lcc_diag.view.workshop.timing import round_plan

LONGEST_TIMER = 4 * 60 * 60
"""Seconds; more is no timer but a mistake."""


def open_workshop(desk: Desk, message: Message) -> None:
    """Open a workshop, unless one is open already: then that one is shown."""
    wanted = _settings(desk, message.get("settings"))
    if all(workshop.closed for _, workshop in desk.kept().workshops):
        desk.workshops.open(desk.token, wanted, settings.today())


def enter(desk: Desk, message: Message) -> None:
    """Go to a phase; a round that is sealed and not revealed must be revealed first."""
    desk.change(message, lambda workshop: _entered(workshop, message.get("phase")))


def _entered(workshop: Workshop, phase: Any) -> Workshop:
    pending = workshop.round.sealed and workshop.round.released is None
    if pending and phase not in ("close", workshop.phase):
        raise InputError(Problem("workshop_reveal_pending"))
    return model.enter(workshop, phase)


def timer(desk: Desk, message: Message) -> None:
    """``start`` (seconds), ``pause``, ``resume``, ``more`` (seconds)."""
    now, seconds = datetime.now(UTC), _seconds(message.get("seconds"))
    acts = {
        "start": lambda workshop: model.start_timer(workshop, seconds, now),
        "pause": lambda workshop: model.pause(workshop, now),
        "resume": lambda workshop: model.resume(workshop, now),
        "more": lambda workshop: _prolonged(workshop, seconds, now, desk),
    }
    act = acts.get(str(message.get("act")))
    if act is None:
        raise InputError(Problem("message_damaged"))
    desk.change(message, act)


def _seconds(given: Any) -> float:
    if given is None:
        return 0.0
    if not isinstance(given, int | float) or isinstance(given, bool) or not 0 <= given <= LONGEST_TIMER:
        raise InputError(Problem("message_damaged"))
    return float(given)


def _prolonged(workshop: Workshop, seconds: float, now: datetime, desk: Desk) -> Workshop:
    """More time: from now on if it is over, on top of what is planned if it has not begun."""
    running = workshop.timer
    if running is None:
        planned = 60.0 * round_plan(workshop, desk.questionnaires)[workshop.phase]
        return replace(workshop, timer=Timer(left=planned + seconds))
    if running.ends is None:
        return replace(workshop, timer=Timer(left=running.left + seconds))
    left = max((running.ends - now).total_seconds(), 0.0)
    return model.start_timer(workshop, left + seconds, now)


def lock(desk: Desk, message: Message) -> None:
    """Close the door or open it again."""
    desk.change(message, lambda workshop: replace(workshop, locked=message.get("locked") is True))


def show_text(desk: Desk, message: Message) -> None:
    """Release what somebody wrote, or take it off the wall again."""
    workshop, id_ = desk.named(message), message.get("id")
    if message.get("shown") is not True:
        desk.change(message, lambda now: replace(now, texts=tuple(text for text in now.texts if text["id"] != id_)))
        return
    found = [text for text in readable_texts(desk, workshop) if text["id"] == id_]
    if not found:
        raise InputError(Problem("workshop_text_gone"))
    desk.change(message, lambda now: model.show_text(now, id_, found[0]["challenge"], found[0]["text"]))


def readable_texts(desk: Desk, workshop: Workshop) -> list[dict[str, str]]:
    """What was written in the rounds that were revealed."""
    numbers = [round_.number for round_ in workshop.rounds if round_.released is not None]
    return [text for number in numbers for text in desk.workshops.texts(workshop.id, number)]


def delete_raw(desk: Desk, message: Message) -> None:
    """Delete what single people answered; a workshop that still runs is over with it."""
    desk.workshops.delete_raw(desk.named(message).id)


# --- settings -----------------------------------------------------------------------------------------------------


def _settings(desk: Desk, given: Any) -> Settings:
    """What the facilitator chose; ``InputError`` for what cannot be meant."""
    if not isinstance(given, dict):
        raise InputError(Problem("message_damaged"))
    usual, guide = Settings(), desk.questionnaires.workshop
    parts = given.get("parts")
    if not isinstance(parts, str) or parts not in PHASES:
        raise InputError(Problem("workshop_parts_unknown"))
    return Settings(
        parts=parts,
        challenges=() if parts == "pulse" else _challenges(desk, given.get("challenges")),
        roles=tuple(role for role in ROLES if role in _listed(given.get("roles"))),
        min_group=_number(given.get("min_group"), usual.min_group, max(guide.group_sizes)),
        named_leaders=given.get("named_leaders") is True,
        budget=_number(given.get("budget"), min(guide.budgets), max(guide.budgets)),
        keep_days=_number(given.get("keep_days"), *KEEP_DAYS),
        language=_language(given.get("language")),
        purpose=_words(given.get("purpose")),
        responsible=_words(given.get("responsible")),
    )


def _language(given: Any) -> str:
    return given if given in LANGUAGES else LANGUAGES[0]


def _challenges(desk: Desk, given: Any) -> tuple[str, ...]:
    return tuple(challenge.id for challenge in desk.case().challenges if challenge.id in _listed(given))


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _number(given: Any, least: int, most: int) -> int:
    if type(given) is not int or not least <= given <= most:
        raise InputError(Problem("workshop_number_invalid", {"min": least, "max": most}))
    return given


def _words(given: Any) -> str:
    text = given.strip() if isinstance(given, str) else ""
    if len(text) > MAX_WORDS:
        raise InputError(Problem("text_too_long", {"length": len(text), "max": MAX_WORDS}))
    return text
