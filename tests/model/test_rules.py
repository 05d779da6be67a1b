import pytest

from lcc_diag.model.rules import (
    GATE_FEATURES,
    OPERATORS,
    RULE_FEATURES,
    features_used,
    holds,
    settings_used,
)

FEATURES = {"acute": True, "weeks": 12, "voluntary": "yes", "mean": 3.4 - 1e-13, "coach": None, "complex": 0}
SETTINGS = {"long": 24, "lived": 3.4}
YES, NO = {"is": "acute"}, {"is": "coach"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"is": "acute"}, True),
        ({"is": "complex"}, False),
        ({"is": "weeks"}, True),
        ({"is": "coach"}, False),
        ({"is": "nowhere"}, False),
        ({"equals": ["voluntary", "yes"]}, True),
        ({"equals": ["voluntary", "no"]}, False),
        ({"equals": ["coach", None]}, False),
        ({"equals": ["nowhere", "yes"]}, False),
        ({"below": ["weeks", 13]}, True),
        ({"below": ["weeks", 12]}, False),
        ({"below": ["weeks", "long"]}, True),
        ({"below": ["coach", 13]}, False),
        ({"below": ["voluntary", 13]}, False),
        ({"below": ["acute", 13]}, False),
        ({"below": ["mean", "lived"]}, False),
        ({"at_least": ["weeks", 12]}, True),
        ({"at_least": ["weeks", "long"]}, False),
        ({"at_least": ["coach", 0]}, False),
        ({"at_least": ["mean", "lived"]}, True),
        ({"not": {"is": "coach"}}, True),
        ({"not": {"equals": ["coach", "yes"]}}, True),
        ({"all": []}, True),
        ({"any": []}, False),
        ({"all": [YES, YES]}, True),
        ({"all": [YES, NO]}, False),
        ({"any": [NO, YES]}, True),
        ({"any": [NO, NO]}, False),
        ({"all": [YES, {"any": [NO, {"not": NO}]}]}, True),
    ],
)
def test_condition(condition, expected):
    assert holds(condition, FEATURES, SETTINGS) is expected


@pytest.mark.parametrize("condition", [{"is_not": "acute"}, {"is": "acute", "any": []}, {}, "acute", ["is"]])
def test_anything_else_is_refused(condition):
    with pytest.raises(ValueError, match=r"condition|operator"):
        holds(condition, FEATURES, SETTINGS)


def test_an_unknown_setting_is_an_error_not_a_verdict():
    with pytest.raises(KeyError):
        holds({"below": ["weeks", "nowhere"]}, FEATURES, SETTINGS)


def test_what_a_condition_looks_at():
    condition = {"all": [{"is": "acute"}, {"any": [{"below": ["weeks", "long"]}, {"not": {"equals": ["md", "none"]}}]}]}
    assert features_used(condition) == ("acute", "weeks", "md")
    assert settings_used(condition) == ("long",)


def test_the_shipped_conditions_stay_inside_the_closed_table(questionnaires):
    rules = questionnaires.rules
    for entry in (*rules.rules.values(), *rules.notes.values()):
        assert set(features_used(entry.when)) <= RULE_FEATURES
        assert set(settings_used(entry.when)) <= rules.settings.keys()
    for gate in questionnaires.circle.gates.values():
        for condition in filter(None, (gate.hard, gate.soft)):
            assert set(features_used(condition)) <= GATE_FEATURES


def test_the_table_of_operators_is_closed():
    assert frozenset({"all", "any", "not", "is", "equals", "below", "at_least"}) == OPERATORS
