"""Every flip really flips, and nothing smaller does: by the model itself, on every reference profile and at random."""

import itertools
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.attitudes import Person
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.cynefin import call, pool, rate
from lcc_diag.model.cynefin_questions import DOMAINS
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.gap import gap_of
from lcc_diag.model.insight import FlipStep
from lcc_diag.model.results import Diagnosis
from lcc_diag.statistics.calls import CALLS, called
from lcc_diag.statistics.flips import MOST_FLIPS, flips
from lcc_diag.statistics.flips import attitudes as attitudes_reached
from lcc_diag.statistics.flips import calls as calls_reached
from lcc_diag.statistics.flips.attitudes import may_turn
from lcc_diag.statistics.flips.moves import applied
from tests.circle import DISAGREEING, LEADERS, OPTIONS, READY, STAFF
from tests.view.cases import CASES, DAY, GOOD, LOW, MIDDLING, case_of

QUESTIONNAIRES = load()
PROFILES = Path(__file__).parents[1] / "model" / "reference" / "circle_profiles.json"
PROFILES = json.loads(PROFILES.read_text(encoding="utf-8"))


def answer(who, item, value, challenge=None):
    return Answer("t0", who, item, value, challenge, at=None)


def rated(who, challenge, options, mode):
    for indicator, option in zip(QUESTIONNAIRES.cynefin.indicators, options, strict=True):
        yield answer(who, f"cynefin.{indicator}", "dk" if option == "-" else option, challenge)
    yield answer(who, "cynefin.handling", mode, challenge)


def scored(people, scores):
    """Person scores next to each other whose mean over ten people is the score, to one decimal."""
    for dimension, score in scores.items():
        tenths = None if score is None else round(score * 10)
        for place, who in enumerate(() if tenths is None else people):
            whole = tenths // 10 + (place < tenths % 10)
            for item, shape in QUESTIONNAIRES.attitudes.dimensions[dimension].items.items():
                yield answer(who, f"attitudes.{item}", 6 - whole if shape.reverse else whole)


def profile_case(profile):
    """A case whose answers lead to the inputs of a profile; levels above 2 count as 2, for lack of evidence."""
    inputs = profile["inputs"]
    people = [Respondent("m", "md"), *(Respondent(s, "staff") for s in STAFF)]
    people += [Respondent(leader, "leader") for leader in LEADERS]
    challenges, answers = [], []
    for entry in inputs["challenges"]:
        name, mode = entry["name"], entry["mode"]
        challenges.append(Challenge(name, name, critical=entry.get("critical", False)))
        if entry["call"] == "contested":
            for who, options in zip(STAFF, DISAGREEING, strict=False):
                answers += rated(who, name, options, mode)
        else:
            answers += rated("m", name, OPTIONS[entry["call"], mode], mode)
    answers += scored(STAFF, inputs["attitudes"])
    if inputs["gap"]:
        seen = {name: score + inputs["gap"] for name, score in inputs["attitudes"].items()}
        answers += scored(LEADERS, seen)
    answers += [answer("m", f"execution.{name}", level) for name, level in inputs["execution"].items()]
    answers += [answer("m", f"circle.{name}", value) for name, value in inputs["gates"].items()]
    return Case(challenges=tuple(challenges), respondents=tuple(people), answers=tuple(answers))


def diagnosed(case, today=DAY) -> Diagnosis:
    return diagnose(case, QUESTIONNAIRES, today)


def search(case):
    return flips(case, diagnosed(case), QUESTIONNAIRES, DAY)


# --- steps, listed without the code under test -------------------------------------------------------------------


def near(values, value):
    place = values.index(value)
    return [values[other] for other in (place - 1, place + 1) if 0 <= other < len(values)]


