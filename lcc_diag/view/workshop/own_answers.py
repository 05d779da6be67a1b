"""A participant's own answers in words, to be handed out as a file: what was asked and what this person said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import DONT_KNOW, Case, Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import Text
from lcc_diag.model.workshop import ANECDOTE, PREDICTION, Key, Workshop
from lcc_diag.settings import HOME
from lcc_diag.view import formats
from lcc_diag.view.workshop.paper import ATTITUDES, LADDER

Value = str | int
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be asked. ``group``: what it belongs to, empty if that is a challenge. ``choices``: in words."""

    group: str
    question: str
    choices: Mapping[Value, str]


def own_answers(
    workshop: Workshop,
    case: Case,
    role: Role,
    answers: Mapping[int, Mapping[Key, Value]],
    questionnaires: Questionnaires,
    language: str,
) -> Json:
    """The file's content in one language. ``answers``: by number of the round, as the store has them.

    Keys: ``language``, ``title``, ``about``, ``role``, ``promise``, ``file`` (a name, never from user text), ``rounds``
    as ``{title, groups}``, a group as ``{title, items}``, an item as ``{question, answer}``, and ``nothing``: a
    sentence where there are no answers.
    """
    opened = workshop.opened.astimezone(HOME).date()
    words = _Words(case, dict(_asked(questionnaires, language)), language)
    rounds = [words.round(number, given) for number, given in sorted(answers.items()) if given]
    return {
        "language": language,
        "title": words.say("title"),
        "about": words.say("about", day=formats.day(opened, language)),
        "role": words.say("role", role=phrase(f"result.role_{role}", language)),
        "promise": words.say("promise"),
        "file": f"{words.say('base')}-{opened.isoformat()}.html",
        "rounds": rounds,
        "nothing": None if rounds else words.say("nothing"),
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """Somebody's answers in words. ``asked``: what can be asked, by item, in the order of the questionnaires."""

    case: Case
    asked: Mapping[str, Asked]
    language: str

    def say(self, key: str, **values: Any) -> str:
        return phrase(f"own_answers.{key}", self.language, **values)

    def round(self, number: int, given: Mapping[Key, Value]) -> Json:
        """Challenge by challenge, then attitudes and guesses; an item that is not known any more is left out."""
        ids = [challenge.id for challenge in self.case.challenges]
        items = list(self.asked)
        known = [key for key in given if key[0] in self.asked]
        known.sort(key=lambda key: (_place(ids, key[1]), items.index(key[0])))
        groups: dict[str, list[Json]] = {}
        for item, challenge in known:
            told = {"question": self.asked[item].question, "answer": self._answer(item, given[item, challenge])}
            groups.setdefault(self._group(item, challenge), []).append(told)
        listed = [{"title": title, "items": told} for title, told in groups.items()]
        return {"title": self.say("round", number=number), "groups": listed}

    def _group(self, item: str, challenge: str | None) -> str:
        if challenge is None:
            return self.asked[item].group
        statements = {entry.id: entry.statement for entry in self.case.challenges}
        return statements.get(challenge, self.say("challenge_gone"))

    def _answer(self, item: str, value: Value) -> str:
        text = self.asked[item].choices.get(value)
        if text is None or not isinstance(value, int):
            return str(value) if text is None else text
        return self.say("step", number=value, text=text)


def _place(ids: list[str], challenge: str | None) -> int:
    """Challenges in the order of the case, then those that are gone, then what is about none."""
    if challenge is None:
        return len(ids) + 1
    return ids.index(challenge) if challenge in ids else len(ids)


# --- what can be asked ------------------------------------------------------------------------------------------


def _asked(content: Questionnaires, language: str) -> Iterator[tuple[str, Asked]]:
    cynefin = content.cynefin
    yield ANECDOTE, Asked("", phrase("own_answers.story", language), {})
    for name, indicator in cynefin.indicators.items():
        choices = _choices(indicator.options, cynefin.dont_know, language)
        yield f"cynefin.{name}", Asked("", indicator.question[language], choices)
    modes = {name: mode.text for name, mode in cynefin.handling.modes.items()}
    handled = cynefin.handling.question[language]
    yield "cynefin.handling", Asked("", handled, _choices(modes, cynefin.dont_know, language))
    yield from _attitudes(content, language)


def _attitudes(content: Questionnaires, language: str) -> Iterator[tuple[str, Asked]]:
    attitudes = content.attitudes
    scale = _choices(attitudes.scale, attitudes.dont_know, language)
    for name, dimension in attitudes.dimensions.items():
        group = dimension.name[language]
        for item, entry in dimension.items.items():
            yield f"{ATTITUDES}{item}", Asked(group, entry.text[language], scale)
        ladder = _choices(dimension.ladder, attitudes.dont_know, language)
        yield f"{ATTITUDES}{name}{LADDER}", Asked(group, attitudes.ladder_lead[language], ladder)
    guess = phrase("own_answers.guess", language)
    for name, dimension in attitudes.dimensions.items():
        question = phrase("participant.predict_question", language, name=dimension.name[language])
        choices = {**scale, DONT_KNOW: phrase("participant.predict_dont_know", language)}
        yield f"{PREDICTION}{name}", Asked(guess, question, choices)


def _choices(options: Mapping[Any, Text], dont_know: Text, language: str) -> dict[Value, str]:
    return {value: text[language] for value, text in options.items()} | {DONT_KNOW: dont_know[language]}
