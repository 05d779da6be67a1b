"""The decision and where to begin against the eighteen reference profiles (methods E.2–E.4)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.begin import sprints, topic, weakest, weakest_link
from lcc_diag.model.decision import decide
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.features import need, settings_of
from lcc_diag.model.results import ChallengeResult
from tests.circle import DISAGREEING, LEADERS, OPTIONS, READY, STAFF

PROFILES = json.loads((Path(__file__).parent / "reference" / "circle_profiles.json").read_text(encoding="utf-8"))
QUESTIONNAIRES = load()


def case_of(profile, build):
    """A case whose answers lead to the profile's inputs: ten staff, and ten leaders where there is a gap."""
    inputs = profile["inputs"]
    build.people("md", "m")
    build.people("staff", *STAFF)
    build.people("leader", *LEADERS)
    for challenge in inputs["challenges"]:
        name, mode = challenge["name"], challenge["mode"]
        build.challenge(name, critical=challenge.get("critical", False))
        if challenge["call"] == "contested":
            for who, options in zip(STAFF, DISAGREEING, strict=False):
                build.rate(who, name, options, mode)
        else:
            build.rate("m", name, OPTIONS[challenge["call"], mode], mode)
    build.group(STAFF, inputs["attitudes"])
    if inputs["gap"]:
        seen_by_leaders = {name: score + inputs["gap"] for name, score in inputs["attitudes"].items()}
        build.group(LEADERS, seen_by_leaders)
    build.execute("m", inputs["execution"])
    build.conditions("m", **inputs["gates"])
    return build.case()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile["id"])
def test_reference_profile(profile, build, today):
    diagnosis = diagnose(case_of(profile, build), QUESTIONNAIRES, today)
    assert [c.call for c in diagnosis.challenges] == [c["call"] for c in profile["inputs"]["challenges"]]
    assert {name: level.counted for name, level in diagnosis.execution.items()} == profile["inputs"]["execution"]
    for name, score in profile["inputs"]["attitudes"].items():
        assert diagnosis.attitudes[name].score == (score if score is None else pytest.approx(score))
    assert (diagnosis.gap is not None and diagnosis.gap.flagged) is (profile["inputs"]["gap"] > 0)

    recommendation, expected = diagnosis.recommendation, profile["expected"]
    assert (recommendation.rule, recommendation.outcome) == (expected["rule"], expected["outcome"])
    assert list(recommendation.conditions) == expected["items"]
    assert list(recommendation.notes) == expected["notes"]
    assert _begin(diagnosis.begin) == profile["begin"]


def _begin(begin):
    if begin is None:
        return None
    return {
        "attitude": begin.attitude,
        "link": list(begin.link),
        "sprints": list(begin.sprints),
        "lever": begin.lever,
        "challenge": begin.challenge,
    }


def test_the_reference_has_all_eighteen_profiles():
    assert [profile["id"] for profile in PROFILES] == [f"P{number:02}" for number in range(1, 19)]


# --- the decision by itself -----------------------------------------------------------------------------------

FACTS = {
    "acute": False,
    "challenges": 2,
    "complex": 1,
    "complex_as_order": 1,
    "complex_in_drift": 0,
    "unclear": 0,
    "attitude_scores": 4,
    "weakest_attitude": 3.0,
    "psychological_safety": 3.0,
    "gap_flagged": False,
    "no_staff_view": False,
    "execution_answers": 5,
    "execution_mean": 2.0,
    **READY,
}


