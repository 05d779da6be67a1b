"""What the decision looks at: facts of a case as plain values, and what follows from them (methods E.1).

Facts, with ``None`` for what is not known:

- ``acute`` a critical, chaotic challenge that is not stabilised (truth value); ``challenges`` their number;
- ``complex``, ``complex_as_order``, ``complex_in_drift``, ``unclear`` numbers of challenges;
- ``attitude_scores`` number of attitudes with a score; ``weakest_attitude`` the lowest score and
  ``psychological_safety`` its score, 1–5; ``gap_flagged`` truth value; ``no_staff_view`` no score rests on the staff;
- ``execution_answers`` number of counted levels; ``execution_mean`` their mean, 0–4;
- the answers about the circle: ``voluntary``, ``people``, ``minutes``, ``weeks``, ``md``, ``coach``,
  ``measurement``, ``followup``.

Derived: ``need`` (deep, moderate, none), ``unclear_share`` 0..1, ``hard_gates_failed``, ``soft_gates_failed`` numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lcc_diag.model.circle import Conditions, gates
from lcc_diag.model.cynefin import COMPLEX_CALLS, UNCLEAR_CALLS
from lcc_diag.model.execution import Counted, average
from lcc_diag.model.mismatch import AS_ORDER, DRIFT, main_mode
from lcc_diag.model.numbers import settled
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.model.results import AttitudeResult, ChallengeResult, Gap
from lcc_diag.model.rules import GATE_FEATURES, Features, Settings

SAFETY = "psychological_safety"
"""The attitude the decision looks at by name."""


def facts(
    challenges: Iterable[ChallengeResult],
    attitudes: Mapping[str, AttitudeResult],
    gap: Gap | None,
    counted: Counted,
    circle: Conditions,
) -> dict[str, Any]:
    """The facts of a case, from its results."""
    return {
        **about_challenges(tuple(challenges)),
        **_about_attitudes(attitudes, gap),
        "execution_answers": sum(level is not None for level in counted.values()),
        "execution_mean": average(counted),
        **{name: circle.get(name) for name in sorted(GATE_FEATURES)},
    }


def about_challenges(challenges: tuple[ChallengeResult, ...]) -> dict[str, Any]:
    """The facts that depend on the challenges alone."""
    modes = [main_mode(challenge.modes) for challenge in challenges if challenge.call in COMPLEX_CALLS]
    return {
        "acute": any(is_acute(challenge) for challenge in challenges),
        "challenges": len(challenges),
        "complex": len(modes),
        "complex_as_order": sum(mode in AS_ORDER for mode in modes),
        "complex_in_drift": modes.count(DRIFT),
        "unclear": sum(challenge.call in UNCLEAR_CALLS for challenge in challenges),
    }


def derived(known: Features, questionnaires: Questionnaires) -> dict[str, Any]:
    """The facts and what follows from them; derived values that are already there are computed anew."""
    settings = settings_of(questionnaires)
    failed = gates(known, questionnaires.circle, settings)
    challenges = known.get("challenges")
    return {
        **known,
        "need": need(known.get("weakest_attitude"), bool(known.get("gap_flagged")), settings),
        "unclear_share": known["unclear"] / challenges if challenges else None,
        "hard_gates_failed": len(failed.hard),
        "soft_gates_failed": len(failed.soft),
    }


def need(weakest: float | None, gap_flagged: bool, settings: Settings) -> str | None:
    """How much the attitudes call for a circle: ``deep``, ``moderate`` or ``none``; ``None`` if nothing is known."""
    if gap_flagged or (weakest is not None and settled(weakest) < settings["deep_below"]):
        return "deep"
    if weakest is None:
        return None
    return "moderate" if settled(weakest) < settings["moderate_below"] else "none"


def settings_of(questionnaires: Questionnaires) -> dict[str, float]:
    """The numbers that conditions may name."""
    return {name: setting.value for name, setting in questionnaires.rules.settings.items()}


def is_acute(challenge: ChallengeResult) -> bool:
    """Whether a challenge endangers the business now and needs somebody to act (methods E.1)."""
    return challenge.call == "chaotic" and challenge.critical and not challenge.stabilised


def _about_attitudes(attitudes: Mapping[str, AttitudeResult], gap: Gap | None) -> dict[str, Any]:
    scores = {name: result.score for name, result in attitudes.items() if result.score is not None}
    return {
        "attitude_scores": len(scores),
        "weakest_attitude": min(scores.values(), default=None),
        SAFETY: scores.get(SAFETY),
        "gap_flagged": gap is not None and gap.flagged,
        "no_staff_view": all(result.view != "staff" for result in attitudes.values()),
    }
