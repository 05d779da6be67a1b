"""Steps one could take over: from the open conditions, the lever, the first experiment and the mismatches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.text import LANGUAGES
from lcc_diag.view.challenges import challenge_number
from lcc_diag.view.findings import Findings, saying
from lcc_diag.view.steps import lever

_say = saying("plan")

MOST = 6
"""Suggestions at most: a choice, no catalogue."""

Suggestion = dict[str, Any]
_GATE = "gate-"


def suggestions(found: Findings, deeds: Iterable[str]) -> list[Suggestion]:
    """At most six, ``{id, label, text}``; without those that already are one of the ``deeds``, in any language."""
    done = {_plain(deed) for deed in deeds}
    taken = {
        entry["id"]
        for language in LANGUAGES
        for entry in _drawn(replace(found, language=language))
        if _plain(entry["text"]) in done
    }
    return [entry for entry in _drawn(found) if entry["id"] not in taken][:MOST]


def in_brief(found: Findings, listed: list[Suggestion]) -> list[Suggestion]:
    """The same where the open conditions stand in full already: those in one line that says where."""
    gates = [entry for entry in listed if entry["id"].startswith(_GATE)]
    if not gates:
        return listed
    content = found.questionnaires.circle.gates
    names = found.listed([found.word(content[entry["id"].removeprefix(_GATE)].name) for entry in gates])
    title = found.quoted(found.say("conditions_title"))
    text = found.say("conditions_named", names=names, title=title)
    brief = {"id": "gates", "label": found.say("conditions_open"), "text": text}
    return [brief, *(entry for entry in listed if entry not in gates)]


def _plain(text: str) -> str:
    """The text without what a person changes in passing: capitals, blanks, the full stop."""
    return " ".join(text.casefold().split()).rstrip(".")


def _drawn(found: Findings) -> list[Suggestion]:
    """All there are; while something acute is running, only what concerns it."""
    if found.diagnosis.recommendation.outcome == "stabilise":
        return list(_mismatches(found, [c for c in found.diagnosis.challenges if c.critical and not c.stabilised]))
    about = list(_mismatches(found, found.diagnosis.challenges))
    return [*_gates(found), *_lever(found), *_experiment(found), *about]


def _gates(found: Findings) -> Iterator[Suggestion]:
    gates = found.questionnaires.circle.gates
    for name in found.diagnosis.recommendation.conditions:
        label = _say(found, "label_gate", name=found.word(gates[name].name))
        yield {"id": f"{_GATE}{name}", "label": label, "text": found.word(gates[name].remedy)}


def _lever(found: Findings) -> Iterator[Suggestion]:
    if step := lever(found):
        question = found.questionnaires.execution.questions[found.diagnosis.begin.lever]
        label = _say(found, "label_lever", name=found.word(question.short))
        yield {"id": "lever", "label": label, "text": step["text"]}


def _experiment(found: Findings) -> Iterator[Suggestion]:
    name = found.diagnosis.begin and found.diagnosis.begin.experiment
    if name:
        entry = found.questionnaires.experiments.experiments[name]
        told = {"name": found.quoted(found.word(entry.name)), "text": found.word(entry.text)}
        yield {
            "id": "experiment",
            "label": _say(found, "label_experiment"),
            "text": _say(found, "experiment", **told),
        }


def _mismatches(found: Findings, challenges: Iterable[ChallengeResult]) -> Iterator[Suggestion]:
    """The advice on each mismatch once, the most severe first, with the challenges it is about."""
    ranked = sorted((c for c in challenges if c.mismatch), key=lambda c: -(c.severity or 0))
    for name in dict.fromkeys(challenge.mismatch for challenge in ranked):
        numbers = [challenge_number(found, c.id) for c in found.diagnosis.challenges if c.mismatch == name]
        key = "label_mismatch_one" if len(numbers) == 1 else "label_mismatch_many"
        yield {
            "id": f"mismatch-{name}",
            "label": _say(found, key, numbers=found.listed([str(number) for number in numbers])),
            "text": found.word(found.questionnaires.cynefin.mismatches[name].advice),
        }
