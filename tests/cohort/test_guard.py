"""The single rules: guard, plan of the groups, coarse numbers, spread, and who counts again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.cohort.coarse import band, share, shares, tenth
from lcc_diag.cohort.crowd import Before, Crowd, as_before, before_round, crowd_of, members_of, plan_of
from lcc_diag.cohort.guard import alike, of_several, refusal
from lcc_diag.cohort.spread import spread, widest
from lcc_diag.model.workshop import Round, Settings
from tests.cohort.rooms import voice


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ("", "too_few"),
        ("abcd", "too_few"),
        ("aabbc", None),
        ("aaabb", None),
        ("aaaab", "too_alike"),
        ("aaaaa", "too_alike"),
        ("aaaabc", None),
        ("aaaaab", "too_alike"),
        ("aaabbb", None),
    ],
)
def test_a_group_is_shown_if_it_is_large_and_differs_enough(values: str, why: str | None) -> None:
    assert refusal(list(values), 5) == why


def test_dont_know_fills_no_group_and_makes_no_difference() -> None:
    assert refusal(["a", "b", "c", "a", "dk"], 5) == "too_few"
    assert refusal(["a"] * 4 + ["b", "dk", "dk"], 5) == "too_alike"
    assert refusal(["a"] * 3 + ["b"] * 2 + ["dk"] * 4, 5) is None


def test_a_workshop_may_ask_for_larger_groups() -> None:
    assert refusal([1, 2, 3, 4, 5, 1], 7) == "too_few"
    assert refusal([1, 2, 3, 4, 5, 1, 2], 7) is None


def test_scores_that_differ_by_float_dust_are_the_same() -> None:
    assert alike([3.4, 3.4000000000000004, 3.4, 3.4, 2.0])


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=9))
def test_alike_means_that_somebody_sees_all_others_agree(values: list[str]) -> None:
    others = [values[:place] + values[place + 1 :] for place in range(len(values))]
    assert alike(values) == any(len(set(rest)) == 1 for rest in others)


def test_the_reason_that_explains_most_is_given() -> None:
    assert of_several(["too_few", "too_alike", None]) == "too_alike"
    assert of_several(["too_few", None]) == "too_few"
    assert of_several(["overlap", "too_alike"]) == "overlap"


@pytest.mark.parametrize(
    ("staff", "protected", "public", "plan"),
    [
        (5, 0, 0, "apart"),
        (5, 0, 3, "apart"),
        (5, 5, 1, "apart"),
        (5, 1, 3, "staff"),
        (9, 4, 0, "staff"),
        (4, 1, 0, "merged"),
        (1, 4, 2, "merged"),
        (3, 7, 0, "merged"),
        (4, 0, 6, "leaders"),
        (3, 1, 6, "nobody"),
        (0, 0, 4, "leaders"),
        (0, 4, 3, "nobody"),
        (0, 5, 0, "leaders"),
        (0, 0, 0, "leaders"),
    ],
)
def test_groups_are_planned_from_their_sizes(staff: int, protected: int, public: int, plan: str) -> None:
    people = [voice(f"s{n}", "staff", {("q", None): n}) for n in range(staff)]
    people += [voice(f"p{n}", "leader", {("q", None): n}) for n in range(protected)]
    people += [voice(f"n{n}", "md", {("q", None): n}, named=True) for n in range(public)]
    assert plan_of(crowd_of(people, Settings(named_leaders=True), [("q", None)])) == plan


def test_only_leaders_of_a_workshop_with_named_leaders_are_public() -> None:
    people = [voice("s", "staff", {("q", None): 1}, named=True), voice("l", "leader", {("q", None): 1}, named=True)]
    asked = [("q", None)]
    assert [v.participant.id for v in crowd_of(people, Settings(named_leaders=True), asked).public] == ["l"]
    assert crowd_of(people, Settings(named_leaders=False), asked).public == ()
    assert crowd_of(people, Settings(named_leaders=True), [("other", None)]).everybody == ()


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        (0, {"from": 0, "to": 4}),
        (4, {"from": 0, "to": 4}),
        (5, {"from": 5, "to": 9}),
        (9, {"from": 5, "to": 9}),
        (10, {"n": 10}),
        (31, {"n": 31}),
    ],
)
def test_sizes_below_ten_are_not_told_apart(people: int, shown: dict[str, int]) -> None:
    assert band(people) == shown


def test_numbers_are_coarse() -> None:
    assert [share(value) for value in (0, 1 / 7, 1 / 3, 0.625, 1)] == [0.0, 0.15, 0.35, 0.6, 1.0]
    assert [tenth(value) for value in (2.64, 2.66, -0.04)] == [2.6, 2.7, 0.0]
    assert shares(["a", "a", "b", "dk"], ("a", "b", "c", "dk")) == {"a": 0.5, "b": 0.25, "c": 0.0, "dk": 0.25}
    assert shares([], ("a", "b")) == {}


def test_spread_is_how_likely_two_people_differ() -> None:
    assert spread(list("aaaa"), 4) == 0
    assert spread(list("abcd"), 4) == 1
    assert spread(list("aabb"), 4) == pytest.approx(0.5 / 0.75)
    assert spread(list("aaab"), 4) == pytest.approx(0.375 / 0.75)
    assert spread([], 4) == 0


def test_the_two_widest_questions_are_talked_about_first() -> None:
    assert widest({"first": 0.5, "second": 0.9, "third": 0.5, "fourth": 0.2}) == ["second", "first"]
    assert widest({"only": 0.3}) == ["only"]


# --- who counts again -------------------------------------------------------------------------------------------------


def people(protected: str, public: str = "") -> Crowd:
    return Crowd(
        tuple(voice(name, "staff", {}) for name in protected), tuple(voice(name, "leader", {}) for name in public), 5
    )


def ids(crowd: Crowd) -> tuple[str, str]:
    return "".join(v.participant.id for v in crowd.protected), "".join(v.participant.id for v in crowd.public)


def before(members: str = "", public: str = "") -> Before:
    return Before(frozenset(members), frozenset(public))


def test_the_first_time_everybody_counts() -> None:
    crowd = as_before(people("abcdef", "l"), before())
    assert ids(crowd) == ("abcdef", "l")
    assert not crowd.overlaps


def test_newcomers_do_not_count_again() -> None:
    crowd = as_before(people("abcdefg"), before("abcde"))
    assert ids(crowd) == ("abcde", "")
    assert not crowd.overlaps


def test_nothing_is_shown_if_somebody_is_missing() -> None:
    assert as_before(people("abcdfgh"), before("abcde")).overlaps


def test_who_counted_as_protected_stays_so() -> None:
    assert ids(as_before(people("abcd", "em"), before("abcde"))) == ("abcde", "m")


def test_who_was_shown_does_not_become_protected() -> None:
    assert ids(as_before(people("abcdl"), before(public="l"))) == ("abcd", "")


def test_a_release_remembers_whom_it_rests_on() -> None:
    assert members_of(people("cabde", "ml"), "t") == {"t": list("abcde"), "public:t": ["l", "m"]}
    assert members_of(people("abcd", "l"), "t") == {"public:t": ["l"]}
    rounds = [
        Round(1, ("c1",), True, members={"t": list("abcde"), "public:t": ["l"]}),
        Round(2, ("c1",), False, members={"public:t": ["m"]}),
        Round(3, ("c1",), False, members={"t": list("vwxyz")}),
    ]
    assert before_round(rounds, 3, "t") == before("abcde", "lm")
    assert before_round(rounds, 1, "t") == before()
    assert before_round(rounds, 3, "other") == before()
