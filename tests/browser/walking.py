"""Walks through the chapters' forms like a person: answers what a screen asks, then goes on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

RADIOS = """() => [...document.querySelectorAll('.lcc-form fieldset')]
  .filter((set) => set.offsetParent && set.querySelector('input[type=radio]'))
  .map((set) => [...set.querySelectorAll(':scope > .lcc-options input')].map((input) => input.dataset.key))
  .filter((keys) => keys.length)"""
NUMBERS = """() => [...document.querySelectorAll('.lcc-form .lcc-screen input[inputmode=decimal]')]
  .filter((input) => input.offsetParent && input.dataset.key.startsWith('circle.')).map((input) => input.dataset.key)"""

Choose = Callable[[str], str]


def answer_screen(page: Page, choose: Choose) -> None:
    """Answer every question now on screen; ``choose`` gives the value for an item id."""
    numbers = page.evaluate(NUMBERS)
    for keys in page.evaluate(RADIOS):
        item = keys[0].rpartition("=")[0].partition("@")[0]
        if item not in numbers:
            wanted = f"={choose(item)}"
            page.check(f'[data-key="{next(key for key in keys if key.endswith(wanted))}"]')
    for key in numbers:
        page.fill(f'[data-key="{key}"]', choose(key))
    story = page.locator(".lcc-form textarea[data-key^='cynefin.anecdote']")
    if story.count():
        story.fill(choose("cynefin.anecdote"))


def walk(page: Page, choose: Choose, look: Callable[[Page], None] = lambda page: None) -> None:
    """Answer all screens of a chapter and go on to the next one; ``look`` sees each screen once answered."""
    while True:
        answer_screen(page, choose)
        look(page)
        following = page.locator(".lcc-moves button.lcc-first")
        if not following.is_visible():
            break
        following.click()
    before = page.url.partition("?")[0]
    page.click(".lcc-form .lcc-moves a.lcc-first")
    page.wait_for_url(lambda url: not url.startswith(before))
    page.wait_for_selector("html[data-lcc-ready]")
