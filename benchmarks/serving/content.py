"""What the peers show: the questions of the attitudes chapter and the chart of the worked example, as plain data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from lcc_diag.content import load
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.store import CaseStore
from lcc_diag.store.example import example_case
from lcc_diag.view.chart_data import attitude_data
from lcc_diag.view.figures import bar_figure
from lcc_diag.view.findings import Findings
from lcc_diag.view.forms import answers_of, attitudes_form

DAY = date(2026, 3, 12)
LANGUAGE = "de"


def write_content(file: Path) -> None:
    """Write the form's screens with the answers already given, and the figure, for the peers to read."""
    questionnaires = load()
    case = example_case(LANGUAGE, questionnaires)
    findings = Findings.of(case, diagnose(case, questionnaires, DAY), questionnaires, LANGUAGE)
    screens = [_screen(section) for section in attitudes_form(questionnaires)["sections"]]
    content = {
        "heading": "Teil 2: Welche Haltung trägt?",
        "chart_heading": "Vier Haltungen",
        "screens": screens,
        "answers": _answers(case, attitudes_form(questionnaires)["sections"]),
        "figure": bar_figure(attitude_data(findings))["wide"],
    }
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _screen(section: dict[str, Any]) -> dict[str, Any]:
    said = [section[name][LANGUAGE] for name in ("intro", "lead") if name in section]
    return {
        "group": section["group"]["title"][LANGUAGE],
        "title": section["title"][LANGUAGE],
        "intro": " ".join(said),
        "questions": [_question(question) for question in section["questions"]],
    }


def _question(question: dict[str, Any]) -> dict[str, Any]:
    options = [option["text"][LANGUAGE] for option in question["options"]]
    return {"id": question["item"].replace(".", "_"), "text": question["text"][LANGUAGE], "options": options}


def _answers(case: Any, sections: list[dict[str, Any]]) -> dict[str, str]:
    """The words of the option that the managing director of the example has chosen, for each question."""
    person = next(person.id for person in case.respondents if person.role == "md")
    given = answers_of(case, person, case.answers[-1].round)
    chosen = {}
    for question in (question for section in sections for question in section["questions"]):
        value = given[question["item"]]["value"]
        words = next(option["text"][LANGUAGE] for option in question["options"] if option["value"] == value)
        chosen[question["item"].replace(".", "_")] = words
    return chosen


def example_cases(database: str, number: int) -> list[str]:
    """Tokens of ``number`` new cases, each the worked example, in the database at this URL."""
    store = CaseStore(database)
    case = example_case(LANGUAGE, load())
    return [store.create(case=case).token for _ in range(number)]
