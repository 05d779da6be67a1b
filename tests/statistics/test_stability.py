"""How often slightly changed answers lead to the same recommendation, and what the label says (methods E.5)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Answer, Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.features import settings_of
from lcc_diag.model.insight import BLOCKS, LABELS
from lcc_diag.statistics.stability import kelley, labelled, shrunk_outcome, stability
from lcc_diag.statistics.stability.known import known_share
from tests.statistics.demonstrations import borderline, clear_no, seed_case
from tests.statistics.random_cases import TODAY, random_case, with_settings

QUESTIONNAIRES = load()
SEEDS = st.integers(0, 2**32).map(Random)


def stable(case, content=QUESTIONNAIRES):
    return stability(case, diagnose(case, content, TODAY), content, TODAY)


# --- the published demonstrations -------------------------------------------------------------------------------------

PUBLISHED = {
    "seed": (
        seed_case,
        {"start_24": 0.987, "clarify": 0.005, "prepare": 0.004, "start_12": 0.004},
        {
            "attitudes": {"start_24": 0.996},
            "cynefin": {"start_24": 0.99, "clarify": 0.01},
            "execution": {"start_24": 1},
        },
        0.02,
    ),
    "borderline": (
        borderline,
        {"start_12": 0.66, "experts": 0.228, "clarify": 0.113},
        {"attitudes": {"start_12": 1}, "cynefin": {"start_12": 0.678, "experts": 0.228}, "execution": {"start_12": 1}},
        0.06,
    ),
    "clear no": (
        clear_no,
        {"experts": 0.973, "start_12": 0.026, "clarify": 0.001},
        {"attitudes": {"experts": 0.968, "start_12": 0.032}, "cynefin": {"experts": 1}, "execution": {"experts": 1}},
        0.03,
    ),
}
"""Case, shares, shares by part, and how near the rebuilt case must come: its answers are others (see there)."""


@pytest.mark.parametrize("exchanges", [0, 60, 150])
@pytest.mark.parametrize("name", PUBLISHED)
def test_demonstrations(questionnaires, name, exchanges):
    build, shares, by_block, near = PUBLISHED[name]
    found = stable(build(questionnaires, exchanges))
    assert found.draws == 2000
    assert {o: found.shares.get(o, 0) for o in shares} == pytest.approx(shares, abs=near)
    for block, published in by_block.items():
        assert {o: found.by_block[block].get(o, 0) for o in published} == pytest.approx(published, abs=near)


def test_labels_of_the_demonstrations(questionnaires):
    found = {name: stable(build(questionnaires, 60)) for name, (build, *_) in PUBLISHED.items()}
    assert {name: each.label for name, each in found.items()} == {
        "seed": "stable",
        "borderline": "mostly",
        "clear no": "stable",
    }
    assert all(each.caps == () for each in found.values())


def test_shares_of_outcomes_and_of_their_families(questionnaires):
    found = stable(seed_case(questionnaires, 60))
    assert (found.outcome, next(iter(found.shares))) == ("start_24", "start_24")
    assert found.same_outcome == found.shares["start_24"]
    assert found.same_family == pytest.approx(found.shares["start_24"] + found.shares["start_12"])
    assert list(found.shares.values()) == sorted(found.shares.values(), reverse=True)
    assert sum(found.shares.values()) == pytest.approx(1)


# --- for any case -------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_same_answers_give_the_same_figures_in_any_order(random):
    """Except that of several managers' answers to the same question the latest counts."""
    content = with_settings(QUESTIONNAIRES, draws=100)
    case = random_case(random)
    case = replace(case, answers=tuple(a for a in case.answers if a.round == "t0"))
    own = [a for a in case.answers if not a.item.startswith(("execution.", "circle."))]
    managed = [a for a in case.answers if a.item.startswith(("execution.", "circle."))]
    people = list(case.respondents)
    once = stable(replace(case, answers=(*own, *managed)), content)
    random.shuffle(own)
    random.shuffle(people)
    assert stable(replace(case, respondents=tuple(people), answers=(*managed, *own)), content) == once


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_any_case_has_shares_or_asks_for_more(random):
    content = with_settings(QUESTIONNAIRES, draws=100)
    case = random_case(random)
    diagnosis = diagnose(case, content, TODAY)
    found = stability(case, diagnosis, content, TODAY)
    assert (found is None) == (diagnosis.recommendation.outcome == "collect")
    if found is not None:
        for shares in (found.shares, *found.by_block.values()):
            assert sum(shares.values()) == pytest.approx(1)
            assert set(shares) <= set(content.rules.outcomes)
        assert list(found.by_block) == [block for block in BLOCKS if block in found.by_block]
        assert 0 <= found.same_outcome <= found.same_family <= 1
        assert 0 <= found.known <= 1


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_without_any_chance_nothing_changes(random):
    still = {"attitude_move": 0, "rater_shift_sd": 0, "common_shift_sd": 0, "option_move": 0, "level_move": 0}
    content = with_settings(QUESTIONNAIRES, draws=100, **still)
    found = stable(random_case(random), content)
    if found is not None:
        blocks = {name: shares for name, shares in found.by_block.items() if name != "circle"}
        assert all(shares == {found.outcome: 1.0} for shares in blocks.values())


