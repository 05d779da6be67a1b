"""A page that asks questions waits for nothing that computes ranges, knows holidays or writes documents."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from lcc_diag.content import load
from lcc_diag.store import CaseStore
from lcc_diag.store.example import example_case

HEAVY = (
    "holidays",
    "icalendar",
    "jinja2",
    "lcc_diag.report",
    "lcc_diag.statistics",
    "numpy",
    "pandas",
    "plotly",
    "pptx",
    "typst",
    "xlsxwriter",
)
OPEN = """
import sys
from lcc_diag.workbook import chapter
chapter(sys.argv[1], sys.argv[2])
print(*(name for name in sys.argv[3:] if name in sys.modules))
"""


@pytest.mark.parametrize("name", ["cynefin", "attitudes", "execution", "plan", "workshop"])
def test_a_chapter_with_questions_opens_without(name, tmp_path):
    url = f"sqlite:///{tmp_path}/cases.db"
    code = CaseStore(url).create(case=example_case("de", load())).code
    environment = {**os.environ, "LCC_DIAG_DB": url}
    environment.pop("QUERY_STRING", None)
    command = [sys.executable, "-c", OPEN, name, code, *HEAVY]
    opened = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert opened.stdout.split() == []
