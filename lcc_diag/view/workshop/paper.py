"""The paper form of a workshop: what is asked, with a code per item, and a filled-in sheet as answers.

Whoever enters a sheet types the sign that was crossed beside each code. Letters stand for descriptions, so that nobody
takes them for marks from good to bad; digits are taken for them too, since a number pad is faster. ``0`` is don't know
everywhere, and what was left empty stays unanswered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from lcc_diag.model.case import DONT_KNOW, Role
from lcc_diag.model.items import check_text
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import (
    ANECDOTE,
    ASKING,
    MAX_ANECDOTE_LENGTH,
    PREDICTION,
    Entry,
    Key,
    Workshop,
    asked,
    phases_of,
)

Value = str | int

DONT_KNOW_SIGN = "0"
LADDER = "_ladder"
_HANDLING = "cynefin.handling"
ATTITUDES = "attitudes."
_PARTS = {"S": 0, "C": 1, "A": 2, "L": 2, "P": 3}
"""Order of the parts of a sheet, by the first letter of their codes."""


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One line of the sheet. ``keys``: what may be typed for it, first the sign that is printed; none for a story."""

    code: str
    item: str
    challenge: str | None
    keys: Mapping[str, Value]

    @property
    def key(self) -> Key:
        """What it asks."""
        return self.item, self.challenge

    @property
    def is_text(self) -> bool:
        """Whether something is written instead of crossed."""
        return self.item == ANECDOTE

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that are printed, don't know last."""
        printed: dict[Value, str] = {}
        for sign, value in self.keys.items():
            printed.setdefault(value, sign)
        return tuple(printed.values())


# --- what is on the sheet ---------------------------------------------------------------------------------------


def paper_items(workshop: Workshop, role: Role, questionnaires: Questionnaires) -> tuple[PaperItem, ...]:
    """Everything the current round asks people of this role, in the order in which it stands on paper.

    Codes are unique on a sheet: ``S1`` story, ``C2-3`` challenge 2 question 3, ``A12`` statement on attitudes, ``L4``
    overall impression, ``P1`` prediction.
    """
    phases = [phase for phase in phases_of(workshop) if phase in ASKING]
    keys = [key for phase in phases for key in asked(workshop, phase, role, questionnaires)]
    codes = _codes(keys, workshop.round.challenges)
    items = (PaperItem(codes[key], *key, _typed(key[0], questionnaires)) for key in keys)
    return tuple(sorted(items, key=_place))


def _codes(keys: Iterable[Key], challenges: tuple[str, ...]) -> dict[Key, str]:
    codes: dict[Key, str] = {}
    counts: dict[str, int] = {}
    for item, challenge in keys:
        mark = _mark(item) + (str(challenges.index(challenge) + 1) if challenge else "")
        counts[mark] = counts.get(mark, 0) + 1
        codes[item, challenge] = mark if item == ANECDOTE else f"{mark}{'-' if challenge else ''}{counts[mark]}"
    return codes


def _mark(item: str) -> str:
    if item == ANECDOTE:
        return "S"
    if item.startswith(PREDICTION):
        return "P"
    return "C" if not item.startswith(ATTITUDES) else "L" if item.endswith(LADDER) else "A"


def _place(item: PaperItem) -> tuple[int, int]:
    """Stories first, then challenges question by question, since their options are printed once for all challenges."""
    mark, _, question = item.code.partition("-")
    return _PARTS[mark[0]], int(question or 0)


def _typed(item: str, questionnaires: Questionnaires) -> dict[str, Value]:
    """What may be typed for an item, by sign."""
    if item == ANECDOTE:
        return {}
    attitudes, cynefin = questionnaires.attitudes, questionnaires.cynefin
    name = item.partition(".")[2]
    if item == _HANDLING:
        return _lettered(cynefin.handling.modes)
    if item.startswith("cynefin."):
        return _lettered(cynefin.indicators[name].options)
    steps = attitudes.dimensions[name.removesuffix(LADDER)].ladder if name.endswith(LADDER) else attitudes.scale
    return {str(step): step for step in steps} | {DONT_KNOW_SIGN: DONT_KNOW}


def _lettered(choices: Iterable[str]) -> dict[str, Value]:
    """Letters in the order of the choices, then the same as digits."""
    listed_choices = list(choices)
    letters = dict(zip(ascii_lowercase, listed_choices, strict=False))
    digits = {str(number): choice for number, choice in enumerate(listed_choices, start=1)}
    return letters | {DONT_KNOW_SIGN: DONT_KNOW} | digits


# --- a sheet that was filled in ---------------------------------------------------------------------------------


def read_sheet(
    items: Iterable[PaperItem], typed: Mapping[str, str], round_number: int, sheet: str
) -> tuple[Entry, ...]:
    """The answers of one sheet, from what was typed for each code; empty ones are left out.

    ``sheet``: a name for it that no other sheet of the participant has: entered twice, it counts once. Capitals and
    spaces around a code or a sign do not matter. ``InputError`` with all codes and signs that are not on the sheet.
    """
    by_code = {item.code: item for item in items}
    entries, problems = [], []
    for code, text in typed.items():
        name, sign = code.strip().upper(), text.strip()
        item = by_code.get(name)
        problem = _problem(item, name, sign)
        if problem:
            problems.append(problem)
        elif sign and item:
            value = sign if item.is_text else item.keys[sign.lower()]
            entries.append(Entry(round_number, item.item, item.challenge, value, f"{sheet}-{name}"))
    if problems:
        raise InputError(*problems)
    return tuple(entries)


def _problem(item: PaperItem | None, code: str, sign: str) -> Problem | None:
    if item is None:
        return Problem("paper_code_unknown", {"code": code[:20]})
    if item.is_text:
        found = check_text(sign, MAX_ANECDOTE_LENGTH)
        return found and Problem(found.code, found.values, path=item.code)
    if sign and sign.lower() not in item.keys:
        return Problem("paper_sign_unknown", {"code": item.code, "sign": sign[:20], "allowed": " ".join(item.signs)})
    return None


def typed_sheet(items: Iterable[PaperItem], answers: Mapping[Key, Value]) -> dict[str, str]:
    """The other way round: what one would have typed for these answers, by code; what is not answered is missing."""
    return {
        item.code: answers[item.key] if item.is_text else _sign(item, answers[item.key])
        for item in items
        if item.key in answers
    }


def _sign(item: PaperItem, value: Value) -> str:
    return next(sign for sign, meant in item.keys.items() if meant == value and type(meant) is type(value))
