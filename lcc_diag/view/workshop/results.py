"""A revealed round in words: what ``lcc_diag.cohort`` released, as slides in the order to talk about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.cynefin import UNCLEAR_CALLS
from lcc_diag.model.decision import COLLECT
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import Round, Workshop
from lcc_diag.view.canvas import both
from lcc_diag.view.monday_step import monday_step
from lcc_diag.view.workshop.agreed import as_placed_here
from lcc_diag.view.workshop.naming import challenge_names
from lcc_diag.view.workshop.result_attitudes import attitude_slide, lowest_apart, weakest_text
from lcc_diag.view.workshop.result_challenges import challenge_slide
from lcc_diag.view.workshop.telling import Json, Told, in_each, people, told
from lcc_diag.view.workshop.unasked import without_unasked

SHOWN_IN = ("reveal", "talk", "decide", "close")
"""Phases in which results are on screen: while a later round is being asked, the earlier one must not lead it."""


def results_view(workshop: Workshop, case: Case, questionnaires: Questionnaires) -> Json | None:
    """The latest revealed round and, behind it, the earlier ones; ``None`` before the reveal.

    ``slides``: one thing at a time; a challenge, an attitude or the recommendation. ``status``: how far the method
    may be relied on.
    """
    revealed = [entry for entry in workshop.rounds if entry.released is not None]
    if not revealed or workshop.phase not in SHOWN_IN or (workshop.round.released is None and not workshop.closed):
        return None
    latest, *earlier = reversed(revealed)
    return {
        "round": latest.number,
        "people": told("answers_from", people=people(latest.released["people"])),
        "slides": _slides(latest, workshop, case, questionnaires),
        "earlier": [
            {"title": told("round", number=entry.number), "slides": _slides(entry, workshop, case, questionnaires)}
            for entry in earlier
        ],
        "status": _status([entry.released for entry in revealed], questionnaires),
    }


def _status(released: Sequence[Mapping[str, Any]], questionnaires: Questionnaires) -> list[Told]:
    """What is said of the questions that were asked."""
    cynefin, attitudes = questionnaires.cynefin, questionnaires.attitudes
    rated = [cynefin.meta.status, cynefin.attribution] if any(entry["challenges"] for entry in released) else []
    seen = [attitudes.meta.status] if any(entry["attitudes"] for entry in released) else []
    return [both(text) for text in (*rated, *seen)]


def _slides(round_: Round, workshop: Workshop, case: Case, questionnaires: Questionnaires) -> list[Json]:
    released, minimum = without_unasked(round_.released, workshop.settings), workshop.settings.min_group
    challenges = _challenges(round_, workshop, case, questionnaires)
    shown = sorted(released["attitudes"], key=lambda entry: -abs(entry["surprise"] or 0))
    attitudes = [attitude_slide(entry, questionnaires, minimum) for entry in shown]
    whole = workshop.settings.parts == "diagnosis" and bool(attitudes)
    return [*challenges, *attitudes, *([_recommendation(released, questionnaires)] if whole else [])]


def _challenges(round_: Round, workshop: Workshop, case: Case, questionnaires: Questionnaires) -> list[Json]:
    """The challenges, those first that divide the room most; what is not shown comes last."""
    by_id = {challenge.id: as_placed_here(workshop, challenge) for challenge in case.challenges}
    names = challenge_names(workshop, case)
    ordered = sorted(round_.released["challenges"], key=lambda one: (not one["shown"], -(one["disagreement"] or 0)))
    return [
        challenge_slide(
            entry,
            names[entry["id"]],
            by_id.get(entry["id"], Challenge(entry["id"], entry["statement"])),
            [text["text"] for text in workshop.texts if text["challenge"] == entry["id"]],
            questionnaires,
            workshop.settings.min_group,
        )
        for entry in ordered
    ]


def _recommendation(released: Mapping[str, Any], content: Questionnaires) -> Json:
    """What the shown results lead to; or why they lead to nothing yet."""
    decision = released["recommendation"]
    weakest = weakest_text(released["weakest"], content) if lowest_apart(released["attitudes"]) else None
    slide = {"id": "recommendation", "kind": "recommendation", "eyebrow": told("recommendation"), "weakest": weakest}
    if decision is None:
        title = told("recommendation_none_title")
        return {**slide, "title": title, "brief": title, "why": told("recommendation_none"), "points": []}
    outcome = content.rules.outcomes[decision["outcome"]]
    collect = decision["outcome"] == COLLECT  # its advice is written for somebody who has answered alone
    return {
        **slide,
        "title": both(outcome.verdict),
        "brief": both(outcome.name),
        "why": told("recommendation_collect") if collect else None,
        "points": [] if collect else _points(decision, released["challenges"], content),
        "basis": None if collect else told("recommendation_basis"),
    }


def _points(
    decision: Mapping[str, Any], challenges: Sequence[Mapping[str, Any]], content: Questionnaires
) -> list[Json]:
    gates, notes = content.circle.gates, content.rules.notes
    points = [
        ("monday_lead", [_monday(decision, challenges, content)]),
        ("conditions_lead", [both(gates[name].name) for name in decision["conditions"]]),
        ("notes_lead", [both(notes[name].text) for name in decision["notes"]]),
    ]
    return [{"lead": told(lead), "items": items} for lead, items in points if items]


def _monday(decision: Mapping[str, Any], challenges: Sequence[Mapping[str, Any]], content: Questionnaires) -> Told:
    """The first step; a challenge is named only by what the room sees of it."""
    unclear = [entry for entry in challenges if entry["shown"] and entry["call"] in UNCLEAR_CALLS]
    divided = max(unclear, key=lambda entry: entry["disagreement"] or 0, default=None)
    statement = divided and divided["statement"]
    return in_each(
        lambda language: monday_step(content, decision["outcome"], language, decision["conditions"], statement)
    )
