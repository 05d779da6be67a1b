"""Slips of the hand anywhere in any file: content is either still right or every problem is told in both languages."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcc_diag.content import load, shipped_folder
from lcc_diag.content.folder import FILES
from lcc_diag.i18n import sentence
from lcc_diag.model.problem import InputError, Problem

TYPED = [*"{}[]:,*&!|>'\"%@`#-?\t\0 \n", "yes", "~", "ä", "12:30", "é" * 70]
files = pytest.mark.parametrize("name", FILES.values())
slips = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def folder():
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(shipped_folder(), Path(place) / "questionnaires"))


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        load(folder)
    except InputError as error:
        return error.problems
    return ()


def check(folder: Path, name: str, text: str) -> None:
    """Loads the folder with this text in one file; what is told leads to a line and reads well."""
    (folder / name).write_text(text, encoding="utf-8")
    for problem in problems(folder):
        lines = (folder / problem.file).read_text(encoding="utf-8").count("\n") + 1
        assert problem.line is None or 1 <= problem.line <= lines
        assert all(sentence(problem, language) for language in ("de", "en"))
    shutil.copy(shipped_folder() / name, folder / name)


@files
@slips
@given(data=st.data())
def test_a_line_deleted(folder, name, data):
    lines = (shipped_folder() / name).read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    check(folder, name, "".join(lines))


@files
@slips
@given(data=st.data())
def test_a_character_deleted(folder, name, data):
    text = (shipped_folder() / name).read_text(encoding="utf-8")
    place = data.draw(st.integers(0, len(text) - 1))
    check(folder, name, text[:place] + text[place + 1 :])


@files
@slips
@given(data=st.data())
def test_something_typed(folder, name, data):
    text = (shipped_folder() / name).read_text(encoding="utf-8")
    place = data.draw(st.integers(0, len(text)))
    check(folder, name, text[:place] + data.draw(st.sampled_from(TYPED)) + text[place:])
