"""A part of a page that is built anew takes nothing out of anybody's hands."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lcc_diag.view.assets import static

pytestmark = pytest.mark.browser

REGION = """
let built = 0;
let clicks = 0;
let signature = "one";
const scope = createScope();
document.body.append(region(scope, {}, () => signature, (inner) => {
  built += 1;
  return [button(inner, "", `Weiter ${built}`, () => { clicks += 1; })];
}));
const change = () => { signature = "two"; scope.refresh(); };
"""


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=static("form_dom.js") + REGION)
    yield page
    page.close()


def test_what_is_pressed_stays_until_it_is_let_go(page):
    page.hover("button")
    page.mouse.down()
    page.evaluate("change()")
    assert page.inner_text("button") == "Weiter 1"
    page.mouse.up()
    assert page.evaluate("clicks") == 1
    expect(page.locator("button")).to_have_text("Weiter 2")


def test_what_is_let_go_elsewhere_is_built_anew_as_well(page):
    page.hover("button")
    page.mouse.down()
    page.evaluate("change()")
    page.mouse.move(600, 500)
    page.mouse.up()
    expect(page.locator("button")).to_have_text("Weiter 2")
    assert page.evaluate("clicks") == 0
