"""Text of a user is text: nothing in the package turns a string into markup or code, and no other host is named."""

import re
from pathlib import Path

import pytest

import lcc_diag

PACKAGE = Path(lcc_diag.__file__).parent
NAMESPACE = "http://www.w3.org/2000/svg"
"""A name, not an address: nobody asks it for anything."""

PYTHON = (
    r"\bHTML(Math)?\b",
    r"\bMarkdown\b",
    r"\bIPython\.display\b",
    r"\bMarkup\b",
    r"\beval\(",
    r"\bexec\(",
    r"\bos\.system\b",
    r"\bpickle\b",
    r"shell=True",
    r"yaml\.(unsafe_load|full_load|UnsafeLoader|FullLoader)\b",
)
"""Widgets and displays that read markup, and whatever runs what it reads."""

SCRIPT = (
    r"\b(inner|outer)HTML\b",
    r"\binsertAdjacentHTML\b",
    r"\bsetHTML(Unsafe)?\b",
    r"\bsrcdoc\b",
    r"\bdocument\.write(ln)?\b",
    r"\bDOMParser\b",
    r"\bcreateContextualFragment\b",
    r"\beval\(",
    r"\bnew Function\b",
    r"\bjavascript:",
    r"\|\s*safe\b",
)
"""Ways to bring markup or code into a page."""


def sources(*endings):
    return sorted(path for path in PACKAGE.rglob("*") if path.suffix in endings)


def lines_with(pattern, paths):
    return [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("pattern", PYTHON)
def test_python_makes_no_markup_and_runs_no_text(pattern):
    assert lines_with(pattern, sources(".py")) == []


@pytest.mark.parametrize("pattern", SCRIPT)
def test_scripts_and_templates_set_text_only(pattern):
    assert lines_with(pattern, sources(".js", ".j2")) == []


@pytest.mark.parametrize("ending", [".js", ".css", ".j2", ".svg"])
def test_no_other_host_is_named(ending):
    found = lines_with(r"""(https?:|wss?:|["'(])//\w""", sources(ending))
    assert [line for line in found if NAMESPACE not in line] == []


@pytest.mark.parametrize("ending", [".py", ".js", ".css", ".j2", ".svg"])
def test_the_files_looked_at_are_there(ending):
    assert sources(ending)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (PYTHON[0], "widgets.HTML(text)"),
        (PYTHON[0], "from ipywidgets import HTMLMath"),
        (SCRIPT[0], "node.innerHTML = text"),
        (SCRIPT[0], "node.outerHTML = text"),
        (SCRIPT[1], 'node.insertAdjacentHTML("beforeend", text)'),
        (SCRIPT[4], "document.write(text)"),
    ],
)
def test_what_is_forbidden_would_be_found(pattern, line):
    assert re.search(pattern, line)
