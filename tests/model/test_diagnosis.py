"""The whole diagnosis: complete for any case, independent of order, and every reason ends in an answer."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.as_json import as_json
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.items import check_answer, find_item, item_ids
from lcc_diag.model.results import Unknown

QUESTIONNAIRES = load()
TODAY = date(2026, 3, 16)
ITEMS = tuple(item_ids(QUESTIONNAIRES))
MANAGED = ("execution.", "circle.", "plan.", "costs.")
SEEDS = st.integers(0, 2**32).map(Random)


@st.composite
def cases(draw):
    """Any case whose answers are acceptable, from empty to a dozen people who answer everything, in one or two rounds.

    Everything comes from a seed, because most cases shall be full ones. Options lean to one letter per
    challenge, so that calls of every kind occur.
    """
    random = draw(SEEDS)
    share = random.choice([0.2, 0.7, 0.95, 1.0])
    challenges = tuple(_challenge(f"c{n}", random) for n in range(random.randint(0, 3)))
    roles = ("md", "leader", "leader", "staff", "staff", "staff", "staff", "staff", "staff", "md")
    people = tuple(Respondent(f"r{n}", role) for n, role in enumerate(roles[: random.choice([0, 1, 3, 5, 10, 10])]))
    lean = {challenge.id: random.choice("abcd") for challenge in challenges}
    answers = [
        Answer("t0", person.id, item, _value(item, lean.get(challenge), random), challenge)
        for item in ITEMS
        for person in people
        for challenge in ([c.id for c in challenges] if find_item(item, QUESTIONNAIRES).challenge else [None])
        if random.random() < share
    ]
    later = [replace(answer, round="t1") for answer in answers if random.random() < share]
    return Case(challenges=challenges, respondents=people, answers=(*answers, *random.choice([later, []])))


def _challenge(name, random):
    return Challenge(name, "…", random.random() < 0.3, random.random() < 0.3, random.choice([None, "erp"]))


def _value(item, lean, random):
    shape = find_item(item, QUESTIONNAIRES)
    made = {"text": "…", "date": "2026-11-23", "time": "15:00"}
    if shape.kind in made:
        return made[shape.kind]
    if shape.kind == "number":
        return random.uniform(shape.minimum, shape.maximum)
    if shape.kind == "whole" and random.random() < 0.9:
        return random.randint(shape.minimum, shape.maximum)
    if lean in shape.choices and random.random() < 0.8:
        return lean
    return random.choice(shape.choices)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_any_case_has_a_diagnosis_and_always_the_same(case):
    ids = {c.id for c in case.challenges}, {r.id for r in case.respondents}
    assert [check_answer(answer, *ids, QUESTIONNAIRES) for answer in case.answers] == [None] * len(case.answers)
    found = diagnose(case, QUESTIONNAIRES, TODAY)
    assert found == diagnose(case, QUESTIONNAIRES, TODAY)
    assert found.recommendation.outcome in QUESTIONNAIRES.rules.outcomes
    assert all(math.fsum(challenge.support.values()) == pytest.approx(1) for challenge in found.challenges)
    printed = json.loads(json.dumps(as_json(found), allow_nan=False))
    assert printed["recommendation"]["rule"] == found.recommendation.rule


@settings(max_examples=60, deadline=None)
@given(cases(), SEEDS)
def test_the_order_of_people_and_of_their_answers_changes_nothing(case, random):
    """Except that of several managers' answers to the same question the latest counts."""
    people, own = list(case.respondents), [a for a in case.answers if not a.item.startswith(MANAGED)]
    managed = [a for a in case.answers if a.item.startswith(MANAGED)]
    once = replace(case, answers=(*own, *managed))
    random.shuffle(people)
    random.shuffle(own)
    again = replace(case, respondents=tuple(people), answers=(*own, *managed))
    latest = answers_of(once).round
    assert diagnose(again, QUESTIONNAIRES, TODAY, latest) == diagnose(once, QUESTIONNAIRES, TODAY, latest)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_reason_ends_in_an_answer_that_exists(case):
    found = diagnose(case, QUESTIONNAIRES, TODAY)
    given_ = {(f"answers.{a.item}", a.value, a.respondent, a.challenge) for a in case.answers if a.round == found.round}
    answered = {(a.item, a.challenge) for a in case.answers if a.round == found.round and _counts(a, case)}
    for step in found.explanation.walk():
        if step.what.startswith("answers."):
            key = (step.what, step.value, step.inputs["respondent"], step.inputs.get("challenge"))
            assert key in given_
        elif step.what.startswith("unanswered."):
            assert (step.what.removeprefix("unanswered."), step.inputs.get("challenge")) not in answered
        elif not step.because:
            assert step.rule == "entered"


def _counts(answer, case):
    """Staff are not asked about execution and the circle."""
    roles = {person.id: person.role for person in case.respondents}
    return not answer.item.startswith(MANAGED) or roles[answer.respondent] != "staff"


