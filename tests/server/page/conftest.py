"""The page's host in a real Chromium, with a server that does what a test wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.server.page.server import BASE, Stub, asset


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server with one chapter: a box with two probes, ``one`` and ``two``."""
    running = Stub()
    running.live = stage({"a": state("one", 1), "b": state("two", 2)})
    yield running
    running.stop()


def state(name: str, value: object) -> dict[str, object]:
    return {"name": name, "value": value, "other": None}


def stage(states: dict[str, dict[str, object]], name: str = "Probe") -> dict[str, object]:
    """A box with a probe of each state, by id."""
    about = {"name": name, "script": asset("probe.js"), "style": asset("probe.css"), "children": []}
    box = {"name": "VBox", "script": "", "style": "", "state": {}, "children": list(states)}
    return {"root": "box", "models": {"box": box, **{id_: {**about, "state": given} for id_, given in states.items()}}}


@pytest.fixture
def open_tab(chromium) -> Iterator:
    """``open_tab(width=1024)``: a page; afterwards no script failed and nothing broke the content security policy."""
    contexts, faults = [], []

    def opened(width: int = 1024) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: "Content Security Policy" in told.text and faults.append(told.text))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_tab, stub) -> Page:
    """The chapter, connected."""
    tab = open_tab()
    tab.goto(stub.address)
    connected(tab)
    return tab


def connected(page: Page) -> None:
    page.wait_for_selector("html[data-lcc-connected][data-lcc-line=open]")


def until(page: Page, condition) -> None:
    """Let the page go on until the server's side of things is as wanted."""
    for _ in range(1500):
        if condition():
            return
        page.wait_for_timeout(20)  # lets the browser's news in
    raise AssertionError("it did not happen")


__all__ = ["BASE", "connected", "stage", "state", "until"]
