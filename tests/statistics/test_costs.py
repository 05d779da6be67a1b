"""Costs with their ranges: the check values of methods A.6 and D, and that more never makes less."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import CostReport, Range
from lcc_diag.statistics.costs import cost_report
from lcc_diag.store.example import example_case

QUESTIONNAIRES = load()
TODAY = date(2026, 11, 22)
EXAMPLE = example_case("de", QUESTIONNAIRES)
DIAGNOSIS = diagnose(EXAMPLE, QUESTIONNAIRES, TODAY)
BARE = replace(EXAMPLE, answers=tuple(a for a in EXAMPLE.answers if not (a.item.startswith("costs.") or a.evidence)))
"""The example without any figure."""

FIGURES = {
    "people": st.floats(0, 200),
    "hours_per_week": st.floats(0, 60),
    "incidents_eur_year": st.floats(0, 1e6),
    "benefit_eur_month": st.floats(0, 1e5),
    "months_delayed": st.floats(0, 60),
    "attribution_low": st.floats(0, 100),
    "attribution_likely": st.floats(0, 100),
    "attribution_high": st.floats(0, 100),
    "investment_eur": st.floats(0, 1e7),
}
ROUTINE = {
    "hours_per_week_per_person": st.floats(0, 60),
    "people": st.floats(0, 100),
    "automatable_share": st.floats(0, 100),
    "adoption": st.floats(0, 100),
    "rate_eur_h": st.floats(0, 200),
    "build_cost_eur": st.floats(0, 1e6),
    "run_cost_year_eur": st.floats(0, 1e5),
}
SPREADS = {name: st.floats(0, 100) for name in ("automatable_low", "automatable_high", "adoption_low", "adoption_high")}


def report(case: Case, **figures: float) -> CostReport:
    """Costs of ``case`` with further figures of its first challenge."""
    said = [Answer("t0", "r1", f"costs.{name}", value, "c1") for name, value in figures.items()]
    return cost_report(replace(case, answers=(*case.answers, *said)), DIAGNOSIS, QUESTIONNAIRES)


def worth(routine: dict[str, float], spreads: dict[str, float]):
    said = [Answer("t0", "r1", f"costs.{name}", value) for name, value in spreads.items()]
    said.append(Answer("t0", "r1", "execution.automation", 0, evidence=routine))
    return cost_report(replace(BARE, answers=(*BARE.answers, *said)), DIAGNOSIS, QUESTIONNAIRES).automation


def in_order(found: Range | None) -> bool:
    return found is None or found.p10 <= found.p50 <= found.p90


def never_less(more: Range | None, less: Range | None) -> bool:
    """Percentile by percentile, but for float dust."""
    pairs = ((more.p10, less.p10), (more.p50, less.p50), (more.p90, less.p90))
    return all(a >= b - 1e-9 * max(1, abs(b)) for a, b in pairs)


# --- check values -------------------------------------------------------------------------------------------------


def test_check_values_of_the_example():
    found = report(EXAMPLE)
    (erp,) = found.challenges
    assert (found.rate, found.own_rate, found.weeks_a_year) == (48.3, False, 44)
    assert (erp.challenge, erp.hours, erp.parts["work"]) == ("c1", 1056, pytest.approx(51_004.80))
    assert erp.total == pytest.approx(153_004.80)
    assert erp.p_mismatch == pytest.approx(0.98, abs=0.005)
    assert (erp.attributable.p10, erp.attributable.p50, erp.attributable.p90) == pytest.approx(
        (54_000, 75_000, 95_700), rel=0.01
    )
    assert erp.attributable_hours.p50 / erp.hours == pytest.approx(erp.attributable.p50 / erp.total)
    assert erp.sunk == pytest.approx(920_000)


def test_ranges_meet_those_of_the_triangular_distribution():
    """Its percentiles are known: low + √(p·(high − low)·(likely − low)) below the likely value, mirrored above."""
    sure = DIAGNOSIS.challenges[0].p_complex_as_order
    found = report(BARE, incidents_eur_year=100_000, attribution_low=10, attribution_likely=20, attribution_high=60)
    expected = [0.1 + (0.1 * 0.5 * 0.1) ** 0.5, *(0.6 - ((1 - p) * 0.5 * 0.4) ** 0.5 for p in (0.5, 0.9))]
    attributable = found.challenges[0].attributable
    assert (attributable.p10, attributable.p50, attributable.p90) == pytest.approx(
        [100_000 * sure * share for share in expected], rel=0.01
    )


def test_check_values_of_automation_provider_and_circle():
    found = report(EXAMPLE)
    assert found.automation.likely_hours == pytest.approx(221.76)
    assert found.automation.likely_net_eur == pytest.approx(9_511.01, abs=0.005)
    assert found.automation.payback_months == pytest.approx(10.09, abs=0.005)
    assert found.automation.hours.p10 < 221.76 < found.automation.hours.p90
    assert found.automation.freed_time.startswith("Zwei der vier Prüfer")
    assert (found.provider.hidden_share, found.provider.is_high) == (pytest.approx(0.420, abs=0.0005), False)
    assert (found.circle.hours, found.circle.work_eur, found.circle.coach_eur) == (144, pytest.approx(6955.20), None)


# --- only what was entered ----------------------------------------------------------------------------------------


def test_without_figures_there_is_only_the_time_of_the_circle():
    found = report(BARE)
    assert (found.challenges, found.automation, found.provider) == ((), None, None)
    assert found.circle.hours == 144


def test_an_empty_case_has_no_costs():
    nobody = Case()
    found = cost_report(nobody, diagnose(nobody, QUESTIONNAIRES, TODAY), QUESTIONNAIRES)
    assert (found.challenges, found.automation, found.provider, found.circle) == ((), None, None, None)


@pytest.mark.parametrize("figures", [{"people": 6}, {"attribution_likely": 50}, {"investment_eur": 5.0}], ids=str)
def test_half_a_figure_is_none(figures):
    assert report(BARE, **figures).challenges == ()


def test_without_an_estimate_nothing_is_attributed():
    (found,) = report(BARE, people=6, hours_per_week=4).challenges
    assert (found.total, found.attributable, found.attributable_hours, found.sunk) == (
        pytest.approx(51_004.80),
        None,
        None,
        None,
    )


def test_sunk_alone_has_no_cost_to_attribute():
    (found,) = report(BARE, investment_eur=1000, share_new_way=75, attribution_likely=50).challenges
    assert (found.parts, found.total, found.attributable, found.sunk) == ({}, 0, None, 250)


def test_one_estimate_is_a_point():
    (found,) = report(BARE, incidents_eur_year=1000, attribution_likely=50).challenges
    assert found.attributable.p10 == found.attributable.p50 == found.attributable.p90
    assert found.attributable.p50 == pytest.approx(500 * found.p_mismatch)
    assert found.attributable_hours is None


def test_only_figures_of_the_round_count():
    later = Answer("t1", "r1", "costs.incidents_eur_year", 1e6, "c1")
    assert cost_report(replace(EXAMPLE, answers=(*EXAMPLE.answers, later)), DIAGNOSIS, QUESTIONNAIRES) == report(
        EXAMPLE
    )


# --- what holds for any figures -----------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries({}, optional=FIGURES))
def test_ranges_of_a_challenge_are_in_order_and_within_the_total(figures):
    for found in report(BARE, **figures).challenges:
        assert in_order(found.attributable)
        assert in_order(found.attributable_hours)
        assert found.attributable is None or 0 <= found.attributable.p90 <= found.total * 1.000001


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries(FIGURES), st.sampled_from(sorted(FIGURES)), st.floats(0, 1))
def test_more_never_costs_less(figures, name, share):
    more = {**figures, name: figures[name] + share * ((100 if "attribution" in name else 1e5) - figures[name])}
    if more[name] < figures[name]:
        figures, more = more, figures
    (less,), (greater,) = report(BARE, **figures).challenges, report(BARE, **more).challenges
    assert greater.total >= less.total
    assert never_less(greater.attributable, less.attributable)
    assert never_less(greater.attributable_hours, less.attributable_hours)


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(ROUTINE),
    st.fixed_dictionaries(SPREADS),
    st.sampled_from(["hours_per_week_per_person", "people", "automatable_share", "adoption", *SPREADS]),
    st.floats(0, 1),
)
def test_more_to_automate_never_saves_less(routine, spreads, name, share):
    before, after = dict(routine), dict(spreads)
    changed = before if name in routine else after
    changed[name] += share * (100 - changed[name])
    less, more = worth(routine, spreads), worth(before, after)
    assert all(in_order(found) for found in (less.hours, less.net_eur, more.hours, more.net_eur))
    assert never_less(more.hours, less.hours)
    assert never_less(more.net_eur, less.net_eur)
    if less.payback_months is not None:
        assert more.payback_months <= less.payback_months * (1 + 1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_answers_does_not_matter(seed):
    answers = list(EXAMPLE.answers)
    Random(seed).shuffle(answers)
    assert cost_report(replace(EXAMPLE, answers=tuple(answers)), DIAGNOSIS, QUESTIONNAIRES) == report(EXAMPLE)


def test_figures_of_one_thing_change_no_other_range():
    other = Answer("t0", "r1", "costs.incidents_eur_year", 5000, "c2")
    found = cost_report(replace(EXAMPLE, answers=(other, *EXAMPLE.answers)), DIAGNOSIS, QUESTIONNAIRES)
    assert [cost.challenge for cost in found.challenges] == ["c1", "c2"]
    assert found.challenges[:1] == report(EXAMPLE).challenges
    assert found.automation == report(EXAMPLE).automation
