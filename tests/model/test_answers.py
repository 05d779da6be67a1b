from lcc_diag.model.answers import answers_of, rounds
from lcc_diag.model.case import Answer, Case, Challenge, Respondent

PEOPLE = (Respondent("m", "md"), Respondent("a", "leader"))


def say(round_, who, value, item="attitudes.ps1", challenge=None):
    return Answer(round_, who, item, value, challenge)


def case(*answers):
    return Case(challenges=(Challenge("c1", "…"),), respondents=PEOPLE, answers=answers)


def values(answers, item="attitudes.ps1", challenge=None):
    return {who: answer.value for who, answer in answers.to(item, challenge).items()}


def test_the_later_answer_replaces_the_earlier_one():
    found = answers_of(case(say("t0", "m", 1), say("t0", "a", 2), say("t0", "m", 3)))
    assert values(found) == {"a": 2, "m": 3}


def test_rounds_are_in_the_order_of_their_first_answer():
    two = case(say("t0", "m", 1), say("t1", "m", 4), say("t0", "m", 2))
    assert rounds(two) == ("t0", "t1")
    assert (answers_of(two).round, values(answers_of(two))) == ("t1", {"m": 4})
    assert values(answers_of(two, "t0")) == {"m": 2}
    assert values(answers_of(two, "t9")) == {}


def test_a_case_without_answers_has_no_round():
    assert answers_of(Case()).round == ""
    assert answers_of(case()).to("attitudes.ps1") == {}


def test_answers_about_what_is_gone_are_left_out():
    found = answers_of(
        case(
            say("t0", "gone", 1),
            say("t0", "m", "a", "cynefin.novelty", "gone"),
            say("t0", "m", "b", "cynefin.novelty", "c1"),
        )
    )
    assert values(found) == {}
    assert values(found, "cynefin.novelty", "gone") == {}
    assert values(found, "cynefin.novelty", "c1") == {"m": "b"}


def test_of_several_leaders_the_one_who_answered_last_counts():
    two = Case(
        respondents=(Respondent("a", "leader"), Respondent("b", "leader")),
        answers=(say("t0", "a", 1, "circle.people"), say("t0", "b", 2, "circle.people")),
    )
    assert answers_of(two).of_managers("circle.people").value == 2
    changed = Case(respondents=two.respondents, answers=(*two.answers, say("t0", "a", 3, "circle.people")))
    assert answers_of(changed).of_managers("circle.people").value == 3


def test_managers_are_asked_about_each_challenge_for_itself():
    people = (*PEOPLE, Respondent("s", "staff"))
    two = Case(
        challenges=(Challenge("c1", "…"), Challenge("c2", "…")),
        respondents=people,
        answers=(
            say("t0", "m", 6, "costs.people", "c1"),
            say("t0", "a", 2, "costs.people", "c1"),
            say("t0", "a", 3, "costs.people", "c2"),
            say("t0", "s", 9, "costs.people", "c2"),
        ),
    )
    found = answers_of(two)
    assert [found.of_managers("costs.people", name).value for name in ("c1", "c2")] == [6, 3]
    assert found.of_managers("costs.people") is None
