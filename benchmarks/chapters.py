"""From click to usable page, bytes on the wire and requests, for each chapter: real server, real Chromium.

    .venv/bin/python benchmarks/chapters.py [ROUNDS]

A chapter is usable once its widgets are connected. "first" is a browser that has cached nothing, "again" the same
browser a moment later. Times in seconds: median (minimum–maximum); they depend on the machine, so compare within a run.
Bytes in both directions, sockets included, as compressed as they travel. The case is the worked example, in German.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.serving.programs import OURS, PROGRAMS
from benchmarks.serving.server import Server, serving
from benchmarks.serving.visit import visitor
from benchmarks.serving.wire import Wire
from tests.conftest import CHROMIUM, FLAGS

CHAPTERS = ("00_start", "01_cynefin", "02_attitudes", "03_execution", "04_result", "05_plan")
PAUSE = 0.7
"""Seconds until the same browser comes again."""


def opened(context: BrowserContext, address: str, wire: Wire | None = None) -> float:
    """Seconds until usable; with ``wire``, comes back only when nothing travels any more."""
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-lcc-ready]")
    seconds = time.perf_counter() - begun
    if wire:
        wire.settle()
    page.close()
    return seconds


def timed(browser: Browser, address: str, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds for the first and the second opening."""
    first, again = [], []
    for _ in range(rounds):
        context = visitor(browser)
        for found in (first, again):
            found.append(opened(context, address))
            time.sleep(PAUSE)
        context.close()
    return first, again


def counted(browser: Browser, server: Server, path: str) -> list[tuple[int, int]]:
    """Bytes and requests of the first and of the second opening."""
    port, proxy = server.ports
    context, found = visitor(browser), []
    with Wire(proxy, port) as wire:
        for _ in range(2):
            before = wire.count()
            opened(context, server.address(path, port=proxy), wire)
            found.append(tuple(after - earlier for after, earlier in zip(wire.count(), before, strict=True)))
    context.close()
    return found


def spread(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def measure(browser: Browser, server: Server, rounds: int) -> None:
    print(f"{'chapter':<14}{'first, s':>20}{'kB':>8}{'requests':>10}{'again, s':>20}{'kB':>8}{'requests':>10}")
    for chapter in CHAPTERS:
        path = f"lcc/{chapter}.ipynb?case={{case}}&lang=de"
        counts = counted(browser, server, path)
        row = f"{chapter:<14}"
        for seconds, (size, requests) in zip(timed(browser, server.address(path), rounds), counts, strict=True):
            row += f"{spread(seconds):>20}{size / 1000:>8.0f}{requests:>10}"
        print(row, flush=True)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ours = next(program for program in PROGRAMS if program.name == OURS)
    with serving(ours) as server, sync_playwright() as playwright:
        server.start(asked=False)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        measure(browser, server, rounds)
        browser.close()


if __name__ == "__main__":
    main()
