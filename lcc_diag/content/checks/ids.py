"""Ids that must be there, must be complete, or must not be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lcc_diag.content.finding import Finding, Path, listing, not_known
from lcc_diag.model.case import DONT_KNOW, NOT_APPLICABLE

NOT_FOR_CHOICES = (DONT_KNOW, NOT_APPLICABLE)


def check_exactly(path: Path, given: Collection[object], wanted: Collection[object]) -> Iterator[Finding]:
    """Exactly the wanted keys, in any order."""
    if set(given) != set(wanted):
        yield Finding(path, "content_exactly", {"known": listing(wanted), "value": listing(given)})


def check_each_once(path: Path, given: Collection[str], wanted: Collection[str]) -> Iterator[Finding]:
    """A list that orders the wanted ids: each of them once."""
    if sorted(given) != sorted(wanted):
        yield Finding(path, "content_each_once", {"known": listing(wanted), "value": listing(given)})


def check_needed(path: Path, given: Collection[str], needed: Collection[str]) -> Iterator[Finding]:
    """Ids the method itself speaks of."""
    for name in needed:
        if name not in given:
            yield Finding(path, "content_id_needed", {"name": name})


def check_some(path: Path, given: Collection[object], number: int = 1) -> Iterator[Finding]:
    """At least ``number`` entries."""
    if len(given) < number:
        yield Finding(path, "content_too_few", {"number": number, "value": len(given)})


def check_choices(path: Path, choices: Collection[str]) -> Iterator[Finding]:
    """At least two choices, none with an id that means "don't know" or "not applicable" in an answer."""
    yield from check_some(path, choices, 2)
    for name in choices:
        if name in NOT_FOR_CHOICES:
            yield Finding((*path, name), "content_reserved", {"name": name})


def check_reference(path: Path, name: str, known: Collection[str]) -> Iterator[Finding]:
    """A name that must be one of the known ids."""
    if name not in known:
        yield not_known(path, "content_reference", name, known)