@settings(max_examples=60, deadline=None)
@given(cases(), SEEDS)
def test_dont_know_instead_of_an_answer_makes_no_attitude_appear(case, random):
    unsure = tuple(
        replace(a, value="dk") if a.item.startswith("attitudes.") and random.random() < 0.3 else a for a in case.answers
    )
    before = diagnose(case, QUESTIONNAIRES, TODAY).attitudes
    after = diagnose(replace(case, answers=unsure), QUESTIONNAIRES, TODAY).attitudes
    for name, result in before.items():
        if result.score is None:
            assert after[name].score is None


# --- one company ------------------------------------------------------------------------------------------------


@pytest.fixture
def company(build):
    """A managing director and two leaders who rate two challenges, answer everything else and know most of it."""
    build.people("md", "m")
    build.people("leader", "l1", "l2")
    build.challenge("erp", topic="erp")
    build.challenge("spindles")
    for who in ("m", "l1"):
        build.rate(who, "erp", "cccccbcc", "expert_project")
    build.rate("l1", "spindles", "bbbbabba", "expert_project")
    for who in ("m", "l1", "l2"):
        for dimension, score in zip(build.content.attitudes.dimensions, (2, 3, 3, 4), strict=True):
            build.attitude(who, dimension, score)
    build.execute("m", {"owner": 3, "quick_win": 2, "provider": "na", "ai": 1, "automation": "dk"})
    build.say("m", "execution.owner", 3, role_or_initials="KM")
    build.conditions("m", followup="dk", coach=None, weeks=24)
    return build.case()


def test_a_company(company):
    found = diagnose(company, QUESTIONNAIRES, TODAY)
    assert found.round == "t0"
    assert [(c.id, c.call, c.raters, c.mismatch) for c in found.challenges] == [
        ("erp", "complex", 2, "complex_as_project"),
        ("spindles", "complicated", 1, None),
    ]
    assert {name: result.score for name, result in found.attitudes.items()} == {
        "growth_mindset": 2,
        "psychological_safety": 3,
        "resilience": 3,
        "authentic_communication": 4,
    }
    assert found.gap is None
    assert {name: level.counted for name, level in found.execution.items()} == {
        "owner": 2,
        "quick_win": 2,
        "provider": None,
        "ai": 1,
        "automation": None,
    }
    assert found.execution["owner"].missing == ("hours_per_week",)
    assert found.execution_mean == pytest.approx(5 / 3)
    assert (found.circle["coach"], found.circle["followup"], found.circle["weeks"]) == (None, None, 24)
    assert (found.recommendation.rule, found.recommendation.notes) == ("R10", ("staff_view",))
    assert (found.begin.attitude, found.begin.challenge, found.begin.lever) == ("growth_mindset", "erp", "ai")
    assert found.begin.experiment == "one_product_group_in_erp"


def test_what_a_company_does_not_know(company):
    assert diagnose(company, QUESTIONNAIRES, TODAY).unknown == (
        Unknown("few_raters", "cynefin", "spindles"),
        Unknown("no_staff", "attitudes"),
        Unknown("evidence", "execution.owner"),
        Unknown("dont_know", "execution.automation"),
        Unknown("unanswered", "circle.coach"),
        Unknown("dont_know", "circle.followup"),
    )


def test_what_is_missing_of_an_attitude_is_only_named_where_it_has_no_score(company):
    kept = tuple(a for a in company.answers if not a.item.startswith("attitudes.ps"))
    unsure = [a for a in company.answers if a.item == "attitudes.ps1"]
    unsure = tuple(replace(a, value="dk") for a in unsure)
    few = tuple(a for a in kept if a.item not in ("attitudes.gm1", "attitudes.gm2"))
    found = diagnose(replace(company, answers=(*few, *unsure)), QUESTIONNAIRES, TODAY).unknown
    assert [(u.kind, u.item) for u in found if u.item.startswith("attitudes.")] == [
        ("dont_know", "attitudes.ps1"),
        *[("unanswered", f"attitudes.ps{number}") for number in range(2, 6)],
    ]


def test_one_attitude_seen_by_the_staff_is_a_staff_view(company, build):
    build.people("staff", *"abcde")
    for who in "abcde":
        build.attitude(who, "resilience", 3)
    found = diagnose(build.case(), QUESTIONNAIRES, TODAY)
    assert found.features["no_staff_view"] is False
    assert "staff_view" not in found.recommendation.notes
    assert "no_staff" not in {unknown.kind for unknown in found.unknown}


def test_the_reasons_of_a_decision_are_the_parts_it_looked_at(company):
    found = diagnose(company, QUESTIONNAIRES, TODAY)
    parts = ["challenges", "attitudes", "gap", "execution", "gates"]
    assert [step.what for step in found.explanation.because] == ["decision", *parts]
    assert [step.what for step in found.recommendation.explanation.because] == parts
    assert found.explanation.because[0] is found.recommendation.explanation
    states = {step.what: step.value for step in found.explanation.because[-1].because}
    assert (states["gate.voluntary"], states["gate.coach"], states["gate.time"]) == ("met", "unknown", "met")


