"""What tests ask of any page: is it ready, is it accessible."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Server

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def ready(page: Page) -> None:
    """Wait until the chapter's worksheet is there."""
    page.wait_for_selector("html[data-lcc-ready]")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it is now."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{entry['id']}: {entry['help']} {[node['target'] for node in entry['nodes']]}" for entry in found]


def begin(page: Page, server: Server, language: str) -> None:
    """Begin a case of one's own; leaves the page in the first part."""
    page.goto(f"{server.address}/?lang={language}")
    ready(page)
    page.fill("input[name=organisation]", 'Müller & Söhne "GmbH"')
    page.click("form button[type=submit] >> nth=0")
    page.wait_for_url("**/01_cynefin*")
    ready(page)
