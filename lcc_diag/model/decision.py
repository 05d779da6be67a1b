"""The decision about a circle: the first rule of the table whose condition holds (methods E.2)."""

from __future__ import annotations

from lcc_diag.model.circle import Gates, gates
from lcc_diag.model.decision_table import Note, Rule
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.features import derived, settings_of
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Recommendation
from lcc_diag.model.rules import Features, Settings, features_used, holds, settings_used

COLLECT = "collect"
"""The outcome that says there is too little to say anything else."""
SAFE_START = "safe_start"
"""The condition that a rule names without a gate failing."""


def decide(features: Features, questionnaires: Questionnaires) -> Recommendation:
    """The recommendation for these facts (see ``lcc_diag.model.features``); derived values are computed here.

    The same facts always give the same recommendation. Raises ``ValueError`` if no rule holds, which a table whose
    last rule is "otherwise" rules out.
    """
    settings = settings_of(questionnaires)
    every = derived(features, questionnaires)
    name, rule = _first_rule(every, questionnaires, settings)
    notes = questionnaires.rules.notes.items()
    return Recommendation(
        rule=name,
        outcome=rule.outcome,
        conditions=_listed(rule, gates(every, questionnaires.circle, settings)),
        notes=tuple(i for i, note in notes if _applies(note, name, rule) and holds(note.when, every, settings)),
        explanation=_explain(name, rule, every, questionnaires, settings),
    )


def outcome_of(features: Features, questionnaires: Questionnaires) -> tuple[str, str]:
    """Rule and outcome for these facts: those of ``decide``, without conditions, notes and reasons."""
    name, rule = _first_rule(derived(features, questionnaires), questionnaires, settings_of(questionnaires))
    return name, rule.outcome


def looked_at(rule: str, questionnaires: Questionnaires) -> tuple[str, ...]:
    """The features that were looked at until ``rule`` decided: those of the rule and of all rules before it."""
    tried = _tried(rule, questionnaires)
    return tuple(dict.fromkeys(feature for each in tried for feature in features_used(each.when)))


def _first_rule(features: Features, questionnaires: Questionnaires, settings: Settings) -> tuple[str, Rule]:
    for name, rule in questionnaires.rules.rules.items():
        if holds(rule.when, features, settings):
            return name, rule
    raise ValueError(f"no rule holds for {dict(features)}")


def _tried(last: str, questionnaires: Questionnaires) -> tuple[Rule, ...]:
    rules = questionnaires.rules.rules
    return tuple(rules[name] for name in list(rules)[: list(rules).index(last) + 1])


def _listed(rule: Rule, failed: Gates) -> tuple[str, ...]:
    lists = {
        "none": (),
        "all_failed": failed.hard + failed.soft,
        "soft_failed": failed.soft,
        "safe_start": (SAFE_START,),
    }
    return lists[rule.conditions]


def _applies(note: Note, name: str, rule: Rule) -> bool:
    return name in note.only_for if note.only_for else rule.outcome != COLLECT


def _explain(
    name: str, rule: Rule, features: Features, questionnaires: Questionnaires, settings: Settings
) -> Explanation:
    looked = looked_at(name, questionnaires)
    limits = [limit for each in _tried(name, questionnaires) for limit in settings_used(each.when)]
    limits += ["deep_below", "moderate_below"] if "need" in looked else []
    return Explanation(
        what="decision",
        value=rule.outcome,
        rule=name,
        inputs={feature: features.get(feature) for feature in looked},
        thresholds={limit: settings[limit] for limit in limits},
        source="methods E.2",
    )
