"""Bars of shares with a title, a spoken sentence and the columns of their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.cynefin_questions import DomainText
from lcc_diag.view.canvas import both
from lcc_diag.view.workshop.telling import Json, Told, number, percent, told

TIE = 0.05
"""Shares are given in such steps; what differs less is equal."""


def row(value: str, name: Told, share: float, text: Told, **more: Any) -> Json:
    """A bar: ``share`` of its greatest length, 0 to 1. ``value``: what an own answer is compared with."""
    return {"value": value, "name": name, "share": share, "text": text, **more}


def share_chart(key: str, title: Told, rows: list[Json], **more: Any) -> Json:
    """How answers are spread over options; ``key``: the question, as own answers name it."""
    columns = [told("column_answer"), told("column_share")]
    return {"id": key, "title": title, "rows": rows, "columns": columns, "sentence": _sentence(rows), **more}


def share_rows(names: Mapping[str, Told], shares: Mapping[str, float], dont_know: Told) -> list[Json]:
    """A row per option in their order, then "don't know" if anybody said it."""
    options = {**names, **({DONT_KNOW: dont_know} if shares.get(DONT_KNOW) else {})}
    return [
        row(value, name, shares.get(value, 0.0), percent(shares.get(value, 0.0))) for value, name in options.items()
    ]


def support_chart(domains: Mapping[str, DomainText], support: Mapping[str, float], dots: Iterable[Json]) -> Json:
    """How far the answers support each domain, with what it means in a few words: most people in the room have never
    heard of it. Never a percentage: nothing is "60 % complex". ``dots`` of leaders who agreed to be shown stand at the
    domain that their own answers support most."""
    shown = list(dots)
    rows = [_support_row(name, domain, support.get(name, 0.0), shown) for name, domain in domains.items()]
    first, second = sorted(rows, key=lambda entry: -entry["share"])[:2]
    sentence = told(
        "support_sentence",
        **{"first": first["name"], "first_share": first["text"]},
        **{"second": second["name"], "second_share": second["text"]},
    )
    columns = [told("column_domain"), told("column_support"), *([told("column_dots")] if shown else [])]
    return {
        "id": "support",
        "title": told("support_title"),
        "rows": rows,
        "columns": columns,
        "sentence": sentence,
        "note": told("dots_note") if shown else None,
    }


def _support_row(name: str, domain: DomainText, share: float, dots: list[Json]) -> Json:
    return row(name, both(domain.name), share, number(share, 2), gloss=both(domain.short), dots=_dots_at(name, dots))


def _dots_at(domain: str, dots: list[Json]) -> list[Json]:
    return [{"role": dot["role"], "text": told(f"role_{dot['role']}")} for dot in dots if dot["top"] == domain]


def _sentence(rows: list[Json]) -> Told:
    first, *others = sorted((entry for entry in rows if entry["share"]), key=lambda entry: -entry["share"]) or [None]
    if first is None:
        return told("not_shown")
    if not others:
        return told("shares_sentence", first=first["name"], share=first["text"])
    given = {"first": first["name"], "share": first["text"], "second": others[0]["name"]}
    if first["share"] - others[0]["share"] < TIE / 2:
        return told("shares_sentence_tie", **given)
    return told("shares_sentence_two", **given, second_share=others[0]["text"])
