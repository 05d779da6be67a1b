"""``plan.yaml``: the entries that are read are there and can be understood, and numbers lie in their range."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.content.checks.entries import check_entries, check_read, places
from lcc_diag.content.checks.ids import check_needed, check_reference, check_some
from lcc_diag.content.checks.numbers import check_count, check_range
from lcc_diag.content.finding import Finding, Path
from lcc_diag.model.plan import WEEKDAYS
from lcc_diag.model.plan_questions import Entry, Plan

ROWS = {"step": (2, 20), "quick_win": (2, 20), "person": (2, 20)}
"""Entries with rows, and how many."""

PLAN_KINDS = {
    "step": "text",
    "review": "date",
    "quick_win": "text",
    "person": "text",
    "start": "date",
    "weekday": "choice",
    "time": "time",
    "weeks": "choice",
    "state": "choice",
}
PLAN_FIELDS = {
    "step": {"person": "text", "due": "date"},
    "quick_win": {"change_kind": "choice", "day": "date", "noticed_by": "text"},
    "person": {"asked": "choice"},
}
STATES = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
"""German states, as the calendar of public holidays calls them."""
PLAN_CHOICES = {"weekday": WEEKDAYS, "weeks": ("weeks_12", "weeks_24"), "state": STATES}
"""The only choices that can be understood."""

APPOINTMENTS = (
    "meeting",
    "measurement_before",
    "measurement_after",
    "measurement_later",
    "followup",
    "step",
    "review",
)
LONGEST_PART = 180
"""Longest part of a meeting, in minutes."""
PLAN_SETTINGS = {
    "steps_needed": (1, 5),
    "steps_most": (1, 20),
    "circle_smallest": (2, 10),
    "circle_largest": (2, 20),
    "coached_meetings": (0, 24),
    "followups": (0, 12),
    "followup_weeks": (1, 52),
    "measurement_days": (0, 28),
    "later_weeks": (1, 104),
}
"""Settings and what they may be; all of them count something."""


def check_plan(plan: Plan) -> Iterator[Finding]:
    """The whole file."""
    entries = {name: entry for section in plan.sections.values() for name, entry in section.entries.items()}
    yield from check_needed(("sections",), entries, PLAN_KINDS)
    yield from check_entries(plan)
    for path, name, entry in places(plan):
        yield from check_entry(path, name, entry)
    yield from check_some(("agenda",), plan.agenda)
    for name, part in plan.agenda.items():
        yield from check_range(("agenda", name, "minutes"), part.minutes, 1, LONGEST_PART)
    yield from check_needed(("appointments",), plan.appointments, APPOINTMENTS)
    yield from check_settings(plan)


def check_entry(path: Path, name: str, entry: Entry) -> Iterator[Finding]:
    """One entry with its rows, fields and choices."""
    fields = PLAN_FIELDS.get(name, {})
    yield from check_read(path, name, entry, PLAN_KINDS)
    yield from check_range((*path, "rows"), entry.rows, *ROWS.get(name, (1, 1)))
    yield from check_needed((*path, "fields"), entry.fields, fields)
    for field, evidence in entry.fields.items():
        yield from check_read((*path, "fields", field), field, evidence, fields)
    for choice in entry.choices if name in PLAN_CHOICES else ():
        yield from check_reference((*path, "choices", choice), choice, PLAN_CHOICES[name])


def check_settings(plan: Plan) -> Iterator[Finding]:
    """Settings are there and in their range; a circle's smallest size is not above its largest."""
    yield from check_needed(("settings",), plan.settings, PLAN_SETTINGS)
    for name, (minimum, maximum) in PLAN_SETTINGS.items():
        if name in plan.settings:
            yield from check_count(("settings", name), plan.settings[name], minimum, maximum)
    sizes = [plan.settings[name].value for name in ("circle_smallest", "circle_largest") if name in plan.settings]
    if sizes != sorted(sizes):
        values = {"minimum": f"{sizes[0]:g}", "maximum": f"{sizes[1]:g}"}
        yield Finding(("settings", "circle_smallest", "value"), "content_minimum", values)