@pytest.mark.parametrize(
    ("changed", "rule", "conditions", "notes"),
    [
        ({}, "R11", (), ()),
        ({"acute": True, "challenges": 1}, "R1", (), ()),
        ({"challenges": 0, "complex": 0}, "R2", (), ()),
        ({"attitude_scores": 2}, "R2", (), ()),
        ({"execution_answers": 0, "execution_mean": None}, "R2", (), ()),
        ({"attitude_scores": 2, "no_staff_view": True, "people": 8, "unclear": 1}, "R2", (), ()),
        ({"complex": 0, "unclear": 1}, "R3", (), ()),
        ({"challenges": 3, "complex": 0, "unclear": 1}, "R5", (), ("watch_attitudes", "unclear_topics")),
        ({"psychological_safety": 1.7, "weakest_attitude": 1.7}, "R4", ("safe_start",), ()),
        ({"psychological_safety": 1.8, "weakest_attitude": 1.8}, "R11", (), ("second_round_decision",)),
        ({"complex": 0, "weakest_attitude": 3.4}, "R5", (), ()),
        ({"complex": 0, "weakest_attitude": 3.4, "gap_flagged": True}, "R11", (), ("second_round_decision",)),
        ({"weakest_attitude": 3.4, "complex_as_order": 0}, "R7", (), ()),
        ({"weakest_attitude": 3.4, "complex_as_order": 0, "complex_in_drift": 1}, "R6", (), ()),
        ({"weakest_attitude": 3.4, "complex_as_order": 0, "execution_mean": 1.9}, "R6", (), ()),
        ({"voluntary": None}, "R8", ("voluntary",), ()),
        ({"voluntary": "not_asked", "minutes": 75}, "R8", ("voluntary", "time"), ()),
        ({"minutes": 59}, "R8", ("time",), ()),
        ({"weeks": 11}, "R8", ("time",), ()),
        ({"md": "none", "coach": "no", "minutes": 60}, "R8", ("md_peer", "time", "coach"), ()),
        ({"followup": "no", "measurement": "no"}, "R9", ("measurement", "followup"), ()),
        ({"followup": "no"}, "R11", ("followup",), ()),
        ({"weakest_attitude": 2.5, "weeks": 24}, "R10", (), ()),
        ({"weakest_attitude": 2.6, "weeks": 24}, "R11", (), ()),
        ({"gap_flagged": True, "weeks": 24, "no_staff_view": True}, "R10", (), ("staff_view",)),
        ({"coach": None, "measurement": None, "followup": None, "md": None, "minutes": None}, "R11", (), ()),
        ({"people": 6}, "R11", (), ("split_circles",)),
        ({"people": 5}, "R11", (), ()),
    ],
)
def test_rule(changed, rule, conditions, notes):
    found = decide({**FACTS, **changed}, QUESTIONNAIRES)
    assert (found.rule, found.conditions, found.notes) == (rule, conditions, notes)
    assert found.outcome == QUESTIONNAIRES.rules.rules[rule].outcome


def maybe(values):
    return st.none() | values


FEATURES = st.fixed_dictionaries(
    {
        "acute": st.booleans(),
        "challenges": st.integers(0, 6),
        "complex": st.integers(0, 6),
        "complex_as_order": st.integers(0, 6),
        "complex_in_drift": st.integers(0, 6),
        "unclear": st.integers(0, 6),
        "attitude_scores": st.integers(0, 4),
        "weakest_attitude": maybe(st.floats(1, 5)),
        "psychological_safety": maybe(st.floats(1, 5)),
        "gap_flagged": st.booleans(),
        "no_staff_view": st.booleans(),
        "execution_answers": st.integers(0, 5),
        "execution_mean": maybe(st.floats(0, 4)),
        "voluntary": maybe(st.sampled_from(["yes", "no", "not_asked"])),
        "people": maybe(st.integers(0, 200)),
        "minutes": maybe(st.integers(0, 600)),
        "weeks": maybe(st.integers(0, 104)),
        "md": maybe(st.sampled_from(["peer", "sponsor", "none"])),
        "coach": maybe(st.sampled_from(["yes", "no"])),
        "measurement": maybe(st.sampled_from(["yes", "no"])),
        "followup": maybe(st.sampled_from(["yes", "no"])),
    }
)


@given(FEATURES)
def test_every_combination_of_facts_has_exactly_one_outcome(features):
    found = decide(features, QUESTIONNAIRES)
    assert found == decide(dict(reversed(features.items())), QUESTIONNAIRES)
    assert found.outcome in QUESTIONNAIRES.rules.outcomes
    assert set(found.conditions) <= QUESTIONNAIRES.circle.gates.keys()
    assert len(set(found.conditions)) == len(found.conditions)


@given(FEATURES)
def test_no_circle_starts_with_a_hard_condition_open(features):
    found = decide(features, QUESTIONNAIRES)
    if found.outcome in ("start_12", "start_24"):
        assert features["voluntary"] == "yes"
        assert features["md"] != "none"
        assert features["people"] is None or features["people"] >= 3


def test_a_note_for_every_rule_is_left_out_only_where_too_little_is_known():
    anywhere = replace(QUESTIONNAIRES.rules.notes["split_circles"], only_for=())
    changed = replace(QUESTIONNAIRES, rules=replace(QUESTIONNAIRES.rules, notes={"split_circles": anywhere}))
    many = {**FACTS, "people": 8}
    assert decide({**many, "acute": True}, changed).notes == ("split_circles",)
    assert decide({**many, "challenges": 0}, changed).notes == ()


