"""The largest and oddest case there may be: 6 challenges, 200 people, texts of 10,000 characters in many scripts."""

from __future__ import annotations

from dataclasses import replace

from lcc_diag.model.case import Answer, Challenge, Placement
from tests.circle import READY
from tests.view.cases import AT, CULTURE, LOW, WEAK, case_of

LONG = "Maß & »Quote« \"zwei\" 'eins' \\ / <b>fett</b> =1+1 漢字かな😀 שלום مرحبا \x00\x0b\ud800 {count} " * 110
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1:A9)", "-2+3", "https://example.org", "\t=1", "mailto:a@example.org")
STATEMENTS = [
    f"{number} " + ("Überlängenbezeichnung wird hier auf einhundertvierzig Zeichen " * 3)[:138]
    for number in range(1, 7)
]


def monstrous():
    """Six challenges, 200 raters, and free texts that no program likes."""
    people = ("md", "md", *["leader"] * 48, *["staff"] * 150)
    entries = [(text, CULTURE[1], mode) for text, mode in zip(STATEMENTS, ["expert_project", "drift"] * 3, strict=True)]
    case = case_of(entries, WEAK, LOW, READY | {"weeks": 24}, people[:50], people[:50] + people[50:])
    challenges = tuple(Challenge(c.id, c.statement, placement=Placement("clear", LONG[:400])) for c in case.challenges)
    return replace(case, organisation=LONG[:300], challenges=challenges, answers=(*case.answers, *_texts()))


def _texts():
    yield from (Answer("t0", "r1", "cynefin.anecdote", LONG, f"c{n}", at=AT) for n in range(1, 7))
    for number, text in enumerate((LONG, *FORMULAS[:4]), start=1):
        evidence = {"person": FORMULAS[number % len(FORMULAS)], "due": f"2026-12-{number:02d}"}
        yield Answer("t0", "r1", f"plan.step_{number}", text, evidence=evidence, at=AT)
    for number, text in enumerate([*FORMULAS, LONG], start=1):
        yield Answer("t0", "r1", f"plan.person_{number}", text, evidence={"asked": "alone"}, at=AT)
        yield Answer("t0", "r1", f"plan.quick_win_{number}", text, evidence={"noticed_by": LONG}, at=AT)
