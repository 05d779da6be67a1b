"""A day in the life of a server: thirty visitors who answer, reload, vanish and come back while kernels are killed.

    .venv/bin/python benchmarks/day.py [SECONDS] [VISITORS] [plain]

By default ten minutes with thirty visitors and forked kernels. In the first tenth the server itself is killed. Whatever
was acknowledged must be in the database in the end, once. Times depend on the machine, on which the visitors are played
as well. Linux only, because of the memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.server.day import Ledger
from tests.server.playing import Plan, Played, play
from tests.server.upkeep import Need

KINDS = {
    "opened": "chapter opened (complete page)",
    "opened at the same time": "the same, all visitors at once",
    "acknowledged": "answer acknowledged",
}


def main(seconds: float, visitors: int, forked: bool) -> None:
    """Play and print; ends with status 1 if something was lost or somebody met what should not be."""
    kernels, load = "forked" if forked else "plain", os.getloadavg()
    plan = Plan(seconds / 10, seconds * 0.9, visitors, forked, absence=min(20.0, seconds / 20), pause=1.0)
    with tempfile.TemporaryDirectory() as folder:
        played = play(Path(folder), plan)
        differences = played.differences()
    print(f"{visitors} visitors, {seconds:.0f} s, {kernels} kernels, load {load[0]:.1f} – {os.getloadavg()[1]:.1f}")
    print_counts(played.ledger)
    print_times(played.ledger)
    print_needs(played)
    problems = [*played.ledger.faults, *differences, *played.left]
    problems += ["a traceback in the log"] if "Traceback" in played.log else []
    print("\nlost or doubled: " + (", ".join(differences) or "nothing"), *problems, sep="\n")
    sys.exit(bool(problems))


def print_counts(ledger: Ledger) -> None:
    opened = sum(len(ledger.seconds[kind]) for kind in ("opened", "opened at the same time"))
    print(f"\n{'chapters opened':<32}{opened:>8}")
    for what, count in sorted(ledger.counts.items()):
        print(f"{what:<32}{count:>8}")


def print_times(ledger: Ledger) -> None:
    print(f"\n{'milliseconds':<32}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}")
    for kind, name in KINDS.items():
        times = sorted(1000 * seconds for seconds in ledger.seconds[kind])
        shown = [times[int(part * (len(times) - 1))] for part in (0.5, 0.95, 0.99, 1)]
        print(f"{name:<32}" + "".join(f"{time:8.0f}" for time in shown))


def print_needs(played: Played) -> None:
    print(f"\n{'':<20}{'server MiB':>12}{'all MiB':>10}{'processes':>11}{'threads':>9}{'files':>7}{'folders':>9}")
    print_need("before", played.before)
    for number, need in enumerate(played.quarters, 1):
        print_need(f"quarter {number}", need)
    print_need("after", played.after)


def print_need(when: str, need: Need) -> None:
    print(
        f"{when:<20}{need.server:12.1f}{need.family:10.1f}{need.processes:11.0f}{need.threads:9.0f}"
        f"{need.files:7.0f}{need.folders:9.0f}"
    )


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:] if word != "plain"]
    seconds, visitors = [*numbers, *(600.0, 30.0)[len(numbers) :]]
    main(seconds, int(visitors), "plain" not in sys.argv[1:])
