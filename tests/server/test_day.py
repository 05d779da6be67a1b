"""A day in the life of a server, in a minute: thirty visitors, whatever can befall them, nothing lost, nothing left.

``python benchmarks/day.py`` plays it for ten minutes and prints figures.
"""

from __future__ import annotations

import pytest

from lcc_diag.server.kernels.kernels import fork_by_default
from tests.server.playing import Plan, Played, play

PLANS = {"forked": Plan(morning=10, afternoon=24, visitors=30), "plain": Plan(5, 8, visitors=4, forked=False)}


@pytest.fixture(scope="module", params=PLANS)
def played(request, tmp_path_factory) -> Played:
    if request.param == "forked" and not fork_by_default({}):
        pytest.skip("kernels are not forked on this system")
    return play(tmp_path_factory.mktemp("day"), PLANS[request.param])


def test_nothing_that_was_acknowledged_is_lost_or_doubled(played):
    assert played.ledger.faults == []
    assert played.ledger.counts["answers acknowledged"] > 20
    assert played.differences() == []


def test_it_was_no_quiet_day(played):
    happened = {"lines cut", "seen live", "kernels killed"}
    if played.plan.visitors == 30:  # a few visitors may be spared some of it
        happened |= {"reloads", "said again", "sessions culled", "pages never connected", "pages given up"}
    assert happened <= {what for what, count in played.ledger.counts.items() if count}
    assert played.ledger.counts["servers killed"] == 1


def test_nothing_is_left_when_everybody_has_left(played):
    before, after = played.before, played.after
    assert (after.processes, after.folders) == (before.processes, before.folders)
    assert after.files <= before.files
    assert after.threads <= before.threads + 4
    assert played.left == []


def test_memory_does_not_grow(played):
    """What thirty pages in the same second need comes and goes by a tenth; the benchmark has the time to tell more."""
    assert played.after.server < 1.2 * played.before.server
    assert played.after.per_process() < 1.15 * played.before.per_process()


def test_the_log_holds_no_surprise(played):
    assert "Traceback" not in played.log
    assert "Error" not in played.log