# --- parts that vary ----------------------------------------------------------------------------------------------


def test_only_what_is_there_varies(questionnaires):
    case = seed_case(questionnaires, 0)
    assert list(stable(case).by_block) == ["attitudes", "cynefin", "execution"]
    without = tuple(a for a in case.answers if a.item != "circle.coach")
    assert list(stable(replace(case, answers=without)).by_block) == list(BLOCKS)


def test_a_burning_challenge_alone(build):
    build.people("md", "m")
    build.challenge("fire", critical=True)
    build.rate("m", "fire", "ddbddddd", "crisis")
    found = stable(build.case())
    assert (found.outcome, found.shrunk_outcome, found.known) == ("stabilise", None, 1.0)
    assert list(found.by_block) == ["cynefin", "circle"]
    assert found.by_block["circle"] == {"stabilise": 1.0}


def test_nothing_to_say_without_enough_answers():
    assert stable(Case()) is None


@pytest.mark.parametrize("value", ["dk", None])
def test_an_unknown_condition_is_met_half_of_the_time(questionnaires, value):
    case = seed_case(questionnaires, 0)
    kept = tuple(a for a in case.answers if a.item != "circle.voluntary")
    kept += (Answer("t0", "m", "circle.voluntary", value),) if value else ()
    found = stable(replace(case, answers=kept))
    assert found.outcome == "prepare"
    assert found.by_block["circle"] == pytest.approx({"prepare": 0.5, "start_24": 0.5}, abs=0.04)
    assert found.label == "close"


def test_missing_evidence_holds_levels_down_in_every_draw(questionnaires):
    """All levels are 2, where execution just does not come first. With evidence a step up makes up for one down."""
    case = clear_no(questionnaires, 0)
    shown = replace(case, answers=tuple(_experiment(answer) for answer in case.answers))
    bare = replace(shown, answers=tuple(replace(answer, evidence={}) for answer in shown.answers))
    with_evidence, without = (stable(each).by_block["execution"] for each in (shown, bare))
    more_down_than_up = (1 - 0.6**5 - 20 * 0.2**2 * 0.6**3 - 30 * 0.2**4 * 0.6) / 2
    assert with_evidence["execute_first"] == pytest.approx(more_down_than_up, abs=0.04)
    assert without["execute_first"] == pytest.approx(1 - 0.8**5, abs=0.04)


def _experiment(answer):
    values = {"cynefin.handling": "experiments"}
    options = answer.item.startswith("cynefin.") and answer.item not in values
    return replace(answer, value="c" if options else values.get(answer.item, answer.value))


