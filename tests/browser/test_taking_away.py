"""From the result to what is agreed and to the documents: the whole way, in a real browser with a real server."""

import io
import json

import pytest
from icalendar import Calendar
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.meeting import MARKUP, Meeting
from tests.browser.pages import begin, ready, violations
from tests.browser.test_path import add_challenge

DEED = 'Die Frühschicht übergibt "nur" noch im ERP.'
KINDS = ("pdf", "pptx", "xlsx", "ics", "html", "csv", "json")


def taken(page, kind):
    """Name and content of a document asked for on the page."""
    with page.expect_download() as download:
        page.click(f"[data-key=document-{kind}]")
    return download.value.suggested_filename, download.value.path().read_bytes()


def to_chapter(page, name):
    page.click(f"nav a[href*='{name}']")
    page.wait_for_url(f"**/{name}*")
    ready(page)


def all_saved(page):
    page.wait_for_selector(".lcc-saved:not(.lcc-waiting):not(:empty)")


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("en", 390)])
def test_the_example_is_taken_away_in_every_form(open_page, server, language, width):
    page = open_page(width)
    page.goto(f"{server.address}/?lang={language}")
    ready(page)
    page.click("[data-action=example_button]")
    page.wait_for_url("**/04_result*")
    page.wait_for_selector(".lcc-stability .lcc-sure")
    files = {kind: taken(page, kind) for kind in KINDS}
    assert all(name.endswith(f".{kind}") for kind, (name, _) in files.items())
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(files["pdf"][1])).pages)
    assert page.inner_text("#result-verdict") in " ".join(text.split())
    assert len(Calendar.from_ical(files["ics"][1]).walk("VEVENT")) > 24
    assert json.loads(files["json"][1])["example"] is True
    assert files["pptx"][1][:2] == files["xlsx"][1][:2] == b"PK"
    assert violations(page) == []


def test_a_draft_becomes_final_with_a_name_and_a_date(open_page, server):
    page = open_page()
    begin(page, server, "de")
    add_challenge(page, "Die Meister führen eigene Listen.")
    all_saved(page)
    to_chapter(page, "04_result")
    assert "entwurf" in taken(page, "html")[0]
    to_chapter(page, "05_plan")
    row = page.locator(".lcc-entry-row").first
    row.get_by_label("Was wird getan?").fill(DEED)
    row.get_by_label("Wer?").fill("KM")
    row.get_by_label("Bis wann?").fill("2027-01-29")
    row.get_by_label("Bis wann?").blur()
    all_saved(page)
    assert violations(page) == []
    to_chapter(page, "04_result")
    expect(page.locator(".lcc-plan")).to_contain_text(DEED)
    name, content = taken(page, "html")
    assert "entwurf" not in name
    assert "Die Fr&#252;hschicht" in (html := content.decode()) or "Die Frühschicht" in html
    assert "29. Januar 2027" in html


def test_what_a_workshop_reveals_is_told_on_the_open_result_without_what_only_the_room_may_see(open_page, server):
    meeting = Meeting(server, parts="diagnosis")
    meeting.enter("predict")
    meeting.people("answer", "predict")
    result, desk = open_page(390), open_page(1440)
    for page, chapter in ((result, "04_result"), (desk, "10_workshop")):
        page.goto(f"{server.address}/lcc/{chapter}.ipynb?case={meeting.case}&lang=de")
        page.wait_for_selector("html[data-lcc-connected]")
    told = result.locator(".lcc-workshops")
    expect(told).to_have_count(0)
    reveals(desk)
    expect(told.locator("th", has_text=MARKUP)).to_have_count(1)
    expect(told.locator(".lcc-chart .main-svg").first).to_be_visible()
    released = meeting.store.read(meeting.id).round.released
    assert all(attitude["leaders"]["shown"] for attitude in released["attitudes"])
    leaders = [row.locator("td").nth(2) for row in told.locator("figure tbody tr").all()]
    assert {cell.text_content() for cell in leaders} == {"nicht gezeigt"}
    expect(told).to_contain_text("nur im Raum zu sehen")
    result.click(".lcc-contents summary")
    result.click("[data-key=go-result-workshops]")
    assert result.evaluate("document.activeElement.textContent") == "Ihr Workshop"
    assert violations(result) == []
    result.click("[data-lcc-language=en]")
    expect(told.locator("h2")).to_have_text("Your workshop")
    assert result.evaluate("document.documentElement.scrollWidth") <= 390


def reveals(desk):
    """Go on from the last questions, and confirm it."""
    desk.click("h1")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("[data-key=confirm]")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("h2[data-key=title]")).to_have_text("Auflösen")
