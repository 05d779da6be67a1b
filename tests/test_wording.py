"""Interface wording: complete in both languages, the same fields in each, present for every problem."""

import re
from pathlib import Path
from string import Formatter

import pytest

import lcc_diag
from lcc_diag.i18n import section, sentence
from lcc_diag.model.problem import Problem
from lcc_diag.model.text import LANGUAGES

PACKAGE = Path(lcc_diag.__file__).parent
SECTIONS = sorted(path.stem for path in (PACKAGE / "i18n" / "texts").glob("*.yaml"))
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for pattern in ("*.py", "*.js") for path in sorted(PACKAGE.rglob(pattern))
)


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", SECTIONS)
def test_both_languages_say_something_with_the_same_fields(name):
    for key, text in section(name).items():
        assert isinstance(key, str), f"{key}: needs quotation marks, YAML takes it for something else"
        assert all(text[language].strip() for language in LANGUAGES), key
        assert fields(text.de) == fields(text.en), key


def test_every_problem_in_the_code_has_its_sentence():
    raised = set(re.findall(r'Problem\(\s*"([a-z0-9_]+)"', SOURCES))
    assert raised
    assert raised <= set(section("problems"))


def test_a_problem_says_where_it_is():
    problem = Problem("language_unknown", {"name": "fr", "languages": "de, en"}, file="x.yaml", line=3, path="a.b")
    assert sentence(problem, "de").startswith("x.yaml, Zeile 3, a.b: ")
    assert sentence(problem, "en").startswith("x.yaml, line 3, a.b: ")
