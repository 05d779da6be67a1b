"""``attitudes.yaml``: items are unique, scales complete, the cycle leads from attitude to attitude (methods B)."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.content.checks.ids import check_exactly, check_needed, check_reference, check_some
from lcc_diag.content.checks.numbers import check_count, check_setting
from lcc_diag.content.finding import Finding
from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.features import SAFETY
from lcc_diag.model.group_sizes import MIN_GROUP

SCALE = (1, 2, 3, 4, 5)
MOST_PEOPLE = 1000


def check_attitudes(attitudes: Attitudes) -> Iterator[Finding]:
    """The whole file."""
    yield from check_exactly(("scale",), attitudes.scale, SCALE)
    yield from check_needed(("dimensions",), attitudes.dimensions, (SAFETY,))
    for name, dimension in attitudes.dimensions.items():
        path = ("dimensions", name)
        yield from check_some((*path, "items"), dimension.items)
        yield from check_exactly((*path, "ladder"), dimension.ladder, SCALE)
    yield from check_items(attitudes)
    yield from check_cycle(attitudes)
    yield from check_levels(attitudes)
    yield from check_settings(attitudes)


def check_items(attitudes: Attitudes) -> Iterator[Finding]:
    """Item ids are answered without their attitude, and beside the ladders: each must be the only one."""
    places = {f"{dimension}_ladder": f"dimensions.{dimension}.ladder" for dimension in attitudes.dimensions}
    for dimension, attitude in attitudes.dimensions.items():
        for item in attitude.items:
            path = ("dimensions", dimension, "items", item)
            if item in places:
                yield Finding(path, "content_used_twice", {"name": item, "other": places[item]})
            places.setdefault(item, ".".join(path))


def check_cycle(attitudes: Attitudes) -> Iterator[Finding]:
    """Each edge leads from one attitude to another."""
    yield from check_some(("cycle",), attitudes.cycle)
    for place, edge in enumerate(attitudes.cycle):
        for end, name in enumerate(edge):
            yield from check_reference(("cycle", place, end), name, attitudes.dimensions)
        if edge[0] == edge[1]:
            yield Finding(("cycle", place), "content_edge", {"name": edge[0]})


def check_levels(attitudes: Attitudes) -> Iterator[Finding]:
    """Bands start at 1.0 and rise."""
    yield from check_some(("levels",), attitudes.levels)
    before = None
    for name, level in attitudes.levels.items():
        path = ("levels", name, "start")
        if before is None and level.start != 1:
            yield Finding(path, "content_first_level", {"value": f"{level.start:g}"})
        if before is not None and not before < level.start < SCALE[-1]:
            values = {"value": f"{level.start:g}", "minimum": f"{before:g}", "maximum": SCALE[-1]}
            yield Finding(path, "content_ascending", values)
        before = level.start


def check_settings(attitudes: Attitudes) -> Iterator[Finding]:
    """Numbers in their range."""
    fewest_items = min((len(dimension.items) for dimension in attitudes.dimensions.values()), default=1)
    gap, transitions = attitudes.gap, attitudes.transitions
    yield from check_count(("min_answered",), attitudes.min_answered, 1, max(fewest_items, 1))
    yield from check_count(("min_staff",), attitudes.min_staff, MIN_GROUP, MOST_PEOPLE)
    yield from check_setting(("ladder_tolerance",), attitudes.ladder_tolerance, 0, 4)
    yield from check_setting(("transitions", "strong"), transitions.strong, 1, 5)
    yield from check_setting(("transitions", "weak"), transitions.weak, 1, transitions.strong.value)
    yield from check_count(("gap", "min_leaders"), gap.min_leaders, 2, MOST_PEOPLE)
    yield from check_count(("gap", "min_staff"), gap.min_staff, MIN_GROUP, MOST_PEOPLE)
    yield from check_setting(("gap", "flag_from"), gap.flag_from, 0, 4)
    yield from check_setting(("gap", "confidence"), gap.confidence, 0.5, 0.9999)
