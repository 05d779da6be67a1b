"""Part 4: rows that appear as they are needed, suggestions taken over, figures, dates and times."""

import re

import pytest
from playwright.sync_api import expect

from lcc_diag.model.case import Answer
from lcc_diag.store.events import Answered
from tests.ui.form.conftest import AUTOMATION

ROUND, RESPONDENT = "t0", "r1"
DEED = "Die Frühschicht übergibt nur noch im ERP."


def rows(page):
    return page.locator(".lcc-entry-row:visible")


def deed(page, number):
    return rows(page).nth(number - 1).get_by_label("Was wird getan?")


def saved(page):
    expect(page.locator(".lcc-saved:not(.lcc-waiting)")).to_have_text(re.compile("espeichert"))


def test_a_step_takes_deed_person_and_date_by_keyboard(open_form):
    page, kernel = open_form("plan")
    expect(rows(page)).to_have_count(1)
    deed(page, 1).focus()
    page.keyboard.type(DEED)
    page.keyboard.press("Tab")
    page.keyboard.type("KM")
    page.keyboard.press("Tab")
    expect(rows(page).first.get_by_label("Bis wann?")).to_be_focused()
    rows(page).first.get_by_label("Bis wann?").fill("2026-12-04")
    rows(page).first.get_by_label("Bis wann?").blur()
    saved(page)
    assert kernel.answers()["plan.step_1"] == {"value": DEED, "evidence": {"person": "KM", "due": "2026-12-04"}}


def test_one_empty_row_more_than_is_filled(open_form):
    page, _ = open_form("plan")
    deed(page, 1).fill("Eins")
    expect(rows(page)).to_have_count(2)
    deed(page, 2).fill("Zwei")
    expect(rows(page)).to_have_count(3)


def test_name_and_date_wait_for_a_deed(open_form):
    page, _ = open_form("plan")
    expect(rows(page).first.get_by_label("Wer?")).to_be_disabled()
    deed(page, 1).fill(DEED)
    expect(rows(page).first.get_by_label("Wer?")).to_be_enabled()


def test_a_removed_row_can_be_taken_back(open_form):
    page, kernel = open_form("plan")
    deed(page, 1).fill(DEED)
    deed(page, 1).blur()
    saved(page)
    page.get_by_role("button", name="Schritt 1: Entfernen").click()
    expect(deed(page, 1)).to_have_value("")
    page.get_by_role("button", name="Letzte Eingabe zurücknehmen").click()
    expect(deed(page, 1)).to_have_value(DEED)
    assert kernel.answers()["plan.step_1"]["value"] == DEED


def test_a_suggestion_is_taken_over_and_asks_who(open_form, rated_kernel):
    kernel = rated_kernel("plan")
    kernel.events.append(Answered(Answer(ROUND, RESPONDENT, "cynefin.handling", "expert_project", "c1")))
    page, _ = open_form("plan", kernel)
    suggestion = page.locator(".lcc-suggestion").first
    suggestion.click()
    expect(suggestion).to_be_disabled()
    expect(rows(page).first.get_by_label("Wer?")).to_be_focused()
    saved(page)
    assert deed(page, 1).input_value() == kernel.answers()["plan.step_1"]["value"] != ""


def test_weekday_time_and_figures_are_kept_as_what_they_are(open_form, figures_kernel):
    page, kernel = open_form("plan", figures_kernel, hash="#dates")
    page.get_by_label("An welchem Wochentag?").select_option("thursday")
    page.get_by_label("Um wie viel Uhr?").fill("15:30")
    page.get_by_label("Ab wann?").fill("2027-01-14")
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?").fill("48,3")
    page.get_by_role("button", name="Weiter", exact=True).click()
    saved(page)
    values = {item: answer["value"] for item, answer in kernel.answers().items()}
    assert values == {
        "execution.automation": 2,
        "plan.weekday": "thursday",
        "plan.time": "15:30",
        "plan.start": "2027-01-14",
        "costs.rate_eur_h": 48.3,
    }


def test_a_figure_out_of_range_says_so_beside_its_field(open_form, figures_kernel):
    page, kernel = open_form("plan", figures_kernel, hash="#general")
    page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?").fill("5000")
    page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?").blur()
    expect(page.locator(".lcc-problem:visible")).to_contain_text("1.000")
    assert kernel.received == []


@pytest.mark.parametrize("width", [390, 1280])
def test_every_part_is_one_screen_at_any_width(open_form, rated_kernel, width):
    kernel = rated_kernel("plan")
    kernel.events.append(AUTOMATION)
    page, _ = open_form("plan", kernel, width=width)
    titles = []
    forward = page.get_by_role("button", name="Weiter", exact=True)
    while forward.is_visible():
        titles.append(page.locator(".lcc-form h2").inner_text())
        forward.click()
        expect(page.locator(".lcc-form h2")).to_be_focused()
    assert len(titles) == len(set(titles)) >= 5


