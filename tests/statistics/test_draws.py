"""The arrays say what the scalar model says: for answers as given, and for every draw pushed through it as answers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.attitudes import group_of, people_of
from lcc_diag.model.circle import gates
from lcc_diag.model.cynefin import UNCLEAR_CALLS
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.features import settings_of
from lcc_diag.model.gap import gap_of, reported
from lcc_diag.model.numbers import mean, settled
from lcc_diag.model.rules import holds
from lcc_diag.model.student_t import quantile
from lcc_diag.statistics.calls import CALLS
from lcc_diag.statistics.draws import steps, stream
from lcc_diag.statistics.gap import gap_flagged, t_between
from lcc_diag.statistics.stability import varied_parts
from lcc_diag.statistics.stability.attitudes import Moves, attitude_draws
from lcc_diag.statistics.stability.challenges import challenge_draws, if_called
from lcc_diag.statistics.stability.circle import circle_draws, varied_circle
from lcc_diag.statistics.stability.execution import execution_draws
from lcc_diag.statistics.stability.varied import alike, outcomes
from tests.statistics.random_cases import EDITED, TODAY, edited, random_case, with_rule, with_settings
from tests.statistics.replay import draws_of

QUESTIONNAIRES = load()
SEEDS = st.integers(0, 2**32).map(Random)
DRAWS = 4


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_unmoved_answers_give_the_facts_of_the_diagnosis(random):
    content = edited(random, QUESTIONNAIRES)
    case = random_case(random)
    found = diagnose(case, content, TODAY)
    answers = answers_of(case, found.round)
    calls = [_unmoved_call(c, answers, content, r.call) for c, r in zip(case.challenges, found.challenges, strict=True)]
    assert [CALLS[call] for call in calls] == [challenge.call for challenge in found.challenges]
    facts = {
        **if_called(found.challenges, calls),
        **_unmoved_attitudes(answers, content),
        **_unmoved_execution(answers, content),
    }
    assert {name: _clean(value) for name, value in facts.items()} == {
        name: _clean(found.features[name]) for name in facts
    }
    assert ("weakest_attitude" in facts) == (found.features["weakest_attitude"] is not None)
    assert ("execution_mean" in facts) == (found.features["execution_mean"] is not None)


def _unmoved_call(challenge, answers, content, otherwise):
    block = challenge_draws(challenge, answers, content.cynefin)
    if block is None:
        assert otherwise in UNCLEAR_CALLS
        return CALLS.index(otherwise)
    return block.calls(np.zeros((len(block.logs), 1, block.down.shape[1]), np.int8))[0]


def _unmoved_attitudes(answers, content):
    block = attitude_draws(answers, content.attitudes)
    still = {name: np.zeros((len(asked.answers), 1), np.int8) for name, asked in block.asked.items()}
    if not still:
        return {}
    return {k: v[0] for k, v in block.features(Moves(still, np.zeros((len(block.raters), 1)))).items()}


def _unmoved_execution(answers, content):
    block = execution_draws(answers, content.execution, TODAY)
    if block is None:
        return {}
    return {k: v[0] for k, v in block.features(np.zeros((len(block.questions), 1), np.int8)).items()}


def _clean(value):
    return settled(float(value)) if value is not None else None


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_each_draw_as_answers_leads_to_the_same_outcome(random):
    """Without the shifts, which are no answers."""
    content = with_settings(edited(random, QUESTIONNAIRES), rater_shift_sd=0, common_shift_sd=0)
    case = random_case(random)
    found = diagnose(case, content, TODAY)
    parts = varied_parts(case, found, content, TODAY, DRAWS)
    said = outcomes(parts.values(), found.features, content, DRAWS)
    drawn = draws_of(case, found, content, TODAY, DRAWS)
    again = [diagnose(drawn.replayed(draw), content, TODAY, found.round).recommendation for draw in range(DRAWS)]
    assert said.tolist() == [each.outcome for each in again]


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_shifts_move_person_scores_that_stay_on_the_scale(random):
    """Replayed person by person with the functions of the model."""
    case = random_case(random)
    found = diagnose(case, QUESTIONNAIRES, TODAY)
    drawn = draws_of(case, found, QUESTIONNAIRES, TODAY, DRAWS)
    block, moves = drawn.moved_attitudes()
    if not block.asked:
        return
    features, content = block.features(moves), QUESTIONNAIRES.attitudes
    for draw in range(DRAWS):
        answers = answers_of(drawn.replayed(draw), found.round)
        shift = dict(zip(block.raters, moves.shifts[:, draw], strict=True))
        people = {name: [_shifted(p, shift) for p in people_of(answers, name, content)] for name in content.dimensions}
        scores = [s for listed in people.values() if (s := mean(group_of(tuple(listed), content).scores)) is not None]
        gap = reported(g for name, listed in people.items() if (g := gap_of(name, listed, content.gap)) is not None)
        assert features["weakest_attitude"][draw] == pytest.approx(min(scores))
        assert features["gap_flagged"][draw] == (gap is not None and gap.flagged)


def _shifted(person, shift):
    if person.score is None:
        return person
    return replace(person, score=min(5.0, max(1.0, person.score + float(shift[person.respondent]))))


# --- chance ------------------------------------------------------------------------------------------------------


def test_steps_are_as_frequent_as_they_should_be():
    moved = steps(stream(9), (200_000,), 0.2, np.float64(0.1))
    assert np.mean(moved == -1) == pytest.approx(0.2, abs=0.005)
    assert np.mean(moved == 1) == pytest.approx(0.1, abs=0.005)
    assert not steps(stream(9), (10_000,), 0.0, 0.0).any()


def test_options_move_to_neighbours_and_dont_know_stays(questionnaires):
    random = Random(5)
    found = [draws_of(c, diagnose(c, questionnaires, TODAY), questionnaires, TODAY, 500) for c in _full(random)]
    moved = {option: [] for option in "abcd"}
    for drawn in found:
        asked = {(a.item, a.challenge, a.respondent): a.value for a in drawn.case.answers}
        for draw in range(0, 500, 5):
            for answer in drawn.cynefin(draw):
                moved[asked[answer.item, answer.challenge, answer.respondent]].append(answer.value)
    assert "dk" not in moved
    assert set(moved["a"]) == {"b"}
    assert set(moved["d"]) == {"c"}
    assert moved["b"].count("a") / len(moved["b"]) == pytest.approx(0.5, abs=0.05)
    assert moved["c"].count("d") / len(moved["c"]) == pytest.approx(0.5, abs=0.05)


def _full(random):
    cases = (random_case(random) for _ in range(200))
    return [replace(c, answers=tuple(a for a in c.answers if a.round == "t0")) for c in cases if len(c.answers) > 400][
        :3
    ]


def test_unknown_conditions_are_met_half_of_the_time(questionnaires):
    block = circle_draws(dict.fromkeys(questionnaires.circle.questions), questionnaires)
    assert (block.met["weeks"], block.not_met["weeks"]) == ((12, 24), (0,))
    assert (block.met["minutes"], block.not_met["minutes"]) == ((90,), (0, 60))
    assert (block.met["md"], block.not_met["md"]) == (("peer",), ("sponsor", "none"))
    assert (block.met["voluntary"], block.not_met["voluntary"]) == (("yes",), ("not_asked", "no"))
    drawn = block.draw(20_000)
    assert set(drawn) == set(questionnaires.circle.questions)
    for question, places in drawn.items():
        assert np.mean(places < len(block.met[question])) == pytest.approx(0.5, abs=0.02)
        assert set(places) == set(range(len(block.values(question))))


def test_draws_are_put_together_only_if_the_same_gates_fail(questionnaires):
    draws, nobody = 300, dict.fromkeys(questionnaires.circle.questions)
    block, varied = circle_draws(nobody, questionnaires), varied_circle(nobody, questionnaires, draws)
    places, limits = block.draw(draws), settings_of(questionnaires)
    assert len(varied.rows) < draws
    for draw in range(draws):
        drawn = {name: block.values(name)[places[name][draw]] for name in places}
        own, kept = (gates(f, questionnaires.circle, limits) for f in (drawn, varied.rows[varied.kinds[draw]]))
        assert [len(own.hard), len(own.soft)] == [len(kept.hard), len(kept.soft)]
        assert varied.rows[varied.kinds[draw]]["weeks"] == drawn["weeks"]


def test_what_is_known_of_the_conditions_is_a_fact(questionnaires):
    known = dict.fromkeys(questionnaires.circle.questions, "yes") | {"people": 4, "minutes": 90, "weeks": 12}
    assert circle_draws(known, questionnaires) is None
    assert set(circle_draws({**known, "md": None}, questionnaires).met) == {"md"}


# --- what the rules tell apart -----------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", EDITED[:6])
def test_values_that_a_condition_tells_apart_are_kept_apart(questionnaires, condition):
    content = with_rule(questionnaires, "R4", condition)
    ((_, operand),) = condition.items()
    feature = operand if isinstance(operand, str) else operand[0]
    values = np.array([0, 1.7, 1.8, 1.9999999999, 2, 2.1, 3 - 1e-12, 3, 3.1, 3.2, 3.4, 4, 5, 30])
    columns = alike(feature, values, content)
    truth = [holds(condition, {feature: value}, settings_of(content)) for value in values.tolist()]
    kinds = [tuple(column[place] for column in columns) for place in range(len(values))]
    assert len(set(truth)) == 2
    assert len({*zip(kinds, truth, strict=True)}) == len(set(kinds))


@pytest.mark.parametrize(("name", "limit"), [("deep_below", 2.3), ("moderate_below", 3.7)])
def test_scores_of_another_need_are_kept_apart(questionnaires, name, limit):
    content = with_settings(questionnaires, **{name: limit})
    (column,) = alike("weakest_attitude", np.array([limit - 0.01, limit - 1e-12, limit, limit + 0.01]), content)
    assert column[0] != column[1] == column[2] == column[3]


# --- Welch -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [(2, 2), (2, 5), (4, 9), (3, 150)])
def test_the_quantile_lies_between_its_bounds(people):
    random = np.random.default_rng(1)
    fewest, most = min(people) - 1, sum(people) - 2
    df = np.concatenate([[fewest, most], random.uniform(fewest, most, 200)]).astype(float)
    least, largest = t_between(0.9875, df, people)
    exact = np.array([quantile((1 + 0.9875) / 2, value) for value in df])
    assert np.all(least <= exact)
    assert np.all(exact <= largest)


@pytest.mark.parametrize(("leaders", "staff"), [(2, 5), (4, 9), (3, 6), (1, 9), (4, 4)])
def test_gaps_are_flagged_as_the_model_flags_them(build_people, questionnaires, leaders, staff):
    draws = 400
    random = np.random.default_rng(leaders * 100 + staff)
    first = np.clip(np.round(random.normal(4.0, 0.5, (leaders, draws)) * 5) / 5, 1, 5)
    second = np.clip(np.round(random.normal(2.7, 0.5, (staff, draws)) * 5) / 5, 1, 5)
    first[:, :20], second[:, :20] = 4.0, 3.3  # without any spread
    first[:, 20:40], second[:, 20:40] = 4.0, 3.4
    flagged = gap_flagged(first, second, questionnaires.attitudes.gap)
    gaps = [
        gap_of("x", build_people(a, b), questionnaires.attitudes.gap) for a, b in zip(first.T, second.T, strict=True)
    ]
    assert flagged.tolist() == [gap is not None and gap.flagged for gap in gaps]
    if leaders > 1 and staff > 4:
        assert 0.1 < flagged.mean() < 0.95
