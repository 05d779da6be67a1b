"""How often slightly changed answers lead to the same recommendation (methods E.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from lcc_diag.model.answers import answers_of
from lcc_diag.model.case import Case
from lcc_diag.model.decision import COLLECT, outcome_of
from lcc_diag.model.features import SAFETY, settings_of
from lcc_diag.model.insight import LABELS, Label, Stability
from lcc_diag.model.numbers import mean, settled
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import Diagnosis
from lcc_diag.model.rules import Settings
from lcc_diag.statistics.stability.attitudes import varied_attitudes
from lcc_diag.statistics.stability.challenges import varied_challenges
from lcc_diag.statistics.stability.circle import varied_circle
from lcc_diag.statistics.stability.execution import varied_execution
from lcc_diag.statistics.stability.known import known_share
from lcc_diag.statistics.stability.varied import Varied, outcomes, shares

MOSTLY, CLOSE = LABELS.index("mostly"), LABELS.index("close")


def stability(case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, today: date) -> Stability | None:
    """The recommendation under slightly changed answers; ``None`` if it is to find out more first.

    In each draw every attitude answer moves one step down or up now and then; each rater is a little milder or
    stricter, and all of them together are (these shifts are added to the person scores, which stay on the scale);
    every answer about a challenge moves to a neighbouring option now and then, "don't know" stays; every execution
    level moves one step, and its evidence is weighed anew. Group scores, gap, calls and means follow. Conditions of
    the circle and handling are facts; conditions nobody knows are drawn. How likely all this is stands in the
    settings. ``today``: what dates in evidence are compared with where the day of an answer is not recorded. The same
    answers give the same figures in whatever order they were entered.
    """
    outcome = diagnosis.recommendation.outcome
    if outcome == COLLECT:
        return None
    settings, answers = settings_of(questionnaires), answers_of(case, diagnosis.round)
    draws = int(settings["draws"])
    parts = varied_parts(case, diagnosis, questionnaires, today, draws)

    def shares_of(varied: Collection[Varied]) -> dict[str, float]:
        return shares(outcomes(varied, diagnosis.features, questionnaires, draws), questionnaires)

    every = shares_of(parts.values())
    shrunk = shrunk_outcome(diagnosis, questionnaires)
    known = known_share(answers, diagnosis, questionnaires)
    single = len({person for given in answers.given.values() for person in given}) < settings["raters_for_result"]
    label, caps = labelled(every.get(outcome, 0.0), shrunk is not None and shrunk != outcome, known, single, settings)
    return Stability(
        outcome=outcome,
        same_outcome=every.get(outcome, 0.0),
        same_family=_family(outcome, every, questionnaires),
        shares=every,
        by_block={name: shares_of([part]) for name, part in parts.items()},
        shrunk_outcome=shrunk,
        known=known,
        label=label,
        caps=caps,
        draws=draws,
    )


def shrunk_outcome(diagnosis: Diagnosis, questionnaires: Questionnaires) -> str | None:
    """The outcome with group scores drawn towards their mean by ``kelley``; ``None`` without a score."""
    scores = {name: result.score for name, result in diagnosis.attitudes.items() if result.score is not None}
    if not scores:
        return None
    shrunk = kelley(scores, settings_of(questionnaires)["kelley_reliability"])
    facts = {**diagnosis.features, "weakest_attitude": min(shrunk.values()), SAFETY: shrunk.get(SAFETY)}
    return outcome_of(facts, questionnaires)[1]


def kelley(scores: Mapping[str, float], reliability: float) -> dict[str, float]:
    """Kelley's estimates r·x + (1 − r)·x̄ with x̄ the mean over the attitudes; ``reliability`` r in 0..1.

    The lowest of several scores is likely to be too low by chance; this is what draws it back.
    """
    centre = mean(scores.values()) or 0.0
    return {name: reliability * score + (1 - reliability) * centre for name, score in scores.items()}


def labelled(
    same: float, shrunk_differs: bool, known: float, single: bool, settings: Settings
) -> tuple[Label, tuple[str, ...]]:
    """The label for this share of equal outcomes, and what lowers it.

    ``shrunk``: raw and shrunk scores disagree, at most "mostly". ``unknown``: less than ``known_share_from`` is
    known, at most "mostly"; less than ``known_share_low``, "close". ``single``: fewer people answered than make a
    result, at most "mostly": the draws vary answers, not points of view (methods E.6).
    """
    alone = _rank(same, settings["stable_from"], settings["mostly_from"])
    limits = {
        "shrunk": MOSTLY if shrunk_differs else 0,
        "unknown": _rank(known, settings["known_share_from"], settings["known_share_low"]),
        "single": MOSTLY if single else 0,
    }
    caps = tuple(name for name, limit in limits.items() if limit > alone)
    return LABELS[max(alone, *limits.values())], caps


def _rank(share: float, first: float, second: float) -> int:
    return 0 if settled(share) >= first else MOSTLY if settled(share) >= second else CLOSE


def varied_parts(
    case: Case, diagnosis: Diagnosis, questionnaires: Questionnaires, today: date, draws: int
) -> dict[str, Varied]:
    """The parts of the workbook that have something to vary, in the order of ``insight.BLOCKS``."""
    answers = answers_of(case, diagnosis.round)
    parts = {
        "attitudes": varied_attitudes(answers, questionnaires, draws),
        "cynefin": varied_challenges(case, answers, diagnosis.challenges, questionnaires, draws),
        "execution": varied_execution(answers, questionnaires, today, draws),
        "circle": varied_circle(diagnosis.circle, questionnaires, draws),
    }
    return {name: part for name, part in parts.items() if part is not None}


def _family(outcome: str, found: Mapping[str, float], questionnaires: Questionnaires) -> float:
    outcomes = questionnaires.rules.outcomes
    return sum(share for name, share in found.items() if outcomes[name].family == outcomes[outcome].family)
