"""``rules.yaml``: rules in order, outcomes and notes that exist, numbers in their range (methods E.2, E.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from lcc_diag.content.checks.ids import check_needed, check_reference, check_some
from lcc_diag.content.checks.numbers import check_setting
from lcc_diag.content.finding import Finding
from lcc_diag.model.decision_table import Rules
from lcc_diag.model.results import Outcome

ALWAYS = {"all": []}
"""The condition of the last rule: otherwise."""

SETTINGS = {
    "deep_below": (1, 5),
    "moderate_below": (1, 5),
    "focus_first_below": (1, 5),
    "raters_for_result": (1, 100),
    "stable_from": (0, 1),
    "mostly_from": (0, 1),
    "draws": (100, 20_000),
    "attitude_move": (0, 0.5),
    "rater_shift_sd": (0, 2),
    "common_shift_sd": (0, 2),
    "option_move": (0, 1),
    "level_move": (0, 0.5),
    "kelley_reliability": (0, 1),
    "known_share_from": (0, 1),
    "known_share_low": (0, 1),
    "interval_raters": (2, 100),
    "flip_steps": (1, 4),
    "weakest_from": (0, 1),
    "also_weakest_from": (0, 1),
    "hourly_rate_eur": (0, 1_000),
    "working_weeks": (1, 53),
    "review_weeks": (1, 104),
}
"""Settings read by name, not through a condition, and what they may be. All others belong to the conditions."""


def check_rules(rules: Rules) -> Iterator[Finding]:
    """The whole file."""
    yield from check_settings(rules)
    yield from check_some(("rules",), rules.rules)
    for number, (name, rule) in enumerate(rules.rules.items(), start=1):
        path = ("rules", name)
        if name != f"R{number}":
            yield Finding(path, "content_rule_id", {"name": name, "known": f"R{number}"})
        if number == len(rules.rules) and rule.when != ALWAYS:
            yield Finding((*path, "when"), "content_last_rule")
        yield from check_reference((*path, "outcome"), rule.outcome, rules.outcomes)
    for name in rules.outcomes:
        yield from check_reference(("outcomes", name), name, get_args(Outcome))
    for name, note in rules.notes.items():
        for place, rule in enumerate(note.only_for):
            yield from check_reference(("notes", name, "only_for", place), rule, rules.rules)


def check_settings(rules: Rules) -> Iterator[Finding]:
    """Settings read by name are there and in their range."""
    yield from check_needed(("settings",), rules.settings, SETTINGS)
    for name, (minimum, maximum) in SETTINGS.items():
        if name in rules.settings:
            yield from check_setting(("settings", name), rules.settings[name], minimum, maximum)
