"""Whether a challenge is handled as its nature asks for: severity and named mismatch (methods A.6)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from lcc_diag.model.cynefin import Support
from lcc_diag.model.cynefin_questions import DOMAINS, Cynefin, Domain
from lcc_diag.model.results import Call

AS_ORDER = ("best_practice", "expert_project")
"""Modes that treat a challenge as ordered."""
DRIFT = "drift"
"""Mode in which nothing happens."""
WORST = 3
"""Severity is written down on the scale 0 (fits) to 3 (dangerous) and kept as a share of it."""

_NAMED_BY: Mapping[Call, tuple[Domain, ...]] = {
    "clear": ("clear",),
    "complicated": ("complicated",),
    "complex": ("complex",),
    "chaotic": ("chaotic",),
    "confused": ("confused",),
    "contested": (),
    "complex_complicated": ("complicated", "complex"),
    "chaotic_complex": ("complex", "chaotic"),
}
"""Domains a call speaks of. A mismatch is only named inside them: what is called complicated and run as a project of
specialists fits, however little support "clear" has beside it. Contested challenges get no advice (methods A.5)."""

Shares = Mapping[str, float]


def shares(modes: Iterable[str], cynefin: Cynefin) -> Shares:
    """Share of raters per mode in use, in the order of the questionnaire; empty without an answer."""
    named = [mode for mode in modes if mode in cynefin.handling.modes]
    return {mode: named.count(mode) / len(named) for mode in cynefin.handling.modes if mode in named}


def main_mode(modes: Shares) -> str | None:
    """The mode most raters name; of equal ones the first in the questionnaire."""
    return max(modes, key=lambda mode: modes[mode]) if modes else None


def severity(support: Support, modes: Shares, cynefin: Cynefin) -> float | None:
    """Σ support · severity / 3, averaged over the modes by share: 0 fits, 1 dangerous; ``None`` without a mode."""
    if not modes:
        return None
    return math.fsum(cell for _, _, cell in _cells(support, modes, cynefin, DOMAINS)) / WORST


def complex_as_order(support: Support, modes: Shares) -> float:
    """Support for complex times the share of raters who say it is treated as ordered."""
    return support["complex"] * math.fsum(share for mode, share in modes.items() if mode in AS_ORDER)


def named(called: Call, support: Support, modes: Shares, cynefin: Cynefin) -> str | None:
    """Id of the mismatch named for the cell with the largest support · severity, if there is one.

    A cell without an entry of its own falls to the entry for ``any`` domain with its mode.
    """
    cells = _cells(support, modes, cynefin, _NAMED_BY[called])
    domain, mode, weight = max(cells, key=lambda cell: cell[2], default=("confused", "", 0.0))
    if weight == 0:
        return None
    entries = {(entry.domain, entry.mode): name for name, entry in cynefin.mismatches.items()}
    return entries.get((domain, mode), entries.get(("any", mode)))


def _cells(
    support: Support, modes: Shares, cynefin: Cynefin, domains: Iterable[Domain]
) -> tuple[tuple[Domain, str, float], ...]:
    """(domain, mode, support · severity · share of the mode) for every mode in use."""
    return tuple(
        (domain, mode, support[domain] * cynefin.handling.modes[mode].severity[domain] * share)
        for domain in domains
        for mode, share in modes.items()
    )
