"""The stability of a recommendation: time, memory, and how much faster than diagnosing every draw by itself.

    .venv/bin/python benchmarks/stability.py [ROUNDS]

"first" is the first call for a case in a fresh process, "again" the later ones: median (minimum–maximum) in
milliseconds. "one by one": the same draws as answers through the scalar diagnosis, some of them measured and scaled,
without the time it takes to make the answers; "times" is the ratio, in the same run. Memory is the peak of what one
call allocates. Times depend on the machine and on what else it does, so compare within a run.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from subprocess import run

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.statistics.stability import stability
from tests.circle import READY
from tests.model.conftest import TODAY, CaseBuilder
from tests.statistics.replay import draws_of

ONE_BY_ONE = 50
"""Draws measured the slow way."""
CASES = {
    "13 raters, 4 challenges": (13, 4, True),
    "the same, circle unknown": (13, 4, False),
    "200 raters, 6 challenges": (200, 6, True),
}


def made(raters: int, challenges: int, ready: bool) -> Case:
    """A third leaders, the others staff; everybody answers everything, near the limits the rules tell apart."""
    random, content = Random(1), load()
    build = CaseBuilder(content)
    build.challenges = [Challenge(f"c{n}", "…") for n in range(challenges)]
    build.respondents = {
        f"r{n:03}": Respondent(f"r{n:03}", "md" if n == 0 else "leader" if n % 3 == 0 else "staff")
        for n in range(raters)
    }
    for who in build.respondents:
        for challenge in build.challenges:
            options = "".join(random.choice("bbcc") for _ in content.cynefin.indicators)
            build.rate(who, challenge.id, options, "experiments")
        for dimension in content.attitudes.dimensions.values():
            for item, shape in dimension.items.items():
                value = random.choice([2, 3, 3, 4, 4, 4])
                build.say(who, f"attitudes.{item}", 6 - value if shape.reverse else value)
    build.execute("r000", dict.fromkeys(content.execution.questions, 2))
    case = build.case()
    known = [Answer("t0", "r000", f"circle.{question}", value) for question, value in READY.items()]
    return replace(case, answers=(*case.answers, *(known if ready else ())))


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def measure(name: str, rounds: int) -> None:
    content, case = load(), made(*CASES[name])
    diagnosis = diagnose(case, content, TODAY)

    def call() -> object:
        return stability(case, diagnosis, content, TODAY)

    first = milliseconds(call)
    again = [milliseconds(call) for _ in range(rounds)]
    tracemalloc.start()
    found = call()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    drawn = draws_of(case, diagnosis, content, TODAY, found.draws)
    cases = [drawn.replayed(draw) for draw in range(min(ONE_BY_ONE, 3 if len(case.respondents) > 100 else ONE_BY_ONE))]
    slow = milliseconds(lambda: [diagnose(each, content, TODAY) for each in cases]) / len(cases) * found.draws
    spread = f"{median(again):.1f} ({min(again):.1f}–{max(again):.1f})"
    print(f"{name:<26}{first:>10.1f}{spread:>24}{peak:>10.0f}{slow:>16.0f}{slow / median(again):>10.0f}", flush=True)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    if len(sys.argv) > 2:
        return measure(sys.argv[2], rounds)
    print(
        f"{'case':<26}{'first, ms':>10}{'again, ms':>24}{'peak, MB':>10}{'one by one, ms':>16}{'times':>10}", flush=True
    )
    for name in CASES:
        run([sys.executable, __file__, str(rounds), name], check=True)
    return None


if __name__ == "__main__":
    main()
