"""What is not known, grouped as a person would say it, with the place to answer each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcc_diag.model.results import Unknown
from lcc_diag.view.answers import question_text
from lcc_diag.view.chapters import Link, item_link, link, workshop_link
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop import seen

PARTS = ("cynefin", "attitudes", "execution", "circle")
OPEN_KINDS = ("unanswered", "dont_know")

Entry = dict[str, Any]


def unknown(found: Findings) -> dict[str, Any]:
    """Section with one entry per part and kind: ``{kind, text, details: [{text, link}], link}``."""
    items = [entry for part in PARTS for entry in _of_part(found, part)]
    return {
        "title": found.say("unknown_title"),
        "lead": found.say("unknown_lead" if items else "unknown_none"),
        "items": items,
    }


def _of_part(found: Findings, part: str) -> list[Entry]:
    here = [entry for entry in found.diagnosis.unknown if entry.item.partition(".")[0] == part]
    told = [_open(found, part, kind, [entry for entry in here if entry.kind == kind]) for kind in OPEN_KINDS]
    told.append(_evidence(found, [entry for entry in here if entry.kind == "evidence"]))
    told.append(_few_raters(found, [entry for entry in here if entry.kind == "few_raters"]))
    told += [_no_staff(found) for entry in here if entry.kind == "no_staff"]
    return [entry for entry in told if entry]


def _open(found: Findings, part: str, kind: str, here: list[Unknown]) -> Entry | None:
    if not here:
        return None
    details = [{"text": _question(found, entry), "link": _place(found, entry)} for entry in here]
    where = {"part": found.say(f"part_{part}"), "name": found.say(f"name_{part}")}
    return _entry(kind, found.counted(f"unknown_{kind}", len(here), **where), details, link(found, part))


def _question(found: Findings, entry: Unknown) -> str:
    """The question, with the challenge it is about."""
    result = found.challenge(entry.challenge)
    question = question_text(found, entry.item)
    return f"{found.quoted(result.statement)} {question}" if result else question


def _place(found: Findings, entry: Unknown) -> Link:
    return item_link(found, entry.item, entry.challenge)


def _evidence(found: Findings, here: Iterable[Unknown]) -> Entry | None:
    details = [{"text": missing_evidence(found, entry.item), "link": _place(found, entry)} for entry in here]
    if not details:
        return None
    return _entry("evidence", found.counted("unknown_evidence", len(details)), details, link(found, "execution"))


def missing_evidence(found: Findings, item: str) -> str:
    """Which fields a higher level of an execution question still needs."""
    name = item.partition(".")[2]
    question = found.questionnaires.execution.questions[name]
    level = found.diagnosis.execution[name]
    fields = [found.word(question.evidence[field].label) for field in level.missing]
    values = {"name": found.word(question.short), "chosen": level.chosen, "counted": level.counted}
    return found.say("evidence_for", fields=found.listed(fields), **values)


def _few_raters(found: Findings, here: Iterable[Unknown]) -> Entry | None:
    statements = [result.statement for entry in here if (result := found.challenge(entry.challenge))]
    if not statements:
        return None
    details = [{"text": statement, "link": None} for statement in statements]
    place = None if seen.latest(found) else workshop_link(found)  # one's own chapter has no room for a second person
    return _entry("few_raters", _few_raters_text(found, len(statements)), details, place)


def _few_raters_text(found: Findings, count: int) -> str:
    if not seen.latest(found):
        return found.counted("unknown_few_raters", count)
    return seen.say(found, f"few_raters_{'one' if count == 1 else 'many'}", count=found.count(count))


def _no_staff(found: Findings) -> Entry:
    if shown := seen.staff_seen(found):
        return _entry("no_staff", seen.say(found, "no_staff", **seen.staff_values(found, shown)), [], None)
    minimum = int(found.questionnaires.attitudes.min_staff.value)
    text = found.say("unknown_no_staff", minimum=found.count(minimum))
    return _entry("no_staff", text, [], workshop_link(found))


def _entry(kind: str, text: str, details: list[dict[str, Any]], place: Link | None) -> Entry:
    return {"kind": kind, "text": text, "details": details, "link": place}
