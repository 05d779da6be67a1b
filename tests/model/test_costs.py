"""The plain formulas of costs, with the check values of methods A.6, D and E.2."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model import costs
from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import CircleCost
from lcc_diag.model.plan import Agreed, Member

QUESTIONNAIRES = load()
TODAY = date(2026, 11, 22)
NOTHING_AGREED = Agreed()
PEOPLE = (Respondent("m", "md"), Respondent("a", "leader"), Respondent("s", "staff"))
ERP = {
    "people": 6,
    "hours_per_week": 4,
    "incidents_eur_year": 30_000,
    "benefit_eur_month": 12_000,
    "months_delayed": 6,
}
INSPECTION = {
    "process": " Prüfprotokolle ",
    "hours_per_week_per_person": 3,
    "people": 4,
    "automatable_share": 60,
    "adoption": 70,
    "build_cost_eur": 8000,
    "run_cost_year_eur": 1200,
}
OTHER = {
    "hours_per_week_per_person": 1.5,
    "people": 5,
    "automatable_share": 50,
    "adoption": 70,
    "build_cost_eur": 15_000,
    "run_cost_year_eur": 2400,
}


def say(item, value, challenge=None, who="m", **evidence):
    return Answer("t0", who, item, value, challenge, evidence)


def given_(*answers, challenge="c1", **figures):
    """Answers with figures of the first challenge."""
    said = [say(f"costs.{name}", value, challenge) for name, value in figures.items()]
    challenges = (Challenge("c1", "…"), Challenge("c2", "…"))
    return answers_of(Case(challenges=challenges, respondents=PEOPLE, answers=(*said, *answers)))


def price(answers):
    return costs.prices(answers, QUESTIONNAIRES)


# --- price of an hour ---------------------------------------------------------------------------------------------


def test_the_usual_rate_unless_there_is_an_own_one():
    usual = given_()
    assert price(usual) == costs.Prices(48.3, False, 44)
    own = given_(say("costs.rate_eur_h", 48.3))
    assert price(own) == costs.Prices(48.3, True, 44)
    assert price(given_(say("costs.rate_eur_h", 61.5), say("costs.rate_eur_h", 99, who="s"))).rate == 61.5


# --- a challenge --------------------------------------------------------------------------------------------------


def test_check_values_of_a_challenge():
    answers = given_(**ERP, investment_eur=2_300_000, share_new_way=60)
    parts = costs.parts(answers, "c1", price(answers))
    assert costs.hours_a_year(answers, "c1", 44) == 1056
    assert parts == {"work": pytest.approx(51_004.80), "incidents": 30_000, "delay": 72_000}
    assert sum(parts.values()) == pytest.approx(153_004.80)
    assert costs.sunk(answers, "c1") == pytest.approx(920_000)
    assert costs.parts(answers, "c2", price(answers)) == {}


@pytest.mark.parametrize(
    ("missing", "left"),
    [
        ({"people"}, {"incidents", "delay"}),
        ({"hours_per_week"}, {"incidents", "delay"}),
        ({"incidents_eur_year"}, {"work", "delay"}),
        ({"benefit_eur_month"}, {"work", "incidents"}),
        ({"months_delayed"}, {"work", "incidents"}),
        (set(ERP) - {"people"}, set()),
    ],
    ids=lambda names: " ".join(sorted(names)) or "nothing",
)
def test_nothing_follows_from_what_was_not_entered(missing, left):
    answers = given_(**{name: value for name, value in ERP.items() if name not in missing})
    assert set(costs.parts(answers, "c1", price(answers))) == left


def test_nothing_entered_and_zero_entered_are_two_things():
    assert costs.parts(given_(), "c1", price(given_())) == {}
    zero = given_(people=0, hours_per_week=4)
    assert costs.parts(zero, "c1", price(zero)) == {"work": 0}


@pytest.mark.parametrize("figures", [{"investment_eur": 5}, {"share_new_way": 60}, {}], ids=str)
def test_sunk_needs_both_figures(figures):
    assert costs.sunk(given_(**figures), "c1") is None


@pytest.mark.parametrize(
    "value", ["6", True, None, -1, float("nan"), float("inf"), 10**400, [6]], ids=lambda v: repr(v)[:9]
)
def test_what_is_no_figure_is_not_there(value):
    answers = given_(people=value, hours_per_week=4, share_new_way=value, investment_eur=5)
    assert costs.entered(answers, "people", "c1") is None
    assert costs.parts(answers, "c1", price(answers)) == {}
    assert costs.sunk(answers, "c1") is None


def test_a_share_above_the_whole_is_not_there():
    assert costs.sunk(given_(investment_eur=5, share_new_way=100.5), "c1") is None
    assert costs.sunk(given_(investment_eur=5, share_new_way=100), "c1") == 0


# --- shares with a range ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ((0.25, 0.5, 0.75), (0.25, 0.5, 0.75)),
        ((None, None, None), None),
        ((None, 0.5, None), (0.5, 0.5, 0.5)),
        ((0.2, None, None), (0.2, 0.2, 0.2)),
        ((None, None, 0.9), (0.9, 0.9, 0.9)),
        ((0.2, None, 0.6), (0.2, 0.4, 0.6)),
        ((0.2, 0.5, None), (0.2, 0.5, 0.5)),
        ((None, 0.5, 0.6), (0.5, 0.5, 0.6)),
        ((0.75, 0.5, 0.25), (0.25, 0.5, 0.75)),
        ((0.5, 0.75, 0.25), (0.25, 0.5, 0.75)),
        ((0.6, None, 0.2), (0.2, 0.4, 0.6)),
        ((0.6, 0.5, None), (0.5, 0.5, 0.6)),
        ((0, 0, 0), (0, 0, 0)),
    ],
    ids=str,
)
def test_low_likely_high(entered, expected):
    found = costs.spread(*entered)
    assert found == (expected if expected is None else pytest.approx(expected))


@given(st.tuples(*[st.none() | st.floats(0, 1)] * 3))
def test_low_likely_high_are_always_in_order(entered):
    found = costs.spread(*entered)
    assert (found is None) == (entered == (None, None, None))
    assert found is None or list(found) == sorted(found)


def test_the_attribution_is_entered_in_percent():
    entered = given_(attribution_low=25, attribution_likely=50, attribution_high=75)
    assert costs.attribution(entered, "c1") == (0.25, 0.5, 0.75)
    assert costs.attribution(entered, "c2") is None


# --- how sure the mismatch is -------------------------------------------------------------------------------------


def rated(build, options, *modes):
    build.people("leader", *(f"l{number}" for number in range(len(modes))))
    build.challenge("c1")
    for number, mode in enumerate(modes):
        build.rate(f"l{number}", "c1", options, mode)
    (result,) = diagnose(build.case(), QUESTIONNAIRES, TODAY).challenges
    return result


def test_complex_run_as_ordered_counts_both_ordered_modes(build):
    result = rated(build, "cccccbcc", "expert_project", "expert_project", "best_practice", "experiments")
    sure = costs.p_mismatch(result, QUESTIONNAIRES.cynefin)
    assert result.mismatch in ("complex_as_project", "complex_as_recipe")
    assert sure == result.p_complex_as_order == pytest.approx(result.support["complex"] * 0.75)


def test_another_mismatch_is_as_sure_as_its_cell(build):
    result = rated(build, "bbbbbbbb", "best_practice", "expert_project")
    cell = QUESTIONNAIRES.cynefin.mismatches[result.mismatch]
    assert (cell.domain, cell.mode) == ("complicated", "best_practice")
    assert costs.p_mismatch(result, QUESTIONNAIRES.cynefin) == pytest.approx(result.support["complicated"] / 2)


def test_a_mismatch_of_any_domain_is_as_sure_as_its_mode(build):
    result = rated(build, "aaaababb", "drift", "drift", "best_practice")
    assert QUESTIONNAIRES.cynefin.mismatches[result.mismatch].domain == "any"
    assert costs.p_mismatch(result, QUESTIONNAIRES.cynefin) == pytest.approx(2 / 3)


def test_no_mismatch_no_share_of_the_cost(build):
    result = rated(build, "bbbbabba", "expert_project")
    assert result.mismatch is None
    assert costs.p_mismatch(result, QUESTIONNAIRES.cynefin) == 0


# --- automation ---------------------------------------------------------------------------------------------------


def automation(evidence, *answers, value=0):
    said = given_(say("execution.automation", value, **evidence), *answers)
    return costs.automation(said, price(said))


@pytest.mark.parametrize(
    ("evidence", "hours", "net", "months"),
    [(INSPECTION, 221.76, 9_511.01, 10.09), (OTHER, 115.5, 3_178.65, 56.6)],
    ids=["worth it", "not worth it"],
)
def test_check_values_of_an_automation(evidence, hours, net, months):
    shape = automation(evidence)
    found = costs.net_eur(costs.likely_hours(shape), shape)
    assert costs.likely_hours(shape) == pytest.approx(hours)
    assert found == pytest.approx(net, abs=0.005)
    assert costs.payback_months(found, shape.build_cost) == pytest.approx(months, abs=0.05)


def test_an_automation_described():
    shape = automation(INSPECTION, say("costs.automatable_low", 40), say("costs.adoption_high", 85), value="dk")
    assert (shape.process, shape.hours, shape.likely) == ("Prüfprotokolle", 528, (0.6, 0.7))
    assert (shape.automatable, shape.adoption) == ((0.4, 0.6, 0.6), (0.7, 0.7, 0.85))


@pytest.mark.parametrize("name", ["hours_per_week_per_person", "people", "automatable_share", "adoption"])
def test_an_automation_needs_its_figures(name):
    assert automation({**INSPECTION, name: None}) is None
    assert automation({**INSPECTION, name: "viel"}) is None


def test_limits_stand_in_for_a_likely_share():
    without = {name: value for name, value in INSPECTION.items() if name != "adoption"}
    shape = automation(without, say("costs.adoption_low", 50), say("costs.adoption_high", 80))
    assert (shape.adoption, shape.likely[1]) == (pytest.approx((0.5, 0.65, 0.8)), pytest.approx(0.65))


def test_its_own_rate_goes_before_that_of_the_company():
    company = say("costs.rate_eur_h", 60)
    assert automation(INSPECTION, company).rate == 60
    assert automation({**INSPECTION, "rate_eur_h": 35}, company).rate == 35


def test_what_never_pays_has_no_month():
    shape = automation({**INSPECTION, "run_cost_year_eur": 20_000})
    net = costs.net_eur(costs.likely_hours(shape), shape)
    assert net < 0
    assert costs.payback_months(net, shape.build_cost) is None
    assert costs.payback_months(0, 8000) is None
    assert costs.payback_months(100, None) is None


AUTOMATION_NEEDS = ("hours_per_week_per_person", "people", "automatable_share", "adoption")


@pytest.mark.parametrize(
    ("entered", "evidence", "missing"),
    [
        ({}, {}, ()),
        ({"freed_time": ""}, {}, ()),
        ({"freed_time": "Lernen"}, {}, AUTOMATION_NEEDS),
        ({"automatable_low": 40}, {}, ("hours_per_week_per_person", "people", "adoption")),
        ({"adoption_high": 85}, {"people": 4, "automatable_share": 60}, ("hours_per_week_per_person",)),
        ({"adoption_high": 85}, INSPECTION, ()),
    ],
    ids=["nothing", "emptied", "a use", "a limit", "almost", "all"],
)
def test_an_automation_says_what_part_3_still_owes(entered, evidence, missing):
    said = given_(
        say("execution.automation", 0, **evidence), *(say(f"costs.{name}", value) for name, value in entered.items())
    )
    assert costs.automation_missing(said, QUESTIONNAIRES) == missing
    assert bool(missing) <= (costs.automation(said, price(said)) is None)


# --- provider -----------------------------------------------------------------------------------------------------


def provider(*answers, value=1, **evidence):
    said = given_(say("execution.provider", value, **evidence), *answers)
    return costs.provider(said, price(said), QUESTIONNAIRES)


def test_check_value_of_a_provider():
    found = provider(internal_hours_month=60, provider_cost_month_eur=4000)
    assert found.hidden_share == pytest.approx(0.420, abs=0.0005)
    assert (found.own_eur_month, found.provider_eur_month, found.is_high) == (pytest.approx(2898), 4000, False)


def test_from_half_on_the_own_share_is_high():
    at_half = provider(say("costs.rate_eur_h", 40), internal_hours_month=100, provider_cost_month_eur=4000)
    assert (at_half.hidden_share, at_half.is_high) == (0.5, True)


@pytest.mark.parametrize(
    "evidence",
    [
        {"internal_hours_month": 60},
        {"provider_cost_month_eur": 4000},
        {},
        {"internal_hours_month": 0, "provider_cost_month_eur": 0},
    ],
    ids=str,
)
def test_a_provider_needs_both_figures(evidence):
    assert provider(**evidence) is None


def test_without_a_provider_there_is_no_share():
    assert provider(value="na", internal_hours_month=60, provider_cost_month_eur=4000) is None


# --- circle -------------------------------------------------------------------------------------------------------


@pytest.fixture
def company(build):
    """Ready for a circle of 24 weeks."""
    build.people("md", "m")
    build.people("leader", "l1", "l2")
    build.challenge("c1")
    build.challenge("c2")
    for challenge in ("c1", "c2"):
        for who in ("m", "l1"):
            build.rate(who, challenge, "cccccbcc", "expert_project")
    for who in ("m", "l1", "l2"):
        for dimension in build.content.attitudes.dimensions:
            build.attitude(who, dimension, 2)
    build.execute("m", {"owner": 2})
    return build


def people_named(count):
    return tuple(Member(number, f"P{number}", "alone") for number in range(1, count + 1))


def circle(build, coach=None, agreed=NOTHING_AGREED, **changed):
    build.conditions("m", weeks=24, **changed)
    found = diagnose(build.case(), QUESTIONNAIRES, TODAY)
    return costs.circle(found, agreed, costs.Prices(48.3, False, 44), coach, QUESTIONNAIRES.plan)


def test_check_value_of_a_circle(company):
    found = circle(company, coach=2400.0)
    assert found == CircleCost(4, 90, 24, 144, pytest.approx(6955.20), 2400)


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        (Agreed(members=people_named(5)), (5, 24, 180, "plan", "recommended")),
        (Agreed(weeks=12), (4, 12, 72, "part_3", "plan")),
        (Agreed(members=people_named(3), weeks=12), (3, 12, 54, "plan", "plan")),
        (Agreed(members=people_named(1)), (3, 24, 108, "limit", "recommended")),
    ],
    ids=["people", "weeks", "both", "too few"],
)
def test_what_was_agreed_goes_before_part_3_and_the_recommendation(company, agreed, expected):
    found = circle(company, agreed=agreed)
    assert (found.people, found.weeks, found.hours, found.people_from, found.weeks_from) == expected
    assert found.work_eur == pytest.approx(found.hours * 48.3)


def test_a_circle_is_neither_smaller_nor_longer_than_it_can_be(company):
    long, short = circle(company, minutes=200, people=7), circle(company, minutes=60)
    assert (long.people, long.minutes, short.minutes) == (7, 90, 60)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, (4, 90, "assumed", "assumed")),
        ({"people": 6}, (6, 90, "part_3", "assumed")),
        ({"minutes": 75}, (4, 75, "assumed", "part_3")),
        ({"people": 2, "minutes": 30}, (3, 60, "limit", "limit")),
    ],
)
def test_only_what_is_not_known_of_a_circle_is_assumed(company, known, expected):
    found = diagnose(company.case(), QUESTIONNAIRES, TODAY)
    ready = replace(found, recommendation=replace(found.recommendation, outcome="start_12"), circle=known)
    cost = costs.circle(ready, NOTHING_AGREED, costs.Prices(50, True, 44), None, QUESTIONNAIRES.plan)
    people, minutes, *sources = expected
    hours = people * minutes * 12 / 60
    assert cost == CircleCost(people, minutes, 12, hours, 50 * hours, None, *sources)


def test_no_circle_no_cost(company):
    assert circle(company, voluntary="no") is None


# --- which challenge first ----------------------------------------------------------------------------------------


def test_of_equally_severe_challenges_the_dearer_one_comes_first(company):
    company.conditions("m")
    before = diagnose(company.case(), QUESTIONNAIRES, TODAY)
    assert before.challenges[0].severity == before.challenges[1].severity
    assert before.begin.challenge == "c1"

    company.say("m", "costs.incidents_eur_year", 1000, "c1")
    company.say("m", "costs.incidents_eur_year", 1000.5, "c2")
    after = diagnose(company.case(), QUESTIONNAIRES, TODAY)
    assert after.begin.challenge == "c2"
    assert replace(after, begin=before.begin) == before
    assert diagnose(company.case(), QUESTIONNAIRES, TODAY, costs={}).begin.challenge == "c1"


def test_staff_figures_are_nobody_s(company):
    company.people("staff", "s")
    company.say("s", "costs.incidents_eur_year", 1000, "c2")
    answers = answers_of(company.case())
    assert costs.costs_by_challenge(("c1", "c2"), answers, QUESTIONNAIRES) == {}
