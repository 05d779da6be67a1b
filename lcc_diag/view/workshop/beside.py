"""The workshop beside the case's own verdict: who looked, what the room's released result recommends, why both differ.

The verdict counts the answers entered in the case. What people answered in a workshop is not among them: only what was
released of it is read here, and nothing is computed from it.
"""

from __future__ import annotations

from typing import Any

from lcc_diag.model.decision import COLLECT
from lcc_diag.model.group_sizes import EXACT_FROM, MIN_GROUP
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop.held import Band, HeldRound, HeldWorkshop
from lcc_diag.view.workshop.seen import latest, say, where
from lcc_diag.view.workshop.summary import people_text


def beside(found: Findings) -> dict[str, Any] | None:
    """``{title, texts, more}`` about the latest workshop; ``None`` for a case without one.

    ``texts``: sentences in reading order; ``more``: the wording of a link to the section with the whole result.
    """
    workshop = latest(found)
    if workshop is None:
        return None
    decided = next((part for part in reversed(workshop.rounds) if part.outcome), None)
    people = (decided or workshop.rounds[0]).people
    texts = [_answered(found, workshop, people), *_recommended(found, workshop, decided)]
    return {"title": say(found, "title"), "texts": texts, "more": say(found, "more")}


def _answered(found: Findings, workshop: HeldWorkshop, people: Band | None) -> str:
    place = where(found, workshop)
    place = place[0].upper() + place[1:]
    if people is None:
        return say(found, "answered_unknown", Where=place)
    if people.low == people.high == 1:
        return say(found, "answered_one", Where=place)
    return say(found, "answered_many", Where=place, people=_people(found, people))


def _people(found: Findings, people: Band) -> str:
    if people.low == people.high == 1:
        return say(found, "people_one")
    return say(found, "people_many", count=people_text(found, people))


def _recommended(found: Findings, workshop: HeldWorkshop, decided: HeldRound | None) -> list[str]:
    """The room's recommendation beside the verdict, and why the two differ."""
    own = found.diagnosis.recommendation.outcome
    if decided is None:
        return [say(found, "none" if _is_whole(workshop) else "part")]
    if decided.outcome == own:
        return [say(found, "same")]
    if decided.outcome == COLLECT:
        return [say(found, "collect")]
    outcome = found.questionnaires.rules.outcomes[decided.outcome]
    told = {"name": found.quoted(found.word(outcome.name)), "sentence": found.word(outcome.verdict)}
    return [say(found, "other", **told), _why(found, decided)]


def _is_whole(workshop: HeldWorkshop) -> bool:
    """Whether challenges and attitudes were asked, as a recommendation needs them."""
    return any(part.ratings for part in workshop.rounds) and any(part.attitudes for part in workshop.rounds)


def _why(found: Findings, decided: HeldRound) -> str:
    if found.diagnosis.recommendation.outcome == COLLECT:
        return say(found, "why_collect")
    own = _people(found, _in_case(found))
    if decided.people is None:
        return say(found, "why_unknown", own=own)
    return say(found, "why", own=own, people=_people(found, decided.people))


def _in_case(found: Findings) -> Band:
    """How many people answered in the case itself; only roughly where a few of many are staff."""
    people = {person for given in found.answers.given.values() for person in given}
    count = len(people)
    if count >= EXACT_FROM or not any(found.answers.roles[person] == "staff" for person in people):
        return Band(count, count)
    return Band(MIN_GROUP, EXACT_FROM - 1) if count >= MIN_GROUP else Band(0, MIN_GROUP - 1)
