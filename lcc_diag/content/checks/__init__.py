"""What the shape alone does not tell: numbers that must fit together, references that must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lcc_diag.content.checks.attitudes import check_attitudes
from lcc_diag.content.checks.circle import check_circle
from lcc_diag.content.checks.costs import check_costs
from lcc_diag.content.checks.cynefin import check_cynefin
from lcc_diag.content.checks.execution import check_execution
from lcc_diag.content.checks.plan import check_plan
from lcc_diag.content.checks.references import REFERENCES
from lcc_diag.content.checks.rules import check_rules
from lcc_diag.content.checks.small import check_experiments, check_meta, check_sources
from lcc_diag.content.checks.texts import check_texts
from lcc_diag.content.checks.workshop import check_workshop
from lcc_diag.content.finding import Finding

CHECKS = {
    "cynefin": check_cynefin,
    "attitudes": check_attitudes,
    "execution": check_execution,
    "circle": check_circle,
    "rules": check_rules,
    "experiments": check_experiments,
    "sources": check_sources,
    "plan": check_plan,
    "costs": check_costs,
    "workshop": check_workshop,
}


def check(parts: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    """All findings as (file's name, finding). A part whose shape is broken is absent and checked when it is mended."""
    for name, part in parts.items():
        for single in (check_meta, check_texts, CHECKS.get(name, nothing)):
            yield from ((name, finding) for finding in single(part))
    for reference in REFERENCES:
        yield from reference(parts)


def nothing(part: Any) -> Iterator[Finding]:
    """A file without checks of its own."""
    yield from ()
