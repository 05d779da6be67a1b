"""Classification against the fifteen reference cases (methods A.5, A.7)."""

import itertools
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model import mismatch
from lcc_diag.model.cynefin import Pool, call, contributions, likelihood, near_the_cliff, pool, posterior, rate
from lcc_diag.model.cynefin_questions import DOMAINS

REFERENCE = json.loads((Path(__file__).parent / "reference" / "cynefin_cases.json").read_text(encoding="utf-8"))
INDICATORS = REFERENCE["indicator_order"]
CYNEFIN = load().cynefin
OPTIONS = st.lists(st.sampled_from("abcd-") | st.just(" "), min_size=8, max_size=8).map("".join)


def answered(options: str) -> dict[str, str]:
    pairs = zip(INDICATORS, options, strict=True)
    return {indicator: "dk" if option == "-" else option for indicator, option in pairs if option != " "}


def pooled(*raters: str):
    return pool([rate(f"r{place}", answered(options), CYNEFIN) for place, options in enumerate(raters)], CYNEFIN)


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: case["id"])
def test_reference_case(case):
    together = pooled(*case["raters"])
    assert together.support == pytest.approx(case["support"], abs=6e-7)
    assert call(together, CYNEFIN.call)[0] == case["expected_call"]
    if "disagreement_jsd" in case:
        assert together.disagreement == pytest.approx(case["disagreement_jsd"], abs=6e-7)
        assert together.support_share == case["support_share"]


@pytest.mark.parametrize("case", [c for c in REFERENCE["cases"] if c["mode"]], ids=lambda case: case["id"])
def test_reference_severity(case):
    support = pooled(*case["raters"]).support
    modes = mismatch.shares([case["mode"]], CYNEFIN)
    assert mismatch.severity(support, modes, CYNEFIN) == pytest.approx(case["severity"], abs=6e-7)
    assert mismatch.complex_as_order(support, modes) == pytest.approx(case["p_complex_run_as_ordered"], abs=6e-7)


def test_the_reference_has_all_fifteen_cases():
    assert [case["id"] for case in REFERENCE["cases"]] == [f"C{number:02}" for number in range(1, 16)]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_answer_to_a_question_has_a_share_of_one(indicator, domain):
    shares = [likelihood(CYNEFIN, indicator, option, domain) for option in ("a", "b", "c", "d", "dk")]
    assert math.fsum(shares) == pytest.approx(1)
    assert min(shares) > 0


@given(st.lists(OPTIONS, max_size=6))
def test_support_sums_to_one_and_measures_stay_in_range(raters):
    together = pooled(*raters)
    assert math.fsum(together.support.values()) == pytest.approx(1)
    assert 0 <= together.uncertainty <= 1
    assert 0 <= together.disagreement <= 1
    assert call(together, CYNEFIN.call)[0] in {
        "clear",
        "complicated",
        "complex",
        "chaotic",
        "confused",
        "contested",
        "complex_complicated",
        "chaotic_complex",
    }


