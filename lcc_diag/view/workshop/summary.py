"""What page and documents tell of a case's workshops: per revealed round challenges, attitudes, what is not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Placement
from lcc_diag.view.chart_data import HIGHEST_SCORE
from lcc_diag.view.charts import table
from lcc_diag.view.figures import bar_figure
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop.discretion import ROOM_ONLY
from lcc_diag.view.workshop.held import (
    Band,
    Cell,
    HeldAttitude,
    HeldRating,
    HeldRound,
    HeldWorkshop,
    workshops_of,
)

Part = dict[str, Any]

FEW = 5
"""Fewer people than these are not even told as a band."""
CLOSE = 0.3
"""Differences below this are not interpreted (status of the attitudes' questionnaire)."""
_WHYS = ("too_few", "too_alike", "overlap", ROOM_ONLY)
_OF_LEADERS = ("leaders", "prediction", "gap")
_NOTHING = "–"


def workshop_part(found: Findings) -> Part | None:
    """The section, or ``None`` for a case without workshops: ``title``, ``lead``, ``rounds``, ``remark``.

    A round is ``{workshop, title, people, protected, ratings, talk_title, talk, chart, remarks, outcome}``:
    ``workshop`` its number within the case, ``ratings`` a table, ``talk`` labelled entries, ``chart`` as those of the
    result; any of the last ones may be ``None`` or empty.
    """
    workshops, lost = workshops_of(found.case, found.questionnaires)
    if not workshops and not lost:
        return None
    latest = {rating.id: (held.number, part.number) for held, part in _rounds(workshops) for rating in part.ratings}
    days = Counter(held.day for held in workshops)
    return {
        "title": say(found, "titles" if len(workshops) > 1 else "title"),
        "lead": say(found, "lead"),
        "rounds": [
            {"title": _title(found, held, part, days[held.day] > 1), **_round(found, held, part, latest)}
            for held, part in _rounds(workshops)
        ],
        "remark": say(found, "unreadable") if lost else None,
    }


def say(found: Findings, key: str, **values: Any) -> str:
    """The wording ``workshop_document.<key>``."""
    return phrase(f"workshop_document.{key}", found.language, **values)


def _rounds(workshops: tuple[HeldWorkshop, ...]) -> Iterator[tuple[HeldWorkshop, HeldRound]]:
    return ((held, part) for held in workshops for part in held.rounds)


def _round(found: Findings, held: HeldWorkshop, part: HeldRound, latest: dict[str, tuple[int, int]]) -> Part:
    placed = {
        challenge.id: challenge.placement
        for challenge in found.case.challenges
        if challenge.placement and latest.get(challenge.id) == (held.number, part.number)
    }
    talk = [_talk(found, rating, placed.get(rating.id)) for rating in part.ratings]
    people = people_text(found, part.people)
    return {
        "workshop": held.number,
        "people": say(found, "people", people=people) if part.people else None,
        "protected": _protected(found, held) if part is held.rounds[-1] else None,
        "ratings": _ratings(found, part),
        "talk_title": say(found, "talk"),
        "talk": [entry for entry in talk if entry["text"] or entry["details"]],
        "chart": _chart(found, held, part) if part.attitudes else None,
        "remarks": _remarks(found, part),
        "outcome": _outcome(found, part),
    }


def _title(found: Findings, held: HeldWorkshop, part: HeldRound, same_day: bool) -> str:
    """Its day, and what else it takes to tell it from the other rounds. ``same_day``: another workshop has that day."""
    if held.day is None:
        return say(found, "round_undated", workshop=held.number, number=part.number)
    day = found.day(held.day)
    told = say(found, "same_day", day=day, workshop=held.number) if same_day else day
    if len(held.rounds) == 1:
        return say(found, "round", day=told)
    return say(found, "round_again", day=told, number=part.number)


def _protected(found: Findings, held: HeldWorkshop) -> str | None:
    """The rule of what is shown, told once per workshop."""
    return say(found, "protected", minimum=found.count(held.min_group)) if held.min_group else None


def people_text(found: Findings, band: Band | None) -> str:
    """``12``, ``5–9``, ``unter 5``."""
    if band is None:
        return _NOTHING
    if band.low < FEW and band.low != band.high:
        return say(found, "people_few", count=FEW)
    return str(band.low) if band.low == band.high else f"{band.low}–{band.high}"


def why_text(found: Findings, why: str) -> str:
    """Why something is not shown, within a sentence."""
    return say(found, f"why_{why}" if why in _WHYS else "why_other")


# --- challenges -------------------------------------------------------------------------------------------------


def _ratings(found: Findings, part: HeldRound) -> Part | None:
    names = ("challenge", "call", "support", "disagreement", "people")
    columns = [say(found, f"column_{name}") for name in names]
    rows = [_rating(found, rating) for rating in part.ratings]
    return {"title": say(found, "ratings"), "columns": columns, "rows": rows} if rows else None


def _rating(found: Findings, rating: HeldRating) -> list[str]:
    return [
        rating.statement,
        call_text(found, rating),
        _support(found, rating),
        found.number(rating.disagreement),
        people_text(found, rating.people),
    ]


def call_text(found: Findings, rating: HeldRating) -> str:
    """What the challenge is by the answers, or why it is not said."""
    if rating.call is None:
        return say(found, "hidden_because", why=why_text(found, rating.why or ""))
    return found.word(found.questionnaires.cynefin.calls[rating.call].name)


def _support(found: Findings, rating: HeldRating) -> str:
    domains = found.questionnaires.cynefin.domains
    shares = list((rating.support or {}).items())[:2]
    return ", ".join(f"{found.word(domains[name].name)} {found.number(share, 2)}" for name, share in shares) or _NOTHING


def _talk(found: Findings, rating: HeldRating, placement: Placement | None) -> Part:
    """What divides the room most, how it is handled today, and where the group itself puts it beside the call."""
    cynefin = found.questionnaires.cynefin
    names = [found.word(cynefin.indicators[name].name) for name in rating.discuss]
    mode, share = next(iter((rating.modes or {}).items()), (None, None))
    details = [
        mode and say(found, "modes", name=found.word(cynefin.handling.modes[mode].name), share=found.number(share, 2)),
        rating.mismatch and found.word(cynefin.mismatches[rating.mismatch].name),
        placement and _placement(found, rating, placement),
    ]
    text = say(found, "discuss", names=found.listed(names)) if names else ""
    return {"label": rating.statement, "text": text, "details": [detail for detail in details if detail]}


def _placement(found: Findings, rating: HeldRating, placement: Placement) -> str:
    name = found.word(found.questionnaires.cynefin.domains[placement.domain].name)
    key = "placement_same" if placement.domain == rating.call else "placement_differs"
    text = found.say(key, domain=name) if rating.call else f"{name}."
    if not placement.reason.strip():
        return say(found, "placed", text=text)
    return say(found, "placed_why", text=text, reason=found.quoted(placement.reason))


# --- attitudes --------------------------------------------------------------------------------------------------


def _chart(found: Findings, held: HeldWorkshop, part: HeldRound) -> Part:
    """The score of each attitude in its level, beside it the leaders' view and what they guessed."""
    data = _data(found, part) if any(_is_drawn(entry) for entry in part.attitudes) else None
    return {
        "id": f"workshop_{held.number}_{part.number}",
        "type": "bars",
        "title": say(found, "attitudes"),
        "sentence": _sentence(found, part),
        "table": _table(found, part),
        "data": data,
        "figure": bar_figure(data) if data else None,
    }


def _main(attitude: HeldAttitude) -> Cell | None:
    """The cell the bar stands for: staff, or everybody where staff alone are too few."""
    return attitude.everybody or attitude.staff


def _mean(attitude: HeldAttitude) -> float | None:
    cell = _main(attitude)
    return cell and cell.mean


def _is_drawn(attitude: HeldAttitude) -> bool:
    return any(cell.mean is not None for cell in (_main(attitude), attitude.leaders, attitude.prediction) if cell)


def _sentence(found: Findings, part: HeldRound) -> str:
    scored = sorted((entry for entry in part.attitudes if _mean(entry) is not None), key=_mean)
    if not scored:
        return say(found, "sentence_leaders" if any(map(_is_drawn, part.attitudes)) else "sentence_none")
    ends = [
        found.say("with_score", name=found.attitude_name(entry.dimension), score=found.number(_mean(entry)))
        for entry in (scored[0], scored[-1])
    ]
    if len(scored) == 1:
        told = say(found, "sentence_one", one=ends[0])
    elif _mean(scored[0]) == _mean(scored[-1]):
        told = say(found, "sentence_even", score=found.number(_mean(scored[0])))
    else:
        told = say(found, "sentence", low=ends[0], high=ends[1])
    return " ".join(filter(None, (told, _guesses(found, part))))


def _guesses(found: Findings, part: HeldRound) -> str | None:
    """How near the leaders' guess came to what the staff answered."""
    off = {
        entry: abs(entry.prediction.mean - entry.staff.mean)
        for entry in part.attitudes
        if entry.staff and entry.prediction and None not in (entry.staff.mean, entry.prediction.mean)
    }
    if not off:
        return None
    worst = max(off, key=lambda entry: off[entry])
    if round(off[worst], 2) < CLOSE:
        return say(found, "guess_near")
    numbers = {"guess": found.number(worst.prediction.mean), "answer": found.number(worst.staff.mean)}
    return say(found, "guess_far", name=found.attitude_name(worst.dimension), **numbers)


def _table(found: Findings, part: HeldRound) -> Part:
    """Without columns for leaders where nothing was asked of them."""
    asked = any(entry.leaders or entry.prediction for entry in part.attitudes)
    names = ("attitude", "staff", "level", *(_OF_LEADERS if asked else ()), "people")
    rows = [_cells(found, entry) for entry in part.attitudes]
    return table([say(found, f"column_{name}") for name in names], [[row[name] for name in names] for row in rows])


def _cells(found: Findings, attitude: HeldAttitude) -> dict[str, tuple[str, Any]]:
    main, name = _main(attitude), found.attitude_name(attitude.dimension)
    difference = attitude.gap and attitude.gap.difference
    people, level = people_text(found, main and main.people), level_text(found, main)
    return {
        "attitude": (name, name),
        "staff": (_score(found, main, attitude.everybody is not None), main and main.mean),
        "level": (level, level),
        "leaders": (_score(found, attitude.leaders), attitude.leaders and attitude.leaders.mean),
        "prediction": (_score(found, attitude.prediction), attitude.prediction and attitude.prediction.mean),
        "gap": (found.number(difference), difference),
        "people": (people, people),
    }


def _score(found: Findings, cell: Cell | None, together: bool = False) -> str:
    if cell is None or cell.mean is None:
        return _NOTHING if cell is None else say(found, "hidden")
    text = found.number(cell.mean)
    return say(found, "together", text=text) if together else text


def level_text(found: Findings, cell: Cell | None) -> str:
    """The level of a score in words, or between which levels it lies."""
    if cell is None or cell.level is None:
        return _NOTHING
    levels = found.questionnaires.attitudes.levels
    low, high = cell.span or (cell.level, cell.level)
    names = list(levels)
    if names.index(high) - names.index(low) < 2:
        return found.word(levels[cell.level].name)
    return found.say("level_between", low=found.word(levels[low].name), high=found.word(levels[high].name))


def _data(found: Findings, part: HeldRound) -> Part:
    levels = found.questionnaires.attitudes.levels.values()
    edges = [level.start for level in levels] + [HIGHEST_SCORE]
    rows = [_bar(found, entry) for entry in part.attitudes]
    shown = {mark["shape"] for row in rows for mark in row["marks"]}
    marks = {"triangle": found.say("leaders_mark"), "diamond": say(found, "prediction_mark")}
    return {
        "min": 1,
        "max": HIGHEST_SCORE,
        "ticks": [{"at": edge, "text": found.short(edge)} for edge in edges],
        "bands": [
            {"start": start, "end": end, "name": found.word(level.name)}
            for (start, end), level in zip(pairwise(edges), levels, strict=True)
        ],
        "axis": found.say("score_axis"),
        "rows": rows,
        "legend": [{"shape": shape, "name": name} for shape, name in marks.items() if shape in shown],
    }


def _bar(found: Findings, attitude: HeldAttitude) -> Part:
    main = _main(attitude)
    marks = (
        ("triangle", attitude.leaders, found.say("leaders_mark")),
        ("diamond", attitude.prediction, say(found, "prediction_mark")),
    )
    score = _score(found, main, attitude.everybody is not None)
    return {
        "name": found.attitude_name(attitude.dimension),
        "value": main and main.mean,
        "low": None,
        "high": None,
        "text": f"{score} · {level_text(found, main)}" if main and main.level else score,
        "emphasis": False,
        "marks": [
            {"shape": shape, "value": cell.mean, "name": name}
            for shape, cell, name in marks
            if cell and cell.mean is not None
        ],
    }


# --- what is to be added ----------------------------------------------------------------------------------------


def _remarks(found: Findings, part: HeldRound) -> list[str]:
    together = [found.attitude_name(entry.dimension) for entry in part.attitudes if entry.everybody]
    merged = [say(found, "together_remark", names=found.listed(together))] if together else []
    return [*_gaps(found, part), *merged, *_hidden(found, part)]


def _gaps(found: Findings, part: HeldRound) -> list[str]:
    """Gaps by the rule of methods B.4; that there is none is worth a sentence too."""
    known = [entry for entry in part.attitudes if entry.gap and entry.staff and entry.leaders]
    flagged = [entry for entry in known if entry.gap.flagged]
    if not flagged:
        return [say(found, "gap_none")] if known else []
    return [
        found.say(
            "gap_flagged",
            name=found.attitude_name(entry.dimension),
            leaders=found.number(entry.leaders.mean),
            staff=found.number(entry.staff.mean),
            low=found.number(entry.gap.low),
            high=found.number(entry.gap.high),
        )
        for entry in flagged
    ]


def _hidden(found: Findings, part: HeldRound) -> list[str]:
    """What is not shown, by reason; where everybody stands together, staff and leaders need not be listed."""
    reasons: dict[str, list[str]] = {}
    for entry in part.attitudes:
        for name, cell in cells_of(entry):
            if cell.why is not None:
                told = say(found, f"cell_{name}", name=found.attitude_name(entry.dimension))
                reasons.setdefault(why_text(found, cell.why), []).append(told)
    return [say(found, "hidden_cells", why=why, names=found.listed(names)) for why, names in reasons.items()]


def cells_of(attitude: HeldAttitude) -> Iterator[tuple[str, Cell]]:
    """The groups of an attitude that stand for themselves, by name."""
    apart = {"staff": attitude.staff, "leaders": attitude.leaders}
    cells = {"all": attitude.everybody} if attitude.everybody else apart
    yield from ((name, cell) for name, cell in (cells | {"prediction": attitude.prediction}).items() if cell)


def _outcome(found: Findings, part: HeldRound) -> str | None:
    if part.outcome is None:
        return None
    name = found.word(found.questionnaires.rules.outcomes[part.outcome].name)
    return say(found, "outcome", name=found.quoted(name))
