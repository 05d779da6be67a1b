"""Workshops with 30, 100 and 300 phones over HTTP, beside a server that only says a constant.

    python benchmarks/workshop

Writes the tables to docs/benchmarks. See docs/benchmarks/workshop.md for what is measured, and how.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from benchmarks.serving.pages import machine, yardstick  # noqa: E402
from benchmarks.serving.summary import aligned  # noqa: E402
from benchmarks.workshop import pages  # noqa: E402
from benchmarks.workshop.play import played  # noqa: E402
from benchmarks.workshop.summary import figures, goals, ratios  # noqa: E402


def run(sizes: list[int], think: float) -> dict[str, Any]:
    """Everything measured, with what it depends on."""
    told, begun, workshops, even, disk = machine(), time.monotonic(), [], [], []
    for people in sizes:
        even.append(round(yardstick(), 2))
        disk.append(round(pages.disk(), 2))
        workshops.append(played(people, think))
        print(f"{time.monotonic() - begun:6.0f} s  {people} people", flush=True)
    return {
        "date": date.today().isoformat(),
        "seconds": round(time.monotonic() - begun),
        "think": think,
        "machine": told,
        "yardstick": even,
        "disk": disk,
        "workshops": workshops,
    }


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/workshop", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", default="30,100,300", help="sizes, with commas")
    parser.add_argument("--think", type=float, default=1.5, help="seconds a person thinks about a question on average")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks", help="folder for the tables")
    parser.add_argument("--again", action="store_true", help="measure nothing, write the page anew")
    return parser.parse_args()


def main() -> None:
    given = options()
    if given.again:
        results = json.loads((given.out / "workshop.json").read_text(encoding="utf-8"))
    else:
        results = run([int(size) for size in given.people.split(",")], given.think)
    pages.write(results, given.out)
    print("", aligned(figures(results)), "", aligned(ratios(results)), "", *goals(results), sep="\n")


if __name__ == "__main__":
    main()
