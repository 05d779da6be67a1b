"""What the room may see of one attitude.

As with challenges, items that the guard refuses are left out first, and scores are means of the items that are left.
Then the scores themselves have to pass the guard; if they do not, the items are not shown either, because both
together would give the scores away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lcc_diag.cohort.cells import cell, refused, with_dots
from lcc_diag.cohort.coarse import shares, tenth
from lcc_diag.cohort.crowd import Crowd, Measure, answer_to, plan_of
from lcc_diag.cohort.guard import of_several
from lcc_diag.cohort.shown import Cell, ItemShares, ShownAttitude, ShownGap, Why
from lcc_diag.model.answers import LEADERS, STAFF
from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.attitudes import Person, person_score
from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.gap import gap_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.workshop import PREDICTION, Parts, Voice

Reasons = Mapping[str, Why | None]
"""Why an item is not shown, ``None`` if it is; in the order of the questionnaire."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a workshop asks about one attitude: the items that make its score, and the ladder or nothing."""

    dimension: str
    items: tuple[str, ...]
    ladder: str | None
    content: Attitudes


@dataclass(frozen=True, slots=True)
class Groups:
    """Whose view is shown: that of ``view`` (the staff, or everybody where ``merged``) and that of the ``leaders``;
    ``None`` where the plan forbids it, and ``why``."""

    view: Crowd | None
    leaders: Crowd | None
    merged: bool = False
    why: Why = "too_few"


@dataclass(frozen=True, slots=True)
class Counted:
    """What the scores of one attitude rest on: the answers to ``items`` of the people in ``view`` and in ``leaders``;
    ``None`` for a group whose scores are not shown, with the reason. ``alike``: the scores of the view did not pass
    the guard though the items did."""

    items: tuple[str, ...]
    view: Crowd | None
    view_why: Why | None
    leaders: Crowd | None
    leaders_why: Why | None
    alike: Why | None


def asked_about(dimension: str, parts: Parts, questionnaires: Questionnaires) -> Asked:
    """The questions of an attitude. In a pulse the one item is the score."""
    content = questionnaires.attitudes
    if parts == "pulse":
        one = replace(content, min_answered=replace(content.min_answered, value=1))
        return Asked(dimension, (questionnaires.workshop.pulse[dimension],), None, one)
    return Asked(dimension, tuple(content.dimensions[dimension].items), f"{dimension}_ladder", content)


def items_of(asked: Iterable[Asked]) -> tuple[str, ...]:
    """The items of these attitudes as they are answered, ladders included."""
    names = (name for one in asked for name in (*one.items, *filter(None, (one.ladder,))))
    return tuple(f"attitudes.{name}" for name in names)


def groups_of(crowd: Crowd) -> Groups:
    """The groups that may be shown of the people who answered about the attitudes, by the plan for their sizes."""
    if crowd.overlaps:
        return Groups(None, None, why="overlap")
    plan = plan_of(crowd)
    view = {"apart": crowd.of(STAFF), "staff": crowd.of(STAFF), "merged": crowd}.get(plan)
    return Groups(view, crowd.of(LEADERS) if plan in ("apart", "leaders") else None, plan == "merged")


def score_of(asked: Asked, items: Sequence[str]) -> Measure:
    """Somebody's score from these items, 1–5, ``None`` with too few answers."""
    attitude = asked.content.dimensions[asked.dimension]
    keys = {item: (f"attitudes.{item}", None) for item in items}

    def score(voice: Voice) -> float | None:
        values = {item: voice.answers[key] for item, key in keys.items() if key in voice.answers}
        return person_score(values, attitude, asked.content)

    return score


def counted(asked: Asked, groups: Groups) -> Counted:
    """The items that make the scores, and the groups that may be shown by these scores.

    Protected leaders have to pass the guard in every item as well. Where that would leave no scores to show, it is
    their view that is dropped, not that of the staff.
    """
    if groups.view is None:
        return _with_leaders(Counted(asked.items, None, groups.why, None, None, None), asked, groups)
    reasons = _reasons(asked.items, groups.view)
    items = _passing(reasons)
    if len(items) < asked.content.min_answered.value:
        hidden = Counted(asked.items, None, of_several(reasons.values()), None, None, None)
        return _with_leaders(hidden, asked, groups)
    alike = groups.view.refused(score_of(asked, items))
    shown = Counted(asked.items if alike else items, None if alike else groups.view, alike, None, None, alike)
    return _with_leaders(shown, asked, groups)


