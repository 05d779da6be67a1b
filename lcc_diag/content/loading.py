"""From a folder of YAML files to checked content; every problem of every file is told at once."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lcc_diag.content import folder as folders
from lcc_diag.content.checks import check
from lcc_diag.content.expected import type_hints
from lcc_diag.content.finding import Finding, dotted
from lcc_diag.content.shape import shape
from lcc_diag.content.source import Source, read
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires

SETTLED_SECONDS = 2
"""Files changed more recently are read again at each call: a further edit might show in neither size nor time."""
MOST_FOLDERS = 8
"""How many folders' content is kept; a program works with one."""

_kept: dict[Path, tuple[folders.State, Questionnaires]] = {}


def load(folder: Path | None = None) -> Questionnaires:
    """The content of ``folder``, by default the shipped one: kept until a file in it changes, so that edits count.

    ``InputError`` holds everything that is wrong, in the order of files and lines.
    """
    given = folders.shipped_folder() if folder is None else Path(folder)
    folders.check_folder(given)
    place, state = given.absolute(), folders.state(given)
    if place in _kept and _kept[place][0] == state:
        return _kept[place][1]
    content = load_folder(given)
    if folders.last_change(state) < time.time() - SETTLED_SECONDS:
        _keep(place, state, content)
    return content


def _keep(place: Path, state: folders.State, content: Questionnaires) -> None:
    if place not in _kept and len(_kept) >= MOST_FOLDERS:
        _kept.pop(next(iter(_kept)))
    _kept[place] = (state, content)


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its source if it could be read, its value if it has the right shape, and what is wrong with it."""

    name: str
    source: Source | None
    value: Any
    problems: tuple[Problem, ...]


def load_folder(folder: Path) -> Questionnaires:
    """The content of a folder, read anew."""
    folders.check_folder(folder)
    parts = {name: read_part(folder, name) for name in folders.FILES}
    problems = [problem for part in parts.values() for problem in part.problems]
    problems += folders.strange_files(folder)
    values = {name: part.value for name, part in parts.items() if part.value is not None}
    for name, finding in check(values):
        problems.append(located(name, parts[name].source, finding))
    if problems:
        raise InputError(*sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0)))
    return Questionnaires(**values)


def read_part(folder: Path, name: str) -> Part:
    """One file with everything that is wrong with it by itself."""
    try:
        source = read(folders.read_text(folder / folders.FILES[name]))
    except InputError as error:
        return Part(name, None, None, error.problems)
    value, findings = shape(source, type_hints(Questionnaires)[name])
    told = first_at_each_place((*source.findings, *findings))
    return Part(name, source, value, tuple(located(name, source, finding) for finding in told))


def located(name: str, source: Source, finding: Finding) -> Problem:
    """A finding with its file and line; what concerns a file as a whole has no line."""
    line = finding.line or source.line(finding.path)
    return Problem(finding.code, finding.values, folders.FILES[name], line, dotted(finding.path))


def first_at_each_place(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of several findings at one place the first: those after it follow from it."""
    seen = set()
    for finding in findings:
        if finding.path not in seen:
            seen.add(finding.path)
            yield finding
