"""Documents as the office tests open them: every case of the view, the example, and the monstrous one."""

from __future__ import annotations

from datetime import date
from functools import cache

from lcc_diag.content import load
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.statistics.insight import insight
from lcc_diag.store.example import example_case
from lcc_diag.view.document import document_view
from tests.report.monstrous import monstrous
from tests.view.cases import CASES

TODAY = date(2026, 11, 22)
LANGUAGES = ("de", "en")
NAMES = ("example", "monstrous", *CASES)


@cache
def finished(name, language):
    """The document of a case by its name, and the case."""
    case = _case(name, language)
    diagnosis = diagnose(case, load(), TODAY)
    found = insight(case, diagnosis, load(), TODAY)
    return document_view(case, diagnosis, found, load(), language, TODAY), case


def _case(name, language):
    if name == "example":
        return example_case(language, load())
    return monstrous() if name == "monstrous" else CASES[name]()


def section(document, name):
    return next((entry for entry in document["sections"] if entry["id"] == name), None)


def chart(document, part, name):
    blocks = section(document, part)["blocks"] if section(document, part) else []
    return next((block for block in blocks if block["kind"] == "chart" and block["id"] == name), None)
