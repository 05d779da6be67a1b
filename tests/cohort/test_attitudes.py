"""What is shown of an attitude, against hand-counted rooms, scipy and the method's own example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import pytest
from scipy import stats

from lcc_diag.cohort import Release, release
from lcc_diag.model.group_sizes import may_compare
from lcc_diag.model.workshop import Settings, Voice
from tests.cohort.adversary import one_attitude
from tests.cohort.rooms import QUESTIONNAIRES, TODAY, case_of, scored, voice, workshop_of

LEADERS = (4.2, 3.8, 4.4, 4.0)
STAFF = (2.6, 3.0, 2.8, 2.2, 3.4, 2.6, 3.0, 2.4, 3.2)
"""The example of methods B.4."""
ITEMS = tuple(QUESTIONNAIRES.attitudes.dimensions["growth_mindset"].items)
EXPECTED = "prediction.growth_mindset"
ROLES = {"s": "staff", "l": "leader", "n": "leader"}


def people(kind: str, scores: Sequence[float], expected: Sequence[int | str] = ()) -> list[Voice]:
    """Staff ``s``, leaders ``l``, leaders who agreed to be shown ``n``, by their scores in growth mindset; leaders with
    what they expect the staff to say."""
    answers = [scored("growth_mindset", score, number) for number, score in enumerate(scores)]
    for own, value in zip(answers, expected, strict=False):
        own[EXPECTED, None] = value
    return [voice(f"{kind}{number}", ROLES[kind], own, kind == "n") for number, own in enumerate(answers)]


def released(*groups: list[Voice], **settings: Any) -> Release:
    workshop = workshop_of(Settings(named_leaders=True, **settings))
    return release([*chain(*groups)], workshop, case_of(["c1"]), QUESTIONNAIRES, TODAY)


def shown(*groups: list[Voice], **settings: Any) -> dict[str, Any]:
    """Growth mindset as shown."""
    return released(*groups, **settings).shown["attitudes"][0]


def test_the_example_of_the_method() -> None:
    seen = shown(people("s", STAFF), people("n", LEADERS))
    assert (seen["staff"]["mean"], seen["leaders"]["mean"]) == (2.8, 4.1)
    assert (seen["staff"]["level"], seen["leaders"]["level"]) == ("developing", "practised")
    assert (seen["staff"]["n"], seen["leaders"]["n"]) == ({"from": 5, "to": 9}, {"n": 4})
    assert seen["staff"]["distribution"] == {"1": 0.0, "2": 0.2, "3": 0.65, "4": 0.1, "5": 0.0}  # 2, 6 and 1 of 9
    assert seen["leaders"]["distribution"] == {"1": 0.0, "2": 0.0, "3": 0.0, "4": 0.5, "5": 0.5}
    interval = stats.ttest_ind(LEADERS, STAFF, equal_var=False).confidence_interval(0.9875)
    assert seen["gap"] == {
        "difference": 1.3,
        "ci_low": round(interval.low, 1),
        "ci_high": round(interval.high, 1),
        "flagged": True,
    }
    assert seen["all"] is None
    assert seen["counted"] == list(ITEMS)


def test_the_span_are_the_levels_that_the_interval_touches() -> None:
    low, high = stats.t.interval(0.95, len(STAFF) - 1, 2.8, stats.sem(STAFF))
    assert (round(low, 1), round(high, 1)) == (2.5, 3.1)
    assert shown(people("s", STAFF))["staff"]["span"] == ["occasional", "developing"]


def test_items_are_shown_as_they_were_answered() -> None:
    voices = people("s", STAFF)
    seen = shown(voices)
    reverse = ITEMS.index("gm3")
    given = [v.answers["attitudes.gm3", None] for v in voices]
    twentieths = {str(step): given.count(step) / 9 for step in (1, 2, 3, 4, 5)} | {"dk": 0.0}
    assert seen["items"][reverse]["shares"] == pytest.approx(twentieths, abs=0.0251)
    assert [item["item"] for item in seen["items"]] == list(ITEMS)


def test_dots_are_leaders_who_agreed() -> None:
    seen = shown(people("s", STAFF), people("n", LEADERS[:2]), people("l", LEADERS[2:]))
    assert [(dot["participant"], dot["score"]) for dot in seen["leaders"]["dots"]] == [("n0", 4.2), ("n1", 3.8)]


def test_two_leaders_who_did_not_agree_leave_no_trace() -> None:
    """Neither their mean, nor a gap, nor anything else depends on what they say."""
    some = released(people("s", STAFF), people("n", LEADERS[:2]), people("l", LEADERS[2:]))
    others = released(people("s", STAFF), people("n", LEADERS[:2]), people("l", (1.4, 2.8)))
    seen = some.shown["attitudes"][0]
    assert (seen["leaders"]["shown"], seen["leaders"]["why"], seen["gap"]) == (False, "too_few", None)
    assert seen["staff"]["shown"]
    assert some == others


def test_few_staff_are_shown_together_with_their_leaders() -> None:
    seen = shown(people("s", STAFF[:4]), people("l", LEADERS))
    together = sum(STAFF[:4] + LEADERS) / 8
    assert seen["all"]["mean"] == round(together, 1)
    assert seen["all"]["n"] == {"from": 5, "to": 9}
    assert (seen["staff"]["why"], seen["leaders"]["why"], seen["gap"]) == ("too_few", "too_few", None)
    assert seen["items"][0]["shown"]
    swapped = shown(people("s", LEADERS), people("l", STAFF[:4]))
    assert swapped["all"] == seen["all"]


def test_many_leaders_beside_few_staff_are_only_shown_with_them() -> None:
    """Their own mean beside that of all would leave that of three people."""
    seen = shown(people("s", STAFF[:3]), people("l", (4.2, 3.8, 4.4, 4.0, 3.6, 4.2)))
    assert seen["all"]["shown"]
    assert (seen["leaders"]["shown"], seen["leaders"]["why"]) == (False, "too_few")


def test_few_staff_with_leaders_whom_everybody_knows_are_not_shown() -> None:
    seen = shown(people("s", STAFF[:4]), people("n", LEADERS))
    assert (seen["staff"]["shown"], seen["all"]) == (False, None)
    assert not any(item["shown"] for item in seen["items"])
    assert seen["leaders"]["mean"] == 4.1


def test_an_item_in_which_the_staff_agree_enters_nothing() -> None:
    voices = people("s", STAFF)
    agreed = [Voice(v.participant, {**v.answers, ("attitudes.gm1", None): 4}) for v in voices]
    otherwise = [Voice(v.participant, {**v.answers, ("attitudes.gm1", None): 1}) for v in voices]
    seen = shown(agreed)
    assert (seen["items"][0]["why"], seen["items"][0]["shares"]) == ("too_alike", {})
    assert seen["counted"] == list(ITEMS[1:])
    keyed = [[_keyed(v, item) for item in ITEMS[1:]] for v in voices]
    assert seen["staff"]["mean"] == pytest.approx(sum(map(sum, keyed)) / 36, abs=0.0501)
    assert seen == shown(otherwise)


def _keyed(one: Voice, item: str) -> int:
    value = one.answers[f"attitudes.{item}", None]
    return 6 - value if QUESTIONNAIRES.attitudes.dimensions["growth_mindset"].items[item].reverse else value


def with_items(voices: Sequence[Voice], answers: Mapping[str, Sequence[int | str]]) -> list[Voice]:
    """The voices with other answers to some items, person by person."""
    return [
        Voice(
            v.participant, {**v.answers, **{(f"attitudes.{item}", None): given[n] for item, given in answers.items()}}
        )
        for n, v in enumerate(voices)
    ]


def test_scores_that_agree_are_hidden_with_their_items() -> None:
    """Each item differs from person to person, but all have the same mean of 3."""
    up, down = [2, 3, 4, 2, 3, 4], [4, 3, 2, 4, 3, 2]
    same = {"gm1": up, "gm2": down, "gm3": up, "gm4": up, "gm5": [3] * 6}  # gm3 and gm5 are turned round
    seen = shown(with_items(people("s", STAFF[:6]), same))
    assert (seen["staff"]["shown"], seen["staff"]["why"]) == (False, "too_alike")
    assert {item["why"] for item in seen["items"]} == {"too_alike"}
    assert seen["counted"] == []


def test_fewer_than_three_items_make_no_score() -> None:
    alike = dict.fromkeys(ITEMS[:3], [4] * 9)
    seen = shown(with_items(people("s", STAFF), alike))
    assert (seen["staff"]["shown"], seen["staff"]["why"], seen["counted"]) == (False, "too_alike", [])
    assert [item["shown"] for item in seen["items"]] == [False] * 3 + [True] * 2


def test_many_who_do_not_know() -> None:
    unsure = {"gm1": ["dk"] * 5 + [1, 2, 3, 4]}
    seen = shown(with_items(people("s", STAFF), unsure))
    assert (seen["items"][0]["why"], seen["items"][0]["shares"]) == ("too_few", {})
    seen = shown(with_items(people("s", STAFF), {"gm1": ["dk"] * 4 + [1, 2, 3, 4, 5]}))
    assert seen["items"][0]["shares"]["dk"] == 0.45


def test_five_leaders_who_did_not_agree_are_a_group() -> None:
    leaders = (4.2, 3.8, 4.4, 4.0, 3.6)
    seen = shown(people("s", STAFF), people("l", leaders))
    assert (seen["leaders"]["mean"], seen["leaders"]["n"], seen["leaders"]["dots"]) == (4.0, {"from": 5, "to": 9}, [])
    assert seen["gap"]["difference"] == 1.2


def test_leaders_who_agree_among_themselves_take_no_item_from_the_staff() -> None:
    """Their scores then rest on the items in which both differ; the shares of the staff stay as they are."""
    leaders = with_items(people("l", (4.2, 3.8, 4.4, 4.0, 3.6)), {"gm1": [5] * 5, "gm5": [1, 2, 3, 2, 1]})
    seen = shown(people("s", STAFF), leaders)
    assert seen["items"][0]["shown"]
    assert seen["counted"] == list(ITEMS[1:])
    assert seen["leaders"]["shown"]
    assert seen["staff"]["shown"]


def test_leaders_who_agree_in_everything_are_dropped_and_not_the_staff() -> None:
    leaders = with_items(people("l", (4.2,) * 5), {item: [5] * 5 for item in ITEMS})
    seen = shown(people("s", STAFF), leaders)
    assert (seen["leaders"]["shown"], seen["leaders"]["why"], seen["gap"]) == (False, "too_alike", None)
    assert seen["staff"] == shown(people("s", STAFF))["staff"]


def test_leaders_are_dropped_where_the_staff_would_be_alike_in_what_both_may_show() -> None:
    """Without the item in which the leaders agree all staff would have the same score."""
    up = [2, 3, 4, 2, 3, 4]  # gm3 and gm5 are turned round, so that gm2 to gm5 make 12 for everybody
    staff = with_items(people("s", STAFF[:6]), {"gm1": [1, 5, 2, 4, 3, 5], **dict.fromkeys(ITEMS[1:], up)})
    leaders = with_items(people("l", (4.2, 3.8, 4.4, 4.0, 3.6)), {"gm1": [5] * 5, "gm5": [1, 2, 3, 2, 1]})
    seen = shown(staff, leaders)
    assert seen["staff"] == shown(staff)["staff"]
    assert seen["staff"]["shown"]
    assert (seen["leaders"]["shown"], seen["leaders"]["why"]) == (False, "too_alike")


def test_what_leaders_expect_and_how_far_off_they_are() -> None:
    seen = shown(people("s", STAFF), people("n", LEADERS, [4, 5, 4, 5]))
    prediction = seen["prediction"]
    assert (prediction["mean"], prediction["n"], seen["surprise"]) == (4.5, {"n": 4}, 1.7)
    assert prediction["distribution"] == {"1": 0.0, "2": 0.0, "3": 0.0, "4": 0.5, "5": 0.5}
    assert [dot["score"] for dot in prediction["dots"]] == [4.0, 5.0, 4.0, 5.0]


def test_an_expectation_of_few_who_did_not_agree_is_not_shown() -> None:
    seen = shown(people("s", STAFF), people("n", LEADERS[:2], [4, 5]), people("l", LEADERS[2:], [2, "dk"]))
    assert (seen["prediction"]["shown"], seen["prediction"]["why"], seen["surprise"]) == (False, "too_few", None)
    assert [dot["score"] for dot in seen["prediction"]["dots"]] == [4.0, 5.0]


@pytest.mark.parametrize("staff", [4, 5])
@pytest.mark.parametrize("leaders", [0, 4, 5])
@pytest.mark.parametrize("kind", ["l", "n"])
def test_whether_a_prediction_can_be_compared_is_known_beforehand_from_sizes(staff, leaders, kind) -> None:
    """Where sizes rule it out, no answers bring it about; where they do not, some do."""
    expecting = people(kind, (4.2, 3.8, 4.4, 4.0, 2.6)[:leaders], [4, 5, 4, 3, 5][:leaders])
    compared = shown(people("s", STAFF[:staff]), expecting)["surprise"] is not None
    assert compared == (may_compare(staff, leaders, 5, named_leaders=kind == "n") and leaders > 0)


def test_staff_are_never_asked_and_never_heard_about_the_prediction() -> None:
    voices = [
        Voice(v.participant, {**v.answers, (EXPECTED, None): 1 + n % 5}) for n, v in enumerate(people("s", STAFF))
    ]
    assert not shown(voices)["prediction"]["shown"]


def test_a_pulse_scores_its_one_item() -> None:
    values = (1, 2, 3, 4, 5, 4)
    voices = [voice(f"s{n}", "staff", {("attitudes.gm1", None): value}) for n, value in enumerate(values)]
    seen = shown(voices, parts="pulse")
    assert seen["staff"]["mean"] == 3.2  # 19 of 6
    assert seen["staff"]["distribution"] == {"1": 0.15, "2": 0.15, "3": 0.15, "4": 0.35, "5": 0.15}
    assert ([item["item"] for item in seen["items"]], seen["ladder"]) == (["gm1"], None)


@pytest.mark.parametrize(("item", "mean"), [("gm1", 1.8), ("gm3", 4.2)])
def test_a_reverse_item_of_a_pulse_is_turned_round(item: str, mean: float) -> None:
    questionnaires = one_attitude("growth_mindset", [item])
    voices = [voice(f"s{n}", "staff", {(f"attitudes.{item}", None): v}) for n, v in enumerate((1, 1, 2, 2, 3))]
    workshop = workshop_of(Settings(parts="pulse"))
    seen = release(voices, workshop, case_of(["c1"]), questionnaires, TODAY).shown["attitudes"][0]
    assert seen["staff"]["mean"] == mean
    assert seen["items"][0]["shares"]["1"] == 0.4


def test_the_ladder_has_a_guard_of_its_own() -> None:
    steps = {"growth_mindset_ladder": [1, 2, 3, 2, 1, 2, 3, 2, 1]}
    assert shown(with_items(people("s", STAFF), steps))["ladder"]["shares"]["2"] == 0.45
    assert shown(with_items(people("s", STAFF), {"growth_mindset_ladder": [2] * 9}))["ladder"]["why"] == "too_alike"
    assert shown(people("s", STAFF))["ladder"]["why"] == "too_few"
