"""What the room says together: its own placement, the parts of a challenge, steps with a name and a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from lcc_diag.model.case import MAX_CHALLENGES, Answer, Challenge, Placement
from lcc_diag.model.items import check_answer, check_challenge
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import ask_again, take_over
from lcc_diag.store.events import Answered, ChallengeAdded, ChallengeChanged, ChallengeRemoved, Cleared
from lcc_diag.ui.workshop_desk import Desk, Message
from lcc_diag.view.chapter_form import current_round, who_answers
from lcc_diag.view.forms import with_change
from lcc_diag.view.workshop.agreed import marks, placement_mark
from lcc_diag.view.workshop.facilitator import PLAN_ITEMS
from lcc_diag.view.workshop.naming import PART_OF

MOST_PARTS = 3


def add_challenge(desk: Desk, message: Message) -> None:
    """A new sentence to talk about."""
    desk.record(ChallengeAdded(_checked(desk, Challenge("", _sentence(message.get("statement"))))), message)


def place(desk: Desk, message: Message) -> None:
    """Where the group itself puts a challenge, with one sentence why; without a domain it is taken back."""
    domain = message.get("domain")
    placement = Placement(str(domain), _sentence(message.get("reason"))) if domain else None
    placed = _checked(desk, replace(_challenge(desk, message), placement=placement))
    desk.record(ChallengeChanged(placed), message)
    if mark := placement_mark(placed):
        desk.change(message, lambda now: take_over(now, mark, shown=True))


def split(desk: Desk, message: Message) -> None:
    """Two or three sentences in place of one, as challenges of their own; the first one stays as it is."""
    whole, given = _challenge(desk, message), message.get("statements")
    sentences = [text for text in map(_sentence, given if isinstance(given, list) else []) if text]
    if not 1 <= len(sentences) <= MOST_PARTS:
        raise InputError(Problem("workshop_parts_missing", {"max": MOST_PARTS}))
    if len(desk.case().challenges) + len(sentences) > MAX_CHALLENGES:
        raise InputError(Problem("challenges_full", {"max": MAX_CHALLENGES}))
    extra = {PART_OF: whole.id}
    parts = [_checked(desk, Challenge("", text, topic=whole.topic, extra=extra)) for text in sentences]
    for number, part in enumerate(parts):
        desk.record(ChallengeAdded(part), message, part=f".{number}")


def remove_part(desk: Desk, message: Message) -> None:
    """A part that was not meant; only parts go this way."""
    part = _challenge(desk, message)
    if PART_OF not in part.extra:
        raise InputError(Problem("challenge_gone"))
    desk.record(ChallengeRemoved(part.id), message)


def rate_again(desk: Desk, message: Message) -> None:
    """A new round that rates the challenges which the message names."""
    given = message.get("challenges")
    known = [challenge.id for challenge in desk.case().challenges]
    chosen = tuple(id_ for id_ in known if isinstance(given, list) and id_ in given)
    if not chosen:
        raise InputError(Problem("workshop_no_challenge"))
    rounds = message.get("round")
    desk.change(message, lambda now: now if now.round.number != rounds else ask_again(now, chosen))


def answer(desk: Desk, message: Message) -> None:
    """A step or the next meeting, entered as in the chapter "Agree"; entered here, the room may see it."""
    item, value = message.get("item"), message.get("value")
    case = desk.case()
    desk.named(message)
    respondent, round_ = who_answers(case), current_round(case)
    if not isinstance(item, str) or not item.startswith(tuple(f"plan.{name}" for name in PLAN_ITEMS)):
        raise InputError(Problem("workshop_not_asked"))
    if value in (None, ""):
        desk.record(Cleared(round_, respondent, item), message)
        return
    given = Answer(round_, respondent, item, value, None, _evidence(message), datetime.now().astimezone())
    if isinstance(changed := message.get("changed"), str):
        given = with_change(given, changed, case)
    people = {person.id for person in case.respondents}
    if problem := check_answer(given, (), people, desk.questionnaires):
        raise InputError(problem)
    desk.record(Answered(given), message)
    if mark := _mark(desk, item):
        desk.change(message, lambda now: take_over(now, mark, shown=True))


def show_step(desk: Desk, message: Message) -> None:
    """Let the room see what stands in the plan already, or take it off the wall again."""
    mark, shown = _mark(desk, message.get("item")), message.get("shown") is True
    if mark is None:
        raise InputError(Problem("workshop_step_gone"))
    desk.change(message, lambda now: take_over(now, mark, shown))


def _mark(desk: Desk, item: Any) -> str | None:
    return marks(desk.case(), desk.questionnaires).get(str(item))


def _evidence(message: Message) -> dict[str, Any]:
    given = message.get("evidence")
    return {name: entry for name, entry in given.items() if entry not in (None, "")} if isinstance(given, dict) else {}


def _sentence(given: Any) -> str:
    return given.strip() if isinstance(given, str) else ""


def _checked(desk: Desk, challenge: Challenge) -> Challenge:
    if problem := check_challenge(challenge, desk.questionnaires.cynefin.statement_max_length):
        raise InputError(problem)
    return challenge


def _challenge(desk: Desk, message: Message) -> Challenge:
    for challenge in desk.case().challenges:
        if challenge.id == message.get("id"):
            return challenge
    raise InputError(Problem("challenge_gone"))
