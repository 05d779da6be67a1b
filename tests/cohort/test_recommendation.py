"""What a release recommends, against the model, and where it recommends nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lcc_diag.cohort import release
from lcc_diag.model.case import Answer, Case, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.workshop import Key, Settings, Voice
from tests.cohort.rooms import QUESTIONNAIRES, TODAY, Room, case_of, rating, room, scored, voice, workshop_of

WHOLE = room(31, staff=16, leaders=3, named=3, agreement=0.45)


def pooled_case(of: Room, without: frozenset[Key] = frozenset()) -> Case:
    """The workshop's answers as if everybody had given them in the case."""
    people = tuple(Respondent(one.participant.id, one.participant.role) for one in of.voices)
    said = tuple(
        Answer("t0", one.participant.id, item, value, about)
        for one in of.voices
        for (item, about), value in one.answers.items()
        if (item, about) not in without and not item.startswith("prediction.")
    )
    return replace(of.case, respondents=(*of.case.respondents, *people), answers=(*of.case.answers, *said))


def test_the_recommendation_is_that_of_the_same_answers_in_a_case() -> None:
    shown = WHOLE.release().shown
    model = diagnose(pooled_case(WHOLE), QUESTIONNAIRES, TODAY)
    made = model.recommendation
    assert all(one["shown"] for challenge in shown["challenges"] for one in challenge["indicators"])
    assert shown["recommendation"] == {
        "rule": made.rule,
        "outcome": made.outcome,
        "conditions": list(made.conditions),
        "notes": list(made.notes),
    }
    assert model.begin is not None
    assert shown["weakest"]["dimension"] == model.begin.attitude
    assert tuple(shown["weakest"]["link"]) == model.begin.link
    for attitude in shown["attitudes"]:
        assert attitude["staff"]["mean"] == pytest.approx(model.attitudes[attitude["dimension"]].score, abs=0.0501)


def test_the_recommendation_heeds_what_the_case_itself_says() -> None:
    """The workshop asks nothing about execution: without the case's answers there is nothing to recommend."""
    silent = replace(WHOLE, case=replace(WHOLE.case, answers=()))
    assert silent.release().shown["recommendation"]["outcome"] == "collect"
    assert WHOLE.release().shown["recommendation"]["outcome"] != "collect"
    later = release(WHOLE.voices, WHOLE.workshop, WHOLE.case, QUESTIONNAIRES, TODAY + timedelta(days=3650))
    assert later.shown["attitudes"] == WHOLE.release().shown["attitudes"]


def test_what_the_case_says_about_the_same_questions_does_not_mix_in() -> None:
    """Answers of a survey before the workshop stay apart: only execution and circle are taken from the case."""
    before = room(32, staff=60, leaders=0, named=0, agreement=1.0)
    for challenge in ("c1", "c2"):
        before = saying(before, "c", INDICATORS, challenge)
    said = pooled_case(before).answers[len(before.case.answers) :]
    renamed = tuple(replace(answer, respondent=f"before {answer.respondent}") for answer in said)
    people = tuple(Respondent(name, "staff") for name in sorted({answer.respondent for answer in renamed}))
    own = WHOLE.case
    loud = replace(own, respondents=(*own.respondents, *people), answers=(*own.answers, *renamed))
    assert [each.call for each in diagnose(loud, QUESTIONNAIRES, TODAY).challenges] == ["complex", "complex"]
    assert WHOLE.release().shown["recommendation"]["outcome"] == "clarify", "since no challenge is complex"
    assert replace(WHOLE, case=loud).release() == WHOLE.release()


INDICATORS = {f"cynefin.{name}" for name in QUESTIONNAIRES.cynefin.indicators}


def saying(of: Room, value: str | int, items: set[str], challenge: str | None = None) -> Room:
    """The room with everybody giving one answer to some questions."""
    asked = {(item, challenge) for item in items}
    voices = [replace(one, answers={**one.answers, **dict.fromkeys(asked, value)}) for one in of.voices]
    return replace(of, voices=tuple(voices))


def test_no_recommendation_where_a_challenge_is_hidden() -> None:
    shown = saying(WHOLE, "a", INDICATORS, "c2").release().shown
    assert [challenge["shown"] for challenge in shown["challenges"]] == [True, False]
    assert shown["recommendation"] is None
    assert shown["weakest"] is not None


def test_no_recommendation_where_an_attitude_is_hidden() -> None:
    items = {f"attitudes.{item}" for item in QUESTIONNAIRES.attitudes.dimensions["resilience"].items}
    shown = saying(WHOLE, 3, items).release().shown
    assert (shown["recommendation"], shown["weakest"]) == (None, None)