# --- Kelley -------------------------------------------------------------------------------------------------------


def test_scores_move_towards_their_mean():
    assert kelley({"a": 2.0, "b": 4.0}, 0.7) == pytest.approx({"a": 2.3, "b": 3.7})
    assert kelley({"a": 2.0}, 0.7) == pytest.approx({"a": 2.0})
    assert kelley({}, 0.7) == {}


@pytest.mark.parametrize(
    ("true", "people", "limit", "raw", "shrunk"),
    [
        (3.6, 6, 3.4, 0.429, 0.340),
        (3.6, 12, 3.4, 0.303, 0.216),
        (3.8, 6, 3.4, 0.146, 0.094),
        (2.8, 6, 2.6, 0.437, 0.346),
        (2.8, 12, 2.6, 0.293, 0.216),
    ],
)
def test_false_alarms_of_the_lowest_of_four(true, people, limit, raw, shrunk):
    """The published rates: people differ by .45 overall and by .40 in each attitude (methods B.4, E.5)."""
    random, cases = np.random.default_rng(3), 4000
    given_ = true + random.normal(0, 0.45, (cases, people, 1)) + random.normal(0, 0.4, (cases, people, 4))
    scores = [dict(zip("abcd", row, strict=True)) for row in given_.mean(axis=1).tolist()]
    assert np.mean([min(s.values()) < limit for s in scores]) == pytest.approx(raw, abs=0.03)
    assert np.mean([min(kelley(s, 0.7).values()) < limit for s in scores]) == pytest.approx(shrunk, abs=0.03)


def test_another_outcome_with_shrunk_scores_caps_the_label(build):
    """One attitude alone lies just below 2.6; drawn towards the others it does not, and no deep need is left."""
    build.people("md", "m")
    build.challenge("one")
    build.rate("m", "one", "bbbbabba", "expert_project")
    for dimension in build.content.attitudes.dimensions:
        build.attitude("m", dimension, 4)
    for item in ("gm1", "gm2"):
        build.say("m", f"attitudes.{item}", 1)
    build.execute("m", {"owner": 2})
    build.conditions("m")
    case = build.case()
    content = with_settings(QUESTIONNAIRES, deep_below=3)
    diagnosis = diagnose(case, content, TODAY)
    assert diagnosis.features["weakest_attitude"] == pytest.approx(2.8)
    assert diagnosis.recommendation.outcome == "start_12"
    assert shrunk_outcome(diagnosis, content) == "experts"
    still = {"attitude_move": 0, "rater_shift_sd": 0, "common_shift_sd": 0, "option_move": 0, "level_move": 0}
    found = stable(case, with_settings(content, **still))
    assert (found.same_outcome, found.label, found.caps) == (1.0, "mostly", ("shrunk", "single"))


# --- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("same", "differs", "known", "label", "caps"),
    [
        (1.0, False, 1.0, "stable", ()),
        (0.8, False, 0.75, "stable", ()),
        (0.7995, False, 1.0, "mostly", ()),
        (0.6, False, 1.0, "mostly", ()),
        (0.5995, False, 1.0, "close", ()),
        (0.9, True, 1.0, "mostly", ("shrunk",)),
        (0.7, True, 1.0, "mostly", ()),
        (0.3, True, 1.0, "close", ()),
        (0.9, False, 0.74, "mostly", ("unknown",)),
        (0.9, False, 0.5, "mostly", ("unknown",)),
        (0.9, False, 0.49, "close", ("unknown",)),
        (0.7, False, 0.74, "mostly", ()),
        (0.7, False, 0.49, "close", ("unknown",)),
        (0.9, True, 0.74, "mostly", ("shrunk", "unknown")),
        (0.9, True, 0.2, "close", ("shrunk", "unknown")),
        (0.1, True, 0.2, "close", ()),
    ],
)
def test_labels_and_what_lowers_them(questionnaires, same, differs, known, label, caps):
    assert labelled(same, differs, known, False, settings_of(questionnaires)) == (label, caps)
    assert label in LABELS


