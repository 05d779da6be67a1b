"""Every kind of problem once: told alone, at the right place, in both languages (cases in ``broken.yaml``)."""

from pathlib import Path

import pytest
import yaml

from lcc_diag.content import load
from lcc_diag.i18n import section, sentence
from lcc_diag.model.problem import InputError

CASES = yaml.safe_load(Path(__file__).with_name("broken.yaml").read_text(encoding="utf-8"))
FILES_THEMSELVES = {
    "content_folder_missing",
    "content_file_missing",
    "content_file_unreadable",
    "content_file_unknown",
    "content_file_unknown_similar",
    "content_file_too_large",
    "content_file_not_utf8",
}
"""Told of files that are not there or cannot be read: in ``test_folder.py``."""

NEVER_SEEN = {"content_invalid"}
"""For errors of shape that a later pydantic may know and this one does not."""


def broken(text: str, case: dict) -> str:
    if "old" not in case:
        return case["new"]
    assert case["old"] in text, "the shipped file no longer holds what this case breaks"
    return text.replace(case["old"], case["new"], 1)


def line_of(case: dict, text: str) -> int | None:
    return text[: text.index(case["at"])].count("\n") + 1 if "at" in case else None


def place(case: dict, line: int | None, word: str) -> str:
    return ", ".join(str(part) for part in (case["file"], line and f"{word} {line}", case.get("path")) if part)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['code']}-{case['file']}")
def test_is_told_alone_with_its_place_in_both_languages(case, folder):
    file = folder / case["file"]
    text = broken(file.read_text(encoding="utf-8"), case)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InputError) as raised:
        load(folder)

    (problem,) = raised.value.problems
    line = line_of(case, text)
    assert (problem.code, problem.file, problem.line, problem.path) == (
        case["code"],
        case["file"],
        line,
        case.get("path"),
    )
    assert sentence(problem, "de") == f"{place(case, line, 'Zeile')}: {case['de']}"
    assert sentence(problem, "en") == f"{place(case, line, 'line')}: {case['en']}"


def test_every_kind_of_problem_has_a_case():
    told = {code for code in section("problems") if code.startswith("content_")}
    assert told == {case["code"] for case in CASES} | FILES_THEMSELVES | NEVER_SEEN
