"""The shipped questionnaires, axe-core, and one Chromium: two started in one run get in each other's way."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from lcc_diag.content import load
from lcc_diag.model.questionnaires import Questionnaires

PATIENCE = 20_000
"""Milliseconds within which a page does what is asked: a machine may be slow and have other work."""
expect.set_options(timeout=PATIENCE)

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    if CHROMIUM is None or _lacks_libatomic():
        pytest.skip("no Chromium, or no libatomic to drive it; sh tests/install_chromium.sh says how to get them")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def own_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a browser may start a loop of its own: else Playwright's counts as running in between as well."""
    outer = None if "chromium" in request.fixturenames else asyncio._get_running_loop()
    if outer is not None:
        asyncio._set_running_loop(None)
    yield
    if outer is not None:
        asyncio._set_running_loop(outer)


def _lacks_libatomic() -> bool:
    """Whether the program that drives Chromium could not start: a bare Debian does not have this library."""
    return sys.platform == "linux" and find_library("atomic") is None


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from the test dependency that carries it."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def questionnaires() -> Questionnaires:
    return load()
