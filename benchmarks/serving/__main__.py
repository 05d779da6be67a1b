"""The same form and chart in our program and in its peers, side by side in one run: python benchmarks/serving

Writes the tables and the plot to docs/benchmarks. See docs/benchmarks/serving.md for what is measured, and how.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from benchmarks.serving import measure, pages, peers  # noqa: E402
from benchmarks.serving.programs import PROGRAMS, Program  # noqa: E402
from benchmarks.serving.server import serving  # noqa: E402
from benchmarks.serving.summary import aligned, figures, goals, ratios  # noqa: E402
from tests.conftest import CHROMIUM, FLAGS  # noqa: E402

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
"""No other host is found, at once and for all alike."""
Found = dict[str, dict[str, list[float]]]


def keep(found: Found, program: Program, what: str, values: dict[str, float], begun: float) -> None:
    for key, value in values.items():
        found[program.name].setdefault(key, []).append(round(value, 2))
    print(f"{time.monotonic() - begun:6.0f} s  {what:<10} {program.title}", flush=True)


def measured(browser: Browser, programs: list[Program], rounds: int, sessions: bool) -> tuple[Found, list[float]]:
    """Values of each measure by program, and the yardstick before each turn."""
    begun, even = time.monotonic(), []
    found: Found = {program.name: {} for program in programs}
    for number in range(rounds):
        turn = number % len(programs)
        for program in programs[turn:] + programs[:turn]:
            even.append(round(pages.yardstick(), 2))
            with serving(program) as server:
                keep(found, program, f"round {number + 1}", measure.one_round(browser, server), begun)
    parts: list[tuple[str, Callable, int]] = [("bytes", measure.on_the_wire, 1)]
    if sessions:
        parts += [("sessions", measure.with_sessions, max(measure.SESSIONS))]
        parts += [("charts", measure.with_charts, max(measure.CHARTS))]
    for what, part, cases in parts:
        for program in programs:
            with serving(program, cases) as server:
                server.start(asked=False)
                keep(found, program, what, part(browser, server), begun)
    return found, even


def run(programs: list[Program], rounds: int, sessions: bool) -> dict[str, Any]:
    """Everything measured, with what it depends on."""
    versions = {program.name: peers.versions(program) for program in programs}
    machine, begun = pages.machine(), time.monotonic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ALONE])
        chromium = browser.version
        found, even = measured(browser, programs, rounds, sessions)
        browser.close()
    return {
        "date": date.today().isoformat(),
        "rounds": rounds,
        "seconds": round(time.monotonic() - begun),
        "machine": machine,
        "yardstick": even,
        "chromium": chromium,
        "programs": {
            program.name: {
                "title": program.title,
                "versions": versions[program.name],
                "values": found[program.name],
            }
            for program in programs
        },
    }


def options() -> argparse.Namespace:
    names = [program.name for program in PROGRAMS]
    parser = argparse.ArgumentParser(prog="benchmarks/serving", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(names), help=f"some of {', '.join(names)}")
    parser.add_argument("--no-sessions", action="store_true", help="leave out memory")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks", help="folder for table and plot")
    parser.add_argument("--again", action="store_true", help="measure nothing, write the pages anew")
    return parser.parse_args()


def main() -> None:
    given = options()
    if given.again:
        results = json.loads((given.out / "serving.json").read_text(encoding="utf-8"))
    else:
        chosen = [program for program in PROGRAMS if program.name in given.only.split(",")]
        results = run(chosen, given.rounds, not given.no_sessions)
    pages.write(results, given.out)
    print("", aligned(figures(results)), "", aligned(ratios(results)), "", *goals(results), sep="\n")


if __name__ == "__main__":
    main()
