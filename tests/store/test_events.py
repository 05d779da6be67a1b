"""Events as values: what they add up to, and that they come back from JSON as they were."""

from datetime import UTC, datetime

import pytest

from lcc_diag.model.case import Answer, Case, Challenge, Placement, Respondent
from lcc_diag.store.events import (
    Answered,
    CaseChanged,
    ChallengeAdded,
    ChallengeChanged,
    ChallengeRemoved,
    Cleared,
    Created,
    RespondentAdded,
    case_from_events,
    decode,
    encode,
    is_storable,
)

C1 = Challenge(
    "c1", "Das ERP läuft.", critical=True, topic="erp", placement=Placement("complex", "weil", {"who": "r1"})
)
FULL_ANSWER = Answer(
    "t0", "r1", "execution.owner", 3, None, {"hours_per_week": 7.5}, datetime(2026, 3, 1, 12, tzinfo=UTC), {"note": [1]}
)
FULL_CASE = Case(
    "Müller & Söhne", "en", (C1,), (Respondent("r1", "md", {"since": 1}),), (FULL_ANSWER,), True, {"x": {}}
)
EVENTS = [
    Created(Case()),
    Created(FULL_CASE),
    CaseChanged("Neu", "en"),
    RespondentAdded(Respondent("r2", "leader")),
    ChallengeAdded(C1),
    ChallengeChanged(Challenge("c1", "Anders.", extra={"colour": "blue"})),
    ChallengeRemoved("c1"),
    Answered(FULL_ANSWER),
    Answered(Answer("t0", "r1", "cynefin.anecdote", "=1+1 <b>\x00\ud83d👍", "c1")),
    Answered(Answer("t0", "r1", "costs.rate_eur_h", 48.3)),
    Answered(
        Answer("t0", "r1", "plan.step_1", "Übergabe nur noch im ERP.", None, {"person": "KM", "due": "2026-12-11"})
    ),
    Cleared("t0", "r1", "cynefin.anecdote", "c1"),
    Cleared("t0", "r1", "circle.weeks"),
]


def answered(item, value, challenge=None, respondent="r1", round_="t0"):
    return Answered(Answer(round_, respondent, item, value, challenge))


def values(*events):
    return [(answer.item, answer.value) for answer in case_from_events(events).answers]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_comes_back_from_json(event):
    kind, payload = encode(event)
    assert payload.isascii()
    assert decode(kind, payload) == event
    assert is_storable(event)


def test_later_and_earlier_forms_stay_readable():
    later = '{"round": "t0", "respondent": "r1", "item": "circle.weeks", "because": {"a": 1}}'
    assert decode("cleared", later) == Cleared("t0", "r1", "circle.weeks")
    assert decode("respondent_added", '{"respondent": {"id": "r1", "role": "md", "new": 1}}') == RespondentAdded(
        Respondent("r1", "md", {"new": 1})
    )


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("answered", "{}"), ("answered", "{"), ("answered", '{"answer": {}}'), ("new", "{}"), ("cleared", "[]")],
)
def test_what_is_no_event_is_not_guessed(kind, payload):
    with pytest.raises((ValueError, LookupError, TypeError)):
        decode(kind, payload)


@pytest.mark.parametrize(
    "event",
    [
        Cleared("t0", "r1", "circle.weeks", ["c1"]),
        Cleared("t0", "r1", "circle.weeks", {"id": "c1"}),
        ChallengeRemoved(["c1"]),
        ChallengeAdded("c1"),
        Answered(Answer("t0", "r1", "circle.weeks", float("nan"))),
        Answered(Answer("t0", "r1", "costs.rate_eur_h", float("inf"))),
        Answered(Answer("t0", "r1", ["circle.weeks"], 12)),
        Answered(Answer("t0", "r1", "circle.weeks", {1, 2})),
    ],
    ids=repr,
)
def test_wrong_types_are_not_storable(event):
    assert not is_storable(event)


def test_the_latest_answer_counts_and_stands_last():
    events = [answered("circle.weeks", 12), answered("circle.people", 4), answered("circle.weeks", 24)]
    assert values(*events) == [("circle.people", 4), ("circle.weeks", 24)]


def test_rounds_respondents_and_challenges_are_kept_apart():
    events = [
        ChallengeAdded(C1),
        ChallengeAdded(Challenge("c2", "Zwei.")),
        answered("cynefin.handling", "drift", "c1"),
        answered("cynefin.handling", "crisis", "c2"),
        answered("cynefin.handling", "dk", "c1", respondent="r2"),
        answered("cynefin.handling", "experiments", "c1", round_="t1"),
    ]
    assert [value for _, value in values(*events)] == ["drift", "crisis", "dk", "experiments"]


def test_unanswered_zero_dont_know_and_not_applicable_are_four_things():
    events = [answered("execution.owner", 0), answered("execution.ai", "dk"), answered("execution.provider", "na")]
    cleared = [answered("execution.automation", 1), Cleared("t0", "r1", "execution.automation")]
    assert values(*events, *cleared) == [("execution.owner", 0), ("execution.ai", "dk"), ("execution.provider", "na")]


def test_a_challenge_goes_with_its_answers_and_keeps_its_place_when_changed():
    events = [ChallengeAdded(Challenge(id_, id_)) for id_ in ("c1", "c2", "c3")]
    events += [answered("cynefin.handling", "drift", "c2"), answered("circle.weeks", 12)]
    events += [ChallengeChanged(Challenge("c1", "neu")), ChallengeRemoved("c2")]
    case = case_from_events(events)
    assert [challenge.statement for challenge in case.challenges] == ["neu", "c3"]
    assert values(*events) == [("circle.weeks", 12)]


def test_events_about_nothing_change_nothing():
    events = [ChallengeChanged(C1), ChallengeRemoved("c9"), Cleared("t0", "r1", "circle.weeks")]
    assert case_from_events([*events, answered("cynefin.handling", "drift", "c9")]) == Case()


def test_a_case_begins_with_the_answers_that_count():
    twice = Case(answers=(Answer("t0", "r1", "circle.weeks", 12), Answer("t0", "r1", "circle.weeks", 24)))
    assert values(Created(twice)) == [("circle.weeks", 24)]


def test_name_language_and_people():
    events = [Created(FULL_CASE), CaseChanged("Neu", "de"), RespondentAdded(Respondent("r2", "staff"))]
    case = case_from_events(events)
    assert (case.organisation, case.language, case.example, case.extra) == ("Neu", "de", True, {"x": {}})
    assert [(person.id, person.role) for person in case.respondents] == [("r1", "md"), ("r2", "staff")]