def other_values(entered):
    """Every value one step away from an answer; for numbers all that a circle could plausibly be asked for."""
    part, _, name = entered.item.partition(".")
    if part == "circle":
        question = QUESTIONNAIRES.circle.questions[name]
        values = list(question.choices) or [0, 2, 3, 4, 6, 11, 12, 23, 24, 50, 59, 60, 89, 90, 100]
        return [value for value in values if value != entered.value]
    if entered.value in ("dk", "na"):
        return []
    if entered.item == "cynefin.handling":
        return [mode for mode in QUESTIONNAIRES.cynefin.handling.modes if mode != entered.value]
    if part == "cynefin":
        return near(list("abcd"), entered.value)
    return near([0, 1, 2, 3, 4] if part == "execution" else [1, 2, 3, 4, 5], entered.value)


def single_steps(case):
    """All of them, also of questions about the circle that nobody answered; the managing director comes first."""
    answered = {entered.item for entered in case.answers}
    missing = [f"circle.{name}" for name in READY if f"circle.{name}" not in answered]
    unanswered = [answer(case.respondents[0].id, item, None) for item in missing]
    for entered in (*case.answers, *unanswered):
        if not entered.item.endswith(("_ladder", "anecdote")):
            for new in other_values(entered):
                yield FlipStep(entered.item, entered.challenge, entered.respondent, entered.value, new)


def different_steps(case):
    """In a profile people of one role who gave one answer about an attitude gave all others alike."""
    roles = {person.id: person.role for person in case.respondents}
    kinds = {}
    for step in single_steps(case):
        who = roles[step.respondent] if step.item.startswith("attitudes.") else step.respondent
        kinds.setdefault((step.item, step.challenge, who, step.old, step.new), step)
    return kinds.values()


def outcome(case, steps):
    return diagnosed(applied(case, "t0", steps)).recommendation


def check(case, found):
    """Each flip flips as told, none contains another, fewest answers come first, at most one per outcome."""
    present = diagnosed(case).recommendation.outcome
    assert len(found.flips) <= MOST_FLIPS
    assert [len(flip.steps) for flip in found.flips] == sorted(len(flip.steps) for flip in found.flips)
    assert len({flip.outcome for flip in found.flips} - {present}) == len(found.flips)
    for flip in found.flips:
        assert 1 <= len(flip.steps) <= found.searched
        assert len({(s.item, s.challenge, s.respondent) for s in flip.steps}) == len(flip.steps)
        after = outcome(case, flip.steps)
        assert (after.outcome, after.rule) == (flip.outcome, flip.rule)
    for one, other in itertools.permutations(found.flips, 2):
        assert not set(one.steps) <= set(other.steps)


# --- the reference profiles --------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile["id"])
def test_each_flip_of_a_reference_profile_flips_and_no_single_step_was_missed(profile):
    case = profile_case(profile)
    before = diagnosed(case).recommendation
    assert (before.rule, before.outcome) == (profile["expected"]["rule"], profile["expected"]["outcome"])
    found = search(case)
    if before.outcome == "collect":
        assert found is None
        return
    check(case, found)
    turning = {outcome(case, [step]).outcome for step in different_steps(case)} - {before.outcome}
    told = {flip.outcome for flip in found.flips if len(flip.steps) == 1}
    assert told == turning or (len(told) == MOST_FLIPS and told <= turning)


@pytest.mark.parametrize("name", CASES)
def test_each_flip_flips(name):
    case = CASES[name]()
    found = search(case)
    if diagnosed(case).recommendation.outcome == "collect":
        assert found is None
    else:
        check(case, found)
        assert found == search(case)


def test_the_order_of_people_and_answers_changes_nothing():
    case = CASES["start_24"]()
    turned = replace(case, respondents=case.respondents[::-1], answers=case.answers[::-1])
    assert search(turned) == search(case)


def test_the_same_answers_by_pairs():
    """The smallest flip has two steps exactly if no single step but some pair turns the outcome."""
    case = case_of([("Rechnungen", "aaaababb", "best_practice")], GOOD, LOW, READY, raters=("md",))
    found, present = search(case), diagnosed(case).recommendation.outcome
    steps = list(single_steps(case))
    assert not any(outcome(case, [step]).outcome != present for step in steps)
    cynefin = [step for step in steps if step.item.startswith("cynefin.")]
    pairs = [
        {outcome(case, pair).outcome}
        for pair in itertools.combinations(cynefin, 2)
        if len({step.item for step in pair}) == 2
    ]
    turning = set().union(*pairs) - {present}
    assert {flip.outcome for flip in found.flips if len(flip.steps) == 2} == turning


