"""A challenge after the reveal: where the answers place it, what divides the room, what to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcc_diag.model.case import Challenge
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.view.canvas import both
from lcc_diag.view.workshop.shares import share_chart, share_rows, support_chart
from lcc_diag.view.workshop.telling import Json, Told, counted, people, same, told

OPEN_CALLS = ("contested", "confused")
"""What is best taken apart."""

CLOSE, APART = 0.1, 0.3
"""Disagreement (0 to 1, methods A.5) below which answers lie close together, and from which they lie far apart. Our own
wording: two equal camps that are each fairly sure reach about 0.4, a single dissenter among ten about 0.1."""


def challenge_slide(
    shown: Mapping[str, Any], name: Told, challenge: Challenge, texts: list[str], content: Questionnaires, minimum: int
) -> Json:
    """One challenge, called by its ``name``, as ``lcc_diag.cohort`` released it. Where something is not shown, ``why``
    says so in a sentence."""
    return {
        "id": shown["id"],
        "kind": "challenge",
        "eyebrow": name,
        "title": same(shown["statement"]),
        "brief": _call_name(shown, content) or told("not_shown"),
        "why": why_text(shown, minimum),
        "people": told("answers_from", people=people(shown["n"])) if shown["n"] else None,
        "call": _call(shown, content),
        "agreement": _agreement(shown),
        "support": _support(shown, content),
        "dots": _dots(shown, content),
        "discuss": _discuss(shown, content),
        "others": _others(shown, content),
        "mismatch": _mismatch(shown, content),
        "placement": _placement(shown, challenge, content),
        "decompose": _decompose(shown, content),
        "texts": {"title": told("texts_title"), "items": texts} if texts else None,
    }


def why_text(cell: Mapping[str, Any], minimum: int) -> Told | None:
    """Why something is not shown; ``None`` if it is."""
    return None if cell["shown"] else told(f"why_{cell['why']}", minimum=minimum)


# --- where the answers place it ---------------------------------------------------------------------------------------


def _call_name(shown: Mapping[str, Any], content: Questionnaires) -> Told | None:
    return both(content.cynefin.calls[shown["call"]].name) if shown["shown"] else None


def _call(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    if not shown["shown"]:
        return None
    call = content.cynefin.calls[shown["call"]]
    return {"id": shown["call"], "name": both(call.name), "sentence": both(call.sentence), "advice": both(call.advice)}


def _support(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    return support_chart(content.cynefin.domains, shown["support"], shown["dots"]) if shown["shown"] else None


def _dots(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    """Leaders who agreed to be shown, where there are no bars to show them at."""
    if shown["shown"] or not shown["dots"]:
        return None
    domains = content.cynefin.domains
    places = [(told(f"role_{dot['role']}"), both(domains[dot["top"]].name)) for dot in shown["dots"]]
    return {"note": told("dots_lead"), "items": [told("dot_at", role=role, domain=name) for role, name in places]}


def _agreement(shown: Mapping[str, Any]) -> Told | None:
    """How far the answers differ; of an open call, whether everybody is unsure or sure of different things."""
    if not shown["shown"]:
        return None
    disagreement = shown["disagreement"]
    if shown["call"] == "confused":
        return told("all_unsure" if shown["uncertainty"] > disagreement else "sure_of_different")
    return told("agree_close" if disagreement < CLOSE else "agree_partly" if disagreement < APART else "agree_apart")


def _placement(shown: Mapping[str, Any], challenge: Challenge, content: Questionnaires) -> Json | None:
    """The room's own placement beside the computed one: both stay."""
    own = challenge.placement
    if own is None or own.domain not in content.cynefin.domains:
        return None
    return {
        "title": told("placement_title"),
        "computed_lead": told("placement_computed"),
        "computed": _call_name(shown, content) or told("not_shown"),
        "own_lead": told("placement_own"),
        "own": both(content.cynefin.domains[own.domain].name),
        "reason": own.reason,
    }


def _decompose(shown: Mapping[str, Any], content: Questionnaires) -> Json:
    """Questions that help to find parts; ``first``: this challenge calls for it."""
    questions = [both(question) for question in content.workshop.decompose]
    return {"title": told("decompose_title"), "items": questions, "first": shown["call"] in OPEN_CALLS}


# --- what divides the room --------------------------------------------------------------------------------------------


def _discuss(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    """The questions with the largest spread, and the prompt to talk about exactly these."""
    by_item = {entry["item"]: entry for entry in shown["indicators"]}
    charts = [_indicator(by_item[item], shown["id"], content) for item in shown["discuss"]]
    if not charts:
        return None
    minutes = round(content.workshop.talk_minutes.value)
    prompt = told("discuss_one" if len(charts) == 1 else "discuss_many", minutes=minutes)
    return {"title": told("discuss_title"), "prompt": prompt, "charts": charts}


def _indicator(entry: Mapping[str, Any], challenge: str, content: Questionnaires) -> Json:
    cynefin = content.cynefin
    indicator = cynefin.indicators[entry["item"]]
    names = {option: both(text) for option, text in indicator.options.items()}
    rows = share_rows(names, entry["shares"], both(cynefin.dont_know))
    return share_chart(f"cynefin.{entry['item']}@{challenge}", both(indicator.question), rows)


def _others(shown: Mapping[str, Any], content: Questionnaires) -> Json:
    """Everything else that was asked and may be shown, and how much may not."""
    left = [entry for entry in shown["indicators"] if entry["item"] not in shown["discuss"]]
    charts = [_indicator(entry, shown["id"], content) for entry in left if entry["shown"]]
    hidden = sum(not entry["shown"] for entry in left) + (shown["modes"] is None)
    return {
        "title": told("others_title"),
        "charts": [*charts, *_modes(shown, content)],
        "hidden": counted("some_hidden", hidden) if hidden else None,
    }


def _modes(shown: Mapping[str, Any], content: Questionnaires) -> list[Json]:
    if shown["modes"] is None:
        return []
    modes = {name: both(mode.name) for name, mode in content.cynefin.handling.modes.items()}
    rows = share_rows(modes, shown["modes"], both(content.cynefin.dont_know))
    return [share_chart(f"cynefin.handling@{shown['id']}", told("modes_title"), rows)]


def _mismatch(shown: Mapping[str, Any], content: Questionnaires) -> Json | None:
    found = content.cynefin.mismatches.get(shown["mismatch"] or "")
    return found and {"lead": told("mismatch_lead"), "name": both(found.name), "advice": both(found.advice)}
