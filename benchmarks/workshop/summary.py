"""What is said about the measured values: tables, and whether the goals were reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]
Played = dict[str, Any]

MOST_SUBMIT, MOST_WALL = 100.0, 1000.0
"""Milliseconds: the goals for the largest workshop."""


@dataclass(frozen=True)
class Measure:
    """A line of the table; ``of`` takes it from what was measured with one number of people."""

    title: str
    of: Callable[[Played], str]


def figures(results: Results) -> list[list[str]]:
    """One column for each number of people."""
    played = results["workshops"]
    rows = [["", *(f"{one['people']} people" for one in played)]]
    return rows + [[measure.title, *(measure.of(one["ours"]) for one in played)] for measure in MEASURES]


def ratios(results: Results) -> list[list[str]]:
    """Ours, the constant, and how many times as long ours takes."""
    rows = [["", *(f"{one['people']}: {what}" for one in results["workshops"] for what in ("ours", "limit", "ratio"))]]
    for kind, title in (("submit", "one answer"), ("after an outage", "33 answers at once")):
        for share in ("p50", "p95", "p99"):
            rows.append(
                [f"{title}, {share}", *_compared(results, lambda one, at=(kind, share): one["times"][at[0]][at[1]])]
            )
    rows.append(["processor for an answer", *_compared(results, _processor)])
    return rows


def goals(results: Results) -> list[str]:
    """What was to be reached with the most people, and whether it was."""
    largest = max(results["workshops"], key=lambda one: one["people"])
    ours, people = largest["ours"], largest["people"]
    submit, wall = ours["times"]["submit"]["p99"], _slowest_wall(ours)
    return [
        f"{people} people, an answer acknowledged (p99): {_within(submit, MOST_SUBMIT)}",
        f"{people} people, on the wall (slowest of all): {_within(wall, MOST_WALL)}",
        f"no kernel per participant, as many processes whoever comes: {_met(_processes_alike(results))}",
        f"what was acknowledged is stored, once, and nothing else: {_met(_nothing_lost_at_all(results))}",
    ]


def _within(found: float, most: float) -> str:
    return f"{found:.0f} ms, at most {most:.0f} ms: {_met(found <= most)}"


def _processes_alike(results: Results) -> bool:
    return len({one["ours"]["processes"] for one in results["workshops"]}) == 1


def _nothing_lost_at_all(results: Results) -> bool:
    return all(_nothing_lost(one["ours"]) for one in results["workshops"])


# --- lines ------------------------------------------------------------------------------------------------------


def _times(kind: str) -> Callable[[Played], str]:
    return lambda one: _spread(one["times"][kind])


def _spread(found: dict[str, float]) -> str:
    return " / ".join(f"{found[share]:.0f}" for share in ("p50", "p95", "p99")) + f" / {found['max']:.0f} ms"


def _slowest_wall(one: Played) -> float:
    return max(one["wall_answers"]["max"], one["answer"]["wall"], one["reveal"]["wall"])


def _nothing_lost(one: Played) -> bool:
    exactly = one["acknowledged"] == one["stored"] and one["messages"] == one["messages_stored"]
    return exactly and not (one["lost"] or one["faults"] or one["tracebacks"])


def _kept(one: Played) -> str:
    """Messages count each answer that was sent; answers only the latest to each question."""
    return f"{one['messages']} / {one['messages_stored']}, lost {one['lost']}"


def _processor(one: Played) -> float:
    """Milliseconds of one core for each answer."""
    return round(1000 * one["cpu"] / one["submits"], 2)


MEASURES = (
    Measure("Answer acknowledged", _times("submit")),
    Measure("33 answers at once acknowledged, after an outage", _times("after an outage")),
    Measure("Joined", _times("join")),
    Measure("Answers per second", lambda one: f"{one['submits'] / one['seconds']:.0f}"),
    Measure("Finished → on the wall", lambda one: _spread(one["wall_answers"])),
    Measure("Questions opened → on the wall", lambda one: f"{one['answer']['wall']:.0f} ms"),
    Measure("Questions opened → on the phones", lambda one: _spread(one["answer"]["phones"])),
    Measure("Revealed → on the wall", lambda one: f"{one['reveal']['wall']:.0f} ms"),
    Measure("Revealed → on the phones", lambda one: _spread(one["reveal"]["phones"])),
    Measure("Sealed, computed and stored", lambda one: f"{one['times']['reveal computed']['max']:.0f} ms"),
    Measure("Messages acknowledged / stored", _kept),
    Measure("Sent again because the line broke", lambda one: f"{one['counts'].get('sent twice', 0)}"),
    Measure("Processor, one core, while answering", lambda one: f"{100 * one['cpu'] / one['seconds']:.0f} %"),
    Measure("Memory of the server before", lambda one: f"{one['memory_before']:.0f} MB"),
    Measure("Memory of the server, all answered", lambda one: f"{one['memory_answered']:.0f} MB"),
    Measure("Kernels and their helpers running", lambda one: f"{one['processes']}"),
)


def _compared(results: Results, of: Callable[[Played], float]) -> list[str]:
    cells = []
    for one in results["workshops"]:
        ours, limit = of(one["ours"]), of(one["limit"])
        cells += [f"{ours:.1f} ms", f"{limit:.1f} ms", f"{ours / limit:.1f}"]
    return cells


def _met(is_met: bool) -> str:
    return "reached" if is_met else "**not reached**"
