"""The content security policy in a real browser: injected scripts do not run, and the workbook needs none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lcc_diag.content import load
from lcc_diag.store import CaseStore
from lcc_diag.store.example import example_case

INJECTED = '<script>window.injected=1</script><img src=x onerror="window.injected=1">"><svg onload=window.injected=1>'
CHAPTERS = ["00_start", "01_cynefin", "02_attitudes", "03_execution", "04_result", "05_plan", "10_workshop"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    """A page that notes everything the browser complains about."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture(scope="module")
def hostile(proxied):
    """An example with complete answers whose organisation and challenges are scripts."""
    case = example_case("de", load())
    challenges = tuple(replace(challenge, statement=INJECTED) for challenge in case.challenges)
    case = replace(case, organisation=INJECTED, challenges=challenges)
    return CaseStore(proxied.database).create(case=case).token


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_text_is_never_code(proxied, hostile, page, chapter):
    page.goto(f"{proxied.address}lcc/{chapter}.ipynb?case={hostile}")
    page.wait_for_selector("#lcc-widgets", state="attached")
    page.wait_for_function("document.querySelector('#lcc-stage').textContent.length > 100")
    assert page.evaluate("window.injected") is None
    assert page.complaints == []


def test_an_inline_script_does_not_run(standalone, page):
    page.goto(f"{standalone.address}lcc/00_start.ipynb")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.injected = 1'}))"
    )
    assert page.evaluate("window.injected") is None
    assert "Content Security Policy" in " ".join(page.complaints)


def test_nothing_of_another_server_is_asked(standalone, page):
    page.goto(f"{standalone.address}lcc/00_start.ipynb")
    failed = page.evaluate("fetch('https://example.com/').then(() => 'reached', (error) => error.name)")
    assert failed == "TypeError"
    assert "Content Security Policy" in " ".join(page.complaints)
