"""Flip analysis against the naive search that diagnoses every changed case, in one run.

    .venv/bin/python benchmarks/flips.py [ROUNDS]

The naive search looks at single steps, and at a sample of pairs from which the time for all pairs is projected; the
flip analysis looks at sets of up to four. "times" is naive time over the analysis' own. Times depend on the machine,
so compare within a run.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import FlipStep
from lcc_diag.statistics.flips import flips
from lcc_diag.statistics.flips.moves import applied
from tests.circle import READY

QUESTIONNAIRES = load()
DAY = date(2026, 3, 12)
PAIRS = 50
SIZES = ((2, 2), (5, 3), (13, 4), (60, 6), (200, 6))
"""Raters and challenges."""


def company(raters: int, challenges: int, seed: int = 1) -> Case:
    """A managing director, a few leaders and staff who rate every challenge alike but for one answer in five."""
    random = Random(seed)
    roles = ["md", *["leader"] * max(1, raters // 4)]
    roles += ["staff"] * (raters - len(roles))
    people = tuple(Respondent(f"r{n:03}", role) for n, role in enumerate(roles))
    listed = tuple(Challenge(f"c{n}", f"Challenge {n}") for n in range(challenges))
    answers = [a for person in people for a in _answers(person, listed, random)]
    answers += [_answer("r000", f"execution.{name}", 1) for name in QUESTIONNAIRES.execution.questions]
    answers += [_answer("r000", f"circle.{name}", value) for name, value in READY.items()]
    return Case(challenges=listed, respondents=people, answers=tuple(answers))


def _answer(person: str, item: str, value: str | int, challenge: str | None = None) -> Answer:
    return Answer("t0", person, item, value, challenge)


def _answers(person: Respondent, challenges: tuple[Challenge, ...], random: Random) -> Iterator[Answer]:
    for n, challenge in enumerate(challenges):
        for indicator in QUESTIONNAIRES.cynefin.indicators:
            option = random.choice("abcd") if random.random() < 0.2 else "cb"[n % 2]
            yield _answer(person.id, f"cynefin.{indicator}", option, challenge.id)
        yield _answer(person.id, "cynefin.handling", ("expert_project", "experiments")[n % 2], challenge.id)
    centre = 3 if person.role == "staff" else 4
    for attitude in QUESTIONNAIRES.attitudes.dimensions.values():
        for item, entry in attitude.items.items():
            value = min(5, max(1, centre + random.choice((-1, 0, 0, 1))))
            yield _answer(person.id, f"attitudes.{item}", 6 - value if entry.reverse else value)


def single_steps(case: Case) -> list[FlipStep]:
    """Every answer on a scale, moved by one."""
    found = []
    for answer in case.answers:
        kind, _, name = answer.item.partition(".")
        if kind == "cynefin" and name == "handling":
            values = [mode for mode in QUESTIONNAIRES.cynefin.handling.modes if mode != answer.value]
        elif kind == "cynefin":
            place = "abcd".index(answer.value)
            values = [*"abcd"[max(0, place - 1) : place], *"abcd"[place + 1 : place + 2]]
        elif kind == "attitudes":
            values = [v for v in (answer.value - 1, answer.value + 1) if 1 <= v <= 5]
        else:
            continue
        found += [FlipStep(answer.item, answer.challenge, answer.respondent, answer.value, new) for new in values]
    return found


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median seconds."""
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def naive(case: Case, sets: list[tuple[FlipStep, ...]]) -> None:
    """Diagnose the case with each set of steps."""
    for steps in sets:
        diagnose(applied(case, "t0", steps), QUESTIONNAIRES, DAY)


def measure(raters: int, challenges: int, rounds: int) -> None:
    """One row of the table."""
    case = company(raters, challenges)
    diagnosis = diagnose(case, QUESTIONNAIRES, DAY)
    own = timed(lambda: flips(case, diagnosis, QUESTIONNAIRES, DAY), rounds)
    found = flips(case, diagnosis, QUESTIONNAIRES, DAY)
    steps = single_steps(case)
    sample = [(step,) for step in Random(1).sample(steps, min(PAIRS, len(steps)))]
    each = timed(lambda: naive(case, sample), 1) / len(sample)
    pairs = list(itertools.islice(itertools.combinations(steps, 2), PAIRS))
    each_pair = timed(lambda: naive(case, pairs), 1) / len(pairs)
    all_pairs = len(steps) * (len(steps) - 1) // 2 * each_pair
    sizes = "/".join(str(len(flip.steps)) for flip in found.flips) or "none"
    row = f"{raters:>7}{challenges:>11}{own * 1000:>10.0f}{found.searched:>10}{found.exact!s:>7}{sizes:>8}"
    print(row + f"{len(steps) * each / own:>14.1f}{all_pairs / own:>14.0f}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    flips(case := company(5, 1), diagnose(case, QUESTIONNAIRES, DAY), QUESTIONNAIRES, DAY)  # first use fills tables
    print(f"{'raters':>7}{'challenges':>11}{'own, ms':>10}{'searched':>10}{'exact':>7}{'steps':>8}", end="")
    print(f"{'singles, times':>16}{'pairs, times':>14}")
    for raters, challenges in SIZES:
        measure(raters, challenges, rounds)


if __name__ == "__main__":
    main()
