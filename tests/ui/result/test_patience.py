"""How long the result page waits for a document: briefly for a sign that it is begun, long for the document itself."""

import pytest
from playwright.sync_api import expect

from lcc_diag.content import load
from lcc_diag.store.example import example_case
from tests.view.insights import computed

pytestmark = pytest.mark.browser

BEGUN = {"type": "document", "kind": "pdf", "begun": True}
DONE = {"type": "document", "kind": "pdf", "name": "lcc-diagnose.pdf", "mime": "application/pdf"}
LOST = "PDF: Es kommt keine Antwort, die Verbindung ist unterbrochen."
BUTTON = "[data-key=document-pdf]"


def example():
    return example_case("de", load())


def asked(page, seconds):
    """Ask for a PDF and let some seconds go by; the note beside the button."""
    page.clock.install()
    page.locator(BUTTON).click()
    page.clock.run_for(seconds * 1000)
    return page.locator(f"li:has({BUTTON}) [role=status]")


def open_computed(open_result, **options):
    page = open_result(example(), insight=computed(example()), **options)
    expect(page.locator(".lcc-pending")).to_have_count(0)
    return page


def test_without_a_sign_the_lost_connection_is_told_and_the_button_works_again(open_result):
    page = open_computed(open_result)
    note = asked(page, 7)
    expect(note).to_have_text("PDF wird erstellt …")
    page.clock.run_for(2000)
    expect(note).to_contain_text(LOST)
    expect(note).to_contain_text("Laden Sie die Seite neu")
    expect(page.locator(BUTTON)).to_have_attribute("aria-disabled", "false")
    page.locator(BUTTON).click()
    expect(note).to_have_text("PDF wird erstellt …")
    assert [entry["type"] for entry in page.asked].count("document") == 2


def test_what_is_begun_may_take_long_but_not_for_ever(open_result):
    page = open_computed(open_result)
    note = asked(page, 1)
    page.evaluate("(content) => window.receive(content)", BEGUN)
    page.clock.run_for(110_000)
    expect(note).to_have_text("PDF wird erstellt …")
    page.clock.run_for(11_000)
    expect(note).to_contain_text("PDF ist nicht angekommen.")


def test_a_late_sign_and_a_late_document_are_still_taken(open_result):
    page = open_computed(open_result)
    note = asked(page, 9)
    expect(note).to_contain_text(LOST)
    page.evaluate("(content) => window.receive(content)", BEGUN)
    expect(note).to_have_text("PDF wird erstellt …")
    expect(page.locator(BUTTON)).to_have_attribute("aria-disabled", "true")
    with page.expect_download():
        page.evaluate("(content) => window.receive(content, [new Uint8Array([37])])", DONE)
    expect(note).to_have_text("Gespeichert als lcc-diagnose.pdf")


def test_a_kernel_at_work_on_something_else_is_not_called_lost(open_result):
    page = open_computed(open_result)
    note = asked(page, 0)
    page.evaluate("(content) => window.receive(content)", {**BEGUN, "kind": "xlsx"})
    page.clock.run_for(20_000)
    expect(note).to_have_text("PDF wird erstellt …")


def test_a_kernel_that_still_computes_the_rest_is_not_called_lost_at_once(open_result):
    page = open_result(example())
    page.wait_for_function("document.querySelectorAll('.lcc-pending').length")
    note = asked(page, 30)
    expect(note).to_have_text("PDF wird erstellt …")
    page.clock.run_for(100_000)
    expect(note).to_contain_text(LOST)