def test_an_acute_challenge_decides_alone(company):
    burning = Challenge("fire", "…", critical=True)
    answers = [
        Answer("t0", "m", f"cynefin.{indicator}", option, "fire")
        for indicator, option in zip(QUESTIONNAIRES.cynefin.indicators, "ddbddddd", strict=True)
    ]
    case = replace(company, challenges=(*company.challenges, burning), answers=(*company.answers, *answers))
    found = diagnose(case, QUESTIONNAIRES, TODAY).recommendation
    assert found.outcome == "stabilise"
    assert [step.what for step in found.explanation.because] == ["challenges"]

    calm = replace(case, challenges=(*company.challenges, replace(burning, stabilised=True)))
    assert diagnose(calm, QUESTIONNAIRES, TODAY).recommendation.outcome == "start_24"


def test_a_named_round_is_diagnosed_by_itself(company):
    later = tuple(replace(a, round="t1", value=4) for a in company.answers if a.item.startswith("attitudes."))
    case = replace(company, answers=(*company.answers, *later))
    assert diagnose(case, QUESTIONNAIRES, TODAY).recommendation.outcome == "collect"
    assert diagnose(case, QUESTIONNAIRES, TODAY, "t0") == diagnose(company, QUESTIONNAIRES, TODAY)


def test_costs_decide_between_equally_mishandled_challenges(build):
    build.people("md", "m")
    for name in ("one", "two"):
        build.challenge(name)
        build.rate("m", name, "cccccbcc", "expert_project")
    for dimension in build.content.attitudes.dimensions:
        build.attitude("m", dimension, 3)
    build.execute("m", {"owner": 2})
    assert diagnose(build.case(), QUESTIONNAIRES, TODAY).begin.challenge == "one"
    assert diagnose(build.case(), QUESTIONNAIRES, TODAY, costs={"two": 1.0}).begin.challenge == "two"


def test_an_empty_case_asks_for_more():
    found = diagnose(Case(), QUESTIONNAIRES, TODAY)
    assert (found.recommendation.outcome, found.begin, found.gap, found.round) == ("collect", None, None, "")
    assert {unknown.item for unknown in found.unknown} >= {"attitudes.gm1", "execution.owner", "circle.voluntary"}


# --- the printed form -------------------------------------------------------------------------------------------


def test_as_json_has_the_documented_keys(company):
    printed = as_json(diagnose(company, QUESTIONNAIRES, TODAY))
    assert printed["challenges"][0].items() >= {"id": "erp", "call": "complex"}.items()
    assert set(printed["challenges"][0]["support"]) == {"clear", "complicated", "complex", "chaotic", "confused"}
    assert printed["challenges"][0]["severity"] == pytest.approx(0.990827, abs=1e-6)
    assert printed["attitudes"]["growth_mindset"] == 2
    assert printed["gap"] is None
    assert printed["execution"]["levels"]["owner"] == 2
    assert printed["recommendation"] == {
        "rule": "R10",
        "outcome": "start_24",
        "conditions": [],
        "notes": ["staff_view"],
    }
    assert printed["begin"] == {
        "attitude": "growth_mindset",
        "link": ["growth_mindset", "psychological_safety"],
        "sprints": ["sprint_1", "sprint_5"],
        "lever": "ai",
        "challenge": "erp",
        "experiment": "one_product_group_in_erp",
    }
    assert [printed[name] for name in ("robustness", "flips", "intervals", "weakest", "costs")] == [None] * 5
    assert printed["explanation"]["because"][0]["what"] == "decision"
    assert printed["versions"] == QUESTIONNAIRES.versions()


def test_as_json_shows_a_gap(build):
    staff = [f"s{n}" for n in range(5)]
    build.people("leader", "l1", "l2")
    build.people("staff", *staff)
    for who in ("l1", "l2", *staff):
        build.attitude(who, "resilience", 2 if who in staff else 4)
    gap = as_json(diagnose(build.case(), QUESTIONNAIRES, TODAY))["gap"]
    expected = {"dimension": "resilience", "difference": 2.0, "ci_low": 2.0, "ci_high": 2.0, "flagged": True}
    assert gap.items() >= expected.items()


# --- purity -----------------------------------------------------------------------------------------------------


def test_the_model_needs_the_standard_library_only():
    script = (
        "import sys\n"
        "import lcc_diag.model.diagnosis, lcc_diag.model.as_json, lcc_diag.model.items\n"
        "heavy = {'numpy', 'pandas', 'plotly', 'ipywidgets', 'pydantic', 'yaml', 'sqlalchemy', 'scipy', 'anywidget'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