def test_rows_come_back_after_a_reload(open_form):
    page, kernel = open_form("plan", hash="#people")
    page.get_by_label("Initialen oder Rolle").first.fill("GF")
    page.get_by_label("Wie wurde gefragt?").first.select_option("alone")
    saved(page)
    again, _ = open_form("plan", kernel, hash="#people")
    expect(again.get_by_label("Initialen oder Rolle").first).to_have_value("GF")
    expect(again.get_by_label("Wie wurde gefragt?").first).to_have_value("alone")
    expect(rows(again)).to_have_count(2)


def answer_one_step(page):
    deed(page, 1).fill(DEED)
    deed(page, 1).blur()
    saved(page)


def test_two_people_who_fill_one_step_at_once_keep_each_others_entries(open_form):
    page, kernel = open_form("plan")
    answer_one_step(page)
    other, _ = open_form("plan", kernel)
    rows(page).first.get_by_label("Wer?").fill("KM")
    rows(page).first.get_by_label("Wer?").blur()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    rows(other).first.get_by_label("Bis wann?").fill("2026-12-04")
    rows(other).first.get_by_label("Bis wann?").blur()
    other.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["plan.step_1"] == {"value": DEED, "evidence": {"person": "KM", "due": "2026-12-04"}}
    expect(rows(other).first.get_by_label("Wer?")).to_have_value("KM")


def test_an_emptied_field_of_a_step_is_taken_back_alone(open_form):
    page, kernel = open_form("plan")
    answer_one_step(page)
    for label, text in (("Wer?", "KM"), ("Bis wann?", "2026-12-04"), ("Wer?", "")):
        rows(page).first.get_by_label(label).fill(text)
        rows(page).first.get_by_label(label).blur()
        page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["plan.step_1"] == {"value": DEED, "evidence": {"due": "2026-12-04"}}


@pytest.mark.parametrize("text", ["48,3 €", "48,3€", "€ 48,3", "48,3 EUR", "48,3 € je Stunde"])
def test_a_figure_may_be_typed_with_its_unit(open_form, figures_kernel, text):
    page, kernel = open_form("plan", figures_kernel, hash="#general")
    field = page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?")
    field.fill(text)
    field.blur()
    saved(page)
    assert kernel.answers()["costs.rate_eur_h"]["value"] == 48.3
    expect(field).to_have_value("48,3")


@pytest.mark.parametrize("text", ["48 %", "48 h", "48 € je Monat", "48 € 2", "€"])
def test_a_figure_with_another_unit_is_not_taken_for_this_one(open_form, figures_kernel, text):
    page, kernel = open_form("plan", figures_kernel, hash="#general")
    field = page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?")
    field.fill(text)
    field.blur()
    expect(page.locator(".lcc-problem:visible")).to_contain_text("Das ist keine Zahl")
    assert kernel.received == []


def test_suggestions_stand_open_only_while_there_is_no_step(open_form, rated_kernel):
    kernel = rated_kernel("plan")
    kernel.events.append(Answered(Answer(ROUND, RESPONDENT, "cynefin.handling", "expert_project", "c1")))
    page, _ = open_form("plan", kernel)
    expect(page.locator(".lcc-suggestion").first).to_be_visible()
    kernel.events.append(Answered(Answer(ROUND, RESPONDENT, "plan.step_1", DEED)))
    again, _ = open_form("plan", kernel)
    expect(again.locator(".lcc-suggestion").first).to_be_hidden()


def test_dates_of_the_plan_that_are_hardly_meant_are_kept_and_remarked_on(open_form):
    page, kernel = open_form("plan")
    answer_one_step(page)
    remarks = page.locator(".lcc-remark:visible")
    due = rows(page).first.get_by_label("Bis wann?")
    due.fill("2020-01-01")
    due.blur()
    expect(remarks).to_have_text([re.compile("^Schritt 1: Der 1. Januar 2020 ist vorbei")])
    assert due.get_attribute("aria-describedby").split()[0] == remarks.get_attribute("id")
    due.fill("2026-12-04")
    page.get_by_label("Wann schauen Sie gemeinsam nach").fill("2026-12-03")
    page.get_by_label("Wann schauen Sie gemeinsam nach").blur()
    expect(remarks).to_have_text([re.compile("^Der Rückblick liegt vor dem letzten Schritt, der bis 4. Dezember")])
    due.fill("2026-12-03")
    due.blur()
    expect(remarks).to_have_count(0)
    assert kernel.answers()["plan.review"]["value"] == "2026-12-03"


def test_a_remark_moves_no_button_while_it_is_pressed(open_form):
    page, kernel = open_form("plan")
    answer_one_step(page)
    page.clock.install()  # the date is not saved before the field is left
    rows(page).first.get_by_label("Bis wann?").fill("2020-01-01")
    forward = page.get_by_role("button", name="Weiter", exact=True)
    forward.scroll_into_view_if_needed()
    before = forward.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["plan.step_1"]["evidence"] == {"due": "2020-01-01"}
    assert forward.bounding_box() == before
    page.mouse.up()
    expect(page.locator(".lcc-form h2")).not_to_have_text("Schritte mit Name und Datum")
