"""Steps with a name and a date, quick wins, the review. Not a judgement of anybody: it only says what is still open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lcc_diag.model.features import settings_of
from lcc_diag.model.plan import Agreed, QuickWin, Step
from lcc_diag.view.chapters import link
from lcc_diag.view.date_remarks import review_remark, step_remark
from lcc_diag.view.days import long_day
from lcc_diag.view.findings import Findings, counting, saying
from lcc_diag.view.planned import agreed_in
from lcc_diag.view.review_day import working_day
from lcc_diag.view.suggestions import suggestions

_say = saying("plan")
_counted = counting("plan")


def plan(found: Findings) -> dict[str, Any] | None:
    """The section; it is there from the beginning, because it says when the report is complete."""
    agreed = agreed_in(found)
    return {
        "title": _say(found, "title"),
        "lead": _lead(found, agreed),
        "status": _status(found, agreed),
        "steps": [_step(found, step) for step in agreed.steps],
        "suggestions": suggestions(found, [step.deed for step in agreed.steps]),
        "review": _review(found, agreed),
        "quick_wins": {
            "title": _say(found, "quick_wins_title"),
            "items": [_quick_win(found, entry) for entry in agreed.quick_wins],
            "empty": None if agreed.quick_wins else _say(found, "quick_wins_empty"),
        },
        "link": link(found, "plan", "steps"),
    }


def _setting(found: Findings, name: str) -> int:
    return int(found.questionnaires.plan.settings[name].value)


def _lead(found: Findings, agreed: Agreed) -> str:
    """What the section is for; a friendly word where there are too many steps at once."""
    count, most = len(agreed.steps), _setting(found, "steps_most")
    if count <= most:
        return _say(found, "lead")
    return _say(found, "steps_many", count=found.count(count), most=found.count(most))


def _status(found: Findings, agreed: Agreed) -> dict[str, str]:
    """``final`` once enough steps have a person and a date, else ``draft``."""
    complete = sum(not step.missing for step in agreed.steps)
    needed = _setting(found, "steps_needed")
    if complete >= needed:
        return {"id": "final", "text": _counted(found, "final", complete)}
    return {"id": "draft", "text": _counted(found, "draft", needed)}


def _step(found: Findings, step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "deed": step.deed,
        "person": step.person,
        "due": _day(found, step.due),
        "missing": [_say(found, f"missing_{name}", number=step.number) for name in step.missing],
        "remark": step_remark(step, found.today, found.language),
    }


def _day(found: Findings, day: date | None) -> dict[str, str] | None:
    return {"iso": day.isoformat(), "text": found.day(day)} if day else None


def _review(found: Findings, agreed: Agreed) -> dict[str, Any]:
    """When to look back together; ``iso`` is ``None`` and ``remark`` suggests a day as long as none was agreed."""
    if (day := agreed.review) is None:
        return {"iso": None, "text": _say(found, "review_open"), "remark": _suggested_review(found, agreed)}
    remark = review_remark(agreed, found.today, found.language)
    return {"iso": day.isoformat(), "text": _say(found, "review", day=found.day(day)), "remark": remark}


def _suggested_review(found: Findings, agreed: Agreed) -> str:
    """Without a day as long as no insight is there: public holidays are not loaded before the verdict is on screen."""
    weeks = int(settings_of(found.questionnaires)["review_weeks"])
    count = found.count(weeks)
    if found.today is None or found.insight is None:
        return _say(found, "review_suggested_undated", count=count)
    day = working_day(found.today + timedelta(weeks=weeks), agreed.state, found.language)
    return _say(found, "review_suggested", count=count, day=long_day(found, day))


def _quick_win(found: Findings, entry: QuickWin) -> dict[str, Any]:
    kinds = found.questionnaires.plan.sections["quick_wins"].entries["quick_win"].fields["change_kind"].choices
    return {
        "what": entry.what,
        "kind": found.word(kinds[entry.kind]) if entry.kind else "",
        "day": _day(found, entry.day),
        "noticed_by": entry.noticed_by,
    }
