"""What leads through a workshop, as data: how to set it up, its phases with their minutes, what to say and what if."""

from __future__ import annotations

from typing import Any

from lcc_diag.i18n import section
from lcc_diag.model.answers import LEADERS
from lcc_diag.model.case import MAX_CHALLENGES, ROLES, Role
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.text import Text
from lcc_diag.model.workshop import PHASES, Settings, Workshop
from lcc_diag.model.workshop_questions import WorkshopKind
from lcc_diag.view.canvas import both
from lcc_diag.view.workshop.timing import plans_by_challenges, round_plan

Json = dict[str, Any]

KEEP_DAYS = (1, 90)
"""Fewest and most days until raw answers are deleted."""
MAX_WORDS = 300
"""Longest text for the privacy sheet, in characters."""


def setup(questionnaires: Questionnaires) -> Json:
    """What a facilitator chooses before a workshop, with its limits and what is suggested."""
    guide, suggested = questionnaires.workshop, Settings()
    return {
        "kinds": [_kind(name, kind, questionnaires) for name, kind in guide.kinds.items()],
        "roles": [_role(role) for role in ROLES],
        "group_sizes": list(guide.group_sizes),
        "min_group": suggested.min_group,
        "budgets": list(guide.budgets),
        "keep_days": int(guide.keep_days.value),
        "keep_days_range": list(KEEP_DAYS),
        "max_words": MAX_WORDS,
        "statement": {
            "lead": both(questionnaires.cynefin.statement),
            "hint": both(questionnaires.cynefin.statement_hint),
            "max_length": questionnaires.cynefin.statement_max_length,
            "most": MAX_CHALLENGES,
        },
        "questions": _questions(questionnaires),
        "status": both(guide.meta.status),
    }


def _questions(questionnaires: Questionnaires) -> dict[str, int]:
    """How many questions come with a challenge, with the attitudes and with the pulse, and how much leaders predict."""
    dimensions = questionnaires.attitudes.dimensions.values()
    return {
        "challenge": len(questionnaires.cynefin.indicators) + 1,  # and how it is handled
        "attitudes": sum(len(dimension.items) + 1 for dimension in dimensions),  # and the overall impression
        "pulse": len(questionnaires.workshop.pulse),
        "predicted": len(dimensions),
    }


def _role(role: Role) -> Json:
    return {"id": role, "text": both(section("workshop")[f"role_{role}"]), "predicts": role in LEADERS}


def _kind(name: str, kind: WorkshopKind, questionnaires: Questionnaires) -> Json:
    phases = questionnaires.workshop.phases
    return {
        "id": name,
        "name": both(kind.name),
        "purpose": both(kind.purpose),
        "phases": [{"id": phase, "title": both(phases[phase].title)} for phase in PHASES[name]],
        "usual": kind.usual,
        "plans": {
            str(budget): plans_by_challenges(name, budget, questionnaires) for budget in questionnaires.workshop.budgets
        },
    }


def script(workshop: Workshop, questionnaires: Questionnaires) -> list[Json]:
    """The phases of the workshop in order: what the room does, what to say, watch and do if; and the minutes they have
    in the round that is on."""
    kind = questionnaires.workshop.kinds[workshop.settings.parts]
    plan = round_plan(workshop, questionnaires)
    return [_phase(name, plan[name], kind, questionnaires) for name in PHASES[workshop.settings.parts]]


def _phase(name: str, length: int, kind: WorkshopKind, questionnaires: Questionnaires) -> Json:
    guide = questionnaires.workshop
    phase = guide.phases[name]
    return {
        "id": name,
        "minutes": length,
        "title": both(phase.title),
        "room": both(phase.room),
        "say": _all(kind.say.get(name, phase.say)),
        "again": _all(guide.again) if name == "answer" else [],
        "watch": both(kind.watch.get(name, phase.watch)),
        "fallbacks": [
            {"id": trouble, "name": both(guide.troubles[trouble]), "text": both(text)}
            for trouble, text in (phase.fallbacks | kind.fallbacks.get(name, {})).items()
        ],
    }


def _all(sentences: tuple[Text, ...]) -> list[Json]:
    return [both(sentence) for sentence in sentences]


def prompts(questionnaires: Questionnaires) -> Json:
    """Questions for the talk and the decision, the words for the group's own placement, and minutes for the talk."""
    guide = questionnaires.workshop
    return {
        "decompose": _all(guide.decompose),
        "execution": [both(question.question) for question in questionnaires.execution.questions.values()],
        "domains": [
            {"id": name, "name": both(domain.name), "short": both(domain.short), "gloss": both(domain.gloss)}
            for name, domain in questionnaires.cynefin.domains.items()
        ],
        "attribution": both(questionnaires.cynefin.attribution),
        "talk_minutes": int(guide.talk_minutes.value),
        "max_length": questionnaires.cynefin.statement_max_length,
    }
