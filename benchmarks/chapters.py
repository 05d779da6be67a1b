"""From click to usable page, and bytes on the wire, for each chapter: real server, real Chromium.

    .venv/bin/python benchmarks/chapters.py [ROUNDS]

A chapter is usable once its worksheet has been drawn. "first" is a browser that has cached nothing, "again" the same
browser a moment later. Times in seconds: median (minimum–maximum); they depend on the machine, so compare within a run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Request, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import Server
from tests.conftest import CHROMIUM, FLAGS

CHAPTERS = ("00_start", "01_cynefin", "02_attitudes", "03_execution", "04_result")


def opened(page: Page, address: str) -> tuple[float, int, int]:
    """Seconds until usable, bytes received, and requests made for one opening of ``address``."""
    finished = []

    def keep(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", keep)
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-lcc-ready]")
    seconds = time.perf_counter() - begun
    page.wait_for_load_state("networkidle")
    page.remove_listener("requestfinished", keep)
    sizes = [request.sizes() for request in finished]
    return seconds, sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes), len(finished)


def example_query(browser: Browser, address: str) -> str:
    """The query that opens the worked example."""
    page = browser.new_page()
    page.goto(address)
    page.click("[data-action=example_button]")
    page.wait_for_url("**/04_result*")
    query = page.url.partition("?")[2].partition("#")[0]
    page.close()
    return query


def measure(browser: Browser, address: str, rounds: int) -> None:
    query = example_query(browser, address)
    print(f"{'chapter':<14}{'first, s':>20}{'kB':>8}{'requests':>10}{'again, s':>20}{'kB':>8}")
    for chapter in CHAPTERS:
        first, again = [], []
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            url = f"{address}/voila/render/{chapter}.ipynb?{query}"
            first.append(opened(page, url))
            again.append(opened(page, url))
            context.close()
        row = f"{chapter:<14}{spread(first):>20}{kilobytes(first):>8}{first[0][2]:>10}{spread(again):>20}"
        print(row + f"{kilobytes(again):>8}")


def spread(runs: list[tuple[float, int, int]]) -> str:
    seconds = [run[0] for run in runs]
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def kilobytes(runs: list[tuple[float, int, int]]) -> int:
    return round(median(run[1] for run in runs) / 1000)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            measure(browser, server.address, rounds)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
