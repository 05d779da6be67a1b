"""One case per outcome, built from answers, and some that are empty or answered in part."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Placement, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.view.result import result_view
from tests.circle import READY

DAY = date(2026, 3, 12)
AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
HOSTILE = '<img src=x onerror="window.hit=1"> & {count} =1+1 »«'

CULTURE = ("Die Meister planen weiter mit eigenen Listen.", "cccccbcc", "expert_project")
TRIALS = ("Im Büro nutzen alle KI-Assistenten auf ihre Weise.", "cccccbdc", "experiments")
SPINDLE = ("Die Spindeln sollen nach Laufzeit gewartet werden.", "bbbbabba", "expert_project")
INVOICE = ("Die Buchhaltung druckt E-Rechnungen aus.", "aaaababb", "best_practice")
ATTACK = ("Nach einem Angriff stehen Produktion und Versand.", "ddbddddd", "expert_project")
VAGUE = ("Wir müssten etwas mit KI machen.", "-cb--bd-", "drift")
SPLIT = ("Vertrieb und Produktion streiten über Termine.", "bbbbabbb", "expert_project")

LOW = {"owner": 1, "quick_win": 1, "provider": 1, "ai": 1, "automation": 0}
FAIR = dict.fromkeys(LOW, 2)
GOOD = {"growth_mindset": 4, "psychological_safety": 4, "resilience": 4, "authentic_communication": 4}
MIDDLING = dict.fromkeys(GOOD, 3)
WEAK = GOOD | {"growth_mindset": 2, "psychological_safety": 3}
UNSAFE = dict.fromkeys(GOOD, 2) | {"psychological_safety": 1}


def case_of(
    challenges=(),
    attitudes=None,
    execution=None,
    circle=None,
    raters=("md", "leader"),
    attitude_raters=("md",),
    **changes,
):
    """A case in which everybody answers alike; ``attitudes`` are the scores aimed at, whole numbers from 1 to 5."""
    roles = [*raters, *attitude_raters[1:]]
    people = tuple(Respondent(f"r{n}", role) for n, role in enumerate(roles, start=1))
    listed = tuple(
        Challenge(f"c{n}", text, critical=letters.count("d") > 5, topic="erp" if "Listen" in text else None)
        for n, (text, letters, _) in enumerate(challenges, start=1)
    )
    answers = [
        *(
            a
            for n, entry in enumerate(challenges, 1)
            for r in people[: len(raters)]
            for a in _rated(f"c{n}", entry, r.id)
        ),
        *(a for r in (people[0], *people[len(raters) :]) for a in _attitudes(r.id, attitudes or {})),
        *(_answer("r1", f"execution.{name}", level) for name, level in (execution or {}).items()),
        *(_answer("r1", f"circle.{name}", value) for name, value in (circle or {}).items()),
    ]
    return Case(
        **{"organisation": "Muster GmbH", "challenges": listed, "respondents": people, "answers": tuple(answers)}
        | changes
    )


def _answer(person, item, value, challenge=None):
    return Answer("t0", person, item, value, challenge, at=AT)


def _rated(challenge, entry, person):
    _, letters, mode = entry
    for name, letter in zip(load().cynefin.indicators, letters, strict=True):
        yield _answer(person, f"cynefin.{name}", "dk" if letter == "-" else letter, challenge)
    yield _answer(person, "cynefin.handling", mode, challenge)


def _attitudes(person, scores):
    for dimension, score in scores.items():
        content = load().attitudes.dimensions[dimension]
        for item, entry in content.items.items():
            value = score if score == "dk" else 6 - score if entry.reverse else score
            yield _answer(person, f"attitudes.{item}", value)
        yield _answer(person, f"attitudes.{dimension}_ladder", score)


def contested():
    """Two people sure of different things."""
    case = case_of([SPLIT, VAGUE], MIDDLING, LOW, READY)
    other = {"a": "c", "b": "c"}
    turned = (
        Answer(a.round, a.respondent, a.item, other.get(a.value, a.value), a.challenge, at=a.at)
        if a.respondent == "r2" and a.challenge == "c1" and not a.item.endswith("handling")
        else a
        for a in case.answers
    )
    return Case(case.organisation, challenges=case.challenges, respondents=case.respondents, answers=tuple(turned))


OUTCOMES = {
    "stabilise": lambda: case_of([ATTACK, CULTURE], WEAK, LOW, READY),
    "collect": lambda: case_of([CULTURE], {"growth_mindset": 3}, None, None),
    "clarify": contested,
    "prepare": lambda: case_of([CULTURE], MIDDLING, LOW, READY | {"voluntary": "no", "people": 2}),
    "experts": lambda: case_of([SPINDLE, INVOICE], MIDDLING, FAIR, READY),
    "execute_first": lambda: case_of([TRIALS, SPINDLE], GOOD, LOW, READY),
    "maintain": lambda: case_of([TRIALS, SPINDLE], GOOD, FAIR, READY),
    "start_12": lambda: case_of([CULTURE, SPINDLE], MIDDLING, LOW, READY | {"md": "sponsor"}),
    "start_24": lambda: case_of([CULTURE, SPINDLE], WEAK, LOW, READY | {"weeks": 24}),
}
"""A case for every outcome."""


def placed():
    """The group itself puts its challenge elsewhere."""
    case = case_of([CULTURE, SPINDLE], MIDDLING, LOW, READY)
    here = Challenge("c1", CULTURE[0], placement=Placement("complicated", "Wir kennen die Lösung."))
    there = Challenge("c2", SPINDLE[0], placement=Placement("complicated"))
    return Case(case.organisation, challenges=(here, there), respondents=case.respondents, answers=case.answers)


def hostile():
    """Everything a person may type holds markup."""
    placement = Placement("complex", HOSTILE)
    case = case_of([(HOSTILE, *CULTURE[1:])], MIDDLING, LOW, READY, organisation=HOSTILE)
    challenge = Challenge("c1", HOSTILE, placement=placement)
    return Case(HOSTILE, challenges=(challenge,), respondents=case.respondents, answers=case.answers)


PARTIAL = {
    "empty": Case,
    "challenge_only": lambda: case_of([CULTURE], raters=("md",)),
    "unrated": lambda: Case(challenges=(Challenge("c1", "Noch nichts beantwortet."),)),
    "attitudes_only": lambda: case_of((), MIDDLING),
    "execution_only": lambda: case_of((), None, LOW),
    "conditions_only": lambda: case_of((), None, None, READY),
    "all_dont_know": lambda: case_of(
        [("Alles offen.", "--------", "dk")],
        dict.fromkeys(GOOD, "dk"),
        dict.fromkeys(LOW, "dk"),
        dict.fromkeys(READY, "dk"),
    ),
    "unsafe": lambda: case_of([CULTURE], UNSAFE, LOW, READY),
    "high_without_evidence": lambda: case_of([TRIALS], GOOD, dict.fromkeys(LOW, 4) | {"provider": "na"}, READY),
    "staff": lambda: case_of(
        [CULTURE], MIDDLING, LOW, READY, raters=("md", "leader"), attitude_raters=("md", *["staff"] * 6)
    ),
    "few_staff": lambda: case_of(
        [CULTURE], MIDDLING, LOW, READY, raters=("md", *["staff"] * 3), attitude_raters=("md", "staff", "staff")
    ),
    "drift": lambda: case_of([(*TRIALS[:2], "drift")], GOOD, FAIR, READY),
    "cliff": lambda: case_of([(INVOICE[0], "aaaacaaa", "best_practice")], MIDDLING, FAIR, READY),
    "placed": placed,
    "hostile": hostile,
}
"""Cases that leave something out, or hold something unusual."""

CASES = OUTCOMES | PARTIAL


def diagnosed(case):
    return diagnose(case, load(), DAY)


def view_of(name, language="de"):
    """The view of a case by its name."""
    case = CASES[name]()
    return result_view(case, diagnosed(case), load(), language)
