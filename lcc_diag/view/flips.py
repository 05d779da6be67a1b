"""What would change the recommendation (methods E.5), told as sentences.

Single answers of staff are never told: neither whose they are nor what they were. Where fewer staff answered than are
shown, flips that would let one guess are left out altogether.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.challenges import HANDLING
from lcc_diag.model.decision import COLLECT
from lcc_diag.model.insight import Flip, Flips, FlipStep
from lcc_diag.view.answers import answer_text, given_answers, question_text
from lcc_diag.view.chapters import item_link
from lcc_diag.view.findings import Findings, counting, saying

_say = saying("flips")
_counted = counting("flips")

IN_WORDS = 2
"""Up to so many answers the sentence says everything; beyond it names the questions, and a list says the rest."""

Section = dict[str, Any]


def flips(found: Findings) -> Section | None:
    """The section; ``None`` where nothing is recommended yet. Without insight it says that it is being computed."""
    if found.diagnosis.recommendation.outcome == COLLECT:
        return None
    head = {"title": _say(found, "title"), "lead": _say(found, "lead")}
    if found.insight is None:
        return {**head, "pending": _say(found, "pending")}
    known = found.insight.flips
    if known is None:
        return None
    shown = [flip for flip in known.flips if all(_may_be_told(found, step) for step in flip.steps)]
    none = None if shown else _none(found, known)
    return {**head, "items": [_item(found, flip) for flip in shown], "none": none, "note": _note(found, known)}


def _none(found: Findings, known: Flips) -> str:
    if known.flips:
        return _say(found, "none_hidden")
    return _counted(found, "none", known.searched) if known.exact else _say(found, "none_bounded")


def _note(found: Findings, known: Flips) -> str | None:
    if not known.exact:
        return _say(found, "note_bounded") if known.flips else None
    return _counted(found, "note", known.searched)


def _may_be_told(found: Findings, step: FlipStep) -> bool:
    """Whether telling this step gives no staff member's answer away.

    With a few staff members even a leader's step would: it shows how near the exact score is to a limit.
    """
    if found.few_staff and step.item.startswith("attitudes."):
        return False
    minimum = found.questionnaires.attitudes.min_staff.value
    staff = [role for role, _ in given_answers(found, step.item, step.challenge) if role == "staff"]
    return found.answers.roles[step.respondent] != "staff" or len(staff) >= minimum


# --- a flip in words --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A step with what may be told of it; steps that would be told alike are one with their ``count``.

    ``who``: one, md, leader, staff. ``hidden``: what was answered is not told, only where the step leads.
    """

    step: FlipStep
    who: str
    hidden: bool
    count: int = 1


def _item(found: Findings, flip: Flip) -> dict[str, Any]:
    name = found.word(found.questionnaires.rules.outcomes[flip.outcome].name)
    told = _told(found, flip)
    steps = [{"text": _step(found, one, "step"), "link": _link(found, one.step)} for one in told]
    return {"text": _sentence(found, told, name), "steps": steps, "outcome": flip.outcome, "name": name}


def _told(found: Findings, flip: Flip) -> list[_Told]:
    alike: dict[object, _Told] = {}
    for step in flip.steps:
        who, hidden = _whose(found, step)
        way = _direction(found, step) if hidden else step.respondent
        key = (step.item, step.challenge, who, way)
        known = alike.get(key)
        alike[key] = replace(known, count=known.count + 1) if known else _Told(step, who, hidden)
    return list(alike.values())


def _link(found: Findings, step: FlipStep) -> dict[str, str]:
    return item_link(found, step.item, step.challenge)


def _sentence(found: Findings, told: list[_Told], name: str) -> str:
    if len(told) > IN_WORDS:
        values = {"count": found.count(sum(one.count for one in told)), "groups": found.listed(_groups(found, told))}
        return _say(found, "if_many", name=found.quoted(name), **values)
    before = [None, *told[:-1]]
    steps = [_step(found, one, "in", last) for one, last in zip(told, before, strict=True)]
    return _say(found, "if_few", steps=found.listed(steps), name=found.quoted(name))


def _step(found: Findings, told: _Told, form: str, before: _Told | None = None) -> str:
    """One step as part of a sentence (``in``), after the step ``before``, or as an entry of a list (``step``)."""
    step, same = told.step, before is not None and _continues(before, told)
    values = {
        "question": _question(found, step),
        "about": "" if same else _about(found, step),
        "who": _say(found, f"{form}_who_same") if same else _who(found, told, form),
        "new": _direction(found, step) if told.hidden else _new(found, step),
    }
    if step.old in (None, DONT_KNOW):
        return _say(found, f"{form}_open", **values)
    if told.hidden:
        return _say(found, f"{form}_hidden", **values)
    return _say(found, f"{form}_answer", old=_value(found, step, step.old), **values)


