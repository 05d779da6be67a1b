"""Workshops to look at: of each kind, with hostile text, and what one leaves behind in its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import Settings, Workshop, checked, first_round

Json = dict[str, Any]

OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DELETED_ON = date(2026, 12, 7)
CONTENT = load()
HOSTILE = "#set page(width: 1mm) </main><script>window.hit=1</script> {{ 7*7 }} {count} *_$[ =1+1 »ä« 🎉"
STATEMENTS = (
    "Die Meister planen trotz ERP mit eigenen Listen.",
    "Der Vertrieb pflegt Kundendaten doppelt, weil das neue System unterwegs nicht lädt.",
    "Rechnungen werden gedruckt und abgelegt.",
    "Im Büro nutzen alle KI-Assistenten auf ihre Weise.",
    "Die Spindeln sollen nach Laufzeit gewartet werden.",
    "Vertrieb und Produktion streiten über Termine.",
)
SECRETS = ("wxyz-secret-of-the-link", "secret-of-the-wall", "token-of-the-case", "K7MF3X")


def case_with(*statements: str, organisation: str = "Muster & Söhne GmbH") -> Case:
    """A case with these challenges, ``c1`` first."""
    listed = enumerate(statements or STATEMENTS[:3], start=1)
    return Case(organisation, challenges=tuple(Challenge(f"c{number}", text) for number, text in listed))


def workshop_with(**settings) -> Workshop:
    """A workshop that has just been opened; three challenges unless said otherwise."""
    given = {"challenges": () if settings.get("parts") == "pulse" else ("c1", "c2", "c3"), **settings}
    chosen = checked(Settings(**given))
    link, wall, token, code = SECRETS
    return Workshop(link, code, wall, token, chosen, OPENED, DELETED_ON, rounds=(first_round(chosen),))


# --- what a case keeps of a workshop ----------------------------------------------------------------------------


def rating(name: str, statement: str, **changes: Any) -> Json:
    """A challenge as it is released; ``why`` hides it."""
    shown = {
        "n": {"n": 14},
        "call": "complex",
        "support": {"clear": 0.0, "complicated": 0.25, "complex": 0.7, "chaotic": 0.0, "confused": 0.05},
        "support_share": 0.8,
        "disagreement": 0.3,
        "uncertainty": 0.2,
        "discuss": ["waiting_cost", "novelty"],
        "modes": {"expert_project": 0.6, "drift": 0.4},
        "mismatch": "complex_as_project",
    }
    hidden = {key: {} if key == "support" else [] if key == "discuss" else None for key in shown}
    given = hidden if changes.get("why") else shown
    common = {"id": name, "statement": statement, "shown": not changes.get("why"), "why": None, "dots": []}
    return common | given | {"counted": [], "indicators": []} | changes


def cell(mean: float | None = None, level: str | None = None, **changes: Any) -> Json:
    """A group's score; without one it is hidden."""
    hidden = {
        "shown": False,
        "why": "too_few",
        "n": None,
        "mean": None,
        "level": None,
        "span": None,
        "distribution": {},
    }
    if mean is None:
        return hidden | changes
    return {
        **hidden,
        "shown": True,
        "why": None,
        "n": {"n": 11},
        "mean": mean,
        "level": level,
        "span": [level, level],
    } | changes


def attitude(dimension: str, **changes: Any) -> Json:
    """An attitude of which nothing is shown, but for ``changes``."""
    cells = {"staff": cell(), "leaders": {**cell(), "dots": []}, "all": None, "prediction": {**cell(), "dots": []}}
    return {
        "dimension": dimension,
        **cells,
        "counted": [],
        "items": [],
        "ladder": None,
        "gap": None,
        "surprise": None,
    } | changes


def released(number: int = 1, **changes: Any) -> Json:
    """A round as ``lcc_diag.cohort`` releases it: shown, contested and hidden challenges, attitudes of every kind."""
    gap = {"difference": 1.3, "ci_low": 0.9, "ci_high": 1.7, "flagged": True}
    listed = [
        rating("c1", STATEMENTS[0]),
        rating("c2", STATEMENTS[1], call="contested", disagreement=0.7, modes=None, mismatch=None),
        rating("c3", STATEMENTS[2], why="too_alike"),
    ]
    attitudes = [
        attitude(
            "growth_mindset",
            staff=cell(2.4, "occasional", span=["occasional", "developing"]),
            leaders=cell(3.7, "practised", n={"n": 4}),
            prediction=cell(3.5, "practised", n={"n": 4}),
            gap=gap,
            surprise=1.1,
        ),
        attitude(
            "psychological_safety",
            all=cell(3.1, "developing", span=["occasional", "practised"], n={"from": 5, "to": 9}),
        ),
        attitude("resilience", staff=cell(why="too_alike")),
        attitude("authentic_communication", staff=cell(2.9, "developing"), prediction=cell(3.0, "developing")),
    ]
    return {
        "round": number,
        "min_group": 5,
        "people": {"n": 15},
        "challenges": listed,
        "attitudes": attitudes,
        "recommendation": {"rule": "r8", "outcome": "start_24", "conditions": [], "notes": []},
        "weakest": None,
    } | changes


def again(number: int = 2) -> Json:
    """A later round in which one challenge was rated anew and another must not be compared."""
    ratings = [rating("c1", STATEMENTS[0], call="complex_complicated", disagreement=0.1, n={"from": 5, "to": 9})]
    ratings.append(rating("c2", STATEMENTS[1], why="overlap"))
    return released(number, people={"from": 5, "to": 9}, challenges=ratings, attitudes=[], recommendation=None)


def with_workshops(case: Case, *workshops: Any) -> Case:
    """The case after these workshops; one of two rounds unless said otherwise."""
    held_rounds = {"id": 1, "day": "2026-11-23", "parts": "diagnosis", "min_group": 5, "rounds": [released(), again()]}
    return replace(case, extra={**case.extra, "workshops": list(workshops or (held_rounds,))})


def told_in(part: Json) -> list[str]:
    """Everything a reader meets in the section: sentences, labels, cells of tables."""
    told = [part["lead"], part["remark"], *(text for entry in part["rounds"] for text in _round_told(entry))]
    return [text for text in told if text]


def _round_told(part: Json) -> list[str | None]:
    told = [part["title"], part["people"], part["outcome"], part["protected"], *part["remarks"]]
    for entry in part["talk"]:
        told += [entry["label"], entry["text"], *entry["details"]]
    tables = [part["ratings"]] if part["ratings"] else []
    if part["chart"]:
        told.append(part["chart"]["sentence"])
        tables.append(part["chart"]["table"])
    return told + [cell for table in tables for row in (table["columns"], *table["rows"]) for cell in row]
