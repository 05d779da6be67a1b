"""What plan and costs have in common: entries of one kind each, whose items are answered without their section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lcc_diag.content.checks.execution import check_kind
from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.plan_questions import Costs, Entry, Plan, numbered
from lcc_diag.model.questions import EvidenceField


def places(content: Plan | Costs) -> Iterator[tuple[Path, str, Entry]]:
    """Path, name and entry of everything that can be entered."""
    for section, part in content.sections.items():
        for name, entry in part.entries.items():
            yield ("sections", section, "entries", name), name, entry


def check_entries(content: Plan | Costs) -> Iterator[Finding]:
    """Limits and choices fit the kind; items are answered without their section, so each must be the only one."""
    taken: dict[str, str] = {}
    for path, name, entry in places(content):
        yield from check_kind(path, entry, ("unit", "minimum", "maximum"))
        for field, evidence in entry.fields.items():
            yield from check_kind((*path, "fields", field), evidence, ("unit", "minimum", "maximum"))
        items = numbered(name, entry)
        others = [taken[item] for item in items if item in taken]
        if others:
            yield Finding(path, "content_used_twice", {"name": name, "other": others[0]})
        taken |= dict.fromkeys(items, ".".join(str(part) for part in path))


def check_read(path: Path, name: str, entry: Entry | EvidenceField, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """What the method reads has the kind it reads."""
    if name in kinds and entry.kind != kinds[name]:
        yield Finding((*path, "kind"), "content_choice", {"value": entry.kind, "choices": kinds[name]})
