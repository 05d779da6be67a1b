"""Cases in which something has been agreed, and what is told about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import CostReport, Insight
from lcc_diag.view.findings import Findings
from tests.view.cases import CASES
from tests.view.test_result import ENGLISH, GERMAN, QUOTED, texts

TODAY = date(2026, 11, 22)
PEOPLE = ("AB", "CD", "EF", "GH", "IJ", "KL", "MN", "OP", "QR", "ST")
CIRCLE = {"start": "2027-01-14", "weekday": "thursday", "time": "15:00", "state": "BY"}


def with_plan(name, *steps, people=(), **entries):
    """A case by name with a plan. ``steps``: (deed, person, due); ``people``: how each was asked, or ``None``."""
    case = CASES[name]()
    asked = case.respondents or (Respondent("r1", "md"),)
    plan = {key: (value, {}) for key, value in entries.items()}
    for number, (deed, person, due) in enumerate(steps, start=1):
        given = {"person": person, "due": due}
        plan[f"step_{number}"] = (deed, {field: value for field, value in given.items() if value})
    for number, way in enumerate(people, start=1):
        plan[f"person_{number}"] = (PEOPLE[number - 1], {"asked": way} if way else {})
    answers = [Answer("t0", asked[0].id, f"plan.{key}", value, evidence=more) for key, (value, more) in plan.items()]
    return replace(case, respondents=asked, answers=(*case.answers, *answers))


NOTHING = Insight(None, None, {}, {}, CostReport(48.3, False, 44, (), None, None, None))
"""All computed, and nothing to say."""


def findings(case, language="de", insight=NOTHING, today=TODAY):
    return Findings.of(case, diagnose(case, load(), TODAY), load(), language, insight, today)


def unfit_texts(section, language, case):
    """Texts with a word of the other language, or with a field or a value nobody filled in."""
    theirs = [c.statement for c in case.challenges]
    own = [text for text in texts(section) if not any(statement in text for statement in theirs)]
    other = {"de": ENGLISH, "en": GERMAN}[language]
    return [text for text in own if other.search(QUOTED.sub("", text)) or "{" in text or "None" in text]