# --- what the steps are ------------------------------------------------------------------------------------------


def steps_to(case, wanted):
    return next([(s.item, s.old, s.new) for s in flip.steps] for flip in search(case).flips if flip.outcome == wanted)


@pytest.mark.parametrize(
    ("changed", "wanted", "steps"),
    [
        ({"people": 2}, "start_12", [("circle.people", 2, 3)]),
        ({"minutes": 50}, "start_12", [("circle.minutes", 50, 60)]),
        ({"weeks": 7}, "start_12", [("circle.weeks", 7, 12)]),
        ({"voluntary": "dk"}, "start_12", [("circle.voluntary", "dk", "yes")]),
        ({"voluntary": None}, "start_12", [("circle.voluntary", None, "yes")]),
        (
            {"voluntary": "no", "md": "none"},
            "start_12",
            [("circle.voluntary", "no", "yes"), ("circle.md", "none", "peer")],
        ),
    ],
)
def test_conditions_move_to_the_next_value_that_matters(changed, wanted, steps):
    circle = {name: value for name, value in (READY | changed).items() if value is not None}
    case = case_of([("Die Meister planen selbst.", "cccccbcc", "expert_project")], MIDDLING, LOW, circle)
    assert steps_to(case, wanted) == steps


def test_cut_points_come_from_the_conditions():
    """With a gate that asks for five people, five is the next value."""
    gates = QUESTIONNAIRES.circle.gates
    stricter = {**gates, "group_size": replace(gates["group_size"], hard={"below": ["people", 5]})}
    content = replace(QUESTIONNAIRES, circle=replace(QUESTIONNAIRES.circle, gates=stricter))
    challenge = ("Die Meister planen selbst.", "cccccbcc", "expert_project")
    case = case_of([challenge], MIDDLING, LOW, READY | {"people": 2})
    found = flips(case, diagnose(case, content, DAY), content, DAY)
    assert [(step.item, step.new) for step in found.flips[0].steps] == [("circle.people", 5)]


def test_a_level_without_its_evidence_does_not_count():
    """From 2 to 3 nothing is gained without evidence, so no single level lifts the mean to 2."""
    case = case_of([("KI im Büro", "cccccbdc", "experiments")], GOOD, dict.fromkeys(LOW, 2) | {"ai": 1}, READY)
    assert diagnosed(case).recommendation.outcome == "execute_first"
    found = [flip for flip in search(case).flips if flip.outcome == "maintain"]
    assert [[(s.item, s.old, s.new) for s in flip.steps] for flip in found] == [[("execution.ai", 1, 2)]]


def test_who_does_not_know_stays_unknowing():
    case = case_of(
        [("Die Meister planen selbst.", "cccccb--", "expert_project")],
        MIDDLING,
        dict.fromkeys(LOW, "dk") | {"ai": 1},
        READY,
    )
    moved = [step for flip in search(case).flips for step in flip.steps if not step.item.startswith("circle.")]
    assert all(step.old != "dk" for step in moved)


def test_a_firm_case_is_told_as_firm():
    case = case_of(
        [("Rechnungen", "aaaababb", "best_practice"), ("Spindeln", "bbbbabba", "expert_project")],
        dict.fromkeys(GOOD, 5),
        LOW,
        READY,
        raters=("md", *["leader"] * 6),
    )
    found = search(case)
    assert (found.flips, found.exact, found.searched) == ((), True, 4)


def test_too_little_for_a_recommendation_has_no_flips():
    assert flips(Case(), diagnosed(Case()), QUESTIONNAIRES, DAY) is None


# --- bounds and arrays against the model -------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("abcd", min_size=8, max_size=8), min_size=1, max_size=6))
def test_calls_of_arrays_are_those_of_the_model(raters):
    content = QUESTIONNAIRES.cynefin
    people = [rate(str(n), dict(zip(content.indicators, text, strict=True)), content) for n, text in enumerate(raters)]
    together = pool(people, content)
    posteriors = np.array([[person.posterior[domain] for domain in DOMAINS] for person in people])
    supporters = (posteriors >= content.call.support_p.value).sum(axis=0)
    found = called(posteriors.mean(axis=0)[None], supporters[None], len(people), content.call)
    assert CALLS[found[0]] == call(together, content.call)[0]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32).map(Random), st.integers(2, 5), st.integers(5, 9))
