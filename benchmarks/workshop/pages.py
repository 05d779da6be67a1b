"""What is written to ``docs/benchmarks``: the values themselves, and the tables with how they came about."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

from benchmarks.serving.summary import aligned
from benchmarks.workshop.summary import Results, figures, goals, ratios

HOW = (Path(__file__).parent / "method.md").read_text(encoding="utf-8")


def disk() -> float:
    """Milliseconds until 4 kB are on disk, in the middle: before that nothing may be acknowledged."""
    found = []
    with TemporaryFile(buffering=0) as file:
        for _ in range(50):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            found.append(1000 * (time.perf_counter() - begun))
    return median(found)


def write(results: Results, folder: Path) -> None:
    """``workshop.json`` and ``workshop.md`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workshop.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "workshop.md").write_text(_page(results), encoding="utf-8")


def _page(results: Results) -> str:
    return "\n".join(
        [
            "# Workshops: 30, 100 and 300 phones",
            "",
            f"{_circumstances(results)}\n",
            "Where there are four times: half, 95 %, 99 % and all were no slower.",
            "",
            aligned(figures(results)),
            "",
            "Goals:",
            "",
            *(f"- {line}" for line in goals(results)),
            "",
            "## Beside a server that only says a constant",
            "",
            "The same phones, the same answers at the same moments, to a tornado handler that stores nothing.",
            "",
            aligned(ratios(results)),
            "",
            HOW,
        ]
    )


def _circumstances(results: Results) -> str:
    on, even, disk_ = results["machine"], results["yardstick"], results["disk"]
    quiet = on["load"] < 0.25 * on["cores"]
    noise = "" if quiet else "**Provisional: other programs were running on the machine.** "
    return (
        f"{noise}Measured on {results['date']} in one run of {results['seconds'] / 60:.0f} minutes, on {on['cores']} "
        f"cores ({on['processor']}), on which server and phones run together, {on['memory'] / 1e9:.0f} GB, "
        f"{on['system']}; load before the run {on['load']:.2f}. A fixed piece of Python took {median(even):.0f} ms "
        f"({min(even):.0f}–{max(even):.0f}), 4 kB were on disk after {median(disk_):.1f} ms "
        f"({min(disk_):.1f}–{max(disk_):.1f}). Compare within a run only."
    )