@given(st.lists(OPTIONS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_raters_and_answers_is_irrelevant(raters, random):
    mixed = [list(answered(options).items()) for options in raters]
    random.shuffle(mixed)
    for answers in mixed:
        random.shuffle(answers)
    again = pool([rate("r", dict(answers), CYNEFIN) for answers in mixed], CYNEFIN)
    once = pooled(*raters)
    assert again.support == once.support
    assert (again.disagreement, again.support_share) == (once.disagreement, once.support_share)
    assert call(again, CYNEFIN.call) == call(once, CYNEFIN.call)


def test_an_unanswered_question_says_nothing_but_dont_know_speaks_for_confused():
    silent, unsure = posterior(answered("cc      "), CYNEFIN), posterior(answered("cc------"), CYNEFIN)
    assert posterior({}, CYNEFIN) == pytest.approx(dict.fromkeys(DOMAINS, 0.2))
    assert unsure["confused"] > silent["confused"]


@given(OPTIONS, st.integers(0, 7))
def test_dont_know_never_speaks_for_a_domain_against_confused(options, place):
    with_gap = options[:place] + " " + options[place + 1 :]
    before = posterior(answered(with_gap), CYNEFIN)
    after = posterior(answered(options[:place] + "-" + options[place + 1 :]), CYNEFIN)
    assert after["confused"] >= before["confused"]


def test_who_answered_too_little_stays_outside_the_pool():
    assert pooled("cccccbcc", "aaaa----").support == pooled("cccccbcc").support
    assert call(pooled("cccc----", "cccc    "), CYNEFIN.call) == ("confused", "too_few_answers")


def test_without_a_rater_the_support_is_the_prior():
    nobody = pool([], CYNEFIN)
    assert nobody.support == CYNEFIN.prior
    assert (nobody.uncertainty, nobody.disagreement, nobody.support_share) == (1.0, 0.0, None)
    assert call(nobody, CYNEFIN.call) == ("confused", "too_few_answers")


def test_one_rater_is_unsure_but_never_contested():
    scattered = next(
        options
        for options in map("".join, itertools.product("abcd", repeat=8))
        if max(posterior(answered(options), CYNEFIN).values()) < 0.35
    )
    assert call(pooled(scattered), CYNEFIN.call) == ("confused", "no_pattern")


def supported(clear=0.0, complicated=0.0, complex=0.0, chaotic=0.0, confused=0.0):
    support = dict(zip(DOMAINS, (clear, complicated, complex, chaotic, confused), strict=True))
    return Pool((), True, support, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("together", "expected"),
    [
        (supported(complex=0.60, confused=0.40), ("complex", "firm")),
        (supported(complex=0.59, confused=0.41), ("confused", "no_pattern")),
        (supported(complex=0.45, complicated=0.35, confused=0.20), ("complex_complicated", "liminal")),
        (supported(complex=0.44, complicated=0.35, confused=0.21), ("confused", "no_pattern")),
        (supported(complex=0.45, chaotic=0.40, confused=0.15), ("chaotic_complex", "liminal")),
        (supported(clear=0.45, complicated=0.40, confused=0.15), ("complicated", "liminal")),
        (supported(clear=0.45, complex=0.40, confused=0.15), ("confused", "no_pattern")),
    ],
)
def test_call(together, expected):
    assert call(together, CYNEFIN.call) == expected


def test_a_firm_call_keeps_its_distance_from_the_second():
    rule = replace(CYNEFIN.call, p_min=replace(CYNEFIN.call.p_min, value=0.5))
    assert call(supported(complex=0.55, confused=0.35, clear=0.10), rule) == ("complex", "firm")
    assert call(supported(complex=0.55, confused=0.36, clear=0.09), rule) == ("confused", "no_pattern")


def test_two_raters_sure_of_different_things_are_contested():
    together = pooled("bbbbbbbb", "cccccccc")
    assert call(together, CYNEFIN.call) == ("contested", "contested")
    assert together.disagreement > 0.8


def test_contributions_of_one_rater_sum_to_the_log_odds_and_come_strongest_first():
    together = pooled("bcbbb-cc")
    parts = contributions(together, CYNEFIN)
    first, second = together.ranking[:2]
    odds = math.log(together.support[first] / together.support[second])
    assert math.fsum(part.weight for part in parts) == pytest.approx(odds)
    assert [part.weight for part in parts] == sorted((part.weight for part in parts), reverse=True)
    assert {part.indicator for part in parts} == set(INDICATORS)


def test_contributions_leave_out_what_nobody_answered():
    assert {part.indicator for part in contributions(pooled("ccccc   "), CYNEFIN)} == set(INDICATORS[:5])
    assert contributions(pooled(), CYNEFIN) == ()


def test_clear_with_an_odd_answer_is_near_the_cliff():
    assert near_the_cliff("clear", pooled("aaaabaac"))
    assert not near_the_cliff("clear", pooled("aaaabaab"))
    assert not near_the_cliff("complicated", pooled("bbbbbbbc"))
