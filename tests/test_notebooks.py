"""The notebooks as files: narrative in both languages and one import, no logic, no stored outputs."""

import ast
from pathlib import Path

import nbformat
import pytest

from lcc_diag.content.folder import shipped

NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))


def test_the_seven_chapters_are_there():
    expected = ["00_start", "01_cynefin", "02_attitudes", "03_execution", "04_result", "05_plan", "10_workshop"]
    assert [path.stem for path in NOTEBOOKS] == expected


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_is_narrative_and_one_call(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    german, english, start, worksheet = notebook.cells
    assert [cell.metadata.get("lang") for cell in (german, english)] == ["de", "en"]
    assert start.metadata == {"only": "notebook"}  # a page has no cells to run, so it leaves this out
    assert all(f"{key} + " in start.source for key in ("Umschalt", "Shift"))
    assert german.source.startswith("# ")
    assert english.source.startswith("# ")
    imported, call = ast.parse(worksheet.source).body
    assert isinstance(imported, ast.ImportFrom)
    assert imported.module == "lcc_diag.workbook"
    assert isinstance(call, ast.Expr)
    assert worksheet.outputs == []
    assert worksheet.execution_count is None
    assert set(notebook.metadata.titles) == {"de", "en"}