def test_no_recommendation_where_the_handling_of_something_complex_is_hidden() -> None:
    """Somebody says "b" in each indicator, so that all are shown; everybody else gives the complex answer."""
    options = [["b" if number % 5 == place % 5 else "c" for place in range(8)] for number in range(16)]
    rated = [rating("c1", "".join(own), "drift" if n % 2 else "crisis") for n, own in enumerate(options)]
    staff = [one for one in WHOLE.voices if one.participant.role == "staff"]
    voices = [replace(one, answers={**one.answers, **own}) for one, own in zip(staff, rated, strict=True)]
    apart = replace(WHOLE, voices=tuple(voices))
    alike = saying(apart, "drift", {"cynefin.handling"}, "c1")
    assert apart.release().shown["challenges"][0]["call"] == alike.release().shown["challenges"][0]["call"] == "complex"
    assert apart.release().shown["recommendation"] is not None
    assert alike.release().shown["recommendation"] is None


def test_the_recommendation_rests_on_no_hidden_indicator() -> None:
    """In three indicators everybody agrees: whether on the complex answer or on the chaotic one, nobody can tell."""
    options = [["b" if number % 5 == place % 5 else "c" for place in range(5)] for number in range(16)]
    case = case_of(["c1"])
    critical = replace(case, challenges=(replace(case.challenges[0], critical=True),))
    made = {}
    for agreed in "cd":
        said = ["".join(own) + agreed * 3 for own in options]
        rated = [rating("c1", own, "drift" if number % 2 else "crisis") for number, own in enumerate(said)]
        staff = [one for one in WHOLE.voices if one.participant.role == "staff"]
        voices = tuple(replace(one, answers=felt(one) | own) for one, own in zip(staff, rated, strict=True))
        made[agreed] = Room(voices, workshop_of(Settings(challenges=("c1",))), critical)
    assert made["c"].release().shown == made["d"].release().shown
    assert made["c"].release().shown["recommendation"]["outcome"] == "start_12"
    known = [diagnose(pooled_case(each), QUESTIONNAIRES, TODAY).recommendation.outcome for each in made.values()]
    assert known == ["start_12", "stabilise"], "with them it could be another one"


def felt(one: Voice) -> dict[Key, str | int]:
    return {key: value for key, value in one.answers.items() if key[1] is None}


def test_where_staff_and_leaders_are_merged_the_recommendation_tells_them_not_apart() -> None:
    """Six staff are a group for the model, but not for a workshop that asks for eight."""
    made = []
    for staff, leaders in ((1.6, 4.4), (4.4, 1.6)):
        scores = {"staff": staff, "leader": leaders}
        roles = ["staff"] * 6 + ["leader"] * 6
        people = [voice(f"{role}{n}", role, moods(scores[role], n % 6) | RATED[n]) for n, role in enumerate(roles)]
        made.append(Room(tuple(people), workshop_of(Settings(challenges=("c1",), min_group=8)), case_of(["c1"])))
    first, second = (each.release().shown for each in made)
    assert [attitude["all"]["shown"] for attitude in first["attitudes"]] == [True] * 4
    assert first == second
    assert first["recommendation"] is not None
    diagnosed = [diagnose(pooled_case(each), QUESTIONNAIRES, TODAY).recommendation for each in made]
    assert diagnosed[0] != diagnosed[1], "told apart they would lead to two recommendations"


DIMENSIONS = tuple(QUESTIONNAIRES.attitudes.dimensions)
OPTIONS = ["".join("b" if number % 6 == place % 6 else "c" for place in range(8)) for number in range(12)]
RATED = [rating("c1", own, "drift" if number % 2 else "crisis") for number, own in enumerate(OPTIONS)]


def moods(score: float, number: int) -> dict[Key, str | int]:
    """All four attitudes about the same, a little different from person to person."""
    own = score + (0.2 if number % 2 else 0.0)
    return {key: value for name in DIMENSIONS for key, value in scored(name, own, number).items()}


def test_a_pulse_has_no_recommendation_but_a_weakest_attitude() -> None:
    shown = room(7, staff=9, leaders=3, named=2, parts="pulse").release().shown
    assert shown["recommendation"] is None
    means = {attitude["dimension"]: attitude["staff"]["mean"] for attitude in shown["attitudes"]}
    assert all(mean is not None for mean in means.values())
    assert means[shown["weakest"]["dimension"]] == min(means.values())
    assert tuple(shown["weakest"]["link"]) in QUESTIONNAIRES.attitudes.cycle


def test_a_challenge_that_has_left_the_case_is_left_out() -> None:
    case = replace(WHOLE.case, challenges=WHOLE.case.challenges[:1])
    assert [c["id"] for c in replace(WHOLE, case=case).release().shown["challenges"]] == ["c1"]
