"""One challenge, from its answers to its result (methods A.5, A.6)."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model import mismatch
from lcc_diag.model.answers import Answers, cite, known, not_answered
from lcc_diag.model.case import Answer, Case, Challenge
from lcc_diag.model.cynefin import Pool, Rater, call, contributions, near_the_cliff, pool, rate
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.explanation import Explanation
from lcc_diag.model.results import Call, ChallengeResult

HANDLING = "cynefin.handling"


@dataclass(frozen=True, slots=True)
class Rated:
    """What was said about one challenge, by everyone, and the call it leads to.

    ``cited``: the answers of each respondent; ``together``: those whose answers count; ``check``: what made the call.
    """

    challenge: Challenge
    everyone: tuple[Rater, ...]
    cited: dict[str, tuple[Answer, ...]]
    handling: tuple[Answer, ...]
    together: Pool
    call: Call
    check: str

    @property
    def name(self) -> str:
        """What this challenge is called in explanations."""
        return f"challenge.{self.challenge.id}"


def classified(case: Case, answers: Answers, cynefin: Cynefin) -> tuple[ChallengeResult, ...]:
    """Every challenge of the case, in the order it was entered."""
    return tuple(_result(rated(challenge, answers, cynefin), cynefin) for challenge in case.challenges)


def rated(challenge: Challenge, answers: Answers, cynefin: Cynefin) -> Rated:
    """What was said about ``challenge``, and the call."""
    given: dict[str, dict[str, Answer]] = {}
    for indicator in cynefin.indicators:
        for respondent, answer in answers.to(f"cynefin.{indicator}", challenge.id).items():
            given.setdefault(respondent, {})[indicator] = answer
    everyone = tuple(rate(r, {i: str(a.value) for i, a in given[r].items()}, cynefin) for r in sorted(given))
    together = pool(everyone, cynefin)
    return Rated(
        challenge,
        everyone,
        {respondent: tuple(chosen.values()) for respondent, chosen in given.items()},
        tuple(answers.to(HANDLING, challenge.id).values()),
        together,
        *call(together, cynefin.call),
    )


def _result(rated: Rated, cynefin: Cynefin) -> ChallengeResult:
    challenge, together = rated.challenge, rated.together
    modes = mismatch.shares((str(answer.value) for answer in rated.handling if known(answer)), cynefin)
    severity = mismatch.severity(together.support, modes, cynefin)
    return ChallengeResult(
        id=challenge.id,
        statement=challenge.statement,
        call=rated.call,
        support=together.support,
        raters=len(together.raters),
        answered=max((rater.answered for rater in rated.everyone), default=0),
        support_share=together.support_share,
        uncertainty=together.uncertainty,
        disagreement=together.disagreement,
        contributions=contributions(together, cynefin),
        modes=modes,
        severity=severity,
        p_complex_as_order=mismatch.complex_as_order(together.support, modes),
        mismatch=mismatch.named(rated.call, together.support, modes, cynefin),
        cliff=near_the_cliff(rated.call, together),
        critical=challenge.critical,
        stabilised=challenge.stabilised,
        topic=challenge.topic,
        explanation=_explain(rated, modes, severity, cynefin),
    )


def _explain(rated: Rated, modes: mismatch.Shares, severity: float | None, cynefin: Cynefin) -> Explanation:
    steps = (
        _explain_call(rated, cynefin),
        _explain_severity(rated, modes, severity),
        Explanation(f"{rated.name}.critical", rated.challenge.critical, "entered"),
        Explanation(f"{rated.name}.stabilised", rated.challenge.stabilised, "entered"),
    )
    return Explanation(
        rated.name, rated.call, "call_and_handling", {"severity": severity}, source="methods A.5", because=steps
    )


def _explain_call(rated: Rated, cynefin: Cynefin) -> Explanation:
    together = rated.together
    inputs = {
        "support": together.support,
        "support_share": together.support_share,
        "uncertainty": together.uncertainty,
        "disagreement": together.disagreement,
        "raters": len(together.raters),
    }
    names = ("p_min", "margin_min", "liminal_sum", "contested_support", "support_p")
    thresholds = {name: getattr(cynefin.call, name).value for name in names}
    raters = tuple(_explain_rater(rated, rater, cynefin) for rater in rated.everyone)
    nobody = tuple(not_answered(f"cynefin.{indicator}", rated.challenge.id) for indicator in cynefin.indicators)
    return Explanation(
        f"{rated.name}.call", rated.call, rated.check, inputs, thresholds, "methods A.5", raters or nobody
    )


def _explain_rater(rated: Rated, rater: Rater, cynefin: Cynefin) -> Explanation:
    return Explanation(
        f"{rated.name}.rater",
        rater.posterior,
        "posterior",
        {"respondent": rater.respondent, "answered": rater.answered},
        {"tempering": cynefin.tempering.value, "min_answered": cynefin.min_answered.value},
        "methods A.5",
        tuple(cite(answer) for answer in rated.cited[rater.respondent]),
    )


def _explain_severity(rated: Rated, modes: mismatch.Shares, severity: float | None) -> Explanation:
    steps = tuple(cite(answer) for answer in rated.handling) or (not_answered(HANDLING, rated.challenge.id),)
    return Explanation(
        f"{rated.name}.severity", severity, "expected_severity", {"modes": modes}, {}, "methods A.6", steps
    )
