"""A case with as much of everything as can be entered, and with texts nobody should trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Placement, Respondent
from lcc_diag.store.example import example_case
from tests.report.sample import HOSTILE

LEADERS, STAFF = 60, 139
LETTERS = "aabbccccdd"
MODES = ("expert_project", "best_practice", "experiments", "drift")


def crowded() -> Case:
    """Six challenges, two hundred raters who do not agree, a full plan, and hostile text wherever text may be."""
    content = load()
    longest = content.cynefin.statement_max_length
    statements = [f"=1+1 {number} {HOSTILE} {'x' * longest}"[:longest] for number in range(1, 7)]
    people = [Respondent("r1", "md"), *(Respondent(f"r{n}", "leader") for n in range(2, 2 + LEADERS))]
    people += [Respondent(f"r{n}", "staff") for n in range(2 + LEADERS, 2 + LEADERS + STAFF)]
    example = example_case("de", content)
    return replace(
        example,
        organisation=f"{HOSTILE}{'ß' * 200}"[:200],
        example=False,
        challenges=tuple(
            Challenge(f"c{n}", text, placement=Placement("clear", HOSTILE))
            for n, text in enumerate(statements, start=1)
        ),
        respondents=tuple(people),
        answers=(*_ratings(people), *_given(example)),
    )


def _ratings(people: list[Respondent]) -> Iterator[Answer]:
    content = load()
    for place, person in enumerate(people):
        if person.role != "staff":
            for challenge in range(1, 7):
                for number, name in enumerate(content.cynefin.indicators):
                    letter = LETTERS[(place * 7 + challenge * 3 + number) % len(LETTERS)]
                    yield Answer("t0", person.id, f"cynefin.{name}", letter, f"c{challenge}")
                yield Answer("t0", person.id, "cynefin.handling", MODES[(place + challenge) % 4], f"c{challenge}")
        for dimension, entry in content.attitudes.dimensions.items():
            for number, item in enumerate(entry.items):
                yield Answer("t0", person.id, f"attitudes.{item}", 1 + (place * 3 + number * 2) % 5)
            yield Answer("t0", person.id, f"attitudes.{dimension}_ladder", 1 + place % 5)


def _given(example: Case) -> Iterator[Answer]:
    """What the example's managing director says about execution, circle, plan and costs, every free text hostile."""
    for answer in example.answers:
        part, _, name = answer.item.partition(".")
        if part in ("execution", "circle", "costs"):
            yield replace(answer, respondent="r1")
        elif part == "plan":
            free = name.startswith(("step_", "quick_win_", "person_"))
            yield replace(answer, respondent="r1", value=HOSTILE[:80] if free else answer.value)
