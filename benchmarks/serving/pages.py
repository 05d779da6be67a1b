"""What is written to ``docs/benchmarks``: the values themselves, the tables with how they came about, and the plot."""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.serving.plot import plot
from benchmarks.serving.summary import Results, aligned, figures, goals, ratios

HOW = (Path(__file__).parent / "method.md").read_text(encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    told = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in told.read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.release()}",
        "load": os.getloadavg()[0],
    }


def yardstick() -> float:
    """Milliseconds for a fixed piece of Python: how evenly the machine runs."""
    begun = time.perf_counter()
    sum(number * number for number in range(400_000))
    return 1000 * (time.perf_counter() - begun)


def write(results: Results, folder: Path) -> None:
    """``serving.json``, ``serving.md`` and ``serving.svg`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "serving.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "serving.svg").write_text(plot(results), encoding="utf-8")
    (folder / "serving.md").write_text(_page(results), encoding="utf-8")


def _page(results: Results) -> str:
    return "\n".join(
        [
            "# Serving: lcc-diag beside Voilà, Streamlit, Panel and Solara",
            "",
            f"{_circumstances(results)}\n",
            "![Times, bytes and memory of the five programs as bars](serving.svg)",
            "",
            "Median, in brackets lowest and highest.",
            "",
            aligned(figures(results)),
            "",
            "## Against plain Voilà",
            "",
            "Median over that of plain Voilà; below 1 is less.",
            "",
            aligned(ratios(results)),
            "",
            "Goals:",
            "",
            *(f"- {line}" for line in goals(results)),
            "",
            HOW,
            "## Versions",
            "",
            *(f"- {_versions(program)}" for program in results["programs"].values()),
            f"- Chromium {results['chromium']}",
            "",
        ]
    )


def _circumstances(results: Results) -> str:
    on, even = results["machine"], results["yardstick"]
    quiet = on["load"] < 0.25 * on["cores"]
    noise = "" if quiet else "**Provisional: other programs were running on the machine.** "
    return (
        f"{noise}Measured on {results['date']}, {results['rounds']} rounds in one run of "
        f"{results['seconds'] / 60:.0f} minutes, on {on['cores']} cores ({on['processor']}), "
        f"{on['memory'] / 1e9:.0f} GB, {on['system']}; load before the run {on['load']:.2f}. A fixed piece of Python "
        f"took {median(even):.0f} ms ({min(even):.0f}–{max(even):.0f}) during the run. Compare within a run only."
    )


def _versions(program: dict[str, Any]) -> str:
    return f"{program['title']}: " + ", ".join(f"{name} {version}" for name, version in program["versions"].items())
