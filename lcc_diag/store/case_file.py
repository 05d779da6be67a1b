"""The case file ``*.lcc.json``: written so that people can read and edit it, read so that nothing slips through.

A checksum inside tells a damaged file from a sound one. It is optional on reading, so files may be written by hand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any
from uuid import uuid4

from lcc_diag.model.case import MAX_CHALLENGES, Case
from lcc_diag.model.items import MAX_ORGANISATION_LENGTH, check_answer, check_challenge, check_text
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.store.case_json import Json, case_from_json, case_to_json
from lcc_diag.store.case_shape import shape_problems
from lcc_diag.store.strict_json import parse

FORMAT = "lcc-diag/case"
VERSION = 1
MAX_PROBLEMS = 50
"""More problems than these are not listed: nobody reads on."""

_CONVERTERS: dict[int, Callable[[Json], Json]] = {VERSION: lambda data: data}
"""For each version that can be read: from its JSON to that of the current version."""


def read_case(data: bytes | str, questionnaires: Questionnaires) -> Case:
    """The case in a file; ``InputError`` with what is wrong. Unknown keys are kept in ``extra``."""
    value = parse(data)
    convert = _CONVERTERS[_version(value)]
    _check_checksum(value)
    content = convert({key: part for key, part in value.items() if key not in ("format", "checksum")})
    _refuse(shape_problems(content))
    case = case_from_json(content)
    _refuse(_content_problems(case, questionnaires))
    return case


def write_case(case: Case) -> str:
    """The case as a file's text, one line per challenge, respondent and answer; always the same for the same case."""
    content = {key: value for key, value in case_to_json(case).items() if key not in ("format", "checksum")}
    data = {"format": f"{FORMAT}@{VERSION}", **content}
    # The checksum stands second: whoever takes its line out again leaves valid JSON.
    return _pretty({"format": data["format"], "checksum": checksum(data), **content})


def checksum(data: Json) -> str:
    """SHA-256 over the JSON without its ``checksum``: keys sorted, no spaces, everything but ASCII escaped."""
    content = {key: value for key, value in data.items() if key != "checksum"}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"


def identified(case: Case) -> Case:
    """The case with an id of its own that stays with it in every file: calendars know its dates by it.

    The id is random, says nothing about the case and opens nothing. A case that has one keeps it.
    """
    return case if case.extra.get("id") else replace(case, extra={**case.extra, "id": uuid4().hex})


def file_name(code: str, day: date) -> str:
    """A name for the file from the case's code (or an empty text), never from what users wrote."""
    sign = re.sub(r"[^A-Z0-9-]", "", code)
    return "-".join(part for part in ("lcc", sign, day.isoformat()) if part) + ".lcc.json"


def _version(value: Any) -> int:
    name, _, version = str(value.get("format") if isinstance(value, dict) else "").partition("@")
    if name != FORMAT:
        raise InputError(Problem("case_foreign"))
    number = int(version) if re.fullmatch(r"[0-9]{1,6}", version) else 0
    if number not in _CONVERTERS:
        code = "case_newer" if number > VERSION else "case_version_unknown"
        raise InputError(Problem(code, {"version": version[:20], "known": VERSION}))
    return number


def _check_checksum(value: Json) -> None:
    if "checksum" in value and value["checksum"] != checksum(value):
        raise InputError(Problem("case_checksum"))


def _refuse(problems: Iterator[Problem]) -> None:
    first = tuple(islice(problems, MAX_PROBLEMS))
    if first:
        raise InputError(*first)


def _content_problems(case: Case, questionnaires: Questionnaires) -> Iterator[Problem]:
    if problem := check_text(case.organisation, MAX_ORGANISATION_LENGTH):
        yield replace(problem, path="organisation")
    if len(case.challenges) > MAX_CHALLENGES:
        yield Problem("challenges_too_many", {"count": len(case.challenges), "max": MAX_CHALLENGES})
    challenges = [challenge.id for challenge in case.challenges]
    respondents = [respondent.id for respondent in case.respondents]
    for name, ids in (("challenges", challenges), ("respondents", respondents)):
        for id_, count in Counter(ids).items():
            if count > 1:
                yield Problem("id_twice", {"id": id_}, path=name)
    for number, challenge in enumerate(case.challenges, start=1):
        if problem := check_challenge(challenge, questionnaires.cynefin.statement_max_length):
            yield replace(problem, path=f"challenges.{number}")
    known_challenges, known_respondents = set(challenges), set(respondents)
    for number, answer in enumerate(case.answers, start=1):
        if problem := check_answer(answer, known_challenges, known_respondents, questionnaires):
            yield replace(problem, path=f"answers.{number}")


def _pretty(data: Json) -> str:
    lines = (f" {_compact(key)}: {_entries(value)}" for key, value in data.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entries(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n" + ",\n".join(f"  {_compact(entry)}" for entry in value) + "\n ]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
