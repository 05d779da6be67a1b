"""The outbox by itself: what is said twice about one question counts in the order in which it was said."""

from __future__ import annotations

import pytest

from lcc_diag.view.assets import static

pytestmark = pytest.mark.browser

OUTBOX = """
const sent = [];
let hear = null;
const outbox = createOutbox({
  storageKey: "test",
  transport: { send: (message) => sent.push(message), onMessage: (listener) => { hear = listener; } },
  onSaved() {}, onRefused() {}, onDropped() {}, onConnection() {},
});
const say = (value, origin = "a") => outbox.send({ type: "answer", value }, origin);
const tell = (type, index) => hear({ type, seq: sent[index].seq, message: {} });
"""


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    page.route("http://outbox.test/", lambda route: route.fulfill(body="<body></body>", content_type="text/html"))
    page.goto("http://outbox.test/")
    page.add_script_tag(content=static("form_outbox.js") + OUTBOX)
    yield page
    page.close()


def test_what_was_put_off_does_not_come_after_what_was_said_later(page):
    """The database could not write the first answer just then, but the second."""
    page.evaluate("say(1); say(2); tell('postponed', 0); tell('saved', 1); outbox.resend()")
    assert page.evaluate("sent.map(({ value }) => value)") == [1, 2]
    assert page.evaluate("outbox.isEmpty()")


def test_what_was_said_about_something_else_is_sent_again(page):
    page.evaluate("say(1); say(2, 'b'); tell('postponed', 0); tell('saved', 1); outbox.resend()")
    assert page.evaluate("sent.map(({ value }) => value)") == [1, 2, 1]
