"""Values of groups from workshops as rows of the table of answers, for other programs to work with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop.held import Cell, HeldAttitude, HeldRating, HeldRound, HeldWorkshop, workshops_of
from lcc_diag.view.workshop.summary import call_text, cells_of, level_text, say, why_text

GROUP = "group"
"""Stands where answers have the respondent."""

Row = list[Any]


def workshop_rows(found: Findings) -> Iterator[Row]:
    """Rows like those of answers: ``group`` is the respondent; where nothing is shown there is no value."""
    workshops, _ = workshops_of(found.case, found.questionnaires)
    for held in workshops:
        for part in held.rounds:
            day = held.day.isoformat() if held.day else ""
            yield from ([_name(held, part), GROUP, *row, day] for row in _rows(found, part))


def _name(held: HeldWorkshop, part: HeldRound) -> str:
    """``w1.2`` for the second round of the first workshop."""
    return f"w{held.number}.{part.number}"


def _rows(found: Findings, part: HeldRound) -> Iterator[Row]:
    for rating in part.ratings:
        yield from _rating(found, rating)
    for attitude in part.attitudes:
        yield from (_cell(found, attitude, name, cell) for name, cell in cells_of(attitude))


def _rating(found: Findings, rating: HeldRating) -> Iterator[Row]:
    question = say(found, "answer_call", statement=rating.statement)
    yield ["all", rating.id, "cynefin.call", question, rating.call, call_text(found, rating)]
    if rating.disagreement is not None:
        question, text = (
            say(found, "answer_disagreement", statement=rating.statement),
            found.number(rating.disagreement),
        )
        yield ["all", rating.id, "cynefin.disagreement", question, rating.disagreement, text]


def _cell(found: Findings, attitude: HeldAttitude, name: str, cell: Cell) -> Row:
    guess = name == "prediction"
    key, item = ("answer_prediction", "prediction") if guess else ("answer_mean", "attitudes")
    question = say(found, key, name=found.attitude_name(attitude.dimension))
    why = None if cell.why is None else say(found, "hidden_because", why=why_text(found, cell.why))
    role = "leaders" if guess else name
    return [role, "", f"{item}.{attitude.dimension}", question, cell.mean, why or level_text(found, cell)]
