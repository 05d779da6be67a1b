"""Which domain the answers about a challenge support, and what to call it (methods A.5).

Each rater's answers give a posterior over the five domains; the posteriors are averaged, and a short list of checks
turns the average into a call. Nothing here knows wording; all numbers come from ``cynefin.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lcc_diag.model.case import DONT_KNOW
from lcc_diag.model.cynefin_questions import DOMAINS, CallRule, Cynefin, Domain
from lcc_diag.model.numbers import mean, settled
from lcc_diag.model.results import Call, Contribution

COMPLEX_CALLS: tuple[Call, ...] = ("complex", "complex_complicated")
"""Calls that count as complex in the decision (methods E.1)."""
UNCLEAR_CALLS: tuple[Call, ...] = ("confused", "contested", "chaotic_complex")
"""Calls that count as unclear in the decision (methods E.1)."""

LIMINAL: Mapping[frozenset[Domain], Call] = {
    frozenset({"complicated", "complex"}): "complex_complicated",
    frozenset({"complex", "chaotic"}): "chaotic_complex",
    frozenset({"clear", "complicated"}): "complicated",
}
"""Calls where the two strongest domains together are clear enough, though neither is alone."""
_CLIFF_OPTIONS = ("c", "d")

Support = Mapping[Domain, float]


@dataclass(frozen=True, slots=True)
class Rater:
    """One person's view of one challenge: the answers by indicator and the posterior they lead to."""

    respondent: str
    answers: Mapping[str, str]
    posterior: Support

    @property
    def answered(self) -> int:
        """Indicators answered with an option; "don't know" does not count."""
        return sum(option != DONT_KNOW for option in self.answers.values())


@dataclass(frozen=True, slots=True)
class Pool:
    """The raters of a challenge together.

    ``raters`` are those whose answers count; ``enough`` says that they answered enough for a call. ``support_share``
    is the share of them who support the strongest domain themselves. ``uncertainty`` (within raters) and
    ``disagreement`` (between raters) lie in 0..1.
    """

    raters: tuple[Rater, ...]
    enough: bool
    support: Support
    uncertainty: float
    disagreement: float
    support_share: float | None

    @property
    def ranking(self) -> tuple[Domain, ...]:
        """The domains, strongest first; equal ones in their usual order."""
        return tuple(sorted(DOMAINS, key=lambda domain: -self.support[domain]))


def likelihood(cynefin: Cynefin, indicator: str, option: str, domain: Domain) -> float:
    """P(answer | domain): "don't know" has its own, the options share the rest; ``confused`` has the flat pattern."""
    unknown = cynefin.dont_know_likelihood[domain]
    if option == DONT_KNOW:
        return unknown
    table = cynefin.indicators[indicator].likelihood
    if domain in cynefin.columns:
        return (1 - unknown) * table[option][cynefin.columns.index(domain)]
    return (1 - unknown) / len(table)


def posterior(answers: Mapping[str, str], cynefin: Cynefin) -> Support:
    """p(domain) ∝ prior · Π likelihood^τ over the answered indicators; τ tempers correlated indicators."""
    tempering = cynefin.tempering.value
    logs = {
        domain: math.log(cynefin.prior[domain])
        + tempering * math.fsum(math.log(likelihood(cynefin, i, option, domain)) for i, option in answers.items())
        for domain in DOMAINS
    }
    highest = max(logs.values())
    weights = {domain: math.exp(value - highest) for domain, value in logs.items()}
    total = math.fsum(weights.values())
    return {domain: weight / total for domain, weight in weights.items()}


def rate(respondent: str, answers: Mapping[str, str], cynefin: Cynefin) -> Rater:
    """One rater from the answers by indicator: an option or ``"dk"``."""
    return Rater(respondent, answers, posterior(answers, cynefin))


