"""The answers behind a statement, as they may be shown: question, answer, who.

Roles, never names. Several people of one role are counted together. What staff answered appears only when enough of
them answered this very question, and then as the most frequent answer or a mean, never person by person (methods B.5).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from lcc_diag.model.case import DONT_KNOW, NOT_APPLICABLE, ROLES, Answer
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.plan_questions import Costs, Entry, Plan
from lcc_diag.model.questions import EvidenceField
from lcc_diag.model.results import ChallengeResult
from lcc_diag.model.text import Text
from lcc_diag.view.findings import Findings

Row = dict[str, Any]

ANECDOTE = "anecdote"
"""The item of the story behind a challenge."""


def given_answers(found: Findings, item: str, challenge: str | None = None) -> list[tuple[str, Answer]]:
    """Role and latest answer of everybody who answered ``item`` in the round of the diagnosis, leaders first."""
    roles = found.answers.roles
    given = [(roles[person], answer) for person, answer in found.answers.to(item, challenge).items()]
    return sorted(given, key=lambda pair: ROLES.index(pair[0]))


def answer_text(found: Findings, item: str, value: str | float) -> str:
    """The words of the option that was chosen, or what was entered."""
    part, _, name = item.partition(".")
    return _READERS[part](found, name, value)


def _cynefin_text(found: Findings, name: str, value: str | int) -> str:
    cynefin = found.questionnaires.cynefin
    if name == ANECDOTE:
        return str(value)
    if value == DONT_KNOW:
        return found.word(cynefin.dont_know)
    if name == "handling":
        return found.word(cynefin.handling.modes[value].text)
    return found.word(cynefin.indicators[name].options[value])


def _attitude_text(found: Findings, name: str, value: str | int) -> str:
    attitudes = found.questionnaires.attitudes
    if value == DONT_KNOW:
        return found.word(attitudes.dont_know)
    if name.endswith("_ladder"):
        return found.word(attitudes.dimensions[name.removesuffix("_ladder")].ladder[value])
    return found.word(attitudes.scale[value])


def _execution_text(found: Findings, name: str, value: str | int) -> str:
    question = found.questionnaires.execution.questions[name]
    if value == DONT_KNOW:
        return found.word(found.questionnaires.execution.dont_know)
    if value == NOT_APPLICABLE:
        return found.word(question.not_applicable)
    return found.word(question.levels[value])


def _circle_text(found: Findings, name: str, value: str | int) -> str:
    question = found.questionnaires.circle.questions[name]
    if value == DONT_KNOW:
        return found.word(found.questionnaires.circle.dont_know)
    if question.kind == "number":
        return f"{value} {found.word(question.unit)}" if question.unit else str(value)
    return found.word(question.choices[value])


def _plan_text(found: Findings, name: str, value: str | float) -> str:
    return entered_text(found, entry_of(found.questionnaires.plan, name), value)


def _costs_text(found: Findings, name: str, value: str | float) -> str:
    return entered_text(found, entry_of(found.questionnaires.costs, name), value)


def entered_text(found: Findings, entry: Entry | EvidenceField, value: str | float) -> str:
    """What was entered in a field, in words: the choice, a number with its unit, a text as it is."""
    if entry.kind == "choice":
        return found.word(entry.choices[value])
    if entry.kind == "number":
        return f"{found.short(value)} {found.word(entry.unit)}" if entry.unit else found.short(value)
    return str(value)


def entry_of(content: Plan | Costs, name: str) -> Entry | None:
    """The entry of an item of ``plan`` or ``costs``; numbered rows belong to one entry."""
    entries = {key: entry for section in content.sections.values() for key, entry in section.entries.items()}
    return entries.get(name) or entries.get(name.rpartition("_")[0])


_READERS = {
    "cynefin": _cynefin_text,
    "attitudes": _attitude_text,
    "execution": _execution_text,
    "circle": _circle_text,
    "plan": _plan_text,
    "costs": _costs_text,
}


def question_text(found: Findings, item: str) -> str:
    """The question as it was asked."""
    part, _, name = item.partition(".")
    content = found.questionnaires
    if part == "attitudes":
        items = {
            key: entry.text for group in content.attitudes.dimensions.values() for key, entry in group.items.items()
        }
        return found.word(items.get(name, content.attitudes.ladder_lead))
    if part == "cynefin":
        return found.word(_cynefin_question(content.cynefin, name))
    if part in ("plan", "costs"):
        return found.word(entry_of(getattr(content, part), name).question)
    questions = content.execution.questions if part == "execution" else content.circle.questions
    return found.word(questions[name].question)


def _cynefin_question(cynefin: Cynefin, name: str) -> Text:
    if name == ANECDOTE:
        return cynefin.anecdote
    return cynefin.handling.question if name == "handling" else cynefin.indicators[name].question


def answer_row(found: Findings, item: str, challenge: str | None = None) -> Row:
    """One question with what each role answered: ``{question, answers: [{who, answer}], note}``."""
    given = given_answers(found, item, challenge)
    shown = [
        entry
        for name, roles in _roles_apart(item, given).items()
        for entry in _entries(found, item, name, [answer.value for role, answer in given if role in roles])
    ]
    return {"item": item, "question": question_text(found, item), "answers": shown, "note": _note(found, item)}


def _roles_apart(item: str, given: list[tuple[str, Answer]]) -> dict[str, tuple[str, ...]]:
    """Which roles are shown together: leaders where their answers are averaged, or where all of them agree."""
    leading = [answer.value for role, answer in given if role != "staff"]
    if len(leading) > 1 and item.startswith("attitudes."):
        return _LEADERS_TOGETHER
    if len(leading) == len(given) > 1 and len(set(leading)) == 1:
        return {"everyone": _LEADERS_TOGETHER["leaders"]}
    return _EACH_ROLE


_EACH_ROLE = {role: (role,) for role in ROLES}
_LEADERS_TOGETHER = {"leaders": ("md", "leader"), "staff": ("staff",)}
"""Attitudes of several leaders are shown as a mean, so that no single one is held up against the others."""


def _entries(found: Findings, item: str, role: str, values: list[str | int]) -> list[dict[str, str]]:
    if not values:
        return []
    if role == "everyone":
        return [
            {
                "who": found.say("role_everyone", count=found.count(len(values))),
                "answer": answer_text(found, item, values[0]),
            }
        ]
    if role in ("leaders", "staff"):
        text = _staff_text(found, item, values) if role == "staff" else _mean_text(found, values)
        return [{"who": found.say(f"role_{role}"), "answer": text}]
    return [
        {"who": _who(found, role, count, len(values)), "answer": answer_text(found, item, value)}
        for value, count in Counter(values).most_common()
    ]


def _who(found: Findings, role: str, count: int, total: int) -> str:
    if total == 1:
        return found.say(f"role_{role}")
    return found.say(f"role_{role}_counted", count=count, total=total)


def _mean_text(found: Findings, values: list[str | int]) -> str:
    numbers = [value for value in values if isinstance(value, int)]
    if not numbers:
        return found.word(found.questionnaires.attitudes.dont_know)
    return found.say("mean", mean=found.number(sum(numbers) / len(numbers)))


def _staff_text(found: Findings, item: str, values: list[str | int]) -> str:
    minimum = int(found.questionnaires.attitudes.min_staff.value)
    if item.startswith("attitudes."):
        enough = sum(isinstance(value, int) for value in values) >= minimum
        return _mean_text(found, values) if enough else found.say("staff_hidden", minimum=minimum)
    if len(values) < minimum:
        return found.say("staff_hidden", minimum=minimum)
    counts = Counter(values)
    most = [answer_text(found, item, value) for value, count in counts.items() if count == max(counts.values())]
    return found.say("staff_mostly", answers=found.listed([found.quoted(text) for text in most]))


def _note(found: Findings, item: str) -> str | None:
    name = item.removeprefix("attitudes.")
    groups = found.questionnaires.attitudes.dimensions.values()
    reverse = any(group.items[name].reverse for group in groups if name in group.items)
    return found.say("counted_reverse") if reverse else None


def challenge_rows(found: Findings, result: ChallengeResult, limit: int = 3) -> list[Row]:
    """The indicators that speak strongest for the call, as answered, and how the challenge is handled today."""
    names = [part.indicator for part in strongest(result) if part.weight > 0][:limit]
    rows = [answer_row(found, f"cynefin.{name}", result.id) for name in names or _answered(found, result)[:limit]]
    handling = answer_row(found, "cynefin.handling", result.id)
    return [row for row in [*rows, handling] if row["answers"]]


def strongest(result: ChallengeResult) -> list:
    """Contributions with the strongest for the call first, the strongest against it last."""
    return sorted(result.contributions, key=lambda part: -part.weight)


def _answered(found: Findings, result: ChallengeResult) -> list[str]:
    names = found.questionnaires.cynefin.indicators
    return [name for name in names if given_answers(found, f"cynefin.{name}", result.id)]


def attitude_rows(found: Findings, dimension: str, limit: int = 3, lowest: bool = True) -> list[Row]:
    """The items of an attitude that pull its score down most (or up most), as answered."""
    items = found.questionnaires.attitudes.dimensions[dimension].items
    means = {name: _keyed_mean(found, name, entry.reverse) for name, entry in items.items()}
    known = sorted(
        (name for name in means if means[name] is not None), key=lambda name: means[name], reverse=not lowest
    )
    return [answer_row(found, f"attitudes.{name}") for name in known[:limit]]


def _keyed_mean(found: Findings, name: str, reverse: bool) -> float | None:
    """Mean of what may be shown: leaders, and staff from the least number on."""
    minimum = found.questionnaires.attitudes.min_staff.value
    given = [(role, answer.value) for role, answer in given_answers(found, f"attitudes.{name}")]
    numbers = [(role, value) for role, value in given if isinstance(value, int)]
    staff = [value for role, value in numbers if role == "staff"]
    kept = [value for role, value in numbers if role != "staff"] + (staff if len(staff) >= minimum else [])
    if not kept:
        return None
    mean = sum(kept) / len(kept)
    return 6 - mean if reverse else mean


def deciding_row(found: Findings, item: str) -> Row:
    """A condition or execution question with the one answer that counts: managing director's, else a leader's."""
    answer = found.answers.of_managers(item)
    shown = []
    if answer is not None:
        role = found.answers.roles[answer.respondent]
        shown = [{"who": found.say(f"role_{role}"), "answer": answer_text(found, item, answer.value)}]
    return {"item": item, "question": question_text(found, item), "answers": shown, "note": None}
