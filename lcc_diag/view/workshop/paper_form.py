"""The paper form as it is printed: the same questions as on the phones, so that they fit on few sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import Case, Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import Text
from lcc_diag.model.workshop import PREDICTION, Workshop
from lcc_diag.settings import HOME
from lcc_diag.view.formats import day, listed
from lcc_diag.view.workshop.paper import ATTITUDES, DONT_KNOW_SIGN, LADDER, PaperItem, paper_items

Json = dict[str, Any]

LABELS = ("role", "own_code", "own_code_hint", "page", "of", "sheet")
WRITING_LINES = 4
"""Lines to write a story on."""


def paper_view(workshop: Workshop, case: Case, questionnaires: Questionnaires, language: str) -> Json:
    """The forms to print, in one language: one for the staff and one for leaders, as far as they are asked.

    Keys: ``language``, ``title``, ``organisation``, ``date`` (when the workshop was opened), ``labels``, ``forms``. A
    form is ``{id, name, roles, lead, parts}``; parts are ``stories``, ``ratings``, ``scales`` and ``ladder``.
    """
    forms = _Forms(workshop, case, questionnaires, language)
    names = {"staff": ("staff",), "leaders": tuple(role for role in LEADERS if role in workshop.settings.roles)}
    told = [forms.form(name, roles) for name, roles in names.items() if set(roles) & set(workshop.settings.roles)]
    opened = workshop.opened.astimezone(HOME).date()
    return {
        "language": language,
        "title": forms.say("title"),
        "organisation": case.organisation,
        "date": {"iso": opened.isoformat(), "text": day(opened, language)},
        "base": f"lcc-{forms.say('base')}-{opened.isoformat()}",
        "labels": {name: forms.say(name) for name in LABELS},
        "forms": told,
    }


@dataclass(frozen=True, slots=True)
class _Forms:
    """Builds the forms of one workshop in one language."""

    workshop: Workshop
    case: Case
    content: Questionnaires
    language: str

    def say(self, key: str, **values: Any) -> str:
        return phrase(f"paper.{key}", self.language, **values)

    def word(self, text: Text) -> str:
        return text[self.language]

    def form(self, name: str, roles: tuple[Role, ...]) -> Json:
        items = paper_items(self.workshop, roles[0], self.content)
        parts = [self._stories(items), self._ratings(items), *self._attitudes(items), self._predictions(items)]
        role_names = [phrase(f"result.role_{role}", self.language) for role in roles]
        return {
            "id": name,
            "name": self.say(f"for_{name}", roles=listed(role_names, self.language)),
            "roles": role_names,
            "lead": [
                self.say("lead"),
                self.say("how"),
                self.say("collect", day=day(self.workshop.delete_on, self.language)),
            ],
            "parts": [part for part in parts if part],
        }

    def _statements(self) -> list[Json]:
        """The challenges of the round by their numbers on the sheet."""
        known = {challenge.id: challenge.statement for challenge in self.case.challenges}
        numbered = enumerate(self.workshop.round.challenges, start=1)
        return [{"number": str(number), "text": known.get(name, "–")} for number, name in numbered]

    def _stories(self, items: tuple[PaperItem, ...]) -> Json | None:
        codes = [item.code for item in items if item.is_text]
        if not codes:
            return None
        entries = [entry | {"code": code} for entry, code in zip(self._statements(), codes, strict=True)]
        lead = f"{self.word(self.content.cynefin.anecdote)} {self.say('story_hint')}"
        return {"kind": "stories", "title": self.say("stories"), "lead": lead, "lines": WRITING_LINES, "items": entries}

    # --- challenges: every question once, a column per challenge

    def _ratings(self, items: tuple[PaperItem, ...]) -> Json | None:
        rated = [item for item in items if item.challenge and not item.is_text]
        names = list(dict.fromkeys(item.item for item in rated))
        if not names:
            return None
        return {
            "kind": "ratings",
            "title": self.say("ratings"),
            "lead": self.say("ratings_lead" if len(self.workshop.round.challenges) > 1 else "ratings_lead_one"),
            "challenges": self._statements(),
            "questions": [self._question(name, [item for item in rated if item.item == name]) for name in names],
        }

    def _question(self, name: str, items: list[PaperItem]) -> Json:
        cynefin = self.content.cynefin
        asked_about = cynefin.indicators.get(name.partition(".")[2])
        texts = asked_about.options if asked_about else {k: mode.text for k, mode in cynefin.handling.modes.items()}
        options = [self.word(texts[items[0].keys[sign]]) for sign in items[0].signs[:-1]] + [
            self.word(cynefin.dont_know)
        ]
        return {
            "text": self.word(asked_about.question if asked_about else cynefin.handling.question),
            "codes": [item.code for item in items],
            "options": [{"sign": sign, "text": text} for sign, text in zip(items[0].signs, options, strict=True)],
        }

    # --- attitudes: statements on a scale, then the overall impression

    def _attitudes(self, items: tuple[PaperItem, ...]) -> list[Json]:
        content = self.content.attitudes
        asked_about = {item.item.removeprefix(ATTITUDES): item for item in items if item.item.startswith(ATTITUDES)}
        if not asked_about:
            return []
        groups = [self._group(name, asked_about) for name in content.dimensions]
        if self.workshop.settings.parts == "pulse":
            lines = [line for group in groups for line in group["items"]]
            groups = [{"name": "", "items": lines, "ladder": None}]
        scale = self._scale(self.word(content.dont_know))
        return [
            {
                "kind": "scales",
                "title": self.say("attitudes"),
                "lead": self.word(content.lead),
                **scale,
                "groups": groups,
            }
        ]

    def _group(self, name: str, items: Mapping[str, PaperItem]) -> Json:
        dimension = self.content.attitudes.dimensions[name]
        lines = [
            {"code": items[key].code, "text": self.word(entry.text)}
            for key, entry in dimension.items.items()
            if key in items
        ]
        ladder = items.get(f"{name}{LADDER}")
        return {"name": self.word(dimension.name), "items": lines, "ladder": ladder and self._ladder(name, ladder)}

    def _ladder(self, name: str, item: PaperItem) -> Json:
        content = self.content.attitudes
        steps = content.dimensions[name].ladder
        texts = [self.word(steps[item.keys[sign]]) for sign in item.signs[:-1]] + [self.word(content.dont_know)]
        options = [{"sign": sign, "text": text} for sign, text in zip(item.signs, texts, strict=True)]
        return {"text": self.word(content.ladder_lead), "codes": [item.code], "options": options}

    def _scale(self, dont_know: str) -> Json:
        scale = self.content.attitudes.scale
        steps = [{"sign": str(step), "text": self.word(text)} for step, text in scale.items()]
        return {"scale": [*steps, {"sign": DONT_KNOW_SIGN, "text": dont_know}]}

    # --- what leaders expect

    def _predictions(self, items: tuple[PaperItem, ...]) -> Json | None:
        expected = [item for item in items if item.item.startswith(PREDICTION)]
        if not expected:
            return None
        lines = [{"code": item.code, "text": self._expected(item.item.removeprefix(PREDICTION))} for item in expected]
        return {
            "kind": "scales",
            "title": phrase("participant.predict_title", self.language),
            "lead": self.say("predictions_lead"),
            **self._scale(phrase("participant.predict_dont_know", self.language)),
            "groups": [{"name": "", "items": lines, "ladder": None}],
        }

    def _expected(self, name: str) -> str:
        dimension = self.content.attitudes.dimensions[name]
        item = self.content.workshop.pulse[name]
        about = dimension.items[item].text if self.workshop.settings.parts == "pulse" else dimension.gloss
        question = phrase("participant.predict_question", self.language, name=self.word(dimension.name))
        return f"{question} {self.word(about)}"
