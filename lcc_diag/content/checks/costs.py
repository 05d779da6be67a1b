"""``costs.yaml``: the figures the formulas read are there, never negative, percentages at most 100 (methods A.6, D)."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.content.checks.entries import check_entries, check_read, places
from lcc_diag.content.checks.ids import check_exactly, check_needed
from lcc_diag.content.checks.numbers import check_count, check_range, check_setting
from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.plan_questions import PER_CHALLENGE, Costs, Entry

COST_KINDS = {
    "general": {"rate_eur_h": "number", "coach_eur": "number"},
    PER_CHALLENGE: dict.fromkeys(
        (
            "people",
            "hours_per_week",
            "incidents_eur_year",
            "benefit_eur_month",
            "months_delayed",
            "attribution_low",
            "attribution_likely",
            "attribution_high",
            "investment_eur",
            "share_new_way",
        ),
        "number",
    ),
    "automation": {
        **dict.fromkeys(("automatable_low", "automatable_high", "adoption_low", "adoption_high"), "number"),
        "freed_time": "text",
    },
}
"""What the formulas read, by section; only the section ``challenge`` is asked once per challenge."""

SHARES = ("attribution_", "share_", "automatable_", "adoption_")
"""Entries whose name begins like this are percentages."""
LARGEST_FIGURE = 1e12
COST_SETTINGS = {"draws": (100, 200_000), "hidden_share_from": (0, 1)}


def check_costs(costs: Costs) -> Iterator[Finding]:
    """The whole file."""
    yield from check_exactly(("sections",), costs.sections, COST_KINDS)
    yield from check_entries(costs)
    for section, kinds in COST_KINDS.items():
        if section in costs.sections:
            yield from check_needed(("sections", section, "entries"), costs.sections[section].entries, kinds)
    for path, name, entry in places(costs):
        yield from check_read(path, name, entry, COST_KINDS.get(str(path[1]), {}))
        yield from check_range((*path, "rows"), entry.rows, 1, 1)
        if entry.kind == "number":
            yield from check_limits(path, entry, 100 if name.startswith(SHARES) else LARGEST_FIGURE)
    yield from check_needed(("settings",), costs.settings, COST_SETTINGS)
    if "draws" in costs.settings:
        yield from check_count(("settings", "draws"), costs.settings["draws"], *COST_SETTINGS["draws"])
    if "hidden_share_from" in costs.settings:
        share = costs.settings["hidden_share_from"]
        yield from check_setting(("settings", "hidden_share_from"), share, *COST_SETTINGS["hidden_share_from"])


def check_limits(path: Path, entry: Entry, largest: float) -> Iterator[Finding]:
    """A figure has both limits; it is never negative, and a percentage at most 100."""
    for name in ("minimum", "maximum"):
        limit = getattr(entry, name)
        if limit is None:
            yield Finding((*path, name), "content_missing", {"name": name})
        else:
            yield from check_range((*path, name), limit, 0, largest)