def test_a_gap_that_cannot_turn_does_not_turn(random, leaders, staff):
    rule = QUESTIONNAIRES.attitudes.gap
    groups = [[random.randint(15, 25) / 5 for _ in range(leaders)], [random.randint(8, 18) / 5 for _ in range(staff)]]
    count = random.randint(1, 4)
    before = _gap(groups, rule)
    moved = [list(scores) for scores in groups]
    for _ in range(count):
        side = random.choice(moved)
        place = random.randrange(len(side))
        side[place] = min(5, max(1, side[place] + random.choice((-0.2, 0.2))))
    if _gap(moved, rule) != before:
        assert may_turn(groups, count * 0.2, rule)


def _gap(groups, rule):
    pairs = zip(("leader", "staff"), groups, strict=True)
    people = [Person(f"{role}{n}", role, score, ()) for role, side in pairs for n, score in enumerate(side)]
    return gap_of("any", people, rule).flagged


# --- any case ----------------------------------------------------------------------------------------------------


@st.composite
def cases(draw):
    """Full cases of one to seven people in which letters lean to one option per challenge and person."""
    random = draw(st.integers(0, 2**32).map(Random))
    roles = ["md", *random.choice([[], ["leader"], ["leader", "leader"], ["leader"] * 2 + ["staff"] * 5])]
    people = tuple(Respondent(f"r{n}", role) for n, role in enumerate(roles))
    challenges = tuple(Challenge(f"c{n}", f"C{n}", critical=random.random() < 0.3) for n in range(random.randint(1, 2)))
    answers = [a for person in people for a in _anything(person, challenges, random)]
    levels = {name: random.choice([0, 1, 2, 2, "dk"]) for name in QUESTIONNAIRES.execution.questions}
    answers += [answer("r0", f"execution.{name}", level) for name, level in levels.items()]
    circle = {
        name: random.choice([value, value, value, "dk"]) for name, value in READY.items() if random.random() < 0.9
    }
    answers += [answer("r0", f"circle.{name}", value) for name, value in circle.items()]
    return Case(challenges=challenges, respondents=people, answers=tuple(answers))


def _anything(person, challenges, random):
    for challenge in challenges:
        lean = random.choice("abccd")
        options = "".join(random.choice("abcd-") if random.random() < 0.3 else lean for _ in range(8))
        mode = random.choice(list(QUESTIONNAIRES.cynefin.handling.modes))
        yield from rated(person.id, challenge.id, options, mode)
    for dimension in QUESTIONNAIRES.attitudes.dimensions.values():
        centre = random.choice([2, 3, 3, 4]) + (person.role != "staff")
        for item, entry in dimension.items.items():
            value = min(5, max(1, centre + random.choice([-1, 0, 0, 1])))
            yield answer(person.id, f"attitudes.{item}", 6 - value if entry.reverse else value)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_applying_a_flip_gives_its_outcome(case):
    found = search(case)
    if found is not None:
        check(case, found)


@settings(max_examples=10, deadline=None)
@given(cases())
def test_no_single_step_is_missed(case):
    present, found = diagnosed(case).recommendation.outcome, search(case)
    if found is not None:
        told = {flip.outcome for flip in found.flips if len(flip.steps) == 1}
        turning = {outcome(case, [step]).outcome for step in single_steps(case)} - {present}
        assert told <= turning
        if len(told) < MOST_FLIPS:
            assert told == turning


def test_a_bounded_search_says_so_and_still_tells_the_truth(monkeypatch):
    monkeypatch.setattr(calls_reached, "MOST_SETS", 50)
    monkeypatch.setattr(attitudes_reached, "MOST_CELLS", 50)
    case = CASES["clarify"]()
    found = search(case)
    assert not found.exact
    check(case, found)