@pytest.mark.parametrize(
    ("same", "label", "caps"), [(0.95, "mostly", ("single",)), (0.7, "mostly", ()), (0.5, "close", ())]
)
def test_one_persons_answers_are_never_called_stable(questionnaires, same, label, caps):
    assert labelled(same, False, 1.0, True, settings_of(questionnaires)) == (label, caps)


# --- what is known --------------------------------------------------------------------------------------------------


def known(case):
    return known_share(answers_of(case), diagnose(case, QUESTIONNAIRES, TODAY), QUESTIONNAIRES)


QUESTIONS = 2 * 9 + 20 + 5 + 8
"""Two challenges with eight indicators and the handling, attitudes, execution, circle."""


def test_everything_is_known(questionnaires):
    assert known(seed_case(questionnaires, 0)) == 1.0


def test_people_who_took_no_part_do_not_count(questionnaires):
    """Only the managing director rates challenges; one of thirteen does not know one of twenty attitude items."""
    case = seed_case(questionnaires, 0)
    unsure = _changed(case, lambda a: "dk" if (a.respondent, a.item) == ("s0", "attitudes.gm1") else a.value)
    assert known(unsure) == pytest.approx((QUESTIONS - 1 / 13) / QUESTIONS)


@pytest.mark.parametrize("item", ["cynefin.novelty", "cynefin.handling", "execution.owner", "circle.coach"])
@pytest.mark.parametrize("value", ["dk", None])
def test_dont_know_and_no_answer_are_not_known(questionnaires, item, value):
    case = _changed(seed_case(questionnaires, 0), lambda a: value if a.item == item and a.challenge != "b" else a.value)
    assert known(case) == pytest.approx((QUESTIONS - 1) / QUESTIONS)


def test_a_level_without_its_evidence_is_not_known(questionnaires):
    case = _changed(seed_case(questionnaires, 0), lambda a: 3 if a.item == "execution.owner" else a.value)
    assert known(case) == 1.0
    bare = replace(case, answers=tuple(replace(a, evidence={}) for a in case.answers))
    assert known(bare) == pytest.approx((QUESTIONS - 1) / QUESTIONS)


def test_not_applicable_is_known(questionnaires):
    case = _changed(seed_case(questionnaires, 0), lambda a: "na" if a.item == "execution.provider" else a.value)
    assert known(case) == 1.0


def test_a_challenge_nobody_rated_is_unknown(questionnaires):
    case = _changed(seed_case(questionnaires, 0), lambda a: None if a.challenge == "b" else a.value)
    assert known(case) == pytest.approx((QUESTIONS - 9) / QUESTIONS)


def test_what_the_decision_did_not_look_at_does_not_count(questionnaires):
    """Where experts are enough, conditions of a circle are not asked for."""
    case = clear_no(questionnaires, 0)
    without = _changed(case, lambda a: None if a.item.startswith("circle.") else a.value)
    assert diagnose(without, questionnaires, TODAY).recommendation.outcome == "experts"
    assert known(without) == 1.0


def test_much_that_is_not_known_lowers_the_label(questionnaires):
    unsure = {"cynefin.novelty", "cynefin.stability", "cynefin.waiting_cost"}
    unsure |= {f"attitudes.{item}{number}" for item in ("gm", "ps", "re", "ac") for number in (4, 5)}
    found = stable(_changed(clear_no(questionnaires, 0), lambda a: "dk" if a.item in unsure else a.value))
    assert found.known == pytest.approx((6 + 12 + 5) / 34)
    assert (found.label, found.caps) == ("mostly", ("unknown",))


def _changed(case, value_of):
    """The case with other values; an answer whose value is ``None`` is none."""
    answers = [replace(answer, value=value_of(answer)) for answer in case.answers]
    return replace(case, answers=tuple(answer for answer in answers if answer.value is not None))
