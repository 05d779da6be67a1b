import pytest

from lcc_diag.model import mismatch
from lcc_diag.model.cynefin import call, pool, rate


def shares_of(questionnaires, *modes):
    return mismatch.shares(modes, questionnaires.cynefin)


def rated(questionnaires, options):
    answers = {i: o for i, o in zip(questionnaires.cynefin.indicators, options, strict=True) if o != "-"}
    together = pool([rate("r1", answers, questionnaires.cynefin)], questionnaires.cynefin)
    return call(together, questionnaires.cynefin.call)[0], together.support


@pytest.mark.parametrize(
    ("options", "mode", "expected"),
    [
        ("cccccbcc", "expert_project", "complex_as_project"),
        ("ccccccca", "best_practice", "complex_as_recipe"),
        ("cccccbcc", "experiments", None),
        ("dddbaddd", "expert_project", "chaos_analysed"),
        ("ddbddddd", "crisis", None),
        ("bbbbbbbb", "best_practice", "complicated_as_recipe"),
        ("aaaabaab", "expert_project", "clear_overengineered"),
        ("bbbbbbbb", "drift", "left_lying"),
        ("cccccbcc", "drift", "left_lying"),
        # Called complicated and run by specialists: it fits, though a little support for clear remains.
        ("bbbbabba", "expert_project", None),
        # On the threshold of complicated and complex: trying things out fits well enough to go without a name.
        ("bcbbbccc", "experiments", None),
    ],
)
def test_named_mismatch(questionnaires, options, mode, expected):
    called, support = rated(questionnaires, options)
    assert mismatch.named(called, support, shares_of(questionnaires, mode), questionnaires.cynefin) == expected


def test_contested_challenges_get_no_named_mismatch(questionnaires):
    _, support = rated(questionnaires, "cccccbcc")
    modes = shares_of(questionnaires, "best_practice")
    assert mismatch.named("contested", support, modes, questionnaires.cynefin) is None


def test_modes_are_weighted_by_their_shares(questionnaires):
    _, support = rated(questionnaires, "cccccbcc")
    cynefin = questionnaires.cynefin

    def severity(*modes):
        return mismatch.severity(support, shares_of(questionnaires, *modes), cynefin)

    apart = (severity("experiments") + 2 * severity("best_practice")) / 3
    assert severity("best_practice", "experiments", "best_practice") == pytest.approx(apart)


def test_without_a_mode_there_is_no_severity(questionnaires):
    called, support = rated(questionnaires, "cccccbcc")
    assert mismatch.severity(support, {}, questionnaires.cynefin) is None
    assert mismatch.complex_as_order(support, {}) == 0
    assert mismatch.named(called, support, {}, questionnaires.cynefin) is None
    assert mismatch.main_mode({}) is None


def test_the_main_mode_is_the_most_frequent_and_of_equal_ones_the_first_in_the_questionnaire(questionnaires):
    modes = shares_of(questionnaires, "drift", "crisis", "drift")
    assert mismatch.main_mode(modes) == "drift"
    assert mismatch.main_mode(shares_of(questionnaires, "drift", "best_practice")) == "best_practice"