def _with_leaders(rests: Counted, asked: Asked, groups: Groups) -> Counted:
    """What the scores rest on once the leaders are looked at."""
    leaders = groups.leaders
    if leaders is None:
        return replace(rests, leaders_why=groups.why)
    reasons = _reasons(rests.items, leaders) if leaders.protected else dict.fromkeys(rests.items)
    common = _passing(reasons)
    if len(common) < asked.content.min_answered.value:
        return replace(rests, leaders_why=of_several(reasons.values()))
    score = score_of(asked, common)
    why = leaders.refused(score) or (rests.view.refused(score) if rests.view else None)
    return replace(rests, leaders_why=why) if why else replace(rests, items=common, leaders=leaders)


def shown_attitude(asked: Asked, rests: Counted, groups: Groups, crowd: Crowd, predicting: Crowd) -> ShownAttitude:
    """The attitude as the room sees it. ``crowd``: who answered about attitudes; ``predicting``: who predicted."""
    score = score_of(asked, rests.items)
    view = _cell(rests.view, rests.view_why, score, asked.content)
    leaders = _cell(rests.leaders, rests.leaders_why, score, asked.content)
    expected = answer_to(f"{PREDICTION}{asked.dimension}")
    why = predicting.refused(expected)
    prediction = _cell(None if why else predicting, why, expected, asked.content)
    staff = refused(groups.why) if groups.merged else view
    return {
        "dimension": asked.dimension,
        "staff": staff,
        "leaders": with_dots(leaders, crowd.public, score),
        "all": view if groups.merged else None,
        "prediction": with_dots(prediction, predicting.public, expected),
        "counted": list(rests.items) if rests.view or rests.leaders else [],
        "items": [_item(item, rests.alike, groups, asked) for item in asked.items],
        "ladder": None if asked.ladder is None else _item(asked.ladder, None, groups, asked),
        "gap": _gap(asked, rests),
        "surprise": _difference(prediction["mean"], staff["mean"]),
    }


def people_of(asked: Asked, rests: Counted) -> tuple[Person, ...]:
    """The people whose scores are shown."""
    score = score_of(asked, rests.items)
    voices = (*(rests.view.everybody if rests.view else ()), *(rests.leaders.everybody if rests.leaders else ()))
    return tuple(Person(voice.participant.id, voice.participant.role, score(voice), ()) for voice in voices)


def _reasons(items: Iterable[str], crowd: Crowd) -> Reasons:
    return {item: crowd.refused(answer_to(f"attitudes.{item}")) for item in items}


def _passing(reasons: Reasons) -> tuple[str, ...]:
    return tuple(item for item, why in reasons.items() if why is None)


def _cell(crowd: Crowd | None, why: Why | None, measure: Measure, content: Attitudes) -> Cell:
    return refused(why or "too_few") if crowd is None else cell(crowd, measure, content)


def _item(item: str, alike: Why | None, groups: Groups, asked: Asked) -> ItemShares:
    """How the answers of the view to one item are spread."""
    measure = answer_to(f"attitudes.{item}")
    why = groups.why if groups.view is None else groups.view.refused(measure) or alike
    values = [] if why or groups.view is None else groups.view.told(measure)
    return {"item": item, "shown": why is None, "why": why, "shares": shares(values, (*asked.content.scale, DONT_KNOW))}


def _gap(asked: Asked, rests: Counted) -> ShownGap | None:
    """The gap between leaders and staff, where both are shown (methods B.4)."""
    if rests.view is None or rests.leaders is None:
        return None
    gap = gap_of(asked.dimension, people_of(asked, rests), asked.content.gap)
    if gap is None:
        return None
    low, high = tenth(gap.ci_low), tenth(gap.ci_high)
    return {"difference": tenth(gap.difference), "ci_low": low, "ci_high": high, "flagged": gap.flagged}


def _difference(first: float | None, second: float | None) -> float | None:
    """Of two shown means, so that it says nothing new."""
    return None if first is None or second is None else tenth(first - second)