def _continues(before: _Told, told: _Told) -> bool:
    """Whether a step is of the same person about the same as the one before, so that neither needs to be said."""
    same = (before.step.respondent, before.step.challenge) == (told.step.respondent, told.step.challenge)
    return same and not before.hidden and not told.hidden and before.who == told.who


def _who(found: Findings, told: _Told, form: str) -> str:
    if told.who == "one" and form == "step":
        return ""
    if told.count == 1:
        return _say(found, f"{form}_who_{told.who}")
    return _say(found, f"{form}_who_{told.who}_many", count=found.count(told.count))


def _whose(found: Findings, step: FlipStep) -> tuple[str, bool]:
    """Whose answer a step is to be called, and whether the answer itself stays untold.

    What a single leader answered about the attitudes is not told beside others, and never what staff answered.
    """
    given = [role for role, _ in given_answers(found, step.item, step.challenge)]
    role, about_attitudes = found.answers.roles[step.respondent], step.item.startswith("attitudes.")
    if role == "staff":
        return "staff", True
    if len(given) <= 1 or step.item.startswith(("execution.", "circle.")):
        return "one", False
    directors = [role for role in found.answers.roles.values() if role == "md"]
    named = role == "md" and len(directors) == 1 and "staff" not in given and not about_attitudes
    return "md" if named else "leader", about_attitudes


def _about(found: Findings, step: FlipStep) -> str:
    """The challenge, where there are several."""
    if step.challenge is None or len(found.case.challenges) == 1:
        return ""
    return _say(found, "about_challenge", challenge=_challenge(found, step.challenge))


def _challenge(found: Findings, challenge: str) -> str:
    result = found.challenge(challenge)
    return found.quoted(result.statement if result else challenge)


def _new(found: Findings, step: FlipStep) -> str:
    text = _value(found, step, step.new)
    if isinstance(step.old, int) and _is_number(found, step.item):
        return _say(found, "at_least" if step.new > step.old else "at_most", number=text)
    return text


def _direction(found: Findings, step: FlipStep) -> str:
    """One step up or down for a scale; for options the one it leads to."""
    if isinstance(step.new, int) and isinstance(step.old, int):
        return _say(found, "higher" if step.new > step.old else "lower")
    return _value(found, step, step.new)


def _value(found: Findings, step: FlipStep, value: str | int | None) -> str:
    if _is_number(found, step.item):
        return str(value)
    if step.item == HANDLING:
        return _quoted(found, found.word(found.questionnaires.cynefin.handling.modes[value].name))
    text = answer_text(found, step.item, value)
    return _quoted(found, text.partition(" (")[0] if step.item.startswith("attitudes.") else text)


def _is_number(found: Findings, item: str) -> bool:
    part, _, name = item.partition(".")
    return part == "circle" and found.questionnaires.circle.questions[name].kind == "number"


# --- short names of questions ----------------------------------------------------------------------------------


def _question(found: Findings, step: FlipStep) -> str:
    """The short name of a question in quotation marks; attitudes have none and are quoted in full."""
    if step.item.startswith("attitudes."):
        return _quoted(found, question_text(found, step.item))
    return _quoted(found, _short_name(found, step.item))


def _short_name(found: Findings, item: str) -> str:
    part, _, name = item.partition(".")
    content = found.questionnaires
    if item == HANDLING:
        return _say(found, "handling")
    if part == "cynefin":
        return found.word(content.cynefin.indicators[name].name)
    questions = content.execution.questions if part == "execution" else content.circle.questions
    return found.word(questions[name].short)


def _quoted(found: Findings, text: str) -> str:
    """Content in quotation marks, without its full stop; quotation marks inside it become single ones."""
    inner = text.removesuffix(".").translate(_SINGLE)
    return found.quoted(inner)


_SINGLE = str.maketrans("»«“”", "›‹‘’")


def _groups(found: Findings, told: list[_Told]) -> list[str]:
    """What the steps are about: each challenge with its questions, the attitudes, and everything else together."""
    groups: dict[tuple[str, str | None], list[str]] = {}
    for step in (one.step for one in told):
        part = step.item.partition(".")[0]
        names = groups.setdefault((part, step.challenge), [])
        name = _subject(found, step)
        if name not in names:
            names.append(name)
    return [_group(found, part, challenge, names) for (part, challenge), names in groups.items()]


def _subject(found: Findings, step: FlipStep) -> str:
    if not step.item.startswith("attitudes."):
        return _quoted(found, _short_name(found, step.item))
    return _quoted(found, found.attitude_name(_dimension(found, step.item)))


def _dimension(found: Findings, item: str) -> str:
    name = item.partition(".")[2]
    dimensions = found.questionnaires.attitudes.dimensions
    return next(key for key, attitude in dimensions.items() if name in attitude.items)


def _group(found: Findings, part: str, challenge: str | None, names: list[str]) -> str:
    questions = found.listed(names)
    if challenge is None:
        return _say(found, f"group_{part}", questions=questions)
    return _say(found, f"group_{part}", questions=questions, challenge=_challenge(found, challenge))
