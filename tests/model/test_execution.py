from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Answer
from lcc_diag.model.execution import average, counted_level, levels, lever, remarks

EXECUTION = load().execution
DAY = date(2026, 3, 16)


def ago(days: int) -> str:
    return (DAY - timedelta(days=days)).isoformat()


OWNER = {"role_or_initials": "KM", "hours_per_week": 8, "deputy": "AB", "last_review_date": ago(30)}
AI = {"data_connected": "yes", "owner_role": "IT", "minutes_saved_week": 90, "measured_since": ago(90)}


@pytest.mark.parametrize(
    ("question", "chosen", "evidence", "counted", "missing"),
    [
        ("owner", 2, {}, 2, ()),
        ("owner", 3, {}, 2, ("role_or_initials", "hours_per_week")),
        ("owner", 3, {"role_or_initials": "KM", "hours_per_week": 0}, 2, ("hours_per_week",)),
        ("owner", 3, {"role_or_initials": " ", "hours_per_week": 4}, 2, ("role_or_initials",)),
        ("owner", 3, {"role_or_initials": "KM", "hours_per_week": "4"}, 2, ("hours_per_week",)),
        ("owner", 3, {"role_or_initials": "KM", "hours_per_week": float("nan")}, 2, ("hours_per_week",)),
        ("owner", 3, {"role_or_initials": "KM", "hours_per_week": -3}, 2, ("hours_per_week",)),
        ("owner", 3, {"role_or_initials": "KM", "hours_per_week": 0.5}, 3, ()),
        ("owner", 4, OWNER, 4, ()),
        ("owner", 4, {}, 2, ("role_or_initials", "hours_per_week", "deputy", "last_review_date")),
        ("owner", 4, {**OWNER, "deputy": ""}, 3, ("deputy",)),
        ("owner", 4, {**OWNER, "deputy": None}, 3, ("deputy",)),
        ("owner", 4, {**OWNER, "deputy": True}, 4, ()),
        ("owner", 4, {**OWNER, "last_review_date": ago(31)}, 3, ("last_review_date",)),
        ("owner", 4, {**OWNER, "last_review_date": ago(-1)}, 3, ("last_review_date",)),
        ("owner", 4, {**OWNER, "last_review_date": "yesterday"}, 3, ("last_review_date",)),
        ("owner", 4, {**OWNER, "last_review_date": 20260301}, 3, ("last_review_date",)),
        ("owner", 4, {**OWNER, "hours_per_week": 0}, 2, ("hours_per_week",)),
        ("quick_win", 4, {"date": ago(60), "change_kind": "tool", "next_date": ago(-7)}, 3, ("date",)),
        ("quick_win", 3, {"date": ago(90), "change_kind": "tool"}, 3, ()),
        ("quick_win", 3, {"date": ago(90), "change_kind": "mood"}, 2, ("change_kind",)),
        ("ai", 4, AI, 4, ()),
        ("ai", 4, {**AI, "measured_since": ago(89)}, 3, ("measured_since",)),
        ("ai", 4, {**AI, "data_connected": "no"}, 2, ("data_connected",)),
    ],
)
def test_counted_level(question, chosen, evidence, counted, missing):
    assert counted_level(chosen, evidence, EXECUTION.questions[question], DAY) == (counted, missing)


@given(st.data())
def test_taking_evidence_away_never_raises_a_level(data):
    name = data.draw(st.sampled_from(list(EXECUTION.questions)))
    question = EXECUTION.questions[name]
    anything = st.sampled_from([ago(10), ago(100), "KM", "yes", "tool", 2, 0, None])
    evidence = data.draw(st.dictionaries(st.sampled_from(list(question.evidence)), anything))
    chosen = data.draw(st.integers(0, 4))
    kept = {field: value for field, value in evidence.items() if data.draw(st.booleans(), label=field)}
    counted, _ = counted_level(chosen, evidence, question, DAY)
    assert counted_level(chosen, kept, question, DAY)[0] <= counted <= chosen


def test_dates_are_compared_with_the_day_of_the_answer(build):
    build.people("md", "m")
    case = build.case()
    at = datetime.combine(DAY, datetime.min.time(), UTC)
    entry = Answer("t0", "m", "execution.owner", 4, None, OWNER, at)

    def counted(answer):
        found = levels(answers_of(_with(case, answer)), EXECUTION, DAY + timedelta(days=200))
        return found["owner"].counted

    assert counted(entry) == 4
    assert counted(Answer("t0", "m", "execution.owner", 4, None, OWNER)) == 3


def _with(case, answer):
    return type(case)(respondents=case.respondents, answers=(answer,))


def test_the_managing_director_counts_before_a_leader_and_staff_never(build):
    build.people("md", "m")
    build.people("leader", "l")
    build.people("staff", "s")

    def counted():
        return levels(answers_of(build.case()), EXECUTION, DAY)["provider"].counted

    build.say("s", "execution.provider", 0)
    assert counted() is None
    build.say("l", "execution.provider", 2)
    assert counted() == 2
    build.say("m", "execution.provider", 1)
    build.say("l", "execution.provider", 2)
    assert counted() == 1
    build.say("m", "execution.provider", "dk")
    assert counted() is None


def test_not_applicable_and_dont_know_leave_the_mean(build):
    build.people("md", "m")
    for question, value in {"owner": 2, "quick_win": 1, "provider": "na", "ai": "dk"}.items():
        build.say("m", f"execution.{question}", value)
    found = levels(answers_of(build.case()), EXECUTION, DAY)
    assert {name: level.chosen for name, level in found.items()} == {
        "owner": 2,
        "quick_win": 1,
        "provider": "na",
        "ai": "dk",
        "automation": None,
    }
    assert average({name: level.counted for name, level in found.items()}) == 1.5
    assert average({"owner": None}) is None


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"owner": 1, "quick_win": 0, "provider": 0, "ai": 0, "automation": 0}, "owner"),
        ({"owner": 2, "quick_win": 2, "provider": 2, "ai": 2, "automation": 2}, "owner"),
        ({"owner": 3, "quick_win": 2, "provider": 2, "ai": 2, "automation": 2}, "quick_win"),
        ({"owner": 3, "quick_win": 3, "provider": 2, "ai": 2, "automation": 2}, "automation"),
        ({"owner": 3, "quick_win": 3, "provider": 2, "ai": 2, "automation": 3}, "provider"),
        ({"owner": 2, "quick_win": 2, "provider": 3, "ai": 1, "automation": 1}, "automation"),
        ({"owner": None, "quick_win": None, "provider": 3, "ai": 1, "automation": None}, "ai"),
        ({"owner": None}, None),
    ],
)
def test_lever(counted, expected):
    assert lever(counted, EXECUTION) == expected


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"automation": 3, "owner": 1}, ("automation_without_owner",)),
        ({"automation": 3, "owner": 2}, ()),
        ({"automation": 2, "owner": 0}, ()),
        ({"automation": 3, "owner": None}, ()),
    ],
)
def test_consistency(counted, expected):
    assert remarks(counted, EXECUTION) == expected
