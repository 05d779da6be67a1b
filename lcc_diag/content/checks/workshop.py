"""``workshop.yaml``: every phase of every kind can be led, its minutes add up, and no group is smaller than allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import get_args

from lcc_diag.content.checks.ids import check_exactly, check_reference, check_some
from lcc_diag.content.checks.numbers import check_count, check_range, check_setting
from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.group_sizes import MIN_GROUP
from lcc_diag.model.text import Text
from lcc_diag.model.workshop import PHASES, Phase
from lcc_diag.model.workshop_questions import PhaseScript, WorkshopGuide, WorkshopKind

SENTENCES = (2, 5)
"""Least and most to say in a phase: more is not listened to."""
FALLBACKS = 2
"""Least number of troubles a phase is ready for."""
SHORTEST_WORKSHOP, LONGEST_WORKSHOP = 10, 480
"""In minutes."""
LARGEST_GROUP = 50
"""Largest group that may be asked for before anything is shown."""


def check_workshop(guide: WorkshopGuide) -> Iterator[Finding]:
    """The whole file."""
    yield from check_exactly(("kinds",), guide.kinds, PHASES)
    for name, kind in guide.kinds.items():
        if name in PHASES:
            yield from check_kind(("kinds", name), kind, PHASES[name])
            yield from check_own_words(("kinds", name), kind, guide.phases, PHASES[name])
    yield from check_exactly(("phases",), guide.phases, get_args(Phase))
    for name, script in guide.phases.items():
        yield from check_script(("phases", name), script, guide.troubles)
    yield from check_sentences(("again",), guide.again)
    yield from check_some(("decompose",), guide.decompose)
    yield from check_some(("group_sizes",), guide.group_sizes)
    for place, size in enumerate(guide.group_sizes):
        yield from check_range(("group_sizes", place), size, MIN_GROUP, LARGEST_GROUP)
    for place, budget in enumerate(guide.budgets):
        yield from check_range(("budgets", place), budget, SHORTEST_WORKSHOP, LONGEST_WORKSHOP)
    for name, kind in guide.kinds.items():
        yield from check_reference(("kinds", name, "usual"), str(kind.usual), list(map(str, guide.budgets)))
    yield from check_count(("talk_minutes",), guide.talk_minutes, 1, 60)
    yield from check_setting(("talk_kept",), guide.talk_kept, 0.1, 0.9)
    yield from check_count(("keep_days",), guide.keep_days, 1, 90)


def check_kind(path: Path, kind: WorkshopKind, phases: Collection[str]) -> Iterator[Finding]:
    """A plan of minutes for at least one budget."""
    yield from check_some((*path, "plans"), kind.plans)
    for budget, minutes in kind.plans.items():
        yield from check_plan((*path, "plans", str(budget)), budget, minutes, phases)


def check_own_words(
    path: Path, kind: WorkshopKind, scripts: Mapping[str, PhaseScript], phases: Collection[str]
) -> Iterator[Finding]:
    """Words of its own only for phases it has, and for troubles that these are ready for."""
    for name, words in (("say", kind.say), ("watch", kind.watch), ("fallbacks", kind.fallbacks)):
        for phase in words:
            yield from check_reference((*path, name, phase), phase, phases)
    for phase, sentences in kind.say.items():
        yield from check_sentences((*path, "say", phase), sentences)
    for phase, texts in kind.fallbacks.items():
        known = scripts[phase].fallbacks if phase in scripts else ()
        for trouble in texts:
            yield from check_reference((*path, "fallbacks", phase, trouble), trouble, known)


def check_plan(path: Path, budget: int, minutes: dict[str, int], phases: Collection[str]) -> Iterator[Finding]:
    """Each phase takes at least a minute, all of them together exactly the budget."""
    if set(minutes) != set(phases):
        yield from check_exactly(path, minutes, phases)
        return
    for phase, length in minutes.items():
        yield from check_range((*path, phase), length, 1, LONGEST_WORKSHOP)
    if sum(minutes.values()) != budget:
        yield Finding(path, "content_minutes", {"value": sum(minutes.values()), "number": budget})


def check_script(path: Path, script: PhaseScript, troubles: Collection[str]) -> Iterator[Finding]:
    """Some sentences to say, and what to do in some of the known troubles."""
    yield from check_sentences((*path, "say"), script.say)
    yield from check_some((*path, "fallbacks"), script.fallbacks, FALLBACKS)
    for trouble in script.fallbacks:
        yield from check_reference((*path, "fallbacks", trouble), trouble, troubles)


def check_sentences(path: Path, sentences: Collection[Text]) -> Iterator[Finding]:
    """Neither silence nor a speech."""
    if not SENTENCES[0] <= len(sentences) <= SENTENCES[1]:
        least, most = SENTENCES
        yield Finding(path, "content_range", {"value": len(sentences), "minimum": least, "maximum": most})
