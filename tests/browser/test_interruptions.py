"""Reload, kill -9 and closed tabs: what was acknowledged is there, and what was not is sent again."""

from __future__ import annotations

import time

import pytest

from tests.browser.pages import begin, ready

pytestmark = pytest.mark.browser


def test_kill_in_the_middle_loses_nothing(open_page, own_server):
    page = open_page()
    begin(page, own_server, "de")
    page.click("nav a[href*='02_attitudes']")
    page.wait_for_url("**/02_attitudes*")
    ready(page)
    page.check('[data-key="attitudes.gm1=2"]')
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):has-text('gespeichert')")

    own_server.kill()
    page.check('[data-key="attitudes.gm2=4"]')
    page.wait_for_selector(".lcc-connection:visible, .lcc-lost:visible")
    with page.expect_navigation(timeout=60_000):  # the page loads itself again as soon as the server is back
        own_server.start()
    ready(page)
    assert page.is_checked('[data-key="attitudes.gm1=2"]')
    assert page.is_checked('[data-key="attitudes.gm2=4"]')
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):has-text('gespeichert')")
    page.reload()
    ready(page)
    assert page.is_checked('[data-key="attitudes.gm2=4"]')


def test_a_kernel_that_died_is_noticed_and_followed_by_a_new_one(open_page, own_server):
    page = open_page()
    begin(page, own_server, "en")
    page.click("nav a[href*='02_attitudes']")
    page.wait_for_url("**/02_attitudes*")
    ready(page)
    for kernel in own_server.kernels():
        kernel.kill()
    page.wait_for_selector(".lcc-connection:visible:has-text('has loaded itself again')")
    ready(page)
    page.check('[data-key="attitudes.gm2=4"]')
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):has-text('Saved')")
    page.reload()
    ready(page)
    assert page.is_checked('[data-key="attitudes.gm2=4"]')


def test_an_answer_given_while_the_kernel_dies_is_sent_to_the_next_one(open_page, own_server):
    page = open_page()
    begin(page, own_server, "de")
    page.click("nav a[href*='02_attitudes']")
    page.wait_for_url("**/02_attitudes*")
    ready(page)
    page.wait_for_selector("html[data-lcc-connected]")
    for kernel in own_server.kernels():
        kernel.suspend()  # whoever asks it something waits
    page.check('[data-key="attitudes.gm2=4"]')
    page.wait_for_selector(".lcc-saved.lcc-waiting", state="attached")
    for kernel in own_server.kernels():
        kernel.kill()
    page.wait_for_selector(".lcc-connection:visible:has-text('hat sich neu geladen')")
    ready(page)
    assert page.is_checked('[data-key="attitudes.gm2=4"]')
    # The next kernel may have been among the killed ones; the page tries again within a minute.
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):has-text('gespeichert')", timeout=90_000)
    page.reload()
    ready(page)
    assert page.is_checked('[data-key="attitudes.gm2=4"]')


def test_a_closed_tab_ends_its_kernel(open_page, own_server):
    page = open_page()
    page.goto(own_server.address)
    ready(page)
    assert own_server.health()["sessions"] == 1
    page.goto("about:blank")
    deadline = time.monotonic() + 20
    while (health := own_server.health())["sessions"]:
        assert time.monotonic() < deadline
    assert health["kernels"]["taken"] == 0