def test_a_table_without_otherwise_is_an_error():
    rules = {"R1": QUESTIONNAIRES.rules.rules["R1"]}
    with pytest.raises(ValueError, match="no rule holds"):
        decide(FACTS, replace(QUESTIONNAIRES, rules=replace(QUESTIONNAIRES.rules, rules=rules)))


def test_stale_derived_values_are_computed_anew():
    assert decide({**FACTS, "need": "none", "hard_gates_failed": 9}, QUESTIONNAIRES).rule == "R11"


def test_the_reason_shows_what_was_looked_at_and_no_more():
    why = decide({**FACTS, "acute": True}, QUESTIONNAIRES).explanation
    assert (why.value, why.rule, dict(why.inputs), dict(why.thresholds)) == ("stabilise", "R1", {"acute": True}, {})
    why = decide({**FACTS, "complex": 0}, QUESTIONNAIRES).explanation
    assert (why.rule, why.inputs["need"], why.thresholds["deep_below"]) == ("R5", "moderate", 2.6)
    assert "weeks" not in why.inputs


@pytest.mark.parametrize(
    ("score", "gap", "expected"),
    [
        (2.59, False, "deep"),
        (2.6 - 1e-12, False, "moderate"),
        (3.39, False, "moderate"),
        (3.4, False, "none"),
        (4.0, True, "deep"),
        (None, False, None),
        (None, True, "deep"),
    ],
)
def test_need(score, gap, expected):
    assert need(score, gap, settings_of(QUESTIONNAIRES)) == expected


# --- where to begin -------------------------------------------------------------------------------------------

NAMES = ("growth_mindset", "psychological_safety", "resilience", "authentic_communication")


@pytest.mark.parametrize(
    ("scores", "attitude", "link"),
    [
        ((2.73, 1.99, 2.89, 2.68), "psychological_safety", ("psychological_safety", "resilience")),
        ((3.0, 3.0, 3.0, 3.0), "growth_mindset", ("growth_mindset", "psychological_safety")),
        ((2.8, 2.7, 2.9, 2.9), "psychological_safety", ("authentic_communication", "psychological_safety")),
        ((3.1, 2.9, 3.2, 3.0), "psychological_safety", ("psychological_safety", "resilience")),
        ((None, 3.0, 2.9, 3.5), "resilience", ("resilience", "authentic_communication")),
        ((2.0, None, 2.9, 3.5), "growth_mindset", ("resilience", "authentic_communication")),
    ],
)
def test_weakest_attitude_and_link(scores, attitude, link):
    named = dict(zip(NAMES, scores, strict=True))
    assert weakest(named, QUESTIONNAIRES.attitudes) == attitude
    assert weakest_link(named, QUESTIONNAIRES.attitudes) == link


def test_nothing_known_has_no_weakest():
    assert weakest({}, QUESTIONNAIRES.attitudes) is None
    assert weakest_link({"growth_mindset": 3.0, "resilience": 2.0}, QUESTIONNAIRES.attitudes) is None


@pytest.mark.parametrize(
    ("attitude", "safety", "expected"),
    [
        ("growth_mindset", 2.6, ("sprint_1", "sprint_5")),
        ("growth_mindset", 2.5, ("sprint_1", "sprint_2", "sprint_5")),
        ("resilience", 2.5, ("sprint_1", "sprint_2", "sprint_4")),
        ("authentic_communication", 3.0, ("sprint_2",)),
        ("resilience", None, ("sprint_4",)),
    ],
)
def test_sprints(attitude, safety, expected):
    assert sprints(attitude, {"psychological_safety": safety}, QUESTIONNAIRES) == expected


def challenge(name, call, severity):
    values = dict.fromkeys(ChallengeResult.__dataclass_fields__)
    return ChallengeResult(**{**values, "id": name, "call": call, "severity": severity})


def test_the_topic_is_the_worst_handled_complex_challenge():
    listed = [
        challenge("a", "complicated", 1.0),
        challenge("b", "complex", 0.5),
        challenge("c", "complex_complicated", 0.7),
        challenge("d", "complex", 0.7),
        challenge("e", "complex", None),
    ]
    assert topic(listed, {}).id == "c"
    assert topic(listed, {"d": 51_004.80, "c": 12_000.0}).id == "d"
    assert topic(listed[:1], {}) is None
    assert topic(listed[4:], {}).id == "e"
