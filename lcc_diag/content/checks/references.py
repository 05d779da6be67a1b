"""References from one file to another. Where one of the two is broken, the check waits until it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lcc_diag.content.checks.conditions import Vocabulary, check_condition
from lcc_diag.content.checks.ids import check_exactly, check_needed, check_reference
from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.decision import SAFE_START
from lcc_diag.model.rules import GATE_FEATURES, RULE_FEATURES

Parts = Mapping[str, Any]
Found = Iterator[tuple[str, Finding]]

NEED = ("none", "moderate", "deep")
"""Values of the feature ``need`` (methods E.1)."""


def in_file(name: str, findings: Iterator[Finding]) -> Found:
    """The findings with the name of their file."""
    yield from ((name, finding) for finding in findings)


def check_sources_of_all(parts: Parts) -> Found:
    """``meta.sources`` of every file."""
    if "sources" in parts:
        for name, part in parts.items():
            for place, source in enumerate(part.meta.sources):
                yield from in_file(name, check_reference(("meta", "sources", place), source, parts["sources"].sources))


def check_ids_of_all(parts: Parts) -> Found:
    """``meta.id`` tells the files apart wherever their versions are stored."""
    places: dict[str, str] = {}
    for name, part in parts.items():
        other = places.setdefault(part.meta.id, name)
        if other != name:
            values = {"name": part.meta.id, "other": f"{other}.yaml"}
            yield name, Finding(("meta", "id"), "content_used_twice", values)


def check_topics(parts: Parts) -> Found:
    """The topic of a typical challenge leads to an experiment."""
    if "cynefin" in parts and "experiments" in parts:
        topics = {one.topic for one in parts["experiments"].experiments.values() if one.topic}
        for name, typical in parts["cynefin"].typical_challenges.items():
            if typical.topic is not None:
                path = ("typical_challenges", name, "topic")
                yield from in_file("cynefin", check_reference(path, typical.topic, sorted(topics)))


def check_attitudes_named(parts: Parts) -> Found:
    """Experiments and sprints name attitudes; every attitude has its sprints."""
    if "attitudes" not in parts:
        return
    attitudes = parts["attitudes"].dimensions
    if "experiments" in parts:
        for name, experiment in parts["experiments"].experiments.items():
            if experiment.attitude is not None:
                path = ("experiments", name, "attitude")
                yield from in_file("experiments", check_reference(path, experiment.attitude, attitudes))
    if "circle" in parts:
        yield from in_file("circle", check_exactly(("focus",), parts["circle"].focus, attitudes))


def check_pulse(parts: Parts) -> Found:
    """The short pulse asks one item of each attitude."""
    if "workshop" not in parts or "attitudes" not in parts:
        return
    pulse, attitudes = parts["workshop"].pulse, parts["attitudes"].dimensions
    yield from in_file("workshop", check_exactly(("pulse",), pulse, attitudes))
    for name, item in pulse.items():
        if name in attitudes:
            yield from in_file("workshop", check_reference(("pulse", name), item, attitudes[name].items))


def check_conditions(parts: Parts) -> Found:
    """Every condition of every file."""
    for name, path, condition, words in conditions(parts):
        yield from in_file(name, check_condition(path, condition, words))


def conditions(parts: Parts) -> Iterator[tuple[str, Path, Any, Vocabulary]]:
    """File, path, condition and what it may speak of."""
    settings = parts["rules"].settings if "rules" in parts else None
    if "rules" in parts:
        words = Vocabulary(RULE_FEATURES, {"need": NEED}, settings)
        for group in ("rules", "notes"):
            for name, entry in getattr(parts["rules"], group).items():
                yield "rules", (group, name, "when"), entry.when, words
    if "circle" in parts:
        questions = parts["circle"].questions
        words = Vocabulary(
            GATE_FEATURES, {name: one.choices for name, one in questions.items() if one.kind == "choice"}, settings
        )
        for name, gate in parts["circle"].gates.items():
            for kind in ("hard", "soft"):
                if getattr(gate, kind) is not None:
                    yield "circle", ("gates", name, kind), getattr(gate, kind), words
    if "execution" in parts:
        words = Vocabulary(parts["execution"].questions, {}, settings)
        for name, entry in parts["execution"].checks.items():
            yield "execution", ("checks", name, "when"), entry.when, words


def check_safe_start(parts: Parts) -> Found:
    """A rule that lists the safe start needs its remedy."""
    if "rules" not in parts or "circle" not in parts:
        return
    if any(rule.conditions == SAFE_START for rule in parts["rules"].rules.values()):
        yield from in_file("circle", check_needed(("gates",), parts["circle"].gates, (SAFE_START,)))


REFERENCES: tuple[Callable[[Parts], Found], ...] = (
    check_sources_of_all,
    check_ids_of_all,
    check_topics,
    check_attitudes_named,
    check_pulse,
    check_conditions,
    check_safe_start,
)