def pool(raters: Iterable[Rater], cynefin: Cynefin) -> Pool:
    """The linear opinion pool of the raters who answered enough.

    If nobody did, the support is that of the raters there are, or the prior without any; then no call can be made.
    """
    everyone = tuple(raters)
    counted = tuple(rater for rater in everyone if rater.answered >= cynefin.min_answered.value)
    used = counted or everyone
    support = _average([rater.posterior for rater in used] or [cynefin.prior])
    within = mean(_entropy(rater.posterior) for rater in used)
    within = _entropy(support) if within is None else within
    return Pool(
        raters=used,
        enough=bool(counted),
        support=support,
        uncertainty=_unit(within / math.log(len(DOMAINS))),
        disagreement=_disagreement(support, within, len(used)),
        support_share=_support_share(counted, support, cynefin.call.support_p.value),
    )


def call(together: Pool, rule: CallRule) -> tuple[Call, str]:
    """The call and the check that made it, in the order of methods A.5.

    Checks: ``too_few_answers``, ``contested``, ``firm``, ``liminal``, ``no_pattern``. One rater alone cannot be
    contested.
    """
    if not together.enough or together.support_share is None:
        return "confused", "too_few_answers"
    if len(together.raters) > 1 and settled(together.support_share) < rule.contested_support.value:
        return "contested", "contested"
    first, second = together.ranking[:2]
    top, next_best = together.support[first], together.support[second]
    if settled(top) >= rule.p_min.value and settled(top - next_best) >= rule.margin_min.value:
        return first, "firm"
    liminal = LIMINAL.get(frozenset({first, second}))
    if liminal is not None and settled(top + next_best) >= rule.liminal_sum.value:
        return liminal, "liminal"
    return "confused", "no_pattern"


def contributions(together: Pool, cynefin: Cynefin) -> tuple[Contribution, ...]:
    """τ·[ln P(a | strongest) − ln P(a | second)] per indicator, averaged over the raters, strongest for first.

    For one rater they sum to the log odds of the two domains (less those of the prior). Indicators that nobody
    answered are left out.
    """
    first, second = together.ranking[:2]
    weights = {
        indicator: math.fsum(_log_ratio(rater, indicator, first, second, cynefin) for rater in together.raters)
        / len(together.raters)
        for indicator in cynefin.indicators
        if any(indicator in rater.answers for rater in together.raters)
    }
    return tuple(Contribution(i, w) for i, w in sorted(weights.items(), key=lambda item: -item[1]))


def near_the_cliff(called: Call, together: Pool) -> bool:
    """Whether something called clear has answers that do not fit a fixed rule (methods A.5, cliff flag)."""
    return called == "clear" and any(o in _CLIFF_OPTIONS for rater in together.raters for o in rater.answers.values())


def _average(supports: Iterable[Support]) -> Support:
    listed = tuple(supports)
    return {domain: math.fsum(support[domain] for support in listed) / len(listed) for domain in DOMAINS}


def _entropy(support: Support) -> float:
    return -math.fsum(p * math.log(p) for p in support.values() if p > 0)


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _disagreement(support: Support, within: float, raters: int) -> float:
    """Generalised Jensen–Shannon divergence over its largest possible value; 0 for fewer than two raters."""
    if raters < 2:
        return 0.0
    return _unit((_entropy(support) - within) / math.log(min(raters, len(DOMAINS))))


def _support_share(counted: tuple[Rater, ...], support: Support, enough: float) -> float | None:
    if not counted:
        return None
    strongest = max(DOMAINS, key=lambda domain: support[domain])
    return sum(settled(rater.posterior[strongest]) >= enough for rater in counted) / len(counted)


def _log_ratio(rater: Rater, indicator: str, first: Domain, second: Domain, cynefin: Cynefin) -> float:
    option = rater.answers.get(indicator)
    if option is None:
        return 0.0
    ratio = likelihood(cynefin, indicator, option, first) / likelihood(cynefin, indicator, option, second)
    return cynefin.tempering.value * math.log(ratio)
