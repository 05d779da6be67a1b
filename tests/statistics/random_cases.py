"""Cases of any kind from a seed: empty to full, several roles and rounds, "don't know", evidence or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.items import find_item
from lcc_diag.model.questionnaires import Questionnaires
from tests.circle import READY

TODAY = date(2026, 3, 16)
QUESTIONNAIRES = load()
_CYNEFIN = (*QUESTIONNAIRES.cynefin.indicators, "handling")
_ATTITUDES = {item: shape for d in QUESTIONNAIRES.attitudes.dimensions.values() for item, shape in d.items.items()}
_NAMES = {"cynefin": _CYNEFIN, "attitudes": _ATTITUDES}
_NAMES |= {"execution": QUESTIONNAIRES.execution.questions, "circle": QUESTIONNAIRES.circle.questions}
ITEMS = {
    f"{section}.{name}": find_item(f"{section}.{name}", QUESTIONNAIRES).choices
    for section, names in _NAMES.items()
    for name in names
}
"""What can be answered about each question, beside numbers."""
REVERSED = {f"attitudes.{item}" for item, shape in _ATTITUDES.items() if shape.reverse}
ROLES = (
    "md",
    "leader",
    "leader",
    "staff",
    "staff",
    "staff",
    "staff",
    "staff",
    "staff",
    "staff",
    "md",
    "leader",
    "staff",
)
LEAN = (
    ("a",),
    ("b",),
    ("c",),
    ("c",),
    ("bc",),
    ("bcc",),
    ("cd",),
    ("ccd",),
    ("d",),
    ("ab",),
    ("b", "c", "c"),
    ("abcd",),
)
"""Letters of a challenge for every first, every second person and so on."""
OTHERWISE = {"people": (2, 8), "minutes": (30, 60), "weeks": (8, 24, 24, 24)}
"""Numbers about the circle beside those that are enough."""
EDITED = (
    {"equals": ["execution_mean", 2]},
    {"is": "execution_mean"},
    {"at_least": ["weeks", 30]},
    {"equals": ["people", 4]},
    {"below": ["psychological_safety", 3.2]},
    {"equals": ["psychological_safety", 3]},
    {"all": [{"below": ["psychological_safety", "safe_start_below"]}, {"at_least": ["soft_gates_failed", 1]}]},
)
"""Conditions somebody might write into rule R4."""


def random_case(random: Random) -> Case:
    """Options lean to two letters per challenge, levels to one per role, conditions to met ones: anything occurs."""
    share = random.choice([0.3, 0.8, 0.95, 1.0, 1.0, 1.0])
    challenges = tuple(
        Challenge(f"c{n}", "…", random.random() < 0.2, random.random() < 0.3)
        for n in range(random.choice([0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6]))
    )
    people = tuple(
        Respondent(f"r{n:02}", role) for n, role in enumerate(ROLES[: random.choice([0, 1, 3, 9, 13, 13, 13])])
    )
    level = {"staff": random.choice([1, 2, 3, 3, 4])}
    level["leader"] = level["md"] = min(5, level["staff"] + random.choice([0, 1, 2]))
    lean = {challenge.id: random.choice(LEAN) for challenge in challenges}
    unasked = {item for item in ITEMS if item.startswith("circle.") and random.random() < share / 4}
    answers = []
    for person in people:
        for item in ITEMS:
            for about in [c.id for c in challenges] if item.startswith("cynefin.") else [None]:
                if item not in unasked and random.random() < share:
                    letters = lean.get(about, ("",))
                    option = random.choice(letters[int(person.id[1:]) % len(letters)] or " ")
                    value = _value(item, option, level[person.role], random)
                    evidence = _evidence(item, random)
                    answers.append(Answer("t0", person.id, item, value, about, evidence))
    later = [replace(answer, round="t1") for answer in answers if random.random() < share]
    return Case(challenges=challenges, respondents=people, answers=(*answers, *random.choice([later, [], []])))


def edited(random: Random, questionnaires: Questionnaires) -> Questionnaires:
    """The questionnaires, sometimes with other limits and another rule R4."""
    rules = questionnaires.rules
    settings = dict(rules.settings)
    if random.random() < 0.5:
        for name in ("deep_below", "moderate_below", "safe_start_below"):
            settings[name] = replace(settings[name], value=random.choice([1.8, 2.2, 2.6, 3, 3.4, 4]))
        settings["execution_mean_from"] = replace(settings["execution_mean_from"], value=random.choice([1, 1.5, 3]))
    changed = replace(questionnaires, rules=replace(rules, settings=settings))
    return with_rule(changed, "R4", random.choice(EDITED)) if random.random() < 0.5 else changed


def with_rule(questionnaires: Questionnaires, name: str, condition: dict[str, Any]) -> Questionnaires:
    """The questionnaires with another condition for one rule."""
    rules = questionnaires.rules
    changed = replace(rules.rules[name], when=condition)
    return replace(questionnaires, rules=replace(rules, rules={**rules.rules, name: changed}))


def with_settings(questionnaires: Questionnaires, **values: float) -> Questionnaires:
    """The questionnaires with some settings changed."""
    rules = questionnaires.rules
    changed = {name: replace(rules.settings[name], value=value) for name, value in values.items()}
    return replace(questionnaires, rules=replace(rules, settings={**rules.settings, **changed}))


def _value(item: str, lean: str, level: int, random: Random) -> Any:
    choices = ITEMS[item]
    if random.random() < 0.07:
        return random.choice(choices)
    if item.startswith("circle."):
        return random.choice([READY[item[7:]]] * 7 + list(OTHERWISE.get(item[7:], choices)))
    if item.startswith(("attitudes.", "execution.")):
        highest = max(choice for choice in choices if isinstance(choice, int))
        return min(highest, max(1, (6 - level if item in REVERSED else level) + random.choice([-1, 0, 0, 1])))
    return lean if lean in choices else random.choice(choices)


def _evidence(item: str, random: Random) -> dict[str, Any]:
    if not item.startswith("execution."):
        return {}
    fields = QUESTIONNAIRES.execution.questions[item.removeprefix("execution.")].evidence
    return {
        name: {
            "text": "KM",
            "number": 2,
            "choice": next(iter(field.choices), ""),
            "date": (TODAY - timedelta(days=random.choice([1, 60, 200]))).isoformat(),
        }[field.kind]
        for name, field in fields.items()
        if random.random() < 0.7
    }
