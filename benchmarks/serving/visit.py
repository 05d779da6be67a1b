"""Visits in a real browser: a page opened until it is usable, and clicks until they are acknowledged."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.serving.programs import Program

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
SELECTORS = ("saved", "radio", "bars", "idle", "waiting", "shadow")
Kind = Literal["form", "chart"]


def visitor(browser: Browser) -> BrowserContext:
    """A browser that has seen nothing yet."""
    return browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")


def new_page(context: BrowserContext, program: Program, kind: Kind) -> Page:
    known = asdict(program)
    config = {"kind": kind, **{name: known[name] for name in SELECTORS}}
    page = context.new_page()
    page.add_init_script(f"({SCRIPT})({json.dumps(config)})")
    return page


def until_usable(page: Page, address: str) -> dict[str, Any]:
    """``heading``, ``usable`` and for forms ``clickable`` in ms, and ``clicks``: more than one if one was lost."""
    page.goto(address, wait_until="commit")
    found = page.evaluate("window.benchmark.ready")
    if found is None:
        raise RuntimeError(f"{address} was not usable within a minute")
    return found


def click_to_response(page: Page) -> float:
    """Milliseconds from a click with the mouse on the first question until its acknowledgement is in the page.

    A page that still moves may slip away from under the mouse; then the click is made again.
    """
    for _ in range(3):
        x, y = page.evaluate("window.benchmark.watch(), window.benchmark.target()")
        page.mouse.click(x, y)
        if (response := page.evaluate("window.benchmark.response")) is not None:
            return response
    raise RuntimeError(f"{page.url} does not acknowledge clicks")
