from dataclasses import replace

import pytest
from scipy import stats

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.attitudes import Person
from lcc_diag.model.gap import credibility_gap, gap_of, reported, welch
from lcc_diag.model.results import Gap

RULE = load().attitudes.gap
LEADERS = (4.2, 3.8, 4.4, 4.0)
STAFF = (2.6, 3.0, 2.8, 2.2, 3.4, 2.6, 3.0, 2.4, 3.2)


def people(leaders, staff):
    roles = [("leader", score) for score in leaders] + [("staff", score) for score in staff]
    return [Person(f"r{place}", role, score, ()) for place, (role, score) in enumerate(roles)]


def test_welch_as_published():
    """Fixture of methods B.4, checked there against R's t.test."""
    interval = welch(LEADERS, STAFF, 0.95)
    assert interval.difference == pytest.approx(1.3)
    assert round(interval.df, 4) == 8.7273
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.885, 1.715)


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.9875])
@pytest.mark.parametrize(("first", "second"), [(LEADERS, STAFF), ((1.0, 5.0), STAFF)])
def test_welch_agrees_with_scipy(first, second, confidence):
    found = welch(first, second, confidence)
    expected = stats.ttest_ind(first, second, equal_var=False).confidence_interval(confidence)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_without_spread_in_one_group_the_other_decides():
    found = welch((4.0, 4.0), STAFF, 0.95)
    expected = stats.ttest_1samp(STAFF, 4.0).confidence_interval(0.95)
    assert found.df == pytest.approx(len(STAFF) - 1)
    assert (4 - found.high, 4 - found.low) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_without_spread_the_interval_is_the_difference():
    found = welch((4.0, 4.0), (3.0,) * 5, 0.95)
    assert (found.low, found.difference, found.high) == (1.0, 1.0, 1.0)


def test_one_value_gives_no_interval():
    with pytest.raises(ValueError, match="two values"):
        welch((4.0,), STAFF, 0.95)


def test_gap_of_the_fixture():
    gap = gap_of("resilience", people(LEADERS, STAFF), RULE)
    assert gap.flagged
    assert (gap.difference, gap.leaders_mean) == (pytest.approx(1.3), pytest.approx(4.1))
    assert gap.ci_low == pytest.approx(welch(LEADERS, STAFF, 0.9875).low)


@pytest.mark.parametrize(("leaders", "staff"), [(LEADERS[:1], STAFF), (LEADERS, STAFF[:4]), ((), ())])
def test_too_few_people_give_no_gap(leaders, staff):
    assert gap_of("resilience", people(leaders, staff), RULE) is None


def test_a_person_without_a_score_does_not_count():
    assert gap_of("resilience", people((4.2, None), STAFF), RULE) is None


@pytest.mark.parametrize(
    ("leaders", "staff", "flagged"),
    [
        ((3.7, 3.7), (3.0,) * 5, True),
        ((3.6, 3.6), (3.0,) * 5, False),
        ((5.0, 2.4), (3.0, 3.0, 2.8, 3.2, 3.0), False),
    ],
)
def test_a_gap_is_flagged_if_it_is_large_and_certain(leaders, staff, flagged):
    assert gap_of("resilience", people(leaders, staff), RULE).flagged is flagged


def test_the_reported_gap_is_the_largest_among_the_certain_ones():
    certain = Gap("resilience", 0.8, 0.1, 1.5, 3.8, 3.0, True)
    larger = Gap("growth_mindset", 1.2, -0.1, 2.5, 4.2, 3.0, False)
    assert reported([larger, certain]) is certain
    assert reported([replace(certain, ci_low=-0.2), larger]) is larger
    assert reported([]) is None


def test_the_gap_of_a_case_counts_the_managing_director_as_a_leader(build):
    staff = ["s1", "s2", "s3", "s4", "s5"]
    build.people("md", "m")
    build.people("leader", "l")
    build.people("staff", *staff)
    for who in ("m", "l", *staff):
        build.attitude(who, "resilience", 2 if who in staff else 4)
        build.attitude(who, "growth_mindset", 3)
    gap, why = credibility_gap(answers_of(build.case()), build.content.attitudes)
    assert (gap.dimension, gap.difference, gap.flagged) == ("resilience", 2.0, True)
    assert {step.inputs["respondent"] for step in why.because} == {"m", "l", *staff}
