"""The benchmark with phones: what it says about times, the wall, what was lost, and the goals."""

from __future__ import annotations

import copy

import pytest

from benchmarks.workshop.ledger import Ledger, shares
from benchmarks.workshop.phone import Place
from benchmarks.workshop.summary import figures, goals, ratios
from benchmarks.workshop.wall import Wall

QUICK = {"p50": 10.0, "p95": 20.0, "p99": 30.0, "max": 40.0}
OURS = {
    "times": {"submit": QUICK, "after an outage": QUICK, "join": QUICK, "reveal computed": QUICK},
    "submits": 990,
    "seconds": 10.0,
    "cpu": 0.99,
    "counts": {},
    "faults": {},
    "wall_answers": QUICK,
    "answer": {"wall": 100.0, "phones": QUICK},
    "reveal": {"wall": 200.0, "phones": QUICK},
    "memory_before": 80.0,
    "memory_answered": 90.0,
    "processes": 3,
    "lost": 0,
    "acknowledged": 990,
    "stored": 990,
    "messages": 1980,
    "messages_stored": 1980,
    "tracebacks": 0,
}


def results(**changed):
    """Two workshops, the larger one with something changed."""
    limit = copy.deepcopy(OURS) | {"cpu": 0.33}
    small = {"people": 30, "ours": OURS, "limit": limit}
    return {"workshops": [small, {"people": 300, "ours": OURS | changed, "limit": limit}]}


def reached(**changed):
    return [line.endswith(": reached") for line in goals(results(**changed))]


def test_shares_are_times_that_were_measured():
    assert shares([number / 1000 for number in range(1, 201)]) == {"p50": 100, "p95": 190, "p99": 198, "max": 200}
    assert set(shares([0.005]).values()) == {5.0}


def test_the_wall_is_late_by_the_first_time_it_shows_so_many():
    wall = Wall(Place(1, "", ""), Ledger())
    wall.finished = [(1.0, 0), (2.0, 1), (2.5, 3)]
    assert wall.delays([2.25, 1.5, 2.0]) == [0.5, 0.5, 0.25]
    assert wall.delays([1.5, 1.5, 1.5, 1.5])[-1] == float("inf")


def test_tables_have_a_column_for_each_size_and_compare_with_the_limit():
    assert figures(results())[0] == ["", "30 people", "300 people"]
    assert ["Answer acknowledged", *["10 / 20 / 30 / 40 ms"] * 2] in figures(results())
    assert ratios(results())[-1] == ["processor for an answer", *["1.0 ms", "0.3 ms", "3.0"] * 2]


@pytest.mark.parametrize(
    ("changed", "which"),
    [
        ({"times": OURS["times"] | {"submit": QUICK | {"p99": 101.0}}}, 0),
        ({"wall_answers": QUICK | {"max": float("inf")}}, 1),
        ({"reveal": {"wall": 1001.0, "phones": QUICK}}, 1),
        ({"processes": 4}, 2),
        ({"stored": 989}, 3),
        ({"stored": 991}, 3),
        ({"messages_stored": 1981}, 3),
        ({"lost": 1}, 3),
        ({"faults": {"submit: refused": 1}}, 3),
        ({"tracebacks": 1}, 3),
    ],
    ids=str,
)
def test_a_goal_that_is_missed_is_said(changed, which):
    assert reached() == [True] * 4
    assert [number for number, is_reached in enumerate(reached(**changed)) if not is_reached] == [which]
